"""The catalogue of bad returns: personal data is refused and never repeated."""

import re

import polars as pl
import pytest

from scorecard.feeds.personal_data import passes_nhs_check
from tests.feeds.valid_returns import as_csv, as_workbook, check, concerns, find, report_of, right, rules

# Numbers of the test range 999, whose last digit is the check worked out by hand.
NHS_NUMBERS = ["9990000018", "9990000026", "9990000034"]


def test_the_check_digit_is_that_of_the_published_rule() -> None:
    # 943 476 5919 is the example of the NHS data dictionary: the weighted sum is 299, 299 mod 11 is 2, 11 - 2 is 9.
    numbers = ["9434765919", "943 476 5919", "943-476-5919", "9434765918", "4934765919"]
    assert passes_nhs_check(pl.Series(numbers)).to_list() == [True, True, True, False, False]


@pytest.mark.parametrize("written", ["{}", "{0:.3}"])
@pytest.mark.parametrize("column", ["person_id", "concern_id"])
def test_a_column_of_nhs_numbers_refuses_the_file(column: str, written: str) -> None:
    spaced = [f"{number[:3]} {number[3:6]} {number[6:]}" if written != "{}" else number for number in NHS_NUMBERS]
    rows = [{**row, column: number} for row, number in zip(concerns(3), spaced, strict=True)]
    for content in (as_csv(rows), as_workbook(rows)):
        checked = check(content)
        assert (checked.outcome, checked.refused) == ("refused", 3)
        assert find(checked, "no_nhs_numbers").column == column
        assert not any(number in report_of(checked) for number in spaced)


def test_ten_digit_references_of_which_some_pass_the_check_by_chance_are_accepted() -> None:
    rows = [{**row, "person_id": str(1_000_000_000 + 7 * place)} for place, row in enumerate(concerns(200))]
    passing = passes_nhs_check(pl.Series([row["person_id"] for row in rows])).sum()
    assert 5 < passing < 40
    assert check(as_csv(rows)).outcome == "accepted"


@pytest.mark.parametrize(
    "sentence",
    [
        "See 943 476 5919 for more.",
        "NHS9434765919",
        "Seen on 3 943-476-5919.",
        "Not 1234567890 but 9434765919",
        "number 943.476.5919",
    ],
)
def test_one_nhs_number_in_words_refuses_its_row_and_is_not_repeated(sentence: str) -> None:
    rows = [right("commentary", comment=sentence), right("commentary", line="2")]
    checked = check(as_csv(rows), "commentary")
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    problem = next(problem for problem in checked.problems if "NHS number" in problem.message)
    assert (problem.row, problem.column, problem.rule) == (2, "comment", "no_personal_data")
    assert "5919" not in report_of(checked)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Lives at LU1 2AB now", "postcode"),
        ("Lives at lu12ab now", "postcode"),
        ("It was AB 12 34 56 C then", "National Insurance number"),
        ("write to joan.brown@example.org", "e-mail address"),
        ("ring 07700 900123", "telephone number"),
        ("ring +44 7700 900123", "telephone number"),
        ("DOB 3/4/1950", "date of birth"),
        ("born on 3 April 1950", "date of birth"),
    ],
)
def test_what_identifies_a_person_in_words_refuses_its_row(sentence: str, kind: str) -> None:
    checked = check(as_csv([right("commentary", comment=sentence)]), "commentary")
    assert checked.outcome == "rows_refused"
    assert re.search(f"looks like an? {kind}", find(checked, "no_personal_data").message)
    assert sentence not in report_of(checked)


@pytest.mark.parametrize(
    "sentence",
    ["Rose by 12 to 1234567890 in 2023/24.", "From 44.2% to 51%", "Level 1 and 2, 3 of 5", "10,000 contacts"],
)
def test_figures_in_words_are_no_personal_data(sentence: str) -> None:
    assert check(as_csv([right("commentary", comment=sentence)]), "commentary").outcome == "accepted"


def test_references_that_are_mail_addresses_refuse_the_file() -> None:
    rows = [{**row, "person_id": f"p{place}@example.org"} for place, row in enumerate(concerns(3))]
    checked = check(as_csv(rows))
    assert checked.outcome == "refused"
    assert find(checked, "no_personal_data").column == "person_id"
    assert "example.org" not in report_of(checked)


NAMES = ["First Name", "surname", "Name", "Client name", "name_of_adult", "Full-Name"]
OTHERS = ["NHS number", "nhs_no", "DOB", "Date of Birth", "Address", "Postcode", "NINO", "E-mail", "Mobile", "Notes"]


@pytest.mark.parametrize("name", [*NAMES, *OTHERS, "Case notes"])
def test_a_column_whose_name_promises_identity_refuses_the_file_whatever_it_holds(name: str) -> None:
    checked = check(as_csv([{**row, name: ""} for row in concerns(2)]))
    assert checked.outcome == "refused"
    assert "promises personal data" in find(checked, "no_identifying_column").message


@pytest.mark.parametrize("name", ["Course name", "agency_name", "Team", "Ward"])
def test_a_column_named_for_something_else_is_only_dropped(name: str) -> None:
    assert rules(check(as_csv([{**row, name: ""} for row in concerns(2)]))) == ["column_listed"]


@pytest.mark.parametrize("column", ["age", "gender", "received_on", "types_of_risk", "month"])
@pytest.mark.parametrize("value", ["9434765919", "943 476 5919", "joan@example.org"])
def test_a_personal_value_in_a_wrong_column_is_never_repeated(column: str, value: str) -> None:
    rows = concerns(3)
    rows[1][column] = value
    checked = check(as_csv(rows))
    assert checked.refused in (1, 3)
    assert value not in report_of(checked)
