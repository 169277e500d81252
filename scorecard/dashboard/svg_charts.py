"""Bars and dots as HTML and inline SVG: real text, colours that follow the theme, no fixed width."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from scorecard.dashboard.chart_axes import Scale, choose_scale, tick_text
from scorecard.dashboard.markup import Child, element
from scorecard.publication.chart import BarChart, DotChart, DotRow
from scorecard.publication.formats import Unit, format_value

BAR_ROW_HEIGHT = 30
DOT_ROW_HEIGHT = 44
HEAD_HEIGHT = 22


@dataclass(frozen=True)
class ExtraColumn:
    """A column beside a dot plot: its head, and one cell for each row."""

    head: str
    cells: Sequence[Child]


def draw_bars(chart: BarChart) -> Markup:
    """Draw horizontal bars from zero: label left, value right, the bar in focus filled, a hidden one told in words."""
    scale = _bar_scale(chart)
    rows = []
    if chart.target is not None:
        rows.append(_row("", [_target_label("Target", chart.target, chart.unit, scale)], "", HEAD_HEIGHT))
    for bar in chart.bars:
        marks = [_upright(0, scale, "var(--none)")]
        if bar.value is None:
            marks.append(Markup('<text class="plot-hidden" x="4" y="20">{}</text>').format(bar.text))
        else:
            fill = 'fill="var(--better)"' if bar.focus else 'fill="var(--other-bar)" stroke="var(--control)"'
            width = _place(scale, bar.value)
            marks.append(f'<rect x="0" y="6" width="{width}" height="{BAR_ROW_HEIGHT - 12}" {fill}/>')
        if chart.target is not None:
            marks.append(_upright(chart.target, scale, "var(--changing)", dotted=True))
        text = "" if bar.value is None else bar.text
        rows.append(_row(bar.label, marks, text, BAR_ROW_HEIGHT, focus=bar.focus))
    return element("div", *rows, class_="small-chart bars", role="img", aria_label=chart.alt or chart.title)


def draw_dots(chart: DotChart, columns: Sequence[ExtraColumn] = ()) -> Markup:
    """Draw one row for each figure on a common scale: a circle where the target is met, a diamond where it is not.

    A row's value stands beside its mark where all rows share a target, else in a column of its own. With extra
    columns the chart is a group, whose cells screen readers can reach.
    """
    scale = _dot_scale(chart)
    heads = [element("span", column.head, class_="head") for column in columns]
    rows = []
    if chart.target is not None or columns:
        label = "" if chart.target is None else _target_label("Board target", chart.target, chart.unit, scale)
        rows.append(_row("", [label], "", HEAD_HEIGHT, heads))
    for number, row in enumerate(chart.rows):
        cells = [element("span", column.cells[number], class_="cell") for column in columns]
        beside = chart.target is not None and row.now is not None
        marks = _dot_row_marks(chart, row, scale, beside)
        value = element("span", row.text, class_="visually-hidden") if beside else row.text
        rows.append(_row(row.label, marks, value, DOT_ROW_HEIGHT, cells))
    rows.append(_row("", [_tick_label(tick, chart.unit, scale) for tick in scale.ticks()], "", HEAD_HEIGHT))
    return element(
        "div",
        *rows,
        class_=f"small-chart dots extra-{len(columns)}" if columns else "small-chart dots",
        role="group" if columns else "img",
        aria_label=chart.alt or chart.title,
    )


def _dot_row_marks(chart: DotChart, row: DotRow, scale: Scale, value_beside: bool) -> list[str]:
    marks = [_upright(tick, scale, "var(--hairline)") for tick in scale.ticks()]
    if chart.target is not None:
        marks.append(_upright(chart.target, scale, "var(--changing)", dotted=True))
    elif row.target is not None:
        marks.append(_upright(row.target, scale, "var(--changing)", inset=9))
    if row.now is None:
        return marks
    now = _place(scale, row.now)
    if row.year_ago is not None and row.year_ago != row.now:
        then = _place(scale, row.year_ago)
        marks.append(f'<line x1="{then}" x2="{now}" y1="22" y2="22" stroke="var(--none)" stroke-width="1.8"/>')
        marks.append(
            f'<circle cx="{then}" cy="22" r="4.5" fill="var(--page)" stroke="var(--none)" stroke-width="1.8"/>'
        )
    if row.met is False:
        diamond = '<path d="M0-9 9 0 0 9-9 0z" fill="var(--worse)"/>'
        marks.append(f'<svg x="{now}" y="22" overflow="visible">{diamond}</svg>')
    else:
        marks.append(f'<circle cx="{now}" cy="22" r="7" fill="var(--{"better" if row.met else "none"})"/>')
    if value_beside:
        marks.append(Markup('<text class="plot-value" x="{}" dx="15" y="27">{}</text>').format(now, row.text))
    return marks


def _dot_scale(chart: DotChart) -> Scale:
    figures = [figure for row in chart.rows for figure in (row.now, row.year_ago, row.target) if figure is not None]
    figures += _given(chart.target)
    return choose_scale([*figures, 100] if chart.unit == "percent" else figures, chart.unit, 4)


def _bar_scale(chart: BarChart) -> Scale:
    """Start at zero; shares that pass a half run to 100%, so that the whole can be seen."""
    longest = max([*(bar.value for bar in chart.bars if bar.value is not None), *_given(chart.target)], default=0)
    if chart.unit == "percent":
        longest = 100 if longest > 50 else longest * 1.15
    return Scale(0, longest or 1, longest or 1)


def _place(scale: Scale, value: float) -> str:
    return f"{scale.share(value) * 100:.1f}%"


def _upright(value: float, scale: Scale, colour: str, *, dotted: bool = False, inset: int = 0) -> str:
    place = _place(scale, value)
    style = 'stroke-width="2" stroke-dasharray="2 4"' if dotted else f'stroke-width="{2.4 if inset else 1}"'
    last = f"{DOT_ROW_HEIGHT - inset}" if inset else "100%"
    return f'<line x1="{place}" x2="{place}" y1="{inset}" y2="{last}" stroke="{colour}" {style}/>'


def _target_label(words: str, target: float, unit: Unit, scale: Scale) -> str:
    return (
        f'<text class="plot-target" x="{_place(scale, target)}" y="14" text-anchor="middle">'
        f"{words} {format_value(target, unit)}</text>"
    )


def _tick_label(tick: float, unit: Unit, scale: Scale) -> str:
    return f'<text x="{_place(scale, tick)}" y="16" text-anchor="middle">{tick_text(tick, unit)}</text>'


def _row(
    label: str, marks: Sequence[str], value: str, height: int, cells: Sequence[Markup] = (), *, focus: bool = False
) -> Markup:
    return element(
        "div",
        element("span", label, class_="label"),
        element("svg", Markup("".join(marks)), height=height, aria_hidden="true"),
        element("span", value, class_="value"),
        *cells,
        class_="plot-row focus" if focus else "plot-row",
    )


def _given(value: float | None) -> list[float]:
    return [] if value is None else [value]
