"""What a chart of lines over months shows, and the words that stand in for it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from scorecard.dashboard.chart_axes import Scale
from scorecard.publication.formats import Unit, format_month, format_value


@dataclass(frozen=True)
class Line:
    """One line: its name, a value for each month (None where there is none to show), and how it is drawn."""

    name: str
    values: tuple[float | None, ...]
    look: Literal["solid", "dashed", "quiet"] = "solid"

    @property
    def latest(self) -> tuple[int, float] | None:
        """Give the place and value of the last month that has one."""
        shown = [(place, value) for place, value in enumerate(self.values) if value is not None]
        return shown[-1] if shown else None


@dataclass(frozen=True)
class LineChart:
    """Lines over the same months on one scale; `levels` are labelled dashed lines across.

    At the places in `breaks` a counting rule changed: no line is drawn across.
    """

    months: tuple[date, ...]
    lines: tuple[Line, ...]
    scale: Scale
    unit: Unit
    levels: tuple[tuple[str, float], ...] = ()
    breaks: frozenset[int] = frozenset()
    named: bool = False


def describe_lines(chart: LineChart) -> str:
    """Word the text alternative: each line's latest figure and extremes, and the months that have none."""
    if not chart.months:
        return "No months are shown."
    sentences = [
        f"{_count(len(chart.months))} from {format_month(chart.months[0])} to {format_month(chart.months[-1])}"
    ]
    for line in chart.lines:
        shown = [value for value in line.values if value is not None]
        if line.latest is None:
            sentences.append(f"{line.name}: no figure")
            continue
        place, latest = line.latest
        lowest, highest = (format_value(value, chart.unit) for value in (min(shown), max(shown)))
        said = f"{line.name}: {format_value(latest, chart.unit)} in {format_month(chart.months[place])}"
        missing = [format_month(month) for month, value in zip(chart.months, line.values, strict=True) if value is None]
        without = f"; no figure for {', '.join(missing)}" if missing else ""
        sentences.append(f"{said}, between {lowest} and {highest}{without}")
    sentences += [f"Dashed line: {name}" for name, _ in chart.levels]
    sentences += [f"The counting rule changed in {format_month(chart.months[at])}" for at in sorted(chart.breaks)]
    return " ".join(f"{sentence}." for sentence in sentences)


def _count(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
