"""The words at the foot of an XmR chart."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from scorecard.indicators.variation_rules import ADVISED_POINTS, Rules

ADVISED_SEGMENT_POINTS = 12
METHODS = {"mdc": "Making Data Count", "ptd": "NHSRplotthedots"}


def describe_rules(rules: Rules) -> str:
    """Say by which rules a chart was read."""
    screening = " Unusually large moving ranges are left out of the limits." if rules.screen else ""
    return (
        f"XmR chart, read as {METHODS[rules.preset]} does (preset {rules.preset}): "
        f"{rules.shift} points in a row on one side of the mean make a shift, "
        f"{rules.trend} in a row rising or falling make a trend.{screening}"
    )


def write_note(judged: pl.DataFrame, *, rules: Rules, rebase: Sequence[date], baseline: int | None) -> str:
    """Write the footnote of one judged series: its rules, and whatever weakens its limits."""
    return " ".join(
        [
            describe_rules(rules),
            *note_baseline(baseline),
            *note_few_points(judged, rules),
            *note_ignored_dates(judged, rebase),
            *note_short_segments(judged),
            *note_missing_values(judged),
            *note_many_zeros(judged),
        ]
    )


def note_baseline(baseline: int | None) -> list[str]:
    """Say that a baseline fixes the limits."""
    return [] if baseline is None else [f"The first {baseline} points of a segment fix its limits."]


def note_few_points(judged: pl.DataFrame, rules: Rules) -> list[str]:
    """Warn of too few values for firm limits."""
    points = judged["value"].count()
    if points >= ADVISED_POINTS:
        return []
    outcome = "no limits and no icons are shown" if points < rules.minimum else "the limits are trial limits"
    return [f"Fewer than {ADVISED_POINTS} points ({points}): {outcome}."]


def note_ignored_dates(judged: pl.DataFrame, rebase: Sequence[date]) -> list[str]:
    """Name the rebase dates that no point has."""
    ignored = sorted(set(rebase) - set(judged["date"].to_list()))
    return [f"No point is dated {day.isoformat()}: this rebase date is ignored." for day in ignored]


def note_short_segments(judged: pl.DataFrame) -> list[str]:
    """Warn of each segment of a recalculated chart that has few values."""
    segments = judged.group_by("segment", maintain_order=True).agg(
        pl.col("date").first(), points=pl.col("value").count()
    )
    if segments.height < 2:
        return []
    short = segments.filter(pl.col("points") < ADVISED_SEGMENT_POINTS).select("date", "points")
    return [
        f"The segment from {start.isoformat()} is short (fewer than {ADVISED_SEGMENT_POINTS} points: {points})."
        for start, points in short.iter_rows()
    ]


def note_missing_values(judged: pl.DataFrame) -> list[str]:
    """Say how many values are missing."""
    missing = judged["value"].null_count()
    return [f"Missing values: {missing}; the limits leave them out."] if missing else []


def note_many_zeros(judged: pl.DataFrame) -> list[str]:
    """Warn where an XmR chart suits the data badly because most values are 0."""
    values = judged["value"].drop_nulls()
    mostly_zero = (values == 0).sum() * 2 > values.len()
    return ["Most values are 0, which an XmR chart suits badly."] if mostly_zero else []
