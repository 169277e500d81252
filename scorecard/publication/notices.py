"""Says what a reader must know beside the real changes: a target never reached, late returns, revised figures."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from scorecard.publication.chart import clip_to_unit
from scorecard.publication.figures import ALL
from scorecard.publication.formats import format_month, format_value

SERIES = ["indicator", "agency_code", "breakdown", "category"]
_SHOWN = [
    *("value", "was_value", "unit", "state", "month_state", "is_restated", "target"),
    *("variation", "assurance", "mean", "lower", "upper"),
]
Notice = dict[str, Any]


def find_notices(
    lines: pl.DataFrame, rows: pl.DataFrame, returns: pl.DataFrame, names: dict[str, str]
) -> Iterator[Notice]:
    """Give for every view and month at most one notice of each kind: target, late and restated.

    `lines` as lay_out_lines gives them, `rows` as make_rows, `returns` as read_return_status; `names` are the
    agencies' short names. A late notice is about returns, and names no indicator.
    """
    monthly = rows.filter(pl.col("period") == "month").select(*SERIES, "report_month", *_SHOWN)
    late = returns.filter(pl.col("state") == "late").select("agency_code", "report_month").unique()
    shown = lines.join(monthly, on=SERIES, nulls_equal=True, maintain_order="left")
    shown = shown.filter(_worth_a_look() | (pl.col("month_state") == "late"))
    for (view, month), part in shown.sort("view", "report_month", "position").group_by(
        "view", "report_month", maintain_order=True
    ):
        kept = part.to_dicts()
        senders = late.filter(pl.col("report_month") == month)["agency_code"].to_list()
        for notice in (_target(kept), _late(kept, senders, str(view), names), _restated(kept)):
            if notice is not None:
                yield notice | {"view": view, "report_month": month}


def _worth_a_look() -> pl.Expr:
    return ((pl.col("assurance") == "fail") & (pl.col("state") == "reported")) | pl.col("is_restated")


def _target(rows: list[Notice]) -> Notice | None:
    """Name the target that is missed by the most usual ranges; a change for the worse is told as such already."""
    missed = [
        row
        for row in rows
        if row["assurance"] == "fail" and row["state"] == "reported" and not row["variation"].startswith("concern")
    ]
    if not missed:
        return None
    row = max(missed, key=lambda each: abs(each["target"] - each["mean"]) / _spread(each))
    target, lower, upper = (format_value(clip_to_unit(row[name], row["unit"]), row["unit"]) for name in _LIMITS)
    sentence = f"{row['title']} always misses its target of {target}"
    others = len(missed) - 1
    more = f" {others} more {'row misses its' if others == 1 else 'rows miss their'} target always." if others else ""
    return _about(row, "target", sentence, f"The usual range of {lower} to {upper} never reaches it.{more}")


_LIMITS = ("target", "lower", "upper")


def _late(rows: list[Notice], senders: list[str], view: str, names: dict[str, str]) -> Notice | None:
    """Name who has a return that is late, and say how many rows wait for it."""
    whose = [names[code] for code in names if code in senders and view in (ALL, code)]
    if not whose:
        return None
    waiting = sum(row["month_state"] == "late" for row in rows)
    sentence = f"Returns are late: {', '.join(whose)}"
    wait = f"{waiting} {'row keeps its' if waiting == 1 else 'rows keep their'} last figure and cannot be judged."
    blank = dict.fromkeys((*SERIES, "variation"))
    reason = wait if waiting else "No row of the scorecard waits for them."
    return blank | {"kind": "late", "sentence": sentence, "reason": reason}


def _restated(rows: list[Notice]) -> Notice | None:
    """Say how many figures of the month have changed since they were published, and name the largest change."""
    changed = [row for row in rows if row["is_restated"]]
    if not changed:
        return None
    row = max(changed, key=lambda each: abs((each["value"] or 0) - (each["was_value"] or 0)) / _spread(each))
    was, now = (_said(row[name], row["unit"]) for name in ("was_value", "value"))
    month: date = row["report_month"]
    one = len(changed) == 1
    told = "figure of {} has changed since it was" if one else "figures of {} have changed since they were"
    sentence = f"{len(changed)} {told.format(format_month(month))} published"
    largest = "" if one else "The largest: "
    return _about(row, "restated", sentence, f"{largest}{row['title']} was {was}, is {now}.")


def _about(row: Notice, kind: str, sentence: str, reason: str) -> Notice:
    return {name: row[name] for name in (*SERIES, "variation")} | {"kind": kind, "sentence": sentence, "reason": reason}


def _said(value: float | None, unit: Any) -> str:
    return "no figure" if value is None else format_value(value, unit)


def _spread(row: Notice) -> float:
    known = row["upper"] is not None and row["lower"] is not None
    return float(row["upper"] - row["lower"]) or 1.0 if known else 1.0
