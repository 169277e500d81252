"""How events and changed counting rules stand on a chart over months."""

from collections.abc import Iterator

import plotly.graph_objects as go

from scorecard.dashboard.chart_labels import ChartSize, event_words, place_on_axis, turns_left
from scorecard.dashboard.chart_parts import Part, note, plain
from scorecard.dashboard.colours import Palette
from scorecard.publication.chart import ChartEvent, SeriesChart
from scorecard.publication.formats import format_month


def draw_triangles(
    chart: SeriesChart, height: float, events: list[ChartEvent], palette: Palette, size: ChartSize
) -> list[go.Scatter]:
    """Draw the triangle of each event at a height, with its words on hover."""
    marked = [event for event in events if event.kind == "event"]
    if not marked:
        return []
    return [
        go.Scatter(
            x=[place_on_axis(chart, event.date) for event in marked],
            y=[height for _ in marked],
            mode="markers",
            marker={"symbol": "triangle-up", "size": size.scaled(12), "color": palette.text},
            text=[f"{plain(event.title)}, {format_month(event.date)}" for event in marked],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
            _validate=False,
        )
    ]


def draw_event_line(chart: SeriesChart, event: ChartEvent, above: float, palette: Palette) -> Iterator[Part]:
    """Give the line through the plot and, so many pixels above it whatever its height, the one to the label."""
    place = place_on_axis(chart, event.date)
    if event.kind == "rule_change":
        line = {"color": palette.text, "width": 1.6, "dash": "5px,4px"}
    else:
        line = {"color": palette.control_border, "width": 1.4}
    upright = {"type": "line", "x0": place, "x1": place, "yref": "paper", "line": line}
    yield upright | {"y0": 0, "y1": 1}
    yield upright | {"ysizemode": "pixel", "yanchor": 1, "y0": 0, "y1": above}


def note_event(chart: SeriesChart, event: ChartEvent, row: int, palette: Palette, size: ChartSize) -> Part:
    """Give the words of an event, above the plot in a row of their own."""
    first, second = event_words(event)
    text = f"<b>{plain(first)}</b>"
    if size.dates_events:
        text += f'<br><span style="color:{palette.second_text}">{plain(second)}</span>'
    side = "right" if turns_left(chart, event, size) else "left"
    return note(text, palette.text, size) | {
        "x": place_on_axis(chart, event.date),
        "xanchor": side,
        "align": side,
        "xshift": -8 if side == "right" else 8,
        "bgcolor": palette.page,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": row * size.event_row + 2,
    }


def number_event(chart: SeriesChart, event: ChartEvent, number: int, palette: Palette, size: ChartSize) -> Part:
    """Give the number that stands for an event on a narrow chart."""
    place = place_on_axis(chart, event.date)
    return note(str(number), palette.text, size, 700) | {
        "x": place,
        "xshift": 5,
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "yshift": 2,
    }
