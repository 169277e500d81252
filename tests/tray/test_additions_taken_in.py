"""What is added in the dashboard joins what is in force: whole, once, and only where it may be kept."""

import logging
import signal
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from scorecard.commands import adding
from scorecard.commands.rebuild import rebuild
from scorecard.commands.watching import work_through
from scorecard.publication.reader import open_generation, read_commentary, read_decisions, read_events
from scorecard.tray import Entry, read_entry
from scorecard.warehouse.connection import open_warehouse
from tests.publication.small_board import Board, concern, expect
from tests.tray.adding import FEBRUARY, MOMENTS, add, work_until_killed
from tests.warehouse.keeping import Warehouse
from tests.warehouse.processes import POSIX_ONLY, running

NHS_NUMBER = "943 476 5919"
IN_FORCE = {"indicator": "concerns_received", "owner": "Head of Service", "written_on": "2024-03-05"}
NEW = {"indicator": "concerns_received", "line": "", "owner": "Principal Social Worker", "written_on": "2024-03-20"}
DECIDED = {
    "decision_id": "",
    "indicator": "",
    "subject": "",
    "challenge": "",
    "owner": "Chair",
    "due_on": "2024-06-30",
    "done_on": "",
    "recorded_on": "2024-03-20",
}


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A board whose council has sent February's concerns and one comment on them."""
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-02", [concern("A1", "2024-02-09")])
    board.send("commentary", "asc", "2024-02", [{**IN_FORCE, "line": 4, "comment": "As in January."}])
    board.keep()
    return board


def work(board: Board, *entries: Entry) -> list[str]:
    """Let the loader work, and give how far each entry has come."""
    work_through(board.settings)
    return [again(entry).receipt.step for entry in entries]


def again(entry: Entry) -> Entry:
    return read_entry(entry.folder.parent, entry.name)


def comments(board: Board) -> list[tuple[int, str]]:
    """What the published generation says of the indicator."""
    said = read_commentary(open_generation(board.settings.published), "concerns_received", FEBRUARY)
    return said.select("line", "comment").rows()


def ask(board: Board, question: str) -> list[tuple[Any, ...]]:
    with open_warehouse(board.settings.warehouse, read_only=True) as connection:
        return connection.execute(question).fetchall()


def test_a_comment_joins_the_one_in_force_under_the_next_line_and_is_published(board: Board) -> None:
    entry = add(board, **NEW, comment="Fewer from the police.")
    assert work(board, entry) == ["published"]
    assert comments(board) == [(4, "As in January."), (5, "Fewer from the police.")]
    assert not (entry.folder / "content").exists()
    newest = (
        "select sender, file_name, rows_received, rows_refused from store.submission order by sequence desc limit 1"
    )
    assert ask(board, newest) == [("dashboard", "written in the dashboard", 2, 0)]


def test_a_comment_may_be_the_first_of_its_month(board: Board) -> None:
    entry = add(board, agency="bhft", **NEW, comment="The first.")
    assert work(board, entry) == ["published"]
    assert sorted(comments(board)) == [(1, "The first."), (4, "As in January.")]


def test_an_event_joins_those_of_its_month_and_one_of_the_same_title_changes(board: Board) -> None:
    event = {"kind": "event", "led_by": "", "themes": "falls;prevent"}
    for day, title in (("2024-02-05", "Forum"), ("2024-02-12", "Week on falls"), ("2024-02-19", "Forum")):
        assert work(board, add(board, "events", date=day, title=title, **event)) == ["published"]
    found = read_events(open_generation(board.settings.published)).select("date", "title", "themes").rows()
    assert found == [
        (date(2024, 2, 12), "Week on falls", "falls;prevent"),
        (date(2024, 2, 19), "Forum", "falls;prevent"),
    ]


def test_two_additions_at_once_both_end_up_in(board: Board) -> None:
    first, second = (add(board, **NEW, comment=words) for words in ("One.", "Two."))
    assert work(board, first, second) == ["published", "published"]
    assert [line for line, _ in comments(board)] == [4, 5, 6]
    assert {words for _, words in comments(board)} == {"As in January.", "One.", "Two."}
    assert ask(board, "select count(*) from store.submission where feed = 'commentary'") == [(3,)]


def test_the_same_words_sent_twice_are_added_once(board: Board) -> None:
    entries = [add(board, **NEW, comment="Twice.") for _ in range(2)]
    assert work(board, *entries) == ["published", "published"]
    assert [words for _, words in comments(board)] == ["As in January.", "Twice."]


def test_a_decision_is_given_a_reference_and_later_marked_as_done_with_nothing_else_changed(board: Board) -> None:
    for words in ("Ask the police.", "Ask the hospitals."):
        assert work(board, add(board, "decisions", **DECIDED, decision=words)) == ["published"]
    done = add(board, "decisions", decision_id="asc-2024-02-1", done_on="2024-04-30")
    assert work(board, done) == ["published"]
    found = read_decisions(open_generation(board.settings.published), FEBRUARY)
    assert sorted(found.select("decision_id", "decision", "owner", "done_on").rows()) == [
        ("asc-2024-02-1", "Ask the police.", "Chair", date(2024, 4, 30)),
        ("asc-2024-02-2", "Ask the hospitals.", "Chair", None),
    ]


def test_what_comes_to_stand_again_as_it_once_did_is_kept_again(board: Board) -> None:
    """Open, done, and open again: the last return has the rows of the first, and takes the place of the second."""
    work(board, add(board, "decisions", **DECIDED, decision="Ask."))
    for done_on in ("2024-04-30", ""):
        assert work(board, add(board, "decisions", decision_id="asc-2024-02-1", done_on=done_on)) == ["published"]
    assert ask(board, "select done_on from feed.decisions") == [(None,)]
    assert ask(board, "select count(*) from store.submission where feed = 'decisions'") == [(3,)]


def test_a_reference_is_never_given_twice_even_when_its_decision_is_in_force_no_longer(board: Board) -> None:
    work(board, add(board, "decisions", **DECIDED, decision="Withdrawn later."))
    later = {**DECIDED, "decision_id": "from a file", "decision": "By file."}
    board.send("decisions", "asc", "2024-02", [later], received="2024-03-21T09:00")
    board.keep(alone=True)
    work(board, add(board, "decisions", **DECIDED, decision="Another."))
    found = ask(board, "select decision_id, decision from feed.decisions order by decision")
    assert found == [("asc-2024-02-2", "Another."), ("from a file", "By file.")]


@pytest.mark.parametrize("column", ["comment", "action", "owner"])
def test_a_personal_detail_is_refused_and_is_nowhere_afterwards(
    board: Board, column: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    row = {**NEW, "comment": "Seen.", "action": "Ask again."} | {column: f"About {NHS_NUMBER}."}
    entry = add(board, **row)
    assert work(board, entry) == ["refused"]
    report = again(entry).receipt.report
    assert report is not None
    assert [each["message"] for each in report["problems"] if each["rule"] == "no_personal_data"] == [
        "The text holds what looks like an NHS number. Take it out."
    ]
    held = [
        path for path in board.settings.home.rglob("*") if path.is_file() and NHS_NUMBER.encode() in path.read_bytes()
    ]
    assert held == []
    assert NHS_NUMBER not in caplog.text
    assert ask(board, "select comment from feed.commentary") == [("As in January.",)]


def test_a_loader_stopped_before_it_has_dropped_what_it_refused_drops_it_later(board: Board) -> None:
    entry = add(board, **NEW, comment=f"About {NHS_NUMBER}.")
    with mock.patch("scorecard.commands.watching.drop_content"):
        assert work(board, entry) == ["refused"]
    assert (entry.folder / "content").exists()
    work(board, entry)
    assert not (entry.folder / "content").exists()


def test_a_row_that_breaks_a_rule_comes_back_with_its_sentence_and_leaves_the_others(board: Board) -> None:
    entry = add(board, "decisions", **{**DECIDED, "due_on": "2024-03-19"}, decision="Too early.")
    assert work(board, entry) == ["refused"]
    report = again(entry).receipt.report
    assert report is not None
    assert [each["message"] for each in report["problems"]] == [
        "The decision is due before it was made. Check both dates."
    ]
    right = add(board, "decisions", **DECIDED, decision="In time.")
    assert work(board, right) == ["published"]


def test_what_was_loaded_between_two_tries_is_not_lost(board: Board) -> None:
    """The loader is stopped before it keeps; a whole return comes in by another way; then the loader goes on."""
    entry = add(board, **NEW, comment="Added.")
    with mock.patch.object(adding, "keep_return", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        work_through(board.settings)
    rows = [{**IN_FORCE, "line": 1, "comment": "Sent as a file."}]
    board.send("commentary", "asc", "2024-02", rows, received="2024-03-21T09:00")
    board.keep()
    assert work(board, entry) == ["published"]
    assert comments(board) == [(1, "Sent as a file."), (2, "Added.")]


def test_an_addition_waits_its_turn_when_an_earlier_one_was_received_later(board: Board) -> None:
    """The rows in force may bear a day after the addition was sent: they are not held against that day."""
    later = {**IN_FORCE, "line": 1, "comment": "Later.", "written_on": "2090-03-01"}
    board.send("commentary", "asc", "2024-02", [later], received="2090-03-02T09:00")
    board.keep()
    assert work(board, add(board, **NEW, comment="Sooner.")) == ["published"]
    assert ask(board, "select line, comment from feed.commentary") == [(1, "Later."), (2, "Sooner.")]
    received = ask(board, "select received_at from store.submission order by sequence desc limit 1")
    assert received == [(datetime(2090, 3, 2, 9),)]


def test_the_warehouse_made_again_from_the_originals_holds_the_additions(board: Board, tmp_path: Path) -> None:
    work(board, add(board, **NEW, comment="One."), add(board, **NEW, comment="Two."))
    rows = ask(board, "select line, comment, owner from feed.commentary order by line")
    rebuilt = tmp_path / "again"
    rebuild(board.settings, rebuilt, lambda what, done, total: None)
    with open_warehouse(rebuilt / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select line, comment, owner from feed.commentary order by line").fetchall() == rows
    assert len(rows) == 3


@POSIX_ONLY
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_loader_killed_at_any_moment_of_an_addition_loses_nothing_and_adds_nothing_twice(
    board: Board, moment: str
) -> None:
    entry = add(board, **NEW, comment="Added.")
    with running(work_until_killed, board.settings.home, moment) as process:
        process.join(60)
    assert process.exitcode == -signal.SIGKILL, moment
    assert work(board, entry) == ["published"]
    assert comments(board) == [(4, "As in January."), (5, "Added.")]
    with open_warehouse(board.settings.warehouse) as connection:
        # One of concerns, and two of commentary: as it was sent, and with the comment.
        assert Warehouse(board.settings.home, connection).hold_what_is_promised() == 3
    work_through(board.settings)
    assert not (entry.folder / "content").exists()
