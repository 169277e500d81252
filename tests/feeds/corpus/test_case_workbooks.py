"""The catalogue of bad returns, 7.3: workbooks."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.feeds.corpus.expecting import expect, expect_accepted
from tests.feeds.valid_returns import as_csv, as_workbook, calculated, check, concerns, edit_part, report_of, right

RIGHT = as_workbook(concerns(3))
TRAINING = [right("training"), right("training", course="level_2")]
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RECEIVED_ON, COMPLIANT = 4, 4
Change = Callable[[Any, Any], None]


def with_parts(*parts: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO(RIGHT)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stream.getvalue()


def test_html_as_xls() -> None:
    page = b"<html><table><tr><td>agency</td></tr></table></html>"
    expect("html_as_xls", "F", check(page, file_name="return.xls"), "file_kind", "web page")


def test_csv_named_xlsx() -> None:
    checked = check(as_csv(concerns(3)), file_name="return.xlsx")
    expect("csv_named_xlsx", "W", checked, "file_name", "holds delimited text")


def test_truncated_zip() -> None:
    expect("truncated_zip", "F", check(RIGHT[: len(RIGHT) // 2]), "workbook_opens", "damaged or incomplete")


def test_password_protected() -> None:
    protected = OLD_OFFICE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
    expect("password_protected", "F", check(protected, file_name="r.xlsx"), "file_kind", "protected by a password")


def test_xlsm_macros() -> None:
    checked = check(with_parts(("xl/vbaProject.bin", b"macro")), file_name="return.xlsm")
    expect("xlsm_macros", "F", checked, "no_macros", "holds macros")


def test_legacy_xls() -> None:
    expect("legacy_xls", "F", check(OLD_OFFICE + bytes(1016), file_name="r.xls"), "file_kind", "Save it as .xlsx")


def test_zip_bomb() -> None:
    bomb = with_parts(("xl/media/a.xml", b" " * 128 * 1024 * 1024))
    assert len(bomb) < 200_000
    begun = time.monotonic()
    expect("zip_bomb", "F", check(bomb), "workbook_size", "unpacks to far more")
    assert time.monotonic() - begun < 2


def test_xml_entity_bomb() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    checked = check(edit_part(RIGHT, "xl/worksheets/sheet1.xml", lambda old: bomb))
    expect("xml_entity_bomb", "F", checked, "no_document_type", "document types")


def test_far_cell_dimension() -> None:
    def format_far_cell(book: Any, sheet: Any) -> None:
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    content = as_workbook(concerns(3), format_far_cell)
    begun = time.monotonic()
    expect_accepted("far_cell_dimension", check(content), 3)
    assert time.monotonic() - begun < 2


def test_two_data_sheets() -> None:
    content = as_workbook(
        concerns(2), lambda book, sheet: book.add_worksheet("Copy").write_row(0, 0, [*concerns(1)[0]])
    )
    expect("two_data_sheets", "F", check(content), "one_data_sheet", "Leave one of them")


def test_hidden_sheet() -> None:
    checked = check(as_workbook(concerns(3), lambda book, sheet: book.add_worksheet("Joan Brown").hide()))
    expect("hidden_sheet", "W", checked, "no_hidden_sheet", "hidden sheets (2)")
    assert "Brown" not in report_of(checked)


def test_error_cell() -> None:
    def divide(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, COMPLIANT, "=1/0", None, "#DIV/0!")

    problem = expect(
        "error_cell", "Q", check(calculated(as_workbook(TRAINING, divide)), "training"), "no_error_cell", "error"
    )
    assert (problem.sheet, problem.row, problem.column) == ("Return", 2, "compliant")


def test_formula_no_cached_value() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(TRAINING)))
    book["Return"]["E2"] = "=D2-20"
    stream = io.BytesIO()
    book.save(stream)
    checked = check(stream.getvalue(), "training")
    expect("formula_no_cached_value", "F", checked, "formula_calculated", "never calculated")


def test_formula_cached() -> None:
    content = as_workbook(TRAINING, lambda book, sheet: sheet.write_formula(1, COMPLIANT, "=SUM(90,90)", None, 180))
    expect("formula_cached", "W", check(calculated(content), "training"), "no_formulas", "Paste as values")


def test_external_link_formula() -> None:
    content = as_workbook(TRAINING, lambda book, sheet: sheet.write_formula(1, COMPLIANT, "=[1]Staff!B7", None, 180))
    expect("external_link_formula", "F", check(calculated(content), "training"), "no_external_link", "another workbook")


def dated(value: Any, style: str | None) -> Change:
    def write(book: Any, sheet: Any) -> None:
        if style is None:
            sheet.write_number(1, RECEIVED_ON, value)
        else:
            sheet.write_datetime(1, RECEIVED_ON, value, book.add_format({"num_format": style}))

    return write


@pytest.mark.parametrize(("case", "epoch"), [("date_formatted", {}), ("date_system_1904", {"date_1904": True})])
def test_date_formatted_and_date_system_1904(case: str, epoch: dict[str, bool]) -> None:
    checked = check(as_workbook(concerns(1), dated(date(2024, 3, 5), "dd/mm/yyyy"), epoch))
    expect_accepted(case, checked, 1)
    assert checked.accepted is not None
    assert checked.accepted["received_on"].to_list() == [date(2024, 3, 5)]


def test_unformatted_serial() -> None:
    within = check(as_workbook(concerns(3), dated(45356, None)))
    expect("unformatted_serial", "W", within, "date_kept_as_number", "read as 05/03/2024")
    outside = check(as_workbook(concerns(3), dated(46296, None)))
    expect("unformatted_serial", "Q", outside, "is_a_date", "not a date")


def test_us_format() -> None:
    rows = concerns(3, decision="", decided_on="", referrer_told_on="")
    rows[0]["received_on"], rows[1]["received_on"] = "03/14/2024", "03/02/2024"
    checked = check(as_workbook(rows))
    problem = expect("us_format", "Q", checked, "day_before_month", "month before the day")
    assert (problem.row, problem.value) == (2, "03/14/2024")
    doubted = [each for each in checked.problems if each.severity.value == "warn"]
    assert [(each.row, "could also have its month first" in each.message) for each in doubted] == [(3, True)]


def test_percent_scale() -> None:
    def percent(book: Any, sheet: Any) -> None:
        sheet.write_number(1, COMPLIANT, 0.1, book.add_format({"num_format": "0%"}))

    checked = check(as_workbook(TRAINING, percent), "training")
    expect("percent_scale", "Q", checked, "is_a_whole_number", "not a whole number")


def test_comments_with_names() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(TRAINING)))
    book["Return"]["B2"].comment = Comment("Ask Joan Brown", "Ann Green")
    stream = io.BytesIO()
    book.save(stream)
    checked = check(stream.getvalue(), "training")
    expect("comments_with_names", "F", checked, "no_cell_comments", "may name people")
    assert "Brown" not in report_of(checked)
