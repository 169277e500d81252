"""The rows of the scorecard: which there are for all, and for each agency, and in which order."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from scorecard.indicators.catalogue import load_catalogue
from scorecard.indicators.definition import SECTIONS
from scorecard.publication.lines import in_sentence, lay_out_lines
from scorecard.publication.opening import Generation
from scorecard.publication.reader import open_generation, read_row, read_scorecard
from scorecard.settings import PROJECT

MARCH = date(2024, 3, 1)
DEFINITIONS = {name: indicator.definition for name, indicator in load_catalogue(PROJECT / "queries").items()}
NAMES = {"asc": "Council", "elft": "ELFT", "bhft": "Hospitals"}
Series = tuple[str, str, str | None, str | None]


@pytest.fixture(scope="module")
def sample(published_home: Path) -> Generation:
    return open_generation(published_home / "published")


def lay_out(*series: Series) -> pl.DataFrame:
    figures = pl.DataFrame(series, schema=["indicator", "agency_code", "breakdown", "category"], orient="row")
    chosen = [definition for name, definition in DEFINITIONS.items() if name in figures["indicator"].to_list()]
    return lay_out_lines(chosen, figures, {("type_of_risk", "self_neglect"): "Self-Neglect"}, NAMES)


def rows_of(lines: pl.DataFrame, view: str) -> list[tuple[str, str]]:
    return lines.filter(pl.col("view") == view).select("title", "owner").rows()


def test_a_total_has_a_row_for_all_and_one_for_each_who_sends_it() -> None:
    lines = lay_out(*[("enquiries_open", code, None, None) for code in ("all", "elft", "asc")])
    title = DEFINITIONS["enquiries_open"].title
    assert rows_of(lines, "all") == [(title, "All agencies")]
    assert rows_of(lines, "asc") == [(title, "Council")]
    assert rows_of(lines, "elft") == [(title, "ELFT")]


def test_what_one_agency_sends_is_owned_by_it_in_the_view_of_all() -> None:
    lines = lay_out(*[("hospital_referrals", code, None, None) for code in ("all", "bhft")])
    assert [owner for _, owner in rows_of(lines, "all")] == ["Hospitals"]


def test_training_has_a_row_for_each_agency_in_pathway_order() -> None:
    lines = lay_out(*[("training_in_date", code, None, None) for code in ("bhft", "elft", "asc")])
    title = "Safeguarding training in date"
    assert rows_of(lines, "all") == [
        (f"{title}, Council", "Council"),
        (f"{title}, ELFT", "ELFT"),
        (f"{title}, Hospitals", "Hospitals"),
    ]
    assert rows_of(lines, "elft") == [(title, "ELFT")]


def test_a_highlighted_category_has_a_row_and_the_others_have_none() -> None:
    lines = lay_out(
        ("concerns_by_type_of_risk", "all", "type_of_risk", "self_neglect"),
        ("concerns_by_type_of_risk", "asc", "type_of_risk", "self_neglect"),
        ("concerns_by_type_of_risk", "asc", "type_of_risk", "physical_abuse"),
    )
    assert rows_of(lines, "all") == [("Concerns citing self-neglect", "Council")]
    assert rows_of(lines, "asc") == [("Concerns citing self-neglect", "Council")]


def test_an_agency_that_has_closed_has_no_row() -> None:
    lines = lay_out(*[("enquiries_open", code, None, None) for code in ("all", "asc", "gone")])
    assert sorted(lines["view"]) == ["all", "asc"]


@pytest.mark.parametrize(
    ("label", "within"),
    [
        ("Domestic Abuse", "domestic abuse"),
        ("Self-Neglect", "self-neglect"),
        ("ELFT", "ELFT"),
        ("Family, friends and neighbours", "family, friends and neighbours"),
        ("ICB and primary care", "ICB and primary care"),
    ],
)
def test_a_label_is_written_as_it_stands_within_a_sentence(label: str, within: str) -> None:
    assert in_sentence(label) == within


def test_every_indicator_of_the_sample_has_a_row_in_some_view(sample: Generation) -> None:
    assert set(sample.ask("select distinct indicator from line")["indicator"]) == set(DEFINITIONS)


def test_the_rows_of_every_view_of_the_sample_stand_in_the_order_of_the_sections_and_indicators(
    sample: Generation,
) -> None:
    lines = sample.ask("select * from line order by position")
    assert lines["position"].to_list() == list(range(lines.height))
    place = {name: number for number, name in enumerate(DEFINITIONS)}
    for (view,), rows in lines.group_by("view"):
        sections = [SECTIONS.index(section) for section in rows["section"]]
        places = [place[name] for name in rows["indicator"]]
        assert sections == sorted(sections), view
        assert places == sorted(places), view


def test_no_view_of_the_sample_shows_another_agencys_row(sample: Generation) -> None:
    lines = sample.ask("select view, agency_code, indicator from line")
    assert lines.filter(pl.col("view") != "all", pl.col("view") != pl.col("agency_code")).is_empty()
    of_all = lines.filter(pl.col("view") == "all", pl.col("agency_code") != "all")
    by_agency = ["referrals_with_outcome_received", "referrals_without_outcome_back", "training_in_date"]
    assert of_all["indicator"].unique().sort().to_list() == by_agency


def test_every_row_of_the_sample_has_a_series(sample: Generation) -> None:
    missing = sample.ask(
        """
        select line.view, line.title
        from line
        left join figure
            on figure.indicator = line.indicator and figure.agency_code = line.agency_code
            and figure.category is not distinct from line.category
            and figure.breakdown is not distinct from line.breakdown
        where figure.indicator is null
        """
    )
    assert missing.is_empty()


def test_titles_within_a_view_of_the_sample_are_all_different(sample: Generation) -> None:
    doubled = sample.ask("select view, title from line group by all having count(*) > 1")
    assert doubled.is_empty()


@pytest.mark.parametrize("period", ["month", "quarter", "year", "rolling12"])
def test_a_row_of_the_scorecard_holds_the_figure_and_those_before_it(sample: Generation, period: str) -> None:
    """March ends a quarter and a year: before it end December, and March of last year."""
    row = (
        read_scorecard(sample, MARCH, period, "all")
        .filter(pl.col("indicator") == "concerns_received")
        .row(0, named=True)
    )
    figures = dict(
        sample.ask(
            """
            select report_month, value from figure
            where indicator = 'concerns_received' and agency_code = 'all' and period = $period
            """,
            period=period,
        ).iter_rows()
    )
    before = {"month": date(2024, 2, 1), "quarter": date(2023, 12, 1)}.get(period, date(2023, 3, 1))
    assert row["value"] == figures[MARCH]
    assert row["previous"] == figures[before]
    assert row["last_year"] == figures[date(2023, 3, 1)]
    assert row["data_month"] == MARCH


def test_a_quarter_to_date_is_compared_with_as_long_a_part_of_the_quarter_before(sample: Generation) -> None:
    row = read_row(sample, "concerns_received", "all", None, None, date(2024, 2, 1), "quarter").row(0, named=True)
    months = sample.ask(
        """
        select sum(value) as value from figure
        where indicator = 'concerns_received' and agency_code = 'all' and period = 'month'
            and report_month between date '2023-10-01' and date '2023-11-01'
        """
    )
    assert row["previous"] == months.item()


def test_a_late_row_of_the_sample_keeps_the_month_of_its_last_figure(sample: Generation) -> None:
    """Housing sent neither of its returns for March."""
    row = read_row(sample, "rough_sleepers_accommodated", "housing", None, None, MARCH, "month").row(0, named=True)
    assert (row["state"], row["value"], row["data_month"]) == ("late", None, date(2024, 2, 1))


def test_a_quarterly_row_of_the_sample_says_so(sample: Generation) -> None:
    row = read_row(sample, "supervision_attended", "elft", None, None, date(2024, 2, 1), "month").row(0, named=True)
    assert (row["is_quarterly"], row["state"], row["data_month"]) == (True, "not_due", date(2023, 12, 1))


def test_a_yearly_row_of_the_sample_keeps_last_years_figure_until_the_next(sample: Generation) -> None:
    """195 of 280 in March 2023, the only survey before that of March 2024."""
    row = read_row(sample, "feel_safe_survey", "asc", None, None, date(2024, 2, 1), "month").row(0, named=True)
    assert (row["is_yearly"], row["state"], row["data_month"]) == (True, "not_due", date(2023, 3, 1))
    assert (row["last_numerator"], row["last_denominator"]) == (195, 280)
    quarterly = read_row(sample, "supervision_attended", "elft", None, None, MARCH, "month").row(0, named=True)
    assert (quarterly["is_quarterly"], quarterly["is_yearly"]) == (True, False)


def test_a_figure_that_is_kept_is_whole_and_of_the_month_it_names(sample: Generation) -> None:
    """A share of nothing is a figure too: nothing of an older return may stand in its place."""
    mixed = sample.ask(
        """
        select row.indicator, row.report_month
        from row
        inner join figure
            on figure.period = 'month' and figure.report_month = row.data_month
            and figure.indicator = row.indicator and figure.agency_code = row.agency_code
            and figure.category is not distinct from row.category
            and figure.breakdown is not distinct from row.breakdown
        where
            figure.state <> 'reported'
            or row.last_value is distinct from figure.value
            or row.last_numerator is distinct from figure.numerator
            or row.last_denominator is distinct from figure.denominator
        """
    )
    assert mixed.is_empty()
    nothing = read_row(sample, "lacked_capacity_and_supported", "elft", None, None, date(2022, 10, 1), "month")
    assert nothing.select("data_month", "last_value", "last_denominator").row(0) == (date(2022, 10, 1), None, 0)
