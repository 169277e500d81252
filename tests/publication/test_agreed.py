"""Events and agreements received by return join those of the reference files."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from scorecard.publication.agreed import replace_agreements
from scorecard.reference_contracts import ExpectedReturns
from tests.publication.small_board import Board, expect

EVENT = {"date": "2024-02-05", "title": "Panel live", "kind": "event", "led_by": "asc", "themes": "msp;falls"}


def agreed(*rows: tuple[Any, ...]) -> pl.DataFrame:
    schema = {"feed": pl.String, "agency": pl.String, "frequency": pl.String, "due_days": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema | {"valid_from": pl.Date, "valid_to": pl.Date}, orient="row")
    return pl.DataFrame(ExpectedReturns.cast(frame))


def test_a_later_agreement_ends_the_earlier_one_on_the_day_before_it_begins() -> None:
    earlier = agreed(("training", "asc", "monthly", 12, None, None), ("training", "elft", "monthly", 12, None, None))
    later = agreed(("training", "asc", "quarterly", 15, date(2024, 2, 1), None))
    assert replace_agreements(earlier, later).rows() == [
        ("training", "asc", "monthly", 12, None, date(2024, 1, 31)),
        ("training", "elft", "monthly", 12, None, None),
        ("training", "asc", "quarterly", 15, date(2024, 2, 1), None),
    ]


def test_an_agreement_that_ended_earlier_keeps_its_end() -> None:
    earlier = agreed(("training", "asc", "monthly", 12, None, date(2023, 6, 30)))
    later = agreed(("training", "asc", "quarterly", 15, date(2024, 2, 1), None))
    assert replace_agreements(earlier, later)["valid_to"].to_list() == [date(2023, 6, 30), None]


def test_an_agreement_of_which_nothing_is_left_is_dropped() -> None:
    earlier = agreed(("training", "asc", "monthly", 12, date(2024, 2, 1), None))
    later = agreed(
        ("training", "asc", "quarterly", 15, date(2024, 2, 1), None),
        ("training", "asc", "monthly", 10, date(2024, 1, 1), date(2024, 12, 31)),
    )
    assert replace_agreements(earlier, later).rows() == [
        ("training", "asc", "monthly", 10, date(2024, 1, 1), date(2024, 12, 31))
    ]


def test_an_agreement_that_was_received_decides_what_is_due(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("training", "asc"), expect("concerns", "asc")])
    agreement = {"feed": "training", "from_agency": "asc", "frequency": "quarterly", "due_days": 15}
    board.send("expected_returns", "bhft", "2024-01", [{**agreement, "valid_from": "2024-02-01"}])
    board.send("events", "bhft", "2024-03", [EVENT])
    generation = board.publish(as_at="2024-04-14")
    states = generation.ask("select report_month, state from return_status where feed = 'training' order by all")
    assert states.rows() == [
        (date(2024, 1, 1), "late"),
        (date(2024, 2, 1), "not_due"),
        (date(2024, 3, 1), "not_due"),
    ]
    due = generation.ask("select due_on from return_status where feed = 'training' and report_month = '2024-03-01'")
    assert due["due_on"].to_list() == [date(2024, 4, 15)]


def test_events_that_were_received_are_published_and_only_once(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("events", "bhft", "2024-02", [{**EVENT, "kind": "rule_change"}])
    board.send("events", "bhft", "2024-03", [EVENT])
    events = board.publish().ask("select date, title, kind, agency, themes from event")
    assert events.rows() == [(date(2024, 2, 5), "Panel live", "event", "asc", "msp;falls")]


def test_what_was_agreed_later_is_not_in_a_publication_of_an_earlier_moment(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("events", "bhft", "2024-01", [EVENT], received="2024-02-10T09:00:00")
    board.send("events", "bhft", "2024-02", [{**EVENT, "title": "Panel closed"}], received="2024-03-10T09:00:00")
    generation = board.publish(as_at=datetime(2024, 2, 20).isoformat())
    assert generation.ask("select title from event")["title"].to_list() == ["Panel live"]
