"""The loader takes what is in the tray one step further each time, and nothing is kept that nobody confirmed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from scorecard.commands.options import declare
from scorecard.commands.watching import work_through
from scorecard.feeds.catalogue import find_feed
from scorecard.publication.reader import open_generation
from scorecard.tray import (
    Entry,
    Sending,
    confirm,
    list_entries,
    put_return,
    read_entry,
    tell,
    withdraw,
)
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import check_against_warehouse
from tests.publication.small_board import Board, as_csv, concern, expect, figure, parts

INDICATORS = ["concerns_received"]
SENT = datetime(2024, 3, 5, 9)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A board whose council has sent January's concerns, published."""
    board = Board(tmp_path, INDICATORS, expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern("A1", "2024-01-09"), concern("A2", "2024-01-10")])
    board.publish()
    return board


def write(*rows: dict[str, object], month: str = "2024-02") -> bytes:
    return as_csv(list(find_feed("concerns").columns), [{"agency": "asc", "month": month, **row} for row in rows])


def put(board: Board, content: bytes, *, agency: str = "asc", nil: bool = False) -> Entry:
    sending = Sending("concerns", agency, date(2024, 2, 1), "dashboard", "concerns.csv", SENT, nil)
    return read_entry(board.settings.tray, put_return(board.settings.tray, content, sending))


def again(entry: Entry) -> Entry:
    return read_entry(entry.folder.parent, entry.name)


def work(board: Board, entry: Entry) -> Entry:
    work_through(board.settings)
    return again(entry)


def count_submissions(board: Board) -> int:
    with open_warehouse(board.settings.warehouse, read_only=True) as connection:
        return int(connection.execute("select count(*) from store.submission").fetchall()[0][0])


def test_a_return_waits_until_it_is_confirmed_and_is_then_published(board: Board) -> None:
    entry = work(board, put(board, write(concern("B1", "2024-02-09"), concern("B2", "2024-02-10"))))
    assert entry.receipt.step == "checked"
    assert entry.receipt.report is not None
    assert [entry.receipt.report[name] for name in ("outcome", "rows", "accepted", "refused")] == ["accepted", 2, 2, 0]
    assert entry.has_report
    assert (work(board, entry).receipt.step, count_submissions(board)) == ("checked", 1)
    confirm(entry)
    published = work(board, entry)
    assert (published.receipt.step, count_submissions(board)) == ("published", 2)
    assert not (entry.folder / "content").exists()
    generation = open_generation(board.settings.published)
    assert parts(figure(generation, "concerns_received", "asc", "2024-02")) == ("reported", 2, None)


def test_the_report_is_that_of_the_command_line(board: Board) -> None:
    """A person of 17 and one whose age is in another band: the same problems by either way."""
    content = write(concern("B1", "2024-02-09", age_band="85_plus"), concern("B2", "2024-02-10", age=17))
    entry = work(board, put(board, content))
    declared = declare(board.settings, "concerns", "asc", date(2024, 2, 1))
    with open_warehouse(board.settings.warehouse, read_only=True) as connection:
        checked = check_against_warehouse(connection, content, declared, file_name="concerns.csv")
    assert entry.receipt.report == checked.fields()
    assert checked.refused == 2


def test_a_refused_file_is_not_kept_in_the_tray(board: Board) -> None:
    entry = work(board, put(board, b"nhs_number,agency,month\n9434765919,asc,2024-02\n"))
    assert entry.receipt.step == "refused"
    held = [path for path in entry.folder.iterdir() if b"9434765919" in path.read_bytes()]
    assert held == []
    assert not (entry.folder / "content").exists()
    confirm(entry)
    assert (work(board, entry).receipt.step, count_submissions(board)) == ("refused", 1)


def test_more_refused_rows_than_agreed_are_never_left_out_even_when_confirmed(board: Board) -> None:
    entry = work(board, put(board, write(concern("B1", "2024-02-09"), concern("B2", "2024-02-10", age=17))))
    assert not entry.receipt.may_be_confirmed
    confirm(entry)
    assert (work(board, entry).receipt.step, count_submissions(board)) == ("checked", 1)


@pytest.mark.parametrize("step", ["checking", "keeping", "publishing"])
def test_a_loader_that_was_stopped_takes_up_where_it_was(board: Board, step: str) -> None:
    entry = work(board, put(board, write(concern("B1", "2024-02-09"))))
    confirm(entry)
    tell(entry, step)  # type: ignore[arg-type]
    work_through(board.settings)
    work_through(board.settings)
    assert again(entry).receipt.step == "published"
    assert count_submissions(board) == (1 if step == "publishing" else 2)


def test_a_return_kept_before_the_loader_was_stopped_is_published_once(board: Board) -> None:
    content = write(concern("B1", "2024-02-09"))
    entry = work(board, put(board, content))
    board.send("concerns", "asc", "2024-02", [concern("B1", "2024-02-09")])
    board.keep()
    confirm(entry)
    assert (work(board, entry).receipt.step, count_submissions(board)) == ("published", 2)


def test_the_same_file_twice_is_told_so(board: Board) -> None:
    content = write(concern("B1", "2024-02-09"))
    first, second = put(board, content), put(board, content)
    work_through(board.settings)
    for entry in (first, second):
        confirm(entry)
    work_through(board.settings)
    work_through(board.settings)
    assert [again(entry).receipt.step for entry in (first, second)] == ["published", "published"]
    assert count_submissions(board) == 2
    third = work(board, put(board, content))
    assert third.receipt.step == "already_received"


def test_a_fault_of_one_return_does_not_stop_the_others(board: Board) -> None:
    unknown = put(board, write(concern("B1", "2024-02-09")), agency="nobody")
    right = put(board, write(concern("B2", "2024-02-09")))
    work_through(board.settings)
    assert again(unknown).receipt.step == "failed"
    assert "there is no agency nobody" in again(unknown).receipt.message
    assert again(right).receipt.step == "checked"


def test_a_withdrawn_return_leaves_the_tray(board: Board) -> None:
    entry = work(board, put(board, write(concern("B1", "2024-02-09"))))
    withdraw(entry)
    work_through(board.settings)
    assert list_entries(board.settings.tray) == []
    assert count_submissions(board) == 1


def test_a_nil_return_needs_no_rows(board: Board) -> None:
    assert work(board, put(board, write())).receipt.step == "refused"
    nil = work(board, put(board, write(), nil=True))
    assert nil.receipt.step == "checked"
    confirm(nil)
    assert work(board, nil).receipt.step == "published"
    generation = open_generation(board.settings.published)
    assert parts(figure(generation, "concerns_received", "asc", "2024-02")) == ("reported", 0, None)


def test_a_return_waits_while_another_process_has_the_warehouse(board: Board) -> None:
    entry = put(board, write(concern("B1", "2024-02-09")))
    with hold_open(board.settings.warehouse):
        assert work(board, entry).receipt.step == "sent"
    assert work(board, entry).receipt.step == "checked"


@contextmanager
def hold_open(warehouse: Path) -> Iterator[None]:
    """Keep the warehouse open for writing in a process of its own."""
    script = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", script, str(warehouse)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield
    finally:
        process.communicate()
