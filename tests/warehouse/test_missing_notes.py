"""Originals that were kept before there were notes get theirs with the next load, and can be rebuilt from."""

import shutil
from pathlib import Path

import pytest

from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.originals import BEING_KEPT, read_note
from tests.commands.command_line import run
from tests.publication.small_board import Board, concern, expect


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A board with two returns."""
    made = Board(tmp_path / "home", ["concerns_received"], expected=[expect("concerns", "asc")])
    made.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-03"), concern("C2", "2024-01-09")])
    made.send("concerns", "asc", "2024-02", [concern("C3", "2024-02-03")])
    made.keep()
    return made


@pytest.fixture(autouse=True)
def notes(board: Board) -> dict[str, bytes]:
    """The notes of the two as they were; they are gone."""
    found = list(board.settings.originals.glob("*.json"))
    assert len(found) == 2
    were = {note.name: note.read_bytes() for note in found}
    for note in found:
        note.unlink()
    return were


def load_nothing_new(board: Board) -> None:
    folder = board.settings.home.parent / "2024-03"
    folder.mkdir(exist_ok=True)
    assert run(board.settings.home, "load", str(folder)).exit_code == 0


def test_the_next_load_writes_each_note_as_it_would_have_been(board: Board, notes: dict[str, bytes]) -> None:
    load_nothing_new(board)
    now = {path.name: path.read_bytes() for path in board.settings.originals.glob("*.json")}
    assert now == notes
    assert not list(board.settings.originals.glob("*.part"))


def test_the_warehouse_can_then_be_rebuilt(board: Board, tmp_path: Path) -> None:
    queries = str(board.settings.queries)
    lost = run(board.settings.home, "rebuild", "--into", str(tmp_path / "lost"), queries=queries)
    assert "0 submissions." in lost.stdout
    assert lost.stdout.startswith("Never kept, and left out: ")
    load_nothing_new(board)
    done = run(board.settings.home, "rebuild", "--into", str(tmp_path / "again"), queries=queries)
    assert (done.exit_code, done.stdout) == (0, f"Rebuilt {tmp_path / 'again'}: 2 submissions.\n")


def test_a_submission_whose_original_is_lost_too_is_named_by_the_rebuild(board: Board, tmp_path: Path) -> None:
    shutil.rmtree(board.settings.originals)
    load_nothing_new(board)
    done = run(board.settings.home, "rebuild", "--into", str(tmp_path / "again"), queries=str(board.settings.queries))
    assert done.exit_code == 1
    assert done.stderr.count("is missing. Restore it from a backup") == 2


def test_a_note_that_waits_for_its_place_is_left_to_the_load_that_settles_it(
    board: Board, notes: dict[str, bytes]
) -> None:
    waiting = board.settings.originals / BEING_KEPT
    waiting.write_bytes(next(iter(notes.values())))
    load_nothing_new(board)
    assert not list(board.settings.originals.glob("[!.]*.json"))
    assert read_note(waiting) is not None


def test_notes_that_are_there_are_left_alone(board: Board, notes: dict[str, bytes]) -> None:
    load_nothing_new(board)
    with open_warehouse(board.settings.warehouse) as connection:
        connection.execute("update store.submission set sender = 'Another'")
    load_nothing_new(board)
    now = {path.name: path.read_bytes() for path in board.settings.originals.glob("*.json")}
    assert now == notes
