"""The small line of a scorecard row."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from scorecard.publication.chart import clip_to_unit
from scorecard.publication.formats import Unit, format_value

WIDTH, HEIGHT = 156, 36
FEWEST_MONTHS_FOR_A_LINE = 13

_LEFT, _RIGHT, _TOP, _BOTTOM = 5.0, 151.0, 5.0, 31.0
_MARKS = {
    "common_cause": ("circle", "none"),
    "special_cause_improvement": ("circle", "better"),
    "special_cause_concern": ("diamond", "worse"),
    "special_cause_neutral_high": ("square", "changing"),
    "special_cause_neutral_low": ("square", "changing"),
}


@dataclass(frozen=True)
class _Plot:
    """Places in the drawing: positions count from 0 to last, values run from lowest to highest."""

    last: int
    lowest: float
    highest: float

    def x(self, position: float) -> float:
        return _LEFT + position * (_RIGHT - _LEFT) / max(self.last, 1)

    def y(self, value: float) -> float:
        if self.highest == self.lowest:
            return (_TOP + _BOTTOM) / 2
        return _BOTTOM - (value - self.lowest) / (self.highest - self.lowest) * (_BOTTOM - _TOP)


def sparkline(
    values: Sequence[float | None],
    *,
    point_types: Sequence[str] | None = None,
    lower: float | None = None,
    upper: float | None = None,
    mean: float | None = None,
    target: float | None = None,
    label: str,
    unit: Unit = "count",
    stepped: bool = False,
    breaks: Collection[int] = (),
) -> Markup:
    """Draw one series as inline SVG, 156 by 36 pixels, oldest value first.

    A missing value breaks the line. `breaks` holds the positions where a counting rule changed: the line restarts
    there, and the limits and average belong to the newest piece. `stepped` holds each value until the next.
    A series that starts within the months shown is dots until it has 13; one without any value gives its label as text.
    """
    if point_types is not None and len(point_types) != len(values):
        raise ValueError(f"There are {len(values)} values and {len(point_types)} point types. Give one for each value.")
    shown = [(position, value) for position, value in enumerate(values) if value is not None]
    if not shown:
        return Markup('<span class="no-line">{}</span>').format(label)
    lower, upper, mean = (None if limit is None else clip_to_unit(limit, unit) for limit in (lower, upper, mean))
    heights = [value for _, value in shown] + [mark for mark in (lower, upper, mean, target) if mark is not None]
    plot = _Plot(len(values) - 1, min(heights), max(heights))
    breaks = sorted(position for position in breaks if 0 < position < len(values))
    points = [(position, plot.x(position), plot.y(value)) for position, value in shown]
    parts = _background(plot, breaks, lower, upper, mean, target)
    dotted = values[0] is None and len(shown) < FEWEST_MONTHS_FOR_A_LINE and lower is None and not stepped
    if not dotted:
        line = _line(points, breaks, stepped)
        parts.append(f'<path d="{line}" fill="none" stroke="var(--none)" stroke-width="1.5" stroke-linejoin="round"/>')
    if stepped or dotted:
        parts.append(_marks([(x, y) for _, x, y in points[:-1]], "common_cause", 1.9))
    point_type, signal = _present_signal(values, point_types, max(breaks, default=0))
    parts.append(_marks([(x, y) for position, x, y in points[:-1] if position in signal], point_type, 2.1))
    parts.append(_marks([points[-1][1:]], point_type, 1.9 if stepped else 3.2))
    return Markup(
        f'<svg class="sparkline" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(label)}">{"".join(parts)}</svg>'
    )


def describe_sparkline(values: Sequence[float | None], lower: float | None, upper: float | None, unit: Unit) -> str:
    """Say what a sparkline shows, such as "24 months, usual range 42% to 65%, now 71%, above it"."""
    shown = [(position, value) for position, value in enumerate(values) if value is not None]
    if not shown:
        return "No figures"
    months = len(values) - shown[0][0]
    words = ["1 month" if months == 1 else f"{months} months"]
    last, latest = shown[-1]
    if lower is not None and upper is not None:
        lowest, highest = (format_value(clip_to_unit(limit, unit), unit) for limit in (lower, upper))
        words.append(f"usual range {lowest} to {highest}")
    else:
        words.append("no usual range")
    since = len(values) - 1 - last
    words.append(f"{'last figure' if since else 'now'} {format_value(latest, unit)}")
    if lower is not None and upper is not None:
        words.append("above it" if latest > upper else "below it" if latest < lower else "inside it")
    if since:
        words.append(f"then {'1 month' if since == 1 else f'{since} months'} without a figure")
    return ", ".join(words)


def _background(
    plot: _Plot,
    breaks: Sequence[int],
    lower: float | None,
    upper: float | None,
    mean: float | None,
    target: float | None,
) -> list[str]:
    """Draw what lies under the line: usual range and average of the newest piece, target, changed counting rules."""
    left = _n(plot.x(breaks[-1] - 0.5)) if breaks else "3"
    parts = []
    if lower is not None and upper is not None and upper > lower:
        edges = f"M{left} {_n(plot.y(upper))}H153V{_n(plot.y(lower))}H{left}z"
        parts.append(f'<path d="{edges}" fill="var(--band)"/>')
    if mean is not None:
        parts.append(f'<path d="M{left} {_n(plot.y(mean))}H153" stroke="var(--control)" stroke-opacity=".5"/>')
    if target is not None:
        look = 'stroke="var(--changing)" stroke-width="1.4" stroke-dasharray="1.5 2.5"'
        parts.append(f'<path d="M3 {_n(plot.y(target))}H153" {look}/>')
    if breaks:
        uprights = "".join(f"M{_n(plot.x(position - 0.5))} 1V35" for position in breaks)
        parts.append(f'<path d="{uprights}" stroke="var(--text)" stroke-width="1.2" stroke-dasharray="3 2"/>')
    return parts


def _line(points: Sequence[tuple[int, float, float]], breaks: Collection[int], stepped: bool) -> str:
    """Give the path through the points, lifting the pen where a value is missing or a counting rule changed."""
    steps = [later[0] - earlier[0] for earlier, later in pairwise(points)]
    usual = min(steps, default=1) if stepped else 1
    path = ""
    previous: int | None = None
    for position, px, py in points:
        joined = previous is not None and position - previous <= usual
        lifted = breaks and previous is not None and any(previous < at <= position for at in breaks)
        if joined and not lifted:
            path += f"H{_n(px)}V{_n(py)}" if stepped else f"L{_n(px)} {_n(py)}"
        else:
            path += f"M{_n(px)} {_n(py)}"
        previous = position
    return path


def _present_signal(
    values: Sequence[float | None], point_types: Sequence[str] | None, start: int
) -> tuple[str, set[int]]:
    """Give the type of the last value, and the positions of the unbroken run of that special cause up to it."""
    if point_types is None or values[-1] is None or point_types[-1] == "common_cause":
        return "common_cause", set()
    run: set[int] = set()
    for position in range(len(values) - 1, start - 1, -1):
        if values[position] is None or point_types[position] != point_types[-1]:
            break
        run.add(position)
    return point_types[-1], run


def _marks(centres: Sequence[tuple[float, float]], point_type: str, radius: float) -> str:
    """Draw points of one type as a single path: circle, diamond or square."""
    if not centres:
        return ""
    shape, colour = _MARKS[point_type]
    if shape == "diamond":
        half = radius * 1.4
        path = "".join(
            f"M{_n(px)} {_n(py - half)}l{_n(half)} {_n(half)}-{_n(half)} {_n(half)}-{_n(half)}-{_n(half)}z"
            for px, py in centres
        )
        return f'<path d="{path}" fill="var(--{colour})"/>'
    # A path of no length with a cap is the shortest circle or square there is.
    path = "".join(f"M{_n(px)} {_n(py)}h0" for px, py in centres)
    cap, width = ("round", 2 * radius) if shape == "circle" else ("square", 1.8 * radius)
    return f'<path d="{path}" stroke="var(--{colour})" stroke-width="{_n(width)}" stroke-linecap="{cap}"/>'


def _n(number: float) -> str:
    """Write a coordinate to one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")
