"""The chart of one indicator over time, with its usual range."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

import plotly.graph_objects as go

from scorecard.dashboard.chart_axes import Scale, month_ticks, tick_text, value_scale
from scorecard.dashboard.chart_labels import (
    end_labels,
    event_rows,
    event_words,
    place_on_axis,
    shown_events,
    spread,
    turns_left,
)
from scorecard.dashboard.colours import Palette
from scorecard.publication.chart import ChartEvent, ChartPoint, SeriesChart, clip_to_unit
from scorecard.publication.formats import format_month, format_value

HEIGHT = 360

_LEFT, _RIGHT, _BOTTOM, _TOP = 52, 136, 44, 10
_EVENT_ROW, _NARROW_EVENT_ROW, _LABEL_ROW = 40, 22, 18
_FONT = '"Source Sans", "Source Sans 3", sans-serif'
_MARKS = {
    "common_cause": ("circle", 7, "no_change", ""),
    "special_cause_improvement": ("circle", 9, "better", ". Real change, better"),
    "special_cause_concern": ("diamond", 11, "worse", ". Real change, worse"),
    "special_cause_neutral_high": ("square", 9, "changing", ". Real change, higher"),
    "special_cause_neutral_low": ("square", 9, "changing", ". Real change, lower"),
}

Part = dict[str, Any]


def draw_series_chart(chart: SeriesChart, palette: Palette, *, narrow: bool = False) -> go.Figure:
    """Draw a series in the palette's colours; each segment has its own line, average and limits.

    A narrow chart, for a phone, has fewer month ticks and numbers its events from the first to the last shown; the
    page prints their words below, from `event_key`.
    """
    events = [(event, 0) for event in shown_events(chart)] if narrow else event_rows(chart)
    event_row = _NARROW_EVENT_ROW if narrow else _EVENT_ROW
    top = _TOP + event_row * max((row + 1 for _, row in events), default=0)
    plot_height = HEIGHT - top - _BOTTOM
    scale = value_scale(chart)
    end_shapes, end_notes = _right_end(chart, scale, plot_height, palette)
    lift = 6 / plot_height * (scale.last - scale.first)
    return go.Figure(
        data=[_line(chart, palette), *_triangles(chart, scale.first + lift, [e for e, _ in events], palette)],
        layout={
            "template": go.layout.Template(),
            "height": HEIGHT,
            "margin": {"l": _LEFT, "r": _RIGHT, "t": top, "b": _BOTTOM, "pad": 0, "autoexpand": False},
            "paper_bgcolor": palette.page,
            "plot_bgcolor": palette.page,
            "font": _font(palette.text),
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.control_border,
                "font": _font(palette.text),
            },
            "xaxis": _month_axis(chart, 12 if narrow else 3, palette),
            "yaxis": _value_axis(chart, scale, palette),
            "shapes": [
                *_segments(chart, palette),
                *_whole_width(chart, scale, palette),
                *(_event_line(chart, event, (row + 1) * event_row / plot_height, palette) for event, row in events),
                *end_shapes,
            ],
            "annotations": [
                *end_notes,
                *(
                    _event_number(chart, event, number, palette) if narrow else _event_note(chart, event, row, palette)
                    for number, (event, row) in enumerate(events, start=1)
                ),
            ],
        },
    )


def _line(chart: SeriesChart, palette: Palette) -> go.Scatter:
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
            "size": [mark[1] for mark in marks],
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
    )


def _triangles(chart: SeriesChart, height: float, events: list[ChartEvent], palette: Palette) -> list[go.Scatter]:
    marked = [event for event in events if event.kind == "event"]
    if not marked:
        return []
    return [
        go.Scatter(
            x=[place_on_axis(chart, event.date) for event in marked],
            y=[height for _ in marked],
            mode="markers",
            marker={"symbol": "triangle-up", "size": 12, "color": palette.text},
            text=[f"{_plain(event.title)}, {format_month(event.date)}" for event in marked],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
    ]


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
            yield _level(lower, ends, palette.no_change, 1.2, "7px,4px")
            yield _level(upper, ends, palette.no_change, 1.2, "7px,4px")
        mean = next((p.mean for _, p in pairs if p.mean is not None), None)
        if mean is not None:
            yield _level(mean, ends, palette.text, 1.2)


def _whole_width(chart: SeriesChart, scale: Scale, palette: Palette) -> Iterator[Part]:
    """Give what runs under every segment: the top of the grid, which Plotly leaves out, target and comparator."""
    ends = (-0.5, len(chart.points) - 0.5)
    yield _level(scale.last, ends, palette.hairline, 1) | {"layer": "below"}
    if chart.target is not None:
        yield _level(chart.target, ends, palette.changing, 2, "2px,4px")
    if chart.comparator is not None:
        yield _level(chart.comparator[1], ends, palette.second_text, 1.5, "12px,4px,2px,4px")


def _level(value: float, ends: tuple[float, float], colour: str, width: float, dash: str = "solid") -> Part:
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": ends[0], "x1": ends[1], "y0": value, "y1": value, "line": line, "layer": "between"}


def _right_end(chart: SeriesChart, scale: Scale, plot_height: float, palette: Palette) -> tuple[list[Part], list[Part]]:
    """Give the labels at the right end, and the short lines that lead to each from its value."""
    labels = end_labels(chart)
    shares = [scale.share(label.value) for label in labels]
    places = spread(shares, _LABEL_ROW / plot_height)
    paper = {"xref": "paper", "yref": "paper"}
    leaders = [
        {"type": "line", "xsizemode": "pixel", "xanchor": 1, "x0": 1, "x1": 10, "y0": share, "y1": place}
        | paper
        | {"line": {"color": palette.control_border, "width": 1}}
        for share, place in zip(shares, places, strict=True)
    ]
    notes = [
        _note(_plain(label.text), label.colour(palette), label.weight)
        | paper
        | {"x": 1, "xshift": 13, "y": place, "yanchor": "middle"}
        for label, place in zip(labels, places, strict=True)
    ]
    return leaders, notes


def _event_line(chart: SeriesChart, event: ChartEvent, above: float, palette: Palette) -> Part:
    place = place_on_axis(chart, event.date)
    if event.kind == "rule_change":
        line = {"color": palette.text, "width": 1.6, "dash": "5px,4px"}
    else:
        line = {"color": palette.control_border, "width": 1.4}
    return {"type": "line", "x0": place, "x1": place, "yref": "paper", "y0": 0, "y1": 1 + above, "line": line}


def _event_note(chart: SeriesChart, event: ChartEvent, row: int, palette: Palette) -> Part:
    first, second = event_words(event)
    text = f'<b>{_plain(first)}</b><br><span style="color:{palette.second_text}">{_plain(second)}</span>'
    side = "right" if turns_left(chart, event) else "left"
    return _note(text, palette.text) | {
        "x": place_on_axis(chart, event.date),
        "xanchor": side,
        "align": side,
        "xshift": -8 if side == "right" else 8,
        "bgcolor": palette.page,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": row * _EVENT_ROW + 2,
    }


def _event_number(chart: SeriesChart, event: ChartEvent, number: int, palette: Palette) -> Part:
    place = place_on_axis(chart, event.date)
    return _note(str(number), palette.text, 700) | {
        "x": place,
        "xshift": 5,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 2,
    }


def _month_axis(chart: SeriesChart, step: int, palette: Palette) -> Part:
    places, words = month_ticks(chart, step)
    return _axis(palette) | {
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


def _value_axis(chart: SeriesChart, scale: Scale, palette: Palette) -> Part:
    return _axis(palette) | {
        "range": [scale.first, scale.last],
        "tickvals": scale.ticks(),
        "ticktext": [tick_text(tick, chart.unit) for tick in scale.ticks()],
        "ticklabelstandoff": 8,
        "gridcolor": palette.hairline,
    }


def _axis(palette: Palette) -> Part:
    font = _font(palette.second_text, 13)
    return {"tickmode": "array", "tickfont": font, "title": {"font": font}, "zeroline": False, "fixedrange": True}


def _note(text: str, colour: str, weight: int = 400) -> Part:
    return {
        "text": text,
        "font": _font(colour) | {"weight": weight},
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "borderpad": 0,
    }


def _font(colour: str, size: int = 14) -> Part:
    return {"family": _FONT, "size": size, "color": colour}


def _plain(text: str) -> str:
    """Escape text for Plotly, which reads some HTML in labels."""
    return escape(text, quote=False)
