import re
from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.variation import PRESETS, XmR, choose_rules, describe_rules, xmr
from tests.indicators.xmr_yardstick import monthly

NINE_AND_ELEVEN = [9.0, 11.0] * 7
LINES = ["mean", "lower", "upper", "near_lower", "near_upper"]
RULES = ["outside", "shift", "trend", "two_in_three"]
COLUMNS = ["date", "value", "segment", *LINES, *RULES, "point_type"]


def frame(values: Sequence[float | None]) -> pl.DataFrame:
    return pl.DataFrame(monthly(values), schema={"date": pl.Date, "value": pl.Float64}, orient="row")


def chart(values: Sequence[float | None], **settings: Any) -> XmR:
    return xmr(frame(values), **{"direction": "increase"} | settings)


def test_points_come_in_date_order_whatever_order_they_are_given_in() -> None:
    values = [3.0, 1, 4, 1, 5, None, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]
    given = frame(values)
    judged = xmr(given.sample(fraction=1, shuffle=True, seed=5), direction="increase")
    assert judged.points["date"].to_list() == given["date"].to_list()
    assert judged.points["value"].to_list() == values
    assert judged.points.columns == COLUMNS
    assert judged.points.equals(xmr(given, direction="increase").points)


def test_whole_numbers_and_further_columns_are_accepted() -> None:
    points = frame(NINE_AND_ELEVEN).with_columns(pl.col("value").cast(pl.Int64), agency=pl.lit("police"))
    judged = xmr(points, direction="increase", target=5)
    assert judged.points.columns == COLUMNS
    assert judged.points.schema["value"] == pl.Float64
    assert judged.variation == "common_cause"


def test_a_null_value_keeps_its_row_without_a_signal() -> None:
    judged = chart([9, 11] * 6 + [15, 15, 15, None, 15, 15, 15, None], baseline=12)
    for row in (15, 19):
        assert judged.points.select("value", "segment", *RULES, "point_type").row(row) == (
            None,
            0,
            0,
            0,
            0,
            0,
            "common_cause",
        )
        assert judged.points["mean"][row] == 10
    assert judged.variation == "common_cause"


def test_a_series_without_rows_or_without_values_has_no_lines() -> None:
    for preset in PRESETS:
        empty = chart([], preset=preset)
        assert (empty.points.columns, empty.points.height) == (COLUMNS, 0)
        assert (empty.variation, empty.assurance) == (None, None)
        missing = chart([None] * 14, preset=preset, target=1)
        assert missing.points["mean"].to_list() == [None] * 14
        assert missing.assurance is None
    assert chart([None] * 14).variation is None
    assert chart([None] * 14, preset="ptd").variation == "common_cause"


def test_a_chart_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        chart(NINE_AND_ELEVEN).variation = "improvement_high"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ["preset mdc", "6 points in a row on one side", "6 in a row rising"]),
        ({"shift": 7, "trend": 8}, ["preset mdc", "7 points in a row on one side", "8 in a row rising"]),
        ({"preset": "ptd"}, ["preset ptd", "7 points in a row on one side", "7 in a row rising", "Unusually large"]),
        ({"baseline": 12}, ["first 12 points"]),
        ({"rebase": [date(2030, 1, 1), date(2024, 5, 1)]}, ["2030-01-01", "ignored"]),
        ({"rebase": [date(2024, 12, 1)]}, ["The segment from 2024-12-01 is short (fewer than 12 points: 3)"]),
    ],
)
def test_the_note_names_the_rules_and_what_weakens_the_limits(settings: dict[str, Any], words: list[str]) -> None:
    note = chart(NINE_AND_ELEVEN, **settings).note
    assert [word for word in words if word not in note] == []


@pytest.mark.parametrize(
    ("values", "preset", "sentence"),
    [
        ([1, 2, 3], "mdc", "Fewer than 13 points (3): no limits and no icons are shown."),
        ([1, 2, 3], "ptd", "Fewer than 13 points (3): the limits are trial limits."),
        ([*NINE_AND_ELEVEN, None, None], "mdc", "Missing values: 2; the limits leave them out."),
        ([0] * 10 + [1] * 9, "mdc", "Most values are 0, which an XmR chart suits badly."),
    ],
)
def test_the_note_warns_of_data_that_suit_the_chart_badly(values: list[float], preset: str, sentence: str) -> None:
    assert sentence in chart(values, preset=preset).note


def test_the_note_of_a_sound_chart_names_the_rules_and_nothing_else() -> None:
    assert chart(NINE_AND_ELEVEN).note == describe_rules(choose_rules("mdc"))
    assert chart(NINE_AND_ELEVEN, rebase=[date(2024, 1, 1)]).note == describe_rules(choose_rules("mdc"))


def test_two_points_of_one_date_are_refused_by_date() -> None:
    points = pl.concat([frame(NINE_AND_ELEVEN), frame([7.0, 8.0])])
    with pytest.raises(ValueError, match="more than one point for a date: 2024-01-01; 2024-02-01"):
        xmr(points, direction="increase")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"preset": "spc"}, "There is no preset 'spc'; the presets are mdc, ptd."),
        ({"direction": "higher"}, "There is no direction 'higher'; the directions are increase, decrease, neutral."),
        ({"shift": 1}, "A shift needs at least 2 points, not 1."),
        ({"trend": 0}, "A trend needs at least 2 points, not 0."),
        ({"baseline": 12, "rebase": [date(2024, 5, 1)]}, "baseline or rebase dates under preset mdc, not both"),
        ({"baseline": 12, "rebase": [date(2030, 1, 1)]}, "baseline or rebase dates under preset mdc, not both"),
        ({"baseline": 11, "preset": "ptd"}, "A baseline needs at least 12 points under preset ptd, not 11."),
        ({"baseline": 0}, "A baseline needs at least 2 points under preset mdc, not 0."),
        ({"target": float("nan")}, "A target is not finite"),
    ],
)
def test_settings_that_do_not_fit_are_refused_in_a_sentence(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        chart(NINE_AND_ELEVEN, **settings)


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        (frame([1, 2]).rename({"value": "rate"}), "The points have no column value; they have date, rate."),
        (frame([1, 2]).cast({"date": pl.String}), "Column date holds String; it must hold Date."),
        (frame([1, 2]).cast({"value": pl.String}), "Column value holds String; it must hold numbers."),
        (frame([1, float("nan")]), "A value is not finite (a missing value is null): 2024-02-01."),
        (frame([1, float("inf")]), "A value is not finite (a missing value is null): 2024-02-01."),
        (frame([1, 2]).with_columns(date=pl.lit(None, dtype=pl.Date)), "A point has no date: None; None."),
    ],
)
def test_points_that_cannot_be_judged_are_refused_in_a_sentence(points: pl.DataFrame, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        xmr(points, direction="increase")


def test_every_fault_is_reported_at_once() -> None:
    points = pl.concat([frame([1.0, float("nan")]), frame([3.0])])
    with pytest.raises(ValueError, match=r"2024-02-01.*2024-01-01.*no direction 'up'"):
        xmr(points, direction="up")  # type: ignore[arg-type]
