"""The figures of a page as files: the same rows and words as on the screen."""

import io
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
import xlsxwriter

COLUMNS = {
    "title": "Indicator",
    "code": "Code",
    "owner": "Owner",
    "value": "Figure",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "unit": "Unit",
    "state": "State",
    "previous": "Before",
    "last_year": "Last year",
    "target": "Target",
    "variation": "Change",
    "assurance": "Against target",
    "reason": "Reason",
    "is_restated": "Revised",
    "was_value": "Was",
    "revised_on": "Revised on",
}


def offer_downloads(rows: pl.DataFrame) -> None:
    """Offer the shown rows as CSV and as a spreadsheet; files are made when asked for."""
    with st.popover("Download"):
        st.download_button("CSV", lambda: as_csv(_table(rows)), "scorecard.csv", "text/csv", on_click="ignore")
        st.download_button("Spreadsheet", lambda: as_workbook(_table(rows)), "scorecard.xlsx", on_click="ignore")


def _table(rows: pl.DataFrame) -> pl.DataFrame:
    revised = pl.when("is_restated").then(pl.lit("[r]"))
    told = rows.with_columns(is_restated=revised, revised_on=pl.col("restated_at").dt.date())
    return told.select(pl.col(name).alias(title) for name, title in COLUMNS.items())


def as_csv(table: pl.DataFrame) -> bytes:
    """Write a table as CSV for Excel; text that would be taken for a formula is kept as text."""
    safe = table.with_columns(pl.col(pl.String).str.replace(r"^([=+\-@\t\r])", "'${1}"))
    return b"\xef\xbb\xbf" + safe.write_csv(None).encode("utf-8")


def as_workbook(table: pl.DataFrame) -> bytes:
    """Write a table as a workbook with a frozen head; every text is written as text, never as a formula."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Scorecard")
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
        day = book.add_format({"num_format": "d mmm yyyy"})
        for column, title in enumerate(table.columns):
            sheet.write_string(0, column, title, head)
        for number, row in enumerate(table.iter_rows(), start=1):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value, day)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return target.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, str(value))
