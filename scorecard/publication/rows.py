"""Puts together, at publication, all that a reader sees beside a figure, so that a page only has to look it up."""

from typing import Any

import polars as pl

SERIES = ["indicator", "agency_code", "breakdown", "category"]
STEPS = {"month": 1, "quarter": 3, "year": 12, "rolling12": 12}
SHOWN_MONTHS = 24
FEWEST_BLANKS_OF_A_QUARTERLY, FEWEST_BLANKS_OF_A_YEARLY = 6, 10
_NUMBERS = ["value", "numerator", "denominator", "state"]
_MOVED = [*_NUMBERS, "is_restated"]
_OF_RESTATEMENT = ["was_value", "was_numerator", "was_denominator", "restated_at"]
_OF_INDICATOR = ["section", "unit", "kind", "direction", "themes", "code"]
_OF_VERDICT = ["variation", "assurance", "mean", "lower", "upper", "points", "reason"]


def steps_back(period: str) -> int:
    """Say how many months earlier the figure before ends; part of a period is compared with as long a part."""
    return STEPS[period]


def make_rows(
    figures: pl.DataFrame,
    indicators: pl.DataFrame,
    targets: pl.DataFrame,
    signals: pl.DataFrame,
    verdicts: pl.DataFrame,
    labels: pl.DataFrame,
    agencies: pl.DataFrame,
    restatements: pl.DataFrame,
) -> pl.DataFrame:
    """Give a row for every figure, with those before it, its target, its verdict and its last 24 months.

    `indicators`, `labels` and `agencies` as they are published; the others keyed by SERIES and month. Where a figure
    has been restated, the row says when last, and what was said until then.
    """
    series = figures.select(SERIES).unique(maintain_order=True).with_row_index("series")
    numbered = _mark_restated(_number(figures, series), _number(restatements, series))
    monthly = numbered.filter(pl.col("period") == "month").sort("series", "report_month")
    rows = numbered
    for name, frame in (("previous", _move(numbered, STEPS)), ("last_year", _move(numbered, dict.fromkeys(STEPS, 12)))):
        renamed = frame.rename({"value": name} | {number: f"{name}_{number}" for number in _MOVED[1:]})
        rows = rows.join(renamed, on=["series", "period", "report_month"], how="left", maintain_order="left")
    judged = _number(verdicts.rename({"as_at": "report_month"}), series).select("series", "report_month", *_OF_VERDICT)
    for frame in (_remember(monthly), _draw(_number(signals, series)), judged):
        rows = rows.join(frame, on=["series", "report_month"], how="left", maintain_order="left")
    wanted = targets.select("indicator", "agency_code", "category", "report_month", "target", "amber_tolerance")
    on = ["indicator", "agency_code", "category", "report_month"]
    rows = rows.join(wanted, on=on, how="left", nulls_equal=True, maintain_order="left")
    return _name(rows, indicators, labels, agencies).drop("series").sort("report_month", "period", maintain_order=True)


def _number(frame: pl.DataFrame, series: pl.DataFrame) -> pl.DataFrame:
    return frame.join(series, on=SERIES, nulls_equal=True, maintain_order="left")


def _mark_restated(numbered: pl.DataFrame, restatements: pl.DataFrame) -> pl.DataFrame:
    on = ["series", "report_month", "period"]
    last = restatements.unique(subset=on, keep="last", maintain_order=True).select(*on, *_OF_RESTATEMENT)
    marked = numbered.join(last, on=on, how="left", maintain_order="left")
    return marked.with_columns(is_restated=pl.col("restated_at").is_not_null())


def _move(figures: pl.DataFrame, steps: dict[str, int]) -> pl.DataFrame:
    """Move figures forward in time, by as many months as their period says."""
    later = pl.format("{}mo", pl.col("period").replace_strict(steps, return_dtype=pl.Int64))
    moved = pl.col("report_month").dt.offset_by(later)
    return figures.select("series", "period", moved, *_MOVED)


def _remember(monthly: pl.DataFrame) -> pl.DataFrame:
    """Give each month its state, the last figure reported until then, and whether figures come in a few months only."""
    reported = pl.col("state") == "reported"
    kept = {"data_month": "report_month", "last_value": "value"}
    kept |= {f"last_{name}": name for name in ("numerator", "denominator", "is_restated")}
    last = pl.struct(pl.col(column).alias(name) for name, column in kept.items())
    blanks = (pl.col("state") == "not_due").cast(pl.Int64).rolling_sum_by("report_month", "12mo").over("series")
    return (
        monthly.select(
            "series",
            "report_month",
            month_state="state",
            last=pl.when(reported).then(last).forward_fill().over("series"),
            is_quarterly=blanks >= FEWEST_BLANKS_OF_A_QUARTERLY,
            is_yearly=blanks >= FEWEST_BLANKS_OF_A_YEARLY,
        )
        .unnest("last")
        .with_columns(_unless_too_old(name) for name in kept)
    )


def _unless_too_old(name: str) -> pl.Expr:
    recent = pl.col("data_month") >= pl.col("report_month").dt.offset_by(f"-{SHOWN_MONTHS}mo")
    return pl.when(recent).then(pl.col(name))


def _draw(signals: pl.DataFrame) -> pl.DataFrame:
    """Give each month the values and kinds of point of its small line, oldest first, and where a rule changed."""
    shown = signals.filter(pl.col("report_month") > pl.col("as_at").dt.offset_by(f"-{SHOWN_MONTHS}mo"))
    points = shown.sort("series", "as_at", "report_month").group_by("series", "as_at", maintain_order=True)
    changed = pl.int_range(pl.len()).filter(pl.col("segment") != pl.col("segment").shift())
    drawn = points.agg(spark_values="value", spark_types="point_type", spark_breaks=changed)
    return drawn.rename({"as_at": "report_month"})


def _name(rows: pl.DataFrame, indicators: pl.DataFrame, labels: pl.DataFrame, agencies: pl.DataFrame) -> pl.DataFrame:
    in_use = agencies.filter(pl.col("valid_to").is_null())
    found: dict[str, Any] = {"nulls_equal": True, "how": "left", "maintain_order": "left"}
    return (
        rows.join(indicators.select("indicator", *_OF_INDICATOR, indicator_title="title"), on="indicator", **found)
        .join(labels.rename({"position": "label_position"}), on=["breakdown", "category"], **found)
        .join(
            in_use.select(agency_code="code", agency_name="name", agency_short_name="short_name", place="order"),
            on="agency_code",
            **found,
        )
        .with_columns(label=pl.coalesce("label", "category"))
    )
