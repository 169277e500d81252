"""Cases of registers that several agencies keep: each counts its own, as it stood at each month's end."""

from pathlib import Path

import pytest

from scorecard.publication.opening import Generation
from scorecard.warehouse.connection import open_warehouse
from tests.publication.small_board import Board, Row, expect, figure, parts

CASPA = "caspa_assessment_and_plan_in_date"
EXPECTED = [expect("panel_cases", "asc"), expect("panel_cases", "police")]


def case(panel: str, name: str, referred: str, **more: str) -> Row:
    return {"panel": panel, "case_id": name, "referred_on": referred, **more}


def seen(risk_assessed: str, planned: str) -> Row:
    return case(
        "caspa",
        "K1",
        "2024-01-02",
        lead_officer_allocated_on="2024-01-03",
        risk_assessed_on=risk_assessed,
        planned_on=planned,
        considered_on="2024-01-20",
    )


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """The council has one CASPA case; the police heard one case in January, and sent nothing for February."""
    board = Board(tmp_path, ["marac_cases_heard", "caspa_active_cases", CASPA], expected=EXPECTED)
    board.send("panel_cases", "asc", "2024-01", [seen("2024-01-10", "2024-01-12")])
    board.send("panel_cases", "police", "2024-01", [case("marac", "M1", "2024-01-02", considered_on="2024-01-16")])
    board.send("panel_cases", "asc", "2024-02", [seen("2024-01-10", "2024-01-12")])
    return board


def agencies(generation: Generation, indicator: str) -> list[str]:
    found = generation.ask(
        "select distinct agency_code from figure where indicator = $indicator order by all", indicator=indicator
    )
    return found["agency_code"].to_list()


def test_a_sender_without_such_a_register_has_no_zero_in_it(board: Board) -> None:
    generation = board.publish()
    assert agencies(generation, "marac_cases_heard") == ["all", "police"]
    assert agencies(generation, "caspa_active_cases") == ["all", "asc"]


def test_a_register_whose_return_is_missing_is_late_though_another_came(board: Board) -> None:
    generation = board.publish()
    assert parts(figure(generation, "marac_cases_heard", "police", "2024-01")) == ("reported", 1, None)
    for agency in ("police", "all"):
        assert parts(figure(generation, "marac_cases_heard", agency, "2024-02")) == ("late", None, None)


def test_a_plan_renewed_later_does_not_put_an_earlier_month_right(board: Board) -> None:
    """By the end of April the plan of 12 January is 109 days old; it is renewed in May."""
    board.send("panel_cases", "asc", "2024-04", [seen("2024-04-10", "2024-01-12")])
    board.send("panel_cases", "asc", "2024-05", [seen("2024-04-10", "2024-05-06")])
    generation = board.publish()
    in_date = {month: figure(generation, CASPA, "asc", f"2024-{month}") for month in ("02", "03", "04", "05")}
    assert {month: parts(row) for month, row in in_date.items()} == {
        "02": ("reported", 1, 1),
        "03": ("late", None, None),
        "04": ("reported", 0, 1),
        "05": ("reported", 1, 1),
    }


def test_each_month_shows_a_case_as_sent_and_the_current_rows_show_it_once(board: Board) -> None:
    board.send("panel_cases", "asc", "2024-02", [seen("2024-01-10", "2024-02-19")], received="2024-03-20T09:00")
    board.keep()
    with open_warehouse(board.settings.warehouse, read_only=True) as connection:
        rows = "select report_month::varchar, planned_on::varchar from {} where case_id = 'K1' order by all"
        as_sent = connection.execute(rows.format("sent.panel_cases")).fetchall()
        current = connection.execute(rows.format("feed.panel_cases")).fetchall()
    assert as_sent == [("2024-01-01", "2024-01-12"), ("2024-02-01", "2024-02-19")]
    assert current == [("2024-02-01", "2024-02-19")]
