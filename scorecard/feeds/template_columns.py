"""How each column of a template may be filled in: drop-down list, bounds, and the words shown beside the cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import dataframely as dy
import polars as pl

from scorecard.feeds.code_lists import labels
from scorecard.feeds.contract import Feed, Severity, code_list_of, kind_of, may_lie_ahead
from scorecard.feeds.declared import Declaration
from scorecard.months import add_months, last_day, write_month

FIRST_DAY = date(1990, 1, 1)
YEARS_AFTER, YEARS_PLANNED = 1, 10
LONGEST_PROMPT, LONGEST_TITLE = 255, 32
WRITTEN = {
    "agency": "filled in for you",
    "month": "filled in for you",
    "identifier": "a reference without names, as text",
    "reference": "a code",
    "code": "one of the list",
    "codes": "one or more of the list, with semicolons between them",
    "date": "a date, day/month/year",
    "whole_number": "a whole number",
    "text": "words, without anything that identifies a person",
}


@dataclass(frozen=True)
class Choices:
    """A drop-down list: its name on the sheet of lists, and each choice with what it means."""

    name: str
    choices: tuple[tuple[str, str], ...]


def choices_of(column: dy.Column, declared: Declaration, titles: Mapping[str, Mapping[str, str]]) -> Choices | None:
    """Give the choices of a column: the labels of its code list, or the codes of the partnership's reference file."""
    code_list = code_list_of(column)
    if code_list is not None:
        return Choices(code_list, tuple((label, code) for code, label in labels(code_list).items()))
    kept_in = str((column.metadata or {}).get("reference"))
    if kept_in not in declared.known:
        return None
    named = titles.get(kept_in, {})
    order = [code for code in named if code in declared.known[kept_in]]
    order += sorted(set(declared.known[kept_in]) - set(order))
    return Choices(kept_in, tuple((code, named.get(code, "")) for code in order))


def limits_of(column: dy.Column) -> tuple[int | None, int | None]:
    """Give the least and the greatest value of a number, or the least and the greatest length of a text."""
    contract: Any = column
    if kind_of(column) == "whole_number":
        return contract.min, contract.max
    return (0 if column.nullable else 1), getattr(contract, "max_length", None)


@lru_cache
def allowed_days(feed: Feed, name: str, month: date) -> tuple[date, date]:
    """Give the first and the last day that the rules of the feed allow, each rule tried on every day.

    Only rules that refuse and speak of this column and the month alone can be tried.
    """
    last = last_day(add_months(month, 12 * (YEARS_PLANNED if may_lie_ahead(name) else YEARS_AFTER)))
    days = pl.DataFrame({"day": pl.date_range(FIRST_DAY, last, eager=True)})
    kinds = feed.schema.columns()
    tried = days.select(
        pl.col("day").alias(each) if each == name
        else pl.lit(month).alias(each) if each == "month"
        else pl.lit(None, dtype=column.dtype).alias(each)
        for each, column in kinds.items()
    )  # fmt: skip
    rules = [
        rule.right().fill_null(True)
        for rule in feed.rules
        if name in rule.columns and set(rule.columns) <= {name, "month"} and rule.severity is not Severity.WARN
    ]
    right = tried.select(pl.all_horizontal(pl.lit(True), *rules).alias("right"))["right"]
    allowed = days["day"].filter(right) if right.len() == days.height else days["day"]
    return (allowed[0], allowed[-1]) if allowed.len() else (FIRST_DAY, last)


def validation_of(name: str, declared: Declaration, listed: str | None) -> dict[str, Any]:
    """Give the rule by which a spreadsheet checks a cell of the column while it is being filled in.

    A list holds for one choice alone, so a column of several only offers it.
    """
    column, feed = declared.feed.columns[name], declared.feed
    kind = kind_of(column)
    rule: dict[str, Any] = {"input_title": name[:LONGEST_TITLE], "input_message": _prompt(name, declared)}
    least, greatest = limits_of(column)
    if kind in ("agency", "month"):
        rule |= {"validate": "list", "source": [declared.agency if kind == "agency" else write_month(declared.month)]}
    elif listed is not None:
        rule |= {"validate": "list", "source": listed, "show_error": kind != "codes"}
    elif kind == "date":
        first, last = allowed_days(feed, name, declared.month)
        rule |= {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
        # The bounds that no rule gives are only likely: whoever fills in the cell may go beyond them.
        rule |= {} if last < add_months(declared.month, 1) else {"error_type": "warning"}
    elif kind == "whole_number" and greatest is None:
        rule |= {"validate": "integer", "criteria": ">=", "value": least or 0}
    elif kind == "whole_number":
        rule |= {"validate": "integer", "criteria": "between", "minimum": least or 0, "maximum": greatest}
    elif greatest is not None:
        rule |= {"validate": "length", "criteria": "between", "minimum": least, "maximum": greatest}
    else:
        rule |= {"validate": "any"}
    if rule["validate"] != "any":
        rule |= {
            "error_title": "Not taken as it is",
            "error_message": describe_allowed(name, declared)[:LONGEST_PROMPT],
        }
    return rule


def describe_allowed(name: str, declared: Declaration) -> str:
    """Say in words what a cell of the column may hold."""
    column = declared.feed.columns[name]
    kind = kind_of(column)
    least, greatest = limits_of(column)
    words = WRITTEN.get(kind, "text")
    if kind == "agency":
        return f"{declared.agency}, {words}."
    if kind == "month":
        words = f"{write_month(declared.month)}, {words}"
    elif kind == "date":
        first, last = allowed_days(declared.feed, name, declared.month)
        words += f", from {first:%d/%m/%Y} to {last:%d/%m/%Y}"
    elif kind == "whole_number":
        words += f" of {least or 0:,} or more" if greatest is None else f" from {least or 0:,} to {greatest:,}"
    elif kind in ("identifier", "text") and greatest is not None:
        words += f", at most {greatest:,} characters"
    return f"{words[0].upper()}{words[1:]}."


def _prompt(name: str, declared: Declaration) -> str:
    """The words beside the cell: the meaning, what may stand there, and whether it must be filled in."""
    column = declared.feed.columns[name]
    needed = "May be blank." if column.nullable else "Must be filled in."
    words = f"{column.description} {describe_allowed(name, declared)} {needed}"
    return words if len(words) <= LONGEST_PROMPT else f"{words[: LONGEST_PROMPT - 1]}…"
