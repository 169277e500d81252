"""Rebuilds a warehouse from the originals and the notes beside them, submission by submission."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from scorecard.errors import ScorecardError
from scorecard.feeds.checking import Declaration, digest_of
from scorecard.months import write_month
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.originals import Note, list_pending, read_note
from scorecard.warehouse.submissions import keep_return

DIGITS_OF_DIGEST = 64


@dataclass(frozen=True)
class Rebuilt:
    """How many submissions were kept again; what is wrong with the others; and what was never acknowledged."""

    submissions: int
    faults: tuple[str, ...]
    unacknowledged: tuple[Note, ...]
    without_note: tuple[str, ...]


def rebuild_warehouse(
    originals: Path,
    warehouse: Path,
    copies: Path,
    declare: Callable[[Note], Declaration],
    report: Callable[[str, int, int], None],
) -> Rebuilt:
    """Keep every submission again, in order, with its number, sender, time and declaration; copies the originals.

    A submission that was being kept when a loader was killed is kept again, too: it may be in the warehouse, and in
    published figures, though nobody was told. One that cannot be kept again as it was is named among the faults.
    """
    notes, faults = _read_notes(originals)
    unacknowledged = tuple(note for note in map(read_note, list_pending(originals)) if note is not None)
    notes += unacknowledged
    notes.sort(key=lambda note: note.sequence)
    kept = 0
    with open_warehouse(warehouse) as connection:
        for done, note in enumerate(notes):
            report(_name(note), done, len(notes))
            try:
                _keep_again(connection, note, originals, copies, declare(note))
                kept += 1
            except (ScorecardError, OSError) as fault:
                faults.append(f"Submission {note.sequence} ({_name(note)}): {fault}")
        report("", len(notes), len(notes))
    return Rebuilt(kept, tuple(faults), unacknowledged, _list_without_note(originals, notes))


def _read_notes(originals: Path) -> tuple[list[Note], list[str]]:
    notes, faults = [], []
    for path in sorted(originals.glob("[!.]*.json")):
        note = read_note(path)
        if note is None or note.digest != path.stem:
            faults.append(f"The note {path} is damaged. Restore it from a backup.")
        else:
            notes.append(note)
    return notes, faults


def _keep_again(
    connection: duckdb.DuckDBPyConnection, note: Note, originals: Path, copies: Path, declared: Declaration
) -> None:
    path = originals / note.digest
    if not path.exists():
        raise ScorecardError(f"the original {path} is missing. Restore it from a backup, or ask the sender for it.")
    content = path.read_bytes()
    if digest_of(content) != note.digest:
        raise ScorecardError(
            f"the original {path} is damaged: its digest is not its name. Restore it from a backup, or ask the sender "
            "for it."
        )
    _count_up_to(connection, note.sequence - 1)
    receipt = keep_return(
        connection,
        content,
        declared,
        sender=note.sender,
        received_at=note.received_at,
        file_name=note.file_name,
        originals=copies,
        without_refused=note.without_refused,
        alone=True,  # what was kept beside it has a note of its own
    )
    checked = receipt.checked
    if receipt.submission is None:
        told = " ".join(problem.sentence() for problem in checked.problems[:3])
        raise ScorecardError(f"it was accepted then and is not now ({checked.outcome.replace('_', ' ')}). {told}")
    if checked.content_digest != note.content_digest:
        raise ScorecardError("it was kept, but its rows are read otherwise now than then. Compare them.")


def _count_up_to(connection: duckdb.DuckDBPyConnection, sequence: int) -> None:
    """Use up the numbers that no submission has, so that the next has the one it had."""
    last = "select coalesce(last_value, 0) from duckdb_sequences() where sequence_name = 'submission_sequence'"
    missing = sequence - connection.execute(last).fetchall()[0][0]
    if missing > 0:
        used = "select max(nextval('store.submission_sequence')) from range($missing)"
        connection.execute(used, {"missing": missing}).fetchall()


def _list_without_note(originals: Path, notes: list[Note]) -> tuple[str, ...]:
    """List originals that no submission refers to: the loader was stopped before it kept them."""
    noted = {note.digest for note in notes}
    return tuple(
        sorted(
            path.name
            for path in originals.glob("[!.]*")
            if len(path.name) == DIGITS_OF_DIGEST
            and not path.with_name(f"{path.name}.json").exists()
            and path.name not in noted
        )
    )


def _name(note: Note) -> str:
    return f"{note.agency} {note.feed} {write_month(note.month)}"
