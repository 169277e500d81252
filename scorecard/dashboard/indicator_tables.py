"""The tables of the indicator page: by agency, by category, by rule of its family, by month, and official figures."""

from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.icons import icon
from scorecard.dashboard.indicator_parts import Subject, newest_england
from scorecard.dashboard.markup import Column, element, join, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING, name_period
from scorecard.dashboard.svg_charts import draw_bars
from scorecard.publication.chart import Bar, BarChart
from scorecard.publication.formats import format_number, format_short_month
from scorecard.publication.reader import (
    Generation,
    read_breakdown,
    read_by_agency,
    read_comparators,
    read_indicators,
    read_row,
)

POINT_WORDS = {
    "special_cause_improvement": ("better_rising", "Better"),
    "special_cause_concern": ("worse_rising", "Worse"),
    "special_cause_neutral_high": ("changing_higher", "Higher"),
    "special_cause_neutral_low": ("changing_lower", "Lower"),
}
STATES = {
    "late": "Late",
    "not_due": "Not due",
    "not_collected": "Not collected",
    "partial": "Part of the month",
    "withheld": "Hidden",
}
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


def write_family(generation: Generation, subject: Subject, carried: dict[str, str | None]) -> Markup:
    """Write every rule of the family beside the others, with its sum: no rule is the right one.

    An official rate stands only in the row of the rule that it follows.
    """
    family = subject.definition["family"]
    if family is None:
        return Markup("")
    members = read_indicators(generation).filter(pl.col("family") == family)
    rows = [
        _family_row(generation, member, row, subject, carried)
        for member in members.iter_rows(named=True)
        for row in _same_subject(generation, str(member["indicator"]), subject).iter_rows(named=True)
    ]
    columns = [
        Column("Rule"),
        Column("What is counted"),
        Column("Sum", number=True),
        Column(name_period(subject.month, subject.period), number=True, strong=True),
        Column("England on the same rule", number=True),
    ]
    words = f"Each rule of {family} counts something else. None is the right one, and higher is not better."
    figures = table(f"The rules of {family}", columns, rows, caption_hidden=True)
    return element(
        "section",
        element("h2", f"{family.capitalize()} by every rule"),
        element("p", words, class_="note"),
        element("div", figures, class_="scrolls"),
        class_="box",
    )


def _same_subject(generation: Generation, indicator: str, subject: Subject) -> pl.DataFrame:
    return read_row(generation, indicator, subject.agency, None, None, subject.month, subject.period)


def _family_row(
    generation: Generation,
    member: dict[str, Any],
    row: dict[str, Any],
    subject: Subject,
    carried: dict[str, str | None],
) -> list[Any]:
    name = str(member["indicator"])
    shown = row["numerator"] is not None and row["denominator"] is not None
    england = newest_england(generation, name, subject.month)
    agency = None if subject.agency == EVERYTHING else subject.agency
    return [
        element("a", member["title"], href=link_to("indicator", indicator=name, agency=agency, **carried)),
        member["numerator"],
        f"{format_number(row['numerator'])}\N{NO-BREAK SPACE}÷\N{NO-BREAK SPACE}{format_number(row['denominator'])}"
        if shown
        else "",
        row_words.figure_text(row),
        "None matches" if england is None else f"{england[1]}% ({england[0]})",
    ]


def write_figures(subject: Subject, series: pl.DataFrame, restated: frozenset[date] = frozenset()) -> Markup:
    """Write the months newest first, the same numbers as the chart; older ones are folded.

    The months in `restated` are marked [r].
    """
    columns = [Column("Month"), Column(_head(subject), number=True)]
    has_whole = series["denominator"].is_not_null().any()
    if has_whole:
        columns.append(Column("Out of", number=True))
    if subject.unit == "percent":
        columns.append(Column("Share", number=True, strong=True))
    columns.append(Column("Signal"))
    newest_first = series.sort("report_month", descending=True).iter_rows(named=True)
    rows = [_figure_row(row, subject, has_whole, row["report_month"] in restated) for row in newest_first]
    newest = table(f"{subject.title}, by month", columns, rows[:SHOWN_AT_ONCE], caption_hidden=True)
    if len(rows) <= SHOWN_AT_ONCE:
        return newest
    older = table(f"{subject.title}, earlier months", columns, rows[SHOWN_AT_ONCE:], caption_hidden=True)
    return join([newest, element("details", element("summary", f"Show all {len(rows)} months"), older)])


def _head(subject: Subject) -> str:
    return {"days": "Days", "people": "Adults"}.get(subject.unit, "Number")


def _figure_row(row: dict[str, Any], subject: Subject, has_whole: bool, is_restated: bool) -> list[Any]:
    shown = row["state"] in ("reported", "partial")
    month = format_short_month(row["report_month"])
    cells: list[Any] = [join([month, row_words.mark_revised()], " ") if is_restated else month]
    cells.append(_number(row["numerator"]) if shown else STATES.get(row["state"], row["state"]))
    if has_whole:
        cells.append(_number(row["denominator"]) if shown else "")
    if subject.unit == "percent":
        cells.append(
            row_words.write_number(row["value"], row["numerator"], row["denominator"], "percent") if shown else ""
        )
    name, words = POINT_WORDS.get(row["point_type"], ("", ""))
    partly = STATES["partial"] if row["state"] == "partial" else ""
    cells.append(element("span", icon(name), element("span", words), class_="said") if name else partly)
    return cells


def _number(value: float | None) -> str:
    return "" if value is None else format_number(value)


def write_official(generation: Generation, subject: Subject) -> Markup:
    """Write the published figures on the same rule, each with its source; local ones are not validated."""
    published = read_comparators(generation, str(subject.definition["indicator"]))
    if published.is_empty():
        return Markup("")
    columns = [Column("Area"), Column("Year"), Column("Published", number=True, strong=True), Column("Source")]
    rows = [
        [row["area"], row["year"].replace("-", "/"), _official(row), join([row["source"], row["note"]], ". ")]
        for row in published.iter_rows(named=True)
    ]
    licence = (
        "Official figures as printed. Contains public sector information licensed under the Open Government "
        "Licence v3.0 where the source says so. Local figures on this page are invented and not validated."
    )
    return element(
        "section",
        element("h2", "Official figures on the same rule"),
        element("div", table("Official figures", columns, rows, caption_hidden=True), class_="scrolls"),
        element("p", licence, class_="note"),
        class_="box",
    )


def _official(row: dict[str, Any]) -> str:
    return f"{row['value']}%" if row["unit"] == "percent" and not row["value"].startswith("[") else str(row["value"])
