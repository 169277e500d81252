"""What a feed is: its columns, its rules, and the sentence for each rule that is broken."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import dataframely as dy
import polars as pl

from scorecard.feeds.code_lists import labels

SEPARATOR = ";"
PLANNED = ("due_", "expires_", "valid_")


class Severity(StrEnum):
    """What a broken rule does to a return."""

    REFUSE_FILE = "refuse_file"
    REFUSE_ROW = "refuse_row"
    WARN = "warn"


@dataclass(frozen=True)
class Rule:
    """A statement about rows that are right; its sentence is read by the sender when a row is not."""

    name: str
    sentence: str
    columns: tuple[str, ...]
    severity: Severity
    right: Callable[[], pl.Expr]


def rule(*columns: str, severity: Severity = Severity.REFUSE_ROW) -> Callable[[Callable[[], pl.Expr]], Rule]:
    """Make a rule of a function that describes right rows: its name identifies, its docstring is the sentence."""

    def make(right: Callable[[], pl.Expr]) -> Rule:
        return Rule(right.__name__, " ".join((right.__doc__ or "").split()), columns, severity, right)

    return make


@dataclass(frozen=True)
class Feed:
    """A kind of return: its name is its module's, its contract a dataframely schema."""

    name: str
    title: str
    description: str
    schema: type[dy.Schema]
    rules: tuple[Rule, ...]
    latest_by: tuple[str, ...] = ()
    """Columns that identify a case sent again each month; the newest month's row is its current state."""

    @cached_property
    def columns(self) -> dict[str, dy.Column]:
        """The columns in the order of the template."""
        return self.schema.columns()

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that make a row unique within one return: the agency, the month, and what tells cases apart."""
        return tuple(name for name, column in self.columns.items() if column.primary_key)

    @cached_property
    def is_table_of_counts(self) -> bool:
        """Whether the rows are counts rather than cases, each of which has a reference and a day."""
        kinds = {name: kind_of(column) for name, column in self.columns.items()}
        counted = any(kind == "whole_number" and name not in self.key for name, kind in kinds.items())
        return counted and not {"identifier", "date"} <= set(kinds.values())


def kind_of(column: dy.Column) -> str:
    """Say how a column is written: text, code, codes, date, month, whole_number or number."""
    return str((column.metadata or {})["kind"])


def code_list_of(column: dy.Column) -> str | None:
    """Name the code list of a column, if it has one."""
    return (column.metadata or {}).get("code_list")


def may_lie_ahead(name: str) -> bool:
    """Say whether a column of dates holds what is planned or agreed, which may come after the return itself."""
    return name.startswith(PLANNED) or name == "date"


def month_start() -> pl.Expr:
    """First day of the month of the return, which every row has."""
    return pl.col("month").max()


def month_end() -> pl.Expr:
    """Last day of the month of the return, which every row has."""
    return pl.col("month").max().dt.month_end()


def quarter_start() -> pl.Expr:
    """First day of the three months that end with the month of the return, which every row has."""
    return pl.col("month").max().dt.offset_by("-2mo")


def _metadata(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, **more}


def agency() -> dy.String:
    """The sender's code, the same on every row."""
    return dy.String(
        primary_key=True, description="Code of the agency that sends the return.", metadata=_metadata("agency")
    )


def month() -> dy.Date:
    """The month of the return, the same on every row."""
    return dy.Date(primary_key=True, description="Month of the return, such as 2024-03.", metadata=_metadata("month"))


def identifier(meaning: str, *, key: bool = False) -> dy.String:
    """A pseudonymous reference, never a name or an NHS number."""
    return dy.String(
        primary_key=key, nullable=False, max_length=40, description=meaning, metadata=_metadata("identifier")
    )


def code(code_list: str, meaning: str, *, key: bool = False, required: bool = True) -> dy.String:
    """One code of a list; its label is taken too."""
    allowed = list(labels(code_list))
    return dy.String(
        primary_key=key,
        nullable=not required,
        check={"in_code_list": lambda value: value.is_in(allowed)},
        description=meaning,
        metadata=_metadata("code", code_list=code_list),
    )


def codes(code_list: str, meaning: str) -> dy.List:
    """One or more codes of a list, with semicolons between them."""
    allowed = list(labels(code_list))
    return dy.List(
        dy.String(nullable=True),
        nullable=False,
        check={"in_code_list": lambda value: value.list.eval(pl.element().is_in(allowed)).list.all()},
        description=meaning,
        metadata=_metadata("codes", code_list=code_list),
    )


def day(meaning: str, *, required: bool = True) -> dy.Date:
    """A date, as dd/mm/yyyy or yyyy-mm-dd; only one named due, expires, valid or date may lie ahead of the return."""
    return dy.Date(nullable=not required, description=meaning, metadata=_metadata("date"))


def whole_number(
    meaning: str, *, minimum: int = 0, maximum: int | None = None, required: bool = True, key: bool = False
) -> dy.Int64:
    """A whole number in a range."""
    return dy.Int64(
        primary_key=key,
        nullable=not required,
        min=minimum,
        max=maximum,
        description=meaning,
        metadata=_metadata("whole_number"),
    )


def reference(kind: str, meaning: str, *, key: bool = False, required: bool = True) -> dy.String:
    """A code kept in a reference file of the partnership: a course, a measure, an indicator, an agency."""
    return dy.String(
        primary_key=key,
        nullable=not required,
        max_length=60,
        description=meaning,
        metadata=_metadata("reference", reference=kind),
    )


def text(meaning: str, *, required: bool = True, key: bool = False) -> dy.String:
    """Words for people to read; searched for personal data before they are kept."""
    return dy.String(
        primary_key=key, nullable=not required, max_length=2000, description=meaning, metadata=_metadata("text")
    )
