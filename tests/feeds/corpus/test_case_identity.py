"""The catalogue of bad returns, 7.5: identity and hostile content."""

import io
import zipfile

import pytest

from scorecard.feeds.report_workbook import write_report_workbook
from tests.feeds.corpus.expecting import expect, expect_accepted
from tests.feeds.valid_returns import as_csv, check, concerns, declaration, report_of, right

# Numbers of the test range 999, whose last digit is the check worked out by hand.
NHS_NUMBERS = ["9990000018", "9990000026", "9990000034"]
HOSTILE = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)"]


def test_nhs_number_column() -> None:
    rows = [{**row, "person_id": number} for row, number in zip(concerns(3), NHS_NUMBERS, strict=True)]
    checked = check(as_csv(rows))
    assert expect("nhs_number_column", "F", checked, "no_nhs_numbers", "NHS numbers").column == "person_id"
    assert not any(number in report_of(checked) for number in NHS_NUMBERS)


def test_nhs_number_spaced_in_text() -> None:
    rows = [right("commentary", comment="See 943 476 5919 for more."), right("commentary", line="2")]
    checked = check(as_csv(rows), "commentary")
    problem = expect("nhs_number_spaced_in_text", "Q", checked, "no_personal_data", "an NHS number")
    assert problem.value == "xxx 999 999 9999 xxx…"
    assert "943" not in report_of(checked)


def test_ten_digit_ids() -> None:
    rows = [{**row, "person_id": str(1_000_000_000 + 7 * place)} for place, row in enumerate(concerns(200))]
    expect_accepted("ten_digit_ids", check(as_csv(rows)), 200)


@pytest.mark.parametrize(
    ("case", "name"),
    [
        ("dob_column", "Date of Birth"),
        ("name_column_header", "Client name"),
        ("free_text_notes_column", "Case notes"),
    ],
)
def test_dob_column_and_name_column_header_and_free_text_notes_column(case: str, name: str) -> None:
    checked = check(as_csv([{**row, name: "03/04/1950 Joan Brown"} for row in concerns(3)]))
    problem = expect(case, "F", checked, "no_identifying_column", "promises personal data")
    assert problem.column == "column 15"
    assert not any(part in report_of(checked) for part in ("1950", "Brown"))


def accepted_words(case: str, hostile: str) -> None:
    """The words are accepted as they are, and written as text into the report that goes back."""
    content = as_csv([right("commentary", comment=hostile), right("commentary", line="2", due_on="31/02/2024")])
    checked = check(content, "commentary")
    assert checked.accepted is not None
    assert checked.accepted["comment"].to_list() == [hostile]
    expect_accepted(case, check(as_csv([right("commentary", comment=hostile)]), "commentary"), 1)
    book = write_report_workbook(content, checked, declaration("commentary"), file_name="return.csv")
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_formula_injection(hostile: str) -> None:
    accepted_words("formula_injection", hostile)


def test_markdown_image_value() -> None:
    accepted_words("markdown_image_value", "![b](http://x/y.png)")


def test_html_script_value() -> None:
    accepted_words("html_script_value", "<script>alert(1)</script>")


def test_small_person_cluster() -> None:
    checked = check(as_csv([{**row, "person_id": "P1"} for row in concerns(40)]))
    expect("small_person_cluster", "W", checked, "few_concerns_for_one_person", "more than 20 concerns")
