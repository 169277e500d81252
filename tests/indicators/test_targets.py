"""Which target is in force: the most specific row of the targets file, within its dates."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.targets import add_own_targets, pick_targets

Row = dict[str, Any]
TARGETS = {
    "indicator": pl.String(),
    "agency": pl.String(),
    "category": pl.String(),
    "target": pl.Float64(),
    "amber_tolerance": pl.Float64(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
    "set_by": pl.String(),
    "note": pl.String(),
}
GENERAL: Row = {"target": 90.0}
OF_ELFT: Row = {"target": 80.0, "agency": "elft"}
OF_PREVENT: Row = {"target": 85.0, "category": "prevent"}
OF_ELFT_PREVENT: Row = {"target": 70.0, "agency": "elft", "category": "prevent"}
EVERY = [GENERAL, OF_ELFT, OF_PREVENT, OF_ELFT_PREVENT]


def targets_file(*rows: Row) -> pl.DataFrame:
    filled = [{"indicator": "training", "set_by": "the board", **row} for row in rows]
    return pl.DataFrame(filled, schema=TARGETS)


def lines(*keys: tuple[str, str | None, date]) -> pl.DataFrame:
    rows = [("training", agency, category, month) for agency, category, month in keys]
    names = ["indicator", "agency_code", "category", "report_month"]
    kinds = dict(zip(names, [pl.String(), pl.String(), pl.String(), pl.Date()], strict=True))
    return pl.DataFrame(rows, schema=kinds, orient="row")


def pick(
    rows: list[Row], agency: str = "asc", category: str | None = None, month: date = date(2024, 3, 1)
) -> float | None:
    found = pick_targets(lines((agency, category, month)), targets_file(*rows))
    assert found.height <= 1
    return found["target"].item() if found.height else None


@pytest.mark.parametrize(
    ("agency", "category", "target"),
    [("asc", None, 90), ("asc", "prevent", 85), ("elft", None, 80), ("elft", "prevent", 70), ("elft", "level_1", 80)],
)
def test_the_most_specific_row_wins_wherever_it_stands_in_the_file(
    agency: str, category: str | None, target: float
) -> None:
    assert pick(EVERY, agency, category) == target
    assert pick(EVERY[::-1], agency, category) == target


def test_a_row_that_names_the_category_beats_one_that_names_the_agency() -> None:
    assert pick([OF_ELFT, OF_PREVENT], "elft", "prevent") == 85


def test_a_target_of_one_agency_is_nobody_elses_and_not_the_partnerships() -> None:
    assert pick([OF_ELFT], "asc") is None
    assert pick([OF_ELFT], "all") is None
    assert pick([GENERAL], "all") == 90


def test_a_target_of_a_category_is_not_that_of_the_total() -> None:
    assert pick([OF_PREVENT]) is None


def test_without_a_row_there_is_no_target() -> None:
    assert pick([]) is None
    assert pick([{**GENERAL, "indicator": "another"}]) is None


@pytest.mark.parametrize(
    ("month", "target"),
    [
        (date(2023, 3, 1), None),
        (date(2023, 4, 1), 85),
        (date(2024, 3, 1), 85),
        (date(2024, 4, 1), 90),
        (date(2034, 4, 1), 90),
    ],
)
def test_a_target_is_in_force_from_its_first_month_to_its_last(month: date, target: float | None) -> None:
    """85 from April 2023 to March 2024, then 90 without end."""
    rows: list[Row] = [
        {"target": 85.0, "valid_from": date(2023, 4, 1), "valid_to": date(2024, 3, 31)},
        {"target": 90.0, "valid_from": date(2024, 4, 1)},
    ]
    assert pick(rows, month=month) == target


@pytest.mark.parametrize(
    ("month", "target"), [(date(2024, 1, 1), None), (date(2024, 2, 1), 85), (date(2024, 3, 1), 85)]
)
def test_a_month_in_which_a_target_begins_or_ends_has_it(month: date, target: float | None) -> None:
    assert (
        pick([{"target": 85.0, "valid_from": date(2024, 2, 15), "valid_to": date(2024, 3, 10)}], month=month) == target
    )


def test_of_two_targets_in_force_the_newer_wins() -> None:
    rows: list[Row] = [
        {"target": 85.0},
        {"target": 95.0, "valid_from": date(2024, 1, 1)},
        {"target": 90.0, "valid_from": date(2023, 1, 1)},
    ]
    assert pick(rows) == 95
    assert pick(rows, month=date(2023, 6, 1)) == 90
    assert pick(rows, month=date(2022, 6, 1)) == 85


def test_an_older_specific_target_beats_a_newer_general_one() -> None:
    rows: list[Row] = [{**OF_ELFT, "valid_from": date(2020, 1, 1)}, {**GENERAL, "valid_from": date(2024, 1, 1)}]
    assert pick(rows, "elft") == 80


def test_a_picked_target_says_its_tolerance_and_who_set_it() -> None:
    found = pick_targets(lines(("asc", None, date(2024, 3, 1))), targets_file({**GENERAL, "amber_tolerance": 5.0}))
    assert found.row(0) == ("training", "asc", None, date(2024, 3, 1), 90, 5, "the board")


def test_many_lines_have_a_target_each_and_twice_the_same_line_has_one() -> None:
    months = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 1)]
    found = pick_targets(lines(*(("asc", None, month) for month in months)), targets_file(GENERAL))
    assert sorted(found["report_month"]) == months[:2]


def definitions(target: float | None) -> pl.DataFrame:
    return pl.DataFrame({"indicator": ["training"], "target": [target]}, schema_overrides={"target": pl.Float64()})


def test_a_target_of_the_definition_is_in_force_for_want_of_another() -> None:
    march = lines(("asc", None, date(2024, 3, 1)))
    alone = pick_targets(march, add_own_targets(targets_file(), definitions(60.0)))
    assert alone.select("target", "set_by").row(0) == (60, "Definition")
    beside = pick_targets(march, add_own_targets(targets_file(GENERAL), definitions(60.0)))
    assert beside["target"].to_list() == [90]
    dated = targets_file({**GENERAL, "valid_from": date(2024, 4, 1)})
    assert pick_targets(march, add_own_targets(dated, definitions(60.0)))["target"].to_list() == [60]


def test_a_definition_without_a_target_adds_none() -> None:
    assert add_own_targets(targets_file(), definitions(None)).is_empty()
