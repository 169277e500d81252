"""Whoever spoils an entry of the tray does not keep the returns of others waiting."""

from datetime import date, datetime
from pathlib import Path

import pytest

from scorecard.commands.watching import work_through
from scorecard.errors import ScorecardError
from scorecard.feeds.catalogue import find_feed
from scorecard.tray import Sending, put_return, read_entry
from scorecard.tray.entries import RECEIPT, SENDING
from tests.publication.small_board import Board, as_csv, concern, expect


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path / "home", ["concerns_received"], expected=[expect("concerns", "asc")])


def lay(tray: Path, minute: int) -> str:
    row = {"agency": "asc", "month": "2024-02", **concern("B1", "2024-02-09")}
    content = as_csv(list(find_feed("concerns").columns), [row])
    sent_at = datetime(2024, 3, 5, 9, minute)
    return put_return(tray, content, Sending("concerns", "asc", date(2024, 2, 1), "Analyst", "concerns.csv", sent_at))


@pytest.mark.parametrize("spoilt", [b"", b"[", b"[]", b"{}", b'{"month": 5}', b'{"month": "2024-13"}', b"\xff"])
def test_a_spoilt_note_of_one_return_does_not_stop_the_next(board: Board, spoilt: bytes) -> None:
    tray = board.settings.tray
    first, second = lay(tray, 1), lay(tray, 2)
    (tray / first / SENDING).write_bytes(spoilt)
    with pytest.raises(ScorecardError, match=f"The return {first} in the tray is damaged"):
        read_entry(tray, first)
    work_through(board.settings)
    assert read_entry(tray, second).receipt.step == "checked"


def test_a_receipt_that_cannot_be_written_does_not_stop_the_next(board: Board) -> None:
    tray = board.settings.tray
    first, second = lay(tray, 1), lay(tray, 2)
    (tray / first / RECEIPT).mkdir()
    work_through(board.settings)
    assert read_entry(tray, second).receipt.step == "checked"
