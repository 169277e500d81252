"""The lower parts of the indicator page: what owners say, a breakdown, how it is counted, and the figures."""

from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.indicator_parts import Subject
from scorecard.dashboard.indicator_tables import write_breakdown, write_by_agency
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.rule_tables import write_family, write_official
from scorecard.dashboard.selection import EVERYTHING
from scorecard.dashboard.source_table import write_sources
from scorecard.publication.formats import format_date
from scorecard.publication.reader import Generation, find_owner, read_commentary
from scorecard.publication.words import NOT_AGREED, word_denominator, word_protection

GOOD = {"higher": "Higher.", "lower": "Lower.", "neutral": "Neither: a change is a question, not a verdict."}


def write_rest(
    generation: Generation, subject: Subject, months: Markup, carried: dict[str, str | None], restated: Markup
) -> Markup:
    """Write everything below the chart; `months` is the table of its figures, `restated` those that changed."""
    by_agency = write_by_agency(generation, subject, carried)
    words = element("div", *_write_commentary(generation, subject), by_agency, class_="three")
    figures = element("section", element("h2", "Figures behind the chart"), months, class_="box")
    left = element("div", _write_counted(subject), write_breakdown(generation, subject, carried))
    family = write_family(generation, subject, carried)
    lower = element("div", left, figures, class_="halves")
    sources = write_sources(generation, subject, carried)
    official = write_official(generation, str(subject.definition["indicator"]))
    return join([family, words, lower, sources, restated, official])


def _write_commentary(generation: Generation, subject: Subject) -> list[Markup]:
    said = read_commentary(generation, str(subject.definition["indicator"]), subject.month)
    comments = said.filter(pl.col("comment").is_not_null())
    actions = said.filter(pl.col("action").is_not_null())
    nothing = element("p", f"Nothing written yet for this month.{_name_owner(generation, subject)}", class_="note")
    told = [
        element(
            "div",
            element("p", row["comment"]),
            element(
                "p", f"{row['owner']}, {row['short_name']}, {format_date(row['written_on'])}", class_="note said-by"
            ),
        )
        for row in comments.iter_rows(named=True)
    ]
    doing = [
        element("li", row["action"], element("p", _due(row), class_="note")) for row in actions.iter_rows(named=True)
    ]
    return [
        element("section", element("h2", "What it tells us"), *(told or [nothing]), class_="box"),
        element(
            "section",
            element("h2", "What we are doing"),
            element("ol", *doing, class_="doing") if doing else nothing,
            class_="box",
        ),
    ]


def _name_owner(generation: Generation, subject: Subject) -> str:
    """Say who last wrote of the indicator, or whose figure it is, since that is whom to ask."""
    agency = None if subject.agency == EVERYTHING else subject.agency
    owner = find_owner(generation, str(subject.definition["indicator"]), agency)
    if owner is None and agency is not None:
        owner = subject.agency_name
    return "" if owner is None else f" Owner: {owner}."


def _due(row: dict[str, Any]) -> str:
    due = "" if row["due_on"] is None else f" Due {format_date(row['due_on'])}."
    return f"{row['owner']}.{due}"


def _write_counted(subject: Subject) -> Markup:
    definition = subject.definition
    target = subject.row["target"]
    entries = {
        "Question": definition["question"],
        "Definition": definition["definition"],
        "Numerator": definition["numerator"],
        "Denominator": word_denominator(definition["denominator"], definition["kind"]),
        "Good is": GOOD[definition["direction"]]
        + (f" Target {row_words.target_text(subject.row)}." if target is not None else ""),
        "Shown to the board": word_protection(protected=definition.get("protected", True), kind=definition["kind"]),
        "Source": definition["source"],
        "Caveat": definition["caveat"],
        "Agreed": definition.get("agreed") or NOT_AGREED,
        "Code": definition["code"],
    }
    pairs = [part for head, words in entries.items() for part in (element("dt", head), element("dd", words))]
    return element(
        "section", element("h2", "How this is counted"), element("dl", *pairs, class_="counted"), class_="box"
    )
