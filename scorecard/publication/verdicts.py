"""What is said of a row beside its figure: whether it is a real change, and how it stands against its target."""

from collections.abc import Mapping
from typing import Any

from scorecard.publication.words import CHANGE_WORDS, TARGET_WORDS

Row = Mapping[str, Any]
Verdict = tuple[str, str, bool]
"""The name of an icon, the words, and whether they are a verdict."""


def is_quarterly(row: Row) -> bool:
    """Say whether figures are sent each quarter or year: held in between, and too few to judge."""
    return bool(row["is_quarterly"]) and row["data_month"] is not None


def is_never_collected(row: Row) -> bool:
    """Say whether no figure has been collected up to the month, as opposed to too few to judge."""
    return bool(row["month_state"] == "not_collected" and row["data_month"] is None)


def say_change(row: Row) -> Verdict:
    """Say whether the month's figure is a real change."""
    if row["month_state"] == "late":
        return "late", "Not judged, late", False
    if row["month_state"] == "partial":
        return "too_few", "Not judged, part of a month", False
    if row["month_state"] in ("low", "withheld") and row["variation"] is None:
        return "hidden", "Hidden to protect people", False
    if is_quarterly(row):
        # A generation that was published before there were yearly figures does not say.
        return "not_due", f"{'Yearly' if row.get('is_yearly') else 'Quarterly'}, no judgement", False
    if is_never_collected(row):
        return "no_figure", "Not collected yet", False
    if row["month_state"] != "reported" or (row["value"] is None and row["variation"] is None):
        return "too_few", "Too few months", False
    return *CHANGE_WORDS[row["variation"]], row["variation"] is not None


def say_against_target(row: Row) -> Verdict:
    """Say whether the usual range clears the target; a quarterly figure is only compared with it."""
    if row["target"] is None:
        return "no_target", "No target", False
    if row["month_state"] == "late" or is_never_collected(row):
        return "no_target", "Not judged", False
    if is_quarterly(row) or (row["assurance"] is None and row["value"] is not None):
        met = meets(row["last_value"], row["target"], row["direction"])
        when = "at last return" if is_quarterly(row) else "this month"
        return "no_target", "Not judged" if met is None else f"{'Met' if met else 'Missed'} {when}", False
    if row["assurance"] is None:
        return "no_target", "Too few months", False
    return *TARGET_WORDS[row["assurance"]], True


def meets(value: float | None, target: float | None, direction: str) -> bool | None:
    """Say whether one figure meets its target; None where there is no figure, target or good direction."""
    if value is None or target is None or direction == "neutral":
        return None
    return value >= target if direction == "higher" else value <= target
