"""The chart of one indicator over time, with its usual range."""

from collections.abc import Iterator
from itertools import groupby

import plotly.graph_objects as go

from scorecard.dashboard.chart_axes import Scale, month_axis, value_axis, value_scale
from scorecard.dashboard.chart_labels import (
    PAGE,
    ChartSize,
    end_labels,
    event_rows,
    shown_events,
    spread,
)
from scorecard.dashboard.chart_parts import Part, font, level, note, plain
from scorecard.dashboard.colours import Palette
from scorecard.dashboard.event_marks import draw_event_line, draw_triangles, note_event, number_event
from scorecard.publication.chart import ChartPoint, SeriesChart, clip_to_unit
from scorecard.publication.formats import format_month, format_value

HEIGHT = PAGE.height

_LEFT, _BOTTOM, _TOP = 52, 44, 10
_NARROW_EVENT_ROW, _LABEL_ROW = 22, 18
_MARKS = {
    "common_cause": ("circle", 7, "no_change", ""),
    "special_cause_improvement": ("circle", 9, "better", ". Real change, better"),
    "special_cause_concern": ("diamond", 11, "worse", ". Real change, worse"),
    "special_cause_neutral_high": ("square", 9, "changing", ". Real change, higher"),
    "special_cause_neutral_low": ("square", 9, "changing", ". Real change, lower"),
}


def draw_series_chart(
    chart: SeriesChart, palette: Palette, *, narrow: bool = False, size: ChartSize = PAGE
) -> go.Figure:
    """Draw a series in the palette's colours; each segment has its own line, average and limits.

    A narrow chart, for a phone, has fewer month ticks and numbers its events from the first to the last shown; the
    page prints their words below, from `event_key`.
    """
    events = [(event, 0) for event in shown_events(chart)] if narrow else event_rows(chart, size)
    event_row = size.scaled(_NARROW_EVENT_ROW) if narrow else size.event_row
    top = size.scaled(_TOP) + event_row * max((row + 1 for _, row in events), default=0)
    bottom = size.scaled(_BOTTOM)
    plot_height = size.height - top - bottom
    scale = value_scale(chart)
    end_shapes, end_notes = _right_end(chart, scale, plot_height, palette, size)
    lift = size.scaled(6) / plot_height * (scale.last - scale.first)
    margin = {"l": size.scaled(_LEFT), "r": size.right_margin, "t": top, "b": bottom}
    return go.Figure(
        data=[
            _line(chart, palette, size),
            *draw_triangles(chart, scale.first + lift, [e for e, _ in events], palette, size),
        ],
        layout={
            "template": go.layout.Template(),
            "height": size.height,
            "margin": margin | {"pad": 0, "autoexpand": False},
            "paper_bgcolor": palette.page,
            "plot_bgcolor": palette.page,
            "font": font(palette.text, size),
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.control_border,
                "font": font(palette.text, size),
            },
            "xaxis": month_axis(chart, 12 if narrow else size.months_between_ticks, palette, size),
            "yaxis": value_axis(chart, scale, palette, size),
            "shapes": [
                *_segments(chart, palette),
                *_whole_width(chart, scale, palette),
                *(
                    part
                    for event, row in events
                    for part in draw_event_line(chart, event, (row + 1) * event_row, palette)
                ),
                *end_shapes,
            ],
            "annotations": [
                *end_notes,
                *(
                    number_event(chart, event, number, palette, size)
                    if narrow
                    else note_event(chart, event, row, palette, size)
                    for number, (event, row) in enumerate(events, start=1)
                ),
            ],
        },
        # Plotly takes longer to check its parts than to draw them; a test checks those of every kind of chart.
        _validate=False,
    )


def _line(chart: SeriesChart, palette: Palette, size: ChartSize) -> go.Scatter:
    """Give the series as one trace; an empty place lifts the pen between segments."""
    drawn: list[tuple[int | None, ChartPoint | None]] = []
    for segment, numbered in groupby(enumerate(chart.points), key=lambda pair: pair[1].segment):
        if drawn and segment is not None:
            drawn.append((None, None))
        drawn += numbered
    marks = [_MARKS["common_cause" if point is None else point.point_type] for _, point in drawn]
    return go.Scatter(
        x=[place for place, _ in drawn],
        y=[None if point is None else point.value for _, point in drawn],
        mode="lines+markers",
        line={"color": palette.no_change, "width": 2},
        marker={
            "symbol": [mark[0] for mark in marks],
            "size": [size.scaled(mark[1]) for mark in marks],
            "color": [getattr(palette, mark[2]) for mark in marks],
            "line": {"color": palette.page, "width": 1},
            "opacity": 1,
        },
        text=[
            ""
            if point is None or point.value is None
            else f"{format_month(point.month)}: {format_value(point.value, chart.unit)}{mark[3]}"
            for (_, point), mark in zip(drawn, marks, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
        connectgaps=False,
        cliponaxis=False,
        _validate=False,
    )


def _segments(chart: SeriesChart, palette: Palette) -> Iterator[Part]:
    """Give each segment's usual range, limits and average, from half a month before it to half a month after."""
    for _, numbered in groupby(enumerate(chart.points), key=lambda pair: pair[1].segment):
        pairs = list(numbered)
        ends = (pairs[0][0] - 0.5, pairs[-1][0] + 0.5)
        limits = next(
            ((p.lower, p.upper) for _, p in pairs if p.lower is not None and p.upper is not None),
            None,
        )
        if limits is not None:
            lower, upper = (clip_to_unit(limit, chart.unit) for limit in limits)
            yield {
                "type": "rect",
                "x0": ends[0],
                "x1": ends[1],
                "y0": lower,
                "y1": upper,
                "fillcolor": palette.surface,
                "line": {"width": 0},
                "layer": "below",
            }
            yield level(lower, ends, palette.no_change, 1.2, "7px,4px")
            yield level(upper, ends, palette.no_change, 1.2, "7px,4px")
        mean = next((p.mean for _, p in pairs if p.mean is not None), None)
        if mean is not None:
            yield level(mean, ends, palette.text, 1.2)


def _whole_width(chart: SeriesChart, scale: Scale, palette: Palette) -> Iterator[Part]:
    """Give what runs under every segment: the top of the grid, which Plotly leaves out, target and comparator."""
    ends = (-0.5, len(chart.points) - 0.5)
    yield level(scale.last, ends, palette.hairline, 1) | {"layer": "below"}
    if chart.target is not None:
        yield level(chart.target, ends, palette.changing, 2, "2px,4px")
    if chart.comparator is not None:
        yield level(chart.comparator[1], ends, palette.second_text, 1.5, "12px,4px,2px,4px")


def _right_end(
    chart: SeriesChart, scale: Scale, plot_height: float, palette: Palette, size: ChartSize
) -> tuple[list[Part], list[Part]]:
    """Give the labels at the right end, and the short lines that lead to each from its value."""
    labels = end_labels(chart)
    shares = [scale.share(label.value) for label in labels]
    places = spread(shares, size.scaled(_LABEL_ROW) / plot_height)
    paper = {"xref": "paper", "yref": "paper"}
    # One path for all of them: Plotly takes as long for each shape as for a trace.
    path = "".join(f"M1,{share:.5f}L10,{place:.5f}" for share, place in zip(shares, places, strict=True))
    leaders: Part = {"type": "path", "xsizemode": "pixel", "xanchor": 1, "path": path}
    leaders |= paper | {"line": {"color": palette.control_border, "width": 1}}
    notes = [
        note(plain(label.text), label.colour(palette), size, label.weight)
        | paper
        | {"x": 1, "xshift": 13, "y": place, "yanchor": "middle"}
        for label, place in zip(labels, places, strict=True)
    ]
    return [leaders] if labels else [], notes
