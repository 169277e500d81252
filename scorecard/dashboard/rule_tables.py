"""The tables of the indicator page that set counting rules apart: those of its family, and of official figures."""

from functools import lru_cache
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.indicator_chart import newest_england
from scorecard.dashboard.indicator_parts import Subject
from scorecard.dashboard.markup import Column, element, join, scrolling, table
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.selection import EVERYTHING
from scorecard.publication.formats import format_number
from scorecard.publication.periods import name_period
from scorecard.publication.reader import Generation, read_comparators, read_context, read_indicators, read_row


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
    figures = table(f"The rules of {family}", columns, rows, caption_hidden=True, blocks=True)
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


@lru_cache(maxsize=512)
def write_official(generation: Generation, indicator: str) -> Markup:
    """Write the published figures, those on the same rule apart from others, each with its source."""
    same = _write_published(read_comparators(generation, indicator), "Official figures on the same rule", "")
    other = "They are counted by another rule, and are no comparison. "
    return join([same, _write_published(read_context(generation, indicator), "Official figures nearby", other)])


def _write_published(published: pl.DataFrame, heading: str, warning: str) -> Markup:
    if published.is_empty():
        return Markup("")
    columns = [Column("Area"), Column("Year"), Column("Published", number=True, strong=True), Column("Source")]
    rows = [
        [row["area"], row["year"].replace("-", "/"), _official(row), join([row["source"], row["note"]], ". ")]
        for row in published.iter_rows(named=True)
    ]
    licence = (
        f"{warning}Official figures as printed. Contains public sector information licensed under the Open Government "
        "Licence v3.0 where the source says so. Local figures on this page are invented and not validated."
    )
    return element(
        "section",
        element("h2", heading),
        scrolling(table(heading, columns, rows, caption_hidden=True, blocks=True), heading),
        element("p", licence, class_="note"),
        class_="box",
    )


def _official(row: dict[str, Any]) -> str:
    return f"{row['value']}%" if row["unit"] == "percent" and not row["value"].startswith("[") else str(row["value"])
