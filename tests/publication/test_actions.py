"""Actions from reviews: how each stands at a month's end, and the figure it was to move, before and after."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.months import add_months, write_month
from scorecard.publication.reader import Generation, read_actions
from tests.publication.small_board import Board, expect, measure

FIRST = date(2023, 1, 1)
MARCH = date(2024, 3, 1)
LOW, HIGH = [10, 12, 10, 12, 10, 12, 10], [30, 32, 30, 32, 30, 32, 30, 32]
STEADY = [10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11]


def action(name: str, due: str, done: str = "", evidence: str = "", **more: Any) -> dict[str, Any]:
    return {
        "action_id": name,
        "title": f"Do {name}",
        "review_id": "SAR-X",
        "source": "sar",
        "theme": "msp",
        "owner_agency": "bhft",
        "agreed_on": "2023-01-02",
        "due_on": due,
        "done_on": done,
        "evidence_of_effect": evidence or ("not_yet" if done else ""),
        **more,
    }


def make_board(home: Path, values: Sequence[int] = (), indicator: str = "hospital_referrals") -> Board:
    """Make a board whose hospitals send one value a month from January 2023."""
    board = Board(
        home,
        [indicator],
        expected=[expect("measures", "bhft"), expect("learning_actions", "asc", "quarterly")],
        measures=[measure(indicator, "bhft")],
    )
    for step, value in enumerate(values):
        month = write_month(add_months(FIRST, step))
        board.send("measures", "bhft", month, [{"measure": indicator, "numerator": value}])
    return board


def states(generation: Generation, month: date) -> dict[str, str]:
    return dict(read_actions(generation, month).select("action_id", "state").iter_rows())


def movement(generation: Generation, month: date = MARCH) -> tuple[Any, ...]:
    """Give before, after and since of the only action."""
    row = read_actions(generation, month).row(0, named=True)
    return row["before"], row["months_before"], row["after"], row["months_after"], row["since"]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    board = make_board(tmp_path_factory.mktemp("home"), [1] * 15)
    board.send(
        "learning_actions",
        "asc",
        "2023-12",
        [
            action("A1", "2023-12-31"),
            action("A2", "2023-12-30"),
            action("A3", "2024-01-31"),
            action("A4", "2023-06-30", "2023-07-10", "submitted"),
        ],
    )
    board.send(
        "learning_actions",
        "asc",
        "2024-03",
        [
            action("A1", "2023-12-31", "2024-01-15", "not_accepted"),
            action("A2", "2024-06-30"),
            action("A4", "2023-06-30", "2023-07-10", "accepted"),
        ],
    )
    return board.publish()


def test_an_action_is_overdue_once_its_day_has_passed(lists: Generation) -> None:
    """A1 is due on the very last day, A2 the day before, A3 a month later."""
    december = date(2023, 12, 1)
    assert states(lists, december) == {"A4": "done", "A2": "overdue", "A1": "open", "A3": "open"}


def test_between_two_lists_the_older_one_is_held_against_the_calendar(lists: Generation) -> None:
    february = date(2024, 2, 1)
    assert states(lists, february) == {"A4": "done", "A2": "overdue", "A1": "overdue", "A3": "overdue"}
    assert set(read_actions(lists, february)["listed_in"]) == {date(2023, 12, 1)}


def test_the_newest_list_alone_counts(lists: Generation) -> None:
    """A3 is on it no longer, A2 has a new day, and the evidence of A4 was accepted since."""
    assert states(lists, MARCH) == {"A4": "worked", "A1": "done", "A2": "open"}


def test_actions_are_in_the_order_of_their_day(lists: Generation) -> None:
    assert read_actions(lists, date(2023, 12, 1))["action_id"].to_list() == ["A4", "A2", "A1", "A3"]


def test_before_the_first_list_there_is_none(lists: Generation) -> None:
    assert read_actions(lists, date(2023, 11, 1)).is_empty()


def test_an_action_is_given_in_words(lists: Generation) -> None:
    row = read_actions(lists, MARCH).row(0, named=True)
    assert (row["source_label"], row["owner"], row["evidence_label"]) == (
        "Safeguarding adults review",
        "Hospitals",
        "Accepted",
    )


def test_a_real_change_after_the_action_is_said_with_the_months_on_either_side(tmp_path: Path) -> None:
    """Done in July: January to June average 11, August to January 31, and no month since is as low as before."""
    board = make_board(tmp_path / "home", LOW + HIGH)
    row = action("A1", "2023-07-31", "2023-07-10", indicator="hospital_referrals")
    board.send("learning_actions", "asc", "2024-03", [row])
    assert movement(board.publish()) == ("11", 6, "31", 6, "higher")


def test_a_change_that_began_earlier_is_not_one_since(tmp_path: Path) -> None:
    """Done in October: the higher months began in August."""
    board = make_board(tmp_path / "home", LOW + HIGH)
    row = action("A1", "2023-10-31", "2023-10-10", indicator="hospital_referrals")
    board.send("learning_actions", "asc", "2024-03", [row])
    assert movement(board.publish())[-1] == "begun_before"


def test_a_move_inside_the_usual_range_is_no_real_change(tmp_path: Path) -> None:
    """Done in July: January to June average 64 / 6, August to January 61 / 6, written as whole numbers."""
    board = make_board(tmp_path / "home", STEADY)
    row = action("A1", "2023-07-31", "2023-07-10", indicator="hospital_referrals")
    board.send("learning_actions", "asc", "2024-03", [row])
    assert movement(board.publish()) == ("11", 6, "10", 6, "none")


def test_the_month_in_which_it_was_done_is_too_soon(tmp_path: Path) -> None:
    board = make_board(tmp_path / "home", STEADY)
    row = action("A1", "2024-03-31", "2024-03-10", indicator="hospital_referrals")
    board.send("learning_actions", "asc", "2024-03", [row])
    assert movement(board.publish())[2:] == (None, 0, "too_soon")


def test_few_months_are_too_few_to_judge(tmp_path: Path) -> None:
    board = make_board(tmp_path / "home", [10, 30, 50])
    row = action("A1", "2023-02-28", "2023-02-10", indicator="hospital_referrals")
    board.send("learning_actions", "asc", "2023-03", [row])
    assert movement(board.publish(), date(2023, 3, 1)) == ("10", 1, "50", 1, "too_few")


def test_a_share_is_added_up_from_its_parts(tmp_path: Path) -> None:
    """Before: 1 of 10 and 90 of 90 make 91 of 100, not the 55% of averaging 10% and 100%. After: 3 of 8, too few."""
    name = "domestic_abuse_routine_enquiry"
    board = make_board(tmp_path / "home", indicator=name)
    for month, part, whole in (("2023-01", 1, 10), ("2023-02", 90, 90), ("2023-03", 5, 5), ("2023-04", 3, 8)):
        board.send("measures", "bhft", month, [{"measure": name, "numerator": part, "denominator": whole}])
    board.send("learning_actions", "asc", "2023-04", [action("A1", "2023-03-31", "2023-03-10", indicator=name)])
    assert movement(board.publish(), date(2023, 4, 1)) == ("91%", 2, "3 of 8", 1, "too_few")


def test_an_open_action_and_one_without_an_indicator_are_not_compared(tmp_path: Path) -> None:
    board = make_board(tmp_path / "home", STEADY)
    board.send(
        "learning_actions",
        "asc",
        "2024-03",
        [action("A1", "2024-06-30", indicator="hospital_referrals"), action("A2", "2023-07-31", "2023-07-10")],
    )
    compared = read_actions(board.publish(), MARCH).select("figure_of", "before", "after", "since")
    assert compared.null_count().row(0) == (2, 2, 2, 2)


class OlderGeneration:
    """A generation of before actions were published."""

    def ask(self, query: str, **parameters: Any) -> pl.DataFrame:
        assert "information_schema" in query
        return pl.DataFrame({"table_name": ["figure", "indicator"]})


def test_a_generation_of_before_actions_were_published_has_none() -> None:
    actions = read_actions(OlderGeneration(), MARCH)
    assert actions.is_empty()
    assert {"action_id", "state", "before", "since"} <= set(actions.columns)
