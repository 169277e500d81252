"""What an export is: a table made from a published generation for choices that are read from an address."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from scorecard.errors import ScorecardError, UnknownName
from scorecard.months import parse_month
from scorecard.publication.figures import ALL
from scorecard.publication.reader import Generation

Options = Callable[[Generation], Collection[str]]
"""Gives the values that a choice may have; the first is taken where the address names none."""


class BadChoices(ScorecardError):
    """The choices in an address cannot be used."""


@dataclass(frozen=True)
class Choices:
    """What the reader chose; an export looks at those that it takes."""

    month: date
    period: str = "month"
    agency: str = ALL
    theme: str = ALL
    show: str = "all"
    only: str = ""
    state: str = ALL
    source: str = ALL
    grade: str = ""


@dataclass(frozen=True)
class Export:
    """One table to take away: its title, the page it stands on, the choices it takes, and how it is made.

    `make` is a pure function; columns are named as a reader sees them, marks as `marks.name_mark` names them. The
    export's name, which is its file's name too, is that of its module: neutral, whatever the figures are.
    """

    title: str
    page: str
    options: Mapping[str, Options]
    make: Callable[[Generation, Choices], pl.DataFrame]


def read_choices(options: Mapping[str, Options], generation: Generation, query: Iterable[tuple[str, str]]) -> Choices:
    """Read the choices of an address; raises BadChoices for one that the export does not take, or given twice."""
    given: dict[str, str] = {}
    try:
        for name, value in query:
            if name not in options:
                raise UnknownName("choice of this export", name[:80], options)
            if name in given:
                raise BadChoices(f"The choice “{name}” is given twice. Give it once.")
            given[name] = value
        chosen = {
            name: _choose(name, given.get(name), list_values(generation)) for name, list_values in options.items()
        }
    except UnknownName as error:
        raise BadChoices(str(error)) from error
    return Choices(month=parse_month(chosen.pop("month")), **chosen)


def _choose(name: str, value: str | None, options: Collection[str]) -> str:
    if not options:
        raise BadChoices(f"These figures have no {name} yet, so there is nothing to choose from.")
    if value is None:
        return next(iter(options))
    if value not in options:
        raise UnknownName(name, value[:80], [option for option in options if option])
    return value
