"""Which rows of the scorecard are looked at: the core, the exceptions, or those of one number of the grid."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import polars.selectors as cs

from scorecard.publication.figures import ALL
from scorecard.publication.verdicts import say_change

CHANGES = ("concern", "improvement", "neutral", "common_cause")
AGAINST = ("fail", "inconsistent", "pass", "none")
UNJUDGED = ("unjudged", "none")
RESTATED = "restated"
"""The number that keeps the rows whose figure was changed since it was published."""
SHOWN = ("core", "all", "exceptions")
_PLACED_BY = ("month_state", "variation", "assurance", "value", "data_month", "is_quarterly", "is_yearly")
"""What says in which cell of the grid a row counts."""

Row = Mapping[str, Any]


def place_of(row: Row) -> tuple[str, str]:
    """Give the cell of the grid in which a row counts: its change and how it stands against its target."""
    if not say_change(row)[2]:
        return UNJUDGED
    variation = row["variation"]
    change = variation if variation == "common_cause" else variation.split("_")[0]
    return change, row["assurance"] or "none"


def place_rows(rows: pl.DataFrame) -> list[tuple[str, str]]:
    """Give the cell of the grid of each row, in order."""
    needed = rows.select(cs.by_name(*_PLACED_BY, require_all=False))
    return [place_of(row) for row in needed.iter_rows(named=True)]


def is_place(only: str) -> bool:
    """Say whether a filter from the address names a number of the grid, or the restated figures."""
    return only == RESTATED or only in list_places()


def list_places() -> list[str]:
    """List the numbers of the grid as an address names them."""
    return [f"{change}.{against}" for change in CHANGES for against in AGAINST]


def keep_theme(rows: pl.DataFrame, theme: str) -> pl.DataFrame:
    """Keep the rows whose indicator belongs to the theme, or all."""
    return rows if theme == ALL else rows.filter(pl.col("themes").list.contains(theme))


def keep_rows(rows: pl.DataFrame, only: str, which: str) -> pl.DataFrame:
    """Keep the rows of one number of the grid, or the exceptions, or the core, or all."""
    if only == RESTATED:
        return rows.filter(pl.col("is_restated"))
    if is_place(only):
        wanted = tuple(only.split("."))
        return _filter(rows, [place == wanted for place in place_rows(rows)])
    if which == "exceptions":
        return keep_exceptions(rows)
    return rows.filter("core") if which == "core" else rows


def keep_exceptions(rows: pl.DataFrame) -> pl.DataFrame:
    """Keep the rows that are worse, always missed or late."""
    late = rows["month_state"] == "late"
    wrong = [change == "concern" or against == "fail" for change, against in place_rows(rows)]
    return rows.filter(late | pl.Series(wrong, dtype=pl.Boolean))


def _filter(rows: pl.DataFrame, keep: list[bool]) -> pl.DataFrame:
    return rows.filter(pl.Series(keep, dtype=pl.Boolean))
