"""The tray in which the dashboard lays returns for the loader, and the loader its receipts for the dashboard.

An entry is a folder; every file in it is complete before it has its name, so that either side may be stopped at any
moment. The dashboard never opens the warehouse, and the loader is the only writer. Links are not followed and hard ones
are not read, since whoever broke into the dashboard could lay one that leads to the warehouse.
"""

import json
import re
import secrets
import shutil
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from scorecard.errors import ScorecardError
from scorecard.flushing import flush, read_unlinked, write_flushed
from scorecard.months import parse_month, write_month

Step = Literal[
    "sent", "checking", "checked", "keeping", "publishing", "published", "refused", "already_received", "failed"
]
ENDED: tuple[Step, ...] = ("published", "refused", "already_received", "failed")
GONE = ".gone-"
NO_SUCH_ENTRY = "There is no return {name} in the tray. It may have been tidied away; send it again."
NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
CONTENT, SENDING, RECEIPT, CONFIRMED, WITHDRAWN, REPORT, DIGEST = (
    "content",
    "sending.json",
    "receipt.json",
    "confirmed",
    "withdrawn",
    "report.xlsx",
    "digest",
)


@dataclass(frozen=True)
class Sending:
    """What the sender says of a file: which feed, whose, which month, and whether there is nothing to report.

    An addition holds rows that join those of the return in force, where other files take its place.
    """

    feed: str
    agency: str
    month: date
    sender: str
    file_name: str
    sent_at: datetime
    nil: bool = False
    addition: bool = False


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
        """The bytes as they were sent; raises ScorecardError where a link has taken their place."""
        return _read(self.folder / CONTENT)

    @property
    def days_since_told(self) -> float:
        """How long ago the receipt was last written."""
        with suppress(FileNotFoundError):
            return (time.time() - (self.folder / RECEIPT).lstat().st_mtime) / 86_400
        return 0

    @property
    def digest(self) -> str | None:
        """The digest under which an addition is kept, or was about to be when the loader was stopped."""
        with suppress(FileNotFoundError):
            return _read(self.folder / DIGEST).decode()
        return None

    @property
    def has_report(self) -> bool:
        """Whether the check has been made into a workbook for the sender."""
        return (self.folder / REPORT).exists()

    def read_report(self) -> bytes:
        """Read the workbook for the sender; raises ScorecardError where it is gone."""
        try:
            return _read(self.folder / REPORT)
        except FileNotFoundError as error:
            raise ScorecardError(f"The report on {self.sending.file_name} is gone: it has been withdrawn.") from error


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
    """List what is in the tray, oldest first; the other side may take an entry away meanwhile."""
    entries = []
    for path in sorted(tray.iterdir()) if tray.is_dir() else ():
        if NAME.fullmatch(path.name):
            with suppress(ScorecardError):
                entries.append(read_entry(tray, path.name))
    return entries


def read_entry(tray: Path, name: str) -> Entry:
    """Read one entry; raises ScorecardError where there is none of that name."""
    folder = tray / name
    try:
        if not NAME.fullmatch(name) or folder.is_symlink():
            raise FileNotFoundError
        stated = json.loads(_read(folder / SENDING))
        receipt = folder / RECEIPT
        told = Receipt(**json.loads(_read(receipt))) if receipt.exists() else Receipt("sent")
        month, sent_at = parse_month(str(stated["month"])), datetime.fromisoformat(str(stated["sent_at"]))
        sending = Sending(**stated | {"month": month, "sent_at": sent_at})
    except FileNotFoundError:
        raise ScorecardError(NO_SUCH_ENTRY.format(name=name)) from None
    except (OSError, ValueError, TypeError, KeyError):
        message = f"The return {name} in the tray is damaged. Send it again, and tell whoever runs the scorecard."
        raise ScorecardError(message) from None
    confirmed, withdrawn = (folder / CONFIRMED).exists(), (folder / WITHDRAWN).exists()
    return Entry(folder, sending, told, confirmed, withdrawn)


def confirm(entry: Entry) -> None:
    """Ask the loader to keep a checked return, without its refused rows; one that is gone stays gone."""
    with suppress(FileNotFoundError):
        (entry.folder / CONFIRMED).touch()


def withdraw(entry: Entry) -> None:
    """Ask the loader to forget a return that has not been kept; one that is gone stays gone."""
    with suppress(FileNotFoundError):
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


def _read(path: Path) -> bytes:
    content = read_unlinked(path)
    if content is None:
        raise ScorecardError(
            f"The return {path.parent.name} was not read: its file “{path.name}” has been replaced by a link or a "
            "device. Withdraw the return and send it again, and tell whoever runs the scorecard."
        )
    return content


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    write_flushed(partial, content)
    partial.replace(path)
