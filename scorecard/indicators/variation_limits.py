"""Segments, centre line and process limits of XmR charts, for many series at once.

Columns that begin with an underscore are working columns: `_series` and `_segment` number the series and the segments
over the whole frame, `_in_baseline` marks the rows that fix the limits.
"""

from collections.abc import Sequence

import polars as pl

from scorecard.indicators.variation_rules import Rules

LIMIT_FACTOR = 2.66
SCREENING_FACTOR = 3.267
TOLERANCE = 1e-9


def number_segments(points: pl.DataFrame, *, by: Sequence[str]) -> pl.DataFrame:
    """Sort by key and date, and number each series and each segment; a segment starts at a `segment_start` row."""
    ordered = points.sort([*by, "date"])
    new_series = pl.any_horizontal(pl.lit(False), *(pl.col(key).ne_missing(pl.col(key).shift()) for key in by))
    new_segment = new_series | pl.col("segment_start").fill_null(False)
    return ordered.with_columns(_series=new_series.cum_sum(), _segment=new_segment.cum_sum()).with_columns(
        segment=(pl.col("_segment") - pl.col("_segment").first().over("_series")).cast(pl.Int32)
    )


def add_limits(segmented: pl.DataFrame, *, rules: Rules, baseline: int | None = None) -> pl.DataFrame:
    """Add mean, process limits and near lines of each segment, or of its first `baseline` rows.

    Lines other than the mean are null where a series has fewer values than the rules' minimum, and in a segment
    without any moving range.
    """
    row = pl.int_range(pl.len()).over("_segment")
    enough = pl.col("value").count().over("_series") >= rules.minimum
    spread = pl.when("_enough").then(LIMIT_FACTOR * pl.col("_average_range"))
    return (
        segmented.with_columns(_in_baseline=pl.lit(True) if baseline is None else row < baseline, _enough=enough)
        .with_columns(_base=pl.when("_in_baseline").then("value"))
        .with_columns(mean=mean_in_two_passes(pl.col("_base")).over("_segment"), _range=moving_range())
        .with_columns(_average_range=average_moving_range(screen=rules.screen))
        .with_columns(
            lower=pl.col("mean") - spread,
            upper=pl.col("mean") + spread,
            near_lower=pl.col("mean") - spread * 2 / 3,
            near_upper=pl.col("mean") + spread * 2 / 3,
        )
    )


def mean_in_two_passes(values: pl.Expr) -> pl.Expr:
    """Average values without the rounding error that would put a constant series on one side of its mean."""
    return values.mean() + (values - values.mean()).mean()


def moving_range() -> pl.Expr:
    """Measure each value's distance from the row before; null where the segment starts or either value is null."""
    same_segment = pl.col("_segment") == pl.col("_segment").shift()
    return pl.when(same_segment).then((pl.col("_base") - pl.col("_base").shift()).abs())


def average_moving_range(*, screen: bool) -> pl.Expr:
    """Average the moving ranges of each segment, once more without the large ones if they are screened.

    Screening that leaves no variation at all is set aside, since it would put every other point outside the limits.
    """
    ranges = pl.col("_range")
    average = ranges.mean().over("_segment")
    if not screen:
        return average
    screened = ranges.filter(ranges < SCREENING_FACTOR * ranges.mean()).mean().over("_segment")
    return pl.when(screened > TOLERANCE * (pl.col("mean").abs() + average)).then(screened).otherwise(average)


def tolerance() -> pl.Expr:
    """Give the distance from a line within which a value lies on it, so that rounding makes no signal."""
    return TOLERANCE * (pl.col("mean").abs() + (pl.col("upper") - pl.col("lower")).fill_null(0))
