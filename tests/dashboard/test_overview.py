"""The overview counts, words and lays out what the generation says, and adds nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scorecard.dashboard.navigation import list_pages
from scorecard.dashboard.overview import count_changes, write_findings, write_headline
from scorecard.dashboard.panel import link_to
from scorecard.dashboard.scorecard_table import name_rows, write_scorecard
from scorecard.publication.choosing import keep_theme, mark_rows, place_of
from scorecard.publication.periods import name_period, short_period
from scorecard.publication.reader import Generation, open_generation, read_findings, read_scorecard

MARCH = date(2024, 3, 1)


@pytest.fixture(scope="module")
def generation(published_home: Path) -> Generation:
    return open_generation(published_home / "published")


@pytest.fixture(scope="module")
def found(generation: Generation) -> list[dict[str, Any]]:
    return list(read_findings(generation, MARCH, "all").iter_rows(named=True))


@pytest.fixture(scope="module")
def rows(generation: Generation) -> pl.DataFrame:
    return read_scorecard(generation, MARCH, "month", "all")


def test_every_row_is_counted_once(rows: pl.DataFrame) -> None:
    assert sum(count_changes(mark_rows(rows)).values()) == rows.height


def test_the_headline_counts_better_and_worse() -> None:
    counts = {
        ("improvement", "fail"): 2,
        ("improvement", "none"): 1,
        ("concern", "none"): 1,
        ("common_cause", "none"): 9,
    }
    assert write_headline(counts, MARCH) == "March 2024: 3 indicators are better, 1 is worse"


def test_a_calm_month_says_so() -> None:
    assert write_headline({("common_cause", "none"): 9}, MARCH) == "March 2024: no real change for better or worse"


def test_late_rows_are_not_judged(rows: pl.DataFrame) -> None:
    late = rows.filter(pl.col("month_state") == "late")
    # Of the police and of the fire service another return is late: cases of MARAC, and feedback to referrers.
    assert set(late["owner"]) == {"Housing", "VCSE", "Police", "Fire"}
    assert {place_of(row) for row in late.iter_rows(named=True)} == {("unjudged", "none")}


def test_findings_are_at_most_six_and_end_with_one_that_is_no_real_change(found: list[dict[str, Any]]) -> None:
    assert 3 <= len(found) <= 6
    kinds = [row["kind"] for row in found]
    assert kinds.index("noise") == len(kinds) - 1
    assert kinds[0] == "concern"


def test_a_finding_says_real_change_only_where_the_verdict_does(found: list[dict[str, Any]]) -> None:
    markup = str(write_findings(found, [], {}))
    real = [row["variation"] for row in found if row["kind"] in ("concern", "improvement", "neutral")]
    assert markup.count(">Real change.<") == len(real)
    assert "common_cause" not in real
    assert markup.count(">Not a real change.<") == [row["kind"] for row in found].count("noise") == 1


def test_late_returns_lead_to_the_returns_and_a_missed_target_to_its_indicator(found: list[dict[str, Any]]) -> None:
    markup = str(write_findings(found, [], {}))
    assert '<a href="/returns">Returns are late: Police, Housing, Fire, VCSE</a>' in markup
    assert '<a href="/indicator?indicator=training_in_date&amp;agency=police">' in markup
    assert "<strong>Not judged.</strong>" in markup
    assert "<strong>Always missed.</strong>" in markup


def write_table(rows: pl.DataFrame) -> str:
    return write_scorecard(name_rows(rows), rows.__getitem__, MARCH, "month", caption="Scorecard", newest=MARCH)


def test_the_table_has_a_row_group_for_each_section_and_one_link_in_each_row(rows: pl.DataFrame) -> None:
    markup = write_table(rows)
    assert markup.count('scope="rowgroup"') == rows["section"].n_unique() == 5
    assert markup.count("<a href=") == rows.height
    assert markup.count('role="img"') + markup.count("no-line") == rows.height


def test_an_empty_choice_says_how_to_get_rows_back(rows: pl.DataFrame) -> None:
    assert "Clear the filters" in write_table(rows.clear())


def test_a_theme_keeps_only_its_indicators(rows: pl.DataFrame) -> None:
    kept = keep_theme(rows, "training_supervision")
    assert 0 < kept.height < rows.height
    assert all("training_supervision" in themes for themes in kept["themes"])


@pytest.mark.parametrize(
    ("month", "period", "name", "short"),
    [
        (MARCH, "month", "March 2024", "Mar 2024"),
        (MARCH, "quarter", "Quarter 4 2023/24", "Q4 2023/24"),
        (date(2024, 2, 1), "quarter", "Quarter 4 2023/24 to Feb 2024", "Q4 2023/24 to Feb"),
        (MARCH, "year", "2023/24", "2023/24"),
        (date(2023, 4, 1), "year", "2023/24 to Apr 2023", "2023/24 to Apr"),
        (MARCH, "rolling12", "12 months to March 2024", "Mar 2024"),
    ],
)
def test_a_period_is_named_by_what_it_covers(month: date, period: str, name: str, short: str) -> None:
    assert name_period(month, period) == name
    assert short_period(month, period) == short


def test_a_link_leaves_out_what_was_not_chosen() -> None:
    assert link_to("agency", agency="bhft", month=None) == "/agency?agency=bhft"


def test_the_pages_stand_in_the_order_they_state() -> None:
    titles = [
        *("This month", "Indicators", "Agencies", "Themes", "Conversion", "Training", "Referrals"),
        *("Panels and learning", "Meeting", "Returns", "Definitions", "Versions", "Access log"),
    ]
    assert [page.title for page in list_pages()] == titles
