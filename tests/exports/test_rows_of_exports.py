"""Each export holds the rows that were chosen, with the figures that a small board counts by hand."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.exports import marks
from scorecard.exports.contract import BadChoices, Choices, read_choices
from scorecard.exports.marks import name_mark
from scorecard.exports.registry import all_exports, find_export
from scorecard.exports.scorecard import make_scorecard
from scorecard.exports.tables import fill_marks, list_columns
from scorecard.exports.theme import make_theme
from scorecard.indicators.catalogue import load_catalogue
from scorecard.publication.publish import publish
from scorecard.publication.reader import Generation, open_generation
from tests.publication.small_board import Board, concern, enquiry, expect

JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)
INDICATORS = ["concerns_received", "enquiries_concluded", "outcomes_fully_achieved"]


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """The council has three concerns of January, then a fourth; two of February. The police never sent February.

    One enquiry was concluded in January, of a person who had what they wanted; none was in February.
    """
    board = Board(
        tmp_path_factory.mktemp("board") / "home",
        INDICATORS,
        expected=[expect("concerns", "asc"), expect("concerns", "police"), expect("enquiries", "asc")],
        targets=[],
    )
    january = [concern(f"A{number}", f"2024-01-0{number}") for number in (1, 2, 3)]
    board.send("concerns", "asc", "2024-01", january)
    board.send("concerns", "police", "2024-01", [concern("P1", "2024-01-09")])
    board.send("enquiries", "asc", "2024-01", [enquiry("E1", "2024-01-02", "2024-01-20", concern_id="A1")])
    board.send("concerns", "asc", "2024-02", [concern("B1", "2024-02-03"), concern("B2", "2024-02-04")])
    board.send("enquiries", "asc", "2024-02", [enquiry("E2", "2024-02-10", concern_id="B1")])
    release(board, datetime(2024, 3, 18, 9))
    again = [*january, concern("A4", "2024-01-04")]
    board.send("concerns", "asc", "2024-01", again, received="2024-03-19T09:00:00")
    release(board, datetime(2024, 3, 20, 9))
    return open_generation(board.settings.published)


def release(board: Board, made_at: datetime) -> None:
    board.keep()
    load_catalogue.cache_clear()
    publish(board.settings, now=made_at)


def lines(table: pl.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Give some columns as a file shows them, with marks in the empty cells."""
    places = [list_columns(table).index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in fill_marks(table)]


def concerns(generation: Generation, month: date, agency: str) -> pl.DataFrame:
    table = make_scorecard(generation, Choices(month=month, agency=agency))
    return table.filter(pl.col("Indicator") == "Safeguarding concerns received")


def test_a_figure_is_a_number_and_says_what_it_was(generation: Generation) -> None:
    table = concerns(generation, JANUARY, "asc")
    assert lines(table, "Owner", "Month", "Figure", "Numerator", "Denominator", "Unit", "State", "Notes") == [
        ("Council", JANUARY, 4.0, 4.0, "[z]", "count", "Reported", "[r]")
    ]
    assert lines(table, "Was", "Revised on") == [(3.0, date(2024, 3, 20))]


def test_a_figure_that_was_never_changed_was_nothing_else(generation: Generation) -> None:
    table = concerns(generation, FEBRUARY, "asc")
    assert lines(table, "Figure", "Before", "Notes", "Was", "Revised on") == [(2.0, 4.0, "", "[z]", "[z]")]


def test_a_late_return_leaves_a_mark_and_the_last_figure(generation: Generation) -> None:
    table = concerns(generation, FEBRUARY, "police")
    assert lines(table, "Figure", "Numerator", "State", "Last reported", "Data to", "Change") == [
        ("[x]", "[x]", "Late", 1.0, date(2024, 1, 31), "Not judged, late")
    ]


def test_a_share_of_nothing_does_not_apply(generation: Generation) -> None:
    """No enquiry was concluded in February, so nobody had or had not what they wanted."""
    table = make_scorecard(generation, Choices(month=FEBRUARY, agency="asc"))
    share = table.filter(pl.col("Unit") == "percent")
    assert share.height == 1
    assert lines(share, "Figure", "Numerator", "Denominator", "Before") == [("[z]", 0.0, 0.0, 100.0)]


def test_numbers_dates_and_marks_are_columns_of_their_own_kind(generation: Generation) -> None:
    table = concerns(generation, FEBRUARY, "police")
    assert table.schema["Figure"] == pl.Float64
    assert table.schema["Month"] == pl.Date
    assert table[name_mark("Figure")].to_list() == ["[x]"]


def test_only_the_number_of_the_grid_that_is_named_is_kept(generation: Generation) -> None:
    revised = make_scorecard(generation, Choices(month=JANUARY, only="restated"))
    assert revised["Notes"].to_list() == ["[r]"] * revised.height
    assert revised.height > 0
    none = make_scorecard(generation, Choices(month=JANUARY, only="concern.fail"))
    assert none.height == 0
    assert none.columns == revised.columns, "the same shape whatever the figures are"


def test_exceptions_are_the_late_rows_where_nothing_can_be_judged(generation: Generation) -> None:
    table = make_scorecard(generation, Choices(month=FEBRUARY, agency="police", show="exceptions"))
    assert set(table["State"]) == {"Late"}
    everything = make_scorecard(generation, Choices(month=FEBRUARY, agency="asc", show="all"))
    assert make_scorecard(generation, Choices(month=FEBRUARY, agency="asc", show="exceptions")).height == 0
    assert everything.height == 3


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ([("month", "2031-01")], "There is no month called “2031-01”.*2024-01, 2024-02"),
        ([("month", "March")], "There is no month"),
        ([("agency", "nobody")], "There is no agency called “nobody”.*asc"),
        ([("agency", "")], "There is no agency"),
        ([("theme", "'; drop table row --")], "There is no theme"),
        ([("colour", "red")], "There is no choice of this export called “colour”.*agency, month"),
        ([("period", "month"), ("period", "year")], "“period” is given twice"),
        ([("only", "concern.everything")], "There is no only called"),
    ],
)
def test_a_choice_that_is_not_there_is_refused_with_those_that_are(
    generation: Generation, query: list[tuple[str, str]], words: str
) -> None:
    with pytest.raises(BadChoices, match=words):
        read_choices(find_export("scorecard").options, generation, query)


def test_choices_are_read_and_the_newest_month_is_the_first(generation: Generation) -> None:
    export = find_export("scorecard").options
    assert read_choices(export, generation, [("agency", "asc"), ("show", "all")]) == Choices(
        month=FEBRUARY, agency="asc", show="all"
    )
    assert read_choices(export, generation, [("month", "2024-01")]).month == JANUARY


def test_every_module_with_an_export_is_found() -> None:
    assert list(all_exports()) == ["learning_actions", "referrals", "scorecard", "theme"]


def test_every_export_of_the_sample_can_be_made_for_every_period(published_home: Path) -> None:
    generation = open_generation(published_home / "published")
    for name, export in all_exports().items():
        periods = export.options["period"](generation) if "period" in export.options else [""]
        for period in periods:
            query = [("period", period)] if period else []
            table = export.make(generation, read_choices(export.options, generation, query))
            assert table.height > 0, (name, period)
            assert len(fill_marks(table)[0]) == len(list_columns(table))


def test_a_gap_of_a_theme_is_a_line_of_its_own(published_home: Path) -> None:
    generation = open_generation(published_home / "published")
    table = make_theme(generation, Choices(month=date(2024, 3, 1), theme="rough_sleeping", agency="fire"))
    assert lines(table, "Indicator", "Owner", "Month", "Figure", "State") == [
        ("Homelessness and rough sleeping", "Fire", date(2024, 3, 1), "[x]", "No figure")
    ]


@pytest.mark.parametrize(
    ("state", "value", "mark"),
    [
        ("reported", 12.0, None),
        ("partial", 12.0, None),
        ("withheld", None, "[c]"),
        ("low", None, "[low]"),
        ("late", None, "[x]"),
        ("not_due", None, "[x]"),
        ("not_collected", None, "[x]"),
        (None, None, "[x]"),
    ],
)
def test_a_state_without_a_figure_has_its_mark(state: str | None, value: float | None, mark: str | None) -> None:
    row = pl.DataFrame(
        {"value": [value], "numerator": [value], "state": [state]},
        schema={"value": pl.Float64, "numerator": pl.Float64, "state": pl.String},
    )
    assert row.select(marks.mark_figure("value", "state", "numerator")).item() == mark
    assert row.select(marks.mark_part("numerator", "state")).item() == mark
