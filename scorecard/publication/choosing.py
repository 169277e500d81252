"""Which rows of the scorecard are looked at: the core, the exceptions, or those of one number of the grid."""

from collections.abc import Mapping
from dataclasses import dataclass
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
_MARKED_BY = (*_PLACED_BY, "themes", "core", "is_restated")

Row = Mapping[str, Any]


def place_of(row: Row) -> tuple[str, str]:
    """Give the cell of the grid in which a row counts: its change and how it stands against its target."""
    if not say_change(row)[2]:
        return UNJUDGED
    variation = row["variation"]
    change = variation if variation == "common_cause" else variation.split("_")[0]
    return change, row["assurance"] or "none"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a row of the scorecard is kept and counted by."""

    place: tuple[str, str]
    variation: str | None
    themes: tuple[str, ...]
    is_core: bool
    is_late: bool
    is_restated: bool


def mark_rows(rows: pl.DataFrame) -> list[Mark]:
    """Give the mark of each row of the scorecard, in order."""
    needed = rows.select(cs.by_name(*_MARKED_BY, require_all=False))
    return [
        Mark(
            place_of(row),
            row["variation"],
            tuple(row["themes"] or ()),
            is_core=bool(row.get("core")),
            is_late=row["month_state"] == "late",
            is_restated=bool(row.get("is_restated")),
        )
        for row in needed.iter_rows(named=True)
    ]


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
    keep = [is_kept(mark, only, which) for mark in mark_rows(rows)]
    return rows.filter(pl.Series(keep, dtype=pl.Boolean))


def is_kept(mark: Mark, only: str, which: str) -> bool:
    """Say whether a row is of one number of the grid, or an exception, or of the core, whichever is asked for."""
    if only == RESTATED:
        return mark.is_restated
    if is_place(only):
        return ".".join(mark.place) == only
    if which == "exceptions":
        return is_exception(mark)
    return mark.is_core or which != "core"


def was_worse(mark: Mark) -> bool:
    """Say whether the last change of a row was for the worse, even where its newest figure cannot be judged."""
    return (mark.variation or "").startswith("concern")


def is_exception(mark: Mark) -> bool:
    """Say whether a row is worse, always missed or late."""
    return mark.is_late or mark.place[0] == "concern" or mark.place[1] == "fail"
