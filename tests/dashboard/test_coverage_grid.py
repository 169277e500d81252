"""The grid of themes by agencies: words in each cell, how fresh it is, and a gap told from what nobody expects."""

import re
from datetime import date

import polars as pl
import pytest

from scorecard.dashboard.coverage_grid import NOT_EXPECTED, describe_cell
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.theme_choice import ThemeChoice
from scorecard.dashboard.theme_view import write_theme
from scorecard.publication.reader import read_coverage

MARCH = date(2024, 3, 1)


def test_the_grid_has_a_row_for_each_theme_and_words_in_each_cell(opened: Opened) -> None:
    shown = ThemeChoice("domestic_abuse", "all", MARCH, "month")
    grid = write_theme(opened, shown, "").markup.split('class="figures coverage"')[1]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", grid.split("<tbody>")[1].split("</tbody>")[0])
    assert len(rows) == 23
    heads = re.findall(r'<th scope="col">([^<]+)</th>', grid)
    assert heads[:4] == ["Theme", "Council", "Hospitals", "ELFT"]
    for row in rows:
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row)
        assert len(cells) == len(heads) - 1
        for cell in cells:
            hidden = re.search(r'class="visually-hidden">([^<]+)</span>', cell)
            assert hidden is not None
            assert re.search(r"No figure|Not expected|\d+ figures?.*, (data to|no data yet)", hidden[1])
            assert re.search(r'href="/themes\?theme=\w+&amp;agency=\w+"', cell)


def test_the_grid_agrees_with_the_returns(opened: Opened) -> None:
    coverage = read_coverage(opened.generation, MARCH)
    sleeping = coverage.filter(pl.col("theme") == "rough_sleeping").rows(named=True)
    assert [row["agency_code"] for row in sleeping] == ["housing"]
    assert sleeping[0]["late"] == sleeping[0]["figures"] >= 1
    assert (sleeping[0]["is_current"], sleeping[0]["data_month"]) == (False, date(2024, 2, 1))


FOUND = {
    "figures": 2,
    "late": 0,
    "is_current": True,
    "data_month": MARCH,
    "variation": "concern_low",
    "is_sent": True,
}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ("worse_falling", "Mar", "2 figures, data to March 2024, worse, falling")),
        ({"figures": 1, "variation": None}, ("too_few", "Mar", "1 figure, data to March 2024, too few months")),
        (
            {"late": 1},
            ("worse_falling", "Mar", "2 figures, data to March 2024, 1 late, worse, falling"),
        ),
        (
            {"late": 2, "is_current": False, "data_month": date(2024, 2, 1)},
            ("late", "Late", "2 figures, data to February 2024, late"),
        ),
        (
            {"is_current": False, "data_month": date(2023, 12, 1)},
            ("not_due", "Dec 23", "2 figures, data to December 2023"),
        ),
        ({"late": 2, "is_current": False, "data_month": None}, ("late", "Late", "2 figures, no data yet, late")),
        (
            {"is_sent": False},
            (
                "worse_falling",
                "Mar",
                "2 figures about it, from another agency’s return, data to March 2024, worse, falling",
            ),
        ),
    ],
)
def test_a_cell_tells_how_fresh_and_whether_it_changed(
    changed: dict[str, object], expected: tuple[str, str, str]
) -> None:
    assert describe_cell(FOUND | changed, MARCH, is_expected=True) == expected


def test_a_cell_without_figures_tells_a_gap_from_what_nobody_expects() -> None:
    assert describe_cell(None, MARCH, is_expected=True) == ("no_figure", "None", "No figure")
    assert describe_cell(None, MARCH, is_expected=False)[2] == NOT_EXPECTED
