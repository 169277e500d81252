from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.variation import XmR, xmr
from tests.indicators.xmr_yardstick import monthly

BASELINE = [8.5, 11.5] * 6
"""Mean 10, average moving range 3: limits 2.02 and 17.98, near lines 4.68 and 15.32."""


def frame(values: Sequence[float | None]) -> pl.DataFrame:
    return pl.DataFrame(monthly(values), schema={"date": pl.Date, "value": pl.Float64}, orient="row")


def after_baseline(*values: float | None, **settings: Any) -> XmR:
    defaults: dict[str, Any] = {"direction": "increase", "baseline": 12}
    return xmr(frame([*BASELINE, *values]), **defaults | settings)


def flags(judged: XmR, rule: str) -> list[int]:
    assert judged.points[rule][:11].to_list() == [0] * 11
    return judged.points[rule][12:].to_list()


def test_a_point_outside_is_strictly_beyond_a_limit() -> None:
    judged = after_baseline(17.98, 17.99, 2.02, 2.01, None, 10)
    assert flags(judged, "outside") == [0, 1, 0, -1, 0, 0]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([11] * 6, [1] * 6),
        ([9] * 7, [-1] * 7),
        ([11] * 5 + [9], [0] * 6),
        ([11, 11, 11, 10, 11, 11, 11], [0] * 7),
        ([11, 11, 11, None, 11, 11, 11], [0] * 7),
        ([11, 12, 11, 12, 11, 12, 9, 11], [1] * 6 + [0, 0]),
    ],
)
def test_a_shift_is_six_points_in_a_row_on_one_side_of_the_mean(
    values: Sequence[float | None], expected: list[int]
) -> None:
    assert flags(after_baseline(*values), "shift") == expected


def test_a_baseline_end_cuts_a_shift_under_mdc_and_not_under_ptd() -> None:
    values = [11, 11, 11, 11, 11, 9]
    assert after_baseline(*values).points["shift"].to_list() == [0] * 18
    assert after_baseline(*values, preset="ptd", shift=6).points["shift"].to_list() == [0] * 11 + [1] * 6 + [0]


@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_a_rebase_cuts_a_shift(preset: Any) -> None:
    points = frame([20.0, 5.0] * 6 + [15.0] * 8 + [12.0, 12.0])
    whole = xmr(points, direction="increase", preset=preset, shift=6)
    cut = xmr(points, direction="increase", preset=preset, shift=6, rebase=[date(2025, 6, 1)])
    assert whole.points["shift"].to_list() == [0] * 12 + [1] * 8 + [0, 0]
    assert cut.points["segment"].to_list() == [0] * 17 + [1] * 5
    assert cut.points["shift"].to_list() == [0] * 22


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([8, 9, 9.5, 10.5, 11, 12], [1] * 6),
        ([8, 9, 9.5, 10.5, 11], [0] * 5),
        ([12, 11, 10.5, 9.5, 9, 8, 8], [-1] * 6 + [0]),
        ([8, 9, 9.5, 9.5, 10.5, 11, 12], [0] * 7),
        ([8, 9, 9.5, None, 10.5, 11, 12], [0] * 7),
        ([7, 8, 9, 10.5, 11, 12, 11, 10.5, 9, 8, 7], [1] * 5 + [-1] * 6),
        ([12, 11, 10, 9, 8, 7, 8, 9, 10, 11, 12], [-1] * 5 + [1] * 6),
        ([7, 8, 9, 10.5, 11, 12, 11, 10.5], [1] * 6 + [0, 0]),
    ],
)
def test_a_trend_is_six_points_in_a_row_that_rise_or_fall(values: Sequence[float | None], expected: list[int]) -> None:
    assert flags(after_baseline(*values), "trend") == expected


@pytest.mark.parametrize(("preset", "expected"), [("mdc", [1] * 6), ("ptd", [0] * 6)])
def test_a_trend_runs_across_a_rebase_under_mdc_only(preset: Any, expected: list[int]) -> None:
    judged = after_baseline(8, 9, 10, 11, 12, 13, baseline=None, preset=preset, trend=6, rebase=[date(2025, 3, 1)])
    assert flags(judged, "trend") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([16, 12, 16], [1, 0, 1]),
        ([16, 16, 12], [1, 1, 0]),
        ([12, 16, 16], [0, 1, 1]),
        ([16, 16, 16], [1, 1, 1]),
        ([4, 9, 4], [-1, 0, -1]),
        ([16, 9, 16], [0, 0, 0]),
        ([16, 10, 16], [0, 0, 0]),
        ([16, None, 16], [0, 0, 0]),
        ([16, 16, 9], [0, 0, 0]),
        ([15.32, 15.32, 12], [0, 0, 0]),
        ([16, 12, 12, 16], [0, 0, 0, 0]),
        ([18, 16, 12], [1, 1, 0]),
        ([18, 12, 18], [1, 0, 1]),
    ],
)
def test_two_of_three_points_beyond_the_near_line_are_flagged(
    values: Sequence[float | None], expected: list[int]
) -> None:
    assert flags(after_baseline(*values), "two_in_three") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [([9, 18, 16, 12], [0, 0, 0, 0]), ([9, 16, 18, 16], [0, 1, 0, 1]), ([9, 16, 12, 16], [0, 1, 0, 1])],
)
def test_a_point_beyond_the_limits_does_not_count_in_two_in_three_under_ptd(
    values: Sequence[float], expected: list[int]
) -> None:
    assert flags(after_baseline(*values, preset="ptd"), "two_in_three") == expected


@pytest.mark.parametrize(("preset", "expected"), [("mdc", [0, 0]), ("ptd", [1, 1])])
def test_a_baseline_end_cuts_two_in_three_under_mdc_and_not_under_ptd(preset: Any, expected: list[int]) -> None:
    assert flags(after_baseline(16, 16, preset=preset), "two_in_three") == expected


@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_a_rebase_cuts_two_in_three(preset: Any) -> None:
    points = frame([8.5, 11.5] * 7 + [16.0, 16.0] + [12.0, 10.0, 11.0, 12.0])
    whole = xmr(points, direction="increase", preset=preset)
    cut = xmr(points, direction="increase", preset=preset, rebase=[date(2025, 4, 1)])
    assert whole.points["two_in_three"][14:17].to_list() == [1, 1, 0]
    assert cut.points["two_in_three"].to_list() == [0] * 20


def test_the_numbers_of_points_can_be_set() -> None:
    assert flags(after_baseline(*[11] * 6, 9, shift=7), "shift") == [0] * 7
    assert flags(after_baseline(*[11] * 7, 9, shift=7), "shift") == [1] * 7 + [0]
    assert flags(after_baseline(8, 9, 10, 11, 12, 13, trend=7), "trend") == [0] * 6
    assert flags(after_baseline(8, 9, 10, 11, 12, 13, 14, trend=7), "trend") == [1] * 7
