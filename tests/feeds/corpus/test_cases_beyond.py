"""Bad returns that the catalogue does not list and its rules imply, each named for what it taught."""

import io
import warnings
import zipfile
from datetime import date
from typing import Any

import pytest

from scorecard.feeds.report import Checked
from tests.feeds.valid_returns import as_csv, as_workbook, check, concerns, find, report_of, right, rules

RIGHT = concerns(3)
# The example of the NHS data dictionary, and one of the test range whose check digit was worked out by hand.
NUMBERS = ["9434765919", "9990000018"]
NAME = "Mrs Joan Brown"


def add_cell(content: bytes, head: str, cell: str) -> bytes:
    """Add a cell to the end of every line: another to the header than to the rows."""
    header, *rows = content.decode().splitlines()
    return "\n".join([f"{header},{head}", *(f"{row},{cell}" for row in rows)]).encode()


def with_part(name: str, content: bytes) -> bytes:
    stream = io.BytesIO(as_workbook(RIGHT))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of a second part of one name, which is the case here
        archive.writestr(name, content)
    return stream.getvalue()


def comment(words: str) -> Checked:
    return check(as_csv([right("commentary", comment=words), right("commentary", line="2")]), "commentary")


@pytest.mark.parametrize("head", ["", " ", '""', "\u200b"])
def test_a_column_without_a_name_is_left_out_and_said(head: str) -> None:
    checked = check(add_cell(as_csv(RIGHT), head, NAME))
    assert (checked.outcome, checked.rows, checked.accepted_rows) == ("accepted_with_warnings", 3, 3)
    problem = find(checked, "column_listed")
    assert (problem.column, problem.row) == ("column 15", None)
    assert "has no name" in problem.message
    assert "Brown" not in report_of(checked)


@pytest.mark.parametrize("cell", ["", " ", '""'])
def test_empty_columns_that_a_spreadsheet_leaves_are_not_spoken_of(cell: str) -> None:
    checked = check(add_cell(as_csv(RIGHT), "", cell))
    assert (checked.outcome, checked.accepted_rows, rules(checked)) == ("accepted", 3, [])


def test_a_column_without_a_name_in_a_sheet_is_left_out_and_said() -> None:
    def write_beside(_: Any, sheet: Any) -> None:
        sheet.write(2, 16, NAME)

    checked = check(as_workbook(RIGHT, write_beside))
    assert (checked.outcome, checked.accepted_rows) == ("accepted_with_warnings", 3)
    assert find(checked, "column_listed").column == "column 17"
    assert "Brown" not in report_of(checked)


@pytest.mark.parametrize("written", ["NHS{}", "nhs no. {}", "{}/1", "P-{}"])
def test_nhs_numbers_with_something_before_or_after_refuse_the_file(written: str) -> None:
    people = [written.format(number) for number in NUMBERS]
    checked = check(as_csv([{**row, "person_id": person} for row, person in zip(RIGHT, people, strict=False)]))
    assert (checked.outcome, checked.rows, checked.refused) == ("refused", 2, 2)
    assert find(checked, "no_nhs_numbers").column == "person_id"
    assert not any(number in report_of(checked) for number in NUMBERS)


def test_longer_numbers_and_those_of_which_few_pass_are_no_nhs_numbers() -> None:
    longer = [f"{number}1" for number in NUMBERS]
    checked = check(as_csv([{**row, "person_id": each} for row, each in zip(RIGHT, longer, strict=False)]))
    assert "no_nhs_numbers" not in rules(checked)
    by_chance = ["C-9434765919", "C-9434765918", "C-9434765917"]
    checked = check(as_csv([{**row, "person_id": each} for row, each in zip(RIGHT, by_chance, strict=True)]))
    assert (checked.outcome, checked.accepted_rows) == ("accepted", 3)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("See ９４３４７６５９１９ for it.", "an NHS number"),
        ("See ９４３ ４７６ ５９１９ for it.", "an NHS number"),
        ("See 943\n476\n5919 for it.", "an NHS number"),
        ("Box: 9 4 3 4 7 6 5 9 1 9.", "an NHS number"),
        ("Ask joan.brown＠example.org.", "an e-mail address"),
        ("Ring +44 (0)7700 900123.", "a telephone number"),
        ("Ring 0044 7700 900123.", "a telephone number"),
        ("Ring (01632) 960123.", "a telephone number"),
    ],
)
def test_a_personal_detail_in_another_writing_refuses_its_row(words: str, kind: str) -> None:
    checked = comment(words)
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 2, 1)
    problem = find(checked, "no_personal_data")
    assert (problem.row, problem.column) == (2, "comment")
    assert problem.message == f"The text holds what looks like {kind}. Take it out."
    said = report_of(checked)
    assert not any(detail in said for detail in ("5919", "５９１９", "9 1 9", "joan", "900123", "960123"))


@pytest.mark.parametrize("words", ["Boxes 9 4 3 4 7 6 5 9 1 8.", "1 2 3 4 5 6 7 8 9 10", "２０ of ３０", "(2023) 1200"])
def test_figures_in_another_writing_are_no_personal_detail(words: str) -> None:
    assert comment(words).outcome == "accepted"


@pytest.mark.parametrize("title", ["Return for 943 476 5919", "Born 3 May 1941", "NI AB 12 34 56 C"])
def test_a_title_that_belongs_to_a_person_refuses_the_file(title: str) -> None:
    """The bytes of an accepted file are kept, and the rows above its header with them."""
    text = f"{title}{',' * 13}\n".encode() + as_csv(RIGHT)
    titles = [title, *(" " * place for place in range(1, len(RIGHT[0])))]
    rows = [dict(zip(titles, cells, strict=True)) for cells in (RIGHT[0], *(row.values() for row in RIGHT))]
    sheet = as_workbook(rows)
    for content in (text, sheet):
        checked = check(content)
        assert (checked.outcome, rules(checked)) == ("refused", ["no_personal_data"])
        assert "above the header" in checked.problems[0].message
        assert title not in report_of(checked)


def test_a_title_that_says_what_the_return_is_only_warns() -> None:
    checked = check(f"Safeguarding concerns 2024-03, ring 01632 960123{',' * 13}\n".encode() + as_csv(RIGHT))
    assert (checked.outcome, checked.accepted_rows, rules(checked)) == (
        "accepted_with_warnings", 3, ["rows_above_header"]
    )  # fmt: skip


def test_a_text_box_refuses_the_file_as_a_comment_does() -> None:
    checked = check(as_workbook(RIGHT, lambda _, sheet: sheet.insert_textbox(5, 2, NAME)))
    assert (checked.outcome, rules(checked)) == ("refused", ["no_text_boxes"])
    assert "Remove them all." in checked.problems[0].message
    assert "Brown" not in report_of(checked)


def test_a_chart_beside_the_rows_does_not_matter() -> None:
    def draw(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Return!$H$2:$H$4"})
        sheet.insert_chart(6, 0, chart)

    assert check(as_workbook(RIGHT, draw)).outcome == "accepted"


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil", "xl\\evil.xml", "C:evil.xml", "XL/Worksheets/Sheet1.xml"]
)
def test_parts_that_no_spreadsheet_names_so_refuse_the_workbook(name: str) -> None:
    checked = check(with_part(name, b"<worksheet/>"))
    assert (checked.outcome, rules(checked)) == ("refused", ["workbook_parts"])


@pytest.mark.parametrize("age", ["７０", "٧٠", "7²", "70.5", "7O", "TRUE", "7e1"])
def test_figures_that_only_look_like_a_count_refuse_their_row(age: str) -> None:
    rows = concerns(3)
    rows[1]["age"] = age
    checked = check(as_csv(rows))
    assert (checked.outcome, checked.accepted_rows, checked.refused) == ("rows_refused", 2, 1)
    assert find(checked, "is_a_whole_number").row == 3


@pytest.mark.parametrize("end", ["\r\r\n", "\n\r", "\r\n\r\n"])
def test_line_ends_that_a_transfer_has_doubled_lose_no_row(end: str) -> None:
    checked = check(as_csv(RIGHT).decode().replace("\n", end).encode())
    assert (checked.outcome, checked.rows, checked.accepted_rows) == ("accepted", 3, 3)


def test_a_mark_of_the_encoding_within_a_cell_is_removed_and_said() -> None:
    checked = check(as_csv(RIGHT).replace(b"C2", "\ufeffC2".encode()))
    assert (checked.outcome, find(checked, "no_invisible_characters").row) == ("accepted_with_warnings", 3)
    assert checked.accepted is not None
    assert checked.accepted["concern_id"].to_list() == ["C1", "C2", "C3"]


def test_a_line_that_tells_a_spreadsheet_its_delimiter_is_left_out_with_a_warning() -> None:
    checked = check(b"sep=;\n" + as_csv(RIGHT, delimiter=";"))
    assert (checked.outcome, checked.accepted_rows, rules(checked)) == (
        "accepted_with_warnings", 3, ["rows_above_header"]
    )  # fmt: skip
    assert checked.accepted is not None
    assert checked.accepted["received_on"].unique().to_list() == [date(2024, 3, 4)]
