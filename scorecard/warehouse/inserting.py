"""Writes a return that was checked into the warehouse, in a transaction that its caller begins and commits."""

from dataclasses import dataclass
from datetime import datetime

import duckdb
import polars as pl

from scorecard.feeds.declared import Declaration
from scorecard.feeds.report import Checked, Problem
from scorecard.warehouse.originals import Note


@dataclass(frozen=True)
class Brought:
    """What is kept of a return besides its rows: what was declared of it, who sent it, when, and under which name."""

    declared: Declaration
    sender: str
    received_at: datetime
    file_name: str


def insert_return(connection: duckdb.DuckDBPyConnection, checked: Checked, brought: Brought) -> Note:
    """Insert the submission, its accepted rows and its problems, and give the note that belongs beside its original."""
    submission = _insert_submission(connection, checked, brought)
    if checked.accepted is not None:
        _insert_rows(connection, submission, checked.accepted, brought.declared.feed.name)
    _insert_problems(connection, submission, checked.problems)
    return Note(
        sequence=submission,
        feed=brought.declared.feed.name,
        agency=brought.declared.agency,
        month=brought.declared.month,
        received_at=brought.received_at.replace(tzinfo=None),
        sender=brought.sender,
        file_name=brought.file_name,
        digest=checked.digest,
        content_digest=checked.content_digest or "",
        rows_received=checked.rows,
        rows_refused=checked.refused,
    )


def _insert_submission(connection: duckdb.DuckDBPyConnection, checked: Checked, brought: Brought) -> int:
    row = connection.execute(
        """
        insert into store.submission by name
        select
            $feed as feed, $agency as agency_code, $month::date as report_month, $received::timestamp as received_at,
            $sender as sender, $file as file_name, $digest as digest, $content as content_digest,
            $rows as rows_received, $accepted as rows_accepted, $refused as rows_refused
        returning sequence
        """,
        {
            "feed": brought.declared.feed.name,
            "agency": brought.declared.agency,
            "month": brought.declared.month,
            "received": brought.received_at.replace(tzinfo=None),
            "sender": brought.sender,
            "file": brought.file_name,
            "digest": checked.digest,
            "content": checked.content_digest,
            "rows": checked.rows,
            "accepted": checked.accepted_rows,
            "refused": checked.refused,
        },
    ).fetchall()
    return int(row[0][0])


def _insert_rows(connection: duckdb.DuckDBPyConnection, submission: int, rows: pl.DataFrame, feed: str) -> None:
    connection.register("accepted_rows", rows)
    connection.execute(
        f"""
        insert into store.{feed} by name
        select $submission as submission, row as row_number, * exclude (row)
        from accepted_rows
        """,
        {"submission": submission},
    )
    connection.unregister("accepted_rows")


def _insert_problems(connection: duckdb.DuckDBPyConnection, submission: int, problems: tuple[Problem, ...]) -> None:
    if not problems:
        return
    columns = {"row": pl.Int64, "column": pl.String, "severity": pl.String, "rule": pl.String, "message": pl.String}
    connection.register("problems", pl.DataFrame([problem.fields() for problem in problems], schema=columns))
    connection.execute(
        'insert into store.problem select $submission, "row", "column", severity, rule, message from problems',
        {"submission": submission},
    )
    connection.unregister("problems")
