"""Holds a return against the agency's other returns: one SQL file for each rule, run on the rows at hand."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from scorecard.errors import ScorecardError, WarehouseError
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.checking import Declaration
from scorecard.feeds.contract import Severity
from scorecard.feeds.report import Checked, Problem
from scorecard.warehouse.rows_at_hand import lay_out, take_away

FOLDER = Path(__file__).with_name("cross_checks")
HEAD = re.compile(r"(?m)\A-- /// check$\n(?P<head>(?:^--(?: .*)?$\n)+?)^-- ///$")


@dataclass(frozen=True)
class CrossCheck:
    """A rule across returns: its name is its file's, its SQL gives a row for each problem.

    The first column is the row of the return, null where the whole is meant; others fill the places of the sentence.
    It applies to all feeds where none is named, and only when the agency has sent each feed that it needs;
    what it only looks at may be missing.
    """

    name: str
    sql: str
    sentence: str
    applies: str
    severity: Severity
    severity_in_correction: Severity
    feeds: tuple[str, ...]
    needs: tuple[str, ...]
    looks_at: tuple[str, ...]
    column: str | None


@lru_cache(maxsize=1)
def all_cross_checks() -> tuple[CrossCheck, ...]:
    """Read every check; raises ScorecardError for a head that cannot be used."""
    return tuple(_read_check(path) for path in sorted(FOLDER.glob("*.sql")))


def find_across_returns(
    connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration
) -> list[Problem]:
    """Give the problems of a return's accepted rows that only the agency's other returns show."""
    if checked.accepted is None or checked.read is None:
        return []
    feed = declared.feed.name
    fitting = [check for check in all_cross_checks() if not check.feeds or feed in check.feeds]
    looked_at = {name for check in fitting for name in (*check.needs, *check.looks_at)}
    problems: list[Problem] = []
    try:
        beside = lay_out(connection, checked, declared, looked_at)
        for check in fitting:
            if beside.allows(check.needs, check.looks_at):
                severity = check.severity_in_correction if beside.is_correction else check.severity
                problems += _run(connection, check, severity)
        take_away(connection)
    except duckdb.Error as error:
        raise WarehouseError(
            f"The return could not be held against those received before, and nothing was changed: {error}. "
            "Check that the disk has room, then try again."
        ) from error
    return problems


def _run(connection: duckdb.DuckDBPyConnection, check: CrossCheck, severity: Severity) -> list[Problem]:
    result = connection.execute(check.sql)
    places = [column[0] for column in result.description or []]
    problems = []
    for row, *values in result.fetchall():
        message = check.sentence.format(**dict(zip(places[1:], values, strict=True))) if values else check.sentence
        problems.append(Problem(row, check.column, severity, check.name, message))
    return problems


def _read_check(path: Path) -> CrossCheck:
    text = path.read_text(encoding="utf-8")
    head = HEAD.search(text)
    if head is None:
        raise ScorecardError(f"{path.name} has no head. Start it with “-- /// check” and end the head with “-- ///”.")
    try:
        fields: dict[str, Any] = tomllib.loads(re.sub(r"(?m)^-- ?", "", head["head"]))
        severity = Severity(fields.pop("severity"))
        unknown = {name for key in ("feeds", "needs", "looks_at") for name in fields.get(key, ())} - all_feeds().keys()
        if unknown:
            raise ValueError(f"there is no feed {', '.join(sorted(unknown))}")
        return CrossCheck(
            name=path.stem,
            sql=text[head.end() :],
            sentence=fields.pop("sentence").strip(),
            applies=fields.pop("applies").strip(),
            severity=severity,
            severity_in_correction=Severity(fields.pop("severity_in_correction", severity)),
            feeds=tuple(fields.pop("feeds")),
            needs=tuple(fields.pop("needs")),
            looks_at=tuple(fields.pop("looks_at", ())),
            column=fields.pop("column", None),
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise ScorecardError(f"The head of {path.name} needs mending: {error}.") from error
