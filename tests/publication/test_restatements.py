"""A figure that was published and is now different says so, since when, and what changed it; nothing else does."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.publication.reader import open_generation, read_restatements
from scorecard.publication.restatements import compare_figures
from scorecard.publication.versions import read_versions
from tests.publication.restating import (
    EXPECTED,
    FEBRUARY,
    INDICATORS,
    JANUARY,
    publish_four,
    release,
    row_of,
    three,
    totals,
)
from tests.publication.small_board import Board, Row, concern, enquiry, expect, figure

WITHOUT_FIRSTS = "\nwhere day(received_on) > 1"


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return publish_four(tmp_path / "home")


def test_the_first_publication_restates_nothing(board: Board) -> None:
    assert read_restatements(open_generation(board.settings.published)).is_empty()


def test_publishing_the_same_again_restates_nothing(board: Board) -> None:
    again = release(board, "2024-03-19T09:00:00")
    assert read_restatements(again).is_empty()
    assert read_versions(again).select("number", "new_returns", "restated").rows() == [(1, 4, 0), (2, 0, 0)]


def test_a_corrected_return_says_what_was_what_is_since_when_and_which_return(board: Board) -> None:
    """The council sends January again with a fourth concern: 3 becomes 4, and all 4 becomes 5."""
    more = [*three(), concern("A4", "2024-01-20")]
    board.send("concerns", "asc", "2024-01", more, received="2024-04-02T10:30:00")
    generation = release(board, "2024-04-18T09:14:00")
    assert totals(generation) == [("all", JANUARY, 4, 5), ("asc", JANUARY, 3, 4)]
    own = read_restatements(generation, "concerns_received", JANUARY).filter(
        pl.col("agency_code") == "asc", pl.col("period") == "month"
    )
    row = own.row(0, named=True)
    assert (row["was_state"], row["state"], row["was_value"], row["value"]) == ("reported", "reported", 3, 4)
    assert (row["published_in"], row["published_at"]) == (1, datetime(2024, 3, 18, 9))
    assert (row["restated_in"], row["restated_at"]) == (2, datetime(2024, 4, 18, 9, 14))
    assert row["kind"] == "return"
    assert row["returns"] == [
        {
            "feed": "concerns",
            "agency_code": "asc",
            "report_month": JANUARY,
            "received_at": datetime(2024, 4, 2, 10, 30),
        }
    ]
    assert row["why"] == "Council: safeguarding concerns for January 2024, received 2 April 2024"


def test_the_quarter_and_the_year_are_restated_from_the_month_on(board: Board) -> None:
    """To January 4 becomes 5; to February, with one concern of each of the two, 6 becomes 7."""
    more = [*three(), concern("A4", "2024-01-20")]
    board.send("concerns", "asc", "2024-01", more, received="2024-04-02T10:30:00")
    generation = release(board, "2024-04-18T09:14:00")
    of_all = [row for row in totals(generation, "quarter") if row[0] == "all"]
    assert of_all == [("all", JANUARY, 4, 5), ("all", FEBRUARY, 6, 7)]


def test_rows_that_are_withdrawn_restate_the_figure_and_their_category(board: Board) -> None:
    """The council takes two of January's concerns back: 3 becomes 1, and of physical abuse too."""
    board.send("concerns", "asc", "2024-01", three()[:1], received="2024-04-02T10:30:00")
    generation = release(board, "2024-04-18T09:14:00")
    assert totals(generation) == [("all", JANUARY, 4, 2), ("asc", JANUARY, 3, 1)]
    by_risk = read_restatements(generation, "concerns_by_type_of_risk", JANUARY).filter(
        pl.col("period") == "month", pl.col("agency_code") == "asc", pl.col("category") == "physical_abuse"
    )
    assert by_risk.select("label", "was_numerator", "numerator").rows() == [("Physical Abuse", 3, 1)]


def test_a_category_that_nobody_sends_any_more_is_no_longer_shown_and_its_zeros_were_nothing(tmp_path: Path) -> None:
    board = Board(tmp_path / "home", INDICATORS, expected=[expect("concerns", "asc")])
    for day in ("2024-01-03", "2024-02-03"):
        board.send("concerns", "asc", day[:7], [concern(f"A{day}", day)])
    board.send("concerns", "asc", "2024-03", [concern("A", "2024-03-03", risks="self_neglect")])
    release(board, "2024-04-18T09:00:00")
    board.send("concerns", "asc", "2024-03", [concern("A", "2024-03-03")], received="2024-04-20T09:00:00")
    generation = release(board, "2024-04-21T09:00:00")
    changed = read_restatements(generation).filter(
        pl.col("period") == "month", pl.col("agency_code") == "asc", pl.col("category") == "self_neglect"
    )
    assert changed.select("report_month", "was_numerator", "numerator", "state").rows() == [
        (date(2024, 3, 1), 1, None, "not_published")
    ]


def test_a_late_return_is_no_restatement(tmp_path: Path) -> None:
    """The police are late with January; the council's figure stands, theirs and the total become whole later."""
    board = Board(tmp_path / "home", INDICATORS, expected=EXPECTED)
    board.send("concerns", "asc", "2024-01", three())
    board.send("concerns", "police", "2024-02", [concern("P2", "2024-02-09")])
    before = release(board, "2024-03-18T09:00:00")
    assert figure(before, "concerns_received", "police", "2024-01")["state"] == "late"
    assert figure(before, "concerns_received", "all", "2024-01")["state"] == "partial"
    board.send("concerns", "police", "2024-01", [concern("P1", "2024-01-09")], received="2024-03-25T09:00:00")
    after = release(board, "2024-04-18T09:00:00")
    assert figure(after, "concerns_received", "all", "2024-01")["numerator"] == 4
    assert read_restatements(after).is_empty()
    assert read_versions(after)["new_returns"].to_list() == [2, 1]


def test_a_partial_total_is_restated_by_a_correction_and_not_by_the_return_that_completes_it(tmp_path: Path) -> None:
    """Of January the police are late. The council's 3 become 4, and so does the total; the police's own make it 6."""
    board = Board(tmp_path / "home", INDICATORS, expected=EXPECTED)
    board.send("concerns", "asc", "2024-01", three())
    board.send("concerns", "asc", "2024-02", [concern("B1", "2024-02-03")])
    board.send("concerns", "police", "2024-02", [concern("P3", "2024-02-09")])
    release(board, "2024-03-18T09:00:00")
    board.send("concerns", "asc", "2024-01", [*three(), concern("A4", "2024-01-20")], received="2024-03-25T09:00:00")
    corrected = release(board, "2024-04-01T09:00:00")
    assert figure(corrected, "concerns_received", "all", "2024-01")["state"] == "partial"
    assert totals(corrected) == [("all", JANUARY, 3, 4), ("asc", JANUARY, 3, 4)]
    of_quarter = [("all", JANUARY, 3, 4), ("asc", JANUARY, 3, 4), ("all", FEBRUARY, 5, 6), ("asc", FEBRUARY, 4, 5)]
    assert totals(corrected, "quarter") == of_quarter
    (row,) = read_restatements(corrected, "concerns_received", JANUARY).filter(
        pl.col("period") == "month", pl.col("agency_code") == "all"
    ).iter_rows(named=True)  # fmt: skip
    assert (row["was_state"], row["state"]) == ("partial", "partial")
    assert row["why"] == "Council: safeguarding concerns for January 2024, received 25 March 2024"
    late = [concern("P1", "2024-01-09"), concern("P2", "2024-01-10")]
    board.send("concerns", "police", "2024-01", late, received="2024-04-03T09:00:00")
    completed = release(board, "2024-04-18T09:00:00")
    assert figure(completed, "concerns_received", "all", "2024-01")["numerator"] == 6
    assert totals(completed) == totals(corrected)
    assert totals(completed, "quarter") == of_quarter


def test_a_return_of_a_later_month_that_changes_an_earlier_figure_is_named(tmp_path: Path) -> None:
    """February's return gives the concern of January another type of risk."""
    board = Board(tmp_path / "home", INDICATORS, expected=EXPECTED)
    board.send("concerns", "asc", "2024-01", [concern("A1", "2024-01-09", risks="self_neglect")])
    release(board, "2024-02-18T09:00:00")
    decided = concern("A1", "2024-01-09", risks="domestic_abuse", decided_on="2024-02-01")
    board.send("concerns", "asc", "2024-02", [decided, concern("A2", "2024-02-09", risks="self_neglect")])
    generation = release(board, "2024-03-18T09:00:00")
    (row,) = (
        read_restatements(generation, "concerns_by_type_of_risk", JANUARY)
        .filter(pl.col("agency_code") == "asc", pl.col("period") == "month")
        .rows(named=True)
    )
    assert (row["category"], row["was_numerator"], row["numerator"], row["kind"]) == ("self_neglect", 1, 0, "return")
    assert row["why"] == "Council: safeguarding concerns for February 2024, received 5 March 2024"


def test_a_changed_query_is_a_changed_definition(board: Board) -> None:
    """Concerns received on the first of a month no longer count: the council's 3 of January become 2."""
    path = board.settings.queries / "concerns_received.sql"
    head, query = path.read_text().split("\nselect", 1)
    path.write_text(f"{head}\nselect{query.replace('from feed.concerns', 'from feed.concerns' + WITHOUT_FIRSTS)}")
    generation = release(board, "2024-04-18T09:14:00")
    assert totals(generation) == [("all", JANUARY, 4, 3), ("asc", JANUARY, 3, 2)]
    changed = read_restatements(generation)
    assert set(changed["kind"]) == {"definition"}
    assert set(changed["why"]) == {"The way it is counted changed"}
    assert changed["returns"].list.len().sum() == 0


def test_other_words_in_the_head_are_not_a_changed_definition(board: Board) -> None:
    path = board.settings.queries / "concerns_received.sql"
    path.write_text(path.read_text().replace("-- caveat = ", "-- # A note.\n-- caveat = "))
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:30:00")
    changed = read_restatements(release(board, "2024-04-18T09:14:00"), "concerns_received")
    assert set(changed["kind"]) == {"return"}


def test_a_definition_and_a_return_that_both_changed_are_both_told(board: Board) -> None:
    path = board.settings.queries / "concerns_received.sql"
    path.write_text(path.read_text().replace("from feed.concerns", "from feed.concerns" + WITHOUT_FIRSTS))
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:30:00")
    generation = release(board, "2024-04-18T09:14:00")
    assert totals(generation) == [("all", JANUARY, 4, 2), ("asc", JANUARY, 3, 1)]
    own = read_restatements(generation, "concerns_received", JANUARY).filter(pl.col("agency_code") == "asc")
    assert set(own["why"]) == {
        "The way it is counted changed. Since then also: Council: safeguarding concerns for January 2024, "
        "received 2 April 2024"
    }


def test_a_row_says_that_its_figure_and_those_before_it_were_restated(board: Board) -> None:
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:30:00")
    generation = release(board, "2024-04-18T09:14:00")
    january, february = row_of(generation, "asc", JANUARY), row_of(generation, "asc", FEBRUARY)
    assert (january["is_restated"], january["was_value"], january["restated_at"]) == (
        True,
        3,
        datetime(2024, 4, 18, 9, 14),
    )
    assert (february["is_restated"], february["previous_is_restated"], february["was_value"]) == (False, True, None)
    assert not row_of(generation, "police", JANUARY)["is_restated"]
    assert row_of(generation, "asc", FEBRUARY, "quarter")["was_value"] == 4


def test_an_earlier_moment_published_again_takes_a_correction_back(board: Board) -> None:
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:30:00")
    release(board, "2024-04-18T09:00:00")
    generation = board.publish(as_at="2024-04-01")
    assert totals(generation) == [
        ("all", JANUARY, 4, 3),
        ("asc", JANUARY, 3, 2),
        ("all", JANUARY, 3, 4),
        ("asc", JANUARY, 2, 3),
    ]


def test_a_reporting_month_that_goes_back_restates_nothing(board: Board) -> None:
    assert read_restatements(board.publish(reporting_month=JANUARY)).is_empty()


SAID: Row = {
    "indicator": "a",
    "agency_code": "asc",
    "breakdown": None,
    "category": None,
    "report_month": JANUARY,
    "period": "month",
    "numerator": 1.0,
    "denominator": 3.0,
    "value": 100 / 3,
    "state": "reported",
}


@pytest.mark.parametrize(
    ("now", "is_restated"),
    [
        ({"value": 100 / 3 * (1 + 2**-52)}, False),
        ({"value": 33.3334}, True),
        ({"numerator": 1.0000001}, True),
        ({"denominator": None}, True),
        ({"denominator": 4.0}, True),
        ({"state": "partial"}, False),
        ({"state": "late", "numerator": None, "denominator": None, "value": None}, True),
        ({"state": "withheld", "numerator": None, "denominator": None, "value": None}, False),
        ({"indicator": "b"}, False),
        ({"report_month": FEBRUARY}, False),
    ],
)
def test_only_numbers_that_differ_by_more_than_noise_are_restated(now: Row, is_restated: bool) -> None:
    kinds: Any = dict.fromkeys(("numerator", "denominator", "value"), pl.Float64)
    before, after = (pl.DataFrame([row], schema_overrides=kinds) for row in (SAID, SAID | now))
    assert (compare_figures(before, after).height == 1) is is_restated


@pytest.mark.parametrize("state", ["late", "partial", "not_due", "not_collected", "withheld"])
def test_what_was_not_reported_cannot_be_restated(state: str) -> None:
    before, after = pl.DataFrame([SAID | {"state": state}]), pl.DataFrame([SAID | {"numerator": 2.0}])
    assert compare_figures(before, after).is_empty()


def test_enquiries_are_named_by_their_own_return(tmp_path: Path) -> None:
    """The police send concerns again, the council enquiries: the figure of enquiries is the council's return alone."""
    board = Board(tmp_path / "home", ["concerns_received", "section_42_enquiries_started"], expected=EXPECTED)
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-05")])
    board.send("concerns", "police", "2024-01", [concern("P1", "2024-01-09")])
    release(board, "2024-02-18T09:00:00")
    again = "2024-03-02T10:00:00"
    board.send(
        "enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-05"), enquiry("E2", "2024-01-06")], received=again
    )
    board.send("concerns", "police", "2024-01", [concern("P2", "2024-01-10", risks="sexual_abuse")], received=again)
    changed = read_restatements(release(board, "2024-03-18T09:00:00"), "section_42_enquiries_started", JANUARY)
    assert {each["feed"] for returns in changed["returns"] for each in returns} == {"enquiries"}
