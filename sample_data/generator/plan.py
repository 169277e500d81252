"""What each month and quarter is to count: the tables plan_*.csv, which hold the annual report's figures."""

from datetime import date
from pathlib import Path

import polars as pl

from scorecard.months import last_day, months_between

FOLDER = Path(__file__).parent
MONTHS = months_between(date(2022, 4, 1), date(2024, 3, 1))
LAST_DAY = last_day(MONTHS[-1])


def read_table(name: str) -> pl.DataFrame:
    """Read one of the tables beside this module; a column `month` becomes the first of each month."""
    table = pl.read_csv(FOLDER / name, infer_schema_length=None)
    if "month" not in table.columns:
        return table
    return table.with_columns((pl.col("month") + "-01").str.to_date("%Y-%m-%d"))


def read_plan() -> pl.DataFrame:
    """Read what each month counts: one row per month."""
    return read_table("plan_cases.csv")


def read_outcomes() -> pl.DataFrame:
    """Read what became of the section 42 enquiries concluded: one row per quarter and lead agency."""
    return read_table("plan_outcomes.csv")
