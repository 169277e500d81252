from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.variation import XmR, xmr
from tests.indicators.xmr_yardstick import monthly

BASELINE = [8.5, 11.5] * 6
"""Mean 10, average moving range 3: limits 2.02 and 17.98, near lines 4.68 and 15.32."""

RISE_TO_A_PEAK_AND_FALL = [7, 8, 9, 10.5, 11, 12, 11, 10.5, 9, 8, 7]
FALL_TO_A_TROUGH_AND_RISE = [12, 11, 10, 9, 8, 7, 8, 9, 10, 11, 12]
FALL_ABOVE_THE_MEAN = [14, 13.5, 13, 12.5, 12, 11]
RISE_BELOW_THE_MEAN = [6, 6.5, 7, 7.5, 8, 9]


def after_baseline(values: Sequence[float | None], **settings: Any) -> XmR:
    points = pl.DataFrame(monthly([*BASELINE, *values]), schema={"date": pl.Date, "value": pl.Float64}, orient="row")
    return xmr(points, **{"baseline": 12} | settings)


@pytest.mark.parametrize(
    ("direction", "value", "point_type", "icon"),
    [
        ("increase", 20, "special_cause_improvement", "improvement_high"),
        ("increase", 0, "special_cause_concern", "concern_low"),
        ("decrease", 20, "special_cause_concern", "concern_high"),
        ("decrease", 0, "special_cause_improvement", "improvement_low"),
        ("neutral", 20, "special_cause_neutral_high", "neutral_high"),
        ("neutral", 0, "special_cause_neutral_low", "neutral_low"),
        ("increase", 10, "common_cause", "common_cause"),
    ],
)
@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_the_last_point_gives_the_variation_icon(
    preset: str, direction: str, value: float, point_type: str, icon: str
) -> None:
    judged = after_baseline([10, value], direction=direction, preset=preset)
    assert judged.points["point_type"][-1] == point_type
    assert judged.variation == icon


@pytest.mark.parametrize("values", [[20, 10.5], [20, None]])
def test_an_earlier_signal_does_not_keep_the_icon(values: list[float | None]) -> None:
    judged = after_baseline(values, direction="increase")
    assert judged.points["point_type"].to_list() == ["common_cause"] * 12 + [
        "special_cause_improvement",
        "common_cause",
    ]
    assert judged.variation == "common_cause"


@pytest.mark.parametrize(
    ("direction", "mdc", "ptd"),
    [
        ("increase", "improvement_high", "concern_low"),
        ("decrease", "improvement_low", "improvement_low"),
        ("neutral", "neutral_high", "neutral_high"),
    ],
)
def test_a_falling_trend_in_a_high_shift_is_improvement_under_mdc_and_a_trend_under_ptd(
    direction: str, mdc: str, ptd: str
) -> None:
    settings = {"direction": direction, "shift": 6, "trend": 6}
    assert after_baseline(FALL_ABOVE_THE_MEAN, preset="mdc", **settings).variation == mdc
    assert after_baseline(FALL_ABOVE_THE_MEAN, preset="ptd", **settings).variation == ptd


@pytest.mark.parametrize(
    ("direction", "mdc", "ptd"),
    [
        ("increase", "improvement_high", "improvement_high"),
        ("decrease", "improvement_low", "concern_high"),
        ("neutral", "neutral_high", "neutral_high"),
    ],
)
def test_a_rising_trend_in_a_low_shift_is_improvement_under_mdc_and_a_trend_under_ptd(
    direction: str, mdc: str, ptd: str
) -> None:
    values = [11.5, *RISE_BELOW_THE_MEAN]
    settings = {"direction": direction, "shift": 6, "trend": 6}
    assert after_baseline(values, preset="mdc", **settings).variation == mdc
    assert after_baseline(values, preset="ptd", **settings).variation == ptd


@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_a_falling_trend_still_above_the_mean_is_concern_low(preset: str) -> None:
    judged = after_baseline(FALL_ABOVE_THE_MEAN, direction="increase", shift=8, trend=6, preset=preset)
    assert judged.variation == "concern_low"


def test_under_ptd_a_point_outside_decides_before_a_trend_and_a_trend_before_two_in_three() -> None:
    values = [26, 25, 24, 23, 17, 16, 8]
    judged = after_baseline(values, direction="increase", preset="ptd", trend=6)
    assert judged.points["outside"][12:].to_list() == [1, 1, 1, 1, 0, 0, 0]
    assert judged.points["trend"][12:].to_list() == [-1] * 7
    assert judged.points["two_in_three"][12:].to_list() == [0, 0, 0, 0, 1, 1, 0]
    assert judged.points["point_type"][12:].to_list() == [
        *["special_cause_improvement"] * 4,
        *["special_cause_concern"] * 3,
    ]


@pytest.mark.parametrize("values", [RISE_TO_A_PEAK_AND_FALL, FALL_TO_A_TROUGH_AND_RISE])
@pytest.mark.parametrize("direction", ["increase", "decrease"])
def test_under_mdc_a_turning_point_of_two_trends_is_improvement(values: list[float], direction: str) -> None:
    assert after_baseline(values, direction=direction).points["point_type"][17] == "special_cause_improvement"


@pytest.mark.parametrize("values", [RISE_TO_A_PEAK_AND_FALL, FALL_TO_A_TROUGH_AND_RISE])
def test_under_mdc_a_turning_point_of_two_trends_is_neutral_high(values: list[float]) -> None:
    assert after_baseline(values, direction="neutral").points["point_type"][17] == "special_cause_neutral_high"


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        (RISE_TO_A_PEAK_AND_FALL, "increase", "special_cause_concern"),
        (RISE_TO_A_PEAK_AND_FALL, "decrease", "special_cause_improvement"),
        (RISE_TO_A_PEAK_AND_FALL, "neutral", "special_cause_neutral_low"),
        (FALL_TO_A_TROUGH_AND_RISE, "increase", "special_cause_improvement"),
        (FALL_TO_A_TROUGH_AND_RISE, "decrease", "special_cause_concern"),
        (FALL_TO_A_TROUGH_AND_RISE, "neutral", "special_cause_neutral_high"),
    ],
)
def test_under_ptd_the_later_trend_decides_a_turning_point(values: list[float], direction: str, expected: str) -> None:
    judged = after_baseline(values, direction=direction, preset="ptd", trend=6)
    assert judged.points["point_type"][17] == expected


@pytest.mark.parametrize(
    ("direction", "target", "mdc", "ptd"),
    [
        ("increase", 2.0, "pass", "pass"),
        ("increase", 2.02, "pass", "inconsistent"),
        ("increase", 2.03, "inconsistent", "inconsistent"),
        ("increase", 17.97, "inconsistent", "inconsistent"),
        ("increase", 17.98, "fail", "inconsistent"),
        ("increase", 18, "fail", "fail"),
        ("decrease", 18, "pass", "pass"),
        ("decrease", 17.98, "pass", "inconsistent"),
        ("decrease", 10, "inconsistent", "inconsistent"),
        ("decrease", 2.02, "fail", "inconsistent"),
        ("decrease", 2.0, "fail", "fail"),
        ("neutral", 2.0, None, None),
        ("increase", None, None, None),
    ],
)
def test_the_target_and_the_limits_give_the_assurance_icon(
    direction: str, target: float | None, mdc: str | None, ptd: str | None
) -> None:
    assert after_baseline([10], direction=direction, target=target, preset="mdc").assurance == mdc
    assert after_baseline([10], direction=direction, target=target, preset="ptd").assurance == ptd


@pytest.mark.parametrize(("direction", "below", "above"), [("increase", "pass", "fail"), ("decrease", "fail", "pass")])
@pytest.mark.parametrize("value", [0.1, 0.0, 100.0])
def test_a_constant_series_passes_or_fails_and_on_its_target_follows_the_preset(
    value: float, direction: str, below: str, above: str
) -> None:
    points = pl.DataFrame(monthly([value] * 24), schema={"date": pl.Date, "value": pl.Float64}, orient="row")
    for preset, on in [("mdc", "pass"), ("ptd", "inconsistent")]:
        icons = [
            xmr(points, direction=direction, target=target, preset=preset).assurance  # type: ignore[arg-type]
            for target in (value - 1, value, value + 1)
        ]
        assert icons == [below, on, above]


def test_assurance_looks_at_the_last_segment_only() -> None:
    values = [9.0, 11.0] * 7 + [29.0, 31.0] * 7
    points = pl.DataFrame(monthly(values), schema={"date": pl.Date, "value": pl.Float64}, orient="row")
    rebased = xmr(points, direction="increase", target=20, rebase=[points["date"][14]])
    assert rebased.assurance == "pass"
    assert xmr(points, direction="decrease", target=20, rebase=[points["date"][14]]).assurance == "fail"
