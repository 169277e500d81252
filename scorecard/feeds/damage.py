"""Finds damage to a whole column: numbers without their leading zeros, and codes under another column's name."""

from decimal import Decimal
from itertools import combinations

import polars as pl

from scorecard.feeds.contract import Feed, code_list_of, kind_of
from scorecard.feeds.readers import read_code
from scorecard.feeds.report import Problem, file_problem, warning

MOST_GROWTH = 10
SHORT_WRITING = r"^\d(\.\d+)?E\+\d+$"


def find_damaged_references(frame: pl.DataFrame, feed: Feed) -> list[Problem]:
    """Spreadsheets drop leading zeros and write long numbers short, which gives one case two references."""
    problems: list[Problem] = []
    names = [name for name, column in feed.columns.items() if kind_of(column) == "identifier"]
    short = frame.select(pl.col(names).str.contains("E+", literal=True).any())
    for name in names:
        values = frame[name]
        if short[name][0] and values.str.contains(SHORT_WRITING).any():
            message = "Long references were written short, as in 1.2E+11. Send the column as text, in full."
            problems.append(file_problem("references_whole", message, column=name))
        elif _digits_of_several_lengths(values):
            problems += _judge_lengths(values.drop_nulls(), name, is_key=name in feed.key)
    return problems


def find_swapped_codes(text: pl.DataFrame, typed: pl.DataFrame, feed: Feed) -> list[Problem]:
    """Two columns of which neither can be read, but each by the list of the other, stand under each other's name."""
    lists = {name: code_list_of(column) for name, column in feed.columns.items() if kind_of(column) == "code"}
    unread = [name for name in lists if text[name].null_count() < text.height == typed[name].null_count()]
    return [
        file_problem("columns_not_swapped", f"The column seems to hold {other}. Check the header.", column=name)
        for pair in combinations(unread, 2)
        if all(_reads(text[name], lists[other]) for name, other in (pair, pair[::-1]))
        for name, other in (pair, pair[::-1])
    ]


def _reads(values: pl.Series, code_list: str | None) -> bool:
    return all(read_code(value, code_list or "") is not None for value in values.drop_nulls().unique())


def _digits_of_several_lengths(values: pl.Series) -> bool:
    first = values.first(ignore_nulls=True)
    if first is None or not str(first).isdigit():
        return False
    lengths = values.str.len_bytes()
    return lengths.min() != lengths.max() and bool(values.str.contains(r"^\d+$").all())


def _judge_lengths(values: pl.Series, name: str, *, is_key: bool) -> list[Problem]:
    """Numbers that are counted up hardly grow tenfold within a month; a padded number is never shorter than another."""
    message = (
        "The references have figures only and differ in length, as when leading zeros are lost. Send them as text."
    )
    numbers = [Decimal(value) for value in values.unique()]
    grows = max(numbers) >= MOST_GROWTH * min(numbers)
    if values.str.starts_with("0").any() or (is_key and grows):
        return [file_problem("references_whole", message, column=name)]
    return [warning("references_whole", message, column=name)] if grows else []
