"""The small parts that charts over months are put together from, as Plotly's layout names them."""

from html import escape
from typing import Any

from scorecard.dashboard.chart_labels import ChartSize
from scorecard.dashboard.colours import Palette

_FONT = '"Source Sans", "Source Sans 3", sans-serif'

Part = dict[str, Any]


def level(value: float, ends: tuple[float, float], colour: str, width: float, dash: str = "solid") -> Part:
    """Give a level line between two places."""
    line = {"color": colour, "width": width, "dash": dash}
    return {"type": "line", "x0": ends[0], "x1": ends[1], "y0": value, "y1": value, "line": line, "layer": "between"}


def axis(palette: Palette, size: ChartSize) -> Part:
    """Give what both axes share: ticks that are set, and no zoom."""
    small = font(palette.second_text, size, 13)
    return {"tickmode": "array", "tickfont": small, "title": {"font": small}, "zeroline": False, "fixedrange": True}


def note(text: str, colour: str, size: ChartSize, weight: int = 400) -> Part:
    """Give a text, without its place."""
    return {
        "text": text,
        "font": font(colour, size) | {"weight": weight},
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "borderpad": 0,
    }


def font(colour: str, size: ChartSize, pixels: int = 14) -> Part:
    """Give the font at a number of pixels, scaled with the chart."""
    return {"family": _FONT, "size": size.scaled(pixels), "color": colour}


def plain(text: str) -> str:
    """Escape text for Plotly, which reads some HTML in labels."""
    return escape(text, quote=False)
