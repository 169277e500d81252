"""Holds a return against what the sender declared and against the codes that the partnership knows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

import polars as pl

from scorecard.feeds.contract import Feed, Severity, kind_of, may_lie_ahead
from scorecard.feeds.masking import YOUNGEST
from scorecard.feeds.report import Problem, file_problem
from scorecard.months import write_month


@dataclass(frozen=True)
class Declaration:
    """What the sender says the file is, and the codes that the partnership's reference files know."""

    feed: Feed
    agency: str
    month: date
    known: Mapping[str, Collection[str]]
    largest_megabytes: int = 200
    nil: bool = False
    received_on: date | None = None
    """The day on which the return came, after which nothing in it can have happened."""
    published_as_at: datetime | None = None
    """The moment as at which figures were last published, if they were."""


def check_emptiness(frame: pl.DataFrame, declared: Declaration) -> list[Problem]:
    """A return without rows must be declared nil, and only such a one: missing is never zero."""
    if frame.is_empty() and not declared.nil:
        message = "The file has a header and no rows. If nothing happened in the month, declare a nil return."
        return [file_problem("has_rows", message)]
    if declared.nil and not frame.is_empty():
        message = "The return is declared nil but has rows. Send it without the declaration, or without the rows."
        return [file_problem("nil_without_rows", message)]
    return []


def check_declaration(frame: pl.DataFrame, declared: Declaration) -> list[Problem]:
    """The file's own agency and month must be those declared: a wrong file is refused as a whole."""
    problems = []
    other = frame["row"].filter(frame["agency"] != declared.agency)
    if other.len():
        message = f"The rows are not those of {declared.agency}, for which the return was declared. Check the file."
        problems.append(file_problem("agency_as_declared", message, row=int(other[0]), column="agency"))
    is_other = frame["month"] != declared.month
    if is_other.any():
        other = frame["month"].filter(is_other)
        recent = other.filter((other.dt.year() - declared.month.year).abs() < YOUNGEST)
        found = ", ".join(write_month(month) for month in recent.unique().sort().head(3)) or "another time"
        message = f"The rows are for {found}, the return is declared for {write_month(declared.month)}. Check the file."
        problems.append(
            file_problem("month_as_declared", message, row=int(frame["row"].filter(is_other)[0]), column="month")
        )
    return problems


def check_references(frame: pl.DataFrame, declared: Declaration) -> list[Problem]:
    """Codes kept in reference files must exist there."""
    problems = []
    for name, column in declared.feed.columns.items():
        kept_in = str((column.metadata or {}).get("reference"))
        if kept_in not in declared.known:
            continue
        known = sorted(declared.known[kept_in])
        unknown = frame.filter(~pl.col(name).is_in(known)).select("row", name)
        messages = {
            code: f"The partnership has no such {kept_in}. {_hint(code, known)}" for code in unknown[name].unique()
        }
        for row, code in unknown.iter_rows():
            problems.append(Problem(row, name, Severity.REFUSE_ROW, "known_to_the_partnership", messages[code]))
    return problems


def find_future_dates(frame: pl.DataFrame, declared: Declaration) -> list[Problem]:
    """Nothing happens after the day on which its return was received; only what is planned may lie ahead."""
    if declared.received_on is None:
        return []
    message = f"The date is after {declared.received_on:%d/%m/%Y}, on which the return was received. Check it."
    days = [name for name, column in declared.feed.columns.items() if kind_of(column) == "date"]
    return [
        Problem(row, name, Severity.REFUSE_ROW, "not_in_the_future", message)
        for name in days
        if not may_lie_ahead(name)
        for row in frame["row"].filter(frame[name] > declared.received_on)
    ]


def _hint(code: str, known: Sequence[str]) -> str:
    near = get_close_matches(code.lower(), known, n=1, cutoff=0.75)
    return f"Did you mean {near[0]}?" if near else f"Use one of: {', '.join(known)}."
