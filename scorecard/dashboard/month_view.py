"""The overview as it stands for one choice, written once and kept for the next reader who chooses the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import count

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import scorecard_table
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.downloads import announce, write_downloads
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.keeping import Kept, keep_pieces
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.overview import (
    AGAINST,
    CHANGES,
    count_changes,
    write_findings,
    write_glance,
    write_headline,
    write_key,
    write_restated,
)
from scorecard.dashboard.row_words import Row
from scorecard.dashboard.scorecard_table import RowKey, name_rows, write_scorecard
from scorecard.dashboard.selection import EVERYTHING
from scorecard.indicators.variation import choose_rules
from scorecard.months import write_month
from scorecard.publication.choosing import RESTATED, Mark, is_exception, is_kept, is_place, mark_rows, was_worse
from scorecard.publication.periods import name_period
from scorecard.publication.reader import name_agencies, name_themes, read_findings, read_scorecard


@dataclass(frozen=True)
class Choice:
    """What the reader chose to see."""

    month: date
    period: str
    view: str
    theme: str


@dataclass(frozen=True)
class Top:
    """The page down to the scorecard."""

    title: str
    subtitle: str
    markup: Markup


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the scorecard by its place among the rows of its agency: what it is kept by, and its key in the table.

    So rows are chosen and put together without being read again.
    """

    place: int
    mark: Mark
    key: RowKey


@lru_cache(maxsize=1024)
def write_top(opened: Opened, choice: Choice, following: tuple[tuple[str, str | None], ...]) -> Top:
    """Write the finding, the stamp line, what changed and the grid; `following` are the choices that links carry."""
    entries = list_entries(opened, choice)
    counts = count_changes(entry.mark for entry in entries)
    boxes = element("div", write_changed(opened, choice), write_glance(counts, dict(following)), class_="two")
    chosen = f"{name_period(choice.month, choice.period)}, {_name_filters(opened, choice)}"
    subtitle = f"Safeguarding scorecard for {opened.about.area}: {chosen}; {len(entries)} rows"
    restated = write_restated(sum(entry.mark.is_restated for entry in entries), dict(following))
    stamp = join([write_stamp(opened, choice.month), restated])
    return Top(write_headline(counts, choice.month), subtitle, join([stamp, boxes]))


@lru_cache(maxsize=1024)
def write_lower(opened: Opened, choice: Choice, only: str, which: str) -> Markup:
    """Write the scorecard with the rows of one number of the grid, or the exceptions, or all, and how to read it."""
    entries = list_entries(opened, choice)
    kept = [entry for entry in entries if is_kept(entry.mark, only, which)]
    table = write_table(opened, choice, kept, f"Scorecard, {name_period(choice.month, choice.period)}")
    words = _count_rows(len(kept), len(entries), only, which)
    announced = announce(words, _offer(opened, choice, only, which))
    return join([announced, table, _write_key(opened)])


def write_changed(opened: Opened, choice: Choice) -> Markup:
    """Write what changed, and what is asked of the Board."""
    worse = [entry.key.title for entry in list_entries(opened, choice) if was_worse(entry.mark)]
    return write_findings(list_findings(opened, choice), worse, carry(opened, choice.month, choice.period))


def write_table(opened: Opened, choice: Choice, entries: Sequence[Entry], caption: str) -> Markup:
    """Write the table of some rows of a choice."""
    return write_scorecard(
        [entry.key for entry in entries],
        partial(_read, opened, choice, entries),
        choice.month,
        choice.period,
        caption=caption,
        newest=opened.about.reporting_month,
        kept=_keep(opened, choice),
    )


def write_rows(opened: Opened, choice: Choice) -> None:
    """Write the rows of a choice, of which every table of theirs is put together."""
    entries = list_entries(opened, choice)
    keys, read = [entry.key for entry in entries], partial(_read, opened, choice, entries)
    newest = opened.about.reporting_month
    scorecard_table.write_rows(keys, read, choice.month, choice.period, newest, _keep(opened, choice))


def _keep(opened: Opened, choice: Choice) -> Kept:
    return keep_pieces("scorecard", opened.generation, choice.month, choice.period)


def _offer(opened: Opened, choice: Choice, only: str, which: str) -> Markup:
    choices = {"version": str(opened.about.number), "month": write_month(choice.month), "period": choice.period}
    choices |= {"agency": choice.view, "theme": choice.theme, "show": which, "only": only if is_place(only) else ""}
    return write_downloads("scorecard", choices)


def list_findings(opened: Opened, choice: Choice) -> list[Row]:
    """Give the findings of a choice, worst first; those that are about no indicator belong to no theme."""
    findings = read_findings(opened.generation, choice.month, choice.view).iter_rows(named=True)
    if choice.theme == EVERYTHING:
        return list(findings)
    of_theme = {entry.key.indicator for entry in list_entries(opened, choice)}
    return [row for row in findings if row["indicator"] in of_theme]


def list_exceptions(opened: Opened, choice: Choice) -> list[Row]:
    """Give the rows that are worse, always missed or late, in the order of the scorecard."""
    entries = [entry for entry in list_entries(opened, choice) if is_exception(entry.mark)]
    return list(_read(opened, choice, entries, range(len(entries))).iter_rows(named=True))


def list_entries(opened: Opened, choice: Choice) -> list[Entry]:
    """List the rows of a choice, in the order of the scorecard."""
    entries = _list_every_entry(opened, choice.month, choice.period, choice.view)
    return [entry for entry in entries if choice.theme == EVERYTHING or choice.theme in entry.mark.themes]


@lru_cache(maxsize=2048)
def _list_every_entry(opened: Opened, month: date, period: str, view: str) -> list[Entry]:
    rows = read_scorecard(opened.generation, month, period, view)
    return [Entry(*each) for each in zip(count(), mark_rows(rows), name_rows(rows), strict=False)]


def _read(opened: Opened, choice: Choice, entries: Sequence[Entry], places: Sequence[int]) -> pl.DataFrame:
    """Read the rows of the entries at some places."""
    rows = read_scorecard(opened.generation, choice.month, choice.period, choice.view)
    return rows[[entries[place].place for place in places]]


def _name_filters(opened: Opened, choice: Choice) -> str:
    """Name the chosen agency and theme, so that paper says what was filtered."""
    agency = name_agencies(opened.generation).get(choice.view, "all agencies")
    return f"{agency}, {name_themes(opened.generation).get(choice.theme, 'all themes')}"


def _count_rows(kept: int, every: int, only: str, which: str) -> str:
    """Say how many of the rows are kept, and why."""
    of = f"{kept} of {every} rows"
    if only == RESTATED:
        return f"{of}: changed since first published."
    if is_place(only):
        change, _, against = only.partition(".")
        return f"{of}: {CHANGES[change][1]}, {AGAINST[against][1].lower()}."
    if which == "exceptions":
        return f"{of}: worse, always missed or late."
    if kept < every:
        return f"{of}: the core scorecard. “All indicators” shows the others."
    return f"{every} rows."


def _write_key(opened: Opened) -> Markup:
    about = opened.about
    rules = choose_rules(about.spc_preset, shift=about.spc_run, trend=about.spc_run, screen=None)
    return write_key(rules.shift, rules.trend)
