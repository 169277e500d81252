"""Every series is judged as it stood at each month, and the reason says what the icon says."""

import random
import re
from datetime import date
from typing import Any, Literal

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from scorecard.indicators.variation import choose_rules, xmr
from scorecard.months import add_months
from scorecard.publication.signals import judge_figures, word_reasons

Direction = Literal["increase", "decrease", "neutral"]
START = date(2021, 1, 1)
MDC = choose_rules("mdc")
IN_ENGINE: dict[str, Direction] = {"higher": "increase", "lower": "decrease", "neutral": "neutral"}
Values = list[float | None]


def figures_of(series: dict[str, Values], *, state: str = "reported") -> pl.DataFrame:
    """Make monthly figures; a value of None is a month whose return is late."""
    rows = [
        {
            "indicator": name,
            "period": "month",
            "agency_code": "asc",
            "breakdown": None,
            "category": None,
            "report_month": add_months(START, place),
            "value": value,
            "state": "late" if value is None else state,
        }
        for name, values in series.items()
        for place, value in enumerate(values)
    ]
    kinds = {"breakdown": pl.String(), "category": pl.String(), "value": pl.Float64()}
    return pl.DataFrame(rows, schema_overrides=kinds)


def no_targets() -> pl.DataFrame:
    text = pl.String()
    kinds = {
        "indicator": text,
        "agency_code": text,
        "category": text,
        "report_month": pl.Date(),
        "target": pl.Float64(),
    }
    return pl.DataFrame(schema=kinds)


def judge(
    series: dict[str, Values], direction: str = "neutral", unit: str = "count", targets: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    listed = pl.DataFrame({"indicator": list(series), "direction": direction, "unit": unit})
    chosen = no_targets() if targets is None else targets
    signals, verdicts = judge_figures(figures_of(series), listed, chosen, MDC)
    return signals, word_reasons(verdicts, listed)


def last_verdict(values: Values, direction: str = "neutral", unit: str = "count") -> dict[str, Any]:
    _, verdicts = judge({"one": values}, direction, unit)
    return verdicts.sort("as_at").row(-1, named=True)


def invent(chance: random.Random, *, months: int) -> Values:
    """Draw a series that starts late, has gaps, ties, drifts and jumps."""
    level, drift = chance.randint(5, 80), chance.choice([0, 0, -1, 1])
    values: Values = [None] * chance.choice([0, 0, 3])
    while len(values) < months:
        if chance.random() < 0.06:
            level += chance.choice([-20, 20])
            drift = chance.choice([0, -2, 2])
        level += drift
        values.append(None if chance.random() < 0.05 else float(level + chance.randint(-6, 6)))
    return values


@pytest.mark.parametrize("number", range(20))
def test_the_verdict_of_the_last_month_is_that_of_the_engine_on_the_series_alone(number: int) -> None:
    """Of 40 months only the newest 36 are judged, and none before the first figure."""
    chance = random.Random(number)
    direction = chance.choice(list(IN_ENGINE))
    target = chance.choice([None, 30.0])
    months = chance.choice([9, 14, 25, 40])
    others = {f"other {place}": invent(chance, months=months) for place in range(3)}
    values = invent(chance, months=months)
    points = pl.DataFrame({"date": [add_months(START, place) for place in range(months)], "value": values})
    first = next(place for place, value in enumerate(values) if value is not None)
    alone = xmr(points[max(first, months - 36) :], direction=IN_ENGINE[direction], target=target)
    last = add_months(START, months - 1)
    targets = no_targets()
    if target is not None:
        kept = {"indicator": "mine", "agency_code": "asc", "category": None, "report_month": last, "target": target}
        targets = pl.DataFrame([kept], schema=targets.schema)
    signals, verdicts = judge(others | {"mine": values}, direction, targets=targets)
    mine = (pl.col("indicator") == "mine") & (pl.col("as_at") == last)
    verdict = verdicts.filter(mine).row(0, named=True)
    assert (verdict["variation"], verdict["assurance"]) == (alone.variation, alone.assurance)
    judged = signals.filter(mine).rename({"report_month": "date"}).sort("date").select(alone.points.columns)
    assert_frame_equal(judged, alone.points)
    assert verdict["points"] == alone.points["value"].count()


def test_what_comes_later_changes_no_verdict_of_an_earlier_month() -> None:
    values = invent(random.Random(7), months=30)
    signals, verdicts = judge({"one": values})
    for known in (13, 20, 26):
        up_to = pl.col("as_at") <= add_months(START, known - 1)
        then_signals, then_verdicts = judge({"one": values[:known]})
        assert_frame_equal(signals.filter(up_to), then_signals, check_row_order=False)
        assert_frame_equal(verdicts.filter(up_to), then_verdicts, check_row_order=False)


def test_a_series_has_a_verdict_for_every_month_from_its_first_figure() -> None:
    _, verdicts = judge({"one": [None, None, 3.0, None, 5.0]})
    assert verdicts.sort("as_at").select("as_at", "points").rows() == [
        (date(2021, 3, 1), 1),
        (date(2021, 4, 1), 1),
        (date(2021, 5, 1), 2),
    ]


@pytest.mark.parametrize("state", ["partial", "late", "not_due", "not_collected"])
def test_only_whole_reported_months_are_judged(state: str) -> None:
    figures = figures_of({"one": [4.0] * 14}).with_columns(
        state=pl.when(pl.col("report_month") == date(2022, 2, 1)).then(pl.lit(state)).otherwise("state")
    )
    listed = pl.DataFrame({"indicator": ["one"], "direction": ["higher"], "unit": ["count"]})
    signals, verdicts = judge_figures(figures, listed, no_targets(), MDC)
    newest = signals.filter(pl.col("as_at") == date(2022, 2, 1), pl.col("report_month") == date(2022, 2, 1))
    assert newest["value"].to_list() == [None]
    assert verdicts.sort("as_at")["points"].to_list()[-1] == 13


def test_quarters_and_years_are_not_judged() -> None:
    figures = figures_of({"one": [4.0] * 14}).with_columns(period=pl.lit("quarter"))
    listed = pl.DataFrame({"indicator": ["one"], "direction": ["higher"], "unit": ["count"]})
    signals, verdicts = judge_figures(figures, listed, no_targets(), MDC)
    assert (signals.height, verdicts.height) == (0, 0)


def test_the_target_of_the_month_looked_at_decides() -> None:
    """10 and 12 in turn: 11 on average, moving range 2, limits 5.68 and 16.32. A target of 5 is met, one of 20 not."""
    values: Values = [10.0, 12.0] * 7
    months = [add_months(START, 12), add_months(START, 13)]
    targets = pl.DataFrame(
        {"indicator": "one", "agency_code": "asc", "category": None, "report_month": months, "target": [5.0, 20.0]},
        schema=no_targets().schema,
    )
    _, verdicts = judge({"one": values}, "higher", targets=targets)
    assert verdicts.sort("as_at")["assurance"].to_list()[-2:] == ["pass", "fail"]


TURNS: Values = [10.0, 12.0] * 6
CASES: dict[str, tuple[Values, str]] = {
    # 162 / 13 on average, moving range 40 / 12: 12.5 + 2.66 x 3.33.
    "a point above": ([*TURNS, 30.0], "Above the upper limit of 21."),
    # 382 / 13 on average, moving range 44 / 12: 29.4 - 2.66 x 3.67.
    "a point below": ([*[30.0, 32.0] * 6, 10.0], "Below the lower limit of 20."),
    # 238 / 13 on average: six months of 22 and 24 after a 10.
    "a shift up": (
        [10.0, 20.0, 10.0, 20.0, 10.0, 20.0, 10.0, *[22.0, 24.0] * 3],
        "6 months in a row above the usual average of 18.",
    ),
    # 260 / 14 on average.
    "a longer shift": (
        [10.0, 20.0, 10.0, 20.0, 10.0, 20.0, 10.0, *[22.0, 24.0] * 3, 22.0],
        "7 months in a row above the usual average of 19.",
    ),
    # 282 / 13 on average: six months of 16 and 18 after a 30.
    "a shift down": (
        [30.0, 20.0, 30.0, 20.0, 30.0, 20.0, 30.0, *[16.0, 18.0] * 3],
        "6 months in a row below the usual average of 22.",
    ),
    # 207 / 14 on average: three on each side of it.
    "a rise": ([*[10.0, 20.0] * 4, 12.0, 13.0, 14.0, 15.0, 16.0, 17.0], "6 months in a row rising."),
    "a fall": ([*[20.0, 10.0] * 4, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0], "6 months in a row falling."),
    # 174 / 13 on average, moving range 3.5: limit 22.7, two thirds of the way to it 19.6.
    "two in three": (
        [*[10.0, 14.0] * 5, 14.0, 20.0, 20.0],
        "At least 2 of the last 3 months are close to the upper limit of 23.",
    ),
    # 11 on average, moving range 2.
    "nothing": ([*TURNS, 11.0], "Inside the usual range of 6 to 16."),
    "no variation": ([5.0] * 13, "Inside the usual range of 5 to 5."),
    "a year": ([5.0] * 12, "Only 12 months so far; 13 are needed to judge."),
    "a month": ([5.0], "Only 1 month so far; 13 are needed to judge."),
    "every other month": (
        [5.0, None] * 13,
        "No two months in a row have a figure, so that the usual range is not known.",
    ),
}


@pytest.mark.parametrize(("values", "reason"), CASES.values(), ids=CASES)
def test_the_reason_says_the_rule_that_the_last_month_meets(values: Values, reason: str) -> None:
    assert last_verdict(values)["reason"] == reason


def test_limits_of_shares_and_counts_are_cut_where_no_figure_can_be() -> None:
    """0 and 90 in turn: the limits would be -194 and 284."""
    assert last_verdict([0.0, 90.0] * 7, unit="percent")["reason"] == "Inside the usual range of 0% to 100%."
    assert last_verdict([0.0, 90.0] * 7)["reason"] == "Inside the usual range of 0 to 284."


def test_days_are_said_with_their_unit() -> None:
    assert last_verdict([*TURNS, 30.0], unit="days")["reason"] == "Above the upper limit of 21 days."


def test_where_rules_disagree_the_reason_is_one_that_the_icon_agrees_with() -> None:
    """Far below the limit and rising for six months: on a chart where higher is better, improvement wins."""
    values: Values = [*[100.0, 101.0] * 8, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0]
    rising, low = last_verdict(values, "higher"), last_verdict(values, "lower")
    assert (rising["variation"], rising["reason"]) == ("improvement_high", "6 months in a row rising.")
    assert low["variation"] == "improvement_low"
    assert low["reason"].startswith("Below the lower limit of ")


CLAIM = r"{} limit of .+\.|\d+ months in a row ({} .+|{})\.|At least 2 .+ close to the {} limit of .+\."
HIGH = CLAIM.format("Above the upper", "above", "rising", "upper")
LOW = CLAIM.format("Below the lower", "below", "falling", "lower")


@pytest.mark.parametrize("direction", IN_ENGINE)
def test_no_reason_claims_a_change_that_the_icon_does_not_and_none_keeps_one_back(direction: str) -> None:
    chance = random.Random(direction)
    series = {f"series {number}": invent(chance, months=36) for number in range(60)}
    _, verdicts = judge(series, direction)
    seen = set()
    for variation, lower, reason in verdicts.select("variation", "lower", "reason").iter_rows():
        kind = "few" if lower is None else "none" if variation == "common_cause" else variation.rsplit("_")[-1]
        pattern = {"few": r"Only \d+ .+", "none": r"Inside the usual range of .+ to .+\.", "high": HIGH, "low": LOW}[
            kind
        ]
        assert re.fullmatch(pattern, reason), (variation, reason)
        seen.add(kind)
    assert seen == {"few", "none", "high", "low"}
