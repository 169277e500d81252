"""One return in the tray: what its sender says of it, how far it has come, and its files."""

import json
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from scorecard.errors import ScorecardError
from scorecard.flushing import read_unlinked
from scorecard.months import parse_month

Step = Literal[
    "sent", "checking", "checked", "keeping", "publishing", "published", "refused", "already_received", "failed"
]
ENDED: tuple[Step, ...] = ("published", "refused", "already_received", "failed")
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


def _read(path: Path) -> bytes:
    content = read_unlinked(path)
    if content is None:
        raise ScorecardError(
            f"The return {path.parent.name} was not read: its file “{path.name}” has been replaced by a link or a "
            "device. Withdraw the return and send it again, and tell whoever runs the scorecard."
        )
    return content
