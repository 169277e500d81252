"""The indicators, found by looking in the queries folder, and the one place that runs their SQL."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import polars as pl

from scorecard.errors import IndicatorError, UnknownName
from scorecard.feeds.catalogue import all_feeds
from scorecard.indicators.definition import SECTIONS, Definition
from scorecard.indicators.front_matter import read_definition

WINDOWED = ("people", "duration")
FIGURE_SCHEMA = {
    "period": pl.String(),
    "agency_code": pl.String(),
    "report_month": pl.Date(),
    "breakdown": pl.String(),
    "category": pl.String(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
}
REQUIRED = ("agency_code", "report_month", "numerator", "denominator")


@dataclass(frozen=True)
class Indicator:
    """One indicator: its head, and the text of its file as it stands."""

    definition: Definition
    sql: str

    @property
    def name(self) -> str:
        """The name of its file, which identifies it everywhere."""
        return self.definition.name


@lru_cache(maxsize=4)
def load_catalogue(folder: Path) -> dict[str, Indicator]:
    """Read every indicator of a folder, in the order of the scorecard; raises IndicatorError with all faults."""
    faults: list[str] = []
    found: list[Indicator] = []
    for path in _list_files(folder):
        try:
            found.append(Indicator(read_definition(path), path.read_text(encoding="utf-8")))
        except IndicatorError as error:
            faults.append(str(error))
    faults += _clashes(found)
    if not found:
        faults.append(f"There are no indicators in {folder}.")
    if faults:
        raise IndicatorError(" ".join(faults))
    place = {section: number for number, section in enumerate(SECTIONS)}
    found.sort(key=lambda each: (place[each.definition.section], each.definition.order, each.name))
    return {indicator.name: indicator for indicator in found}


def list_names(folder: Path) -> list[str]:
    """List the names of a folder's indicators, without reading them."""
    return [path.stem for path in _list_files(folder)]


def _list_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.sql")) if not path.name.startswith("check_")]


def _clashes(indicators: list[Indicator]) -> list[str]:
    faults = []
    names: dict[str, str] = {}
    for indicator in indicators:
        code = indicator.definition.code
        if code in names:
            faults.append(f"{names[code]}.sql and {indicator.name}.sql have the same code {code}. Give one another.")
        names[code] = indicator.name
        for feed in sorted(set(indicator.definition.feeds) - set(all_feeds())):
            faults.append(f"{indicator.name}.sql names the feed {feed}; there are {', '.join(all_feeds())}.")
    return faults


def find_indicator(catalogue: dict[str, Indicator], name: str) -> Indicator:
    """Give one indicator by its name or its code."""
    by_code = {indicator.definition.code.lower(): indicator for indicator in catalogue.values()}
    found = catalogue.get(name) or by_code.get(name.lower())
    if found is None:
        raise UnknownName("indicator", name, [*catalogue, *(each.definition.code for each in catalogue.values())])
    return found


def run_indicator(connection: duckdb.DuckDBPyConnection, indicator: Indicator) -> pl.DataFrame:
    """Run one file as it stands; gives the columns of FIGURE_SCHEMA, `period` “month” unless windows are recounted.

    Raises IndicatorError with the driver's words, whose line numbers are those of the file.
    """
    name = f"{indicator.name}.sql"
    try:
        frame: pl.DataFrame = connection.sql(indicator.sql).pl()
    except duckdb.Error as error:
        raise IndicatorError(f"{name} cannot be run: {error}") from error
    windowed = indicator.definition.kind in WINDOWED
    missing = [column for column in (*REQUIRED, *(["period"] if windowed else [])) if column not in frame.columns]
    unknown = [column for column in frame.columns if column not in FIGURE_SCHEMA]
    if missing or unknown:
        raise IndicatorError(
            f"{name} must give {', '.join(FIGURE_SCHEMA)}; missing: {', '.join(missing) or 'none'}, "
            f"unknown: {', '.join(unknown) or 'none'}."
        )
    absent = [pl.lit(None, dtype=kind).alias(column) for column, kind in FIGURE_SCHEMA.items() if column not in frame]
    frame = frame.with_columns(absent).select(pl.col(column).cast(kind) for column, kind in FIGURE_SCHEMA.items())
    frame = frame.with_columns(pl.col("period").fill_null("month"))
    _check_figures(name, frame)
    return frame


def _check_figures(name: str, frame: pl.DataFrame) -> None:
    keys = ["period", "agency_code", "report_month", "breakdown", "category"]
    doubled = frame.filter(pl.struct(keys).is_duplicated())
    if not doubled.is_empty():
        raise IndicatorError(f"{name} gives more than one row for {doubled.row(0)[:5]}. Group by every key.")
    no_month_or_part = pl.any_horizontal(pl.col("report_month", "numerator").is_null())
    no_number = pl.any_horizontal(pl.col("numerator", "denominator").is_between(0, float("inf"), "left").not_())
    wrong = frame.filter(no_month_or_part | no_number.fill_null(False))
    if not wrong.is_empty():
        raise IndicatorError(
            f"{name} gives a row without a month, with a numerator that is missing, below 0 or no number, "
            f"or a denominator below 0 or no number: {wrong.row(0)}."
        )
