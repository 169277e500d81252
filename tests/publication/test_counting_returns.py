"""What became of the returns is itself a figure: known once their day has come, received or not."""

from datetime import datetime
from pathlib import Path

import pytest

from scorecard.publication.recording import record_return_status
from scorecard.settings import PROJECT
from scorecard.warehouse.connection import open_warehouse
from tests.publication.small_board import Board, Row, expect, figure, measure, parts

EXPECTED = [
    expect("training", "asc", due_days=12),
    expect("training", "bhft", due_days=12),
    expect("measures", "elft", "quarterly", due_days=15),
]
INDICATORS = ["returns_on_time", "returns_sent_again", "checks_left_open"]


def trained(compliant: int) -> list[Row]:
    return [{"course": "level_1", "eligible": 90, "compliant": compliant}]


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """January came on its last day, February a day late and again in April; nothing came for March but ELFT's."""
    board = Board(tmp_path, INDICATORS, expected=EXPECTED, measures=[measure("supervision", "elft", "quarterly")])
    board.send("training", "asc", "2024-01", trained(50), received="2024-02-12T23:59")
    board.send("training", "asc", "2024-02", trained(51), received="2024-03-13T00:01")
    board.send("training", "asc", "2024-02", trained(52), received="2024-04-02T09:00")
    board.send("training", "bhft", "2024-01", trained(60), received="2024-02-01T09:00")
    board.send("training", "bhft", "2024-02", trained(61), received="2024-03-01T09:00")
    supervision = {"measure": "supervision", "numerator": 8, "denominator": 9}
    board.send("measures", "elft", "2024-03", [supervision], received="2024-04-03T09:00")
    return board


def test_a_return_is_on_time_until_its_day_is_over(board: Board) -> None:
    generation = board.publish()
    assert parts(figure(generation, "returns_on_time", "asc", "2024-01")) == ("reported", 1, 1)
    assert parts(figure(generation, "returns_on_time", "asc", "2024-02")) == ("reported", 0, 1)
    assert parts(figure(generation, "returns_on_time", "all", "2024-02")) == ("reported", 1, 2)


def test_a_return_that_never_came_is_known_not_to_be_on_time(board: Board) -> None:
    assert parts(figure(board.publish(), "returns_on_time", "asc", "2024-03")) == ("reported", 0, 1)


def test_a_return_whose_day_has_not_come_is_not_judged(board: Board) -> None:
    generation = board.publish(as_at="2024-04-12T12:00")
    assert parts(figure(generation, "returns_on_time", "asc", "2024-03")) == ("not_due", None, None)
    assert parts(figure(generation, "returns_on_time", "all", "2024-03")) == ("partial", 1, 1)


def test_months_between_quarters_are_not_due(board: Board) -> None:
    generation = board.publish()
    assert parts(figure(generation, "returns_on_time", "elft", "2024-02")) == ("not_due", None, None)
    assert parts(figure(generation, "returns_on_time", "elft", "2024-03")) == ("reported", 1, 1)


def test_what_was_sent_again_counts_once_among_the_received(board: Board) -> None:
    generation = board.publish()
    assert parts(figure(generation, "returns_sent_again", "asc", "2024-02")) == ("reported", 1, 1)
    assert parts(figure(generation, "returns_sent_again", "all", "2024-02")) == ("reported", 1, 2)
    assert parts(figure(generation, "returns_sent_again", "asc", "2024-03")) == ("reported", 0, 0)


def test_open_checks_are_those_of_the_newest_version(board: Board) -> None:
    """That all 90 of 90 staff are in date is asked about, and then put right."""
    board.send("training", "bhft", "2024-03", trained(90))
    before = figure(board.publish(as_at="2024-05-01"), "checks_left_open", "bhft", "2024-03")
    board.send("training", "bhft", "2024-03", trained(62), received="2024-05-02T09:00")
    after = figure(board.publish(as_at="2024-05-03"), "checks_left_open", "bhft", "2024-03")
    assert (before["numerator"], after["numerator"]) == (1, 0)


def test_the_loader_leaves_the_same_in_the_warehouse_for_queries_by_hand(board: Board) -> None:
    board.keep()
    with open_warehouse(board.settings.warehouse) as connection:
        for _ in range(2):
            record_return_status(connection, board.settings, datetime(2030, 1, 1))
    with open_warehouse(board.settings.warehouse, read_only=True) as connection:
        found = connection.execute((PROJECT / "queries" / "returns_on_time.sql").read_text(encoding="utf-8")).fetchall()
    shown = sorted((agency, f"{month:%Y-%m}", on_time, due) for agency, month, on_time, due in found)
    assert shown == [
        ("asc", "2024-01", 1, 1),
        ("asc", "2024-02", 0, 1),
        ("asc", "2024-03", 0, 1),
        ("bhft", "2024-01", 1, 1),
        ("bhft", "2024-02", 1, 1),
        ("bhft", "2024-03", 0, 1),
        ("elft", "2024-03", 1, 1),
    ]
