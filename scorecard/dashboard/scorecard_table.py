"""The scorecard as one table: a row for each indicator, grouped, each row a way to its indicator."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.keeping import Kept
from scorecard.dashboard.markup import Child, element, join
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING
from scorecard.dashboard.sparkline import describe_sparkline, sparkline
from scorecard.months import add_months, write_month
from scorecard.publication.periods import short_period
from scorecard.publication.reader import steps_back
from scorecard.publication.verdicts import is_quarterly

COLUMNS = 10
SHOWN_ON_A_PHONE = 3
Read = Callable[[list[int]], pl.DataFrame]
"""Gives the rows at some places of a scorecard."""


class RowKey(NamedTuple):
    """What of a row of the table differs between views of a month and period, beside its class."""

    section: str
    indicator: str
    agency_code: str
    breakdown: str | None
    category: str | None
    title: str
    owner: str | None


def name_rows(rows: pl.DataFrame) -> list[RowKey]:
    """Give the key of each row, in order."""
    return [RowKey(*values) for values in rows.select(RowKey._fields).iter_rows()]


def write_scorecard(
    keys: Sequence[RowKey],
    read: Read,
    month: date,
    period: str,
    *,
    caption: str,
    newest: date,
    kept: Kept | None = None,
) -> Markup:
    """Write the table of the rows of these keys, which `read` gives by their places among them.

    `newest` is the reporting month, which an address need not name; `kept` holds the rows of the month and period that
    are written already.
    """
    if not keys:
        return element("p", "No indicators match. Clear the filters.", class_="note")
    written = write_rows(keys, read, month, period, newest, {} if kept is None else kept)
    groups = [
        _section(section, [row for _, row in members]) for section, members in groupby(written, lambda pair: pair[0])
    ]
    heading = element("caption", caption, class_="visually-hidden")
    table = element("table", heading, _head(month, period), *groups, class_="scorecard", role="table")
    return element("div", table, class_="scrolls")


def write_rows(
    keys: Sequence[RowKey], read: Read, month: date, period: str, newest: date, kept: Kept
) -> list[tuple[str, Markup]]:
    """Write the rows that are not kept yet, and give every one with its section.

    A phone shows the first rows of a section, the others when asked.
    """
    missing = [place for place, key in enumerate(keys) if key not in kept]
    if missing:
        carried = {
            "month": None if month == newest else write_month(month),
            "period": None if period == "month" else period,
        }
        for place, row in zip(missing, read(missing).iter_rows(named=True), strict=True):
            kept[keys[place]] = _write_cells(row, month, period, carried)
    return [
        (section, _row(kept[key], "row" if place < SHOWN_ON_A_PHONE else "row later"))
        for section, members in groupby(keys, lambda key: key.section)
        for place, key in enumerate(members)
    ]


def _row(cells: Markup, classes: str) -> Markup:
    return element("tr", cells, class_=classes, role="row", data_go=True)


def _head(month: date, period: str) -> Markup:
    before = add_months(month, -steps_back(period))
    labels = {
        "name": "Indicator",
        "latest": short_period(month, period),
        "previous": short_period(before, period),
        "year-ago": short_period(add_months(month, -12), period),
        "target": "Target",
        "line": "24 months, with the usual range",
        "change": "Change",
        "against": "Against target",
        "owner": "Owner",
        "data-to": "Data to",
    }
    cells = [element("th", text, scope="col", class_=name, role="columnheader") for name, text in labels.items()]
    return element("thead", element("tr", *cells, role="row"), role="rowgroup")


def _section(section: str, written: list[Markup]) -> Markup:
    """Write one group; a phone shows its first rows and a button for the others."""
    if len(written) > SHOWN_ON_A_PHONE:
        button = element(
            "button", f"Show {len(written) - SHOWN_ON_A_PHONE} more in {section}", type="button", data_more=True
        )
        cell = element("td", button, role="cell", colspan=COLUMNS)
        written = [*written, element("tr", cell, class_="more-rows", role="row")]
    return element("tbody", _group(section), *written, role="rowgroup")


def _group(section: str) -> Markup:
    head = element("th", section, scope="rowgroup", colspan=COLUMNS, role="rowheader")
    return element("tr", head, class_="group", role="row")


def _write_cells(row: row_words.Row, month: date, period: str, carried: dict[str, str | None]) -> Markup:
    address = address_of(row, carried)
    before = add_months(month, -steps_back(period))
    name = element("th", element("a", row["title"], href=address), scope="row", role="rowheader", class_="name")
    latest = "latest word" if row_words.is_word(row) else "latest"
    against = row_words.against_target(row)
    cells = [
        _cell(row_words.figure_text(row), latest),
        _cell(row_words.earlier_text(row, "previous"), "previous", short_period(before, period)),
        _cell(row_words.earlier_text(row, "last_year"), "year-ago", short_period(add_months(month, -12), period)),
        _cell(row_words.target_text(row), "target" if row["target"] is not None else "target nothing", "Target"),
        _cell(draw_line(row), "line"),
        _cell(row_words.change(row).markup(), "change"),
        _cell(against.markup(), "against" if row["target"] is not None else "against nothing"),
        _cell(row["owner"], "owner"),
        _cell(row_words.data_to(row), "data-to"),
    ]
    return join([name, *cells])


def _cell(content: Child, name: str, label: str | None = None) -> Markup:
    return element("td", content, role="cell", class_=name, data_label=label)


def address_of(row: row_words.Row, carried: dict[str, str | None]) -> str:
    """Write the address of a row's indicator; the partnership's total is the default."""
    agency = None if row["agency_code"] == EVERYTHING else row["agency_code"]
    return link_to("indicator", indicator=row["indicator"], category=row["category"], agency=agency, **carried)


def draw_line(row: row_words.Row) -> Markup:
    """Draw the row's 24 months; a quarterly series is held in steps."""
    values = row["spark_values"] or []
    if not any(value is not None for value in values):
        return Markup('<span class="no-line">{}</span>').format("No figures yet")
    stepped = is_quarterly(row)
    label = describe_sparkline(values, row["lower"], row["upper"], row["unit"])
    return sparkline(
        values,
        point_types=row["spark_types"],
        lower=row["lower"],
        upper=row["upper"],
        mean=row["mean"],
        target=row["target"],
        breaks=row.get("spark_breaks") or (),
        label=label,
        unit=row["unit"],
        stepped=stepped,
    )
