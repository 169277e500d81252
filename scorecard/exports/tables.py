"""Writes a table as CSV or as a workbook: numbers as numbers, marks where there are none, no text as a formula."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
import xlsxwriter

from scorecard.exports.marks import name_mark
from scorecard.feeds.paper import fit_height, fit_on_paper

Notes = Sequence[tuple[str, str]]
"""What stands on the sheet of notes: a name and its words on each line."""

# As OWASP ASVS 1.2.10 lists them, with the full-width ones that some spreadsheets take for the same.
_BEGINS_FORMULA = re.compile("[=+\\-@\t\r\n\0\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
                             "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]")  # fmt: skip
_WIDEST, _NOTE_WIDTH = 60, 100


def list_columns(table: pl.DataFrame) -> list[str]:
    """List the columns that a reader sees, without those of marks."""
    marks = {name_mark(name) for name in table.columns}
    return [name for name in table.columns if name not in marks]


def fill_marks(table: pl.DataFrame) -> list[list[Any]]:
    """Give the cells line by line; an empty one holds its mark."""
    places = [(name, name_mark(name) if name_mark(name) in table.columns else None) for name in list_columns(table)]
    return [
        [row[mark] if row[name] is None and mark is not None else row[name] for name, mark in places]
        for row in table.iter_rows(named=True)
    ]


def as_csv(table: pl.DataFrame) -> bytes:
    """Write a table as CSV that Excel reads as UTF-8."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([_write_plainly(name) for name in list_columns(table)])
    writer.writerows([_write_plainly(cell) for cell in row] for row in fill_marks(table))
    return target.getvalue().encode("utf-8-sig")


def _write_plainly(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, str) and _BEGINS_FORMULA.match(cell):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else cell


def as_workbook(table: pl.DataFrame, title: str, notes: Notes, made_at: datetime) -> bytes:
    """Write a table as a workbook with its notes on a second sheet; the same table gives the same bytes."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        # Otherwise the moment of asking, which is nobody's business and makes every file another.
        book.set_properties({"created": made_at})
        styles = _Styles(book)
        _write_table(book.add_worksheet(title), table, styles)
        sheet = book.add_worksheet("Notes")
        for number, (name, words) in enumerate(notes):
            sheet.write_string(number, 0, name, styles.text(name, styles.name))
            sheet.write_string(number, 1, words, styles.text(words, styles.words))
            fit_height(sheet, number, [(words, _NOTE_WIDTH)])
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, _NOTE_WIDTH)
        fit_on_paper(sheet, heads=None)
    return target.getvalue()


class _Styles:
    """The formats of a workbook; text that begins like a formula stays text when it is edited too."""

    def __init__(self, book: Any) -> None:
        head = {"bold": True, "text_wrap": True, "bottom": 1}
        # Words stand a little away from the number or mark to their left.
        self.head = book.add_format({**head, "indent": 1})
        self.head_of_numbers = book.add_format({**head, "align": "right"})
        self.plain = book.add_format({"indent": 1})
        self.day = book.add_format({"num_format": "d mmm yyyy"})
        self.month = book.add_format({"num_format": "mmm yyyy"})
        self.whole = book.add_format({"num_format": "#,##0"})
        self.rounded = book.add_format({"num_format": "#,##0.0"})
        self.mark = book.add_format({"align": "right"})
        self.name = book.add_format({"bold": True, "valign": "top"})
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self._guarded = book.add_format({"quote_prefix": True, "indent": 1})

    def number(self, value: float) -> Any:
        """The number stays exact in its cell; what is shown has one decimal where it is not whole."""
        return self.whole if float(value).is_integer() else self.rounded

    def text(self, words: str, usual: Any = None) -> Any:
        return self._guarded if _BEGINS_FORMULA.match(words) else usual


def _write_table(sheet: Any, table: pl.DataFrame, styles: _Styles) -> None:
    names = list_columns(table)
    on_the_right = [table[name].dtype.is_numeric() or table[name].dtype.is_temporal() for name in names]
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, styles.head_of_numbers if on_the_right[column] else styles.head)
    for number, row in enumerate(fill_marks(table), start=1):
        for column, (name, cell) in enumerate(zip(names, row, strict=True)):
            match cell:
                case None:
                    pass
                case date():
                    sheet.write_datetime(number, column, cell, styles.month if name == "Month" else styles.day)
                case int() | float():
                    sheet.write_number(number, column, cell, styles.number(cell))
                case _:
                    usual = styles.mark if on_the_right[column] else styles.plain
                    sheet.write_string(number, column, cell, styles.text(cell, usual))
    sheet.freeze_panes(1, 1)
    for column, width in enumerate(_measure_columns(table)):
        sheet.set_column(column, column, width)
    fit_on_paper(sheet)


def _measure_columns(table: pl.DataFrame) -> list[int]:
    """Give the width of each column in characters, of what is shown rather than of all the decimals that are kept."""
    rows = [list_columns(table), *fill_marks(table)]
    return [min(_WIDEST, max(len(_show(cell)) for cell in cells) + 3) for cells in zip(*rows, strict=True)]


def _show(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case date():
            return f"{cell:%d %b %Y}"
        case int() | float():
            return f"{cell:,.0f}" if float(cell).is_integer() else f"{cell:,.1f}"
        case _:
            return str(cell)
