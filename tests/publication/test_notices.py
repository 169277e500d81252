"""What is told beside the real changes: a target never reached, late returns, revised figures."""

from datetime import date
from typing import Any

import polars as pl

from scorecard.publication.findings import SCHEMA, add_notices
from scorecard.publication.notices import find_notices

MARCH = date(2024, 3, 1)
NAMES = {"asc": "Council", "elft": "ELFT", "police": "Police"}
Row = dict[str, Any]


def line(title: str, **more: Any) -> Row:
    """One line of the scorecard in March, whose usual range is 80 to 90 about 85, and its target 95."""
    return {
        "view": "all",
        "title": title,
        "indicator": title.lower(),
        "agency_code": "all",
        "breakdown": None,
        "category": None,
        "value": 84.0,
        "was_value": None,
        "unit": "percent",
        "state": "reported",
        "month_state": "reported",
        "is_restated": False,
        "target": 95.0,
        "variation": "common_cause",
        "assurance": "fail",
        "mean": 85.0,
        "lower": 80.0,
        "upper": 90.0,
    } | more


def notices(*lines: Row, late: tuple[str, ...] = ()) -> dict[str, Row]:
    """Give the notices of March for the whole partnership, by kind."""
    keys = ["indicator", "agency_code", "breakdown", "category"]
    shown = pl.DataFrame(list(lines), infer_schema_length=None).cast({"breakdown": pl.String, "category": pl.String})
    shown = shown.cast({"was_value": pl.Float64}).with_row_index("position")
    rows = shown.drop("view", "title", "position").with_columns(period=pl.lit("month"), report_month=MARCH)
    returns = pl.DataFrame(
        {"agency_code": list(late), "report_month": [MARCH] * len(late), "state": ["late"] * len(late)},
        schema={"agency_code": pl.String, "report_month": pl.Date, "state": pl.String},
    )
    found = find_notices(shown.select("view", "position", "title", *keys), rows, returns, NAMES)
    return {notice["kind"]: notice for notice in found if notice["view"] == "all"}


def test_the_target_that_lies_farthest_from_its_usual_range_is_named_and_the_others_counted() -> None:
    """10 beyond an average with a range of 10 is less than 5 beyond one with a range of 2."""
    found = notices(
        line("Supervision"), line("Level 3", target=90.0, lower=84.0, upper=86.0), line("Met", assurance="pass")
    )
    assert found["target"]["sentence"] == "Level 3 always misses its target of 90%"
    assert found["target"]["reason"] == (
        "The usual range of 84% to 86% never reaches it. 1 more row misses its target always."
    )


def test_a_change_for_the_worse_is_not_told_again_as_a_missed_target() -> None:
    assert notices(line("Supervision", variation="concern_low"), line("Met", assurance="pass")) == {}


def test_a_target_is_not_judged_on_a_figure_kept_from_an_earlier_month() -> None:
    assert "target" not in notices(line("Supervision", state="late", month_state="late"), late=("elft",))


def test_who_is_late_is_named_in_pathway_order_with_how_many_rows_wait() -> None:
    waiting = {"state": "late", "month_state": "late", "assurance": None}
    found = notices(
        line("One", **waiting), line("Two", **waiting), line("Three", assurance="pass"), late=("police", "asc")
    )
    assert found["late"]["sentence"] == "Returns are late: Council, Police"
    assert found["late"]["reason"] == "2 rows keep their last figure and cannot be judged."
    assert found["late"]["indicator"] is None


def test_one_revised_figure_is_named_with_what_it_was_and_is() -> None:
    found = notices(line("Level 3", assurance=None, is_restated=True, was_value=80.4, value=84.2))
    assert found["restated"]["sentence"] == "1 figure of March 2024 has changed since it was published"
    assert found["restated"]["reason"] == "Level 3 was 80%, is 84%."
    assert found["restated"]["indicator"] == "level 3"


def test_of_several_revised_figures_the_one_that_moved_most_for_its_range_is_named() -> None:
    found = notices(
        line("Small", assurance=None, is_restated=True, was_value=83.0),
        line(
            "Large", assurance=None, is_restated=True, was_value=None, value=30.0, unit="count", lower=28.0, upper=32.0
        ),
    )
    assert found["restated"]["sentence"] == "2 figures of March 2024 have changed since they were published"
    assert found["restated"]["reason"] == "The largest: Large was no figure, is 30."


def finding(kind: str, rank: int) -> Row:
    return dict.fromkeys(SCHEMA) | {"view": "all", "report_month": MARCH, "kind": kind, "rank": rank, "sentence": kind}


def test_of_more_than_six_the_least_goes_but_never_the_move_that_is_none() -> None:
    told = [
        finding(kind, place) for place, kind in enumerate(["concern", "improvement", "neutral", "neutral", "noise"], 1)
    ]
    beside = [finding("restated", 0), finding("late", 0), finding("target", 0)]
    ranked = add_notices(pl.DataFrame(told, schema=SCHEMA), beside)
    assert ranked["kind"].to_list() == ["concern", "target", "late", "restated", "improvement", "noise"]
    assert ranked["rank"].to_list() == [1, 2, 3, 4, 5, 6]
