"""The tray in which the dashboard lays returns for the loader, and the loader its receipts for the dashboard.

An entry is a folder; every file in it is complete before it has its name, so that either side may be stopped at any
moment. The dashboard never opens the warehouse, and the loader is the only writer.
"""

import json
import os
import re
import secrets
import shutil
import time
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from scorecard.errors import ScorecardError
from scorecard.flushing import flush, write_flushed
from scorecard.months import parse_month, write_month

Step = Literal[
    "sent", "checking", "checked", "keeping", "publishing", "published", "refused", "already_received", "failed"
]
ENDED: tuple[Step, ...] = ("published", "refused", "already_received", "failed")
NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
CONTENT, SENDING, RECEIPT, CONFIRMED, WITHDRAWN, REPORT = (
    "content",
    "sending.json",
    "receipt.json",
    "confirmed",
    "withdrawn",
    "report.xlsx",
)


@dataclass(frozen=True)
class Sending:
    """What the sender says of a file: which feed, whose, which month, and whether there is nothing to report."""

    feed: str
    agency: str
    month: date
    sender: str
    file_name: str
    sent_at: datetime
    nil: bool = False


@dataclass(frozen=True)
class Receipt:
    """How far an entry has come, and what the check said: `report` as `scorecard check --format json` writes it."""

    step: Step
    message: str = ""
    done: int = 0
    total: int = 0
    report: dict[str, Any] | None = None
    most_refused: int = 0
    """How many refused rows may be left out."""

    @property
    def ended(self) -> bool:
        """Say whether nothing more will happen by itself."""
        return self.step in ENDED

    @property
    def may_be_confirmed(self) -> bool:
        """Say whether a person may have the return kept."""
        refused = self.report["refused"] if self.report else 0
        return self.step == "checked" and refused <= self.most_refused


@dataclass(frozen=True)
class Entry:
    """One return in the tray."""

    folder: Path
    sending: Sending
    receipt: Receipt
    confirmed: bool
    withdrawn: bool

    @property
    def name(self) -> str:
        """The entry's own name, which says when it was sent."""
        return self.folder.name

    @property
    def content(self) -> bytes:
        """The bytes as they were sent."""
        return (self.folder / CONTENT).read_bytes()

    @property
    def days_since_told(self) -> float:
        """How long ago the receipt was last written."""
        receipt = self.folder / RECEIPT
        return (time.time() - receipt.stat().st_mtime) / 86_400 if receipt.exists() else 0

    @property
    def report_workbook(self) -> bytes | None:
        """The check as a workbook for the sender, where it has been made."""
        path = self.folder / REPORT
        return path.read_bytes() if path.exists() else None


def put_return(tray: Path, content: bytes, sending: Sending) -> str:
    """Lay a return in the tray, complete or not at all, and give its name; raises ScorecardError without room."""
    name = f"{sending.sent_at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    partial = tray / f".{name}"
    try:
        partial.mkdir(parents=True)
        stated = asdict(sending) | {"month": write_month(sending.month), "sent_at": sending.sent_at.isoformat()}
        _write(partial / CONTENT, content)
        _write(partial / SENDING, json.dumps(stated, ensure_ascii=False).encode())
        partial.rename(tray / name)
        flush(tray)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise ScorecardError(
            f"{sending.file_name} could not be taken in: {error.strerror}. Nothing was changed. "
            "Check that the disk has room, then send it again."
        ) from error
    return name


def list_entries(tray: Path) -> list[Entry]:
    """List what is in the tray, oldest first."""
    if not tray.is_dir():
        return []
    return [read_entry(tray, path.name) for path in sorted(tray.iterdir()) if NAME.fullmatch(path.name)]


def read_entry(tray: Path, name: str) -> Entry:
    """Read one entry; raises ScorecardError where there is none of that name."""
    folder = tray / name
    if not NAME.fullmatch(name) or not (folder / SENDING).exists():
        raise ScorecardError(f"There is no return {name} in the tray. It may have been tidied away; send it again.")
    stated = json.loads((folder / SENDING).read_text(encoding="utf-8"))
    stated |= {"month": parse_month(stated["month"]), "sent_at": datetime.fromisoformat(stated["sent_at"])}
    receipt = folder / RECEIPT
    told = Receipt(**json.loads(receipt.read_text(encoding="utf-8"))) if receipt.exists() else Receipt("sent")
    confirmed, withdrawn = (folder / CONFIRMED).exists(), (folder / WITHDRAWN).exists()
    return Entry(folder, Sending(**stated), told, confirmed, withdrawn)


def confirm(entry: Entry) -> None:
    """Ask the loader to keep a checked return, without its refused rows."""
    (entry.folder / CONFIRMED).touch()


def withdraw(entry: Entry) -> None:
    """Ask the loader to forget a return that has not been kept."""
    (entry.folder / WITHDRAWN).touch()


def tell(entry: Entry, step: Step, **more: Any) -> Entry:
    """Write the entry's receipt; what it does not say again stays as it was."""
    said: dict[str, Any] = {"message": "", "done": 0, "total": 0} | more
    receipt = replace(entry.receipt, step=step, **said)
    _write(entry.folder / RECEIPT, json.dumps(asdict(receipt), ensure_ascii=False).encode())
    return replace(entry, receipt=receipt)


def add_report(entry: Entry, workbook: bytes) -> None:
    """Lay the sender's report beside the receipt."""
    _write(entry.folder / REPORT, workbook)


def drop_content(entry: Entry) -> None:
    """Forget the bytes: those that were kept stand with the originals, the others may hold what must not be held."""
    (entry.folder / CONTENT).unlink(missing_ok=True)


def remove(entry: Entry) -> None:
    """Take an entry out of the tray."""
    shutil.rmtree(entry.folder, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    write_flushed(partial, content)
    partial.replace(path)
