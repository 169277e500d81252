"""Writes a return as a workbook, with the habits of workbooks made by hand."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from sample_data.generator.habits import Workbook
from scorecard.months import last_day, write_month

WIDTH = 26


def write_workbook(path: Path, form: Workbook, month: date, rows: pl.DataFrame) -> None:
    """Write titles, headings, rows and blank rows on one sheet, notes on another; the same rows give the same bytes."""
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime.combine(last_day(month), datetime.min.time())})
    bold, month_format = book.add_format({"bold": True}), book.add_format({"num_format": "mmm yyyy"})
    day_format = book.add_format({"num_format": "dd/mm/yyyy"})
    formats = [month_format if name == "month" else day_format for name in rows.columns]
    sheet = book.add_worksheet("Return")
    sheet.set_column(0, len(form.headings) - 1, WIDTH)
    for line, title in enumerate(form.titles):
        sheet.write_string(line, 0, title, bold)
    top = len(form.titles)
    sheet.write_row(top, 0, form.headings, bold)
    for line, row in enumerate(rows.iter_rows(), start=top + 1):
        for column, value in enumerate(row):
            if isinstance(value, date) and form.real_dates:
                sheet.write_datetime(line, column, value, formats[column])
            elif value is not None:
                sheet.write(line, column, write_month(value) if isinstance(value, date) else value)
    for line in range(top + 1 + rows.height, top + 1 + rows.height + form.blank_rows):
        sheet.write_blank(line, 0, None, bold)
    notes = book.add_worksheet("Notes")
    notes.set_column(0, 0, 3 * WIDTH)
    for line, note in enumerate(form.notes):
        notes.write_string(line, 0, note)
    book.close()
