"""Keeps the bytes of every return as they came, each under its digest, with a note of what was declared of them.

From these files alone the warehouse can be rebuilt.
"""

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from scorecard.flushing import flush, write_flushed

# There is one loader at a time, and so one transaction at most whose notes have not their places yet.
BEING_KEPT, BEING_KEPT_BESIDE = ".being_kept.json", ".being_kept_beside.json"


class Note(BaseModel):
    """What a submission cannot be made again without, and what must come out when it is."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sequence: int
    feed: str
    agency: str
    month: date
    received_at: datetime
    sender: str
    file_name: str
    digest: str
    content_digest: str
    rows_received: int
    rows_refused: int

    @property
    def without_refused(self) -> bool:
        """Whether somebody confirmed that the return is kept without its refused rows."""
        return self.rows_refused > 0

    @property
    def nil(self) -> bool:
        """Whether the return was declared nil."""
        return self.rows_received == 0


def keep_original(folder: Path, digest: str, content: bytes) -> Path:
    """Write the bytes of a return to disk before anything refers to them; what is there already is left alone."""
    path = folder / digest
    if path.exists() and path.read_bytes() == content:
        return path
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{digest}.{os.getpid()}.part"
    try:
        write_flushed(partial, content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    flush(folder)
    return path


def list_pending(folder: Path) -> list[Path]:
    """List the notes that have not their places yet: of a file, and of what was written and is kept beside it."""
    return [path for path in (folder / BEING_KEPT, folder / BEING_KEPT_BESIDE) if path.exists()]


def begin_notes(folder: Path, notes: Sequence[Note]) -> None:
    """Write the notes of one transaction to disk before it is committed; never over any not settled yet.

    The note of what is kept beside a file comes first: it holds the rows of both.
    """
    pending = list_pending(folder)
    if pending:
        raise FileExistsError(f"{pending[0]} could not be given its place")
    for name, note in reversed(list(zip((BEING_KEPT, BEING_KEPT_BESIDE), notes, strict=False))):
        write_flushed(folder / name, note.model_dump_json(indent=2).encode())
    flush(folder)


def settle_notes(folder: Path, is_kept: Callable[[str], bool]) -> None:
    """Give each note its place beside its original where its submission is kept, and take it away where it is not.

    Also done before the next submission, since a loader may have been killed at any moment.
    """
    pending = list_pending(folder)
    for path in pending:
        note = read_note(path)
        if note is not None and is_kept(note.digest):
            path.replace(folder / f"{note.digest}.json")
        else:
            path.unlink()
    if pending:
        flush(folder)


def write_note(folder: Path, note: Note) -> None:
    """Give a note its place beside the original at once, whole or not at all; the folder is left to be flushed."""
    partial = folder / f".{note.digest}.json.{os.getpid()}.part"
    try:
        write_flushed(partial, note.model_dump_json(indent=2).encode())
        partial.replace(folder / f"{note.digest}.json")
    finally:
        partial.unlink(missing_ok=True)


def read_note(path: Path) -> Note | None:
    """Read a note; None where there is none, or it was not written to its end."""
    try:
        return Note.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
