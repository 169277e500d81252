"""Files of a table: numbers as numbers, marks in empty cells, text never a formula, nothing hidden in the workbook."""

import csv
import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import polars as pl
import pytest

from scorecard.exports.marks import MARKS, name_mark
from scorecard.exports.tables import as_csv, as_workbook

MADE_AT = datetime(2024, 4, 18, 9, 14)
FORMULAS = [
    "=1+1",
    "+44 1582",
    "-3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{FULLWIDTH PLUS SIGN}1",
    "\N{FULLWIDTH HYPHEN-MINUS}1",
    "\N{FULLWIDTH COMMERCIAL AT}SUM(A1)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
]
TABLE = pl.DataFrame(
    {
        "Indicator": ["Concerns", "Enquiries, concluded", "Outcomes"],
        "Month": [date(2024, 3, 1)] * 3,
        "Figure": [1234.0, None, -0.5],
        name_mark("Figure"): [None, "[x]", None],
        "Before": [3, 4, None],
        "Notes": ["[r]", "", None],
    }
)


def read_workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_csv_has_numbers_dates_and_marks_as_they_are_read_by_machines() -> None:
    assert as_csv(TABLE) == (
        b"\xef\xbb\xbfIndicator,Month,Figure,Before,Notes\r\n"
        b"Concerns,2024-03-01,1234,3,[r]\r\n"
        b'"Enquiries, concluded",2024-03-01,[x],4,\r\n'
        b"Outcomes,2024-03-01,-0.5,,\r\n"
    )


def test_a_workbook_has_numbers_dates_and_marks_as_cells_of_their_kind() -> None:
    sheet = read_workbook(as_workbook(TABLE, "Scorecard", [], MADE_AT))["Scorecard"]
    kinds = [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert kinds == [["s", "d", "n", "n", "s"], ["s", "d", "s", "n", "s"], ["s", "d", "n", "n", "n"]]
    assert [cell.value for cell in sheet["C"]] == ["Figure", 1234, "[x]", -0.5]
    assert sheet["B2"].value == datetime(2024, 3, 1)
    assert sheet["B2"].number_format == "mmm yyyy"
    assert sheet["D4"].value is None


def test_numbers_stay_exact_and_are_shown_short_with_their_heads_above_them() -> None:
    table = pl.DataFrame(
        {
            "Indicator": ["Conversion by month", "Staff in date", "Referrals"],
            "Figure": [27.683615819209, 1234567.0, None],
            name_mark("Figure"): [None, None, "[x]"],
            "Effect": [None, "Accepted", "Not yet"],
            name_mark("Effect"): ["[z]", None, None],
        }
    )
    sheet = read_workbook(as_workbook(table, "Scorecard", [], MADE_AT))["Scorecard"]
    assert [cell.value for cell in sheet["B"]] == ["Figure", 27.683615819209, 1234567, "[x]"]
    assert [cell.number_format for cell in sheet["B"]] == ["General", "#,##0.0", "#,##0", "General"]
    assert [sheet[cell].alignment.horizontal for cell in ("B1", "B4")] == ["right", "right"]
    # The longest that is shown is 1,234,567; with all its decimals the first would be longer.
    assert 12 <= sheet.column_dimensions["B"].width < 14
    assert [cell.value for cell in sheet["C"]] == ["Effect", "[z]", "Accepted", "Not yet"]
    assert {cell.alignment.horizontal for cell in sheet["C"]} == {"left"}
    assert sheet.column_dimensions["A"].width >= len("Conversion by month")


def test_each_sheet_prints_as_wide_as_a_page_and_long_notes_have_their_height() -> None:
    words = "Made-up data: every volume, headcount and case is invented. " * 3
    book = read_workbook(as_workbook(TABLE, "Scorecard", [("Table", "Scorecard"), ("About", words)], MADE_AT))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert [sheet.print_title_rows for sheet in book] == ["$1:$1", None]
    assert [book["Notes"].row_dimensions[row].height for row in (1, 2)] == [None, 30]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    table = pl.DataFrame({"Indicator": [text], text: ["plain"]})
    assert list(csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))) == [
        ["Indicator", f"'{text}"],
        [f"'{text}", "plain"],
    ]
    sheet = read_workbook(as_workbook(table, "Scorecard", [("=1", text)], MADE_AT))["Scorecard"]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].quotePrefix
    assert sheet["B1"].data_type == "s"
    notes = read_workbook(as_workbook(table, "Scorecard", [("=1", text)], MADE_AT))["Notes"]
    assert {notes["A1"].data_type, notes["B1"].data_type} == {"s"}


def test_a_negative_number_stays_a_number() -> None:
    table = pl.DataFrame({"Change": [-3.0]})
    assert as_csv(table).endswith(b"\r\n-3\r\n")


def test_a_workbook_has_no_hidden_part_no_formula_no_link_and_no_name() -> None:
    content = as_workbook(TABLE, "Scorecard", [("Table", "Scorecard")], MADE_AT)
    book = read_workbook(content)
    assert book.sheetnames == ["Scorecard", "Notes"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = set(parts.namelist())
        written = {name: parts.read(name).decode() for name in names}
    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/theme/theme1.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in written[name]
        assert "hyperlink" not in written[name]
        assert 'hidden="1"' not in written[name]
    core = written["docProps/core.xml"]
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == [""]
    assert re.findall(r"<cp:lastModifiedBy>(.*?)</cp:lastModifiedBy>", core) == [""]
    assert "2024-04-18T09:14:00Z" in core


def test_the_same_table_gives_the_same_bytes() -> None:
    notes = list(MARKS.items())
    first = as_workbook(TABLE, "Scorecard", notes, MADE_AT)
    assert as_workbook(TABLE.clone(), "Scorecard", notes, MADE_AT) == first


def test_the_notes_explain_every_mark() -> None:
    sheet = read_workbook(as_workbook(TABLE, "Scorecard", list(MARKS.items()), MADE_AT))["Notes"]
    assert [row[0] for row in sheet.values] == ["[c]", "[low]", "[x]", "[z]", "[r]", "[p]"]
