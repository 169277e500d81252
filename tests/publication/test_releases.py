"""Month after month through publication itself: what the board was shown never changes, whatever happens to a file."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from pydantic import SecretStr
from streamlit.testing.v1 import AppTest

from scorecard.dashboard.navigation import FOLDER
from scorecard.disclosure.model import CountTable
from scorecard.disclosure.rounding import Rounded
from scorecard.months import write_month
from scorecard.publication.generation import current_generation, write_generation
from scorecard.publication.opening import Generation, open_generation
from scorecard.publication.reader import read_about
from scorecard.reference import load_reference
from scorecard.settings import load_settings
from tests.commands.command_line import run
from tests.publication.small_board import Board, Row, concern, enquiry, expect

INDICATORS = [
    "concerns_received",
    "concerns_by_type_of_risk",
    "concerns_awaiting_decision",
    "referrals_decided",
    "conversion_by_month_of_concern",
]
EXPECTED = [expect("concerns", "asc"), expect("enquiries", "asc")]
MONTHS = [date(2023, month, 1) for month in range(10, 13)] + [date(2024, month, 1) for month in range(1, 4)]
RISKS = ("physical_abuse", "domestic_abuse", "self_neglect")
BEING_CHECKED = "The newest month is still being checked. The figures shown are those of version 1, of "
NOTHING_FOLLOWS = "no protected figures can follow those that were released before"
TELLS_TOO_MUCH = "the check before the release found that they would tell more than they may"
NUMBERS = ["numerator", "denominator", "value", "state"]
KEY = ["indicator", "agency_code", "breakdown", "category", "period", "report_month"]


def concerns_of(month: date, count: int) -> list[Row]:
    """Concerns of one month, of which every third is decided in the month."""
    chance = np.random.default_rng(month.month)
    return [
        concern(
            f"{month:%y%m}-{number}",
            f"{month:%Y-%m}-{1 + number % 28:02}",
            risks=str(chance.choice(RISKS)),
            **({"decided_on": f"{month:%Y-%m}-28"} if number % 3 == 0 else {}),
        )
        for number in range(count)
    ]


def send(board: Board, month: date, count: int, received: str = "") -> None:
    board.send("concerns", "asc", write_month(month), concerns_of(month, count), received=received)
    started = [
        enquiry(f"E{month:%y%m}-{number}", f"{month:%Y-%m}-28", concern_id=f"{month:%y%m}-{number}")
        for number in range(0, count, 4)
    ]
    board.send("enquiries", "asc", write_month(month), started, received=received)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    send(board, MONTHS[0], 31)
    return board


def opened(board: Board) -> Generation:
    return open_generation(board.settings.published, "board")


def released(board: Board) -> dict[tuple[str, date], int]:
    rows = opened(board).ask("select series, report_month, value from released").iter_rows()
    return {(series, month): value for series, month, value in rows}


def figures(board: Board) -> pl.DataFrame:
    return opened(board).ask("from figure").select(*KEY, *NUMBERS).sort(KEY)


def shown(board: Board) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """Every figure by its key; whole months only, since a year to date grows."""
    return {row[: len(KEY)]: row[len(KEY) :] for row in figures(board).iter_rows()}


def test_six_months_one_after_another_change_nothing_that_was_shown(board: Board) -> None:
    """December is corrected in January from 23 concerns to 12, and October in March from 31 to 44."""
    before: dict[tuple[str, date], int] = {}
    was: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for number, month in enumerate(MONTHS):
        if number:
            send(board, month, 17 + 6 * (number % 3))
        if month == date(2024, 1, 1):
            send(board, date(2023, 12, 1), 12, received="2024-02-06T09:00:00")
        if month == date(2024, 3, 1):
            send(board, MONTHS[0], 44, received="2024-04-06T09:00:00")
        board.publish()
        now, seen = released(board), shown(board)
        assert read_about(opened(board)).number == number + 1
        assert before.items() <= now.items()
        assert was.items() <= seen.items()
        assert opened(board).ask("from restatement").is_empty()
        before, was = now, seen
    exact = open_generation(board.settings.published).ask(
        "select value from figure where indicator = 'concerns_received' and agency_code = 'all' "
        "and period = 'month' and report_month = '2023-10-01'"
    )
    assert exact["value"].to_list() == [44]


def test_publishing_the_same_again_changes_nothing(board: Board) -> None:
    send(board, MONTHS[1], 20)
    board.publish()
    was, before = figures(board), released(board)
    board.publish()
    assert read_about(opened(board)).number == 2
    assert figures(board).equals(was)
    assert released(board) == before


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_what_was_released_is_kept_when_its_file_is_not(board: Board, harm: str) -> None:
    """October is corrected before the next publication, so that it would now be rounded from another count."""
    board.publish()
    before = released(board)
    path = board.settings.published / "board-000001.duckdb"
    if harm == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-4096])
    send(board, MONTHS[0], 62, received="2023-12-01T09:00:00")
    send(board, MONTHS[1], 20)
    board.publish()
    assert read_about(opened(board)).number == 2
    assert before.items() <= released(board).items()


def test_what_was_known_earlier_forgets_no_month(board: Board) -> None:
    send(board, MONTHS[1], 20)
    board.publish()
    before = released(board)
    board.publish(as_at="2023-11-20")
    assert released(board) == before
    assert read_about(opened(board)).reporting_month == MONTHS[0]
    board.publish()
    assert released(board) == before


def test_months_before_the_first_released_are_not_shown(board: Board) -> None:
    board.publish()
    before, was = released(board), shown(board)
    send(board, date(2023, 9, 1), 40, received="2023-12-01T09:00:00")
    board.publish()
    assert released(board) == before
    assert was.items() <= shown(board).items()
    september = figures(board).filter(pl.col("report_month") == date(2023, 9, 1))
    assert set(september["state"]) <= {"withheld", "not_due", "not_collected"}
    assert september["numerator"].null_count() == september.height


def contradict(board: Board) -> None:
    """Put a board's file beside the first that has released what cannot be: 3 concerns."""
    old = opened(board)
    names = old.ask("select table_name from information_schema.tables")["table_name"]
    tables = {name: old.ask(f"from {name}") for name in names}
    tables["released"] = tables["released"].with_columns(value=pl.lit(3, dtype=pl.Int64))
    write_generation(board.settings.published, "board", 2, tables, in_force=False)


def test_where_nothing_safe_can_follow_the_board_keeps_what_it_has(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.publish()
    was = figures(board)
    contradict(board)
    send(board, MONTHS[1], 20)
    board.keep()
    result = run(board.settings.home, "publish", queries=str(board.settings.queries))
    assert result.exit_code == 1
    assert result.stdout.startswith("Published council-000003.duckdb: ")
    assert "The board's figures were not published. The released value of “" in result.stderr
    assert "not a multiple of 5" in result.stderr
    assert current_generation(board.settings.published).name == "council-000003.duckdb"
    assert read_about(open_generation(board.settings.published)).reporting_month == MONTHS[1]
    assert read_about(opened(board)).number == 1
    assert figures(board).equals(was)

    monkeypatch.setenv("SCORECARD_HOME", str(board.settings.home))
    texts = {audience: page_of(audience, monkeypatch) for audience in ("board", "council")}
    assert BEING_CHECKED in texts["board"]
    assert "was not given" not in texts["board"]
    assert f"keeps the one it had: {NOTHING_FOLLOWS}." in texts["council"]
    assert "October 2023" in texts["board"]
    assert "November 2023" not in texts["board"]
    assert "November 2023" in texts["council"]


def test_figures_that_would_tell_too_much_are_not_published_and_both_audiences_read_so(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rounding is at fault and leaves the counts as they are."""
    board.publish()
    was = figures(board)
    send(board, MONTHS[1], 20)
    with monkeypatch.context() as patch:
        patch.setattr("scorecard.publication.protecting.round_cumulatives", leave_exact)
        board.publish()
    assert current_generation(board.settings.published).name == "council-000002.duckdb"
    assert not (board.settings.published / "board-000002.duckdb").exists()
    assert figures(board).equals(was)
    monkeypatch.setenv("SCORECARD_HOME", str(board.settings.home))
    assert BEING_CHECKED in page_of("board", monkeypatch)
    told = page_of("council", monkeypatch)
    assert f"The board was not given version 2 and keeps the one it had: {TELLS_TOO_MUCH}." in told
    board.publish()
    assert "being checked" not in page_of("board", monkeypatch)
    assert "was not given" not in page_of("council", monkeypatch)


def leave_exact(table: CountTable, **chosen: Any) -> Rounded:
    """Leave new counts exact, and those that were released as they were."""
    exact = table.counts.cumsum(axis=1)
    for row, key in enumerate(table.keys):
        before = table.frozen.get(key, ())
        exact[row, : len(before)] = before
    return Rounded(table.keys, exact, ())


def page_of(audience: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Open the first page as an audience without sign-in, and give its warnings and its text."""
    monkeypatch.setenv("SCORECARD_AUDIENCE", audience)
    load_settings.cache_clear()
    app = AppTest.from_file(str(FOLDER.with_name("entry.py")), default_timeout=60).run()
    load_settings.cache_clear()
    assert not app.exception
    return " ".join([*(warning.value.replace("\\", "") for warning in app.warning), repr(app)])


def test_a_blocked_release_does_not_forget_what_was_released(board: Board) -> None:
    """Real figures need a secret, so the second release is blocked; then the board's only file is lost."""
    board.publish()
    before = released(board)
    partnership = board.settings.reference / "partnership.toml"
    partnership.write_text(partnership.read_text(encoding="utf-8").replace("invented = true", "invented = false"))
    load_reference.cache_clear()
    board.publish()
    council = read_about(open_generation(board.settings.published))
    assert (council.number, council.board_blocked) == (2, "no secret for disclosure control is set")
    (board.settings.published / "board-000001.duckdb").unlink()
    send(board, MONTHS[1], 20)
    board.publish(disclosure_secret=SecretStr("a secret that only this test may know"))
    assert read_about(opened(board)).number == 3
    assert before.items() <= released(board).items()
