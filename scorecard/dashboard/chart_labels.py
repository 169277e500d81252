"""Where the labels of a series chart stand: at the right end, and above the plot."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scorecard.dashboard.colours import Palette
from scorecard.months import last_day
from scorecard.publication.chart import ChartEvent, SeriesChart, clip_to_unit
from scorecard.publication.formats import format_month, format_short_month, format_value

_LETTER_WIDTH = 7.2


@dataclass(frozen=True)
class ChartSize:
    """How large a chart is drawn: its height, the width of its plot, and its text beside that of a page.

    `dates_events` says whether the label of an event has a second line. The server does not know the window: labels
    above the plot are placed for this width, and those at its right end for this height; a chart that is stretched has
    more room.
    """

    height: int = 360
    plot_width: int = 980
    scale: float = 1
    months_between_ticks: int = 3
    dates_events: bool = True

    def scaled(self, pixels: float) -> float:
        """Give what so many pixels on a page are at this size."""
        return pixels * self.scale

    @property
    def right_margin(self) -> float:
        """Give the width of the labels at the right end."""
        return self.scaled(136)

    @property
    def event_row(self) -> float:
        """Give the height of an event's label."""
        return self.scaled(40 if self.dates_events else 22)


PAGE = ChartSize()


@dataclass(frozen=True)
class EndLabel:
    """Words at the right end of the plot beside a value, in a colour named by its role."""

    text: str
    value: float
    role: str
    weight: int = 400

    def colour(self, palette: Palette) -> str:
        """Give the label's colour in a palette."""
        return str(getattr(palette, self.role))


def end_labels(chart: SeriesChart) -> list[EndLabel]:
    """Name the newest segment's limits and average, the target, the comparator and the latest figure."""
    labels: list[EndLabel] = []

    def add(words: str, value: float | None, role: str, weight: int = 400) -> None:
        if value is not None:
            labels.append(EndLabel(f"{words} {format_value(value, chart.unit)}", value, role, weight))

    newest = [point for point in chart.points if point.segment == chart.points[-1].segment]
    upper = next((point.upper for point in newest if point.upper is not None), None)
    lower = next((point.lower for point in newest if point.lower is not None), None)
    add("Upper limit", None if upper is None else clip_to_unit(upper, chart.unit), "second_text")
    add("Target", chart.target, "changing", 650)
    add("Average", next((point.mean for point in newest if point.mean is not None), None), "text")
    add("Lower limit", None if lower is None else clip_to_unit(lower, chart.unit), "second_text")
    if chart.comparator is not None:
        add(chart.comparator[0], chart.comparator[1], "second_text")
    latest = next((point for point in reversed(chart.points) if point.value is not None), None)
    if latest is not None:
        add(f"{format_short_month(latest.month)}:", latest.value, "text", 700)
    return labels


def spread(heights: Sequence[float], apart: float) -> list[float]:
    """Move heights as little as keeps them `apart` from each other, without changing their order."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    stacks: list[list[float]] = []
    for index in order:
        stacks.append([heights[index]])
        while len(stacks) > 1 and _foot(stacks[-1], apart) < _foot(stacks[-2], apart) + len(stacks[-2]) * apart:
            top = stacks.pop()
            stacks[-1] += top
    placed = [_foot(stack, apart) + step * apart for stack in stacks for step in range(len(stack))]
    return [height for _, height in sorted(zip(order, placed, strict=True))]


def place_on_axis(chart: SeriesChart, day: date) -> float:
    """Place a day on the axis of months, where each month's point stands at its middle and the first is 0."""
    first = chart.points[0].month
    months = (day.year - first.year) * 12 + day.month - first.month
    return months - 0.5 + (day.day - 1) / last_day(day).day


def shown_events(chart: SeriesChart) -> list[ChartEvent]:
    """List the events within the months shown, first to last."""
    if not chart.points:
        return []
    last = len(chart.points) - 0.5
    shown = [event for event in chart.events if -0.5 <= place_on_axis(chart, event.date) <= last]
    return sorted(shown, key=lambda event: event.date)


def event_key(chart: SeriesChart) -> list[str]:
    """Give the words of each numbered event of a narrow chart, in order."""
    return [": ".join(event_words(event)) for event in shown_events(chart)]


def event_words(event: ChartEvent) -> tuple[str, str]:
    """Give the two lines of an event's label."""
    if event.kind == "rule_change":
        return "Counting rule changed", f"{event.title}, {format_short_month(event.date)}"
    return event.title, format_month(event.date)


def turns_left(chart: SeriesChart, event: ChartEvent, size: ChartSize = PAGE) -> bool:
    """Say whether an event's label would run past the right edge if it began at the event."""
    return _pixels(chart, event, size) + _width(event, size) > size.plot_width + size.right_margin


def event_rows(chart: SeriesChart, size: ChartSize = PAGE) -> list[tuple[ChartEvent, int]]:
    """Give each event within the months shown a row above the plot, 0 the lowest, so that no labels overlap.

    A label stands above the lines of other events that it runs across.
    """
    placed: list[tuple[ChartEvent, int, tuple[float, float]]] = []
    for event in sorted(
        shown_events(chart), key=lambda event: (turns_left(chart, event, size), -event.date.toordinal())
    ):
        start, width = _pixels(chart, event, size), _width(event, size)
        span = (start - width, start) if turns_left(chart, event, size) else (start, start + width)
        crossed = [row for other, row, _ in placed if span[0] < _pixels(chart, other, size) < span[1]]
        row = max(crossed, default=-1) + 1
        while any(row == taken and _overlap(span, other) for _, taken, other in placed):
            row += 1
        placed.append((event, row, span))
    return [(event, row) for event, row, _ in placed]


def _foot(stack: Sequence[float], apart: float) -> float:
    """Give the lowest place of labels in one stack, which is centred on where they belong."""
    return sum(stack) / len(stack) - (len(stack) - 1) * apart / 2


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _pixels(chart: SeriesChart, event: ChartEvent, size: ChartSize) -> float:
    return (place_on_axis(chart, event.date) + 0.5) / len(chart.points) * size.plot_width


def _width(event: ChartEvent, size: ChartSize) -> float:
    lines = event_words(event)[: 2 if size.dates_events else 1]
    return size.scaled(max(len(words) for words in lines) * _LETTER_WIDTH + 16)
