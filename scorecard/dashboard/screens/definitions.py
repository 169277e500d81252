"""Definitions: every indicator's question, definition, SQL, source and caveat."""

from typing import Any

import polars as pl
import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.frame import Opened, open_figures, show_title
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.panel import link_to, show_panel
from scorecard.indicators.definition import SECTIONS
from scorecard.publication.reader import read_indicators

TITLE = "Definitions"
PLACE = 5

KINDS = {
    "flow": "Adds up over months.",
    "stock": "A state at month end; never added up.",
    "people": "Counts each adult once in the period; recounted, never added up.",
    "duration": "Worked out anew for each period, never averaged.",
}


def show_definitions(opened: Opened) -> None:
    """Show every definition, or those that hold the reader's words."""
    indicators = read_indicators(opened.generation)
    show_title(
        f"How {indicators.height} indicators are counted", "Each with its question, definition, SQL, source and caveat"
    )
    words = st.text_input("Find", key="find", bind="query-params", placeholder="A word, a code or a feed", width=380)
    found = keep_words(indicators, words or "")
    parts: list[Markup] = [
        element("p", f"{found.height} of {indicators.height} indicators.", class_="note", role="status")
    ]
    for section in SECTIONS:
        own = found.filter(pl.col("section") == section)
        if not own.is_empty():
            parts.append(element("h2", section))
            parts += [write_definition(row) for row in own.iter_rows(named=True)]
    if found.is_empty():
        parts.append(element("p", "No indicators match. Clear the field to see them all."))
    show_panel(join(parts), key="definitions")


def keep_words(indicators: pl.DataFrame, words: str) -> pl.DataFrame:
    """Keep the indicators that hold all the words, in any of their text."""
    columns = ["indicator", "code", "title", "question", "definition", "source", "caveat", "sql"]
    text = pl.concat_str(columns, separator=" ").str.to_lowercase()
    for word in words.lower().split():
        indicators = indicators.filter(text.str.contains(word, literal=True))
    return indicators


def write_definition(row: dict[str, Any]) -> Markup:
    """Write one definition, folded."""
    parts = {
        "Question": row["question"],
        "Definition": row["definition"],
        "Numerator": row["numerator"],
        "Denominator": row["denominator"] or "None: a plain count.",
        "How months combine": KINDS[row["kind"]],
        "Good is": {"higher": "Higher", "lower": "Lower", "neutral": "Neither"}[row["direction"]],
        "Feeds": ", ".join(row["feeds"]),
        "Source": row["source"],
        "Caveat": row["caveat"],
    }
    pairs = [part for head, words in parts.items() for part in (element("dt", head), element("dd", words))]
    link = element("a", "See its figures", href=link_to("indicator", indicator=row["indicator"]))
    return element(
        "details",
        element("summary", element("span", row["code"], class_="code"), row["title"]),
        element("dl", *pairs, class_="counted"),
        element("p", link),
        element(
            "details",
            element("summary", f"SQL: queries/{row['indicator']}.sql"),
            element("pre", row["sql"], tabindex=0),
        ),
        id=row["indicator"],
    )


show_definitions(open_figures())
