"""What the reader may choose to see of a theme, and the names of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from scorecard.dashboard.frame import Opened
from scorecard.publication.reader import list_grades, list_partners, read_every_theme


@dataclass(frozen=True)
class ThemeChoice:
    """What the reader chose to see of a theme; `agency` may be everything."""

    theme: str
    agency: str
    month: date
    period: str


@lru_cache(maxsize=64)
def name_every_theme(opened: Opened) -> Mapping[str, str]:
    """Give the name of each theme by its code, those without any figure as well."""
    return MappingProxyType(dict(read_every_theme(opened.generation).select("code", "name").iter_rows()))


@lru_cache(maxsize=512)
def name_partners(opened: Opened, month: date) -> Mapping[str, str]:
    """Give the short name of each agency of a month by its code, in pathway order."""
    return MappingProxyType({each.code: each.short_name for each in list_partners(opened.generation, month)})


def name_grades(opened: Opened, choice: ThemeChoice) -> Mapping[str, str]:
    """Give the grades of the theme's audits by their code; none where there are no such audits."""
    return list_grades(opened.generation, choice.month, choice.period, choice.theme, choice.agency)
