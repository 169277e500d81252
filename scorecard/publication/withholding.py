"""What other audiences than the council do not get of the tables beside the figures: counts of rows, typed numbers."""

import re
from collections.abc import Mapping

import polars as pl

from scorecard.publication.decisions import NONE as NO_DECISION

COUNTS_OF_ROWS = ("rows_received", "rows_accepted", "rows_refused", "digest", "content_digest", "file_name")
HELD_BACK = "Held back: it names a number that is not among the figures shown here."
NUMBER = re.compile(r"(?<![\w£])(?<!\d[.,])(?<![A-Za-z]-)\d+(?:[.,]\d+)*(?!\w|[.,]\d)")
WORDS_FOR_NUMBERS = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|dozen|hundred|thousand)\b",
    re.IGNORECASE,
)
DATES_AND_LAW = re.compile(
    r"\b\d{1,2} (?=(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b)"
    r"|\b\d{1,2}/\d{1,2}/20\d\d\b|\b20\d\d(?:[/-]\d\d){0,2}\b|\b24/7\b|\b[Ss]ections? \d+\b"
)
SPANS = re.compile(
    r"\b\d+(?: (?:hour|day|week|month|year)s|-(?:hour|day|week|month|year))\b|\blevel \d\b", re.IGNORECASE
)
"""What names of events and actions have; in a comment on a figure it would be the figure."""
WRITTEN = {"commentary": ("comment", "action", "owner"), "decision": ("challenge", "decision", "owner")}
"""The columns of each table in which people write about an indicator's figures."""
NAMED = {"event": "title", "action": "title"}
"""The column of each table in which people name what is drawn beside the figures of many indicators."""


def withhold(
    tables: Mapping[str, pl.DataFrame], figures: pl.DataFrame, exact: frozenset[str]
) -> dict[str, pl.DataFrame]:
    """Give the tables as such an audience may have them.

    How many rows a return has tells how many cases there were, and so do the problems found in it. What people wrote
    of an indicator is kept where it names no number, or only numbers among the `figures` shown for it; of indicators
    named in `exact` nothing is protected. The name of an event or action is kept where it has no number but a span.
    """
    given = dict(tables)
    for name in ("input", "submission"):
        given[name] = _empty_columns(given[name], COUNTS_OF_ROWS)
    given["problem"] = given["problem"].clear()
    if "warnings" in given["return_status"].columns:
        given["return_status"] = _empty_columns(given["return_status"], ("warnings",))
    said = _list_numbers(figures)
    for name, columns in WRITTEN.items():
        given[name] = _hold_back(given.get(name, NO_DECISION), columns, said, exact)
    for name, column in NAMED.items():
        given[name] = given[name].with_columns(pl.col(column).map_elements(_hold_back_name, return_dtype=pl.String))
    return given


def _hold_back_name(words: str) -> str:
    return HELD_BACK if _names_other(SPANS.sub("", words), frozenset()) else words


def _empty_columns(table: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    return table.with_columns(
        pl.lit(None, dtype=table.schema[name]).alias(name) for name in names if name in table.columns
    )


def _list_numbers(figures: pl.DataFrame) -> dict[str, frozenset[str]]:
    """List for each indicator every number that its shown figures hold."""
    parts = pl.concat_list(pl.col("value", "numerator", "denominator"))
    shown = figures.select("indicator", number=parts).explode("number").drop_nulls().unique()
    by_indicator: dict[str, set[str]] = {}
    for indicator, number in shown.iter_rows():
        by_indicator.setdefault(indicator, set()).add(f"{number:g}")
    return {indicator: frozenset(numbers) for indicator, numbers in by_indicator.items()}


def _hold_back(
    table: pl.DataFrame, columns: tuple[str, ...], said: Mapping[str, frozenset[str]], exact: frozenset[str]
) -> pl.DataFrame:
    if table.is_empty():
        return table
    kept = {
        name: pl.Series(
            name,
            [
                words if indicator in exact or not _names_other(words, said.get(indicator, frozenset())) else HELD_BACK
                for indicator, words in table.select("indicator", name).iter_rows()
            ],
            dtype=pl.String,
        )
        for name in columns
    }
    return table.with_columns(**kept)


def _names_other(words: str | None, shown: frozenset[str]) -> bool:
    """Say whether text names a number that is not among those shown; years and days of a date are none."""
    if not words:
        return False
    dateless = DATES_AND_LAW.sub("", words)
    if WORDS_FOR_NUMBERS.search(dateless):
        return True
    return any(number.replace(",", "").rstrip("%") not in shown for number in NUMBER.findall(dateless))
