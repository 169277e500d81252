"""Reads what the annual report says, and writes which indicator answers each statement."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from scorecard.indicators.catalogue import Indicator
from scorecard.settings import PROJECT

STATEMENTS = PROJECT / "docs" / "annual_report_statements.csv"


@dataclass(frozen=True)
class Statement:
    """One statement of the report that carries, or could carry, data.

    `figure` is what the report prints, `indicators` the codes that answer it, `note` why it is not measured, or only in
    part.
    """

    section: str
    statement: str
    figure: str
    indicators: tuple[str, ...]
    note: str


def read_statements(path: Path = STATEMENTS) -> list[Statement]:
    """Read the statements in the order of the report."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Statement(
                row["section"],
                row["statement"],
                row["figure"],
                tuple(filter(None, row["indicators"].split(";"))),
                row["note"],
            )
            for row in csv.DictReader(file)
        ]


def find_faults(statements: list[Statement], catalogue: Mapping[str, Indicator]) -> list[str]:
    """Say which statements name an indicator that does not exist, or are neither measured nor explained."""
    codes = {indicator.definition.code for indicator in catalogue.values()}
    faults = []
    for each in statements:
        missing = [code for code in each.indicators if code not in codes]
        if missing:
            faults.append(f"“{each.statement}” names {', '.join(missing)}, and no query has such a code.")
        if not each.indicators and not each.note:
            faults.append(f"“{each.statement}” has neither an indicator nor a note that says why not.")
    return faults


def write_coverage(statements: list[Statement], catalogue: Mapping[str, Indicator]) -> str:
    """Write the page: a table for each section of the report, every indicator with a link to its query."""
    links = {each.definition.code: _link(each) for each in catalogue.values()}
    measured = sum(bool(each.indicators) for each in statements)
    parts = [
        f"""# What the annual report says, and what answers it

Each statement of the LSAB annual report 2023/24, agency section, that carries or could carry data, in our own words.
Of {len(statements)} statements {measured} are answered by indicators, wholly or in part. The others say why not.

Written by `make docs` from [annual_report_statements.csv](annual_report_statements.csv). A test fails when a
statement names an indicator that does not exist.
"""
    ]
    for section, rows in groupby(statements, lambda each: each.section):
        parts.append(f"## {section}\n")
        parts.append("| the report says | figure | answered by |\n|---|---|---|")
        parts.extend(_row(each, links) for each in rows)
        parts.append("")
    return "\n".join(parts)


def _link(indicator: Indicator) -> str:
    definition = indicator.definition
    return f"[{definition.code}](../queries/{indicator.name}.sql) {definition.title}"


def _row(each: Statement, links: Mapping[str, str]) -> str:
    answers = "<br>".join(links[code] for code in each.indicators) or "not measured"
    note = f"<br>{each.note[:1].upper()}{each.note[1:]}." if each.note else ""
    return f"| {each.statement} | {each.figure} | {answers}{note} |"
