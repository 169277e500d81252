"""The decisions of a month are those of its meeting, and those of earlier ones that were open at its end."""

from datetime import date
from pathlib import Path

import pytest

from scorecard.publication.reader import Generation, find_owner, find_sender, read_decisions, read_owners
from tests.publication.small_board import Board, Row, concern, expect

JANUARY, FEBRUARY, MARCH = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)


def decision(name: str, recorded: str, due: str, done: str = "", owner: str = "Chair") -> Row:
    words = {"decision": f"Decision {name}.", "owner": owner}
    return {"decision_id": name, "recorded_on": recorded, "due_on": due, "done_on": done, **words}


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """January's decisions, and February's, whose return carries two of January's as done; as at 10 April."""
    board = Board(tmp_path_factory.mktemp("board"), ["concerns_received"], expected=[expect("concerns", "asc")])
    for month in ("2024-01", "2024-02", "2024-03"):
        board.send("concerns", "asc", month, [concern(f"C{month}", f"{month}-09")])
    january = [
        decision("A", "2024-02-20", "2024-03-15"),
        decision("B", "2024-02-20", "2024-03-31"),
        decision("C", "2024-02-20", "2024-04-09"),
        decision("D", "2024-02-20", "2024-04-10"),
    ]
    february = [
        {**january[0], "done_on": "2024-02-28"},
        {**january[1], "done_on": "2024-03-20"},
        decision("E", "2024-03-19", "2024-03-25", owner="Head of Service"),
    ]
    board.send("decisions", "vcse", "2024-01", january, received="2024-02-21T09:00")
    board.send("decisions", "vcse", "2024-02", february, received="2024-03-25T09:00")
    comment = {"indicator": "concerns_received", "line": 1, "comment": "Fewer.", "owner": "Analyst"}
    board.send("commentary", "asc", "2024-02", [{**comment, "written_on": "2024-03-04"}])
    return board.publish("2024-04-10T12:00")


def flags(generation: Generation, month: date) -> list[tuple[object, ...]]:
    columns = ("decision_id", "report_month", "is_open", "is_overdue")
    return sorted(read_decisions(generation, month).select(columns).rows())


def test_a_decision_that_is_sent_again_stays_with_the_month_of_its_meeting(generation: Generation) -> None:
    """Seen at the end of January, nothing had been done; at the end of February, A had."""
    assert flags(generation, JANUARY) == [(name, JANUARY, True, False) for name in "ABCD"]
    assert flags(generation, FEBRUARY) == [
        *((name, JANUARY, True, False) for name in "BCD"),
        ("E", FEBRUARY, True, False),
    ]
    sent_for = read_decisions(generation, JANUARY).select("decision_id", "sent_for").rows()
    assert sorted(sent_for) == [("A", FEBRUARY), ("B", FEBRUARY), ("C", JANUARY), ("D", JANUARY)]


def test_the_newest_month_is_seen_on_the_day_of_its_data(generation: Generation) -> None:
    """On 10 April B is done; C was due the day before, D is due that day, and E was due in March."""
    assert flags(generation, MARCH) == [
        ("C", JANUARY, True, True),
        ("D", JANUARY, True, False),
        ("E", FEBRUARY, True, True),
    ]


def test_roles_and_senders_are_those_that_have_written(generation: Generation) -> None:
    assert read_owners(generation) == ("Analyst", "Chair", "Head of Service")
    assert [find_sender(generation, feed) for feed in ("decisions", "commentary", "events")] == ["vcse", "asc", None]
    assert find_owner(generation, "concerns_received", "asc") == "Analyst, Council"
    assert find_owner(generation, "concerns_received", "police") is None


def test_a_generation_from_before_there_were_decisions_has_none(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern("A1", "2024-01-09")])
    without = _Without(board.publish())
    assert read_decisions(without, JANUARY).is_empty()
    assert read_owners(without) == ()


class _Without:
    """A generation in which no table of decisions is found."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    def ask(self, query: str, **parameters: object) -> object:
        return self._generation.ask(query.replace("table_name = 'decision'", "table_name = 'none'"), **parameters)
