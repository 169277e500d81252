"""A file that comes for a month in which something was written on a page takes none of it away unsaid."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from scorecard.commands.rebuild import rebuild
from scorecard.commands.watching import work_through
from scorecard.feeds.catalogue import find_feed
from scorecard.feeds.checking import Declaration
from scorecard.publication.declaring import declare_return
from scorecard.settings import Settings
from scorecard.tray import Entry, Sending, confirm, put_return, read_entry
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import keep_return
from tests.publication.small_board import Board, as_csv, concern, expect
from tests.tray.adding import FEBRUARY, add

Told = list[tuple[str, str]]
SENT = datetime(2024, 4, 2, 9)
COLUMNS = list(find_feed("commentary").columns)
IN_FORCE = "select line, comment from feed.commentary where agency_code = 'asc' order by line"


def comment(line: int | str, words: str, indicator: str = "concerns_received") -> dict[str, str]:
    return {
        "indicator": indicator, "line": str(line), "comment": words, "owner": "Chair", "written_on": "2024-03-20"
    }  # fmt: skip


def sent(line: int, words: str, indicator: str = "concerns_received") -> dict[str, str]:
    return {**comment(line, words, indicator), "written_on": "2024-03-04"}


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """A board whose council has sent one comment in a file, and written two more on the page."""
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-02", [concern("A1", "2024-02-09")])
    board.send("commentary", "asc", "2024-02", [sent(1, "As in January.")])
    board.keep()
    for words in ("Fewer from the police.", "More from homes."):
        add(board, **comment("", words))
        work_through(board.settings)
    assert ask(board.settings, IN_FORCE) == [
        (1, "As in January."), (2, "Fewer from the police."), (3, "More from homes.")
    ]  # fmt: skip
    return board


def ask(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    with open_warehouse(settings.warehouse, read_only=True) as connection:
        return connection.execute(question).fetchall()


def send(board: Board, *rows: dict[str, str], nil: bool = False) -> Told:
    """Send a file of comments, see what its check says, confirm it and let the loader keep it."""
    content = as_csv(COLUMNS, [{"agency": "asc", "month": "2024-02", **row} for row in rows])
    sending = Sending("commentary", "asc", FEBRUARY, "Analyst", "comments.csv", SENT, nil)
    name = put_return(board.settings.tray, content, sending)
    work_through(board.settings)
    entry = again(board, name)
    assert entry.receipt.step == "checked"
    told = [(problem["rule"], problem["message"]) for problem in (entry.receipt.report or {})["problems"]]
    told = [(rule, message) for rule, message in told if rule != "published_month_changes"]
    confirm(entry)
    work_through(board.settings)
    assert again(board, name).receipt.step == "published"
    return told


def again(board: Board, name: str) -> Entry:
    return read_entry(board.settings.tray, name)


def declared(board: Board) -> Declaration:
    return declare_return(board.settings, "commentary", "asc", FEBRUARY, received_on=date(2024, 4, 1))


def submissions(settings: Settings) -> list[tuple[Any, ...]]:
    return ask(
        settings,
        "select file_name, sender, rows_received, received_at > '2024-04-03' from store.submission "
        "where feed = 'commentary' order by sequence desc",
    )


def test_what_the_file_lacks_stays_beside_it_and_what_it_replaces_is_counted(board: Board) -> None:
    told = send(board, sent(1, "As in December."), sent(3, "Ours."))
    assert told == [
        (
            "written_rows_replaced",
            "Rows written in the dashboard for this month that the file replaces: 1. "
            "They have the same indicator, line; give the file's rows another to keep both.",
        ),
        (
            "written_rows_stay",
            "Rows written in the dashboard for this month that are not in the file: 1. "
            "They stay in force beside it; there is nothing to do.",
        ),
    ]
    assert ask(board.settings, IN_FORCE) == [(1, "As in December."), (2, "Fewer from the police."), (3, "Ours.")]
    assert submissions(board.settings)[:2] == [
        ("written in the dashboard", "Analyst", 3, True),
        ("comments.csv", "Analyst", 2, False),
    ]


def test_what_stayed_beside_one_file_stays_beside_the_next(board: Board) -> None:
    send(board, sent(1, "As in December."))
    told = send(board, sent(1, "As in May."), comment(2, "Fewer from the police."))
    assert [rule for rule, _ in told] == ["written_rows_stay"]
    assert ask(board.settings, IN_FORCE) == [
        (1, "As in May."), (2, "Fewer from the police."), (3, "More from homes.")
    ]  # fmt: skip


def test_a_file_that_holds_all_that_was_written_is_not_warned_of(board: Board) -> None:
    rows = [sent(1, "As in May."), comment(2, "Fewer from the police."), comment(3, "More from homes.")]
    before = len(submissions(board.settings))
    assert send(board, *rows) == []
    assert len(submissions(board.settings)) == before + 1


def test_what_only_files_brought_goes_with_the_next_file(board: Board) -> None:
    assert [rule for rule, _ in send(board, sent(7, "Another."))] == ["written_rows_stay"]
    assert [line for line, _ in ask(board.settings, IN_FORCE)] == [2, 3, 7]


def test_a_nil_file_takes_nothing_away(board: Board) -> None:
    assert [rule for rule, _ in send(board, nil=True)] == ["written_rows_stay"]
    assert [line for line, _ in ask(board.settings, IN_FORCE)] == [2, 3]


def test_a_rebuilt_warehouse_holds_the_same_rows(board: Board, tmp_path: Path) -> None:
    send(board, sent(1, "As in December."), sent(3, "Ours."))
    rebuilt = rebuild(board.settings, tmp_path / "again", lambda what, done, total: None)
    assert (rebuilt.faults, rebuilt.without_note) == ((), ())
    home = board.settings.model_copy(update={"home": tmp_path / "again"})
    for question in (
        IN_FORCE,
        "select * from store.submission order by all",
        "select * from store.problem where rule <> 'published_month_changes' order by all",
    ):
        assert ask(home, question) == ask(board.settings, question)


def test_what_may_no_longer_be_kept_is_given_back_with_its_problems(board: Board) -> None:
    stands = declared(board)
    without = replace(stands, known={**stands.known, "indicator": frozenset({"another"})})
    with open_warehouse(board.settings.warehouse) as connection:
        receipt = keep_return(
            connection,
            as_csv(COLUMNS, [{"agency": "asc", "month": "2024-02", **sent(1, "As in May.", "another")}]),
            without,
            sender="Analyst",
            received_at=SENT,
            file_name="comments.csv",
            originals=board.settings.originals,
        )
    refused = receipt.not_beside
    assert refused is not None
    assert [problem.row for problem in refused.problems if problem.rule == "known_to_the_partnership"] == [3, 4]
    assert ask(board.settings, IN_FORCE) == [(1, "As in May.")]
    assert submissions(board.settings)[0][0] == "comments.csv"
