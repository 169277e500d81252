"""What an attacker finds in a published file: the figures as shown, counts rebuilt from them, and how they add up."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from scorecard.disclosure.attack import Attacker, Fact, fact_of_window, facts_of_cumulative
from scorecard.disclosure.model import SLACK, Identity, Whole, components, identity_matrix
from scorecard.publication.reader import Generation

FIGURES = """
select figure.*, indicator.unit, indicator.kind, indicator.scorecard
from figure
inner join indicator using (indicator)
where indicator.protected
order by all
"""
MONTHS_BEFORE: dict[str, Callable[[date], int]] = {
    "month": lambda month: 0,
    "quarter": lambda month: (month.month - 1) % 3,
    "year": lambda month: (month.month - 4) % 12,
    "rolling12": lambda month: 11,
}
NOT_THERE = ("late", "not_due", "not_collected")
ENOUGH_TO_BE_ONE = 100
Place = tuple[str, str, str, str]


@dataclass(frozen=True)
class Window:
    """A number shown: a series, its first and last month by their places, and the sum it is shown with."""

    series: str
    first: int
    last: int
    shown: int


def read_protected(generation: Generation) -> pl.DataFrame:
    """Give every figure of a protected indicator, with its unit and kind."""
    return generation.ask(FIGURES)


def first_of(period: str, last: int, month: date) -> int:
    """Give the place of a window's first month; a financial year begins in April."""
    return max(0, last - MONTHS_BEFORE[period](month))


def series_of(row: dict[str, Any], part: str) -> str:
    return "/".join([*(row[name] or "" for name in ("indicator", "agency_code", "breakdown", "category")), part])


def place_of(series: str) -> tuple[Place, str]:
    indicator, agency, breakdown, category, part = series.split("/")
    return (indicator, agency, breakdown, category), part


def windows_of(figures: pl.DataFrame) -> Iterator[Window]:
    """List every number shown. A count that is “under 5” is nothing, and so is one whose return is missing."""
    place = {month: number for number, month in enumerate(sorted(figures["report_month"].unique()))}
    for row in figures.iter_rows(named=True):
        last = place[row["report_month"]]
        first = first_of(row["period"], last, row["report_month"])
        is_share = row["unit"] == "percent"
        if row["numerator"] is not None:
            yield Window(series_of(row, "n"), first, last, round(row["numerator"]))
        elif (row["state"] == "low" and not is_share) or row["state"] in NOT_THERE:
            yield Window(series_of(row, "n"), first, last, 0)
        if row["denominator"] is not None:
            yield Window(series_of(row, "d"), first, last, round(row["denominator"]))


def too_few(figures: pl.DataFrame) -> Iterator[str]:
    """List the series of shares that are there and of which a window is not shown; they still make up a total."""
    listed = figures.filter(pl.col("state") == "low", pl.col("unit") == "percent")
    for row in listed.select("indicator", "agency_code", "breakdown", "category").unique().iter_rows(named=True):
        yield from (series_of(row, part) for part in ("n", "d"))


def rebuild(windows: Iterable[Window], months: int) -> dict[str, Whole]:
    """Work out the shown count of every month, one unknown at a time; series that do not come out are left out."""
    of_series: dict[str, list[Window]] = defaultdict(list)
    for window in windows:
        of_series[window.series].append(window)
    found = {}
    for series, shown in of_series.items():
        counts: list[int | None] = [None] * months
        waiting = sorted(set(shown), key=lambda window: window.last - window.first)
        while waiting:
            left = []
            for window in waiting:
                inside = range(window.first, window.last + 1)
                unknown = [month for month in inside if counts[month] is None]
                if len(unknown) == 1:
                    counts[unknown[0]] = window.shown - sum(counts[month] or 0 for month in inside)
                elif unknown:
                    left.append(window)
                else:
                    assert sum(counts[month] or 0 for month in inside) == window.shown, window
            if len(left) == len(waiting):
                break
            waiting = left
        if None not in counts:
            found[series] = np.array(counts, dtype=np.int64)
    return found


def identities_of(figures: pl.DataFrame, monthly: dict[str, Whole], named: Iterable[str]) -> list[Identity]:
    """Say what holds by the definitions: agencies make up all, a numerator is part of its denominator, and more.

    Categories make up the total where they do as shown, and large series that are shown alike are taken as one.
    """
    names = set(named)
    summed = set(figures.filter(pl.col("scorecard") == "total")["indicator"])
    over_agencies: dict[str, list[str]] = defaultdict(list)
    over_categories: dict[tuple[str, str], list[str]] = defaultdict(list)
    found = []
    for series in sorted(names):
        (indicator, agency, breakdown, category), part = place_of(series)
        of_all = "/".join((indicator, "all", breakdown, category, part))
        if agency != "all" and indicator in summed and of_all in names:
            over_agencies[of_all].append(series)
        total = "/".join((indicator, agency, "", "", part))
        if breakdown and total in monthly and series in monthly:
            over_categories[total, breakdown].append(series)
        whole = f"{series[:-1]}d"
        if part == "n" and whole in names and not _exceeds(monthly.get(series), monthly.get(whole)):
            found.append(Identity(whole, (series, f"{series} rest")))
    found += [Identity(total, tuple(parts)) for total, parts in over_agencies.items()]
    for (total, _), parts in over_categories.items():
        if np.array_equal(monthly[total], sum(monthly[part] for part in parts)):
            found.append(Identity(total, tuple(parts)))
    alike: dict[tuple[str, bytes], str] = {}
    for series, counts in monthly.items():
        if counts.sum() >= ENOUGH_TO_BE_ONE:
            same = alike.setdefault((place_of(series)[0][1], counts.tobytes()), series)
            if same != series:
                found.append(Identity(same, (series,)))
    return found


def _exceeds(inner: Whole | None, outer: Whole | None) -> bool:
    return inner is not None and outer is not None and bool((inner > outer).any())


class Shown:
    """Everything shown of flows, or of one month end's levels, ready to be audited and attacked."""

    def __init__(self, figures: pl.DataFrame) -> None:
        self.months = figures["report_month"].n_unique()
        self.windows = sorted(set(windows_of(figures)), key=lambda each: (each.series, each.first, each.last))
        self.monthly = rebuild(self.windows, self.months)
        named = {window.series for window in self.windows} | set(too_few(figures))
        self.identities = identities_of(figures, self.monthly, named)
        keys = dict.fromkeys(named) | dict.fromkeys(
            key for each in self.identities for key in (each.total, *each.parts)
        )
        self.keys = sorted(keys)
        self.component = dict(zip(self.keys, components(identity_matrix(self.keys, self.identities)), strict=True))

    @property
    def cumulative(self) -> dict[str, list[int]]:
        """The shown cumulative counts of every series that can be rebuilt."""
        return {series: counts.cumsum().tolist() for series, counts in self.monthly.items()}

    def sizes(self) -> dict[int, int]:
        """Give the number of series in each component."""
        found: dict[int, int] = defaultdict(int)
        for number in self.component.values():
            found[number] += 1
        return found

    def attacker(self, component: int, more: Iterable[Fact] = (), *, slack: int = SLACK) -> Attacker:
        """Set an attacker on one component: sums from the first month on are within the slack of the truth.

        Other windows are the difference of two of them, and so within twice the slack.
        """
        keys = [key for key in self.keys if self.component[key] == component]
        inside = set(keys)
        facts = facts_of_cumulative({key: each for key, each in self.cumulative.items() if key in inside}, slack=slack)
        for window in self.windows:
            if window.series in inside and window.series not in self.monthly:
                off = slack if window.first == 0 else 2 * slack
                facts.append(fact_of_window(window.series, window.first, window.last, window.shown, slack=off))
        identities = [each for each in self.identities if each.total in inside]
        return Attacker(keys, self.months, identities, [*facts, *more])
