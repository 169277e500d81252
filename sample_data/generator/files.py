"""Writes a return in the form its agency uses."""

from datetime import date
from pathlib import Path

import polars as pl

from sample_data.generator.habits import Habit, find_habit
from sample_data.generator.workbooks import write_workbook
from scorecard.feeds.code_lists import labels

DAY_FIRST, ISO = "%d/%m/%Y", "%Y-%m-%d"


def write_return(folder: Path, name: str, agency: str, feed: str, month: date, rows: pl.DataFrame) -> Path:
    """Write the rows of a return as `name` with the ending of its form, and give the file."""
    habit = find_habit(agency, feed, month)
    if habit.workbook is not None:
        path = folder / f"{name}.xlsx"
        write_workbook(path, habit.workbook, month, rows)
    else:
        path = folder / f"{name}.csv"
        write_text(path, habit, rows)
    return path


def write_text(path: Path, habit: Habit, rows: pl.DataFrame) -> None:
    """Write delimited text, with blanks for what is missing."""
    days = [name for name, kind in rows.schema.items() if kind == pl.Date and name != "month"]
    written = rows.with_columns(
        pl.col("month").dt.strftime("%Y-%m"),
        pl.col(days).dt.strftime(DAY_FIRST if habit.day_first else ISO),
        *(written_labels(column, code_list) for column, code_list in habit.labelled.items()),
    )
    written.write_csv(path, separator=habit.separator, include_bom=habit.byte_order_mark)


def written_labels(column: str, code_list: str) -> pl.Expr:
    """Write the published label of each code, several with semicolons between them."""
    names = labels(code_list)
    return pl.col(column).str.split(";").list.eval(pl.element().replace_strict(names)).list.join(";")
