"""The catalogue of bad returns, and what a test of one of its cases holds."""

import csv
from pathlib import Path

from scorecard.feeds.contract import Severity
from scorecard.feeds.report import Checked, Problem

CASES = Path(__file__).with_name("cases.csv")
MARKS = {
    "accepted": "A",
    "accepted_with_warnings": "W",
    "rows_refused": "Q",
    "refused": "F",
    "already_received": "N",
}
SEVERITIES = {"W": Severity.WARN, "Q": Severity.REFUSE_ROW, "F": Severity.REFUSE_FILE, "N": Severity.WARN}


def outcomes() -> dict[str, list[str]]:
    """Every case of the catalogue with the marks that it may have."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["outcomes"].split("|") for row in csv.DictReader(file)}


def expect_accepted(case: str, checked: Checked, rows: int) -> None:
    """The return is accepted without a word, with so many rows."""
    assert "A" in outcomes()[case]
    assert [problem.sentence() for problem in checked.problems] == []
    assert (MARKS[checked.outcome], checked.rows, checked.refused) == ("A", rows, 0)


def expect(case: str, mark: str, checked: Checked, rule: str, words: str, *, refused: int | None = None) -> Problem:
    """The case has its mark from a problem of that rule, whose sentence says so; gives the first such problem."""
    assert mark in outcomes()[case]
    said = [problem.sentence() for problem in checked.problems]
    assert MARKS[checked.outcome] == mark, said
    found = [each for each in checked.problems if each.rule == rule and each.severity is SEVERITIES[mark]]
    assert found, said
    assert words in found[0].message
    assert found[0].remedy
    if mark == "Q":
        assert checked.refused == (1 if refused is None else refused)
    return found[0]
