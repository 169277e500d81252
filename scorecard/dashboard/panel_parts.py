"""The high-risk panels: how far their open cases have come, what was closed, and every indicator of each panel."""

from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.scorecard_table import address_of
from scorecard.dashboard.svg_charts import draw_bars
from scorecard.publication.chart import Bar, BarChart
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Generation, read_panels

NOTE = "Open cases as at month end, and of them those at each step; closed over the period. Very few cases."


def write_panels(generation: Generation, month: date, period: str, carried: dict[str, str | None]) -> Markup:
    """Write a box for each panel, and one for what came of the cases that were closed."""
    panels = read_panels(generation, month, period)
    boxes = [_write_panel(panel.name, panel.steps, panel.indicators, month, period, carried) for panel in panels]
    if not boxes:
        return element("p", "No return of panel cases has been received.", class_="note")
    return element("div", *boxes, class_="halves")


def _write_panel(
    name: str, steps: pl.DataFrame, indicators: pl.DataFrame, month: date, period: str, carried: dict[str, str | None]
) -> Markup:
    parts = [element("h2", name)]
    if not steps.is_empty():
        rows = list(steps.iter_rows(named=True))
        bars = tuple(Bar(row["step"], _shown(row), _text(row), focus=row["is_main"]) for row in rows)
        alt = f"{name}: " + "; ".join(f"{bar.label} {bar.text}" for bar in bars)
        chart = BarChart(name, name_period(month, period), "count", bars, None, alt)
        cells = [[row["step"], element("a", _text(row), href=address_of(row, carried))] for row in rows]
        columns = [Column("Step"), Column(name_period(month, period), number=True, strong=True)]
        twin = table(f"{name}, by step", columns, cells, caption_hidden=True)
        summary = element("summary", "As a table, with the way to each figure")
        parts += [draw_bars(chart), element("details", summary, twin), element("p", NOTE, class_="note")]
    if not indicators.is_empty():
        parts += [element("h3", "Its indicators"), _write_indicators(name, indicators, month, period, carried)]
    return element("section", *parts, class_="box")


def _shown(row: dict[str, Any]) -> float | None:
    return row["value"] if row["state"] in ("reported", "partial") else None


def _text(row: dict[str, Any]) -> str:
    return str(row_words.figure_text(row).striptags())


def _write_indicators(
    name: str, rows: pl.DataFrame, month: date, period: str, carried: dict[str, str | None]
) -> Markup:
    columns = [Column("Indicator"), Column(name_period(month, period), number=True, strong=True), Column("Change")]
    cells = [
        [
            element("a", row["title"], href=address_of(row, carried)),
            row_words.figure_text(row),
            row_words.change(row).markup(size=18),
        ]
        for row in rows.iter_rows(named=True)
    ]
    return join([element("div", table(f"{name}: indicators", columns, cells, caption_hidden=True), class_="scrolls")])
