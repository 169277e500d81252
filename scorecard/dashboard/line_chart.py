"""Lines over months as inline SVG: they stretch with the page, while text and strokes keep their size."""

from collections.abc import Collection, Sequence

from markupsafe import Markup, escape

from scorecard.dashboard.chart_axes import tick_text
from scorecard.dashboard.chart_labels import spread
from scorecard.dashboard.chart_lines import Line, LineChart, describe_lines
from scorecard.dashboard.markup import element
from scorecard.publication.formats import format_value, short_month_name

TICK_EVERY = 6
_TOP, _BOTTOM, _LABEL_ROW = 22, 40, 18
_LOOKS = {
    "solid": ("var(--brand)", ""),
    "dashed": ("var(--brand)", 'stroke-dasharray="7 4"'),
    "quiet": ("var(--none)", 'stroke-dasharray="2 4"'),
}


def draw_lines(chart: LineChart, *, height: int) -> Markup:
    """Draw the chart with its text alternative, `height` pixels high; lines that are `named` begin with their name."""
    plot = height - _TOP - _BOTTOM
    marks = [*_grid(chart, plot), *_month_labels(chart, height), *_levels(chart, plot)]
    marks += [_upright(place / max(len(chart.months), 1), plot) for place in sorted(chart.breaks)]
    for line in chart.lines:
        marks += _draw_line(chart, line, plot)
    marks += _end_labels(chart, plot)
    if chart.named:
        marks += _names(chart, plot)
    svg = element("svg", Markup("".join(marks)), height=height, aria_hidden="true")
    return element("div", svg, class_="line-chart", role="img", aria_label=describe_lines(chart))


def split_line(values: Sequence[float | None], breaks: Collection[int]) -> list[list[tuple[int, float]]]:
    """Cut a line into its unbroken pieces: at months without a value and where a rule changed."""
    pieces: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if place in breaks or value is None:
            pieces.append([])
        if value is not None:
            pieces[-1].append((place, value))
    return [piece for piece in pieces if piece]


def _draw_line(chart: LineChart, line: Line, plot: float) -> list[str]:
    colour, dashes = _LOOKS[line.look]
    pieces = split_line(line.values, chart.breaks)
    path = "".join(_trace(chart, piece) for piece in pieces if len(piece) > 1)
    marks = []
    if path:
        marks.append(
            f'<svg x="0" y="{_TOP}" width="100%" height="{plot:g}" viewBox="0 0 100 100" preserveAspectRatio="none" '
            f'overflow="visible"><path d="{path}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-linejoin="round" vector-effect="non-scaling-stroke" {dashes}/></svg>'
        )
    alone = [piece[0] for piece in pieces if len(piece) == 1]
    marks += [_dot(chart, place, value, plot, colour, 3) for place, value in alone]
    if line.latest is not None:
        marks.append(_dot(chart, *line.latest, plot, colour, 4.5))
    return marks


def _trace(chart: LineChart, piece: Sequence[tuple[int, float]]) -> str:
    """Write a piece of line in hundredths of the plot, which is then stretched to its size."""
    places = (f"{_middle(chart, at):.2f} {100 - chart.scale.share(value) * 100:.2f}" for at, value in piece)
    return "M" + "L".join(places)


def _dot(chart: LineChart, place: int, value: float, plot: float, colour: str, radius: float) -> str:
    return (
        f'<circle cx="{_middle(chart, place):.2f}%" cy="{_height(chart, value, plot):.1f}" r="{radius}" '
        f'fill="{colour}"/>'
    )


def _end_labels(chart: LineChart, plot: float) -> list[str]:
    """Write the latest value of each line at the right end, with its month where that is not the last one."""
    ends = [(line.look, *line.latest) for line in chart.lines if line.latest is not None]
    places = spread([chart.scale.share(value) for _, _, value in ends], _LABEL_ROW / plot)
    labels = []
    for (look, place, value), share in zip(ends, places, strict=True):
        words = format_value(value, chart.unit)
        if place < len(chart.months) - 1:
            words += f" {short_month_name(chart.months[place])}"
        y = _TOP + plot * (1 - share)
        labels.append(f'<text class="line-value {look}" x="100%" dx="6" y="{y + 5:.1f}">{escape(words)}</text>')
    return labels


def _names(chart: LineChart, plot: float) -> list[str]:
    """Write the name of each line above the months that it reaches over on a phone: two of three."""
    over = len(chart.months) * 2 // 3 or 1
    begun = [(line, [value for value in line.values[:over] if value is not None]) for line in chart.lines]
    starts = [(line, max(chart.scale.share(value) for value in values)) for line, values in begun if values]
    places = spread([share for _, share in starts], _LABEL_ROW / plot)
    return [
        f'<text class="level" x="0" dx="4" y="{_TOP + plot * (1 - share) - 10:.1f}">{escape(line.name)}</text>'
        for (line, _), share in zip(starts, places, strict=True)
    ]


def _grid(chart: LineChart, plot: float) -> list[str]:
    marks = []
    for tick in chart.scale.ticks():
        y = _height(chart, tick, plot)
        marks.append(f'<line x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}" stroke="var(--hairline)"/>')
        marks.append(f'<text x="0" dx="-8" y="{y + 4:.1f}" text-anchor="end">{tick_text(tick, chart.unit)}</text>')
    return marks


def _month_labels(chart: LineChart, height: int) -> list[str]:
    labels = []
    year = None
    for place in range(0, len(chart.months), TICK_EVERY):
        month = chart.months[place]
        at = f'x="{_middle(chart, place):.2f}%" text-anchor="middle"'
        labels.append(f'<text {at} y="{height - 22}">{short_month_name(month)}</text>')
        if month.year != year:
            labels.append(f'<text {at} y="{height - 5}">{month.year}</text>')
        year = month.year
    return labels


def _levels(chart: LineChart, plot: float) -> list[str]:
    marks = []
    places = spread([chart.scale.share(value) for _, value in chart.levels], _LABEL_ROW / plot)
    for (name, value), share in zip(chart.levels, places, strict=True):
        y = _height(chart, value, plot)
        marks.append(
            f'<line x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}" stroke="var(--text)" stroke-width="2" '
            'stroke-dasharray="6 4"/>'
        )
        top = _TOP + plot * (1 - share)
        marks.append(f'<text class="level" x="100%" y="{top - 7:.1f}" text-anchor="end">{escape(name)}</text>')
    return marks


def _upright(share: float, plot: float) -> str:
    return (
        f'<line x1="{share * 100:.2f}%" x2="{share * 100:.2f}%" y1="{_TOP - 4}" y2="{_TOP + plot:g}" '
        'stroke="var(--text)" stroke-width="1.6" stroke-dasharray="5 4"/>'
        f'<text class="level" x="{share * 100:.2f}%" y="{_TOP - 8}" text-anchor="middle">New rule</text>'
    )


def _middle(chart: LineChart, place: int) -> float:
    return (place + 0.5) / len(chart.months) * 100


def _height(chart: LineChart, value: float, plot: float) -> float:
    return _TOP + plot * (1 - chart.scale.share(value))
