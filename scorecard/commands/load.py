"""`scorecard load`: takes returns into the warehouse, each whole or not at all."""

import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import click

from scorecard.commands.check import FAILING
from scorecard.commands.options import FEED, MOMENT, MONTH, declare, now
from scorecard.commands.progress import show_progress
from scorecard.commands.reading_ahead import read_ahead
from scorecard.commands.releasing import name_user, record_load
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.checking import Declaration
from scorecard.feeds.report_text import write_report
from scorecard.publication.gathering import Progress
from scorecard.publication.recording import record_return_status
from scorecard.settings import Settings, load_settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.in_force import list_digests
from scorecard.warehouse.intake import ReturnFile, find_returns
from scorecard.warehouse.missing_notes import write_missing_notes
from scorecard.warehouse.submissions import keep_return
from scorecard.warehouse.written_beside import NOT_BESIDE

MOST_PROBLEMS_SHOWN = 20


@click.command("load")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--feed", type=FEED, help="Kind of return, for a single file.")
@click.option("--agency", help="Code of the agency, for a single file.")
@click.option("--month", type=MONTH, help="Month of the return, for a single file.")
@click.option("--nil", is_flag=True, help="Declare that nothing happened in the month, for a single file without rows.")
@click.option("--sender", default="not recorded", show_default=True, help="Role that sent it, never a name.")
@click.option("--received-at", type=MOMENT, help="When it was received; now if not given.")
@click.option(
    "--without-refused", is_flag=True, help="Keep a return without its refused rows, if they are at most 2 %."
)
@click.option("--watch", is_flag=True, help="Take returns out of the dashboard's tray until stopped.")
def command(
    paths: tuple[Path, ...],
    feed: str | None,
    agency: str | None,
    month: date | None,
    nil: bool,
    sender: str,
    received_at: datetime | None,
    without_refused: bool,
    watch: bool,
) -> None:
    """Load returns from files and folders.

    Folders are read with their register.csv; files without one by names such as 2024-03/bhft_training.csv. A
    register may have a column nil, with yes for a return in which nothing happened.
    """
    settings = load_settings()
    if watch:
        # Publishing needs libraries that load for a second, and loading a return does not.
        from scorecard.commands.watching import watch_tray

        watch_tray(settings)
        return
    if not paths:
        raise click.UsageError("Name at least one file or folder of returns, or give --watch.")
    received = received_at or now()
    if feed or agency or month or nil:
        if len(paths) != 1 or not paths[0].is_file() or not (feed and agency and month):
            raise click.UsageError("--feed, --agency and --month go together, with one file.")
        files = [ReturnFile(paths[0], feed, agency, month, sender, received)]
    else:
        files = find_returns(paths, all_feeds(), received)
    with show_progress("Loading returns") as report:
        outcomes = load_returns(settings, files, report, name_user(), without_refused=without_refused, nil=nil)
    click.echo(
        ", ".join(f"{count} {outcome.replace('_', ' ')}" for outcome, count in outcomes.items()) or "No returns found."
    )
    sys.exit(1 if any(outcome in FAILING for outcome in outcomes) else 0)


def load_returns(
    settings: Settings,
    files: list[ReturnFile],
    report: Progress,
    person: str | None = None,
    *,
    without_refused: bool = False,
    nil: bool = False,
) -> Counter[str]:
    """Load files one after another, print what needs mending, and count the outcomes.

    Each is recorded in the access log before it is kept, under the `person` who loads it where there is one. Raises
    AccessLogError where that cannot be: then neither that file nor those after it are loaded.
    """
    outcomes: Counter[str] = Counter()
    declared = zip(files, _declare_all(settings, files, nil), strict=True)

    def record(file: ReturnFile, content: bytes) -> None:
        if person is not None:
            record_load(settings, person, file, content)

    with open_warehouse(settings.warehouse) as connection:
        for done, each in enumerate(read_ahead(declared, list_digests(connection), record)):
            file = each.file
            report(f"{file.agency} {file.feed} {file.month:%Y-%m}", done, len(files))
            receipt = keep_return(
                connection,
                each.content,
                each.declared,
                sender=file.sender,
                received_at=file.received_at,
                file_name=file.path.name,
                originals=settings.originals,
                without_refused=without_refused,
                own_check=each.checked,
            )
            if receipt.not_beside is not None:
                lost = write_report(receipt.not_beside, most=MOST_PROBLEMS_SHOWN)
                click.echo(f"{file.path}: {NOT_BESIDE} {lost}", err=True)
            outcome = receipt.checked.outcome
            if outcome == "rows_refused" and receipt.submission is not None:
                outcome = "accepted_with_warnings"
            outcomes[outcome] += 1
            if outcome in FAILING:
                click.echo(f"{file.path}: {write_report(receipt.checked, most=MOST_PROBLEMS_SHOWN)}", err=True)
        write_missing_notes(connection, settings.originals)
        record_return_status(connection, settings, now())
        report("", len(files), len(files))
    return outcomes


def _declare_all(settings: Settings, files: list[ReturnFile], nil: bool) -> list[Declaration]:
    """Declare every file before the first is loaded; raises UsageError naming each that the partnership cannot send."""
    declared, faults = [], []
    for file in files:
        try:
            declared.append(declare(settings, file.feed, file.agency, file.month, nil=nil or file.nil))
        except click.BadParameter as error:
            faults.append(f"{file.path}: {error.message}.")
    if faults:
        raise click.UsageError(" ".join(faults))
    return declared
