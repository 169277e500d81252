"""Writes the notes of submissions that were kept before there were notes, while the warehouse still knows of them."""

from contextlib import suppress
from pathlib import Path

import duckdb

from scorecard.flushing import flush
from scorecard.warehouse.originals import Note, list_pending, write_note

SUBMISSIONS = """
select
    sequence, feed, agency_code as agency, report_month as month, received_at, sender, file_name, digest,
    content_digest, rows_received, rows_refused
from store.submission
order by sequence
"""


def write_missing_notes(connection: duckdb.DuckDBPyConnection, originals: Path) -> None:
    """Write the note of every submission that has none; where the disk does not let it, the next load does it.

    A submission without its original gets one too, so that a rebuild names what is missing.
    """
    there = {path.stem for path in originals.glob("[!.]*.json")}
    result = connection.execute(SUBMISSIONS)
    names = [column[0] for column in result.description or []]
    notes = [Note.model_validate(dict(zip(names, row, strict=True))) for row in result.fetchall()]
    missing = [note for note in notes if note.digest not in there]
    # A note that could not be given its place yet is settled by the next load.
    if not missing or list_pending(originals):
        return
    with suppress(OSError):
        originals.mkdir(parents=True, exist_ok=True)
        for note in missing:
            write_note(originals, note)
        flush(originals)
