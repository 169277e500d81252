"""`scorecard restatements` prints what changed since it was published, `figures --version` what was said then."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scorecard.commands.figures import FIELDS as FIELDS_OF_FIGURES
from scorecard.commands.restatements import FIELDS
from scorecard.publication.publish import publish
from tests.commands.command_line import run
from tests.publication.small_board import Board, concern, expect


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """Two concerns of January and one of February, published; then one of January, published again."""
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-05"), concern("C2", "2024-01-06")])
    board.send("concerns", "asc", "2024-02", [concern("C3", "2024-02-05")])
    release(board, datetime(2024, 3, 18, 9, 14))
    board.send("concerns", "asc", "2024-01", [concern("C1", "2024-01-05")], received="2024-04-02T12:00:00")
    release(board, datetime(2024, 4, 18, 9, 14))
    return board


def release(board: Board, made_at: datetime) -> None:
    board.keep()
    publish(board.settings, now=made_at)


def ask(board: Board, *arguments: str) -> str:
    result = run(board.settings.home, *arguments, queries=str(board.settings.queries))
    assert result.exit_code == 0, result.output
    return result.stdout


def ask_json(board: Board, *arguments: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(ask(board, *arguments, "--format", "json"))
    return rows


def test_restatements_come_as_csv_with_a_header(board: Board) -> None:
    text = ask(board, "restatements")
    assert text.splitlines()[0] == ",".join(FIELDS)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["agency"], row["period"], row["was_numerator"], row["numerator"]) for row in rows] == [
        ("all", "2024-01", "2", "1"),
        ("asc", "2024-01", "2", "1"),
    ]


def test_json_holds_the_same_and_the_returns(board: Board) -> None:
    own = ask_json(board, "restatements")[1]
    assert own == {
        "indicator": "concerns_received",
        "code": "CON-01",
        "agency": "asc",
        "period": "2024-01",
        "breakdown": None,
        "category": None,
        "was_numerator": 2,
        "was_denominator": None,
        "was_value": 2,
        "was_state": "reported",
        "numerator": 1,
        "denominator": None,
        "value": 1,
        "state": "reported",
        "kind": "return",
        "why": "Council: safeguarding concerns for January 2024, received 2 April 2024",
        "published_in": 1,
        "published_at": "2024-03-18T09:14:00",
        "restated_in": 2,
        "restated_at": "2024-04-18T09:14:00",
        "returns": [
            {"feed": "concerns", "agency": "asc", "month": "2024-01", "received_at": "2024-04-02T12:00:00"},
        ],
    }


def test_a_month_that_nobody_restated_has_no_rows(board: Board) -> None:
    assert ask_json(board, "restatements", "--month", "2024-02") == []
    assert len(ask_json(board, "restatements", "--month", "2024-01")) == 2


def test_the_quarter_to_each_month_is_restated_too(board: Board) -> None:
    """To January 2 becomes 1, to February 3 becomes 2; both for the council and for all."""
    rows = ask_json(board, "restatements", "--period", "quarter")
    assert [(row["agency"], row["period"], row["was_numerator"], row["numerator"]) for row in rows] == [
        ("all", "2023/24 Q4", 3, 2),
        ("asc", "2023/24 Q4", 3, 2),
        ("all", "2023/24 Q4", 2, 1),
        ("asc", "2023/24 Q4", 2, 1),
    ]


def test_an_earlier_version_gives_the_figures_as_reported_at_the_time(board: Board) -> None:
    command = ("figures", "--indicator", "CON-01", "--agency", "asc", "--to", "2024-01")
    for options, figure in (((), 1), (("--version", "1"), 2), (("--version", "2"), 1)):
        (row,) = ask_json(board, *command, *options)
        assert row["value"] == figure, options
        assert tuple(row) == FIELDS_OF_FIGURES


def test_a_version_that_is_not_kept_is_answered_with_those_that_are(board: Board) -> None:
    result = run(board.settings.home, "figures", "--version", "7")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "version 7 is not kept; those that are: 1, 2" in result.stderr


def test_before_anything_changed_there_is_the_header_alone(published_home: Path) -> None:
    result = run(published_home, "restatements")
    assert (result.exit_code, result.stdout) == (0, ",".join(FIELDS) + "\n")
