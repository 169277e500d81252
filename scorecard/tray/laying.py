"""What the dashboard does with the tray: it lays a return there, and says whether it is to be kept."""

import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from scorecard.errors import ScorecardError
from scorecard.flushing import flush, write_flushed
from scorecard.months import write_month
from scorecard.tray.entries import CONFIRMED, CONTENT, SENDING, WITHDRAWN, Entry, Sending


def put_return(tray: Path, content: bytes, sending: Sending) -> str:
    """Lay a return in the tray, complete or not at all, and give its name; raises ScorecardError without room."""
    name = f"{sending.sent_at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    partial = tray / f".{name}"
    try:
        partial.mkdir(parents=True)
        stated = asdict(sending) | {"month": write_month(sending.month), "sent_at": sending.sent_at.isoformat()}
        write_flushed(partial / CONTENT, content)
        write_flushed(partial / SENDING, json.dumps(stated, ensure_ascii=False).encode())
        partial.rename(tray / name)
        flush(tray)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise ScorecardError(
            f"{sending.file_name} could not be taken in: {error.strerror}. Nothing was changed. "
            "Check that the disk has room, then send it again."
        ) from error
    return name


def confirm(entry: Entry) -> None:
    """Ask the loader to keep a checked return, without its refused rows; one that is gone stays gone."""
    with suppress(FileNotFoundError):
        (entry.folder / CONFIRMED).touch()


def withdraw(entry: Entry) -> None:
    """Ask the loader to forget a return that has not been kept; one that is gone stays gone."""
    with suppress(FileNotFoundError):
        (entry.folder / WITHDRAWN).touch()
