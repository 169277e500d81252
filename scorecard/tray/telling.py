"""What the loader does with the tray: it writes receipts and reports, and takes away what must not stay."""

import json
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from scorecard.flushing import write_flushed
from scorecard.tray.entries import CONTENT, DIGEST, RECEIPT, REPORT, Entry, Step

GONE = ".gone-"


def tell(entry: Entry, step: Step, **more: Any) -> Entry:
    """Write the entry's receipt; what it does not say again stays as it was."""
    said: dict[str, Any] = {"message": "", "done": 0, "total": 0} | more
    receipt = replace(entry.receipt, step=step, **said)
    _write(entry.folder / RECEIPT, json.dumps(asdict(receipt), ensure_ascii=False).encode())
    return replace(entry, receipt=receipt)


def add_report(entry: Entry, workbook: bytes) -> None:
    """Lay the sender's report beside the receipt."""
    _write(entry.folder / REPORT, workbook)


def note_digest(entry: Entry, digest: str) -> None:
    """Note under which digest an addition is about to be kept, so that it is not added twice."""
    _write(entry.folder / DIGEST, digest.encode())


def drop_content(entry: Entry) -> None:
    """Forget the bytes: those that were kept stand with the originals, the others may hold what must not be held."""
    (entry.folder / CONTENT).unlink(missing_ok=True)


def remove(entry: Entry) -> None:
    """Take an entry out of the tray, whole at once for whoever is looking."""
    gone = entry.folder.with_name(f"{GONE}{entry.name}")
    with suppress(FileNotFoundError):
        entry.folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def sweep(tray: Path) -> None:
    """Take away what is left of entries whose removal was cut short: it may hold what must not be held."""
    for path in tray.glob(f"{GONE}*"):
        shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write_flushed(partial, content)
    partial.replace(path)
