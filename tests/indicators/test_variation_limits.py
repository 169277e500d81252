from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.variation import XmR, xmr
from tests.indicators.xmr_yardstick import monthly

LINES = ["mean", "lower", "upper", "near_lower", "near_upper"]
NINE_AND_ELEVEN = [9.0, 11.0] * 7


def chart(values: Sequence[float | None], **settings: Any) -> XmR:
    points = pl.DataFrame(monthly(values), schema={"date": pl.Date, "value": pl.Float64}, orient="row")
    return xmr(points, **{"direction": "increase"} | settings)


def lines(judged: XmR, row: int = -1) -> tuple[Any, ...]:
    return judged.points.select(LINES).row(row)


def test_limits_stand_2_66_average_moving_ranges_from_the_mean() -> None:
    assert lines(chart(NINE_AND_ELEVEN)) == pytest.approx((10, 4.68, 15.32, 10 - 3.546667, 10 + 3.546667), abs=1e-6)


def test_the_centre_line_is_the_mean_and_not_the_median() -> None:
    assert lines(chart([0.0] * 12 + [26.0]))[0] == 2


def test_the_moving_range_is_averaged_by_the_mean_and_not_the_median() -> None:
    values = [0.0, 0.0] * 6 + [12.0]
    assert lines(chart(values))[2] == pytest.approx(12 / 13 + 2.66)


def test_limits_are_not_cut_off_at_nought_or_a_hundred() -> None:
    assert lines(chart([0.0, 100.0] * 7))[:3] == pytest.approx((50, -216, 316))


def test_a_null_value_loses_two_moving_ranges() -> None:
    values = [10, 12, None, 20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20]
    assert lines(chart(values))[:3] == pytest.approx((252 / 13, 252 / 13 - 5.32, 252 / 13 + 5.32))


def test_an_absent_month_is_bridged_by_one_moving_range() -> None:
    points = pl.DataFrame(
        [point for point in monthly([10, 12, None, 20, 22, 20, 22, 20, 22, 20, 22, 20, 22, 20]) if point[1]],
        schema=["date", "value"],
        orient="row",
    )
    judged = xmr(points.cast({"value": pl.Float64}), direction="increase")
    assert lines(judged)[:3] == pytest.approx((252 / 13, 252 / 13 - 6.65, 252 / 13 + 6.65))


@pytest.mark.parametrize(
    ("settings", "half_width"),
    [
        ({"preset": "ptd"}, 5.32),
        ({"preset": "ptd", "screen": False}, 2.66 * 50 / 12),
        ({"preset": "mdc"}, 2.66 * 50 / 12),
        ({"preset": "mdc", "screen": True}, 5.32),
    ],
)
def test_screening_narrows_the_limits_and_leaves_the_mean(settings: dict[str, Any], half_width: float) -> None:
    mean, lower, upper = lines(chart([10.0, 12.0] * 6 + [40.0], **settings))[:3]
    assert (mean, lower, upper) == pytest.approx((172 / 13, 172 / 13 - half_width, 172 / 13 + half_width))


def test_screening_drops_a_moving_range_of_exactly_3_267_averages() -> None:
    values = [0.0, 811.0] * 6 + [-1.0, 3266.0]
    ranges = [811] * 11 + [812, 3267]
    assert sum(ranges) / 13 == 1000
    mean, _, upper, *_ = lines(chart(values, preset="ptd"))
    assert upper - mean == pytest.approx(2.66 * 9733 / 12)


def test_screening_that_leaves_no_variation_is_set_aside() -> None:
    judged = chart([10.0] * 6 + [20.0] + [10.0] * 6, preset="ptd")
    assert lines(judged)[:3] == pytest.approx((140 / 13, 140 / 13 - 2.66 * 20 / 12, 140 / 13 + 2.66 * 20 / 12))
    assert judged.points["outside"].to_list() == [0] * 6 + [1] + [0] * 6


@pytest.mark.parametrize("preset", ["mdc", "ptd"])
@pytest.mark.parametrize("value", [0.1, 0.7, 33.3, 1e6 / 3, 0.0, -0.1])
def test_a_constant_series_has_limits_on_its_mean_and_no_special_point(preset: str, value: float) -> None:
    judged = chart([value] * 24, preset=preset)
    assert lines(judged) == (value,) * 5
    assert judged.points["point_type"].unique().to_list() == ["common_cause"]
    assert judged.points.select(pl.col("outside", "shift", "trend", "two_in_three").abs().sum()).row(0) == (0, 0, 0, 0)
    assert judged.variation == "common_cause"


def test_each_segment_has_its_own_lines_and_no_range_across_its_start() -> None:
    judged = chart(NINE_AND_ELEVEN + [20.0, 24.0] * 6, rebase=[date(2025, 3, 1)])
    assert judged.points["segment"].to_list() == [0] * 14 + [1] * 12
    assert lines(judged, 13)[:3] == pytest.approx((10, 4.68, 15.32))
    assert lines(judged, 14)[:3] == pytest.approx((22, 11.36, 32.64))


def test_a_segment_of_one_point_has_a_mean_and_no_limits() -> None:
    judged = chart([*NINE_AND_ELEVEN, 40.0], rebase=[date(2025, 3, 1)], target=5)
    assert lines(judged) == (40, None, None, None, None)
    assert lines(judged, 0)[:3] == pytest.approx((10, 4.68, 15.32))
    assert (judged.variation, judged.assurance) == ("common_cause", None)


@pytest.mark.parametrize("rebase", [[date(2024, 1, 1)], [date(2030, 1, 1)], [date(2024, 5, 20)], []])
def test_a_rebase_date_on_the_first_row_or_on_none_starts_no_segment(rebase: list[date]) -> None:
    judged = chart(NINE_AND_ELEVEN, rebase=rebase)
    assert judged.points["segment"].to_list() == [0] * 14
    assert lines(judged)[:3] == pytest.approx((10, 4.68, 15.32))


@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_a_baseline_fixes_the_lines_on_its_rows(preset: str) -> None:
    judged = chart([9.0, 11.0] * 6 + [50.0, 90.0], baseline=12, preset=preset)
    assert lines(judged, 0)[:3] == pytest.approx((10, 4.68, 15.32))
    assert lines(judged, -1)[:3] == pytest.approx((10, 4.68, 15.32))


def test_a_baseline_counts_rows_with_a_missing_value() -> None:
    judged = chart([None, 9.0, 11.0, 9.0, 50.0] + [9.0, 11.0] * 5, baseline=4)
    assert lines(judged)[0] == pytest.approx(29 / 3)


def test_a_baseline_is_set_in_every_segment_under_ptd() -> None:
    values = [9.0, 11.0] * 6 + [50.0] + [20.0, 24.0] * 6 + [90.0]
    judged = chart(values, baseline=12, preset="ptd", rebase=[date(2025, 2, 1)])
    assert lines(judged, 12)[:3] == pytest.approx((10, 4.68, 15.32))
    assert lines(judged, 25)[:3] == pytest.approx((22, 11.36, 32.64))


def test_a_baseline_longer_than_the_series_is_the_whole_series() -> None:
    assert chart(NINE_AND_ELEVEN, baseline=40).points.equals(chart(NINE_AND_ELEVEN).points)


@pytest.mark.parametrize("missing", [0, 3])
def test_mdc_shows_no_limits_signals_or_icons_below_13_values(missing: int) -> None:
    judged = chart([*range(12), *[None] * missing], target=5)
    assert lines(judged, 0) == (5.5, None, None, None, None)
    assert judged.points.select(pl.col("outside", "shift", "trend", "two_in_three").abs().sum()).row(0) == (0, 0, 0, 0)
    assert judged.points["point_type"].unique().to_list() == ["common_cause"]
    assert (judged.variation, judged.assurance) == (None, None)


def test_mdc_shows_limits_from_13_values_over_all_segments() -> None:
    judged = chart([9.0, 11.0] * 6 + [9.0], rebase=[date(2024, 7, 1)], target=0)
    assert lines(judged, 0)[:3] == pytest.approx((10, 4.68, 15.32))
    assert (judged.variation, judged.assurance) == ("common_cause", "pass")


def test_ptd_shows_limits_and_icons_of_any_number_of_values() -> None:
    judged = chart([9.0, 11.0], preset="ptd", target=0)
    assert lines(judged)[:3] == pytest.approx((10, 4.68, 15.32))
    assert (judged.variation, judged.assurance) == ("common_cause", "pass")
