"""Every rule that the rows of a feed must keep: those of its columns, that of its key, and its own."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import dataframely as dy
import polars as pl

from scorecard.feeds.contract import Feed, Rule, Severity, kind_of
from scorecard.feeds.report import MOST_WARNINGS, Problem, file_problem, rest_of_warnings, warning

FEW_ROWS = 3
KEY_RULE = "primary_key"


def check_rules(
    frame: pl.DataFrame, feed: Feed, unread: set[tuple[int | None, str | None]], *, keys_differ: bool = False
) -> list[Problem]:
    """Give a problem for each rule that a row breaks; a rule over an unread cell is unknown, not broken.

    Where the keys are known to differ, the rule of the key is not worked out again.
    """
    rules = {str(number): rule for number, rule in enumerate(_all_rules(feed))}
    if keys_differ:
        rules = {number: rule for number, rule in rules.items() if rule.name != KEY_RULE}
    kept = frame.select(_expressions(feed)[int(number)] for number in rules)
    problems: list[Problem] = []
    for number, rule in rules.items():
        right = kept[number]
        if right.all():
            continue
        rows = [row for row in frame["row"].filter(~right) if not any((row, one) in unread for one in rule.columns)]
        listed = rows[:MOST_WARNINGS] if rule.severity is Severity.WARN else rows
        problems += [Problem(row, rule.columns[0], rule.severity, rule.name, rule.sentence) for row in listed]
        problems += rest_of_warnings(rule.name, rule.sentence, len(rows) - len(listed), column=rule.columns[0])
        if len(rows) >= FEW_ROWS and _breaks_throughout(frame, rule, len(rows), feed):
            message = f"Every row breaks {rule.name}: {_list(rule.columns)} seem to be swapped. Check the header."
            problems.append(file_problem("columns_not_swapped", message, column=rule.columns[0]))
    return problems


def do_keys_differ(frame: pl.DataFrame, feed: Feed) -> bool:
    """Say whether no two rows surely have one key: told by 64-bit hashes, which rows of different keys may share."""
    return bool(frame.select(_key(feed).hash().n_unique() == pl.len()).item())


def drop_identical_rows(frame: pl.DataFrame, feed: Feed, refused: set[int]) -> tuple[pl.DataFrame, dict[int, int]]:
    """Keep the first of rows that are the same in every column; also give each dropped row with the row it repeats.

    Rows refused already, which may hold cells that could not be read, are the same as no other.
    """
    doubled = frame.filter(_key(feed).is_duplicated() & ~pl.col("row").is_in(list(refused)))
    first = doubled.with_columns(first=pl.col("row").min().over(list(feed.columns)))
    doubled = first.filter(pl.col("row") != pl.col("first"))
    repeats = dict(doubled.select("row", "first").iter_rows())
    return frame.filter(~pl.col("row").is_in(list(repeats))), repeats


def report_repeats(repeats: Mapping[int, int], refused: set[int]) -> list[Problem]:
    """Say of each repeated row that it counts once, or that it is refused with the row it repeats."""
    problems = []
    for row, first in repeats.items():
        if first in refused:
            message = f"The row repeats row {first} exactly, which is refused. Mend that one and leave this one out."
            problems.append(Problem(row, None, Severity.REFUSE_ROW, "row_once", message))
        else:
            message = f"The row repeats row {first} exactly. It is counted once."
            problems.append(warning("row_once", message, row=row))
    return problems


@lru_cache
def _all_rules(feed: Feed) -> tuple[Rule, ...]:
    """The contract's own checks made into rules, so that all are worked out in one pass and reported alike."""
    rules = []
    for name, column in feed.columns.items():
        for check, right in column.validation_rules(pl.col(name)).items():
            rules.append(Rule(check, _sentence(check, column), (name,), Severity.REFUSE_ROW, _constant(right)))
    case = feed.key[2:] or feed.key
    message = f"Several different rows have the same {', '.join(case)}. Send one row for each."
    single = ~_key(feed).is_duplicated() | pl.any_horizontal(pl.col(case).is_null())
    rules.append(Rule(KEY_RULE, message, case, Severity.REFUSE_ROW, _constant(single)))
    return (*rules, *feed.rules)


@lru_cache
def _expressions(feed: Feed) -> list[pl.Expr]:
    return [rule.right().fill_null(True).alias(str(number)) for number, rule in enumerate(_all_rules(feed))]


def _constant(expression: pl.Expr) -> Callable[[], pl.Expr]:
    return lambda: expression


def _key(feed: Feed) -> pl.Expr:
    """Agency and month are the same on every row, so the other columns of the key decide."""
    names = feed.key[2:] or feed.key
    return pl.col(names[0]) if len(names) == 1 else pl.struct(names)


def _breaks_throughout(frame: pl.DataFrame, rule: Rule, broken: int, feed: Feed) -> bool:
    """Say whether a rule on two columns of one kind is broken wherever both are filled: then they are swapped."""
    kinds = {kind_of(feed.columns[name]) for name in rule.columns}
    if len(rule.columns) != 2 or len(kinds) != 1 or kinds & {"code", "text"}:
        return False
    return bool(frame.select(pl.all_horizontal(pl.col(rule.columns).is_not_null()).sum()).item() == broken)


def _list(names: tuple[str, ...]) -> str:
    return " and ".join(names)


def _sentence(check: str, column: dy.Column) -> str:
    contract: Any = column
    kind = kind_of(column).replace("_", " ")
    return {
        "nullability": "The cell is blank. Fill it in.",
        "min": f"The value is below {getattr(contract, 'min', '')}. Check it.",
        "max": f"The value is above {getattr(contract, 'max', '')}. Check it.",
        "max_length": f"The text is longer than {getattr(contract, 'max_length', '')} characters. Shorten it.",
        "min_length": "The cell is blank. Fill it in.",
    }.get(check, f"The value is not a right {kind}. Check it.")
