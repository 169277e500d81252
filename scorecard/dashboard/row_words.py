"""What a row of the scorecard says in each state of its figure: shape, then word, then colour."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import element, join
from scorecard.months import last_day
from scorecard.publication.formats import format_date, format_figure, format_value, short_month_name
from scorecard.publication.verdicts import say_against_target, say_change
from scorecard.publication.words import FIGURE_STATES, word_low

NO_CASES = "None due"
NOT_COLLECTED = "[x]"
PROTECTED = ("low", "withheld")
REVISED = "Changed since it was first published"
Row = dict[str, Any]


@dataclass(frozen=True)
class Said:
    """An icon and its words; `judged` where the words are a verdict."""

    icon: str
    words: str
    judged: bool = False

    def markup(self, *, size: int = 20) -> Markup:
        """Write the icon beside its words."""
        return element("span", icon(self.icon, size=size), self.words, class_="said")


def figure_text(row: Row) -> Markup:
    """Write the latest figure, or the word that says why there is none; [r] where it was published otherwise before."""
    if row["state"] == "not_due":
        held = join([_held(row), mark_revised() if row.get("last_is_restated") else None], " ")
        return held if row["data_month"] else Markup("Not due")
    return join([_latest(row), mark_revised(_was_words(row)) if row.get("is_restated") else None], " ")


def _latest(row: Row) -> Markup:
    if row["state"] == "late":
        return Markup("Late")
    if row["state"] == "not_collected":
        return Markup(NOT_COLLECTED)
    if row["state"] in PROTECTED:
        return Markup(_word_protected(row["state"], row["unit"]))
    shown = write_number(row["value"], row["numerator"], row["denominator"], row["unit"])
    if row["state"] == "partial":
        return join([shown, " ", element("span", "[part]", class_="mark", title=_part_words(row))])
    return Markup(shown)


def mark_revised(words: str = REVISED) -> Markup:
    """Write the mark of the Analysis Function for a revised figure."""
    return element("span", "[r]", class_="mark", title=words)


def _was_words(row: Row) -> str:
    was = write_number(row["was_value"], row["was_numerator"], row["was_denominator"], row["unit"])
    return f"Changed on {format_date(row['restated_at'])}: was {was}"


def is_word(row: Row) -> bool:
    """Say whether the latest figure is a word rather than a number."""
    return row["state"] in ("late", "not_collected", *PROTECTED) or (
        row["state"] == "not_due" and row["data_month"] is None
    )


def _held(row: Row) -> str:
    return write_number(row["last_value"], row["last_numerator"], row["last_denominator"], row["unit"])


def _part_words(row: Row) -> str:
    return f"{row['months_counted']} of {row['months_due']} months received"


def write_number(value: float | None, numerator: float | None, denominator: float | None, unit: Any) -> str:
    """Write a figure; a share of nothing does not apply."""
    if value is None:
        return "[z]" if numerator is not None else NOT_COLLECTED
    return format_figure(value, unit, numerator, denominator)


def earlier_text(row: Row, which: str) -> Markup:
    """Write the figure of the step before (`previous`) or of the year before (`last_year`)."""
    revised = mark_revised() if row.get(f"{which}_is_restated") else None
    return join([_earlier(row, which), revised], " ")


def _earlier(row: Row, which: str) -> str:
    state = row[f"{which}_state"]
    if state == "reported":
        return write_number(row[which], row[f"{which}_numerator"], row[f"{which}_denominator"], row["unit"])
    if state in PROTECTED:
        return _word_protected(state, row["unit"])
    return {"late": "Late", "not_due": "Not due", "partial": "Part"}.get(state or "", NOT_COLLECTED)


def _word_protected(state: str, unit: str) -> str:
    return word_low(unit) if state == "low" else FIGURE_STATES[state]


def change(row: Row) -> Said:
    """Say whether the month's figure is a real change."""
    return Said(*say_change(row))


def against_target(row: Row) -> Said:
    """Say whether the usual range clears the target; a quarterly figure is only compared with it."""
    return Said(*say_against_target(row))


def target_text(row: Row) -> str:
    """Write the target, or that there is none."""
    return "None" if row["target"] is None else format_value(row["target"], row["unit"])


def data_to(row: Row) -> Markup:
    """Write the last day that the figure covers, marked where it is behind."""
    if row["data_month"] is None:
        return Markup("None yet")
    end: date = last_day(row["data_month"])
    words = f"{end.day} {short_month_name(end)}"
    mark = {"late": "late", "not_due": "not_due"}.get(row["month_state"] or "")
    return join([icon(mark, size=15) if mark else None, words])
