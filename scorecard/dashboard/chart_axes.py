"""The axes of the dashboard's charts: round steps, months and values."""

from collections.abc import Iterator
from dataclasses import dataclass

from scorecard.dashboard.chart_labels import ChartSize
from scorecard.dashboard.chart_parts import Part, axis
from scorecard.dashboard.colours import Palette
from scorecard.publication.chart import SeriesChart, clip_to_unit
from scorecard.publication.formats import Unit, format_value, short_month_name


@dataclass(frozen=True)
class Scale:
    """A straight scale from first to last with a round step."""

    first: float
    last: float
    step: float

    def share(self, value: float) -> float:
        """Give a value's place between 0 at the first end and 1 at the last."""
        return (value - self.first) / (self.last - self.first)

    def ticks(self) -> list[float]:
        """List the round values on the scale."""
        count = int((self.last - self.first) / self.step + 1e-9)
        return [round(self.first + number * self.step, 6) for number in range(count + 1)]


def choose_scale(values: list[float], unit: Unit, most_steps: int) -> Scale:
    """Take a scale with a little room below and above the values; a percentage stays within 0 and 100."""
    low, high = min(values, default=0), max(values, default=1)
    for step in _round_steps(0.1 if unit == "rate" else 1):
        first = max((low - step * 0.15) // step, 0)
        last = max(-((-high - step * 0.15) // step), first + 2)
        if unit == "percent":
            last = min(last, 100 // step)
        if last - first <= most_steps:
            break
    return Scale(first * step, last * step, step)


def value_scale(chart: SeriesChart) -> Scale:
    """Take the scale of a series chart from its figures, averages, drawn limits, target and comparator."""
    values = [value for point in chart.points for value in (point.value, point.mean) if value is not None]
    limits = [limit for point in chart.points for limit in (point.lower, point.upper) if limit is not None]
    values += [clip_to_unit(limit, chart.unit) for limit in limits]
    if chart.target is not None:
        values.append(chart.target)
    if chart.comparator is not None:
        values.append(chart.comparator[1])
    return choose_scale(values, chart.unit, 6)


def tick_text(value: float, unit: Unit) -> str:
    """Write a value for an axis: percentages with their sign, days without their word."""
    return format_value(value, "count" if unit == "days" else unit)


def month_ticks(chart: SeriesChart, step: int = 3) -> tuple[list[int], list[str]]:
    """Give the places and words of a tick every `step` months and at the last, the year only when it changes."""
    last = len(chart.points) - 1
    places = [place for place in range(0, last + 1, step) if last - place > step / 2]
    if chart.points:
        places.append(last)
    words = []
    year = None
    for place in places:
        month = chart.points[place].month
        words.append(short_month_name(month) if month.year == year else f"{short_month_name(month)}<br>{month.year}")
        year = month.year
    return places, words


def _round_steps(smallest: float) -> Iterator[float]:
    """Count 1, 2, 5, 10, 20, 50 and so on, from the smallest step."""
    size = smallest
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def month_axis(chart: SeriesChart, step: int, palette: Palette, size: ChartSize) -> Part:
    """Give the axis of months, with a word at every so many."""
    places, words = month_ticks(chart, step)
    return axis(palette, size) | {
        "range": [-0.5, max(len(chart.points), 1) - 0.5],
        "tickvals": places,
        "ticktext": words,
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": palette.control_border,
        "showline": True,
        "linecolor": palette.control_border,
        "showgrid": False,
    }


def value_axis(chart: SeriesChart, scale: Scale, palette: Palette, size: ChartSize) -> Part:
    """Give the axis of values."""
    return axis(palette, size) | {
        "range": [scale.first, scale.last],
        "tickvals": scale.ticks(),
        "ticktext": [tick_text(tick, chart.unit) for tick in scale.ticks()],
        "ticklabelstandoff": 8,
        "gridcolor": palette.hairline,
    }
