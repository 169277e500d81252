"""Turns the text of a return into typed values; what cannot be read is a problem, never a guess.

Each different text of a column is read once, so that a column of codes or dates costs a few readings for any number
of rows.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

import dataframely as dy
import polars as pl

from scorecard.feeds.code_lists import labels
from scorecard.feeds.contract import SEPARATOR, Feed, Severity, code_list_of, kind_of
from scorecard.feeds.masking import may_be_shown
from scorecard.feeds.readers import explain_retired, fold, read_serial, reader_of, reads_both_ways, reads_month_first
from scorecard.feeds.report import Problem

WORDS = ("identifier", "reference", "text")
NOTHING = ("n/a", "na", "-", "nil", "none", "null", "not known", "unknown")
SUPPRESSED = re.compile(r"([<≤]|less than|fewer than|under) ?\d+|\*+|\[?c\]?|suppressed", re.IGNORECASE)
PERCENTAGE = re.compile(r"\d+(\.\d+)? ?%")


@dataclass(frozen=True)
class Reading:
    """What each different text of a column means; a text that cannot be read means None and is in `unread`."""

    meanings: dict[str, Any]
    unread: frozenset[str]
    doubts: dict[str, tuple[str, str]]
    """Texts that were read but deserve a second look, each with its rule and sentence."""

    @property
    def as_written(self) -> bool:
        """Whether every text means itself."""
        return all(text == meaning for text, meaning in self.meanings.items())


def read_values(frame: pl.DataFrame, feed: Feed, month: date) -> tuple[pl.DataFrame, list[Problem]]:
    """Give the columns their types; also the problems of the cells that cannot be read."""
    kinds = {name: kind_of(column) for name, column in feed.columns.items()}
    names = [name for name, kind in kinds.items() if kind not in WORDS]
    words = [name for name, kind in kinds.items() if kind in WORDS]
    different = frame.select(
        pl.col(names).drop_nulls().unique().implode(),
        pl.any_horizontal(False, _says_nothing(words).any()).alias("row"),
    )
    problems: list[Problem] = []
    if different["row"][0]:
        frame, problems = _blank_what_says_nothing(frame, feed, words)
    typed: dict[str, pl.Expr] = {}
    for name in names:
        reading = _read_texts(different[name][0], feed.columns[name], month)
        typed[name] = _type(name, reading, feed)
        if reading.unread or reading.doubts:
            cells = frame.select("row", value=pl.col(name))
            problems += _describe(cells.drop_nulls().iter_rows(), name, feed.columns[name], reading, month)
    return frame.select("row", *(typed.get(name, pl.col(name)) for name in feed.columns)), problems


def _says_nothing(names: Sequence[str]) -> pl.Expr:
    return pl.col(names).str.to_lowercase().is_in(NOTHING)


def _blank_what_says_nothing(
    frame: pl.DataFrame, feed: Feed, names: Sequence[str]
) -> tuple[pl.DataFrame, list[Problem]]:
    """Words for nothing count as blank where words or a reference stand; they refuse the row where one is required."""
    message = "The cell says that there is nothing, where something is required. Fill it in."
    problems = [
        Problem(row, name, Severity.REFUSE_ROW, "says_something", message)
        for name in names
        if not feed.columns[name].nullable
        for row in frame.filter(_says_nothing([name]))["row"]
    ]
    return frame.with_columns(pl.when(~_says_nothing(names)).then(pl.col(names))), problems


def _read_texts(texts: Iterable[str], column: dy.Column, month: date) -> Reading:
    kind = kind_of(column)
    read = reader_of(kind, column)
    meanings = {text: read(text) for text in texts}
    unread = {text for text, meaning in meanings.items() if meaning is None}
    if column.nullable:
        unread -= {text for text in unread if text.lower() in NOTHING}
    doubts = {}
    if kind in ("date", "month"):
        for text in list(unread):
            serial = read_serial(text)
            if serial is not None and serial.replace(day=1) == month:
                meanings[text] = serial if kind == "date" else month
                doubts[text] = (
                    "date_kept_as_number",
                    f"{_show(text, kind, month)} is a date kept as a number; it was read as {serial:%d/%m/%Y}. "
                    "Check it, and format the column as dates.",
                )
        unread -= doubts.keys()
    code_list = code_list_of(column)
    if code_list is not None:
        doubts |= {text: ("code_in_use", note) for text in meanings if (note := explain_retired(text, code_list))}
    if kind == "date" and any(reads_month_first(text) for text in unread):
        message = "The date could also have its month first, as others in the column have. Check that it is right."
        doubts |= {text: ("day_before_month", message) for text in meanings if reads_both_ways(text)}
    return Reading(meanings, frozenset(unread), doubts)


def _type(name: str, reading: Reading, feed: Feed) -> pl.Expr:
    text = pl.col(name)
    if kind_of(feed.columns[name]) == "codes":
        return (text if reading.as_written else _replace(text, reading, pl.String())).str.split(SEPARATOR)
    return text if reading.as_written and reading.meanings else _replace(text, reading, feed.columns[name].dtype)


def _replace(text: pl.Expr, reading: Reading, dtype: pl.DataType) -> pl.Expr:
    if not reading.meanings:
        return pl.lit(None, dtype=dtype).alias(text.meta.output_name())
    return text.replace_strict(reading.meanings, default=None, return_dtype=dtype)


def _describe(
    cells: Iterable[tuple[int, str]], name: str, column: dy.Column, reading: Reading, month: date
) -> list[Problem]:
    problems = []
    sentences = {text: _explain(text, column, month) for text in reading.unread}
    for row, text in cells:
        if text in sentences:
            severity, rule, message = sentences[text]
            problems.append(Problem(row, name, severity, rule, message))
        elif text in reading.doubts:
            problems.append(Problem(row, name, Severity.WARN, *reading.doubts[text]))
    return problems


def _explain(text: str, column: dy.Column, month: date) -> tuple[Severity, str, str]:
    """Give severity, rule and sentence for a text that cannot be read."""
    kind = kind_of(column)
    if kind == "whole_number":
        if SUPPRESSED.fullmatch(text):
            message = "A count is suppressed. Send the true value; the scorecard protects small numbers itself."
            return Severity.REFUSE_FILE, "true_count_sent", message
        if PERCENTAGE.fullmatch(text):
            message = "A percentage stands where a count belongs. Send the counts; percentages are worked out."
            return Severity.REFUSE_FILE, "true_count_sent", message
        message = f"{_show(text, kind, month)} is not a whole number. Enter a count, such as 12."
        return Severity.REFUSE_ROW, "is_a_whole_number", message
    if kind == "date" and reads_month_first(text):
        message = f"{_show(text, kind, month)} has the month before the day. Write it as dd/mm/yyyy or yyyy-mm-dd."
        return Severity.REFUSE_ROW, "day_before_month", message
    if kind == "date":
        message = f"{_show(text, kind, month)} is not a date. Write it as dd/mm/yyyy or yyyy-mm-dd."
        return Severity.REFUSE_ROW, "is_a_date", message
    if kind == "month":
        return Severity.REFUSE_ROW, "is_a_month", f"{_show(text, kind, month)} is not a month. Write it as yyyy-mm."
    known = list(labels(code_list_of(column) or ""))
    near = get_close_matches(fold(text), known, n=1, cutoff=0.75)
    hint = f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
    return Severity.REFUSE_ROW, "in_code_list", f"The value is not in the list {code_list_of(column)}. {hint}"


def _show(text: str, kind: str, month: date) -> str:
    """Repeat a value only where it cannot be personal; anything else stays unsaid."""
    return f"“{text}”" if may_be_shown(text, kind, month) else "The value"
