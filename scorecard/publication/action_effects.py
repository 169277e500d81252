"""The figure that an action was to move, before and after the month in which it was done."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from scorecard.indicators.definition import RATIOS
from scorecard.months import add_months
from scorecard.publication.figures import ALL
from scorecard.publication.formats import format_figure
from scorecard.publication.opening import Generation
from scorecard.publication.series import read_totals_as_judged

MONTHS_COMPARED = 6
SINCE = {
    "special_cause_improvement": "better",
    "special_cause_concern": "worse",
    "special_cause_neutral_high": "higher",
    "special_cause_neutral_low": "lower",
}
_COMPARED = {
    "figure_of": pl.String,
    "before": pl.String,
    "months_before": pl.Int64,
    "after": pl.String,
    "months_after": pl.Int64,
    "since": pl.String,
}


class _Point(NamedTuple):
    report_month: date
    numerator: float | None
    denominator: float | None
    value: float | None
    state: str
    lower: float | None
    point_type: str


def compare_actions(generation: Generation, actions: pl.DataFrame, month: date) -> pl.DataFrame:
    """Give a row for each action: figure_of, before, months_before, after, months_after, since, as `read_actions` says.

    All null where an action is not done, or is linked to no indicator that is published.
    """
    indicators = actions["indicator"].drop_nulls().unique().to_list()
    linked = _read_linked(generation, indicators, month) if indicators else {}
    compared = [_compare(linked, action, month) for action in actions.iter_rows(named=True)]
    return pl.DataFrame(compared, schema=_COMPARED, orient="row")


def _read_linked(generation: Generation, indicators: list[str], month: date) -> dict[tuple[str, str], list[_Point]]:
    """Give the monthly totals of the indicators as judged at a month, oldest first, by indicator and agency."""
    totals = read_totals_as_judged(generation, indicators, month)
    points = totals.select("indicator", "agency_code", *_Point._fields)
    found: dict[tuple[str, str], list[_Point]] = {}
    for indicator, agency, *point in points.iter_rows():
        found.setdefault((indicator, agency), []).append(_Point(*point))
    return found


def _compare(linked: dict[tuple[str, str], list[_Point]], action: dict[str, Any], month: date) -> dict[str, Any]:
    """Compare the linked figure, the owner's where it has one in the month and else the partnership's."""
    if action["done_on"] is None or action["indicator_title"] is None:
        return dict.fromkeys(_COMPARED)
    of_agencies = {code: linked.get((action["indicator"], code), []) for code in (action["owner_agency"], ALL)}
    whose = next((code for code, points in of_agencies.items() if points and points[-1].report_month == month), None)
    if whose is None:
        return dict.fromkeys(_COMPARED)
    points, done_in = of_agencies[whose], action["done_on"].replace(day=1)
    known = [point for point in points if point.state == "reported" and point.value is not None]
    first, last = add_months(done_in, -MONTHS_COMPARED), add_months(done_in, MONTHS_COMPARED)
    before = [point for point in known if first <= point.report_month < done_in]
    after = [point for point in known if done_in < point.report_month <= last]
    return {
        "figure_of": whose,
        "before": _average(before, action["unit"]),
        "months_before": len(before),
        "after": _average(after, action["unit"]),
        "months_after": len(after),
        "since": _judge_since([point for point in points if point.value is not None], done_in),
    }


def _average(known: Sequence[_Point], unit: Any) -> str | None:
    """Write the average month: a share or rate is added up from its parts, never averaged."""
    if not known:
        return None
    if unit in RATIOS:
        part = float(sum(point.numerator or 0 for point in known))
        whole = float(sum(point.denominator or 0 for point in known))
        return format_figure(part * 100 / whole, unit, part, whole)
    return format_figure(sum(point.value or 0 for point in known) / len(known), unit)


def _judge_since(points: Sequence[_Point], done_in: date) -> str:
    """Say what the signals of the months after say: the newest flagged run counts, and when it began."""
    if not any(point.report_month > done_in for point in points):
        return "too_soon"
    if all(point.lower is None for point in points):
        return "too_few"
    kinds = [point.point_type for point in points]
    flagged = [place for place, kind in enumerate(kinds) if kind in SINCE and points[place].report_month > done_in]
    if not flagged:
        return "none"
    first = flagged[-1]
    while first > 0 and kinds[first - 1] == kinds[first]:
        first -= 1
    return SINCE[kinds[first]] if points[first].report_month > done_in else "begun_before"
