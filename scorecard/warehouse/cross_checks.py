"""Holds a return against the agency's other returns: one SQL file for each rule, run on the rows at hand."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

import duckdb

from scorecard.errors import ScorecardError, WarehouseError
from scorecard.feeds.additions import FILE_NAME
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.checking import Declaration
from scorecard.feeds.contract import Severity
from scorecard.feeds.report import MOST_WARNINGS, Checked, Problem, rest_of_warnings
from scorecard.warehouse.received import Received, keep_of_month
from scorecard.warehouse.rows_at_hand import FACTS, LaidOut, ask_beside, lay_out, list_kept_feeds
from scorecard.warehouse.written import find_written, warn_of_written

FOLDER = Path(__file__).with_name("cross_checks")
HEAD = re.compile(r"(?m)\A-- /// check$\n(?P<head>(?:^--(?: .*)?$\n)+?)^-- ///$")

SEEN = ("needs", "needs_any", "looks_at")


@dataclass(frozen=True)
class CrossCheck:
    """A rule across returns: its name is its file's, its SQL gives a row for each problem.

    The first column is the row of the return, null where the whole is meant; others fill the places of the sentence.
    It applies to all feeds where none is named, and only when the agency has sent each feed that it needs and any of
    those of which it needs any; what it only looks at may be missing. Without the fact of `return_at_hand` that it is
    only for, it finds nothing.
    """

    name: str
    sql: str
    sentence: str
    applies: str
    severity: Severity
    severity_in_correction: Severity
    feeds: tuple[str, ...]
    needs: tuple[str, ...]
    needs_any: tuple[str, ...]
    looks_at: tuple[str, ...]
    only_if: str | None
    column: str | None

    @property
    def seen(self) -> set[str]:
        """The feeds whose received rows the SQL reads."""
        return {*self.needs, *self.needs_any, *self.looks_at}

    @property
    def places(self) -> list[str]:
        """The names that the sentence has places for, in order, each a column of the SQL."""
        return [name for _, name, _, _ in Formatter().parse(self.sentence) if name]

    def question(self, number: int) -> str:
        """Give the SQL with the check's number first, then the row, then the words for the places of the sentence."""
        words = ", ".join(f"{name}::varchar" for name in self.places)
        return f"select {number} as number, row_number, [{words}]::varchar[] as words from ({self.sql})"


@lru_cache(maxsize=1)
def all_cross_checks() -> tuple[CrossCheck, ...]:
    """Read every check; raises ScorecardError for a head that cannot be used."""
    return tuple(_read_check(path) for path in sorted(FOLDER.glob("*.sql")))


def find_across_returns(
    connection: duckdb.DuckDBPyConnection,
    checked: Checked,
    declared: Declaration,
    received: Sequence[Received],
    file_name: str = "",
) -> list[Problem]:
    """Give the problems of a return's accepted rows that only the agency's other returns show, those `received`."""
    if checked.accepted is None or checked.read is None:
        return []
    feed = declared.feed.name
    fitting = [check for check in all_cross_checks() if not check.feeds or feed in check.feeds]
    try:
        beside = lay_out(connection, checked, declared, received)
        try:
            problems = _run(connection, _choose(fitting, beside, all_feeds().keys()), checked, beside)
        except duckdb.CatalogException:
            problems = _run(connection, _choose(fitting, beside, list_kept_feeds(connection)), checked, beside)
        of_month = keep_of_month(received, declared)
        if of_month and of_month[0].is_written and file_name != FILE_NAME:
            written = find_written(connection, declared.feed, of_month, checked.accepted)
            problems += warn_of_written(declared.feed, written)
        return problems
    except duckdb.Error as error:
        raise WarehouseError(
            f"The return could not be held against those received before, and nothing was changed: {error}. "
            "Check that the disk has room, then try again."
        ) from error


def _choose(fitting: Iterable[CrossCheck], beside: LaidOut, kept: Collection[str]) -> list[CrossCheck]:
    """Choose the checks that find what they need, and could find anything."""
    return [
        check
        for check in fitting
        if beside.sent.issuperset(check.needs)
        and (not check.needs_any or not beside.sent.isdisjoint(check.needs_any))
        and set(kept).issuperset(check.seen)
        and (check.only_if is None or beside.facts[check.only_if])
    ]


def _run(
    connection: duckdb.DuckDBPyConnection, checks: Sequence[CrossCheck], checked: Checked, beside: LaidOut
) -> list[Problem]:
    """Run all checks as one query, which costs little more than the slowest of them."""
    if not checks:
        return []
    question = " union all ".join(check.question(number) for number, check in enumerate(checks))
    feeds = set[str]().union(*(check.seen for check in checks))
    listed: Counter[int] = Counter()
    left_out: Counter[int] = Counter()
    problems = []
    for number, row, words in ask_beside(connection, question, checked, beside, feeds):
        check = checks[number]
        severity = check.severity_in_correction if beside.is_correction else check.severity
        if severity is not Severity.WARN or listed[number] < MOST_WARNINGS:
            listed[number] += 1
            message = check.sentence.format(**dict(zip(check.places, words, strict=True)))
            problems.append(Problem(row, check.column, severity, check.name, message))
        else:
            left_out[number] += 1
    for number, more in left_out.items():
        check = checks[number]
        problems += rest_of_warnings(check.name, "Mend those, then check again.", more, column=check.column)
    return problems


def _read_check(path: Path) -> CrossCheck:
    text = path.read_text(encoding="utf-8")
    head = HEAD.search(text)
    if head is None:
        raise ScorecardError(f"{path.name} has no head. Start it with “-- /// check” and end the head with “-- ///”.")
    try:
        fields: dict[str, Any] = tomllib.loads(re.sub(r"(?m)^-- ?", "", head["head"]))
        severity = Severity(fields.pop("severity"))
        unknown = {name for key in ("feeds", *SEEN) for name in fields.get(key, ())} - all_feeds().keys()
        if unknown:
            raise ValueError(f"there is no feed {', '.join(sorted(unknown))}")
        if fields.get("only_if", FACTS[0]) not in FACTS:
            raise ValueError(f"there is no fact {fields['only_if']}; those that exist: {', '.join(FACTS)}")
        return CrossCheck(
            name=path.stem,
            sql=text[head.end() :],
            sentence=fields.pop("sentence").strip(),
            applies=fields.pop("applies").strip(),
            severity=severity,
            severity_in_correction=Severity(fields.pop("severity_in_correction", severity)),
            feeds=tuple(fields.pop("feeds")),
            needs=tuple(fields.pop("needs")),
            needs_any=tuple(fields.pop("needs_any", ())),
            looks_at=tuple(fields.pop("looks_at", ())),
            only_if=fields.pop("only_if", None),
            column=fields.pop("column", None),
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise ScorecardError(f"The head of {path.name} needs mending: {error}.") from error
