"""Fills templates as a person does in a spreadsheet, and holds what was filled in against the template's own checks."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import openpyxl
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation

from scorecard.feeds.code_lists import labels
from scorecard.feeds.contract import code_list_of, kind_of
from scorecard.feeds.template import write_template
from tests.feeds.valid_returns import declaration

Book = Any


@lru_cache
def template(feed: str) -> bytes:
    """The template of a feed for the agency and month of its right return."""
    return write_template(declaration(feed))


def opened(content: bytes) -> Book:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Book) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(feed: str, rows: Sequence[Mapping[str, str]], *, first: int = 2) -> bytes:
    """Type rows into the template, dates as dates and codes as their labels; agency and month stay as they are."""
    book = opened(template(feed))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=first):
        for place, name in enumerate(heads, start=1):
            if name not in ("agency", "month") and row[name]:
                write_cell(sheet.cell(number, place), typed(feed, name, row[name]))
    return saved(book)


def saved_as_text(content: bytes, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Save the first sheet as text as a spreadsheet does, with every row in use and dates as they are shown."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in opened(content).worksheets[0].iter_rows(values_only=True):
        writer.writerow(f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row)
    return text.getvalue().encode(encoding)


def write_cell(cell: Any, value: Any) -> None:
    """Write a value; text that begins like a formula stays text, as in a cell that is formatted so."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def typed(feed: str, name: str, text: str) -> Any:
    """Give the value that a spreadsheet keeps when the text is typed in, or chosen from the drop-down list."""
    column = declaration(feed).feed.columns[name]
    kind, code_list = kind_of(column), code_list_of(column) or ""
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "whole_number":
        return int(text)
    if kind == "code":
        return labels(code_list)[text]
    if kind == "codes":
        return "; ".join(labels(code_list)[code] for code in text.split(";"))
    return text


def validations(sheet: Any) -> dict[str, DataValidation]:
    """Give the check of each column's second row by the column's name."""
    found = {}
    for each in sheet.data_validations.dataValidation:
        for cells in each.sqref.ranges:
            if cells.min_row == 2:
                found[sheet.cell(1, cells.min_col).value] = each
    return found


def choices(book: Book, check: DataValidation) -> list[str]:
    """Give what the drop-down list of a check offers."""
    source = str(check.formula1)
    if source.startswith('"'):
        return source.strip('"').split(",")
    name, _, cells = source.partition("!")
    block = book[name][cells.replace("$", "")]
    return [str(row[0].value) for row in block] if isinstance(block, tuple) else [str(block.value)]


def takes(book: Book, check: DataValidation, value: Any) -> bool:
    """Say whether a spreadsheet takes the value without an objection."""
    if check.type == "list":
        return value in choices(book, check) or not check.showErrorMessage
    if check.type in ("whole", "date", "textLength"):
        number = len(value) if check.type == "textLength" else value
        if isinstance(number, date | datetime):
            number = to_excel(number)
        above = float(check.formula1) <= number
        return above if check.operator == "greaterThanOrEqual" else above and number <= float(check.formula2)
    return check.type in (None, "none")
