"""Chooses and words what changed: the same few findings for screen, meeting and pack.

The rules by which they are ranked and worded stand in docs/what_changed.md.
"""

from collections.abc import Iterable
from typing import Any

import polars as pl

from scorecard.indicators.definition import Definition
from scorecard.publication.figures import ALL
from scorecard.publication.formats import SMALLEST_DENOMINATOR_FOR_PERCENT, format_value
from scorecard.publication.lines import in_sentence

SERIES = ["indicator", "agency_code", "breakdown", "category"]
MOST_REAL = 4
MOST = 6
KINDS = ("concern", "target", "late", "restated", "improvement", "neutral", "noise")
"""What a finding is about, in the order of rank: real changes by what they mean, and what is told beside them."""
WORST_FIRST = ("concern", "improvement", "neutral")
SCHEMA = {
    "view": pl.String,
    "report_month": pl.Date,
    "rank": pl.Int64,
    "kind": pl.String,
    "indicator": pl.String,
    "agency_code": pl.String,
    "breakdown": pl.String,
    "category": pl.String,
    "variation": pl.String,
    "sentence": pl.String,
    "reason": pl.String,
}


def find_changes(
    lines: pl.DataFrame,
    figures: pl.DataFrame,
    verdicts: pl.DataFrame,
    definitions: dict[str, Definition],
    labels: dict[tuple[str, str], str],
    names: dict[str, str],
) -> pl.DataFrame:
    """Give for every view and month up to four real changes, worst first, and the biggest move that is none.

    Only figures of the month itself are judged; one member speaks for a family.
    """
    judged = _join_lines(lines, figures, verdicts)
    found: list[dict[str, Any]] = []
    for (view, month), rows in judged.group_by("view", "report_month", maintain_order=True):
        for rank, row in enumerate(_choose(rows.to_dicts(), definitions), start=1):
            sentence = _word(row, definitions[row["indicator"]], labels, names)
            found.append({name: row[name] for name in (*SERIES, "variation", "reason")} | {
                "view": view, "report_month": month, "rank": rank, "kind": _kind(row), "sentence": sentence
            })  # fmt: skip
    return pl.DataFrame(found, schema=SCHEMA)


def add_notices(findings: pl.DataFrame, notices: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Rank notices among the findings by kind; of more than six the least goes, but never the move that is none."""
    told = pl.DataFrame([{"rank": 0, **notice} for notice in notices], schema=SCHEMA)
    order = pl.col("kind").replace_strict({kind: place for place, kind in enumerate(KINDS)}, return_dtype=pl.Int64)
    both = pl.concat([findings, told]).with_columns(order=order).sort("view", "report_month", "order", "rank")
    per_month = ["view", "report_month"]
    noise = (pl.col("kind") == "noise").any().over(per_month).cast(pl.Int64)
    place = pl.int_range(pl.len()).over(per_month)
    kept = both.filter((place < MOST - noise) | (pl.col("kind") == "noise"))
    return kept.with_columns(rank=pl.int_range(1, pl.len() + 1).over(per_month)).select(list(SCHEMA))


def add_figures(findings: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the latest figure of each finding and the one of a year before; `rows` as make_rows gives them."""
    reported = pl.col("last_year_state") == "reported"
    monthly = rows.filter(pl.col("period") == "month").select(
        *SERIES,
        "report_month",
        "value",
        "numerator",
        "denominator",
        "unit",
        year_ago=pl.when(reported).then("last_year"),
    )
    # A notice about returns has no figure.
    keys = [*SERIES, "report_month"]
    return findings.join(monthly, on=keys, how="left", nulls_equal=True, maintain_order="left")


def _join_lines(lines: pl.DataFrame, figures: pl.DataFrame, verdicts: pl.DataFrame) -> pl.DataFrame:
    monthly = figures.filter(pl.col("period") == "month")
    has_value = (pl.col("state") == "reported") & pl.col("value").is_not_null()
    now = monthly.filter(has_value).select(*SERIES, "report_month", "value", "denominator")
    before = now.select(*SERIES, pl.col("report_month").dt.offset_by("1mo"), previous="value")
    keys = [*SERIES, "report_month"]
    return (
        lines.join(now, on=SERIES, nulls_equal=True, maintain_order="left")
        .join(before, on=keys, how="left", nulls_equal=True, maintain_order="left")
        .join(verdicts.rename({"as_at": "report_month"}), on=keys, nulls_equal=True, maintain_order="left")
        .filter(pl.col("variation").is_not_null())
        .sort("view", "report_month", "position")
    )


def _kind(row: dict[str, Any]) -> str:
    return "noise" if row["variation"] == "common_cause" else str(row["variation"]).split("_")[0]


def _choose(rows: list[dict[str, Any]], definitions: dict[str, Definition]) -> list[dict[str, Any]]:
    real = [row for row in rows if row["variation"] != "common_cause"]
    real.sort(key=lambda row: (WORST_FIRST.index(row["variation"].split("_")[0]), -_distance(row)))
    chosen: list[dict[str, Any]] = []
    families: set[str] = set()
    for row in real:
        family = definitions[row["indicator"]].family or f"{row['indicator']} {row['agency_code']} {row['category']}"
        if family not in families and len(chosen) < MOST_REAL:
            chosen.append(row)
            families.add(family)
    noise = [row for row in rows if row["variation"] == "common_cause" and row["core"] and _is_worth_saying(row)]
    if noise:
        chosen.append(max(noise, key=_move))
    return chosen


def _is_worth_saying(row: dict[str, Any]) -> bool:
    enough = row["denominator"] is None or row["denominator"] >= SMALLEST_DENOMINATOR_FOR_PERCENT
    return row["previous"] is not None and row["previous"] != row["value"] and enough


def _spread(row: dict[str, Any]) -> float:
    return float(row["upper"] - row["lower"]) or 1.0


def _distance(row: dict[str, Any]) -> float:
    return abs(float(row["value"]) - float(row["mean"])) / _spread(row)


def _move(row: dict[str, Any]) -> float:
    return abs(float(row["value"]) - float(row["previous"])) / _spread(row)


def _word(
    row: dict[str, Any], definition: Definition, labels: dict[tuple[str, str], str], names: dict[str, str]
) -> str:
    title = str(row["title"])
    if row["variation"] == "common_cause":
        old, new = (format_value(row[column], definition.unit) for column in ("previous", "value"))
        if old == new:
            return f"{title} stayed at {new}"
        return f"{title}: from {old} to {new}, but this is normal"
    label = labels.get((row["breakdown"] or "", row["category"] or ""), "")
    sentence = definition.rising if row["variation"].endswith("high") else definition.falling
    sentence = sentence.format(category=in_sentence(label))
    whose = row["agency_code"]
    return f"{sentence}, {names[whose]}" if row["view"] == ALL and whose != ALL else sentence
