"""Protects figures for audiences other than the council: every count about adults at risk is rounded before it is used.

Nothing that such an audience sees is computed from exact counts of adults at risk. Percentages are divided from
protected counts, and figures that would say too much about few people are held back. Not shown at all are medians and
greatest values, which no protected count gives.

Three things are not part of the proof. Levels are rounded month by month and are not tied to the flows between them,
though open cases are those open before with what started and without what was concluded: in trials on small registers
this sum pinned nobody, and narrowed what is promised for less than 1 in 100 counts of 1 to 4. An agency that cases name
is listed from the first case that names it. And an agency that knows its own counts knows more of the others: in trials
it pinned nobody either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from scorecard.disclosure.audit import Finding, audit_release
from scorecard.disclosure.linked import Linked, link
from scorecard.disclosure.rounding import WidenedCell, round_cumulatives
from scorecard.indicators.definition import RATIOS, Definition
from scorecard.indicators.rollup import PERIODS, RECEIVED, months_of_periods
from scorecard.publication.counting import (
    PARTS,
    SERIES,
    Counted,
    count_flows,
    count_levels,
    keep_shown,
    may_nest,
    never,
    released_before,
)
from scorecard.publication.figures import COLUMNS

KEY_VERSION = "1"
FEWEST_FOR_A_PERCENTAGE = 50


@dataclass(frozen=True)
class Protected:
    """Figures for an audience, the protected counts they are made of, and what the audit found.

    `released` has series, report_month and value: cumulative counts of flows, and levels. Nothing may be published
    while there are `findings`.
    """

    figures: pl.DataFrame
    released: pl.DataFrame
    widened: tuple[WidenedCell, ...]
    findings: tuple[Finding, ...]


def protect_figures(
    figures: pl.DataFrame,
    definitions: Mapping[str, Definition],
    months: pl.Series,
    earlier: pl.DataFrame,
    secret: bytes,
) -> Protected:
    """Round every count about adults at risk, and work out from the rounded counts what figures are shown.

    `figures` as compute_figures gives them; `earlier` is what was released before, which never changes. Months before
    the first that was released are not shown, since every count is released as a sum from that month on.
    """
    about_adults = [name for name, definition in definitions.items() if definition.protected]
    others = figures.filter(~pl.col("indicator").is_in(about_adults))
    figures = figures.filter(pl.col("indicator").is_in(about_adults)).with_row_index("row")
    begun = earlier["report_month"].min() if earlier.height else months.min()
    months = months.filter(months >= begun)
    shown = keep_shown(figures.filter(pl.col("report_month") >= begun), definitions)
    flows, levels = count_flows(shown, definitions, months), count_levels(shown, definitions, earlier)
    parts = [_round(counted, earlier, secret) for counted in (flows, levels)]
    released = pl.concat([part.released for part in parts])
    known = pl.concat([_add_up(released.filter(~pl.col("is_level")), months), _repeat(released.filter("is_level"))])
    rounded = _put_in(_blank(figures, shown), known)
    return Protected(
        pl.concat([others, _hold_back(rounded, definitions).select(COLUMNS)]),
        _keep_released(earlier, released.select("series", "report_month", "value")),
        tuple(cell for part in parts for cell in part.widened),
        tuple(finding for part in parts for finding in part.findings),
    )


def _keep_released(earlier: pl.DataFrame, released: pl.DataFrame) -> pl.DataFrame:
    """Add what was released before and is not counted this time, such as months after an earlier moment."""
    return pl.concat([released, earlier.join(released, on=["series", "report_month"], how="anti")])


@dataclass(frozen=True)
class _Part:
    released: pl.DataFrame
    widened: tuple[WidenedCell, ...]
    findings: tuple[Finding, ...]


def _round(counted: Counted, earlier: pl.DataFrame, secret: bytes) -> _Part:
    """Round one set of counts and let the audit look at what comes of it."""
    before = released_before(counted, earlier)
    linked = link(
        counted.table(before),
        counted.within,
        may_nest=never if counted.are_levels else may_nest,
        merging=not counted.are_levels,
    )
    rounded = round_cumulatives(linked.table, secret=secret, key_version=KEY_VERSION)
    rows = [
        (counted.series_of(key), month, int(value), counted.are_levels)
        for key, values in linked.by_series(rounded).items()
        for month, value in zip(counted.months_of(key), values, strict=True)
    ]
    schema: dict[str, Any] = {"series": pl.String, "report_month": pl.Date, "value": pl.Int64, "is_level": pl.Boolean}
    released = pl.DataFrame(rows, schema=schema, orient="row")
    also = pl.DataFrame(counted.also, schema={"named": pl.String, "series": pl.String}, orient="row")
    same = released.join(also, on="series", maintain_order="left").with_columns(series="named").select(list(schema))
    findings = _audit(linked, rounded.by_series(), before)
    return _Part(pl.concat([released, same]), rounded.widened, tuple(findings))


def _audit(linked: Linked, values: Mapping[str, Any], before: Mapping[str, list[int]]) -> list[Finding]:
    """Hold the release against what an attacker can work out of it, and against what was released before."""
    table = linked.table
    shown = {key: values[key] for key, published in zip(table.keys, table.published, strict=True) if published}
    earlier = {linked.node_of[series]: released for series, released in before.items()}
    return audit_release(shown, table.identities, earlier=earlier)


def _add_up(cumulative: pl.DataFrame, months: pl.Series) -> pl.DataFrame:
    """Give the protected count of each series in every period: series, period, report_month, value."""
    monthly = cumulative.sort("series", "report_month").with_columns(
        value=pl.col("value") - pl.col("value").shift(1, fill_value=0).over("series")
    )
    members = months_of_periods(months)
    joined = members.join(monthly.rename({"report_month": "month"}), on="month")
    return joined.group_by("series", "period", "report_month").agg(pl.col("value").sum())


def _repeat(levels: pl.DataFrame) -> pl.DataFrame:
    """Give the protected level of each series for every period that ends with its month."""
    periods = pl.DataFrame({"period": list(PERIODS)})
    return levels.join(periods, how="cross").select("series", "period", "report_month", "value")


def _blank(figures: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """Take the numbers out of the figures that are not shown."""
    is_shown = pl.col("row").is_in(shown["row"].implode())
    return figures.with_columns(pl.when(is_shown).then(pl.col(name)).alias(name) for name in ("value", *PARTS))


def _put_in(figures: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Put protected counts in the place of exact ones; a figure that is not shown has none."""
    place = [pl.col(name).fill_null("") for name in SERIES]
    for name, part in PARTS.items():
        keyed = figures.with_columns(series=pl.concat_str([*place, pl.lit(part)], separator="/"))
        found = keyed.join(known, on=["series", "period", "report_month"], how="left", maintain_order="left")
        was_there = pl.col(name).is_not_null()
        figures = found.with_columns(pl.when(was_there).then(pl.col("value_right").cast(pl.Float64)).alias(name)).drop(
            "series", "value_right"
        )
    return figures


def _hold_back(figures: pl.DataFrame, definitions: Mapping[str, Definition]) -> pl.DataFrame:
    """Divide what is protected, and hold back what is too little to show."""
    units = {name: definition.unit for name, definition in definitions.items()}
    unit = pl.col("indicator").replace_strict(units, return_dtype=pl.String)
    known = pl.col("state").is_in(RECEIVED)
    is_ratio, whole = unit.is_in(RATIOS), pl.col("denominator")
    withheld = known & pl.col("numerator").is_null()
    low = known & pl.when(is_ratio).then(whole < FEWEST_FOR_A_PERCENTAGE).otherwise(pl.col("numerator") == 0)
    state = pl.when(withheld).then(pl.lit("withheld")).when(low).then(pl.lit("low")).otherwise("state")
    ratio = pl.col("numerator") * 100.0 / whole
    rounded = pl.when(unit == "rate").then(ratio.round(1)).otherwise(ratio.round())
    shown = ~(withheld | low)
    return figures.with_columns(
        value=pl.when(shown).then(pl.when(is_ratio).then(rounded).otherwise("numerator")),
        numerator=pl.when(shown).then("numerator"),
        denominator=pl.when(shown).then("denominator"),
        state=state,
    )
