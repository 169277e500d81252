"""Finds what was written in the dashboard that stays in force beside a file that came later for the same month."""

from dataclasses import replace

import duckdb

from scorecard.feeds.additions import FILE_NAME, add_rows, write_cells
from scorecard.warehouse.in_force import read_in_force, write_new
from scorecard.warehouse.inserting import Brought
from scorecard.warehouse.written import find_written, list_received

NOT_BESIDE = "What was written in the dashboard before could not be kept beside the file. Write it again, mended."


def join_written(connection: duckdb.DuckDBPyConnection, file: Brought) -> tuple[bytes, Brought] | None:
    """Give the rows of a file just inserted with those written before it, as one more return; None without such rows.

    The file and this return belong in one transaction: between the two, another file would take the rows away.
    """
    feed = file.declared.feed
    received = list_received(connection, file.declared)
    if len(received) < 2 or received[0].is_written or not received[1].is_written:
        return None
    in_force = read_in_force(connection, feed, file.declared.agency, file.declared.month)
    written = find_written(connection, feed, received[1:], in_force.rows)
    if not written.beside:
        return None
    received_at = max(received[0].received_at, received[1].received_at)
    declared = replace(file.declared, nil=False, received_on=received_at.date())
    content = write_new(connection, feed, add_rows(feed, write_cells(in_force.rows), written.beside))
    return content, replace(file, declared=declared, received_at=received_at, file_name=FILE_NAME)
