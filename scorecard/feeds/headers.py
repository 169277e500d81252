"""Finds the header of a return and matches its names to the feed's columns."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from scorecard.feeds.contract import Feed
from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning

SEARCHED_ROWS = 10
IDENTIFYING = re.compile(
    r"\b(first|last|sur|fore|full|person|client|patient|adult|carer)?_?name\b|surname|forename|\bdob\b|birth"
    r"|\bnhs\b|nhs_?(no|num)|\baddress\b|post_?code|\bnino\b|national_insurance|e_?mail|phone|mobile|case_?note|\bnotes?\b"
)


def fold_name(name: str) -> str:
    """Fold a column name for matching: case, spaces, hyphens and dots do not count."""
    return re.sub(r"[\s\-./]+", "_", name.strip().lower()).strip("_")


def count_matches(cells: Sequence[str], feed: Feed) -> int:
    """Count how many cells of a row are names of the feed's columns."""
    return len({fold_name(cell) for cell in cells} & set(feed.columns))


def find_header(rows: Sequence[Sequence[str]], feed: Feed) -> tuple[int, list[Problem]]:
    """Give the index of the header among the first rows, with a warning where rows stand above it."""
    scores = [count_matches(row, feed) for row in rows[:SEARCHED_ROWS]]
    enough = max(2, len(feed.columns) // 2)
    found = [index for index, score in enumerate(scores) if score >= enough]
    if not found or found[0] == 0:
        return 0, []
    if len(found) > 1:
        raise ReturnRefused([file_problem("header_once", "The header stands more than once. Leave one header row.")])
    message = f"{found[0]} row(s) stand above the header. They were left out; send the header in the first row."
    return found[0], [warning("rows_above_header", message)]


def match_header(cells: Sequence[str], feed: Feed) -> tuple[dict[int, str], list[Problem]]:
    """Map positions to the feed's columns; unlisted columns are dropped and named.

    Raises ReturnRefused with every missing, doubled or identifying column.
    """
    folded = [fold_name(cell) for cell in cells]
    faults: list[Problem] = []
    notes: list[Problem] = []
    positions: dict[int, str] = {}
    unknown: list[str] = []
    for index, (cell, name) in enumerate(zip(cells, folded, strict=True)):
        if name in feed.columns:
            if name in positions.values():
                faults.append(file_problem("column_once", "The column stands twice. Leave one of them.", column=name))
            positions[index] = name
        elif IDENTIFYING.search(name.replace("_", " ")) or IDENTIFYING.search(name):
            message = "A column's name promises personal data, which must not be sent. Remove the column."
            faults.append(file_problem("no_identifying_column", message, column=f"column {index + 1}"))
        elif name:
            unknown.append(cell.strip())
    missing = [name for name in feed.columns if name not in positions.values()]
    for name in missing:
        faults.append(file_problem("column_present", _describe_missing(name, unknown), column=name))
    if faults:
        raise ReturnRefused(faults)
    for name in unknown:
        message = "The feed has no such column. It was left out and is not kept."
        notes.append(warning("column_listed", message, column=name[:60]))
    return positions, notes


def _describe_missing(name: str, unknown: Sequence[str]) -> str:
    near = get_close_matches(name, [fold_name(cell) for cell in unknown], n=1, cutoff=0.75)
    if near:
        return f"The column is missing, but there is one called “{near[0]}”. Did you mean {name}? Rename it."
    return "The column is missing. Add it, as in the template."
