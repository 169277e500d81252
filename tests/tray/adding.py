"""Adds rows to returns in a test, and kills the loader while it does so."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from scorecard.commands import adding, watching
from scorecard.commands.watching import work_through
from scorecard.feeds.additions import put_addition
from scorecard.publication import generation
from scorecard.settings import Settings
from scorecard.tray import Entry, read_entry, tell
from scorecard.warehouse import inserting, submissions
from tests.publication.small_board import Board
from tests.warehouse.killing import Dying, die, dying

FEBRUARY = date(2024, 2, 1)
PLACES = {
    "read_in_force": adding,
    "note_digest": adding,
    "keep_return": adding,
    "keep_original": submissions,
    "_insert_rows": inserting,
    "begin_notes": submissions,
    "drop_content": watching,
    "_point_to": generation,
}
MOMENTS = (
    *(f"{when} telling {step}" for step in ("keeping", "publishing", "published") for when in ("before", "after")),
    *("after read_in_force", "before note_digest", "after note_digest", "after keep_original", "after _insert_rows"),
    *("after begin_notes", "before commit", "after commit", "after keep_return", "after drop_content"),
    *("before _point_to", "after _point_to"),
)


def add(board: Board, feed: str = "commentary", agency: str = "asc", **row: str) -> Entry:
    """Lay a row in the tray, as a page does."""
    tray, now = board.settings.tray, datetime.now().replace(microsecond=0)
    return read_entry(tray, put_addition(tray, feed, agency, FEBRUARY, [row], "dashboard", sent_at=now))


def work_until_killed(home: Path, moment: str) -> None:
    """Work through the tray, and be killed at a moment."""
    when, _, step = moment.partition(" ")
    if step.startswith("telling"):
        mock.patch.object(watching, "tell", _dying_told(step.removeprefix("telling "), when)).start()
    elif step == "commit":
        _die_around_commit(when)
    else:
        setattr(PLACES[step], step, dying(getattr(PLACES[step], step), when))
    work_through(Settings(home=home, queries=home / "queries"))


def _dying_told(step: str, when: str) -> Callable[..., Entry]:
    def tell_and_die(entry: Entry, told: Any, **more: Any) -> Entry:
        if told == step and when == "before":
            die()
        entry = tell(entry, told, **more)
        if told == step:
            die()
        return entry

    return tell_and_die


def _die_around_commit(when: str) -> None:
    def keep(connection: Any, *arguments: Any, **named: Any) -> Any:
        return submissions.keep_return(Dying(connection, when), *arguments, **named)  # type: ignore[arg-type]

    mock.patch.object(adding, "keep_return", keep).start()
