"""Judges every monthly series as it stood at each month, in one pass, and words the reason."""

from typing import Any

import polars as pl

from scorecard.indicators.variation import Rules, judge_series, summarise_series
from scorecard.indicators.variation_rules import ADVISED_POINTS
from scorecard.publication.chart import clip_to_unit
from scorecard.publication.formats import Unit, format_value
from scorecard.publication.rule_changes import cut_pieces

SERIES = ["indicator", "agency_code", "breakdown", "category"]
DIRECTIONS = {"higher": "increase", "lower": "decrease", "neutral": "neutral"}
LONGEST_SERIES = 36
KEY = [*SERIES, "as_at"]


def judge_figures(
    figures: pl.DataFrame,
    definitions: pl.DataFrame,
    targets: pl.DataFrame,
    rules: Rules,
    pieces: pl.DataFrame | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Judge each series once for every month it can be looked at from, with what was reported up to then.

    `definitions` has indicator, direction, unit; `targets` SERIES without breakdown, report_month, target. Gives the
    points (`signal`) and one verdict per series and month (`verdict`), both keyed by SERIES and `as_at`. Where a
    counting rule changed, as `number_pieces` lists it, each piece is judged alone and the newest gives the verdict.
    """
    monthly = figures.filter(pl.col("period") == "month").select(
        *SERIES, date="report_month", value=_judged_value(definitions)
    )
    known = monthly.filter(pl.col("value").is_not_null().any().over(SERIES))
    first = pl.col("date").filter(pl.col("value").is_not_null()).min().over(SERIES)
    known = known.filter(pl.col("date") >= first)
    cut = None if pieces is None or pieces.is_empty() else pieces
    if cut is not None:
        known = cut_pieces(known, cut)
    months = known.select(as_at="date").unique().sort("as_at")
    seen = known.join(months, how="cross").filter(
        pl.col("date") <= pl.col("as_at"),
        pl.col("date") > pl.col("as_at").dt.offset_by(f"-{LONGEST_SERIES}mo"),
    )
    in_force = targets.rename({"report_month": "as_at"}).select(
        "indicator", "agency_code", "category", "as_at", "target"
    )
    points = (
        seen.join(definitions.select("indicator", "direction"), on="indicator", maintain_order="left")
        .join(
            in_force,
            on=["indicator", "agency_code", "category", "as_at"],
            how="left",
            nulls_equal=True,
            maintain_order="left",
        )
        .with_columns(pl.col("direction").replace_strict(DIRECTIONS), segment_start=pl.lit(False))
    )
    if cut is None:
        newest = judged = judge_series(points, by=KEY, rules=rules)
    else:
        judged = judge_series(points, by=[*KEY, "piece"], rules=rules).with_columns(segment="piece")
        newest = judged.filter(pl.col("piece") == pl.col("piece").max().over(KEY))
    signals = judged.drop("direction", "segment_start", "piece", strict=False).rename({"date": "report_month"})
    return signals, summarise_series(newest, by=KEY, rules=rules)


def _judged_value(definitions: pl.DataFrame) -> pl.Expr:
    """Give what is judged: figures of whole months, and the nothing to which a count of few was rounded."""
    counts = definitions.filter(pl.col("unit") == "count")["indicator"].implode()
    few = (pl.col("state") == "low") & pl.col("indicator").is_in(counts)
    return pl.when(pl.col("state") == "reported").then("value").when(few).then(0.0)


def word_reasons(verdicts: pl.DataFrame, definitions: pl.DataFrame) -> pl.DataFrame:
    """Add `reason`: why the last point is, or is not, a real change."""
    units = dict(definitions.select("indicator", "unit").iter_rows())
    reasons = [_word_reason(verdict, units[verdict["indicator"]]) for verdict in verdicts.iter_rows(named=True)]
    return verdicts.with_columns(reason=pl.Series(reasons, dtype=pl.String))


def _word_reason(verdict: dict[str, Any], unit: Unit) -> str:
    """Say which rule the last point meets, the strongest that the icon agrees with; claims no change without one."""
    if verdict["lower"] is None:
        return _word_missing_limits(verdict["points"])
    lower, upper = (format_value(clip_to_unit(verdict[line], unit), unit) for line in ("lower", "upper"))
    if verdict["variation"] == "common_cause":
        return f"Inside the usual range of {lower} to {upper}."
    high = verdict["variation"].endswith("high")
    met = [rule for rule in ("outside", "shift", "trend") if verdict[rule] == (1 if high else -1)]
    if "outside" in met:
        return f"Above the upper limit of {upper}." if high else f"Below the lower limit of {lower}."
    if "shift" in met:
        average = format_value(verdict["mean"], unit)
        side = "above" if high else "below"
        return f"{abs(verdict['side_run'])} months in a row {side} the usual average of {average}."
    if "trend" in met:
        return f"{abs(verdict['rise_run'])} months in a row {'rising' if high else 'falling'}."
    limit = f"upper limit of {upper}" if high else f"lower limit of {lower}"
    return f"At least 2 of the last 3 months are close to the {limit}."


def _word_missing_limits(months: int) -> str:
    if months >= ADVISED_POINTS:
        return "No two months in a row have a figure, so that the usual range is not known."
    return f"Only {months} {'month' if months == 1 else 'months'} so far; {ADVISED_POINTS} are needed to judge."
