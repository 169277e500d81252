"""Keeps accepted returns: append-only, each whole or not at all, the newest of a month in force."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from scorecard.errors import WarehouseError
from scorecard.feeds.checking import Declaration, add_problems, check_return, digest_of
from scorecard.feeds.report import Checked, warning
from scorecard.warehouse.cross_checks import find_across_returns
from scorecard.warehouse.inserting import Brought, insert_return
from scorecard.warehouse.originals import Note, begin_notes, keep_original, settle_notes
from scorecard.warehouse.written_beside import join_written

MOST_REFUSED_SHARE = 0.02
KNOWN = "select sequence, feed, agency_code, report_month, rows_received, rows_refused"


@dataclass(frozen=True)
class Receipt:
    """What became of a file: its check, and the number of its submission where it was kept."""

    checked: Checked
    submission: int | None
    not_beside: Checked | None = None
    """The check that refused what was written in the dashboard before, where it could not be kept beside the file."""


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
    checked = add_problems(alone, find_across_returns(connection, alone, declared, file_name))
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
    alone: bool = False,
) -> Receipt:
    """Check a return and keep it in one transaction; a return with refused rows waits unless told otherwise.

    Rows may be left out only when they are at most 2 % of the return. What was written in the dashboard for its month
    is kept beside it in the same transaction, unless it is to be kept `alone`. Raises WarehouseError where it cannot be
    written; then nothing is changed.
    """
    _settle(originals, lambda digest: _find_same_bytes(connection, digest) is not None)
    brought = Brought(replace(declared, received_on=received_at.date()), sender, received_at, file_name)
    checked = check_against_warehouse(connection, content, brought.declared, file_name=file_name)
    if checked.accepted is None or not _may_be_kept(checked, without_refused):
        return Receipt(checked, None)
    try:
        keep_original(originals, checked.digest, content)
        connection.begin()
        try:
            notes = [insert_return(connection, checked, brought)]
            beside = None if alone else _insert_written(connection, brought, originals)
            notes += [beside] if isinstance(beside, Note) else []
            begin_notes(originals, notes)
            connection.commit()
        except BaseException:
            with suppress(duckdb.Error):  # a failed commit has rolled back by itself
                connection.rollback()
            _settle(originals, lambda digest: _find_same_bytes(connection, digest) is not None)
            raise
        _settle(originals, lambda digest: digest in [note.digest for note in notes])
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(
            f"{file_name} could not be kept, and nothing was changed: {error}. "
            "Check that the disk has room, then load it again."
        ) from error
    return Receipt(checked, notes[0].sequence, beside if isinstance(beside, Checked) else None)


def _insert_written(connection: duckdb.DuckDBPyConnection, file: Brought, originals: Path) -> Note | Checked | None:
    """Insert what was written before a file beside it; gives its note, or the check that refused the whole."""
    joined = join_written(connection, file)
    if joined is None:
        return None
    content, brought = joined
    checked = check_against_warehouse(connection, content, brought.declared, file_name=brought.file_name)
    if checked.accepted is None or not _may_be_kept(checked, without_refused=False):
        return checked
    keep_original(originals, checked.digest, content)
    return insert_return(connection, checked, brought)


def _settle(originals: Path, is_kept: Callable[[str], bool]) -> None:
    """Settle the notes of the last load; where the disk does not let it, the next load does it.

    They are on disk since before the commit, so that nothing hangs on their place.
    """
    with suppress(OSError, duckdb.Error):
        settle_notes(originals, is_kept)


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
