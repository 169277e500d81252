"""What a check says: problems, each with its place and its sentence, and the outcome for the whole return."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from scorecard.feeds.contract import Severity

END_OF_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-Z0-9“])")

MOST_WARNINGS = 50_000
"""Of one rule: nobody reads more, and a return of a million rows would not fit into memory with all of them."""

Outcome = Literal["accepted", "accepted_with_warnings", "rows_refused", "refused", "already_received"]


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend; row is the line of the file or sheet, None where the whole file is meant.

    The message says what is wrong and then what to do. The value is masked wherever it could be personal.
    """

    row: int | None
    column: str | None
    severity: Severity
    rule: str
    message: str
    sheet: str | None = None
    value: str | None = None

    @property
    def remedy(self) -> str:
        """What to do: the message without its first sentence, or all of it where it is one sentence."""
        first, *others = END_OF_SENTENCE.split(self.message, maxsplit=1)
        return others[0] if others else first

    def sentence(self) -> str:
        """Write the problem as one line for people."""
        place = f"Row {self.row}. " if self.row is not None else ""
        column = f"{self.column}: " if self.column is not None else ""
        return f"{place}{column}{self.message}"

    def fields(self) -> dict[str, str | int | None]:
        """Give the problem as plain fields for JSON."""
        return {
            "severity": self.severity.value,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "message": self.message,
            "sheet": self.sheet,
            "value": self.value,
            "remedy": self.remedy,
        }


def file_problem(rule: str, message: str, *, row: int | None = None, column: str | None = None) -> Problem:
    """Make a problem that refuses the whole file."""
    return Problem(row, column, Severity.REFUSE_FILE, rule, message)


def warning(rule: str, message: str, *, row: int | None = None, column: str | None = None) -> Problem:
    """Make a problem that is only worth a second look."""
    return Problem(row, column, Severity.WARN, rule, message)


def rest_of_warnings(rule: str, message: str, many: int, *, column: str | None = None) -> list[Problem]:
    """Stand for the warnings of a rule beyond the most that are listed; none where there are none."""
    return [warning(rule, f"{many:,} more rows are like those listed. {message}", column=column)] if many else []


class ReturnRefused(Exception):
    """The file cannot be read further; carries every problem found up to this step, and what was read until then.

    That is the rows, or the header alone: of each cell the name that problems call its column by, and the cell as it
    came, None where it may not be repeated.
    """

    def __init__(
        self,
        problems: Iterable[Problem],
        rows: pl.DataFrame | None = None,
        header: Iterable[tuple[str, str | None]] = (),
    ) -> None:
        self.problems = tuple(problems)
        self.rows = rows
        self.header = tuple(header)
        super().__init__(" ".join(problem.sentence() for problem in self.problems))


@dataclass(frozen=True)
class Checked:
    """The result of checking one return; rows = accepted + refused, always."""

    outcome: Outcome
    rows: int
    accepted: pl.DataFrame | None
    refused: int
    problems: tuple[Problem, ...]
    digest: str
    content_digest: str | None = None
    read: pl.DataFrame | None = None
    """Every row as read, those refused too, where the columns could be told."""
    repeats: Mapping[int, int] = field(default_factory=dict)
    """Rows that repeat another exactly, each with the row that it repeats."""

    @property
    def accepted_rows(self) -> int:
        """Number of rows that keep every rule; a row sent twice counts each time."""
        return self.rows - self.refused

    def fields(self) -> dict[str, object]:
        """Give the report as plain fields for JSON."""
        return {
            "outcome": self.outcome,
            "rows": self.rows,
            "accepted": self.accepted_rows,
            "refused": self.refused,
            "problems": [problem.fields() for problem in self.problems],
        }


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems: those of the whole file first, then by row and column."""
    return tuple(sorted(problems, key=lambda problem: (problem.row or 0, problem.column or "", problem.rule)))
