"""Keeps accepted returns: append-only, each whole or not at all, the newest of a month in force."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import duckdb

from scorecard.errors import WarehouseError
from scorecard.feeds.checking import Declaration, add_problems, check_return, digest_of
from scorecard.feeds.report import Checked, warning
from scorecard.warehouse.cross_checks import find_across_returns
from scorecard.warehouse.in_force import is_kept
from scorecard.warehouse.inserting import Brought, insert_return
from scorecard.warehouse.originals import Note, begin_notes, keep_original, settle_notes
from scorecard.warehouse.received import Received, keep_of_month, list_received
from scorecard.warehouse.written_beside import join_written

MOST_REFUSED_SHARE = 0.02


@dataclass(frozen=True)
class Receipt:
    """What became of a file: its check, and the number of its submission where it was kept."""

    checked: Checked
    submission: int | None
    not_beside: Checked | None = None
    """The check that refused what was written in the dashboard before, where it could not be kept beside the file."""


def check_against_warehouse(
    connection: duckdb.DuckDBPyConnection | None, content: bytes, declared: Declaration, *, file_name: str = ""
) -> Checked:
    """Check a return, and say when it was received before: the same bytes, or the same rows in other bytes.

    Bytes that are known need no check.
    """
    check = partial(check_return, content, declared, file_name=file_name)
    if connection is None:
        return check()
    digest = digest_of(content)
    received = list_received(connection, declared.agency, digest)
    return _check_beside(connection, declared, digest, received, file_name, check)


def _check_beside(
    connection: duckdb.DuckDBPyConnection,
    declared: Declaration,
    digest: str,
    received: Sequence[Received],
    file_name: str,
    check: Callable[[], Checked],
) -> Checked:
    known = next((each for each in received if each.digest == digest), None)
    if known is not None:
        return _already_received(known, digest)
    alone = check()
    checked = add_problems(alone, find_across_returns(connection, alone, declared, received, file_name))
    for in_force in keep_of_month(received, declared)[:1]:
        for each in (alone, checked):
            if (each.content_digest, each.refused) == (in_force.content_digest, in_force.refused):
                return _already_received(in_force, digest)
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
    own_check: Checked | None = None,
) -> Receipt:
    """Check a return and keep it in one transaction; a return with refused rows waits unless told otherwise.

    Rows may be left out only when they are at most 2 % of the return. What was written in the dashboard for its month
    is kept beside it in the same transaction, unless it is to be kept `alone`. `own_check` is the check of the file by
    itself, as received on that day, where it was made already. Raises WarehouseError where it cannot be written; then
    nothing is changed.
    """
    _settle(originals, lambda digest: is_kept(connection, digest))
    declared = replace(declared, received_on=received_at.date())
    brought = Brought(declared, sender, received_at, file_name)
    digest = digest_of(content)
    received = list_received(connection, declared.agency, digest)

    def check() -> Checked:
        return own_check or check_return(content, declared, file_name=file_name)

    checked = _check_beside(connection, declared, digest, received, file_name, check)
    if checked.accepted is None or not _may_be_kept(checked, without_refused):
        return Receipt(checked, None)
    try:
        keep_original(originals, checked.digest, content)
        connection.begin()
        try:
            notes = [insert_return(connection, checked, brought)]
            before = [] if alone else keep_of_month(received, declared)
            beside = _insert_written(connection, brought, before, originals)
            notes += [beside] if isinstance(beside, Note) else []
            begin_notes(originals, notes)
            connection.commit()
        except BaseException:
            with suppress(duckdb.Error):  # a failed commit has rolled back by itself
                connection.rollback()
            _settle(originals, lambda digest: is_kept(connection, digest))
            raise
        _settle(originals, lambda digest: digest in [note.digest for note in notes])
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(
            f"{file_name} could not be kept, and nothing was changed: {error}. "
            "Check that the disk has room, then load it again."
        ) from error
    return Receipt(checked, notes[0].sequence, beside if isinstance(beside, Checked) else None)


def _insert_written(
    connection: duckdb.DuckDBPyConnection, file: Brought, before: Sequence[Received], originals: Path
) -> Note | Checked | None:
    """Insert what was written before a file beside it; gives its note, or the check that refused the whole."""
    joined = join_written(connection, file, before)
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


def _already_received(known: Received, digest: str) -> Checked:
    message = (
        f"These rows were received before, as submission {known.sequence} "
        f"({known.agency} {known.feed} {known.month:%Y-%m}). Nothing changed."
    )
    return Checked("already_received", known.rows, None, known.refused, (warning("already_received", message),), digest)


def _may_be_kept(checked: Checked, without_refused: bool) -> bool:
    if checked.outcome != "rows_refused":
        return True
    return without_refused and checked.refused <= MOST_REFUSED_SHARE * checked.rows
