"""Looks rows up in a generation: those of the scorecard, one series, each category, each agency; and indicators."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args

import polars as pl

from scorecard.publication.chart import PointType
from scorecard.publication.opening import Generation
from scorecard.publication.rows import SERIES

# Of a generation that was published before restatements were told, none was.
_OF_RESTATEMENT: dict[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(("is_restated", "previous_is_restated", "last_year_is_restated", "last_is_restated"), pl.Boolean),
    **dict.fromkeys(("was_value", "was_numerator", "was_denominator"), pl.Float64),
    "restated_at": pl.Datetime("us"),
}


@lru_cache(maxsize=3)
def read_indicators(generation: Generation) -> pl.DataFrame:
    """List the indicators with everything their heads say and their SQL, in the order of the scorecard."""
    return generation.ask("select * from indicator order by position")


@lru_cache(maxsize=3)
def describe_indicators(generation: Generation) -> Mapping[str, Mapping[str, Any]]:
    """Give what the head of each indicator says, with its SQL, by its name."""
    return {row["indicator"]: MappingProxyType(row) for row in read_indicators(generation).iter_rows(named=True)}


@lru_cache(maxsize=256)
def read_month(generation: Generation, month: date, period: str) -> pl.DataFrame:
    """Give every row of a month and period, asked once: whatever else is asked of them costs the database nothing."""
    query = "select * from row where report_month = $month and period = $period"
    rows = generation.ask(query, month=month, period=period)
    # As many words as there are months in each row: kept as numbers.
    rows = rows.with_columns(pl.col("spark_types").cast(pl.List(pl.Enum(get_args(PointType)))))
    missing = {name: kind for name, kind in _OF_RESTATEMENT.items() if name not in rows.columns}
    return rows.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in missing.items())


@lru_cache(maxsize=3)
def _read_lines(generation: Generation) -> dict[str, pl.DataFrame]:
    lines = generation.ask("select * exclude (section) from line order by position")
    # Of a generation that was published before there were others, every line is of the core.
    if "core" not in lines.columns:
        lines = lines.with_columns(core=pl.lit(True))
    return {str(view): part for (view,), part in lines.partition_by("view", as_dict=True).items()} | {"": lines.clear()}


@lru_cache(maxsize=256)
def read_scorecard(generation: Generation, month: date, period: str, view: str) -> pl.DataFrame:
    """Give the rows of the scorecard for the whole partnership (“all”) or one agency, in order."""
    lines = _read_lines(generation)
    keys = ["indicator", "agency_code", "breakdown", "category"]
    rows = read_month(generation, month, period)
    return lines.get(view, lines[""]).join(rows, on=keys, nulls_equal=True, maintain_order="left")


def read_row(
    generation: Generation,
    indicator: str,
    agency: str,
    breakdown: str | None,
    category: str | None,
    month: date,
    period: str,
) -> pl.DataFrame:
    """Give the one row of a series, whether the scorecard shows it or not; no row where there is no such series."""
    rows = read_month(generation, month, period)
    place = _place_series(generation, month, period).get((indicator, agency, breakdown, category))
    return rows.clear() if place is None else rows.slice(place, 1)


@lru_cache(maxsize=256)
def _place_series(
    generation: Generation, month: date, period: str
) -> Mapping[tuple[str, str, str | None, str | None], int]:
    """Say at which row of the month each series stands, so that one is found without a search."""
    keys = read_month(generation, month, period).select(SERIES).rows()
    return dict(zip(keys, range(len(keys)), strict=True))


def read_breakdown(
    generation: Generation, indicator: str, agency: str | None, month: date, period: str
) -> pl.DataFrame:
    """Give a row for each category of an indicator, by its position, for one agency or for each of them."""
    of_agency = pl.lit(True) if agency is None else pl.col("agency_code") == agency
    rows = read_month(generation, month, period).filter(
        pl.col("indicator") == indicator, pl.col("breakdown").is_not_null(), of_agency
    )
    return name_categories(rows).sort("position", maintain_order=True)


def name_categories(rows: pl.DataFrame) -> pl.DataFrame:
    """Name rows by their category, whose place is `position`, and their `owner`."""
    position = pl.col("label_position").fill_null(0)
    owner = pl.coalesce("agency_short_name", "agency_code")
    return rows.with_columns(position=position, title="label", owner=owner)


def read_by_agency(
    generation: Generation, indicator: str, category: str | None, month: date, period: str
) -> pl.DataFrame:
    """Give a row for each agency of an indicator, or of one category of it, in pathway order."""
    rows = read_month(generation, month, period)
    return _name_by_agency(
        rows.filter(pl.col("indicator") == indicator, pl.col("category").eq_missing(pl.lit(category)))
    )


def read_totals_by_agency(
    generation: Generation, indicators: Collection[str], month: date, period: str
) -> pl.DataFrame:
    """Give a row for each agency of several indicators, in pathway order, without their categories."""
    rows = read_month(generation, month, period)
    return _name_by_agency(rows.filter(pl.col("indicator").is_in(indicators), pl.col("category").is_null()))


def _name_by_agency(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.with_columns(position="place", title="agency_name", owner="agency_short_name")
    return named.filter(pl.col("place").is_not_null()).sort("position", maintain_order=True)


@lru_cache(maxsize=256)
def read_courses(generation: Generation, month: date, period: str) -> pl.DataFrame:
    """Give a row for each agency and course."""
    return read_breakdown(generation, "training_in_date", None, month, period)
