"""The tables of the indicator page: by agency, by category and by month."""

from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_parts import Series, Subject
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING
from scorecard.dashboard.svg_charts import draw_bars
from scorecard.indicators.definition import RATIOS
from scorecard.publication.chart import Bar, BarChart
from scorecard.publication.formats import format_number, format_short_month
from scorecard.publication.periods import name_period
from scorecard.publication.reader import (
    Generation,
    read_breakdown,
    read_by_agency,
)
from scorecard.publication.words import FIGURE_STATES, word_point

MOST_BARS = 12
SHOWN_AT_ONCE = 12


def write_by_agency(generation: Generation, subject: Subject, carried: dict[str, str | None]) -> Markup:
    """Write each agency's figure, in pathway order, with the way to its page."""
    name = str(subject.definition["indicator"])
    rows = read_by_agency(generation, name, subject.category, subject.month, subject.period)
    cells = [
        [
            element("a", row["owner"], href=link_to("agency", agency=row["agency_code"], **carried)),
            row_words.figure_text(row),
        ]
        for row in rows.iter_rows(named=True)
    ]
    columns = [Column("Agency"), Column(name_period(subject.month, subject.period), number=True, strong=True)]
    figures = table(f"{subject.title}, by agency", columns, cells, caption_hidden=True)
    note = element("p", "In the order of the pathway, not ranked.", class_="note")
    return element("section", element("h2", "By agency"), figures, note, class_="box")


def write_breakdown(generation: Generation, subject: Subject, carried: dict[str, str | None]) -> Markup:
    """Write the latest figure of each category of the first breakdown, in its fixed order."""
    name = str(subject.definition["indicator"])
    rows = read_breakdown(generation, name, subject.agency, subject.month, subject.period)
    if rows.is_empty():
        return Markup("")
    rows = rows.filter(pl.col("breakdown") == rows["breakdown"][0]).head(MOST_BARS)
    bars = tuple(_bar(row, subject) for row in rows.iter_rows(named=True))
    alt = "; ".join(f"{bar.label} {bar.text}" for bar in bars)
    chart = BarChart("By category", name_period(subject.month, subject.period), subject.unit, bars, None, alt)
    cells = [
        [element("a", row["title"], href=_category_address(subject, row, carried)), bar.text]
        for row, bar in zip(rows.iter_rows(named=True), bars, strict=True)
    ]
    columns = [Column("Category"), Column(name_period(subject.month, subject.period), number=True, strong=True)]
    twin = table(f"{subject.title}, by category", columns, cells, caption_hidden=True)
    return element(
        "section",
        element("h2", "By category"),
        element("p", name_period(subject.month, subject.period), class_="note"),
        draw_bars(chart),
        element("details", element("summary", "As a table, with the way to each"), twin),
        class_="box",
    )


def _category_address(subject: Subject, row: dict[str, Any], carried: dict[str, str | None]) -> str:
    agency = None if subject.agency == EVERYTHING else subject.agency
    return link_to("indicator", indicator=row["indicator"], agency=agency, category=row["category"], **carried)


def _bar(row: dict[str, Any], subject: Subject) -> Bar:
    shown = row["value"] if row["state"] in ("reported", "partial") else row["last_value"]
    whole, part = row["denominator"], row["numerator"]
    text = "no figure" if shown is None else row_words.write_number(shown, part, whole, row["unit"])
    return Bar(row["title"], shown, text, focus=row["category"] == subject.category)


def write_figures(subject: Series, months: pl.DataFrame, restated: frozenset[date] = frozenset()) -> Markup:
    """Write the months newest first, the same numbers as the chart; older ones are folded.

    The months in `restated` are marked [r].
    """
    columns = [Column("Month"), Column(_head(subject), number=True)]
    has_whole = months["denominator"].is_not_null().any()
    if has_whole:
        columns.append(Column("Out of", number=True))
    if subject.unit in RATIOS:
        columns.append(Column("Share" if subject.unit == "percent" else "For 100", number=True, strong=True))
    columns.append(Column("Signal"))
    newest_first = months.sort("report_month", descending=True).iter_rows(named=True)
    rows = [_figure_row(row, subject, has_whole, row["report_month"] in restated) for row in newest_first]
    newest = table(f"{subject.title}, by month", columns, rows[:SHOWN_AT_ONCE], caption_hidden=True)
    if len(rows) <= SHOWN_AT_ONCE:
        return newest
    older = table(f"{subject.title}, earlier months", columns, rows[SHOWN_AT_ONCE:], caption_hidden=True)
    return join([newest, element("details", element("summary", f"Show all {len(rows)} months"), older)])


def _head(subject: Series) -> str:
    return {"days": "Days", "people": "Adults"}.get(subject.unit, "Number")


def _figure_row(row: dict[str, Any], subject: Series, has_whole: bool, is_restated: bool) -> list[Any]:
    shown = row["state"] in ("reported", "partial")
    month = format_short_month(row["report_month"])
    cells: list[Any] = [join([month, row_words.mark_revised()], " ") if is_restated else month]
    cells.append(_number(row["numerator"]) if shown else FIGURE_STATES.get(row["state"], row["state"]))
    if has_whole:
        cells.append(_number(row["denominator"]) if shown else "")
    if subject.unit in RATIOS:
        cells.append(
            row_words.write_number(row["value"], row["numerator"], row["denominator"], subject.unit) if shown else ""
        )
    name, words = word_point(row["point_type"], str(subject.definition["direction"])) or ("", "")
    partly = FIGURE_STATES["partial"] if row["state"] == "partial" else ""
    cells.append(element("span", icon(name), element("span", words), class_="said") if name else partly)
    return cells


def _number(value: float | None) -> str:
    return "" if value is None else format_number(value)
