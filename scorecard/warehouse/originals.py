"""Keeps the bytes of every return as they came, each under its digest, with a note of what was declared of them.

From these files alone the warehouse can be rebuilt.
"""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from scorecard.flushing import flush, write_flushed

# There is one loader at a time, and so one note of a submission that is not committed yet.
BEING_KEPT = ".being_kept.json"


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


def begin_note(folder: Path, note: Note) -> None:
    """Write the note of a submission to disk, before the submission is committed; never over one not settled yet."""
    if (folder / BEING_KEPT).exists():
        raise FileExistsError(f"{folder / BEING_KEPT} could not be given its place")
    write_flushed(folder / BEING_KEPT, note.model_dump_json(indent=2).encode())
    flush(folder)


def settle_note(folder: Path, is_kept: Callable[[str], bool]) -> None:
    """Give the note its place beside the original where its submission is kept, and take it away where it is not.

    Also done before the next submission, since a loader may have been killed at any moment.
    """
    path = folder / BEING_KEPT
    if not path.exists():
        return
    note = read_note(path)
    if note is not None and is_kept(note.digest):
        path.replace(folder / f"{note.digest}.json")
    else:
        path.unlink()
    flush(folder)


def read_note(path: Path) -> Note | None:
    """Read a note; None where there is none, or it was not written to its end."""
    try:
        return Note.model_validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None
