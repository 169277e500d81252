"""Reads delimited text: bytes, then encoding, then structure; everything stays text."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from scorecard.feeds.contract import Feed
from scorecard.feeds.headers import SEARCHED_ROWS, count_matches, find_header, match_header
from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning

DELIMITERS = ",;\t"
LONGEST_CELL = 32_767
QUOTE, NEWLINE = 34, 10


@dataclass(frozen=True)
class TextTable:
    """A return as read: text columns named as in the contract, and `row`, the line in the file or sheet."""

    frame: pl.DataFrame
    problems: tuple[Problem, ...]


def read_delimited(content: bytes, feed: Feed) -> TextTable:
    """Read delimited text; raises ReturnRefused where the structure is in doubt."""
    data, problems = _decode(content)
    data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n\x1a ") + b"\n"
    if not data.strip():
        raise ReturnRefused([file_problem("not_empty", "The file is empty. Send the return, or declare a nil return.")])
    delimiter = _find_delimiter(data, feed)
    head = _split_rows(data[: 64 * 1024], delimiter)[:SEARCHED_ROWS]
    skipped, notes = find_header(head, feed)
    problems += notes
    for _ in range(skipped):
        data = data[data.index(b"\n") + 1 :]
    positions, notes = match_header(head[skipped], feed)
    problems += notes
    width = len(head[skipped])
    frame = _parse(data, delimiter, width, first_line=skipped + 1)
    names = [f"column_{index + 1}" for index in positions]
    picked = frame.select(pl.col(names), pl.col("row")).rename(dict(zip(names, positions.values(), strict=True)))
    return TextTable(picked, tuple(problems))


def _decode(content: bytes) -> tuple[bytes, list[Problem]]:
    """Give the content as UTF-8 without a mark; the encoding is told by the mark, never guessed in silence."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16").encode("utf-8"), []
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in content:
        message = "The file holds NUL bytes, so its encoding is in doubt. Save it as “CSV UTF-8” and send it again."
        raise ReturnRefused([file_problem("no_nul_bytes", message)])
    notes = []
    if content.rstrip(b"\r\n").endswith(b"\x1a"):
        notes.append(
            warning("no_end_of_file_mark", "An end-of-file character stands after the last row; it was left out.")
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_windows(content), [*notes, _windows_note()]
    return content, notes


def _windows_note() -> Problem:
    return warning("encoding", "The file is in Windows-1252, not UTF-8. It was read as that; save it as “CSV UTF-8”.")


def _decode_windows(content: bytes) -> bytes:
    mixed = []
    utf8_lines = 0
    for number, line in enumerate(re.split(rb"\r\n|\n|\r", content), start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            utf8_lines += 1
        except UnicodeDecodeError:
            mixed.append(number)
    if utf8_lines:
        message = "The line is in another encoding than the rest. Save the whole file as “CSV UTF-8”."
        raise ReturnRefused(file_problem("one_encoding", message, row=number) for number in mixed)
    return content.decode("cp1252", errors="replace").encode("utf-8")


def _find_delimiter(data: bytes, feed: Feed) -> str:
    lines = data[: 64 * 1024].split(b"\n")[:SEARCHED_ROWS]
    texts = [line.decode("utf-8", errors="replace") for line in lines]
    scores = {mark: max(count_matches(text.split(mark), feed) for text in texts) for mark in DELIMITERS + "|"}
    best = max(scores, key=lambda mark: scores[mark])
    if best == "|" and scores["|"] > 1:
        message = "The columns are divided by bars. Save the file with commas, as in the template."
        raise ReturnRefused([file_problem("delimiter", message)])
    return best if scores[best] > 1 else ","


def _split_rows(data: bytes, delimiter: str) -> list[list[str]]:
    text = data.decode("utf-8", errors="replace")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _parse(data: bytes, delimiter: str, width: int, *, first_line: int) -> pl.DataFrame:
    """Parse data whose first line is the header; gives text columns `column_1` … and `row`."""
    if not _is_regular(data, ord(delimiter), width):
        return _parse_carefully(data, delimiter, width, first_line=first_line)
    frame = pl.read_csv(
        data,
        has_header=False,
        skip_rows=1,
        separator=delimiter,
        infer_schema=False,
        new_columns=[f"column_{index + 1}" for index in range(width)],
    )
    return frame.with_row_index("row", offset=first_line + 1)


def _is_regular(data: bytes, delimiter: int, width: int) -> bool:
    """Say whether every line is as wide as the header and quotes nothing: only then is the fast reader safe.

    Readers pad short rows and let stray quotes pass in silence; anything irregular takes the careful way.
    """
    if b'"' in data:
        return False
    numbers = np.frombuffer(data, dtype=np.uint8)
    line_ends = np.flatnonzero(numbers == NEWLINE)
    if line_ends.size < 2:
        return False
    marks = np.flatnonzero(numbers == delimiter)
    per_line = np.diff(np.searchsorted(marks, line_ends), prepend=0)
    longest = int(np.diff(line_ends, prepend=-1).max())
    return bool((per_line == width - 1).all()) and longest < LONGEST_CELL


def _parse_carefully(data: bytes, delimiter: str, width: int, *, first_line: int) -> pl.DataFrame:
    faults: list[Problem] = []
    kept: list[Sequence[str]] = []
    lines: list[int] = []
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=delimiter, strict=True)
    opened = 0
    try:
        next(reader)
        opened = reader.line_num
        for cells in reader:
            line, opened = first_line + opened, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != width:
                message = (
                    f"The line has {len(cells)} cells, the header {width}. Check for a missing or extra separator."
                )
                faults.append(file_problem("row_width", message, row=line))
            else:
                kept.append(cells)
                lines.append(line)
    except csv.Error as error:
        message = (
            f"The line cannot be split ({error}). Check for a quotation mark that is not closed, or a very long cell."
        )
        faults.append(file_problem("row_can_be_split", message, row=first_line + opened))
    if faults:
        raise ReturnRefused(faults)
    names = [f"column_{index + 1}" for index in range(width)]
    frame = pl.DataFrame(kept, schema=dict.fromkeys(names, pl.String), orient="row")
    return frame.with_columns(pl.Series("row", lines, dtype=pl.UInt32))
