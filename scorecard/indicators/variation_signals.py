"""The four special-cause rules, the colour of a point and the two icons, as Polars expressions.

A signal is -1 (low or falling), 0 (none) or 1 (high or rising). A null value is on no side and breaks every run.
"""

from collections.abc import Sequence

import polars as pl

from scorecard.indicators.variation_limits import tolerance
from scorecard.indicators.variation_rules import Rules

DIRECTIONS = ("increase", "decrease", "neutral")


def beyond(lower: str, upper: str) -> pl.Expr:
    """Say on which outer side of two lines a value lies; on or between them, or with a line missing, it is 0."""
    above = pl.col("value") > pl.col(upper) + tolerance()
    below = pl.col("value") < pl.col(lower) - tolerance()
    return above.fill_null(False).cast(pl.Int8) - below.fill_null(False).cast(pl.Int8)


def add_runs(limited: pl.DataFrame, *, rules: Rules) -> pl.DataFrame:
    """Add the run of points on one side of the mean and the run of steps in one direction that each row is in.

    `side_run` and `rise_run` count the points up to the row; `_side_points` and `_rise_points` those of the whole run.
    """
    # The first row of a stretch has no step, so no run of steps crosses its start.
    shift_breaks = ["_segment", "_in_baseline"] if rules.baseline_replaces_rebase else ["_segment"]
    trend_break = "_series" if rules.trend_crosses_rebase else "_segment"
    same_stretch = pl.col(trend_break) == pl.col(trend_break).shift()
    step = pl.when(same_stretch).then(pl.col("value").diff().sign()).fill_null(0).cast(pl.Int8)
    return (
        limited.with_columns(_side=beyond("mean", "mean"), _step=step)
        .with_columns(_side_start=run_start("_side", *shift_breaks), _step_start=run_start("_step"))
        .with_columns(
            side_run=pl.col("_side") * (row_number() - pl.col("_side_start") + 1),
            rise_run=pl.col("_step") * (row_number() - pl.col("_step_start") + 2),
            _side_points=pl.len().over("_side_start"),
            _rise_points=pl.len().over("_step_start") + 1,
        )
    )


def run_start(*columns: str) -> pl.Expr:
    """Give the number of the row at which the present run began: the latest where one of the columns changed."""
    changed = pl.any_horizontal(pl.col(name) != pl.col(name).shift() for name in columns).fill_null(True)
    return pl.when(changed).then(row_number()).forward_fill()


def row_number() -> pl.Expr:
    """Number the rows of the frame."""
    return pl.int_range(pl.len(), dtype=pl.Int32)


def outside() -> pl.Expr:
    """Flag a value strictly beyond a process limit."""
    return beyond("lower", "upper")


def shift(points: int) -> pl.Expr:
    """Flag every point of a run of at least so many on one side of the mean."""
    return pl.when(pl.col("_side_points") >= points, pl.col("_enough")).then("_side").otherwise(0)


def trend_into(points: int) -> pl.Expr:
    """Flag the points, but for the first, of a run of at least so many that rise or fall throughout."""
    return pl.when(pl.col("_rise_points") >= points, pl.col("_enough")).then("_step").otherwise(0)


def trend_onward() -> pl.Expr:
    """Flag the points, but for the last, of each trend: the step to the next row belongs to it."""
    return pl.col("_trend_into").shift(-1, fill_value=0)


def trend() -> pl.Expr:
    """Flag every point of a trend; a turning point between two trends has the direction of the later one."""
    return pl.when(pl.col("_trend_onward") != 0).then("_trend_onward").otherwise("_trend_into")


def two_in_three(*, count_outside: bool) -> pl.Expr:
    """Flag points beyond the near line of which three successive points on one side of the mean hold two or more.

    Points beyond the process limits count only with `count_outside`.
    """
    near = beyond("near_lower", "near_upper")
    if not count_outside:
        near = pl.when(pl.col("outside") == 0).then(near).otherwise(0)
    in_three = near.abs() + near.abs().shift(1, fill_value=0) + near.abs().shift(2, fill_value=0)
    # A side run of three or more has no break within its last three rows.
    three_end_here = (pl.col("side_run").abs() >= 3) & (in_three >= 2)
    in_any_three = pl.any_horizontal(three_end_here.shift(-ahead, fill_value=False) for ahead in (0, 1, 2))
    return pl.when(in_any_three).then(near).otherwise(0)


def deciding_signal(rules: Rules) -> pl.Expr:
    """Reduce the signals of a point to the one that gives its colour.

    Where high and low meet, a neutral chart takes high; otherwise improvement wins, or the first rule that matches.
    """
    in_order = ["outside", "trend", "two_in_three", "shift"]
    together = [*in_order, "_trend_into"] if rules.improvement_wins else in_order
    high = pl.max_horizontal(*together)
    low = pl.min_horizontal(*together)
    high_first = pl.when(high > 0).then(high).otherwise(low)
    low_first = pl.when(low < 0).then(low).otherwise(high)
    if rules.improvement_wins:
        return pl.when(pl.col("direction") == "decrease").then(low_first).otherwise(high_first)
    return pl.when(pl.col("direction") == "neutral").then(high_first).otherwise(first_signal(in_order))


def first_signal(columns: Sequence[str]) -> pl.Expr:
    """Take the first signal that is not 0."""
    return pl.coalesce(*(pl.when(pl.col(name) != 0).then(name) for name in columns), 0)


def point_type() -> pl.Expr:
    """Name the colour of a point after its deciding signal and the direction of improvement."""
    signal, direction = pl.col("_signal"), pl.col("direction")
    good = (signal > 0) == (direction == "increase")
    return (
        pl.when(signal == 0)
        .then(pl.lit("common_cause"))
        .when(direction == "neutral")
        .then(
            pl.when(signal > 0)
            .then(pl.lit("special_cause_neutral_high"))
            .otherwise(pl.lit("special_cause_neutral_low"))
        )
        .when(good)
        .then(pl.lit("special_cause_improvement"))
        .otherwise(pl.lit("special_cause_concern"))
    )


def variation_icon(rules: Rules) -> pl.Expr:
    """Name the variation icon of a series from its last point; null below the minimum number of values."""
    colour = pl.col("point_type").str.strip_prefix("special_cause_")
    improves, worsens = colour == "improvement", colour == "concern"
    rise_is_good = pl.col("direction") == "increase"
    level = pl.when(improves == rise_is_good).then(pl.lit("_high")).otherwise(pl.lit("_low"))
    icon = pl.when(improves | worsens).then(colour + level).otherwise(colour)
    return pl.when(pl.col("points") >= rules.minimum).then(icon)


def assurance_icon(rules: Rules) -> pl.Expr:
    """Compare the last target with the limits of the last segment; null without a target, limits or a direction.

    Where both limits equal the target, a target on a limit that decides is a pass.
    """
    target, direction = pl.col("target"), pl.col("direction")
    if rules.target_on_limit_decides:
        under = target <= pl.col("lower") + tolerance()
        over = target >= pl.col("upper") - tolerance()
    else:
        under = target < pl.col("lower") - tolerance()
        over = target > pl.col("upper") + tolerance()
    rise_is_good = direction == "increase"
    passes = pl.when(rise_is_good).then(under).otherwise(over)
    fails = pl.when(rise_is_good).then(over).otherwise(under)
    icon = pl.when(passes).then(pl.lit("pass")).when(fails).then(pl.lit("fail")).otherwise(pl.lit("inconsistent"))
    return pl.when(direction != "neutral", target.is_not_null(), pl.col("lower").is_not_null()).then(icon)
