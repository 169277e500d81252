"""The sender's own rows for a report, with every value hidden that no report may repeat."""

from collections.abc import Iterable

import polars as pl

from scorecard.feeds.contract import kind_of
from scorecard.feeds.declared import Declaration
from scorecard.feeds.masking import may_be_shown
from scorecard.feeds.personal_data import DIVIDED, IDENTIFYING, NHS_NUMBER, PATTERNS, find_personal_data
from scorecard.feeds.readers import reader_of
from scorecard.feeds.reading import read_table
from scorecard.feeds.report import Problem, ReturnRefused
from scorecard.feeds.text_table import INVISIBLE, SPACES, TextTable
from scorecard.feeds.values import NOTHING

HIDDEN = "[not repeated]"
PERSONAL_RULES = ("no_personal_data", "no_nhs_numbers")
LOCAL_REFERENCES = ("identifier", "reference")


def read_own_rows(content: bytes, declared: Declaration, *, file_name: str) -> TextTable | None:
    """Read the rows again as text, also of a workbook that is refused for its cells; None where there are none."""
    try:
        return read_table(content, declared.feed, file_name=file_name, largest_megabytes=declared.largest_megabytes)
    except ReturnRefused as refusal:
        return None if refusal.rows is None else TextTable(refusal.rows, refusal.problems)


def read_own_header(content: bytes, declared: Declaration, *, file_name: str) -> tuple[tuple[str, str | None], ...]:
    """Read the header again of a return that was refused for it; no cell where it was refused for anything else."""
    try:
        read_table(content, declared.feed, file_name=file_name, largest_megabytes=declared.largest_megabytes)
    except ReturnRefused as refusal:
        return refusal.header
    return ()


def hide_personal_data(rows: pl.DataFrame, declared: Declaration, problems: Iterable[Problem]) -> pl.DataFrame:
    """Write HIDDEN over what the check found to identify people, and over any other value that could.

    That is whatever looks like a name, number or address, and what cannot be read as the code, date or count that its
    column asks for. The search is made here too, since a file may be refused before it comes to that.
    """
    found = [problem for problem in problems if problem.rule in PERSONAL_RULES]
    text = pl.col(pl.String)
    rows = rows.with_columns(text.str.replace_all(INVISIBLE, "").str.replace_all(SPACES, " ").str.strip_chars())
    found += find_personal_data(rows, declared.feed)
    hidden = []
    for name in rows.columns[1:]:
        rows_of_column = [problem.row for problem in found if problem.column == name]
        if None in rows_of_column:
            hidden.append(pl.lit(HIDDEN).alias(name))
            continue
        text = pl.col(name)
        unsafe = pl.col("row").is_in(rows_of_column) | _looks_personal(text, kind_of(declared.feed.columns[name]))
        unsafe |= text.is_in(_unreadable(rows[name], declared)).fill_null(False)
        hidden.append(pl.when(unsafe).then(pl.lit(HIDDEN)).otherwise(text).alias(name))
    return rows.with_columns(hidden)


def looks_personal(text: str) -> bool:
    """Say whether a single text, such as a file's name, looks as if it held a person's number or address."""
    return bool(pl.select(_looks_personal(pl.lit(text), "text")).item())


def _looks_personal(text: pl.Expr, kind: str) -> pl.Expr:
    """A local reference may have the form of a number or postcode by chance, unless blanks or marks give it away."""
    if kind in LOCAL_REFERENCES:
        identifying = pl.any_horizontal(text.str.contains(pattern) for pattern in IDENTIFYING.values())
        marked = text.str.contains(DIVIDED) & identifying
        return (marked | text.str.contains("@", literal=True)).fill_null(False)
    looks = text.str.contains(rf"(^|\D){NHS_NUMBER}(\D|$)")
    for pattern in PATTERNS.values():
        looks |= text.str.contains(pattern)
    return looks.fill_null(False)


def _unreadable(values: pl.Series, declared: Declaration) -> list[str]:
    """List the texts of a column of codes, dates or counts that are none and may be a name or a date of birth."""
    column = declared.feed.columns[values.name]
    kind = kind_of(column)
    different = [text for text in values.drop_nulls().unique() if text]
    if kind == "agency":
        known = {declared.agency, *declared.known.get("agency", ())}
        return [text for text in different if text.lower() not in known]
    kept_in = str((column.metadata or {}).get("reference"))
    if kept_in in declared.known:
        return [text for text in different if text not in declared.known[kept_in]]
    if kind in (*LOCAL_REFERENCES, "text"):
        return []
    read = reader_of(kind, column)
    return [
        text
        for text in different
        if text.lower() not in (*NOTHING, values.name)
        and read(text) is None
        and not may_be_shown(text, kind, declared.month)
    ]
