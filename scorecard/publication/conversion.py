"""Conversion by each of its counting rules, what lies between them, and what may stand beside one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import polars as pl

from scorecard.publication.chart import ChartEvent
from scorecard.publication.figures import ALL
from scorecard.publication.opening import Generation
from scorecard.publication.row_reader import read_indicators, read_row
from scorecard.publication.series import read_series

LOCAL_RULE = "conversion_section_42_only"
WITH_MASH = "conversion_with_mash_enquiries"
NATIONAL_RULE = "conversion_national_rule"
ALL_STAGES = "conversion_section_42_all_stages"
BY_MONTH_OF_CONCERN = "conversion_by_month_of_concern"
RULES = (LOCAL_RULE, WITH_MASH, NATIONAL_RULE, ALL_STAGES, BY_MONTH_OF_CONCERN)
"""The rates out of concerns, which can stand on one scale; the family has others, out of something else."""
SHOWN_MONTHS = 24
_UNDECIDED = ("decision_state", "awaiting_decision")
_COUNTED = ("reported", "partial")


@dataclass(frozen=True, eq=False)
class Counted:
    """A figure of the period as the scorecard has it, and up to 24 months until then, oldest first."""

    row: Mapping[str, Any]
    months: pl.DataFrame


@dataclass(frozen=True, eq=False)
class Rule(Counted):
    """One counting rule: what its head says, and what it gives."""

    definition: Mapping[str, Any]


@dataclass(frozen=True)
class Parts:
    """The counts that the rules are made of, all of one period."""

    section_42: float
    mash: float
    other: float
    concerns: float


@dataclass(frozen=True)
class Official:
    """The newest published rate of an area on the national rule: a percentage, its counts as printed, its source."""

    area: str
    year: str
    value: float
    numerator: str | None
    denominator: str | None
    source: str
    note: str | None


@dataclass(frozen=True, eq=False)
class Conversion:
    """The whole family for one month and period: rules by name in their order, and what belongs beside them.

    `related` are the rates of the family that are not out of concerns.
    `parts` is None where the rules cannot be put together: a figure is missing, or they count different concerns.
    `undecided` are the concerns of the rule by month of concern that nobody has decided yet.
    """

    rules: Mapping[str, Rule]
    related: Mapping[str, Rule]
    undecided: Counted | None
    parts: Parts | None
    official: tuple[Official, ...]
    changes: tuple[ChartEvent, ...]


@lru_cache(maxsize=256)
def read_conversion(generation: Generation, month: date, period: str) -> Conversion:
    """Give every rule of conversion for the whole partnership, with the steps between them."""
    found = read_indicators(generation).filter(pl.col("family") == "conversion")
    family: dict[str, Rule] = {}
    for definition in found.iter_rows(named=True):
        name = str(definition["indicator"])
        counted = _count(generation, name, month, period)
        if counted is not None:
            family[name] = Rule(counted.row, counted.months, definition)
    rules = {name: family.pop(name) for name in RULES if name in family}
    return Conversion(
        rules,
        family,
        _count(generation, BY_MONTH_OF_CONCERN, month, period, *_UNDECIDED),
        _take_apart(rules),
        tuple(_list_official(generation, month)),
        tuple(_list_changes(generation, rules | family)),
    )


def _count(
    generation: Generation,
    indicator: str,
    month: date,
    period: str,
    breakdown: str | None = None,
    category: str | None = None,
) -> Counted | None:
    row = read_row(generation, indicator, ALL, breakdown, category, month, period)
    if row.is_empty():
        return None
    months = read_series(generation, indicator, ALL, breakdown, category, month)
    return Counted(row.row(0, named=True), months.tail(SHOWN_MONTHS))


def _take_apart(rules: Mapping[str, Rule]) -> Parts | None:
    """Take the rules apart into the enquiries that each adds to those of section 42."""
    needed = [rules[name].row for name in (LOCAL_RULE, WITH_MASH, NATIONAL_RULE) if name in rules]
    if len(needed) < 3 or any(row["state"] not in _COUNTED or row["value"] is None for row in needed):
        return None
    local, with_mash, national = (float(row["numerator"]) for row in needed)
    concerns = {float(row["denominator"]) for row in needed}
    if len(concerns) > 1 or min(with_mash, national) < local:
        return None
    return Parts(local, with_mash - local, national - local, concerns.pop())


def _list_official(generation: Generation, month: date) -> Iterator[Official]:
    """List the newest rate of each area whose year had begun by the month, England first."""
    newest = generation.ask(
        """
        select area, replace(year, '-', '/') as year, try_cast(value as double) as value,
            numerator, denominator, source, note
        from comparator
        where
            indicator = $indicator and unit = 'percent' and "use" = 'comparator'
            and try_cast(value as double) is not null
            and make_date(try_cast(left(year, 4) as integer), 4, 1) <= $month::date
        qualify row_number() over (partition by area order by year desc) = 1
        order by area <> 'England', area
        """,
        indicator=NATIONAL_RULE,
        month=month,
    )
    for row in newest.iter_rows(named=True):
        yield Official(**row)


def _list_changes(generation: Generation, rules: Mapping[str, Rule]) -> list[ChartEvent]:
    """List the changed rules that concern the family, past and announced: events, and dates in the rules' heads."""
    found = [
        ChartEvent(row["date"], row["title"], "rule_change")
        for row in _ask_rule_changes(generation).iter_rows(named=True)
        if row["themes"] is None or set(row["themes"].split(";")) & _themes(rules)
    ]
    for rule in rules.values():
        title, since, until = (rule.definition[name] for name in ("title", "since", "until"))
        if since is not None:
            found.append(ChartEvent(since, f"{title}: counted from here", "rule_change"))
        if until is not None:
            found.append(ChartEvent(until + timedelta(days=1), f"{title}: counted no more", "rule_change"))
    return sorted(found, key=lambda change: (change.date, change.title))


@lru_cache(maxsize=3)
def _ask_rule_changes(generation: Generation) -> pl.DataFrame:
    """Ask for the changes of rule of agencies whose cases conversion counts, or of all."""
    return generation.ask(
        """
        select "date", title, themes
        from event
        where
            kind = 'rule_change'
            and (agency is null or agency in (select agency_code from figure where indicator = $indicator))
        """,
        indicator=LOCAL_RULE,
    )


def _themes(rules: Mapping[str, Rule]) -> set[str]:
    return {theme for rule in rules.values() for theme in rule.definition["themes"]}
