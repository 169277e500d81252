"""Shows the values of a report's problems: a count or a recent date as it is, anything else by its shape only."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from scorecard.feeds.contract import Feed, kind_of
from scorecard.feeds.readers import read_serial
from scorecard.feeds.report import Problem

YOUNGEST = 18
LONGEST_SHOWN = 20
MOST_FIGURES = 8
COUNT = re.compile(r"[<≤+-]?\d{1,6}([.,]\d{1,3})? ?%?", re.ASCII)
DATE = re.compile(r"[\d/.\- ]{5,12}", re.ASCII)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)


def may_be_shown(text: str, kind: str, month: date) -> bool:
    """Say whether a value can be no more than a count, or a date on which no adult was born."""
    if kind == "whole_number":
        return COUNT.fullmatch(text) is not None
    serial = read_serial(text)
    years = [serial.year] if serial else [int(year) for year in YEAR.findall(text)]
    recent = len(years) == 1 and month.year - YOUNGEST < years[0] < month.year + YOUNGEST
    short = DATE.fullmatch(text) is not None and len(re.sub(r"\D", "", text)) <= MOST_FIGURES
    return kind in ("date", "month") and short and recent


def mask(text: str) -> str:
    """Give the shape of a value: letters as x, figures as 9."""
    shape = re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "x", text))
    return shape if len(shape) <= LONGEST_SHOWN else f"{shape[:LONGEST_SHOWN]}…"


def add_values(problems: Sequence[Problem], text: pl.DataFrame, feed: Feed, month: date, sheet: str) -> list[Problem]:
    """Give each problem its sheet, and that of a cell the value that stands there, masked where it may be personal."""
    if sheet:
        named = name_sheet(sheet, feed)
        problems = [replace(each, sheet=named) if each.row or each.column else each for each in problems]
    rows = {problem.row for problem in problems if problem.row is not None and problem.column in feed.columns}
    if not rows:
        return list(problems)
    found = text.filter(pl.col("row").is_in(list(rows)))
    place = {row: number for number, row in enumerate(found["row"])}
    kinds = {name: kind_of(column) for name, column in feed.columns.items()}
    cells = {problem.column: found[problem.column] for problem in problems if problem.column in kinds}
    shown: list[Problem] = []
    for problem in problems:
        value = None
        if problem.column in kinds and problem.row in place:
            value = cells[problem.column][place[problem.row]]
        if value is not None and problem.column is not None:
            open_value = may_be_shown(value, kinds[problem.column], month)
            problem = replace(problem, value=value if open_value else mask(value))
        shown.append(problem)
    return shown


def name_sheet(name: str, feed: Feed) -> str:
    """Name a sheet where its name says what the return is and nothing else; any other could be a person's."""
    plain = re.fullmatch(r"(?i)(sheet|return|data|table) ?\d{0,3}", name)
    known = name.lower() in (feed.name, feed.title.lower(), feed.name.replace("_", " "))
    return name if plain or known else "the sheet of the return"
