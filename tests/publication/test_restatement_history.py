"""Every generation holds what was said before it, is compared with the newest that is sound, and is opened again."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from scorecard.errors import GenerationError
from scorecard.publication.generation import write_generation
from scorecard.publication.reader import open_generation, read_differences, read_restatements
from scorecard.publication.versions import count_newly_reported, open_version, read_past, read_versions
from tests.publication.restating import JANUARY, publish_four, release, row_of, three, totals
from tests.publication.small_board import Board, concern


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return publish_four(tmp_path / "home")


def test_the_newest_generation_holds_the_whole_history(board: Board) -> None:
    """January goes from 3 to 2 to 1; the second change replaces what the second generation said."""
    for rows, received, made_at in (
        (three()[:2], "2024-04-02T10:00:00", "2024-04-18T09:00:00"),
        (three()[:1], "2024-05-02T10:00:00", "2024-05-18T09:00:00"),
    ):
        board.send("concerns", "asc", "2024-01", rows, received=received)
        generation = release(board, made_at)
    own = read_restatements(generation, "concerns_received", JANUARY).filter(
        pl.col("agency_code") == "asc", pl.col("period") == "month"
    )
    told = own.sort("restated_in").select("was_numerator", "numerator", "published_in", "published_at", "restated_in")
    assert told.rows() == [
        (3, 2, 1, datetime(2024, 3, 18, 9), 2),
        (2, 1, 2, datetime(2024, 4, 18, 9), 3),
    ]
    # Of both agencies, twice: the total and its category, for the council and for all.
    assert read_versions(generation).select("number", "submissions", "new_returns", "restated").rows() == [
        (1, 4, 4, 0),
        (2, 4, 1, 4),
        (3, 4, 1, 4),
    ]


def test_a_figure_that_did_not_change_in_between_was_published_by_the_first(board: Board) -> None:
    release(board, "2024-04-18T09:00:00")
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-05-02T10:00:00")
    generation = release(board, "2024-05-18T09:00:00")
    assert read_restatements(generation).select("published_in", "restated_in").unique().rows() == [(1, 3)]


def test_a_generation_of_before_there_was_a_history_begins_it(board: Board) -> None:
    """The first generation is put back as an earlier version of the program would have written it, as number 2."""
    folder = board.settings.published
    before = open_generation(folder)
    names = before.ask("select table_name from information_schema.tables")["table_name"].to_list()
    tables = {name: before.ask(f"select * from {name}") for name in names}
    for name in ("restatement", "version", "first_said"):
        del tables[name]
    tables["generation"] = tables["generation"].with_columns(number=pl.lit(2))
    write_generation(folder, "council", 2, tables)
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-05-02T10:00:00")
    generation = release(board, "2024-05-18T09:00:00")
    assert totals(generation) == [("all", JANUARY, 4, 3), ("asc", JANUARY, 3, 2)]
    assert read_restatements(generation).select("published_in", "restated_in").unique().rows() == [(2, 3)]
    assert read_versions(generation)["number"].to_list() == [2, 3]


def test_what_is_compared_is_the_newest_generation_that_is_sound(board: Board) -> None:
    """The second generation says 2, and is damaged before the third is published."""
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:00:00")
    release(board, "2024-04-18T09:00:00")
    with (board.settings.published / "council-000002.duckdb").open("r+b") as file:
        file.seek(5000)
        file.write(bytes(9000))
    past = read_past(board.settings.published, "council")
    assert past is not None
    assert past.number == 1
    generation = release(board, "2024-05-18T09:00:00")
    assert totals(generation) == [("all", JANUARY, 4, 3), ("asc", JANUARY, 3, 2)]
    assert read_versions(generation)["number"].to_list() == [1, 3]


def test_a_version_is_opened_by_its_number_as_it_was_published(board: Board) -> None:
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:00:00")
    release(board, "2024-04-18T09:00:00")
    folder = board.settings.published
    said = [row_of(open_version(folder, "council", number), "asc", JANUARY)["value"] for number in (1, 2)]
    assert said == [3, 2]
    with pytest.raises(GenerationError, match=r"Version 7 is not kept\. Those that are: 1, 2\."):
        open_version(folder, "council", 7)


def test_two_generations_are_compared_and_what_came_in_addition_is_counted(board: Board) -> None:
    board.send("concerns", "asc", "2024-01", three()[:2], received="2024-04-02T10:00:00")
    board.send("concerns", "asc", "2024-03", [concern("C1", "2024-03-02")])
    board.send("concerns", "police", "2024-03", [concern("C2", "2024-03-02")])
    now = release(board, "2024-04-18T09:00:00")
    was = open_version(board.settings.published, "council", 1)
    differences = read_differences(was, now)
    told = differences.select("title", "label", "agency_short_name", "report_month", "was_value", "value").rows()
    assert told == [
        ("Safeguarding concerns received", None, None, JANUARY, 4, 3),
        ("Safeguarding concerns received", None, "Council", JANUARY, 3, 2),
        ("Concerns by type of risk", "Physical Abuse", None, JANUARY, 4, 3),
        ("Concerns by type of risk", "Physical Abuse", "Council", JANUARY, 3, 2),
    ]
    # March, for the council, the police and all: concerns received, and their one type of risk.
    assert count_newly_reported(was, now) == 6
