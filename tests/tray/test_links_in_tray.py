"""Whoever broke into the dashboard cannot have the loader read or write through a link that they laid in the tray."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from scorecard.commands.watching import work_through
from scorecard.errors import ScorecardError
from scorecard.feeds.catalogue import find_feed
from scorecard.flushing import read_unlinked, write_flushed
from scorecard.tray import Entry, Sending, list_entries, put_return, read_entry, tell
from scorecard.tray.entries import CONTENT, DIGEST, RECEIPT, SENDING
from tests.publication.small_board import Board, as_csv, concern, expect

SENT = datetime(2024, 3, 5, 9)
ELSEWHERE = b"what stands outside the tray"


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path / "home", ["concerns_received"], expected=[expect("concerns", "asc")])


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "outside.csv"
    path.write_bytes(ELSEWHERE)
    return path


def write() -> bytes:
    row = {"agency": "asc", "month": "2024-02", **concern("B1", "2024-02-09")}
    return as_csv(list(find_feed("concerns").columns), [row])


def put(tray: Path, content: bytes) -> Entry:
    sending = Sending("concerns", "asc", date(2024, 2, 1), "dashboard", "concerns.csv", SENT)
    return read_entry(tray, put_return(tray, content, sending))


def lay_symbolic(path: Path, target: Path) -> None:
    path.symlink_to(target)


def lay_hard(path: Path, target: Path) -> None:
    path.hardlink_to(target)


@pytest.mark.parametrize("lay", [lay_symbolic, lay_hard])
def test_a_link_to_a_good_return_is_not_followed(
    board: Board, outside: Path, lay: Callable[[Path, Path], None]
) -> None:
    """The same bytes as a file of the tray are checked, so that only the link can be the reason."""
    own, linked = put(board.settings.tray, write()), put(board.settings.tray, write())
    outside.write_bytes(write())
    (linked.folder / CONTENT).unlink()
    lay(linked.folder / CONTENT, outside)
    after = put(board.settings.tray, write() + b"\n")
    work_through(board.settings)
    assert read_entry(board.settings.tray, after.name).receipt.step == "checked"
    assert read_entry(board.settings.tray, own.name).receipt.step == "checked"
    receipt = read_entry(board.settings.tray, linked.name).receipt
    assert (receipt.step, receipt.report) == ("failed", None)
    assert receipt.message == (
        f"The return {linked.name} was not read: its file “content” has been replaced by a link or a device. "
        "Withdraw the return and send it again, and tell whoever runs the scorecard."
    )


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has pipes with a name")
def test_a_pipe_does_not_keep_the_loader_waiting(board: Board) -> None:
    entry = put(board.settings.tray, write())
    (entry.folder / CONTENT).unlink()
    os.mkfifo(entry.folder / CONTENT)
    work_through(board.settings)
    assert read_entry(board.settings.tray, entry.name).receipt.step == "failed"


@pytest.mark.parametrize("exists", [True, False])
def test_a_receipt_is_not_written_through_a_link(tmp_path: Path, outside: Path, exists: bool) -> None:
    entry = put(tmp_path / "tray", b"a")
    target = outside if exists else tmp_path / "not there"
    (entry.folder / RECEIPT).symlink_to(target)
    tell(entry, "checking")
    assert read_entry(tmp_path / "tray", entry.name).receipt.step == "checking"
    assert outside.read_bytes() == ELSEWHERE
    assert not (tmp_path / "not there").exists()


def test_the_names_of_what_is_not_finished_cannot_be_foretold(tmp_path: Path, outside: Path) -> None:
    """A link under the name that was used once, with the number of the process, is left alone."""
    entry = put(tmp_path / "tray", b"a")
    (entry.folder / f".{RECEIPT}.{os.getpid()}").symlink_to(outside)
    tell(entry, "checking")
    assert outside.read_bytes() == ELSEWHERE


@pytest.mark.parametrize("lay", [lay_symbolic, lay_hard])
@pytest.mark.parametrize("name", [SENDING, RECEIPT, DIGEST])
def test_nothing_else_of_an_entry_is_read_through_a_link(
    tmp_path: Path, name: str, lay: Callable[[Path, Path], None]
) -> None:
    entry = tell(put(tmp_path / "tray", b"a"), "sent")
    (entry.folder / DIGEST).write_text("0123")
    copy = tmp_path / "copy"
    copy.write_bytes((entry.folder / name).read_bytes())
    assert read_entry(tmp_path / "tray", entry.name).digest == "0123"
    (entry.folder / name).unlink()
    lay(entry.folder / name, copy)
    with pytest.raises(ScorecardError, match=f"“{name}” has been replaced by a link"):
        assert read_entry(tmp_path / "tray", entry.name).digest


def test_a_link_to_a_folder_is_no_entry(tmp_path: Path) -> None:
    entry = put(tmp_path / "elsewhere", b"a")
    tray = tmp_path / "tray"
    tray.mkdir()
    (tray / entry.name).symlink_to(entry.folder)
    assert list_entries(tray) == []
    with pytest.raises(ScorecardError, match="There is no return"):
        read_entry(tray, entry.name)


def test_a_file_is_written_in_place_of_a_link_and_read_only_where_it_is_one(tmp_path: Path, outside: Path) -> None:
    path = tmp_path / "file"
    path.symlink_to(outside)
    assert read_unlinked(path) is None
    write_flushed(path, b"new")
    assert (read_unlinked(path), outside.read_bytes()) == (b"new", ELSEWHERE)
    write_flushed(path, b"newer")
    assert read_unlinked(path) == b"newer"
    other = tmp_path / "other"
    other.hardlink_to(path)
    assert (read_unlinked(path), read_unlinked(other)) == (None, None)
    write_flushed(path, b"newest")
    assert (read_unlinked(path), read_unlinked(other)) == (b"newest", b"newer")
    assert read_unlinked(tmp_path) is None
    with pytest.raises(FileNotFoundError):
        read_unlinked(tmp_path / "not there")
