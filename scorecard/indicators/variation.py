"""XmR charts the Making Data Count way: limits, special-cause points and two icons, for one series or many.

Sources: NHS England, Making Data Count SPC SQL query 2.6 (preset `mdc`); NHSRplotthedots 0.2.2 (preset `ptd`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from scorecard.indicators import variation_signals as signals
from scorecard.indicators.variation_input import check_points, require_columns
from scorecard.indicators.variation_limits import add_limits, number_segments
from scorecard.indicators.variation_notes import describe_rules, write_note
from scorecard.indicators.variation_rules import PRESETS, Rules, check_baseline, choose_rules

__all__ = ["PRESETS", "Rules", "XmR", "choose_rules", "describe_rules", "judge_series", "summarise_series", "xmr"]

LINES = ("mean", "lower", "upper", "near_lower", "near_upper")
RULES = ("outside", "shift", "trend", "two_in_three")
RUNS = ("side_run", "rise_run")


@dataclass(frozen=True, eq=False)
class XmR:
    """One chart: its points in date order, its two icons, and a note for the foot of the chart."""

    points: pl.DataFrame
    variation: str | None
    assurance: str | None
    note: str


def xmr(
    points: pl.DataFrame,
    *,
    direction: Literal["increase", "decrease", "neutral"],
    target: float | None = None,
    rebase: Sequence[date] = (),
    baseline: int | None = None,
    preset: Literal["mdc", "ptd"] = "mdc",
    shift: int | None = None,
    trend: int | None = None,
    screen: bool | None = None,
) -> XmR:
    """Judge one series.

    `points` has `date` (Date) and `value` (number, null if missing), in any order. A segment starts at each rebase
    date; `baseline` fixes the limits on the first so many rows of a segment. `shift`, `trend` and `screen` override
    the preset. Raises ValueError for two rows of one date and for settings that the preset does not allow.
    """
    rules = choose_rules(preset, shift=shift, trend=trend, screen=screen)
    check_baseline(baseline, rules, rebased=len(rebase) > 0)
    require_columns(points, ["date", "value"])
    series = points.select(
        "date",
        "value",
        direction=pl.lit(direction, dtype=pl.String),
        target=pl.lit(target, dtype=pl.Float64),
        segment_start=pl.col("date").is_in(list(rebase)),
    )
    judged = judge_series(series, by=(), rules=rules, baseline=baseline)
    icons = summarise_series(judged, by=(), rules=rules).select("variation", "assurance")
    variation, assurance = icons.row(0) if icons.height else (None, None)
    return XmR(
        points=judged.select("date", "value", "segment", *LINES, *RULES, "point_type"),
        variation=variation,
        assurance=assurance,
        note=write_note(judged, rules=rules, rebase=rebase, baseline=baseline),
    )


def judge_series(points: pl.DataFrame, *, by: Sequence[str], rules: Rules, baseline: int | None = None) -> pl.DataFrame:
    """Judge many series in one pass.

    `points` has the key columns `by`, then `date` (Date), `value` (number, null if missing), `direction`, `target`
    (null if none) and `segment_start` (true where limits are recalculated from). Returns its rows sorted by key and
    date with the columns of `XmR.points` and two counts of points up to and with the row: `side_run`, those in a row
    above (+) or below (-) the mean, and `rise_run`, those in an unbroken rise (+) or fall (-), 0 where there is none.
    Both counts are given even where a series has too few values for limits.
    Raises ValueError for two rows of one series and date, values that are not finite and unknown directions.
    """
    check_points(points, by=by)
    check_baseline(baseline, rules, rebased=points["segment_start"].any())
    return (
        points.with_columns(pl.col("value", "target").cast(pl.Float64))
        .pipe(number_segments, by=by)
        .pipe(add_limits, rules=rules, baseline=baseline)
        .pipe(signals.add_runs, rules=rules)
        .with_columns(
            outside=signals.outside(),
            shift=signals.shift(rules.shift),
            _trend_into=signals.trend_into(rules.trend),
        )
        .with_columns(
            _trend_onward=signals.trend_onward(),
            two_in_three=signals.two_in_three(count_outside=rules.outside_counts_in_two_in_three),
        )
        .with_columns(trend=signals.trend())
        .with_columns(_signal=signals.deciding_signal(rules))
        .with_columns(point_type=signals.point_type())
        .select(*points.columns, "segment", *LINES, *RULES, "point_type", *RUNS)
    )


def summarise_series(judged: pl.DataFrame, *, by: Sequence[str], rules: Rules) -> pl.DataFrame:
    """Give one row per judged series: its two icons, the limits of its last segment and the signals of its last row.

    `judged` comes from `judge_series` with the same rules. `points` counts the values that are not missing.
    """
    in_each_series = judged.group_by(pl.lit(0).alias("_all"), *by, maintain_order=True)
    return in_each_series.agg(pl.exclude("_all", *by).last(), points=pl.col("value").count().cast(pl.Int64)).select(
        *by,
        signals.variation_icon(rules).alias("variation"),
        signals.assurance_icon(rules).alias("assurance"),
        "mean",
        "lower",
        "upper",
        pl.col("date").alias("last_date"),
        pl.col("value").alias("last_value"),
        "points",
        *RUNS,
        *RULES,
    )
