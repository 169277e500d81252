"""What changed: a few findings, worst first, in words that the icon agrees with."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.catalogue import load_catalogue
from scorecard.indicators.definition import Definition
from scorecard.publication.findings import find_changes
from scorecard.settings import PROJECT

DEFINITIONS: dict[str, Definition] = {
    name: indicator.definition for name, indicator in load_catalogue(PROJECT / "queries").items()
}
NAMES = {"asc": "Council", "elft": "ELFT"}
LABELS = {("type_of_risk", "domestic_abuse"): "Domestic Abuse"}
FEBRUARY, MARCH = date(2024, 2, 1), date(2024, 3, 1)
Row = dict[str, Any]


def finding(indicator: str, variation: str, value: float, **more: Any) -> Row:
    """One line of the scorecard in March: its figure, the one before, and its verdict with limits of 10 to 30."""
    return {
        "view": "all",
        "indicator": indicator,
        "agency_code": "all",
        "breakdown": None,
        "category": None,
        "title": DEFINITIONS[indicator].title,
        "core": True,
        "variation": variation,
        "value": value,
        "previous": 20.0,
        "denominator": None,
        "state": "reported",
        "previous_state": "reported",
        "mean": 20.0,
        "lower": 10.0,
        "upper": 30.0,
        "reason": f"because {value}",
    } | more


def find(*rows: Row) -> list[Row]:
    """Find the changes of March among lines in the given order."""
    text, number = pl.String(), pl.Float64()
    keys = {"indicator": text, "agency_code": text, "breakdown": text, "category": text}
    lines = pl.DataFrame(
        [{name: row[name] for name in ("view", "title", "core", *keys)} for row in rows],
        schema={"view": text, "title": text, "core": pl.Boolean(), **keys},
    ).with_row_index("position")
    series = {tuple(row[name] for name in keys): row for row in rows}.values()
    figures = pl.DataFrame(
        [
            {**{name: row[name] for name in keys}, "period": "month", "report_month": month} | parts
            for row in series
            for month, parts in (
                (FEBRUARY, {"value": row["previous"], "denominator": 50.0, "state": row["previous_state"]}),
                (MARCH, {"value": row["value"], "denominator": row["denominator"], "state": row["state"]}),
            )
        ],
        schema={
            **keys,
            "period": text,
            "report_month": pl.Date(),
            "value": number,
            "denominator": number,
            "state": text,
        },
    )
    judged = ("variation", "mean", "lower", "upper", "reason")
    verdicts = pl.DataFrame(
        [{name: row[name] for name in (*keys, *judged)} | {"as_at": MARCH} for row in series],
        schema={**keys, "variation": text, "mean": number, "lower": number, "upper": number, "reason": text}
        | {"as_at": pl.Date()},
    )
    found = find_changes(lines, figures, verdicts, DEFINITIONS, LABELS, NAMES)
    return list(found.sort("view", "rank").iter_rows(named=True))


def named(findings: list[Row]) -> list[str]:
    return [row["indicator"] for row in findings]


def test_concern_comes_first_then_improvement_then_neutral() -> None:
    found = find(
        finding("concerns_received", "neutral_high", 60.0),
        finding("risk_removed", "improvement_high", 45.0),
        finding("enquiries_open", "concern_high", 31.0),
    )
    assert named(found) == ["enquiries_open", "risk_removed", "concerns_received"]
    assert [row["rank"] for row in found] == [1, 2, 3]


def test_of_one_kind_the_farthest_from_its_average_for_its_range_comes_first() -> None:
    """12 above an average with a range of 20 is less than 5 below one with a range of 4."""
    found = find(
        finding("enquiries_open", "concern_high", 32.0),
        finding("risk_removed", "concern_low", 15.0, lower=18.0, upper=22.0),
    )
    assert named(found) == ["risk_removed", "enquiries_open"]


def test_there_are_at_most_four_real_changes_and_one_that_is_none() -> None:
    real = [
        "enquiries_open",
        "risk_removed",
        "risk_remained",
        "concerns_received",
        "lacked_capacity",
        "risk_identified",
    ]
    found = find(
        *(finding(name, "neutral_high", 40.0 + place) for place, name in enumerate(real)),
        finding("hospital_referrals", "common_cause", 21.0),
        finding("fire_referrals", "common_cause", 28.0),
    )
    assert named(found) == [*real[:1:-1], "fire_referrals"]
    assert [row["variation"] for row in found] == [*["neutral_high"] * 4, "common_cause"]


def test_the_move_that_is_none_is_the_biggest_for_its_range() -> None:
    found = find(
        finding("hospital_referrals", "common_cause", 27.0, lower=0.0, upper=100.0),
        finding("fire_referrals", "common_cause", 22.0, lower=18.0, upper=22.0),
    )
    assert named(found) == ["fire_referrals"]


def test_the_move_that_is_none_is_of_the_core_scorecard() -> None:
    found = find(
        finding("hospital_referrals", "common_cause", 21.0),
        finding("fire_referrals", "common_cause", 28.0, core=False),
        finding("enquiries_open", "concern_high", 31.0, core=False),
    )
    assert named(found) == ["enquiries_open", "hospital_referrals"]


def test_one_member_speaks_for_a_family() -> None:
    found = find(
        finding("conversion_section_42_only", "neutral_high", 35.0),
        finding("conversion_national_rule", "neutral_high", 45.0),
        finding("conversion_with_mash_enquiries", "neutral_low", 4.0),
    )
    assert named(found) == ["conversion_national_rule"]


def test_two_agencies_and_two_categories_of_an_indicator_are_no_family() -> None:
    found = find(
        finding("training_in_date", "concern_low", 5.0, agency_code="asc"),
        finding("training_in_date", "concern_low", 6.0, agency_code="elft"),
    )
    assert [row["agency_code"] for row in found] == ["asc", "elft"]


@pytest.mark.parametrize("state", ["late", "partial", "not_due", "not_collected"])
@pytest.mark.parametrize("variation", ["common_cause", "concern_high"])
def test_a_month_that_is_not_whole_makes_no_finding(state: str, variation: str) -> None:
    assert find(finding("enquiries_open", variation, 33.0, state=state)) == []


@pytest.mark.parametrize("state", ["late", "partial"])
def test_a_move_from_a_month_that_is_not_whole_is_none(state: str) -> None:
    assert find(finding("enquiries_open", "common_cause", 25.0, previous_state=state)) == []
    assert named(find(finding("enquiries_open", "concern_high", 33.0, previous_state=state))) == ["enquiries_open"]


def test_a_figure_that_did_not_move_is_no_finding() -> None:
    assert find(finding("enquiries_open", "common_cause", 20.0)) == []


@pytest.mark.parametrize(("whole", "said"), [(9.0, []), (10.0, ["risk_removed"])])
def test_a_move_of_a_share_of_fewer_than_ten_is_not_worth_saying(whole: float, said: list[str]) -> None:
    assert named(find(finding("risk_removed", "common_cause", 25.0, denominator=whole))) == said


def test_a_series_that_cannot_be_judged_makes_no_finding() -> None:
    row = finding("enquiries_open", "concern_high", 33.0) | {"variation": None, "lower": None, "upper": None}
    assert find(row) == []


@pytest.mark.parametrize("variation", ["concern_high", "improvement_high", "neutral_high"])
def test_a_high_icon_has_the_sentence_for_rising_and_a_low_one_that_for_falling(variation: str) -> None:
    definition = DEFINITIONS["enquiries_open"]
    (high,) = find(finding("enquiries_open", variation, 33.0))
    (low,) = find(finding("enquiries_open", variation.replace("high", "low"), 7.0))
    assert (high["sentence"], low["sentence"]) == (definition.rising, definition.falling)
    assert (high["reason"], low["reason"]) == ("because 33.0", "because 7.0")


def test_a_category_stands_in_the_sentence_in_small_letters() -> None:
    category = {"breakdown": "type_of_risk", "category": "domestic_abuse"}
    (found,) = find(finding("concerns_by_type_of_risk", "neutral_high", 33.0, **category))
    assert found["sentence"] == "More concerns cite domestic abuse"


def test_only_the_view_of_all_names_the_agency() -> None:
    of_elft = {"agency_code": "elft"}
    found = find(
        finding("training_in_date", "concern_low", 5.0, **of_elft),
        finding("training_in_date", "concern_low", 5.0, **of_elft, view="elft"),
        finding("enquiries_open", "improvement_low", 5.0),
    )
    falling = DEFINITIONS["training_in_date"].falling
    assert [row["sentence"] for row in found] == [
        f"{falling}, ELFT",
        DEFINITIONS["enquiries_open"].falling,
        falling,
    ]


def test_a_move_that_is_none_is_said_with_both_figures_and_called_normal() -> None:
    title = DEFINITIONS["days_to_conclude_enquiry"].title
    (found,) = find(finding("days_to_conclude_enquiry", "common_cause", 25.0))
    assert found["sentence"] == f"{title}: from 20 days to 25 days, but this is normal"


def test_a_move_that_rounding_hides_is_said_to_have_stayed() -> None:
    (found,) = find(finding("risk_removed", "common_cause", 20.4, denominator=500.0))
    assert found["sentence"] == f"{DEFINITIONS['risk_removed'].title} stayed at 20%"
