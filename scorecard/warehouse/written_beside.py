"""Finds what was written in the dashboard that stays in force beside a file that came later for the same month."""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from scorecard.feeds.additions import FILE_NAME, add_rows, write_cells
from scorecard.warehouse.in_force import read_in_force, write_new
from scorecard.warehouse.inserting import Brought
from scorecard.warehouse.received import Received
from scorecard.warehouse.written import find_written

NOT_BESIDE = "What was written in the dashboard before could not be kept beside the file. Write it again, mended."


def join_written(
    connection: duckdb.DuckDBPyConnection, file: Brought, before: Sequence[Received]
) -> tuple[bytes, Brought] | None:
    """Give the rows of a file just inserted with those written before it, as one more return; None without such rows.

    `before` are the submissions of its month before it. The file and this return belong in one transaction: between
    the two, another file would take the rows away.
    """
    feed = file.declared.feed
    if file.file_name == FILE_NAME or not before or not before[0].is_written:
        return None
    in_force = read_in_force(connection, feed, file.declared.agency, file.declared.month)
    written = find_written(connection, feed, before, in_force.rows)
    if not written.beside:
        return None
    received_at = max(file.received_at.replace(tzinfo=None), before[0].received_at)
    declared = replace(file.declared, nil=False, received_on=received_at.date())
    content = write_new(connection, feed, add_rows(feed, write_cells(in_force.rows), written.beside))
    return content, replace(file, declared=declared, received_at=received_at, file_name=FILE_NAME)
