"""Every indicator's question, definition, SQL, source and caveat, folded, by section."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import polars as pl
from markupsafe import Markup

from scorecard.dashboard.markup import element, join
from scorecard.dashboard.panel import link_to
from scorecard.indicators.definition import SECTIONS
from scorecard.publication.reader import Generation, describe_indicators, read_indicators
from scorecard.publication.words import NOT_AGREED, word_denominator, word_protection

KINDS = {
    "flow": "Adds up over months.",
    "stock": "A state at month end; never added up.",
    "people": "Counts each adult once in the period; recounted, never added up.",
    "duration": "Worked out anew for each period, never averaged.",
}


@lru_cache(maxsize=256)
def write_definitions(generation: Generation, words: str) -> Markup:
    """Write the definitions that hold all the words, and how many they are."""
    indicators = read_indicators(generation)
    found = keep_words(indicators, words)
    parts = [element("p", f"{found.height} of {indicators.height} indicators.", class_="note", role="status")]
    for section in SECTIONS:
        own = found.filter(pl.col("section") == section)
        if not own.is_empty():
            parts.append(element("h2", section))
            parts += [_write_one(generation, name) for name in own["indicator"]]
    if found.is_empty():
        parts.append(element("p", "No indicators match. Clear the field to see them all."))
    return join(parts)


def keep_words(indicators: pl.DataFrame, words: str) -> pl.DataFrame:
    """Keep the indicators that hold all the words, in any of their text."""
    columns = ["indicator", "code", "title", "question", "definition", "source", "caveat", "sql"]
    text = pl.concat_str(columns, separator=" ").str.to_lowercase()
    for word in words.lower().split():
        indicators = indicators.filter(text.str.contains(word, literal=True))
    return indicators


@lru_cache(maxsize=1024)
def _write_one(generation: Generation, indicator: str) -> Markup:
    return write_definition(describe_indicators(generation)[indicator])


def write_definition(row: Mapping[str, Any]) -> Markup:
    """Write one definition, folded."""
    parts = {
        "Question": row["question"],
        "Definition": row["definition"],
        "Numerator": row["numerator"],
        "Denominator": word_denominator(row["denominator"], row["kind"]),
        "How months combine": KINDS[row["kind"]],
        "Good is": {"higher": "Higher", "lower": "Lower", "neutral": "Neither"}[row["direction"]],
        "Shown to the board": word_protection(protected=row.get("protected", True), kind=row["kind"]),
        "Feeds": ", ".join(row["feeds"]) or "None: it counts the returns themselves.",
        "Source": row["source"],
        "Caveat": row["caveat"],
        "Agreed": row.get("agreed") or NOT_AGREED,
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
