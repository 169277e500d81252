import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scorecard.indicators.variation import Rules, choose_rules, judge_series, summarise_series, xmr
from tests.indicators.xmr_yardstick import as_numbers, judge, monthly

KEYS = ["indicator", "agency", "category"]
LINES = {"value", "mean", "lower", "upper", "near_lower", "near_upper"}
DIRECTIONS = ["increase", "decrease", "neutral"]
CASES_OF_EACH_KIND = 60


def invent_values(chance: random.Random) -> list[float | None]:
    """Draw a series with ties, constant stretches, drifts, jumps and nulls, on a grid of tenths."""
    level = chance.randint(-20, 900)
    spread = chance.choice([0, 1, 2, 5, 30])
    drift = chance.choice([0, 0, 0, -2, 1, 3])
    missing = chance.choice([0, 0, 0.1, 0.3])
    values: list[float | None] = []
    for _ in range(chance.choice([1, 2, 5, 11, 12, 13, 14, 20, 24, 30, 48])):
        if chance.random() < 0.06:
            level += chance.choice([-15, -4, 4, 15]) * max(spread, 1)
            drift = chance.choice([0, 0, -2, 2, 6])
        level += drift
        values.append(None if chance.random() < missing else (level + chance.randint(-spread, spread)) / 10)
    return values


def invent_case(preset: str, direction: str, number: int) -> dict[str, Any]:
    chance = random.Random(f"{preset} {direction} {number}")
    points = monthly(invent_values(chance))
    baseline = chance.choice([None, None, chance.randint(12, 20)])
    chance_of_rebase = 0 if baseline and preset == "mdc" else chance.choice([0, 0.08, 0.2])
    return {
        "points": points,
        "direction": direction,
        "target": chance.choice([None, chance.randint(-20, 900) / 10, points[0][1]]),
        "rebase": [day for day, _ in points if chance.random() < chance_of_rebase],
        "baseline": baseline,
        "preset": preset,
        "shift": chance.choice([None, None, 3, 6, 7, 8]),
        "trend": chance.choice([None, None, 3, 4, 6, 7]),
        "screen": chance.choice([None, None, True, False]),
    }


def in_series(case: dict[str, Any], number: int = 0) -> pl.DataFrame:
    return pl.DataFrame(case["points"], schema={"date": pl.Date, "value": pl.Float64}, orient="row").with_columns(
        indicator=pl.lit(f"indicator {number % 7}"),
        agency=pl.lit(f"agency {number // 7}"),
        category=pl.lit(None if number % 3 else "total", dtype=pl.String),
        direction=pl.lit(case["direction"]),
        target=pl.lit(case["target"], dtype=pl.Float64),
        segment_start=pl.col("date").is_in(case["rebase"]),
    )


def rules_of(case: dict[str, Any]) -> Rules:
    return choose_rules(case["preset"], **{name: case[name] for name in ("shift", "trend", "screen")})


def near_enough(name: str, expected: Any) -> Any:
    return pytest.approx(expected, abs=1e-9) if name in LINES and expected is not None else expected


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_every_column_and_icon_agrees_with_the_yardstick(preset: str, direction: str) -> None:
    for number in range(CASES_OF_EACH_KIND):
        case = invent_case(preset, direction, number)
        settings = {name: setting for name, setting in case.items() if name != "points"}
        points, *icons = judge(case["points"], **settings)
        judged = judge_series(in_series(case), by=KEYS, rules=rules_of(case), baseline=case["baseline"])
        for row, wanted in zip(judged.to_dicts(), map(as_numbers, points), strict=True):
            assert {name: row[name] for name in wanted} == {
                name: near_enough(name, value) for name, value in wanted.items()
            }, case
        summary = summarise_series(judged, by=KEYS, rules=rules_of(case))
        assert summary.select("variation", "assurance").row(0) == tuple(icons), case


@pytest.mark.parametrize("number", range(20))
def test_one_chart_is_one_series_of_many(number: int) -> None:
    case = invent_case("mdc" if number % 2 else "ptd", DIRECTIONS[number % 3], number)
    judged = judge_series(in_series(case), by=KEYS, rules=rules_of(case), baseline=case["baseline"])
    icons = summarise_series(judged, by=KEYS, rules=rules_of(case)).select("variation", "assurance").row(0)
    chart = xmr(in_series(case).select("date", "value"), **{name: case[name] for name in case if name != "points"})
    assert_frame_equal(chart.points, judged.select(chart.points.columns))
    assert (chart.variation, chart.assurance) == icons


@pytest.mark.parametrize("preset", ["mdc", "ptd"])
def test_many_series_in_one_pass_and_in_any_order_equal_each_series_alone(preset: str) -> None:
    rules = choose_rules(preset)
    cases = [in_series(invent_case(preset, DIRECTIONS[number % 3], number), number) for number in range(150)]
    alone = [judge_series(case, by=KEYS, rules=rules) for case in cases]
    shuffled = pl.concat(cases).sample(fraction=1, shuffle=True, seed=7)
    together = judge_series(shuffled, by=KEYS, rules=rules)
    assert_frame_equal(together, pl.concat(alone).sort(*KEYS, "date"))
    assert_frame_equal(
        summarise_series(together, by=KEYS, rules=rules),
        pl.concat([summarise_series(each, by=KEYS, rules=rules) for each in alone]).sort(KEYS),
    )


def plain_series(values: Sequence[float | None], **settings: Any) -> pl.DataFrame:
    case = {"points": monthly(values), "direction": "increase", "target": None, "rebase": []} | settings
    return in_series(case, case.get("number", 0))


def test_runs_are_counted_up_to_each_row_with_their_sign() -> None:
    values = [9, 11, 12, 13, 13, 8, 7, None, 6, 11, 10, 14, 6]
    assert sum(value for value in values if value) == 120
    judged = judge_series(plain_series(values), by=KEYS, rules=choose_rules("mdc"))
    assert judged["mean"].unique().to_list() == [10]
    assert judged["side_run"].to_list() == [-1, 1, 2, 3, 4, -1, -2, 0, -1, 1, 0, 1, -1]
    assert judged["rise_run"].to_list() == [0, 2, 3, 4, 0, -2, -3, 0, 0, 2, -2, 2, -2]


@pytest.mark.parametrize(("preset", "rise_run"), [("mdc", [0, 2, 3, 4]), ("ptd", [0, 2, 0, 2])])
def test_a_rebase_ends_a_run_on_one_side_and_under_ptd_a_rise_too(preset: str, rise_run: list[int]) -> None:
    points = plain_series([1, 3, 4, 6], rebase=[date(2024, 3, 1)])
    judged = judge_series(points, by=KEYS, rules=choose_rules(preset))
    assert judged["side_run"].to_list() == [-1, 1, -1, 1]
    assert judged["rise_run"].to_list() == rise_run


def test_a_summary_gives_the_last_row_of_each_series() -> None:
    points = pl.concat(
        [
            plain_series([9, 11] * 6 + [20, 22, 20, None], number=0, target=5.0, rebase=[date(2025, 1, 1)]),
            plain_series([8.5, 11.5] * 6 + [40], number=1, direction="decrease", target=5.0),
            plain_series([1, 2, 3], number=2, target=0.0),
        ]
    )
    rules = choose_rules("mdc")
    summary = summarise_series(judge_series(points, by=KEYS, rules=rules), by=KEYS, rules=rules)
    assert summary.columns == [
        *[*KEYS, "variation", "assurance", "mean", "lower", "upper", "last_date", "last_value", "points"],
        *["side_run", "rise_run", "outside", "shift", "trend", "two_in_three"],
    ]
    mean = 160 / 13
    half_width = 2.66 * (11 * 3 + 28.5) / 12
    first, second, third = summary.rows()
    assert first[:5] == ("indicator 0", "agency 0", "total", "common_cause", "pass")
    assert first[5:8] == pytest.approx((62 / 3, 62 / 3 - 5.32, 62 / 3 + 5.32))
    assert first[8:] == (date(2025, 4, 1), None, 15, 0, 0, 0, 0, 0, 0)
    assert second[:5] == ("indicator 1", "agency 0", None, "concern_high", "inconsistent")
    assert second[5:8] == pytest.approx((mean, mean - half_width, mean + half_width))
    assert second[8:] == (date(2025, 1, 1), 40, 13, 1, 3, 1, 0, 0, 0)
    assert third[:5] == ("indicator 2", "agency 0", None, None, None)
    assert third[5:] == (2, None, None, date(2024, 3, 1), 3, 3, 1, 3, 0, 0, 0, 0)


def test_the_target_of_the_last_row_is_the_one_that_counts() -> None:
    points = plain_series([9, 11] * 7).with_columns(target=pl.Series([50.0] * 13 + [1.0]))
    rules = choose_rules("mdc")
    assert summarise_series(judge_series(points, by=KEYS, rules=rules), by=KEYS, rules=rules)["assurance"][0] == "pass"


def test_a_null_segment_start_starts_no_segment() -> None:
    points = plain_series([1.0, 2, 3]).with_columns(segment_start=pl.Series([None, True, None]))
    assert judge_series(points, by=KEYS, rules=choose_rules("ptd"))["segment"].to_list() == [0, 1, 1]


def test_no_rows_give_no_rows() -> None:
    rules = choose_rules("mdc")
    judged = judge_series(plain_series([1.0]).clear(), by=KEYS, rules=rules)
    assert judged.height == 0
    assert summarise_series(judged, by=KEYS, rules=rules).height == 0


def test_faults_are_named_by_date_and_key_and_beyond_five_counted() -> None:
    points = plain_series([float("nan")] * 7, number=9, direction="up")
    sentences = (
        r"A value is not finite \(a missing value is null\): 2024-01-01, indicator 2, agency 1, total; .* and 3 more\. "
        r"A series has more than one point for a date: 2024-01-01, indicator 2, agency 1, total\. "
        r"There is no direction 'up'; the directions are increase, decrease, neutral\."
    )
    with pytest.raises(ValueError, match=sentences):
        judge_series(pl.concat([points, points[:1]]), by=KEYS, rules=choose_rules("mdc"))


def test_a_baseline_beside_a_rebase_is_refused_under_mdc() -> None:
    points = plain_series([9, 11] * 14, rebase=[date(2024, 5, 1)])
    with pytest.raises(ValueError, match="not both"):
        judge_series(points, by=KEYS, rules=choose_rules("mdc"), baseline=12)


def test_missing_columns_are_named_together() -> None:
    points = plain_series([1.0]).drop("agency", "target")
    with pytest.raises(ValueError, match="no column agency, target; they have date, value, indicator, category"):
        judge_series(points, by=KEYS, rules=choose_rules("mdc"))
