"""A partnership of invented people, its exact figures, and what an attacker learns from those a board is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from scorecard.disclosure.attack import Attacker, Fact
from scorecard.disclosure.model import Identity
from scorecard.indicators.definition import Definition
from scorecard.indicators.rollup import months_of_periods
from scorecard.months import add_months
from scorecard.publication.figures import make_figures

FIRST = date(2023, 4, 1)
AGENCIES = ("asc", "elft")
CATEGORIES = ("neglect", "financial", "physical")
SECRET = b"a secret that only tests may know"
ROWS: dict[str, Any] = {
    "agency_code": pl.String,
    "report_month": pl.Date,
    "breakdown": pl.String,
    "category": pl.String,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
}


def define(name: str, unit: str, **more: Any) -> Definition:
    return Definition.model_validate(
        {
            "name": name,
            "code": f"TST-{len(name)}",
            "title": name.capitalize(),
            "section": "Referrals",
            "order": 1,
            "themes": ("prevention",),
            "question": "How many?",
            "definition": "One row per agency.",
            "numerator": "Those that count",
            "denominator": "All" if unit == "percent" else None,
            "unit": unit,
            "kind": "flow",
            "direction": "neutral",
            "feeds": ("concerns",),
            "source": "Invented",
            "caveat": "Invented.",
            "rising": "More",
            "falling": "Fewer",
        }
        | more
    )


DEFINITIONS = {
    "concerns": define("concerns", "count"),
    "enquiries": define("enquiries", "percent"),
    "harms": define("harms", "percent"),
}


@dataclass(frozen=True)
class Person:
    """One concern: when, whose and what, whether it became an enquiry, and whether harm was found in it."""

    month: date
    agency: str
    category: str
    is_enquiry: bool
    is_harm: bool


def invent_people(chance: np.random.Generator, months: int) -> list[Person]:
    # Each category and agency occurs from the first month on, as on the page, which lists those that have occurred.
    people = [Person(FIRST, agency, category, False, False) for agency in AGENCIES for category in CATEGORIES]
    for step in range(months):
        for _ in range(chance.poisson(chance.choice([3, 9, 30]))):
            is_enquiry = bool(chance.random() < 0.4)
            people.append(
                Person(
                    add_months(FIRST, step),
                    str(chance.choice(AGENCIES, p=[0.8, 0.2])),
                    str(chance.choice(CATEGORIES, p=[0.7, 0.25, 0.05])),
                    is_enquiry,
                    is_enquiry and bool(chance.random() < 0.5),
                )
            )
    return people


def list_months(months: int) -> pl.Series:
    return pl.Series("report_month", [add_months(FIRST, step) for step in range(months)], dtype=pl.Date)


def figures_of(people: list[Person], months: int) -> pl.DataFrame:
    """Make the exact figures that are known once so many months are over."""
    known = list_months(months)
    states = pl.DataFrame({"agency_code": AGENCIES}).join(pl.DataFrame({"report_month": known}), how="cross")
    states = states.with_columns(state=pl.lit("reported"))
    members = months_of_periods(known)
    seen = [person for person in people if person.month <= known[-1]]
    return pl.concat(
        make_figures(definition, _rows(name, seen), states, members) for name, definition in DEFINITIONS.items()
    ).filter(pl.col("report_month") <= known[-1])


def _rows(name: str, people: list[Person]) -> pl.DataFrame:
    counted: dict[tuple[Any, ...], list[int]] = {}
    for person in people:
        keys: list[tuple[Any, ...]] = [(person.agency, person.month, None, None)]
        if name == "concerns":
            keys.append((person.agency, person.month, "kind", person.category))
        counts = {"concerns": True, "enquiries": person.is_enquiry, "harms": person.is_harm}[name]
        for key in keys:
            parts = counted.setdefault(key, [0, 0])
            parts[0] += counts
            parts[1] += 1
    rows = [(*key, part, None if name == "concerns" else whole) for key, (part, whole) in counted.items()]
    return pl.DataFrame(rows, schema=ROWS, orient="row")


def truth(people: list[Person], key: str, month: date) -> int:
    """Count the people of a series the attacker is after."""
    name, agency, category = key.split("/")
    return sum(
        person.month == month
        and agency in ("all", person.agency)
        and category in ("", person.category)
        and {"concerns": True, "enquiries": person.is_enquiry, "harms": person.is_harm}[name]
        for person in people
    )


def attack(board: pl.DataFrame, months: int, *, slack: int = 4, own: Sequence[Fact] = ()) -> Attacker:
    """Set an attacker on everything a board is shown: every count of every period, and how people are counted.

    A count and the two counts of months that it is the difference of are each within 4 of the truth; what is “under 5”
    was rounded to nothing. `own` is what an attacker knows beside that, such as an agency its own return.
    """
    keys = [f"{name}/{agency}/" for name in DEFINITIONS for agency in ("all", *AGENCIES)]
    keys += [f"concerns/all/{category}" for category in CATEGORIES]
    rests = [f"{name}/{agency}/rest" for name in ("enquiries", "harms") for agency in ("all", *AGENCIES)]
    identities = [Identity(f"{name}/all/", tuple(f"{name}/{each}/" for each in AGENCIES)) for name in DEFINITIONS]
    identities.append(Identity("concerns/all/", tuple(f"concerns/all/{category}" for category in CATEGORIES)))
    inner = [f"concerns/{agency}/{category}" for agency in AGENCIES for category in CATEGORIES] if own else []
    for agency in AGENCIES if own else ():
        identities.append(Identity(f"concerns/{agency}/", tuple(f"concerns/{agency}/{each}" for each in CATEGORIES)))
    for category in CATEGORIES if own else ():
        identities.append(
            Identity(f"concerns/all/{category}", tuple(f"concerns/{each}/{category}" for each in AGENCIES))
        )
    for agency in ("all", *AGENCIES):
        identities.append(Identity(f"concerns/{agency}/", (f"enquiries/{agency}/", f"enquiries/{agency}/rest")))
        identities.append(Identity(f"enquiries/{agency}/", (f"harms/{agency}/", f"harms/{agency}/rest")))
    return Attacker([*keys, *inner, *rests], months, identities, [*facts_of_board(board, months, slack), *own])


def own_return(people: list[Person], agency: str, months: int) -> list[Fact]:
    """Give what an agency knows of itself: every count of its own, exactly."""
    keys = [f"{name}/{agency}/" for name in DEFINITIONS] + [f"concerns/{agency}/{each}" for each in CATEGORIES]
    return [
        _fact(key, place, place, truth(people, key, month), 0)
        for key in keys
        for place, month in enumerate(list_months(months))
    ]


def facts_of_board(board: pl.DataFrame, months: int, one: int = 4) -> Iterator[Fact]:
    """Give every count of every period that a board is shown, each with how far it may be from the truth."""
    number = {month: place for place, month in enumerate(list_months(months))}
    members = months_of_periods(list_months(months)).filter(pl.col("month") >= FIRST)
    first = {
        (period, month): start
        for period, month, start in members.group_by("period", "report_month").agg(pl.col("month").min()).iter_rows()
    }
    for row in board.iter_rows(named=True):
        key = f"{row['indicator']}/{row['agency_code']}/{row['category'] or ''}"
        start, end = number[first[row["period"], row["report_month"]]], number[row["report_month"]]
        slack = one if start == 0 else 2 * one
        if row["state"] == "low" and row["indicator"] == "concerns":
            yield _fact(key, start, end, 0, slack)
        elif row["state"] == "reported" and row["numerator"] is not None:
            yield _fact(key, start, end, row["numerator"], slack)
            if row["denominator"] is not None:
                yield _fact(f"concerns/{row['agency_code']}/", start, end, row["denominator"], slack)


def _fact(key: str, start: int, end: int, value: float, slack: int) -> Fact:
    return Fact({(key, month): 1 for month in range(start, end + 1)}, value - slack, value + slack)
