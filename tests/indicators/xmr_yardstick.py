"""A slow second reading of the XmR rules, in exact fractions, by looking at every window of points in turn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

LIMIT_FACTOR = Fraction("2.66")
SCREENING_FACTOR = Fraction("3.267")


@dataclass
class Point:
    date: date
    value: Fraction | None
    segment: int = 0
    stretch: int = 0
    mean: Fraction | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    near_lower: Fraction | None = None
    near_upper: Fraction | None = None
    outside: int = 0
    shift: int = 0
    trend: int = 0
    two_in_three: int = 0
    point_type: str = "common_cause"
    side_run: int = 0
    rise_run: int = 0
    trends: set[int] = field(default_factory=set)


def monthly(values: Sequence[float | None]) -> list[tuple[date, float | None]]:
    """Date values by month from January 2024."""
    return [(date(2024 + index // 12, index % 12 + 1, 1), value) for index, value in enumerate(values)]


def judge(
    points: Sequence[tuple[date, float | None]],
    *,
    direction: str,
    target: float | None = None,
    rebase: Sequence[date] = (),
    baseline: int | None = None,
    preset: str = "mdc",
    shift: int | None = None,
    trend: int | None = None,
    screen: bool | None = None,
) -> tuple[list[Point], str | None, str | None]:
    """Give the points of a series that has any, its variation icon and its assurance icon."""
    mdc = preset == "mdc"
    rows = [Point(day, None if value is None else Fraction(str(value))) for day, value in sorted(points)]
    hidden = mdc and sum(row.value is not None for row in rows) < 13
    place_in_segments(rows, rebase, baseline if mdc else None)
    for number in {row.segment for row in rows}:
        segment = [row for row in rows if row.segment == number]
        draw_lines(segment, baseline, screen=not mdc if screen is None else screen, hidden=hidden)
    count_runs(rows, trend_crosses=mdc)
    if not hidden:
        flag_outside(rows)
        flag_shift(rows, shift or (6 if mdc else 7))
        flag_trend(rows, trend or (6 if mdc else 7), crosses=mdc)
        flag_two_in_three(rows, count_outside=mdc)
        for row in rows:
            row.point_type = colour(row, direction, mdc=mdc)
    aim = None if target is None else Fraction(str(target))
    return rows, None if hidden else variation(rows[-1], direction), assurance(rows[-1], direction, aim, mdc=mdc)


def place_in_segments(rows: list[Point], rebase: Sequence[date], cut_after: int | None) -> None:
    segment = 0
    for index, row in enumerate(rows):
        segment += index > 0 and row.date in rebase
        row.segment = segment
        row.stretch = segment if cut_after is None or index < cut_after else -1


def draw_lines(segment: list[Point], baseline: int | None, *, screen: bool, hidden: bool) -> None:
    base = [row.value for row in segment][:baseline]
    values = [value for value in base if value is not None]
    ranges = [abs(after - before) for before, after in pairwise(base) if before is not None and after is not None]
    if not values:
        return
    mean = average(values)
    for row in segment:
        row.mean = mean
    if not ranges or hidden:
        return
    kept = [each for each in ranges if each < SCREENING_FACTOR * average(ranges)]
    reach = LIMIT_FACTOR * average(kept if screen and sum(kept) > 0 else ranges)
    for row in segment:
        row.lower, row.upper = mean - reach, mean + reach
        row.near_lower, row.near_upper = mean - reach * 2 / 3, mean + reach * 2 / 3


def average(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def side(row: Point) -> int:
    return 0 if row.value is None or row.mean is None else sign(row.value - row.mean)


def step(before: Point, after: Point) -> int:
    return 0 if before.value is None or after.value is None else sign(after.value - before.value)


def count_runs(rows: list[Point], *, trend_crosses: bool) -> None:
    for index, row in enumerate(rows):
        back = index
        while back >= 0 and side(row) != 0 and side(rows[back]) == side(row) and rows[back].stretch == row.stretch:
            row.side_run += side(row)
            back -= 1
        back = index
        while back >= 1 and (trend_crosses or rows[back - 1].segment == row.segment):
            direction = step(rows[back - 1], rows[back])
            if direction == 0 or direction != step(rows[index - 1], row):
                break
            row.rise_run += direction
            back -= 1
        row.rise_run += sign(Fraction(row.rise_run))


def flag_outside(rows: list[Point]) -> None:
    for row in rows:
        if row.value is not None and row.lower is not None and row.upper is not None:
            row.outside = 1 if row.value > row.upper else -1 if row.value < row.lower else 0


def windows(rows: list[Point], length: int) -> list[list[Point]]:
    return [rows[start : start + length] for start in range(len(rows) - length + 1)]


def flag_shift(rows: list[Point], points: int) -> None:
    for window in windows(rows, points):
        sides = {side(row) for row in window}
        if len(sides) == 1 and len({row.stretch for row in window}) == 1:
            for row in window:
                row.shift = row.shift or side(row)


def flag_trend(rows: list[Point], points: int, *, crosses: bool) -> None:
    for window in windows(rows, points):
        steps = {step(before, after) for before, after in pairwise(window)}
        if steps in ({1}, {-1}) and (crosses or window[0].segment == window[-1].segment):
            for row in window:
                row.trend = step(window[0], window[1])
                row.trends.add(row.trend)


def near(row: Point, *, count_outside: bool) -> bool:
    if row.value is None or row.near_lower is None or row.near_upper is None:
        return False
    return not row.near_lower <= row.value <= row.near_upper and (count_outside or not row.outside)


def flag_two_in_three(rows: list[Point], *, count_outside: bool) -> None:
    for window in windows(rows, 3):
        if len({(side(row), row.stretch) for row in window}) == 1:
            beyond = [row for row in window if near(row, count_outside=count_outside)]
            for row in beyond if len(beyond) >= 2 else []:
                row.two_in_three = side(row)


def colour(row: Point, direction: str, *, mdc: bool) -> str:
    trends = row.trends if mdc else {row.trend}
    present = ({row.outside, row.shift, row.two_in_three} | trends) - {0}
    if not present:
        return "common_cause"
    if direction == "neutral":
        return "special_cause_neutral_high" if 1 in present else "special_cause_neutral_low"
    good = 1 if direction == "increase" else -1
    if mdc:
        improves = good in present
    else:
        improves = next(flag for flag in (row.outside, row.trend, row.two_in_three, row.shift) if flag) == good
    return "special_cause_improvement" if improves else "special_cause_concern"


def variation(last: Point, direction: str) -> str:
    good, bad = ("high", "low") if direction == "increase" else ("low", "high")
    return {
        "common_cause": "common_cause",
        "special_cause_improvement": f"improvement_{good}",
        "special_cause_concern": f"concern_{bad}",
        "special_cause_neutral_high": "neutral_high",
        "special_cause_neutral_low": "neutral_low",
    }[last.point_type]


def assurance(last: Point, direction: str, target: Fraction | None, *, mdc: bool) -> str | None:
    if direction == "neutral" or target is None or last.lower is None or last.upper is None:
        return None
    good_limit, bad_limit = (last.lower, last.upper) if direction == "increase" else (last.upper, last.lower)
    towards = 1 if direction == "increase" else -1
    if (good_limit - target) * towards > 0 or (mdc and target == good_limit):
        return "pass"
    if (target - bad_limit) * towards > 0 or (mdc and target == bad_limit):
        return "fail"
    return "inconsistent"


def as_numbers(point: Point) -> dict[str, Any]:
    """Give the columns of a point as the engine names them, lines as floats."""
    lines = {
        name: None if line is None else float(line)
        for name in ("value", "mean", "lower", "upper", "near_lower", "near_upper")
        for line in [getattr(point, name)]
    }
    others = ("date", "segment", "outside", "shift", "trend", "two_in_three", "point_type", "side_run", "rise_run")
    return lines | {name: getattr(point, name) for name in others}
