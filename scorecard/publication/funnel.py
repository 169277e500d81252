"""The funnel of one kind of care as a plain description: its providers, the limits for each size, and the words."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

import polars as pl

from scorecard.feeds.code_lists import labels
from scorecard.publication.formats import format_number, format_value
from scorecard.publication.opening import Generation
from scorecard.publication.providers import read_providers

OUTSIDE_WORDS = {"above": "Above: look", "below": "Below: look", None: "Inside"}
"""The words for where a provider lies beside the limits of 99.8%; neither side is good or bad."""


@dataclass(frozen=True)
class Limits:
    """The limits at one size, as concerns for 100 places a month."""

    places: float
    lower_998: float
    lower_95: float
    upper_95: float
    upper_998: float


@dataclass(frozen=True)
class Provider:
    """One provider under its code: its places of a month, its concerns, and those for 100 places a month.

    Limits are None where no provider of its kind had a concern.
    """

    code: str
    concerns: int
    places: float
    rate: float
    limits: Limits | None
    outside: Literal["above", "below"] | None


@dataclass(frozen=True)
class Funnel:
    """The providers of one kind of care that one agency sent, their rate together, and the curves of the limits."""

    title: str
    rate: float
    providers: tuple[Provider, ...]
    curves: tuple[Limits, ...]

    @property
    def outside(self) -> tuple[Provider, ...]:
        """Give the providers outside the limits of 99.8%."""
        return tuple(provider for provider in self.providers if provider.outside is not None)


def read_funnels(generation: Generation, agency: str, kind: str | None, month: date, period: str) -> tuple[Funnel, ...]:
    """Give a funnel for each kind of care, or for one, in the order of their list; none where there is no provider."""
    rows = read_providers(generation, agency, month, period)
    if kind is not None:
        rows = rows.filter(pl.col("care_kind") == kind)
    grouped = groupby(rows.iter_rows(named=True), key=lambda row: (row["care_kind"], row["agency_code"]))
    names = labels("care_kind")
    return tuple(_make_funnel(names[kind_of_care], list(own)) for (kind_of_care, _), own in grouped)


def _make_funnel(title: str, rows: list[dict[str, Any]]) -> Funnel:
    providers = tuple(
        Provider(
            code=row["provider_code"],
            concerns=row["concerns"],
            places=row["places"],
            rate=row["rate"],
            limits=_limits(row),
            outside=row["outside"],
        )
        for row in rows
        if row["provider_code"] is not None
    )
    curves = [limits for row in rows if (limits := _limits(row)) is not None]
    return Funnel(title, rows[0]["rate_of_kind"], providers, tuple(sorted(curves, key=lambda limits: limits.places)))


def _limits(row: dict[str, Any]) -> Limits | None:
    if row["upper_998"] is None:
        return None
    return Limits(**{name: row[name] for name in ("places", "lower_998", "lower_95", "upper_95", "upper_998")})


def describe_funnel(funnel: Funnel) -> str:
    """Word the text alternative of a funnel."""
    sizes = sorted(provider.places for provider in funnel.providers)
    spread = f"{format_number(sizes[0])} to {format_number(sizes[-1])}" if len(sizes) > 1 else format_number(sizes[0])
    together = f"together {format_value(funnel.rate, 'rate')} concerns for 100 places a month"
    sentences = [f"{funnel.title}: {count_providers(len(sizes))} with {spread} places, {together}"]
    sentences += [
        f"{provider.code} is {provider.outside} the limits of 99.8%, {span}: {format_value(provider.rate, 'rate')}"
        for provider in funnel.outside
        if (span := _write_own_span(provider))
    ]
    sentences += [] if funnel.outside else ["None is outside the limits of 99.8%"]
    return " ".join(f"{sentence}." for sentence in sentences)


def count_providers(number: int) -> str:
    """Write how many providers there are."""
    return "1 provider" if number == 1 else f"{format_number(number)} providers"


def write_span(lower: float, upper: float) -> str:
    """Write two limits, such as “0.4 to 7.6”."""
    return f"{format_value(lower, 'rate')} to {format_value(upper, 'rate')}"


def _write_own_span(provider: Provider) -> str:
    return "" if provider.limits is None else write_span(provider.limits.lower_998, provider.limits.upper_998)
