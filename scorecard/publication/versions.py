"""The generations there have been: their history, each of them opened again, and two of them compared."""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from scorecard.errors import GenerationError
from scorecard.publication.generation import list_generations, number_of
from scorecard.publication.opening import Generation, open_kept_generation, read_about
from scorecard.publication.restatements import KEYS, SCHEMA, Edition, Past, compare_figures
from scorecard.publication.restating_returns import changed_returns

VERSIONS: dict[str, pl.DataType | type[pl.DataType]] = {
    "number": pl.Int64,
    "made_at": pl.Datetime("us"),
    "data_as_at": pl.Datetime("us"),
    "reporting_month": pl.Date,
    "submissions": pl.Int64,
    "new_returns": pl.Int64,
    "restated": pl.Int64,
}


def list_kept(folder: Path, audience: str) -> dict[int, Path]:
    """Give the files of the generations that are kept, by number, oldest first."""
    return {number: path for path in list_generations(folder, audience) if (number := number_of(path.name))}


def open_version(folder: Path, audience: str, number: int) -> Generation:
    """Open one generation by its number, as it was published; raises GenerationError where that cannot be."""
    kept = list_kept(folder, audience)
    if number not in kept:
        numbers = ", ".join(str(each) for each in kept) or "none"
        raise GenerationError(f"Version {number} is not kept. Those that are: {numbers}.")
    return open_kept_generation(kept[number])


def read_past(folder: Path, audience: str) -> Past | None:
    """Read the newest generation that is sound, for the next to be compared with; None at the first publication."""
    for path in reversed(list_generations(folder, audience)):
        with suppress(GenerationError, duckdb.CatalogException):
            return _read_past(open_kept_generation(path))
    return None


def _read_past(generation: Generation) -> Past:
    about = read_about(generation)
    return Past(
        number=about.number,
        made_at=about.made_at,
        figures=_add_first_said(generation, about.number),
        indicators=generation.ask("select * from indicator"),
        inputs=generation.ask("select * from input"),
        restatements=read_table(generation, "restatement", SCHEMA),
        versions=read_versions(generation),
    )


def _add_first_said(generation: Generation, number: int) -> pl.DataFrame:
    figures = generation.ask("select * from figure")
    if not _has_table(generation, "first_said"):
        return figures.with_columns(published_in=pl.lit(number, dtype=pl.Int64))
    said = generation.ask("select * from first_said")
    return figures.join(said, on=KEYS, how="left", nulls_equal=True, maintain_order="left")


def _has_table(generation: Generation, table: str) -> bool:
    query = "select 1 as one from information_schema.tables where table_name = $table"
    return not generation.ask(query, table=table).is_empty()


def read_table(generation: Generation, table: str, schema: dict[str, Any]) -> pl.DataFrame:
    """Read a table of a generation; no rows where it was published before there was such a table."""
    return generation.ask(f"select * from {table}") if _has_table(generation, table) else pl.DataFrame(schema=schema)


@lru_cache(maxsize=3)
def read_versions(generation: Generation) -> pl.DataFrame:
    """Give the history until a generation, oldest first: VERSIONS, whether their files are kept or not.

    `restated` counts the months' figures that changed; a generation of before there was a history begins it.
    """
    known = read_table(generation, "version", VERSIONS)
    if known.is_empty():
        query = "select number, made_at, data_as_at, reporting_month, submissions from generation"
        known = generation.ask(query).with_columns(new_returns="submissions", restated=pl.lit(0))
    return known.select(pl.col(name).cast(kind) for name, kind in VERSIONS.items())


def add_version(edition: Edition, described: pl.DataFrame, restatements: pl.DataFrame) -> pl.DataFrame:
    """Give the history with the generation that is being made, which `described` describes."""
    past = edition.past
    own = restatements.filter(pl.col("restated_in") == edition.number, pl.col("period") == "month")
    came = edition.inputs.height if past is None else len(changed_returns(past.inputs, edition.inputs))
    new = described.with_columns(new_returns=pl.lit(came), restated=pl.lit(own.height))
    newest = new.select(pl.col(name).cast(kind) for name, kind in VERSIONS.items())
    return newest if past is None else pl.concat([past.versions, newest])


@lru_cache(maxsize=16)
def compare_versions(was: Generation, now: Generation) -> pl.DataFrame:
    """Give the months' figures that the older of two generations reported and the newer gives otherwise."""
    months = "select * from figure where period = 'month'"
    return compare_figures(was.ask(months), now.ask(months))


def count_newly_reported(was: Generation, now: Generation) -> int:
    """Count the months' figures that only the newer of two generations reports."""
    reported = "select indicator, agency_code, breakdown, category, report_month from figure where period = 'month'"
    reported += " and state = 'reported'"
    keys = ["indicator", "agency_code", "breakdown", "category", "report_month"]
    return now.ask(reported).join(was.ask(reported), on=keys, how="anti", nulls_equal=True).height
