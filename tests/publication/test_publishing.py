"""Publishing again, as it was known then, after corrections, and up to a month."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scorecard.errors import IndicatorError, ReferenceDataError, WarehouseError
from scorecard.publication.generation import current_generation
from scorecard.publication.opening import Generation
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation, read_about
from tests.publication.small_board import Board, concern, enquiry, expect, figure, parts

EXPECTED = [expect("concerns", "asc"), expect("enquiries", "asc")]
INDICATORS = ["concerns_received", "concerns_awaiting_decision", "concerns_by_type_of_risk"]


def three_months(board: Board) -> None:
    """January has three concerns, February two, March one; the first of January's waits until February."""
    board.send("concerns", "asc", "2024-01", [concern(f"A{number}", "2024-01-0" + str(number)) for number in (1, 2, 3)])
    decided = concern("A1", "2024-01-01", decided_on="2024-02-07")
    board.send("concerns", "asc", "2024-02", [decided, concern("B1", "2024-02-03"), concern("B2", "2024-02-04")])
    board.send("concerns", "asc", "2024-03", [concern("C1", "2024-03-02")])


def received(generation: Generation, *months: str) -> list[Any]:
    return [figure(generation, "concerns_received", "asc", month)["numerator"] for month in months]


def read_tables(generation: Generation) -> dict[str, pl.DataFrame]:
    """Give every table but those that tell one publication from another."""
    names = generation.ask("select table_name from information_schema.tables")["table_name"]
    return {name: generation.ask(f"select * from {name}") for name in names if name not in ("generation", "version")}


def test_publishing_twice_gives_the_same_tables_and_a_new_number(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    first = board.publish()
    second = board.publish()
    assert (read_about(first).number, read_about(second).number) == (1, 2)
    tables = read_tables(first)
    again = read_tables(second)
    assert tables.keys() == again.keys()
    for name, table in tables.items():
        assert_frame_equal(table, again[name], check_row_order=False)


def test_what_is_published_as_at_a_moment_is_what_was_known_then(tmp_path: Path) -> None:
    """January was sent with three concerns on 5 February, and corrected to two on 20 March."""
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    corrected = [concern("A2", "2024-01-02"), concern("A3", "2024-01-03")]
    board.send("concerns", "asc", "2024-01", corrected, received="2024-03-20T10:00:00")
    assert received(board.publish(as_at="2024-03-20T09:59:59"), "2024-01", "2024-02") == [3, 2]
    then = board.publish(as_at="2024-03-20T09:59:59")
    assert read_about(then).reporting_month == date(2024, 2, 1)
    assert read_about(then).data_as_at == datetime(2024, 3, 20, 9, 59, 59)
    # A1 is still in February's return.
    assert received(board.publish(), "2024-01", "2024-02", "2024-03") == [3, 2, 1]


def test_what_is_known_later_changes_no_publication_of_an_earlier_moment(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    before = board.publish(as_at="2024-03-10")
    board.send("concerns", "asc", "2024-02", [concern("B1", "2024-02-03")], received="2024-03-12T08:00:00")
    again = board.publish(as_at="2024-03-10")
    assert_frame_equal(read_tables(before)["figure"], read_tables(again)["figure"], check_row_order=False)
    assert received(board.publish(), "2024-02") == [1]


def test_rows_of_a_return_that_was_sent_again_do_not_count(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    board.send("concerns", "asc", "2024-01", [concern(f"A{number}", "2024-01-05") for number in range(9)])
    board.send("concerns", "asc", "2024-01", [concern("Z1", "2024-01-06"), concern("A1", "2024-01-05")])
    generation = board.publish()
    assert received(generation, "2024-01") == [2]
    status = generation.ask("select submissions, submission from return_status where feed = 'concerns'")
    assert status.rows() == [(2, 2)]
    assert generation.ask("select sequence, rows_accepted from input").rows() == [(2, 2)]


def test_a_case_counts_as_its_newest_month_says(tmp_path: Path) -> None:
    """The concern of January waits at the end of January; February's return decides it, with another type of risk."""
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    board.send("concerns", "asc", "2024-01", [concern("A1", "2024-01-09", risks="self_neglect")])
    decided = concern("A1", "2024-01-09", risks="domestic_abuse", decided_on="2024-02-01")
    board.send("concerns", "asc", "2024-02", [decided])
    generation = board.publish()
    waiting = [figure(generation, "concerns_awaiting_decision", "asc", month) for month in ("2024-01", "2024-02")]
    assert [row["numerator"] for row in waiting] == [1, 0]
    citing = figure(generation, "concerns_by_type_of_risk", "asc", "2024-01", category="domestic_abuse")
    assert parts(citing) == ("reported", 1, 1)


def test_nothing_after_the_reporting_month_is_published(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    generation = board.publish(reporting_month=date(2024, 2, 1))
    assert read_about(generation).reporting_month == date(2024, 2, 1)
    for table, column in (
        ("figure", "report_month"),
        ("signal", "as_at"),
        ("verdict", "as_at"),
        ("finding", "report_month"),
        ("return_status", "report_month"),
    ):
        newest = generation.ask(f"select max({column}) as newest from {table}")["newest"].item()
        assert newest in (date(2024, 2, 1), None), table
    assert received(generation, "2024-01", "2024-02") == [3, 2]


def test_a_reporting_month_that_nobody_has_sent_yet_is_late_or_not_due(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    early = board.publish(as_at="2024-05-01", reporting_month=date(2024, 4, 1))
    assert figure(early, "concerns_received", "asc", "2024-04")["state"] == "not_due"
    late = board.publish(as_at="2024-05-13", reporting_month=date(2024, 4, 1))
    assert figure(late, "concerns_received", "asc", "2024-04")["state"] == "late"


def test_a_reporting_month_before_the_first_return_is_refused_and_says_from_when_there_are_figures(
    tmp_path: Path,
) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    with pytest.raises(WarehouseError, match="reporting month 2023-12 is before the first return, of 2024-01"):
        board.publish(reporting_month=date(2023, 12, 1))


def test_a_moment_before_the_first_return_is_refused_and_names_the_moment(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    with pytest.raises(WarehouseError, match="no return received by 1 January 2024, 00:00"):
        board.publish(as_at="2024-01-01")


def test_without_a_warehouse_the_sentence_says_to_load(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    with pytest.raises(WarehouseError, match="Load a return first: scorecard load PATH"):
        publish(board.settings)


def test_a_broken_indicator_publishes_nothing_and_names_its_file(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    board.publish()
    before = current_generation(board.settings.published)
    broken = board.settings.queries / "concerns_received.sql"
    changed = board.settings.model_copy(update={"queries": tmp_path / "other"})
    changed.queries.mkdir()
    (changed.queries / broken.name).write_text(broken.read_text().replace("from feed.concerns", "from feed.nowhere"))
    with pytest.raises(IndicatorError, match=r"concerns_received\.sql cannot be run"):
        publish(changed)
    assert current_generation(board.settings.published) == before


def test_a_missing_reference_file_publishes_nothing_and_names_it(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    (board.settings.reference / "themes.csv").unlink()
    with pytest.raises(ReferenceDataError, match=r"themes\.csv is missing. Its columns are code, name, list, order"):
        publish(board.settings)


def test_a_concluded_enquiry_of_two_returns_is_counted_once(tmp_path: Path) -> None:
    """Open at the end of January, concluded in February: one started, one concluded."""
    board = Board(tmp_path, ["section_42_enquiries_started", "enquiries_concluded"], expected=EXPECTED)
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-20")])
    board.send("enquiries", "asc", "2024-02", [enquiry("E1", "2024-01-20", "2024-02-20")])
    generation = board.publish()
    for indicator, month in (("section_42_enquiries_started", "2024-01"), ("enquiries_concluded", "2024-02")):
        quarter = figure(generation, indicator, "asc", "2024-02", period="quarter")
        assert (figure(generation, indicator, "asc", month)["numerator"], quarter["numerator"]) == (1, 1)


def test_the_generation_says_what_it_is(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    board.keep()
    published = publish(board.settings, as_at=datetime(2024, 5, 1), now=datetime(2024, 5, 2, 10, 30))
    about = read_about(open_generation(board.settings.published))
    assert (published.name, published.indicators) == ("council-000001.duckdb", 3)
    assert (about.made_at, about.data_as_at) == (datetime(2024, 5, 2, 10, 30), datetime(2024, 5, 1))
    assert (about.first_month, about.reporting_month) == (date(2024, 1, 1), date(2024, 3, 1))
    assert (about.submissions, about.partnership, about.invented) == (3, "A board", True)


def test_progress_names_each_indicator_and_ends_with_all(tmp_path: Path) -> None:
    board = Board(tmp_path, INDICATORS, expected=EXPECTED)
    three_months(board)
    board.keep()
    told: list[tuple[str, int, int]] = []
    publish(board.settings, progress=lambda words, done, total: told.append((words, done, total)))
    assert [(done, total) for _, done, total in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_target_in_the_head_of_an_indicator_is_in_force(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received"], expected=EXPECTED)
    file = board.settings.queries / "concerns_received.sql"
    file.write_text(file.read_text().replace("-- ///\n", "-- target = 4\n-- ///\n", 1))
    three_months(board)
    targets = board.publish().ask("select distinct agency_code, target from target order by all")
    assert targets.rows() == [("all", 4), ("asc", 4)]
