"""The loader: takes returns out of the tray, checks them, and keeps and publishes what is confirmed."""

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime

from filelock import FileLock, Timeout

from scorecard.commands.adding import add_to_return
from scorecard.commands.releasing import record_release
from scorecard.errors import ScorecardError, WarehouseBusy
from scorecard.feeds.checking import Declaration
from scorecard.feeds.report import Checked
from scorecard.feeds.report_workbook import write_report_workbook
from scorecard.publication.declaring import declare_return
from scorecard.publication.publish import publish
from scorecard.publication.recording import record_return_status
from scorecard.settings import Settings
from scorecard.tray import Entry, Step, add_report, drop_content, list_entries, remove, sweep, tell
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.missing_notes import write_missing_notes
from scorecard.warehouse.submissions import MOST_REFUSED_SHARE, check_against_warehouse, keep_return
from scorecard.warehouse.written_beside import NOT_BESIDE

LOG = logging.getLogger(__name__)
UNEXPECTED = "Something went wrong that was not foreseen. Nothing was half kept. Tell whoever runs the scorecard."
PAUSE = 0.3
SECONDS_BETWEEN_TELLING = 0.2
DAYS_IN_TRAY = 35


def watch_tray(settings: Settings, goes_on: Callable[[], bool] = lambda: True) -> None:
    """Work through the tray until told to stop; only one loader does so at a time, another waits for its turn."""
    settings.tray.mkdir(parents=True, exist_ok=True)
    turn = FileLock(settings.tray / ".loader.lock")
    while goes_on():
        try:
            with turn.acquire(timeout=PAUSE):
                while goes_on():
                    work_through(settings)
                    time.sleep(PAUSE)
        except Timeout:
            continue


def work_through(settings: Settings) -> None:
    """Take every entry one step further; a fault of one does not keep the others waiting."""
    sweep(settings.tray)
    for entry in list_entries(settings.tray):
        try:
            _work_on(settings, entry)
        except WarehouseBusy:
            _tell_end(entry, entry.receipt.step)
        except ScorecardError as error:
            _tell_end(entry, "failed", str(error))
        except Exception:
            LOG.exception("The return %s could not be worked on.", entry.name)
            _tell_end(entry, "failed", UNEXPECTED)


def _tell_end(entry: Entry, step: Step, message: str = "") -> None:
    """Tell what became of an entry; one that somebody has spoilt cannot be told, and must not stop the loader."""
    try:
        tell(entry, step, message=message)
    except OSError:
        LOG.exception("It could not be written beside the return %s that it has ended.", entry.name)


def _work_on(settings: Settings, entry: Entry) -> None:
    step = entry.receipt.step
    if entry.withdrawn or (entry.receipt.ended and entry.days_since_told > DAYS_IN_TRAY):
        remove(entry)
    elif step in ("refused", "already_received", "published"):
        drop_content(entry)
    elif entry.sending.addition and step in ("sent", "keeping"):
        _add(settings, tell(entry, "keeping"))
    elif step in ("sent", "checking"):
        _check(settings, tell(entry, "checking"))
    elif step in ("checked", "keeping") and entry.confirmed:
        _keep(settings, tell(entry, "keeping"))
    elif step == "publishing":
        _publish(settings, entry)


def _declare(settings: Settings, entry: Entry) -> Declaration:
    sending = entry.sending
    received_on = sending.sent_at.date()
    return declare_return(
        settings, sending.feed, sending.agency, sending.month, received_on=received_on, nil=sending.nil
    )


def _check(settings: Settings, entry: Entry) -> None:
    declared, content = _declare(settings, entry), entry.content
    known = settings.warehouse.exists()
    with open_warehouse(settings.warehouse, read_only=True) if known else nullcontext() as connection:
        checked = check_against_warehouse(connection, content, declared, file_name=entry.sending.file_name)
    add_report(entry, write_report_workbook(content, checked, declared, file_name=entry.sending.file_name))
    _tell_check(entry, checked)


def _tell_check(entry: Entry, checked: Checked) -> None:
    most_refused = int(MOST_REFUSED_SHARE * checked.rows)
    ended = checked.outcome in ("refused", "already_received")
    step = checked.outcome if ended else "checked"
    tell(entry, step, report=checked.fields(), most_refused=most_refused)  # type: ignore[arg-type]
    if ended:
        drop_content(entry)


def _keep(settings: Settings, entry: Entry) -> None:
    sending, declared = entry.sending, _declare(settings, entry)
    with open_warehouse(settings.warehouse) as connection:
        receipt = keep_return(
            connection,
            entry.content,
            declared,
            sender=sending.sender,
            received_at=sending.sent_at,
            file_name=sending.file_name,
            originals=settings.originals,
            without_refused=True,
        )
    if receipt.not_beside is not None:
        LOG.error("%s Entry: %s.", NOT_BESIDE, entry.name)
    # Kept already where the loader was stopped between keeping and telling.
    if receipt.submission is None and receipt.checked.outcome != "already_received":
        _tell_check(entry, receipt.checked)
        return
    _publish(settings, tell(entry, "publishing"))


def _add(settings: Settings, entry: Entry) -> None:
    refused = add_to_return(settings, entry)
    if refused is None:
        _publish(settings, tell(entry, "publishing"))
    else:
        tell(entry, "refused", report=refused.fields())
        drop_content(entry)


def _publish(settings: Settings, entry: Entry) -> None:
    with open_warehouse(settings.warehouse) as connection:
        write_missing_notes(connection, settings.originals)
        record_return_status(connection, settings, datetime.now())
    drop_content(entry)
    told_at = 0.0

    def report(what: str, done: int, total: int) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= SECONDS_BETWEEN_TELLING:
            tell(entry, "publishing", message=what, done=done, total=total)
            told_at = time.monotonic()

    try:
        published = publish(settings, progress=report)
    except ScorecardError as error:
        tell(entry, "failed", message=f"The return is kept, but could not be published: {error}")
        return
    try:
        record_release(settings, published, "loader")
    except ScorecardError:
        LOG.exception("The publication %s is in force, but was not recorded.", published.name)
    if published.blocked:
        LOG.error("The board's figures were not published. %s", published.blocked)
    tell(entry, "published", message=published.name)
