"""The indicator page says where a figure comes from, and what keeps it from being read as more than it is."""

import re
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from scorecard.dashboard.definition_list import write_definition
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.indicator_subjects import choose_subject, list_subjects
from scorecard.dashboard.indicator_view import IndicatorPage, write_indicator
from scorecard.publication.reader import open_generation, read_about, read_indicators
from scorecard.settings import PROJECT

MARCH, NOVEMBER = date(2024, 3, 1), date(2023, 11, 1)
ADULTS_OF_LUTON = 176_810


def write(opened: Opened, indicator: str, agency: str, month: date = MARCH, period: str = "month") -> IndicatorPage:
    subject = list_subjects(opened.generation, indicator)[agency]
    code = next(iter(subject.categories))
    return write_indicator(opened, choose_subject(indicator, agency, subject, code, month, period))


def register(month: str) -> pl.DataFrame:
    return pl.read_csv(PROJECT / "sample_data" / "returns" / month / "register.csv")


def test_a_figure_names_its_return_with_sender_and_day(opened: Opened) -> None:
    sent = register("2024-03").filter(pl.col("agency") == "bhft", pl.col("feed") == "measures").row(0, named=True)
    received = datetime.fromisoformat(sent["received_at"])
    shown = write(opened, "hospital_referrals", "bhft").rest
    sources = shown[shown.index("Where this figure comes from") :]
    assert sent["sender"] in sources
    assert f"{received.day} {received:%B %Y}" in sources
    assert "/returns?agency=bhft&amp;of=2024-03" in sources


def test_a_figure_that_waits_says_for_which_return(opened: Opened) -> None:
    """The police sent no measures for November 2023: the figure kept is of October, and so is its return."""
    shown = write(opened, "adult_at_risk_notifications", "police", NOVEMBER).rest
    sources = shown[shown.index("Where this figure comes from") :]
    assert "Returns for October 2023" in sources
    assert "Nothing newer has been received for November 2023." in sources


def test_a_year_of_concerns_is_said_per_100_000_adults(opened: Opened) -> None:
    plan = pl.read_csv(PROJECT / "sample_data" / "generator" / "plan_cases.csv")
    concerns = plan.filter(pl.col("month") >= "2023-04")["concerns"].sum()
    rate = f"{round(concerns * 100_000 / ADULTS_OF_LUTON):,} per 100,000 adults"
    assert rate in write(opened, "concerns_received", "all", period="rolling12").strip
    assert rate in write(opened, "concerns_received", "all", period="year").strip


@pytest.mark.parametrize(("month", "period"), [(MARCH, "month"), (MARCH, "quarter"), (NOVEMBER, "year")])
def test_part_of_a_year_is_not_blown_up_to_a_rate(opened: Opened, month: date, period: str) -> None:
    assert "per 100,000" not in write(opened, "concerns_received", "all", month, period).strip


def test_a_share_of_few_is_said_with_its_interval_and_one_of_many_is_not(opened: Opened) -> None:
    """ELFT closed 33 enquiries in 2023/24, 9 of them with the risk remaining: 27 %, by Wilson 15 % to 44 %."""
    assert "9 of 33. 95% interval 15% to 44%" in write(opened, "risk_remained", "elft", period="year").strip
    assert "95% interval" not in write(opened, "training_in_date", "bhft").strip


def test_the_yearly_survey_is_said_with_its_interval_and_the_published_shares_beside_it(opened: Opened) -> None:
    """225 of 320 respondents: 70 %, by Wilson 65 % to 75 %."""
    page = write(opened, "feel_safe_survey", "asc")
    assert "225 of 320. 95% interval 65% to 75%" in page.strip
    assert "Yearly, no judgement" in page.strip
    published = page.rest[page.rest.index("Official figures on the same rule") :]
    assert all(words in published for words in ("71.1%", "70.3%", "respondents 320, margin of error 4.9"))


def test_a_rate_for_100_places_is_said_with_its_concerns_and_places(opened: Opened) -> None:
    path = PROJECT / "sample_data" / "returns" / "2024-03" / "commissioning_provider_concerns.csv"
    concerns, places = pl.read_csv(path).select("concerns", "places").sum().row(0)
    page = write(opened, "concerns_per_100_care_places", "commissioning")
    assert f"{concerns} for {places:,}" in page.strip
    assert f"{100 * concerns / places:.1f}</dd>" in page.strip
    assert "For 100" in page.table
    assert "Care home with nursing" in page.rest


def test_a_share_of_rounded_counts_is_said_with_the_range_it_stands_for(published_home: Path) -> None:
    """A window is the difference of two sums that are each within 4; the council's share lies in what is said."""
    board = open_generation(published_home / "published", "board")
    strip = write(Opened(board, read_about(board)), "risk_remained", "asc", period="rolling12").strip
    found = re.search(r"(\d+) of (\d+), both rounded: between (\d+)% and (\d+)%", strip)
    assert found is not None
    part, whole, low, high = map(int, found.groups())
    assert (low, high) == (100 * max(0, part - 8) // (whole + 8), -(-100 * (part + 8) // (whole - 8)))
    exact = open_generation(published_home / "published").ask(
        "select value from figure where indicator = 'risk_remained' and agency_code = 'asc' "
        "and period = 'rolling12' and report_month = '2024-03-01' and category is null"
    )
    assert low <= exact["value"].item() <= high
    assert "95% interval" not in strip


def test_a_figure_counted_by_another_rule_is_called_no_comparison(opened: Opened) -> None:
    shown = write(opened, "risk_reduced_or_removed", "all").rest
    assert "Official figures on the same rule" in shown
    assert "no comparison" not in shown


@pytest.mark.parametrize(
    ("indicator", "agency", "shown"),
    [
        ("concerns_received", "all", "Rounded to 5."),
        ("training_in_date", "bhft", "Exact: it counts staff, organisations or their work, not adults at risk."),
    ],
)
def test_how_it_is_counted_says_how_the_board_is_shown_it(
    opened: Opened, indicator: str, agency: str, shown: str
) -> None:
    assert f"<dt>Shown to the board</dt><dd>{shown}</dd>" in write(opened, indicator, agency).rest
    row = read_indicators(opened.generation).row(by_predicate=pl.col("indicator") == indicator, named=True)
    assert f"<dt>Shown to the board</dt><dd>{shown}</dd>" in write_definition(row)
