"""No report repeats what may identify a person: the place is named, the value is not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.feeds.catalogue import all_feeds
from tests.feeds.reports import everything, opened, report
from tests.feeds.test_mangled_returns import whole_run
from tests.feeds.valid_returns import as_csv, as_workbook, concerns, right

HIDDEN = "[not repeated]"
SECRETS = ["943 476 5919", "LU1 2BQ", "jo.bloggs@example.org", "07700 900123", "AB 12 34 56 C"]


@pytest.mark.parametrize(
    ("feed", "column", "text", "secret"),
    [
        ("commentary", "comment", "Spoke to 943 476 5919 again.", "943 476 5919"),
        ("commentary", "comment", "Spoke to 943\u200b476\u00a05919 again.", "5919"),
        ("commentary", "action", "Visit her at LU1 2BQ.", "LU1 2BQ"),
        ("commentary", "owner", "jo.bloggs@example.org", "jo.bloggs"),
        ("commentary", "comment", "Call 07700 900123.", "900123"),
        ("commentary", "comment", "born 3/4/1931", "1931"),
        ("concerns", "age", "12/03/1940", "1940"),
        ("concerns", "decision", "Mary Bloggs", "Bloggs"),
        ("concerns", "decided_on", "Mary Bloggs", "Bloggs"),
        ("concerns", "types_of_risk", "self_neglect;Mary Bloggs", "Bloggs"),
        ("concerns", "referral_source", "9434765919", "9434765919"),
        ("concerns", "agency", "Mary Bloggs", "Bloggs"),
        ("concerns", "person_id", "mary.bloggs@example.org", "bloggs"),
        ("concerns", "person_id", "Mary Bloggs", "Bloggs"),
        ("enquiry_risks", "enquiry_id", "943 476 5919", "476"),
        ("training", "course", "Mary Bloggs", "Bloggs"),
    ],
)
def test_what_may_identify_a_person_is_not_repeated(feed: str, column: str, text: str, secret: str) -> None:
    rows = [right(feed), right(feed, **{column: text})]
    for content in (as_csv(rows), as_workbook(rows)):
        told = everything(report(content, feed))
        assert HIDDEN in told
        assert secret not in told


def test_a_column_of_nhs_numbers_is_not_repeated_at_all() -> None:
    numbers = ["9434765919", "9434765870", "4010232137"]
    rows = [right("concerns", concern_id=f"C{place}", person_id=number) for place, number in enumerate(numbers)]
    content = report(as_csv(rows))
    assert not any(number in everything(content) for number in numbers)
    assert [row[5] for row in opened(content)["Return"].iter_rows(min_row=2, values_only=True)][0:3] != numbers
    assert "person_id" in everything(content)


def test_nhs_numbers_are_not_repeated_even_of_a_workbook_refused_before_they_are_searched_for() -> None:
    def calculate(book: Any, sheet: Any) -> None:
        sheet.write_formula("H2", "=60+10")

    rows = [right("concerns", concern_id=f"C{place}", person_id="9434765919") for place in range(2)]
    content = report(as_workbook(rows, calculate))
    assert "Return" in opened(content).sheetnames
    assert "9434765919" not in everything(content)


def test_names_of_files_and_sheets_that_could_be_personal_are_not_repeated() -> None:
    def name(book: Any, sheet: Any) -> None:
        sheet.name = "Mary Bloggs"

    told = everything(report(as_workbook(concerns(1, age="17"), name), file_name="943 476 5919.xlsx"))
    assert "Bloggs" not in told
    assert "5919" not in told


def test_local_references_of_ten_figures_are_repeated() -> None:
    ids = [str(number) for number in range(1_234_567_890, 1_234_567_900)]
    rows = [right("concerns", concern_id=number, person_id=f"P{number}") for number in ids]
    sheet = opened(report(as_csv(rows)))["Return"]
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == ids


@settings(whole_run, max_examples=80)
@given(
    st.data(), st.sampled_from(sorted(all_feeds())), st.sampled_from(SECRETS), st.sampled_from([as_csv, as_workbook])
)
def test_no_report_repeats_a_persons_number_or_address_in_whatever_column(
    data: st.DataObject, feed: str, secret: str, write: Any
) -> None:
    column = data.draw(st.sampled_from(sorted(right(feed))))
    content = write([right(feed, **{column: secret}), right(feed)])
    assert secret not in everything(report(content, feed))
