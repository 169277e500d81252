"""Says where among the rows of a month the categories of an agency stand, so that a few are picked without a search."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from scorecard.publication.opening import Generation
from scorecard.publication.row_reader import read_month


class Placed(NamedTuple):
    """One category of a breakdown of an indicator, and its place among the rows of the month."""

    row: int
    indicator: str
    breakdown: str
    category: str
    position: int | None
    """Its place in the code list; None where it has none."""

    @property
    def cut(self) -> tuple[str, str]:
        """What it is a category of."""
        return self.indicator, self.breakdown

    @property
    def code(self) -> tuple[str, str]:
        """The code it stands for, with its list."""
        return self.breakdown, self.category


@lru_cache(maxsize=256)
def place_categories(generation: Generation, month: date, period: str) -> Mapping[str, list[Placed]]:
    """Give the categories of each agency, by its code, in the order of `read_month`."""
    rows = read_month(generation, month, period).with_row_index("row").filter(pl.col("breakdown").is_not_null())
    placed: dict[str, list[Placed]] = {}
    for agency, *each in rows.select(
        "agency_code", "row", "indicator", "breakdown", "category", "label_position"
    ).iter_rows():
        placed.setdefault(agency, []).append(Placed(*each))
    return placed


def pick(rows: pl.DataFrame, placed: Iterable[Placed]) -> pl.DataFrame:
    """Pick the rows of some categories, in their order; `rows` are as many as those of the month."""
    return rows[pl.Series([each.row for each in placed], dtype=pl.UInt32)]
