"""Finds the header of a return and matches its names to the feed's columns."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import polars as pl

from scorecard.feeds.contract import Feed
from scorecard.feeds.personal_data import belongs_to_a_person, may_identify
from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning
from scorecard.feeds.text_table import INVISIBLE

SEARCHED_ROWS = 10
LONGEST_NAME = 40
BETWEEN_WORDS, UNSEEN = re.compile(r"[\s\-./_]+"), re.compile(INVISIBLE)
IDENTIFYING = re.compile(
    r"(?<!agency )(?<!course )(?<!measure )(?<!team )(?<!file )(?<!organisation )(?<!provider )\bnames?\b"
    r"|(first|last|sur|fore|full|middle|family|given)_?name|\bdob\b|birth|\bnhs\b|nhs_?(no|num)|\baddress\b|post_?code"
    r"|\bnino\b|national insurance|e_?mail|phone|mobile|case_?note|\bnotes?\b"
)


def fold_name(name: str) -> str:
    """Fold a column name for matching: case, spaces, hyphens, dots and what cannot be seen do not count."""
    return BETWEEN_WORDS.sub("_", UNSEEN.sub("", name).strip().lower()).strip("_")


@lru_cache(maxsize=1)
def _read_earlier_headers() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("earlier_headers.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["feed"], {})[row["earlier"]] = row["column"]
    return found


def earlier_names(feed: Feed) -> dict[str, str]:
    """Give the names of columns in templates of earlier years, each with its name now."""
    return _read_earlier_headers().get(feed.name, {})


def name_columns(cells: Sequence[str], feed: Feed) -> list[str]:
    """Fold the names of a header; one of an earlier template is read as its name now."""
    earlier = earlier_names(feed)
    folded = [fold_name(cell) for cell in cells]
    return [name if name in feed.columns else earlier.get(name, name) for name in folded]


def count_matches(cells: Sequence[str], feed: Feed) -> int:
    """Count how many cells of a row are names of the feed's columns."""
    return len(set(name_columns(cells, feed)) & feed.columns.keys())


def best_match(rows: Sequence[Sequence[str]], feed: Feed) -> int:
    """Give the most names of the feed's columns that stand in one of the first rows."""
    return max((count_matches(row, feed) for row in rows[:SEARCHED_ROWS]), default=0)


def enough_matches(feed: Feed) -> int:
    """Say how many names of columns make a row a header beyond doubt."""
    return max(2, len(feed.columns) // 2)


def find_header(rows: Sequence[Sequence[str]], feed: Feed) -> tuple[int, list[Problem]]:
    """Give the index of the header among the first rows, with a warning where rows stand above it.

    Raises ReturnRefused where no row, or more than one after rows above, could be the header.
    """
    scores = [count_matches(row, feed) for row in rows[:SEARCHED_ROWS]]
    if max(scores, default=0) < 2:
        wanted = ", ".join(feed.columns)
        message = (
            f"The header of this feed is not in the first {SEARCHED_ROWS} rows. Start with these columns: {wanted}. "
            f"{point_to_template(feed)}"
        )
        raise ReturnRefused([file_problem("header_found", message)])
    found = [index for index, score in enumerate(scores) if score >= enough_matches(feed)]
    if not found or found[0] == 0:
        return 0, []
    if len(found) > 1:
        raise ReturnRefused([file_problem("header_once", "The header stands more than once. Leave one header row.")])
    if any(sum(bool(cell.strip()) for cell in row) >= enough_matches(feed) for row in rows[: found[0]]):
        message = (
            "Full rows stand above the header. Send one header row, in the first row, with all data below it. "
            f"{point_to_template(feed)}"
        )
        raise ReturnRefused([file_problem("header_first", message)])
    personal = next((row for row in range(found[0]) if any(map(belongs_to_a_person, rows[row]))), None)
    if personal is not None:
        message = "A row above the header holds what looks like a person's number or date of birth. Take it out."
        raise ReturnRefused([file_problem("no_personal_data", message)])
    message = f"{found[0]} row(s) stand above the header. They were left out; send the header in the first row."
    return found[0], [warning("rows_above_header", message)]


def match_header(cells: Sequence[str], feed: Feed) -> tuple[dict[int, str], list[Problem]]:
    """Map positions to the feed's columns; unlisted columns are dropped and named.

    Raises ReturnRefused with every missing, doubled or identifying column.
    """
    faults: list[Problem] = []
    notes: list[Problem] = []
    positions: dict[int, str] = {}
    unknown: list[str] = []
    for index, name in enumerate(name_columns(cells, feed)):
        place = f"column {index + 1}"
        if name in feed.columns:
            if name in positions.values():
                faults.append(file_problem("column_once", "The column stands twice. Leave one of them.", column=name))
            positions[index] = name
        elif IDENTIFYING.search(name.replace("_", " ")) or IDENTIFYING.search(name):
            message = "A column's name promises personal data, which must not be sent. Remove the column."
            faults.append(file_problem("no_identifying_column", message, column=place))
        elif name:
            unknown.append(name)
            message = "The feed has no such column. It was left out and is not kept."
            notes.append(warning("column_listed", message, column=_show_name(name, place)))
    missing = [name for name in feed.columns if name not in positions.values()]
    faults += [file_problem("column_present", _describe_missing(name, unknown, feed), column=name) for name in missing]
    if faults:
        raise ReturnRefused(faults, header=_show_header(cells, positions, feed))
    return positions, notes


def find_unnamed(cells: Sequence[str], columns: Sequence[pl.Series]) -> list[Problem]:
    """Name the columns that hold something below a blank name; like every unlisted column they are left out."""
    message = "The column has no name. What stands in it was left out and is not kept. Give it a name, or delete it."
    return [
        warning("column_listed", message, column=f"column {place}")
        for place, (cell, column) in enumerate(zip(cells, columns, strict=True), start=1)
        if not fold_name(cell) and column.str.strip_chars().fill_null("").ne("").any()
    ]


def _show_header(cells: Sequence[str], positions: Mapping[int, str], feed: Feed) -> Iterator[tuple[str, str | None]]:
    """Give each cell of a header that is, or nearly is, the name of a column; any other could be a person's."""
    for index, cell in enumerate(cells):
        known = index in positions or not cell.strip() or get_close_matches(fold_name(cell), feed.columns, cutoff=0.75)
        yield positions.get(index, f"column {index + 1}"), cell.strip() if known else None


def _show_name(name: str, place: str) -> str:
    """Name an unlisted column, unless a value stands where its name should."""
    return place if len(name) > LONGEST_NAME or may_identify(name) else f"{place}, {name}"


def point_to_template(feed: Feed) -> str:
    """Say how to get a blank return of a feed."""
    return f"A blank one is made with: scorecard template {feed.name} --agency AGENCY --month YYYY-MM."


def _describe_missing(name: str, unknown: Sequence[str], feed: Feed) -> str:
    near = get_close_matches(name, unknown, n=1, cutoff=0.75)
    if near:
        return f"The column is missing, but there is one called “{near[0]}”. Did you mean {name}? Rename it."
    return f"The column is missing. Add it. {point_to_template(feed)}"
