"""Whom an indicator's figures can be about, and the categories that each of them has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scorecard.dashboard.selection import EVERYTHING
from scorecard.publication.reader import Generation, name_agencies, read_subjects

TOTAL = "total"


@dataclass(frozen=True)
class Category:
    """One category, or the total, as a choice."""

    label: str
    breakdown: str | None = None


@dataclass(frozen=True)
class Subject:
    """An agency or the whole partnership, and its categories by code; the total, where there is one, stands first."""

    name: str
    categories: dict[str, Category]


@dataclass(frozen=True)
class Chosen:
    """The indicator, whom the figure is about, which category of it if not the total, and when."""

    indicator: str
    agency: str
    agency_name: str
    breakdown: str | None
    category: str | None
    label: str | None
    month: date
    period: str


@lru_cache(maxsize=512)
def list_subjects(generation: Generation, indicator: str) -> Mapping[str, Subject]:
    """List an indicator's subjects by agency code, the whole partnership first."""
    names = {EVERYTHING: "All agencies", **name_agencies(generation)}
    found: dict[str, Subject] = {}
    rows = read_subjects(generation, indicator).select("agency_code", "breakdown", "category", "label")
    for agency, breakdown, category, label in rows.iter_rows():
        subject = found.setdefault(agency, Subject(names.get(agency, agency), {}))
        if category is None:
            subject.categories[TOTAL] = Category("Total")
        else:
            subject.categories[category] = Category(label, breakdown)
    return found


def choose_subject(indicator: str, agency: str, subject: Subject, code: str, month: date, period: str) -> Chosen:
    """Say what is shown once a subject and one of its categories, by its code, are chosen."""
    category = subject.categories[code]
    if code == TOTAL:
        return Chosen(indicator, agency, subject.name, None, None, None, month, period)
    return Chosen(indicator, agency, subject.name, category.breakdown, code, category.label, month, period)
