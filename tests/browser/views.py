"""Lists what can be asked for of a published home: every page with every one of its choices, and every file."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import cycle
from pathlib import Path

from scorecard.access.roles import READING
from scorecard.dashboard.indicator_subjects import list_subjects
from scorecard.exports.files import FORMATS
from scorecard.exports.registry import all_exports
from scorecard.months import write_month
from scorecard.publication import actions, choosing
from scorecard.publication.periods import PERIODS
from scorecard.publication.reader import (
    Generation,
    name_agencies,
    name_indicators,
    name_themes,
    open_generation,
    read_about,
    read_every_theme,
)

View = tuple[str, str]
SCREENS_OF_MEETING = 10
OTHER_PAGES = ("returns", "access_log")


def list_views(published: Path, audience: str) -> list[View]:
    """List pages with the query of each view: one choice after another, over the newest month and the one before."""
    generation = open_generation(published, audience)
    return [
        *((page, query) for page in sorted({*READING, *OTHER_PAGES}) for query in _list_times(generation)),
        *_list_of_month(generation),
        *_list_of_indicators(generation),
        *_list_of_learning(generation),
        *_list_of_meeting(generation),
        *(("returns", f"agency={code}&of={_before(generation)}") for code in name_agencies(generation)),
        ("definitions", "find=concerns"),
        ("versions", "from=1&to=2"),
        *((page, "version=1") for page in sorted(READING)),
    ]


def list_files(published: Path, audience: str) -> Iterator[str]:
    """List the addresses of every export, one choice after another in turn in each format, and of other files."""
    generation = open_generation(published, audience)
    for name, export in all_exports().items():
        queries = {"", "version=1"}
        for option, list_values in export.options.items():
            queries |= {f"{option}={value}" for value in list_values(generation) if value}
        for query, style in zip(sorted(queries), cycle(FORMATS), strict=False):
            yield f"/export/{name}.{style}?{query}"
    for query in ("", "version=1", f"month={_before(generation)}", *_each("agency", name_agencies(generation))):
        yield f"/export/meeting_notes.txt?{query}"
    yield "/export/access_log.csv"


def _before(generation: Generation) -> str:
    newest = read_about(generation).reporting_month
    return write_month(date(newest.year - (newest.month == 1), (newest.month - 2) % 12 + 1, 1))


def _list_times(generation: Generation) -> Iterator[str]:
    for month in ("", f"month={_before(generation)}"):
        yield from (f"{month}&period={period}" for period in PERIODS)


def _each(name: str, values: Iterable[str]) -> list[str]:
    return [f"{name}={value}" for value in values]


def _list_of_month(generation: Generation) -> Iterator[View]:
    agencies, themes = _each("agency", name_agencies(generation)), _each("theme", name_themes(generation))
    for query in [*agencies, *themes, *_each("show", choosing.SHOWN)]:
        yield "this_month", query
    for query in _each("only", [choosing.RESTATED, *choosing.list_places()]):
        yield "this_month", query
    for query in agencies:
        yield from (("agency", f"{query}&period={period}") for period in PERIODS)
        yield from ((page, query) for page in ("referrals", "themes"))
    yield from (("themes", query) for query in _each("theme", read_every_theme(generation)["code"]))


def _list_of_indicators(generation: Generation) -> Iterator[View]:
    for indicator in name_indicators(generation):
        for agency, subject in list_subjects(generation, indicator).items():
            for category in subject.categories:
                yield "indicator", f"indicator={indicator}&agency={agency}&category={category}"
            yield "indicator", f"indicator={indicator}&agency={agency}&as=table"
        for query in ("period=year", f"month={_before(generation)}&period=rolling12"):
            yield "indicator", f"indicator={indicator}&{query}"


def _list_of_learning(generation: Generation) -> Iterator[View]:
    for query in [*_each("state", actions.list_states()), *_each("source", actions.list_sources(generation))]:
        yield "learning", query
    for query in [*_each("agency", name_agencies(generation)), *_each("theme", name_themes(generation))]:
        yield "learning", query


def _list_of_meeting(generation: Generation) -> Iterator[View]:
    for at in range(SCREENS_OF_MEETING):
        yield "meeting", f"at={at}&aid=on"
        yield "meeting", f"at={at}&show=chart&month={_before(generation)}"
    yield from (("meeting", f"{query}&at=1") for query in _each("agency", name_agencies(generation)))
