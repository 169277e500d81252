"""Finds what was written in the dashboard for a month of which a file comes later, so that no file takes it away."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import polars as pl

from scorecard.feeds.additions import Row, write_cells
from scorecard.feeds.contract import Feed
from scorecard.feeds.report import Problem, warning
from scorecard.warehouse.received import Received


@dataclass(frozen=True)
class Written:
    """Rows written in the dashboard that a file lacks, and how many others stand otherwise in the file."""

    beside: Sequence[Row]
    replaced: int


def find_written(
    connection: duckdb.DuckDBPyConnection, feed: Feed, before: Sequence[Received], rows: pl.DataFrame
) -> Written:
    """Hold the rows of a file against those written in the dashboard before it; a row has its place by its key.

    `before` are the submissions before the file. What was joined to an earlier file was in none of its own rows.
    """
    if not before or not before[0].is_written:
        return Written([], 0)
    file = {_key(feed, row): row for row in write_cells(rows.select(*feed.columns))}
    written = _read_written(connection, feed, before)
    replaced = [row for row in written if file.get(_key(feed, row), row) != row]
    return Written([row for row in written if _key(feed, row) not in file], len(replaced))


def warn_of_written(feed: Feed, written: Written) -> list[Problem]:
    """Say how many rows that were written in the dashboard stay beside a file, and how many it replaces."""
    problems = []
    if written.beside:
        message = (
            f"Rows written in the dashboard for this month that are not in the file: {len(written.beside)}. "
            "They stay in force beside it; there is nothing to do."
        )
        problems.append(warning("written_rows_stay", message))
    if written.replaced:
        message = (
            f"Rows written in the dashboard for this month that the file replaces: {written.replaced}. "
            f"They have the same {', '.join(feed.key[2:])}; give the file's rows another to keep both."
        )
        problems.append(warning("written_rows_replaced", message))
    return problems


def _read_written(connection: duckdb.DuckDBPyConnection, feed: Feed, before: Sequence[Received]) -> list[Row]:
    """Read the rows of the newest submission that the last file before it does not hold word for word."""
    file = next((each.sequence for each in before if not each.is_written), None)
    same = " and ".join(f"mine.{name} is not distinct from filed.{name}" for name in feed.columns)
    rows = connection.sql(
        f"""
        select {", ".join(feed.columns)}
        from store.{feed.name} as mine
        where submission = $written
            and not exists (select 1 from store.{feed.name} as filed where filed.submission = $file and {same})
        order by row_number
        """,
        params={"written": before[0].sequence, "file": file},
    ).pl()
    return write_cells(rows)


def _key(feed: Feed, row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in feed.key)
