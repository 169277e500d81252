"""Rows that join those of a return in force: laid in the tray by a page, made a whole return by the loader."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import polars as pl

from scorecard.feeds.contract import SEPARATOR, Feed, kind_of
from scorecard.months import write_month
from scorecard.tray import Sending, put_return

Row = dict[str, str]
FILE_NAME = "written in the dashboard"


def put_addition(
    tray: Path, feed: str, agency: str, month: date, rows: Sequence[Row], sender: str, *, sent_at: datetime
) -> str:
    """Lay rows in the tray that join those in force, and give the entry's name; raises ScorecardError without room.

    All rows have the same columns, agency and month left out; `add_rows` says what becomes of them.
    """
    whole = [{"agency": agency, "month": write_month(month), **row} for row in rows]
    sending = Sending(feed, agency, month, sender, FILE_NAME, sent_at, addition=True)
    return put_return(tray, _write(list(whole[0]), whole), sending)


def read_addition(content: bytes) -> list[Row]:
    """Read the rows of an addition as they were laid in the tray: cells of text under the feed's columns."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), restval=""))


def write_rows(feed: Feed, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows as the CSV of a return, with every column of the feed."""
    return _write(list(feed.columns), rows)


def _write(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def write_cells(rows: pl.DataFrame) -> list[Row]:
    """Write rows of the warehouse as the text in which a return may bring them."""
    days = [name for name, kind in rows.schema.items() if kind == pl.Date and name != "month"]
    lists = [name for name, kind in rows.schema.items() if isinstance(kind, pl.List)]
    written = rows.with_columns(
        pl.col("month").dt.strftime("%Y-%m"),
        pl.col(days).dt.strftime("%Y-%m-%d"),
        pl.col(lists).list.join(SEPARATOR),
    )
    return written.cast(pl.String).fill_null("").to_dicts()


def add_rows(feed: Feed, in_force: Sequence[Row], added: Sequence[Row], taken: Collection[str] = ()) -> list[Row]:
    """Give the rows in force with those added.

    A row with the key of one in force changes the columns it has. Where the last part of a key is blank, a whole number
    goes on from the highest beside it, and a reference is made from agency and month, other than those taken; a row
    that is in force already, word for word, is not added again.
    """
    rows = [{name: row.get(name, "") for name in feed.columns} for row in in_force]
    for new in added:
        place = _find_place(feed, rows, new)
        if place is None:
            rows.append(dict.fromkeys(feed.columns, "") | new | _give_out(feed, rows, new, taken))
        else:
            rows[place] |= {name: cell for name, cell in new.items() if cell or name not in feed.key}
    return rows


def _find_place(feed: Feed, rows: Sequence[Row], new: Row) -> int | None:
    """Find the row with the same key; without the last part of a key, the row that says the same throughout."""
    last = feed.key[-1]
    told = [*feed.key[:-1], last] if new.get(last) else [name for name in new if name != last]
    same = (place for place, row in enumerate(rows) if all(row[name] == new.get(name, "") for name in told))
    return next(same, None)


def _give_out(feed: Feed, rows: Sequence[Row], new: Row, taken: Collection[str]) -> Row:
    *others, last = feed.key
    kind = kind_of(feed.columns[last])
    if new.get(last) or kind not in ("whole_number", "identifier"):
        return {}
    if kind == "whole_number":
        beside = [int(row[last]) for row in rows if all(row[name] == new.get(name, "") for name in others)]
        return {last: str(max(beside, default=0) + 1)}
    used = {*taken, *(row[last] for row in rows)}
    # The agency comes first, since a reference that begins as a date does is taken for a date of birth.
    names = (f"{new['agency']}-{new['month']}-{number}" for number in range(1, len(used) + 2))
    return {last: next(name for name in names if name not in used)}
