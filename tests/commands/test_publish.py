"""`scorecard publish` makes a new generation and says what it made; a fault leaves the one before in force."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from scorecard.access.log import read_events
from scorecard.publication.generation import current_generation
from scorecard.publication.reader import open_generation, read_about
from scorecard.reference import load_reference
from scorecard.settings import PROJECT
from tests.commands.command_line import run
from tests.publication.small_board import Board, concern, expect, figure


@pytest.fixture
def board(tmp_path: Path) -> Board:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-05"), concern("C2", "2024-01-06")])
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-05")], received="2024-03-01T12:00:00")
    board.keep()
    return board


def test_it_says_what_was_published_and_how_long_it_took(board: Board) -> None:
    result = run(board.settings.home, "publish", queries=str(board.settings.queries))
    assert (result.exit_code, result.stderr) == (0, "")
    # One indicator for the council and for all, one month, four periods.
    said = r"Published council-000001\.duckdb: 1 indicators, 8 figures in \d+\.\d s, \d+\.\d s of it in SQL\.\n"
    assert re.fullmatch(said, result.stdout)
    assert read_about(open_generation(board.settings.published)).number == 1


def test_what_each_audience_was_given_is_recorded(board: Board) -> None:
    """Without a secret the figures of real people are published for the council only."""
    settings = {"queries": str(board.settings.queries)}
    assert run(board.settings.home, "publish", **settings).exit_code == 0
    partnership = board.settings.reference / "partnership.toml"
    partnership.write_text(partnership.read_text(encoding="utf-8").replace("invented = true", "invented = false"))
    load_reference.cache_clear()
    result = run(board.settings.home, "publish", **settings)
    assert result.exit_code == 1
    assert "The board's figures were not published. No secret for disclosure control is set." in result.stderr
    recorded = [event for event in read_events(board.settings.audit_log) if event.event == "release"]
    assert {event.person for event in recorded} == {"command_line"}
    assert sorted(str(event.details["generation"]) for event in recorded) == [
        "board-000001",
        "council-000001",
        "council-000002",
    ]


@pytest.mark.parametrize(
    ("moment", "concerns"), [("2024-03-01 11:59", 2), ("2024-03-01T12:00:00", 1), ("2024-02-29", 2)]
)
def test_as_at_publishes_what_was_known_then(board: Board, moment: str, concerns: int) -> None:
    result = run(board.settings.home, "publish", "--as-at", moment, queries=str(board.settings.queries))
    assert result.exit_code == 0, result.output
    published = figure(open_generation(board.settings.published), "concerns_received", "asc", "2024-01")
    assert published["numerator"] == concerns


def test_the_reporting_month_of_the_settings_is_the_last(board: Board) -> None:
    board.send("concerns", "asc", "2024-02", [concern("C3", "2024-02-05")])
    board.keep()
    settings = {"queries": str(board.settings.queries), "reporting_month": "2024-01"}
    assert run(board.settings.home, "publish", **settings).exit_code == 0
    assert f"{read_about(open_generation(board.settings.published)).reporting_month}" == "2024-01-01"


def test_a_fault_is_one_sentence_and_leaves_the_generation_before_in_force(board: Board) -> None:
    queries = str(board.settings.queries)
    assert run(board.settings.home, "publish", queries=queries).exit_code == 0
    before = current_generation(board.settings.published)
    result = run(board.settings.home, "publish", queries=str(board.settings.home / "no such folder"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: There are no indicators in {board.settings.home / 'no such folder'}.\n"
    assert current_generation(board.settings.published) == before


def test_without_a_return_it_fails_with_what_to_do(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    result = run(board.settings.home, "publish", queries=str(board.settings.queries))
    assert result.exit_code == 1
    assert "There is no warehouse at" in result.stderr
    assert "scorecard load PATH" in result.stderr


def test_a_moment_that_cannot_be_read_is_a_fault_of_the_call(board: Board) -> None:
    result = run(board.settings.home, "publish", "--as-at", "yesterday", queries=str(board.settings.queries))
    assert result.exit_code == 2
    assert "yesterday" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "status"), [(["indicators"], 0), (["figures"], 1), (["figures", "--period", "decade"], 2)]
)
def test_the_program_ends_with_the_status_of_the_command(tmp_path: Path, arguments: list[str], status: int) -> None:
    program = "from scorecard.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=PROJECT,
        env={"SCORECARD_HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
