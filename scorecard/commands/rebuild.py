"""`scorecard rebuild`: makes the warehouse again from the originals alone."""

import shutil
import sys
from pathlib import Path

import click

from scorecard.commands.options import declare, now
from scorecard.commands.progress import show_progress
from scorecard.errors import ScorecardError
from scorecard.feeds.checking import Declaration
from scorecard.publication.gathering import Progress
from scorecard.publication.recording import record_return_status
from scorecard.settings import Settings, load_settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.originals import Note
from scorecard.warehouse.rebuilding import Rebuilt, rebuild_warehouse


@click.command("rebuild")
@click.option(
    "--into", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder, empty or not there yet."
)
def command(into: Path) -> None:
    """Rebuild the warehouse from the kept originals in an empty folder, which becomes a home folder of its own.

    Nothing in the present home folder is changed. See docs/operating.md for how to go on.
    """
    settings = load_settings()
    with show_progress("Rebuilding") as report:
        rebuilt = rebuild(settings, into, report)
    for fault in rebuilt.faults:
        click.echo(fault, err=True)
    for note in rebuilt.unacknowledged:
        click.echo(
            f"Submission {note.sequence} ({note.file_name}) was being kept when the loader was stopped, and its sender "
            "was told nothing. It was kept again."
        )
    if rebuilt.without_note:
        click.echo(f"Never kept, and left out: {', '.join(rebuilt.without_note)}.")
    wrong = f", {len(rebuilt.faults)} faults" if rebuilt.faults else ""
    click.echo(f"Rebuilt {into}: {rebuilt.submissions} submissions{wrong}.")
    sys.exit(1 if rebuilt.faults else 0)


def rebuild(settings: Settings, into: Path, report: Progress) -> Rebuilt:
    """Rebuild a home folder's warehouse into another; raises ScorecardError where there is nothing, or no place."""
    originals = settings.originals
    if not originals.is_dir():
        raise ScorecardError(f"There are no originals in {originals}. Restore that folder from the last backup.")
    if into.exists() and any(into.iterdir()):
        raise ScorecardError(f"{into} is not empty. Name a folder that is empty or not there yet.")
    home = settings.model_copy(update={"home": into})
    try:
        shutil.copytree(settings.reference, home.reference)
    except OSError as error:
        raise ScorecardError(f"{home.reference} cannot be written: {error}. Check that the disk has room.") from error

    def declare_again(note: Note) -> Declaration:
        try:
            return declare(settings, note.feed, note.agency, note.month, nil=note.nil)
        except click.BadParameter as error:
            raise ScorecardError(error.message) from error

    rebuilt = rebuild_warehouse(originals, home.warehouse, home.originals, declare_again, report)
    with open_warehouse(home.warehouse) as connection:
        record_return_status(connection, home, now())
    return rebuilt
