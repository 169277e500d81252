"""Charts as plain descriptions, the same for screen and paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from scorecard.publication.formats import Unit, format_month, format_value

PointType = Literal[
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
]

_SIGNAL_WORDS = {
    "special_cause_improvement": "a real change for the better",
    "special_cause_concern": "a real change for the worse",
    "special_cause_neutral_high": "a real change, higher",
    "special_cause_neutral_low": "a real change, lower",
}


@dataclass(frozen=True)
class ChartPoint:
    """One month of a series; the value is None where there is no figure to show, limits are None where none apply."""

    month: date
    value: float | None
    point_type: PointType = "common_cause"
    segment: int = 0
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class ChartEvent:
    """Something that happened on a day: an event, or a changed counting rule, which breaks the line."""

    date: date
    title: str
    kind: Literal["event", "rule_change"] = "event"


@dataclass(frozen=True)
class SeriesChart:
    """A monthly series with its usual range, target, events and one comparator, all in the unit's own numbers."""

    title: str
    subtitle: str
    unit: Unit
    points: tuple[ChartPoint, ...]
    target: float | None = None
    events: tuple[ChartEvent, ...] = ()
    footnote: str = ""
    alt: str = ""
    comparator: tuple[str, float] | None = None

    def without_words(self) -> "SeriesChart":
        """Give what is drawn of it, which is the same whatever the words around it say."""
        return replace(self, title="", subtitle="", footnote="", alt="")


@dataclass(frozen=True)
class Bar:
    """One bar; a value of None has no bar and shows its text, such as "[c] few people"."""

    label: str
    value: float | None
    text: str
    focus: bool = False


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from zero, in the order given."""

    title: str
    subtitle: str
    unit: Unit
    bars: tuple[Bar, ...]
    target: float | None = None
    alt: str = ""


@dataclass(frozen=True)
class DotRow:
    """One row of a dot plot: now, a year ago, the row's own target, the text shown, and whether the target is met."""

    label: str
    now: float | None
    year_ago: float | None = None
    target: float | None = None
    text: str = ""
    met: bool | None = None


@dataclass(frozen=True)
class DotChart:
    """Figures on one scale, row by row, in the order given, with one target for all or one in each row."""

    title: str
    subtitle: str
    unit: Unit
    rows: tuple[DotRow, ...]
    target: float | None = None
    alt: str = ""


def describe_series_chart(
    title: str,
    unit: Unit,
    points: Sequence[ChartPoint],
    target: float | None = None,
    events: Sequence[ChartEvent] = (),
) -> str:
    """Word the text alternative of a series chart from its points in date order."""
    shown = [(point, point.value) for point in points if point.value is not None]
    if not shown:
        return f"{title}. No figures are shown."
    latest, value = shown[-1]
    sentences = [
        title,
        f"{_months(len(points))} from {format_month(points[0].month)} to {format_month(points[-1].month)}",
        f"The latest figure is {format_value(value, unit)} in {format_month(latest.month)}",
    ]
    if latest.lower is not None and latest.upper is not None:
        lower, upper = (
            clip_to_unit(latest.lower, unit),
            clip_to_unit(latest.upper, unit),
        )
        sentences.append(f"The usual range is {format_value(lower, unit)} to {format_value(upper, unit)}")
    if latest.mean is not None:
        sentences.append(f"The usual average is {format_value(latest.mean, unit)}")
    if latest.point_type in _SIGNAL_WORDS and latest is points[-1]:
        sentences.append(f"The latest figure is part of {_SIGNAL_WORDS[latest.point_type]}")
    missing = len(points) - len(shown)
    if missing:
        sentences.append(f"{_months(missing)} {'has' if missing == 1 else 'have'} no figure")
    if target is not None:
        sentences.append(f"The target is {format_value(target, unit)}")
    for event in events:
        what = "The counting rule changed" if event.kind == "rule_change" else "Event"
        sentences.append(f"{what} in {format_month(event.date)}: {event.title}")
    return " ".join(f"{sentence.rstrip('.')}." for sentence in sentences)


def clip_to_unit(value: float, unit: Unit) -> float:
    """Keep a limit inside what the unit can be, for drawing and describing only."""
    return min(max(value, 0), 100) if unit == "percent" else max(value, 0)


def _months(number: int) -> str:
    return "1 month" if number == 1 else f"{number} months"
