"""The table of a return while everything in it is still text."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from scorecard.feeds.report import Problem

INVISIBLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
SPACES = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"


@dataclass(frozen=True)
class TextTable:
    """A return as read: text columns named as in the contract, and `row`, the line in the file or sheet.

    Plain text holds printable ASCII only; trimmed text has no blank around a cell and none that is only blank.
    The sheet is the one that was read of a workbook.
    """

    frame: pl.DataFrame
    problems: tuple[Problem, ...]
    plain: bool = False
    trimmed: bool = False
    sheet: str = ""


def leave_out_prepared(table: pl.DataFrame, faulty: Iterable[int | None] = ()) -> pl.DataFrame:
    """A template's rows begin with agency and month; those in which nothing else was filled in are not rows.

    A row that is known to be faulty stays.
    """
    filled = pl.any_horizontal(pl.exclude("row", "agency", "month").str.strip_chars() != "").fill_null(False)
    return table.filter(filled | pl.col("row").is_in([row for row in faulty if row is not None]))
