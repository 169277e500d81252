"""Finds, at publication, the figures that now differ from what was published before, and keeps the whole history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from scorecard.indicators.rollup import months_of_periods
from scorecard.publication.figures import ALL
from scorecard.publication.restating_returns import RETURNS, changed_returns, name_causes
from scorecard.publication.rows import SERIES

KEYS = [*SERIES, "report_month", "period"]
NUMBERS = ["numerator", "denominator", "value"]
NOISE = 1e-9
NO_LONGER_SHOWN = "not_published"
# What of a head decides the numbers; a better worded caveat restates nothing.
COUNTED_BY = ["unit", "kind", "feeds", "measures", "about", "since", "until", "scorecard"]
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(SERIES, pl.String),
    "report_month": pl.Date,
    "period": pl.String,
    **{f"was_{name}": pl.Float64 for name in NUMBERS},
    "was_state": pl.String,
    **dict.fromkeys(NUMBERS, pl.Float64),
    "state": pl.String,
    "kind": pl.String,
    "returns": RETURNS,
    "why": pl.String,
    "published_in": pl.Int64,
    "published_at": pl.Datetime("us"),
    "restated_in": pl.Int64,
    "restated_at": pl.Datetime("us"),
}


@dataclass(frozen=True)
class Past:
    """What the generation in force says, as far as the next one is compared with it; `versions` is its history.

    `figures` as published, each with `published_in`, the generation that first said it so.
    """

    number: int
    made_at: datetime
    figures: pl.DataFrame
    indicators: pl.DataFrame
    inputs: pl.DataFrame
    restatements: pl.DataFrame
    versions: pl.DataFrame


@dataclass(frozen=True)
class Edition:
    """A generation that is being made: its number and moment, the submissions it is made from, and what went before."""

    number: int
    made_at: datetime
    inputs: pl.DataFrame
    past: Past | None


def compare_figures(was: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Give the figures that were reported with numbers and have others now: KEYS, was_…, and the new ones.

    Months and indicators that one of the two does not have are not compared. A category that nobody sends any more
    has the state NO_LONGER_SHOWN, unless it was a zero. What is withheld is never told by a comparison. A figure that
    lacked a return was said to be partial: only where a figure in it has changed, and not just been completed, has it.
    """
    numbers = [*NUMBERS, "state"]
    earlier = was.filter(
        pl.col("state").is_in(["reported", "partial"]),
        pl.any_horizontal(pl.col(NUMBERS).is_not_null()),
        pl.col("indicator").is_in(now["indicator"].unique().implode()),
        pl.col("report_month").is_in(now["report_month"].unique().implode()),
    ).select(*KEYS, *(pl.col(name).alias(f"was_{name}") for name in numbers), *_carried(was))
    both = earlier.join(now.select(*KEYS, *numbers), on=KEYS, how="left", nulls_equal=True, maintain_order="left")
    gone = pl.col("state").is_null()
    different = pl.any_horizontal(_differs(name) for name in NUMBERS)
    changed = both.filter(
        different & (~gone | (pl.col("was_numerator") != 0)) & pl.col("state").ne_missing(pl.lit("withheld"))
    ).with_columns(pl.col("state").fill_null(NO_LONGER_SHOWN))
    whole = changed.filter(pl.col("was_state") == "reported")
    return pl.concat([whole, _keep_restated(changed.filter(pl.col("was_state") == "partial"), whole)])


def _keep_restated(partial: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """Keep the partial figures that hold a month's figure of the same agency, or of any in the total, that changed."""
    series = ["indicator", "breakdown", "category"]
    parts = whole.filter(pl.col("period") == "month").select(*series, part_of="agency_code", month="report_month")
    months = partial.join(months_of_periods(partial["report_month"]), on=["period", "report_month"])
    both = months.join(parts, on=[*series, "month"], nulls_equal=True)
    held = both.filter((pl.col("agency_code") == ALL) | (pl.col("agency_code") == pl.col("part_of")))
    return partial.join(held, on=KEYS, how="semi", nulls_equal=True, maintain_order="left")


def _carried(was: pl.DataFrame) -> list[str]:
    return ["published_in"] if "published_in" in was.columns else []


def _differs(name: str) -> pl.Expr:
    """Say whether a number changed by more than the noise of binary arithmetic."""
    was, now = pl.col(f"was_{name}"), pl.col(name)
    room = NOISE * pl.max_horizontal(was.abs(), now.abs(), 1.0)
    return (was.is_null() != now.is_null()) | ((was - now).abs() > room).fill_null(False)


def date_figures(edition: Edition, figures: pl.DataFrame) -> pl.DataFrame:
    """Say of each figure in which generation it was first said as it is said now: KEYS and `published_in`."""
    number = pl.lit(edition.number, dtype=pl.Int64)
    if edition.past is None:
        return figures.select(*KEYS, published_in=number)
    said = [*NUMBERS, "state"]
    before = [pl.col(name).alias(f"was_{name}") for name in said]
    earlier = edition.past.figures.select(*KEYS, *before, before="published_in")
    both = figures.join(earlier, on=KEYS, how="left", nulls_equal=True, maintain_order="left")
    same = pl.col("state").eq_missing(pl.col("was_state")) & ~pl.any_horizontal(_differs(name) for name in NUMBERS)
    return both.select(*KEYS, published_in=pl.when(same).then("before").otherwise(number))


def find_restatements(
    edition: Edition, figures: pl.DataFrame, indicators: pl.DataFrame, agencies: Mapping[str, str]
) -> pl.DataFrame:
    """Give every restatement there has been, oldest first, with those that this generation makes.

    `figures` and `indicators` as they are published, `agencies` the short names by code. Columns SCHEMA; `kind` is
    definition, return, or other where neither changed.
    """
    past = edition.past
    if past is None:
        return pl.DataFrame(schema=SCHEMA)
    changed = compare_figures(past.figures, figures)
    returns = changed_returns(past.inputs, edition.inputs)
    causes = name_causes(changed, indicators, returns, agencies, _list_redefined(past.indicators, indicators))
    published = past.versions.select(published_in="number", published_at="made_at")
    found = (
        changed.join(causes, on=["indicator", "agency_code", "report_month", "period"], maintain_order="left")
        .join(published, on="published_in", how="left", maintain_order="left")
        .with_columns(
            restated_in=pl.lit(edition.number, dtype=pl.Int64),
            restated_at=pl.lit(edition.made_at, dtype=pl.Datetime("us")),
        )
    )
    return pl.concat([past.restatements, found.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())])


def _list_redefined(was: pl.DataFrame, now: pl.DataFrame) -> frozenset[str]:
    """List the indicators whose query changed, or what their head says about the counting."""
    before, after = _how_counted(was), _how_counted(now)
    return frozenset(name for name, words in after.items() if name in before and before[name] != words)


def _how_counted(indicators: pl.DataFrame) -> dict[str, tuple[object, ...]]:
    return {
        row["indicator"]: (_query(row["sql"]), *(str(row.get(name)) for name in COUNTED_BY))
        for row in indicators.iter_rows(named=True)
    }


def _query(sql: str) -> str:
    """Give the query without its comments, on one line."""
    lines = (line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return " ".join(" ".join(lines).split())
