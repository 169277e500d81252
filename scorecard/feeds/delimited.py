"""Reads delimited text: encoding, then structure; everything stays text."""

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice

import numpy as np
import polars as pl

from scorecard.feeds.contract import Feed
from scorecard.feeds.encoding import decode
from scorecard.feeds.headers import SEARCHED_ROWS, best_match, find_header, find_unnamed, match_header
from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning
from scorecard.feeds.text_table import TextTable, leave_out_prepared

DELIMITERS = ",;\t|"
HEAD = 64 * 1024
LONGEST_CELL = 32_767
NEWLINE = 10
NO_MARKS = bytes(set(range(32, 256)) - set(b'"'))
CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f]")


def read_delimited(content: bytes, feed: Feed) -> TextTable:
    """Read delimited text; raises ReturnRefused where the structure is in doubt."""
    data, problems = decode(content)
    if data.isspace():
        raise ReturnRefused([file_problem("not_empty", "The file is empty. Send the return, or declare a nil return.")])
    delimiter, rows, lines = _read_head(data, feed)
    index, notes = find_header(rows, feed)
    problems += notes
    if delimiter == "|":
        message = "The columns are divided by bars. Save the file with commas, as in the template."
        raise ReturnRefused([*problems, file_problem("delimiter", message)])
    positions, notes = match_header(rows[index], feed)
    problems += notes
    body = _after_line(data, lines[index])
    width, first_line = len(rows[index]), lines[index] + 1
    regular = _is_regular(body, delimiter.encode(), width)
    parse = _parse_fast if regular else _parse_carefully
    frame = parse(body, delimiter, [f"column_{place + 1}" for place in range(width)], first_line=first_line)
    problems += find_unnamed(rows[index], frame.drop("row").get_columns())
    picked = frame.select("row", *(pl.col(f"column_{place + 1}").alias(name) for place, name in positions.items()))
    if list(positions.values()) == list(feed.columns):
        picked, notes = _leave_out_unused(picked)
        problems += notes
    plain = body.isascii() and b"\x7f" not in body and (regular or not CONTROLS.search(body))
    return TextTable(picked, tuple(problems), plain, trimmed=regular and plain and b" " not in body)


def _leave_out_unused(table: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Leave out the rows that a template has prepared and nobody used: saved as text, nothing else tells them apart.

    A row without agency or month is none of them.
    """
    prepared = pl.col("agency", "month").str.strip_chars() != ""
    is_blank = pl.col(table.columns[3]).fill_null("").str.strip_chars() == ""
    likely = table.filter(is_blank & pl.all_horizontal(prepared).fill_null(False))
    if likely.is_empty():
        return table, []
    unused = likely.join(leave_out_prepared(likely), on="row", how="anti")["row"]
    if unused.is_empty():
        return table, []
    message = (
        f"{unused.len():,} row(s) hold nothing but agency and month, here first. They were left out, as rows of the "
        "template that were not used. Check that nothing is missing."
    )
    return table.filter(~pl.col("row").is_in(unused.implode())), [warning("row_filled_in", message, row=unused[0])]


def _read_head(data: bytes, feed: Feed) -> tuple[str, list[list[str]], list[int]]:
    """Split the first rows by the delimiter that shows most of the feed's columns; also give the line each ends at."""
    text = data[:HEAD].decode("utf-8", errors="replace")
    heads = {mark: _split_head(text, mark) for mark in DELIMITERS if mark in text} or {",": _split_head(text, ",")}
    best = max(heads, key=lambda mark: best_match([cells for cells, _ in heads[mark]], feed))
    return best, [cells for cells, _ in heads[best]], [line for _, line in heads[best]]


def _split_head(text: str, delimiter: str) -> list[tuple[list[str], int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(cells, reader.line_num) for cells in islice(reader, SEARCHED_ROWS)]


def _after_line(data: bytes, count: int) -> bytes:
    start = 0
    for _ in range(count):
        start = data.index(b"\n", start) + 1
    return data[start:]


def _is_regular(body: bytes, delimiter: bytes, width: int) -> bool:
    """Say whether every line is as wide as the header and holds no quotes and no control characters.

    Only then is the fast reader safe: it pads short rows and lets stray quotes pass in silence.
    """
    marks = body.translate(None, NO_MARKS.replace(delimiter, b""))
    if not body or marks != (delimiter * (width - 1) + b"\n") * (len(marks) // width):
        return False
    line_ends = np.flatnonzero(np.frombuffer(body, dtype=np.uint8) == NEWLINE)
    return int(np.diff(line_ends, prepend=-1).max()) < LONGEST_CELL


def _parse_fast(body: bytes, delimiter: str, names: list[str], *, first_line: int) -> pl.DataFrame:
    frame = pl.read_csv(
        body, has_header=False, separator=delimiter, quote_char=None, infer_schema=False, new_columns=names
    )
    return frame.with_row_index("row", offset=first_line)


def _parse_carefully(body: bytes, delimiter: str, names: list[str], *, first_line: int) -> pl.DataFrame:
    faults: list[Problem] = []
    kept: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(body.decode("utf-8"), newline=""), delimiter=delimiter, strict=True)
    line = first_line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                faults += _check_row(cells, len(names), line)
                kept.append(cells)
                lines.append(line)
            line = first_line + reader.line_num
    except csv.Error:
        message = "From here on the file cannot be split. Check for a quotation mark that is not closed or not doubled."
        faults.append(file_problem("row_can_be_split", message, row=line))
    faults += _find_swallowed_rows(kept, lines, delimiter)
    if faults:
        raise ReturnRefused(faults)
    columns = dict(zip(names, zip(*kept, strict=True), strict=True)) if kept else {}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String))
    return frame.with_columns(pl.Series("row", lines, dtype=pl.UInt32))


def _check_row(cells: Sequence[str], width: int, line: int) -> list[Problem]:
    if len(cells) != width:
        message = f"The line has {len(cells)} cells, the header {width}. Check for a missing or extra separator."
        return [file_problem("row_width", message, row=line)]
    if any(len(cell) > LONGEST_CELL for cell in cells):
        message = f"A cell is longer than {LONGEST_CELL:,} characters. Check for a quotation mark that is not closed."
        return [file_problem("cell_length", message, row=line)]
    return []


def _find_swallowed_rows(rows: Sequence[Sequence[str]], lines: Sequence[int], delimiter: str) -> list[Problem]:
    """Two stray quotation marks make one cell of the rows between them: a line within a cell starts as its row does."""
    message = "A cell holds what looks like further rows. Check for a quotation mark that is not closed."
    return [
        file_problem("row_can_be_split", message, row=line)
        for cells, line in zip(rows, lines, strict=True)
        if any(f"\n{cells[0]}{delimiter}" in cell for cell in cells)
    ]
