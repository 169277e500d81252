"""Keeps accepted returns: append-only, each whole or not at all, the newest of a month in force."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

from scorecard.feeds.checking import Declaration, check_return
from scorecard.feeds.report import Checked, warning

MOST_REFUSED_SHARE = 0.02


@dataclass(frozen=True)
class Receipt:
    """What became of a file: its check, and the number of its submission where it was kept."""

    checked: Checked
    submission: int | None


def find_digest(connection: duckdb.DuckDBPyConnection, digest: str) -> int | None:
    """Give the submission that brought these very bytes, if there was one."""
    found = connection.execute("select sequence from store.submission where digest = $digest", {"digest": digest})
    rows = found.fetchall()
    return int(rows[0][0]) if rows else None


def check_against_warehouse(
    connection: duckdb.DuckDBPyConnection | None, content: bytes, declared: Declaration, *, file_name: str = ""
) -> Checked:
    """Check a return, and say when it was received before: the same bytes, or the same rows in other bytes."""
    checked = check_return(content, declared, file_name=file_name)
    if connection is None:
        return checked
    known = find_digest(connection, checked.digest)
    if known is None and checked.content_digest is not None:
        known = _find_same_rows(connection, checked.content_digest, declared)
    return checked if known is None else _already_received(checked, known)


def _find_same_rows(connection: duckdb.DuckDBPyConnection, content_digest: str, declared: Declaration) -> int | None:
    found = connection.execute(
        """
        select sequence
        from store.current_submission
        where feed = $feed and agency_code = $agency and report_month = $month and content_digest = $digest
        """,
        {"feed": declared.feed.name, "agency": declared.agency, "month": declared.month, "digest": content_digest},
    ).fetchall()
    return int(found[0][0]) if found else None


def _already_received(checked: Checked, submission: int) -> Checked:
    note = warning("already_received", f"These rows were received before, as submission {submission}. Nothing changed.")
    return Checked("already_received", checked.rows, None, 0, (note,), checked.digest, checked.content_digest)


def keep_return(
    connection: duckdb.DuckDBPyConnection,
    content: bytes,
    declared: Declaration,
    *,
    sender: str,
    received_at: datetime,
    file_name: str,
    originals: Path,
    without_refused: bool = False,
) -> Receipt:
    """Check a return and keep it in one transaction; a return with refused rows waits unless told otherwise.

    Rows may be left out only when they are at most 2 % of the return.
    """
    checked = check_against_warehouse(connection, content, declared, file_name=file_name)
    if checked.accepted is None or not _may_be_kept(checked, without_refused):
        return Receipt(checked, None)
    _keep_original(originals, checked.digest, content)
    connection.begin()
    try:
        submission = _insert_submission(connection, checked, declared, sender, received_at, file_name)
        _insert_rows(connection, submission, checked, declared.feed.name)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    return Receipt(checked, submission)


def _may_be_kept(checked: Checked, without_refused: bool) -> bool:
    if checked.outcome != "rows_refused":
        return True
    return without_refused and checked.refused <= MOST_REFUSED_SHARE * checked.rows


def _keep_original(folder: Path, digest: str, content: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / digest
    if not path.exists():
        partial = folder / f".{digest}.part"
        partial.write_bytes(content)
        partial.replace(path)


def _insert_submission(
    connection: duckdb.DuckDBPyConnection,
    checked: Checked,
    declared: Declaration,
    sender: str,
    received_at: datetime,
    file_name: str,
) -> int:
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
            "feed": declared.feed.name,
            "agency": declared.agency,
            "month": declared.month,
            "received": received_at.replace(tzinfo=None),
            "sender": sender,
            "file": file_name,
            "digest": checked.digest,
            "content": checked.content_digest,
            "rows": checked.rows,
            "accepted": checked.accepted_rows,
            "refused": checked.refused,
        },
    ).fetchall()
    return int(row[0][0])


def _insert_rows(connection: duckdb.DuckDBPyConnection, submission: int, checked: Checked, feed: str) -> None:
    connection.register("accepted_rows", checked.accepted)
    connection.execute(
        f"""
        insert into store.{feed} by name
        select $submission as submission, row as row_number, * exclude (row)
        from accepted_rows
        """,
        {"submission": submission},
    )
    connection.unregister("accepted_rows")
    if checked.problems:
        fields = ("row", "column", "severity", "rule", "message")
        values = [[submission, *(problem.fields()[field] for field in fields)] for problem in checked.problems]
        connection.executemany("insert into store.problem values (?, ?, ?, ?, ?, ?)", values)


def list_months(connection: duckdb.DuckDBPyConnection) -> tuple[date, date] | None:
    """Give the first and the last month of which a return is in force."""
    first, last = connection.execute(
        "select min(report_month), max(report_month) from store.current_submission"
    ).fetchall()[0]
    return None if first is None else (first, last)
