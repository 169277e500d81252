"""Providers under their codes are in the council's generation, and in no other file that is published."""

from datetime import date
from pathlib import Path

import pytest

from scorecard.months import add_months, write_month
from scorecard.publication.funnel import describe_funnel, read_funnels
from scorecard.publication.generation import BOARD, list_generations
from scorecard.publication.opening import Generation, open_generation
from scorecard.publication.own_returns import open_own_returns
from scorecard.publication.providers import has_providers, read_providers
from tests.publication.small_board import Board, expect

FIRST, LAST = date(2022, 1, 1), date(2024, 1, 1)
CODES = ("QXAA71", "QXBB72")
INDICATORS = ["concerns_per_100_care_places", "care_providers_above_limit"]


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    """Twenty-five months of two homes of 10 and 190 places, of which the small one has 3 concerns each month of 4."""
    board = Board(tmp_path_factory.mktemp("home") / "home", INDICATORS, expected=[expect("provider_concerns", "asc")])
    for number in range(25):
        homes = zip(CODES, (10, 190), (3, 1), strict=True)
        rows = [
            {"provider_code": code, "care_kind": "care_home", "places": places, "concerns": concerns}
            for code, places, concerns in homes
        ]
        board.send("provider_concerns", "asc", write_month(add_months(FIRST, number)), rows)
    board.publish()
    return board


@pytest.fixture(scope="module")
def council(board: Board) -> Generation:
    return open_generation(board.settings.published)


def test_the_newest_24_months_are_kept_and_twelve_months_once_there_are_so_many(council: Generation) -> None:
    months = council.ask("select distinct report_month from provider order by report_month")["report_month"]
    assert (months[0], months[-1], len(months)) == (date(2022, 2, 1), LAST, 24)
    assert read_providers(council, "all", FIRST, "month").is_empty()
    assert read_providers(council, "all", date(2022, 11, 1), "rolling12").is_empty()
    assert read_providers(council, "police", LAST, "month").is_empty()
    assert not read_providers(council, "asc", date(2022, 12, 1), "rolling12").is_empty()


def test_a_funnel_has_its_providers_and_their_rate_together(council: Generation) -> None:
    """36 concerns for 120 place-months are 30 for 100; together 48 for 2,400 are 2. Of 2.4 expected, 36 is above."""
    (funnel,) = read_funnels(council, "all", "care_home", LAST, "rolling12")
    small, large = funnel.providers
    assert (small.code, small.concerns, small.places, small.outside) == ("QXAA71", 36, 10, "above")
    assert small.rate == pytest.approx(30)
    assert funnel.rate == pytest.approx(2)
    assert (large.code, large.concerns, large.outside) == ("QXBB72", 12, "below")
    assert {each.places for each in funnel.providers} <= {limits.places for limits in funnel.curves}
    words = describe_funnel(funnel)
    assert words.startswith("Care home without nursing: 2 providers with 10 to 190 places, together 2.0 concerns")
    assert "QXAA71 is above the limits of 99.8%" in words
    assert read_funnels(council, "all", "day_service", LAST, "rolling12") == ()


def test_the_indicator_counts_the_same_providers(council: Generation) -> None:
    counted = council.ask(
        "select numerator, denominator from figure where indicator = 'care_providers_above_limit' "
        "and agency_code = 'asc' and period = 'month' and report_month = $month",
        month=LAST,
    )
    assert counted.row(0) == (1, 2)


def test_no_other_audience_has_the_table_or_a_code(board: Board, council: Generation) -> None:
    shown = open_generation(board.settings.published, BOARD)
    own = open_own_returns(board.settings.published, "asc", 1)
    assert own is not None
    assert has_providers(council)
    for generation in (shown, own):
        tables = generation.ask("select table_name from information_schema.tables")["table_name"].to_list()
        assert "generation" in tables
        assert "provider" not in tables
        assert not has_providers(generation)
        assert read_funnels(generation, "all", None, LAST, "rolling12") == ()


def test_no_byte_of_another_audience_s_file_holds_a_code(board: Board) -> None:
    folder: Path = board.settings.published
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    holding = {name for name, content in files.items() if any(code.encode() in content for code in CODES)}
    assert len(files) > 4
    assert holding == {path.name for path in list_generations(folder, "council")}
