"""The catalogue of bad returns: workbooks."""

import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.feeds.valid_returns import (
    as_csv,
    as_workbook,
    calculated,
    check,
    concerns,
    edit_part,
    find,
    report_of,
    right,
    rules,
)

RIGHT = as_workbook(concerns(3))
TRAINING = [right("training"), right("training", course="level_2")]
COMPLIANT = 4


def test_a_right_workbook_is_accepted_and_holds_what_the_text_file_holds() -> None:
    checked = check(RIGHT, file_name="asc_concerns.xlsx")
    assert (checked.outcome, checked.rows, checked.problems) == ("accepted", 3, ())
    assert checked.content_digest == check(as_csv(concerns(3))).content_digest


def test_two_sheets_that_could_be_the_return_are_refused() -> None:
    checked = check(as_workbook(concerns(2), lambda book, sheet: _copy_header(book)))
    assert checked.outcome == "refused"
    assert "Sheets 1, 2" in find(checked, "one_data_sheet").message


def _copy_header(book: Any) -> None:
    book.add_worksheet("Copy").write_row(0, 0, list(right("concerns")))


def test_a_workbook_without_the_feeds_header_is_refused_with_its_columns() -> None:
    checked = check(as_workbook([{"a": "1", "b": "2"}]), "training")
    assert checked.outcome == "refused"
    assert "agency, month, course, eligible, compliant" in find(checked, "header_found").message


def test_other_sheets_do_not_matter_and_a_hidden_one_is_warned_of_without_its_name() -> None:
    def add_sheets(book: Any, sheet: Any) -> None:
        book.add_worksheet("Notes").write(0, 0, "How to fill this in")
        book.add_worksheet("John Smith").hide()

    checked = check(as_workbook(concerns(2), add_sheets))
    assert checked.outcome == "accepted_with_warnings"
    assert "hidden sheets (3)" in find(checked, "no_hidden_sheet").message
    assert "Smith" not in report_of(checked)


def test_a_return_on_a_hidden_sheet_is_refused() -> None:
    def hide(book: Any, sheet: Any) -> None:
        book.add_worksheet("Front").activate()
        sheet.hide()

    assert "is hidden" in find(check(as_workbook(concerns(2), hide)), "sheet_visible").message


def test_hidden_rows_and_columns_are_read_with_a_warning() -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("H:I", None, None, {"hidden": True})

    checked = check(as_workbook(concerns(3), hide))
    assert (checked.outcome, checked.rows) == ("accepted_with_warnings", 3)
    assert find(checked, "no_hidden_rows").row == 3
    hidden = [problem.column for problem in checked.problems if problem.rule == "no_hidden_columns"]
    assert hidden == ["age", "age_band"]


def _openpyxl(rows: list[dict[str, str]], **cells: Any) -> bytes:
    """Write rows with openpyxl, then single cells: a value, or a comment."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    for place, value in cells.items():
        if isinstance(value, Comment):
            sheet[place].comment = value
        else:
            sheet[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!"])
def test_an_error_cell_refuses_its_row_only(error: str) -> None:
    checked = check(_openpyxl(TRAINING, E3=error), "training")
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 2, 1)
    problem = find(checked, "no_error_cell")
    assert (problem.row, problem.column) == (3, "compliant")
    assert rules(checked) == ["no_error_cell"]


def test_a_row_with_nothing_but_an_error_is_a_row_and_refused() -> None:
    checked = check(_openpyxl(TRAINING, D4="#REF!", B6="#N/A"), "training")
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 4, 2)
    assert [(problem.row, problem.column) for problem in checked.problems if problem.rule == "no_error_cell"] == [
        (4, "eligible"),
        (6, "month"),
    ]


def test_formulas_that_were_never_calculated_are_refused_each() -> None:
    checked = check(_openpyxl(TRAINING, D2="=100+100", E3="=D3-20"), "training")
    assert checked.outcome == "refused"
    places = [(problem.row, problem.column) for problem in checked.problems if problem.rule == "formula_calculated"]
    assert places == [(2, "eligible"), (3, "compliant")]


def _sum(book: Any, sheet: Any) -> None:
    sheet.write_formula(1, COMPLIANT, "=SUM(90,90)", None, 180)


def test_a_zero_that_a_program_put_where_a_formula_was_never_calculated_is_refused() -> None:
    content = as_workbook(TRAINING, lambda book, sheet: sheet.write_formula(1, COMPLIANT, "=SUM(90,90)"))
    assert "never calculated" in find(check(content, "training"), "formula_calculated").message


def test_calculated_formulas_are_read_with_a_warning() -> None:
    checked = check(calculated(as_workbook(TRAINING, _sum)), "training")
    assert checked.outcome == "accepted_with_warnings"
    problem = find(checked, "no_formulas")
    assert (problem.row, problem.column, "1 cell(s)" in problem.message) == (2, "compliant", True)
    assert checked.accepted is not None
    assert checked.accepted["compliant"].to_list() == [180, 180]


def test_formulas_outside_the_feeds_columns_do_not_matter() -> None:
    def note(book: Any, sheet: Any) -> None:
        sheet.write_formula(0, 6, "=D2", None, 1)
        sheet.write_formula(4, 6, "=SUM(D2:D3)")

    assert "formula_calculated" not in rules(check(as_workbook(TRAINING, note), "training"))


def test_a_formula_that_points_to_another_workbook_is_refused() -> None:
    def link(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, COMPLIANT, "=[1]Staff!B7", None, 180)

    checked = check(calculated(as_workbook(TRAINING, link)), "training")
    assert checked.outcome == "refused"
    problem = find(checked, "no_external_link")
    assert (problem.row, problem.column) == (2, "compliant")


@pytest.mark.parametrize("formula", ["='[1]Staff (old), 2024'!B7", "=SUM([1]!Staff)", "=Counts[eligible]+[2]Staff!B7"])
def test_a_link_to_another_workbook_is_found_in_each_of_its_forms(formula: str) -> None:
    content = calculated(
        as_workbook(TRAINING, lambda book, sheet: sheet.write_formula(1, COMPLIANT, formula, None, 180))
    )
    assert find(check(content, "training"), "no_external_link").row == 2


@pytest.mark.parametrize(
    "formula", ["=SUM(Counts[compliant])", "=Counts[[#This Row],[eligible]]-20", "=SUBTOTAL(109,[compliant])"]
)
def test_a_formula_with_a_column_of_a_table_points_to_no_other_workbook(formula: str) -> None:
    content = calculated(
        as_workbook(TRAINING, lambda book, sheet: sheet.write_formula(1, COMPLIANT, formula, None, 180))
    )
    checked = check(content, "training")
    assert (checked.outcome, rules(checked)) == ("accepted_with_warnings", ["no_formulas"])


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


def _make_strict(part: bytes) -> bytes:
    for usual, strict in STRICT.items():
        part = part.replace(usual, strict)
    return part


def test_a_strict_workbook_is_read_as_the_usual_one() -> None:
    content = as_workbook(concerns(3))
    for part in (
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
    ):
        content = edit_part(content, part, _make_strict)
    iso_date = b'<c r="E2" t="d"><v>2024-03-05</v></c>'
    content = edit_part(content, "xl/worksheets/sheet1.xml", lambda part: re.sub(rb'<c r="E2".*?</c>', iso_date, part))
    checked = check(content, file_name="asc_concerns.xlsx")
    assert (checked.outcome, checked.rows, checked.problems) == ("accepted", 3, ())
    assert checked.accepted is not None
    assert checked.accepted["received_on"].to_list() == [date(2024, 3, 5), date(2024, 3, 4), date(2024, 3, 4)]


def test_a_workbook_that_does_not_say_where_its_sheet_is_kept_is_damaged() -> None:
    content = edit_part(as_workbook(concerns(1)), "xl/workbook.xml", lambda part: part.replace(b' r:id="rId1"', b""))
    assert "damaged" in find(check(content), "workbook_opens").message


def test_comments_refuse_the_file_and_are_never_repeated() -> None:
    checked = check(_openpyxl(TRAINING, B2=Comment("Ask Joan Brown about this", "Ann Green")), "training")
    assert checked.outcome == "refused"
    assert "may name people" in find(checked, "no_cell_comments").message
    assert "Brown" not in report_of(checked)
    assert "Green" not in report_of(checked)


def test_a_table_that_starts_lower_and_further_right_keeps_its_places() -> None:
    def shift(book: Any, sheet: Any) -> None:
        moved = book.add_worksheet("Moved")
        moved.write(1, 2, "Training of March")
        for place, row in enumerate([dict(zip(TRAINING[0], TRAINING[0], strict=True)), *TRAINING]):
            moved.write_row(4 + place, 2, row.values())
        moved.write(6, 6, "many")

    content = as_workbook([{"a": "nothing here"}], shift)
    checked = check(content, "training")
    assert (checked.outcome, checked.rows, checked.refused) == ("rows_refused", 2, 1)
    problem = find(checked, "is_a_whole_number")
    assert (problem.row, problem.column) == (7, "compliant")
    assert "4 row(s)" in find(checked, "rows_above_header").message


def test_formulas_without_a_value_left_of_the_table_do_not_shift_its_columns() -> None:
    def shift(book: Any, sheet: Any) -> None:
        moved = book.add_worksheet("Moved")
        for place, row in enumerate([dict(zip(TRAINING[0], TRAINING[0], strict=True)), *TRAINING]):
            moved.write_row(place, 1, row.values())
        moved.write_formula(1, 0, "=1+1", None, "")
        moved.write_formula(2, 5, "=1/0", None, "#DIV/0!")

    content = calculated(as_workbook([{"a": "nothing here"}], shift))
    checked = check(content, "training")
    assert (checked.outcome, checked.refused) == ("rows_refused", 1)
    assert (find(checked, "no_error_cell").row, find(checked, "no_error_cell").column) == (3, "compliant")


def test_blank_rows_of_a_sheet_are_not_rows() -> None:
    def write(book: Any, sheet: Any) -> None:
        sheet.write_row(4, 0, ["bhft", "2024-03", "level_2", 10, 9])
        sheet.write_blank(30, 0, None, book.add_format({"bold": True}))
        sheet.write(40, 0, " ")

    checked = check(as_workbook([right("training")], write), "training")
    assert (checked.outcome, checked.rows) == ("accepted", 2)


def test_a_workbook_with_a_header_and_no_rows_is_refused() -> None:
    def header_only(book: Any, sheet: Any) -> None:
        for column in range(14):
            sheet.write_blank(1, column, None, book.add_format({"bold": True}))

    checked = check(as_workbook(concerns(1), header_only))
    assert (checked.outcome, checked.rows) == ("refused", 0)
    assert rules(checked) == ["has_rows"]
    assert check(as_workbook(concerns(1), header_only), nil=True).outcome == "accepted"
