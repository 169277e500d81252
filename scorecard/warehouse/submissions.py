"""Keeps accepted returns: append-only, each whole or not at all, the newest of a month in force."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from scorecard.errors import WarehouseError
from scorecard.feeds.checking import Declaration, add_problems, check_return, digest_of
from scorecard.feeds.report import Checked, Problem, warning
from scorecard.warehouse.cross_checks import find_across_returns
from scorecard.warehouse.originals import Note, begin_note, keep_original, settle_note

MOST_REFUSED_SHARE = 0.02
KNOWN = "select sequence, feed, agency_code, report_month, rows_received, rows_refused"


@dataclass(frozen=True)
class Receipt:
    """What became of a file: its check, and the number of its submission where it was kept."""

    checked: Checked
    submission: int | None


@dataclass(frozen=True)
class _Known:
    """A submission that is there already."""

    sequence: int
    feed: str
    agency: str
    month: date
    rows: int
    refused: int


def check_against_warehouse(
    connection: duckdb.DuckDBPyConnection | None, content: bytes, declared: Declaration, *, file_name: str = ""
) -> Checked:
    """Check a return, and say when it was received before: the same bytes, or the same rows in other bytes.

    Bytes that are known need no check.
    """
    if connection is None:
        return check_return(content, declared, file_name=file_name)
    digest = digest_of(content)
    known = _find_same_bytes(connection, digest)
    if known is not None:
        return _already_received(known, digest)
    alone = check_return(content, declared, file_name=file_name)
    checked = add_problems(alone, find_across_returns(connection, alone, declared))
    for each in (alone,) if checked is alone else (alone, checked):
        same = _find_same_rows(connection, each, declared)
        if same is not None:
            return _already_received(same, digest)
    return checked


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

    Rows may be left out only when they are at most 2 % of the return. Raises WarehouseError where it cannot be written;
    then nothing is changed.
    """
    _settle(connection, originals)
    declared = replace(declared, received_on=received_at.date())
    checked = check_against_warehouse(connection, content, declared, file_name=file_name)
    if checked.accepted is None or not _may_be_kept(checked, without_refused):
        return Receipt(checked, None)
    try:
        keep_original(originals, checked.digest, content)
        connection.begin()
        try:
            submission = _insert_submission(connection, checked, declared, sender, received_at, file_name)
            _insert_rows(connection, submission, checked.accepted, declared.feed.name)
            _insert_problems(connection, submission, checked.problems)
            begin_note(originals, _note(submission, checked, declared, sender, received_at, file_name))
            connection.commit()
        except BaseException:
            with suppress(duckdb.Error):  # a failed commit has rolled back by itself
                connection.rollback()
            _settle(connection, originals)
            raise
        _settle(connection, originals)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(
            f"{file_name} could not be kept, and nothing was changed: {error}. "
            "Check that the disk has room, then load it again."
        ) from error
    return Receipt(checked, submission)


def _settle(connection: duckdb.DuckDBPyConnection, originals: Path) -> None:
    """Settle the note of the last submission; where the disk does not let it, the next load does it.

    The note is on disk since before the commit, so that nothing hangs on its place.
    """
    with suppress(OSError, duckdb.Error):
        settle_note(originals, lambda digest: _find_same_bytes(connection, digest) is not None)


def _note(
    submission: int, checked: Checked, declared: Declaration, sender: str, received_at: datetime, file_name: str
) -> Note:
    return Note(
        sequence=submission,
        feed=declared.feed.name,
        agency=declared.agency,
        month=declared.month,
        received_at=received_at.replace(tzinfo=None),
        sender=sender,
        file_name=file_name,
        digest=checked.digest,
        content_digest=checked.content_digest or "",
        rows_received=checked.rows,
        rows_refused=checked.refused,
    )


def list_months(connection: duckdb.DuckDBPyConnection) -> tuple[date, date] | None:
    """Give the first and the last month of which a return is in force."""
    first, last = connection.execute(
        "select min(report_month), max(report_month) from store.current_submission"
    ).fetchall()[0]
    return None if first is None else (first, last)


def _find_same_bytes(connection: duckdb.DuckDBPyConnection, digest: str) -> _Known | None:
    """Give the submission that brought these very bytes, under whatever declaration."""
    found = connection.execute(f"{KNOWN} from store.submission where digest = $digest", {"digest": digest}).fetchall()
    return _Known(*found[0]) if found else None


def _find_same_rows(connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration) -> _Known | None:
    """Give the submission in force that holds the same rows for the same agency and month, none more refused."""
    found = connection.execute(
        f"""
        {KNOWN}
        from store.current_submission
        where feed = $feed and agency_code = $agency and report_month = $month and content_digest = $digest
            and rows_refused = $refused
        """,
        {
            "feed": declared.feed.name,
            "agency": declared.agency,
            "month": declared.month,
            "digest": checked.content_digest,
            "refused": checked.refused,
        },
    ).fetchall()
    return _Known(*found[0]) if found else None


def _already_received(known: _Known, digest: str) -> Checked:
    message = (
        f"These rows were received before, as submission {known.sequence} "
        f"({known.agency} {known.feed} {known.month:%Y-%m}). Nothing changed."
    )
    return Checked("already_received", known.rows, None, known.refused, (warning("already_received", message),), digest)


def _may_be_kept(checked: Checked, without_refused: bool) -> bool:
    if checked.outcome != "rows_refused":
        return True
    return without_refused and checked.refused <= MOST_REFUSED_SHARE * checked.rows


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
