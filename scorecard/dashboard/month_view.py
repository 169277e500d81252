"""The overview as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
from scorecard.dashboard.scorecard_table import write_scorecard
from scorecard.dashboard.selection import EVERYTHING
from scorecard.indicators.variation import choose_rules
from scorecard.months import write_month
from scorecard.publication.choosing import RESTATED, is_place, keep_exceptions, keep_rows, keep_theme
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


@dataclass(frozen=True, eq=False)
class Lower:
    """The scorecard: the rows kept, and their table with the sentence that says how many there are."""

    rows: pl.DataFrame
    markup: Markup


@lru_cache(maxsize=1024)
def write_top(opened: Opened, choice: Choice, following: tuple[tuple[str, str | None], ...]) -> Top:
    """Write the finding, the stamp line, what changed and the grid; `following` are the choices that links carry."""
    rows = _rows(opened, choice)
    findings = list_findings(opened, choice)
    counts = count_changes(rows)
    carried = carry(opened, choice.month, choice.period)
    boxes = element("div", write_findings(findings, rows, carried), write_glance(counts, dict(following)), class_="two")
    chosen = f"{name_period(choice.month, choice.period)}, {_name_filters(opened, choice)}"
    subtitle = f"Safeguarding scorecard for {opened.about.area}: {chosen}; {rows.height} rows"
    stamp = join([write_stamp(opened, choice.month), write_restated(rows, dict(following))])
    return Top(write_headline(counts, choice.month), subtitle, join([stamp, boxes]))


@lru_cache(maxsize=1024)
def write_lower(opened: Opened, choice: Choice, only: str, which: str) -> Lower:
    """Write the scorecard with the rows of one number of the grid, or the exceptions, or all, and how to read it."""
    rows = _rows(opened, choice)
    kept, words = _keep_rows(rows, only, which)
    caption = f"Scorecard, {name_period(choice.month, choice.period)}"
    pieces = _keep(opened, choice)
    newest = opened.about.reporting_month
    table = write_scorecard(kept, choice.month, choice.period, caption=caption, newest=newest, kept=pieces)
    announced = announce(words, _offer(opened, choice, only, which))
    return Lower(kept, join([announced, table, _write_key(opened)]))


def write_rows(opened: Opened, choice: Choice) -> None:
    """Write the rows of every table that keeps all of a choice's rows, or the core of them."""
    rows = _rows(opened, choice)
    for which in ("all", "core"):
        kept, _ = _keep_rows(rows, "", which)
        scorecard_table.write_rows(
            kept, choice.month, choice.period, opened.about.reporting_month, _keep(opened, choice)
        )


def _keep(opened: Opened, choice: Choice) -> Kept:
    return keep_pieces("scorecard", opened.generation, choice.month, choice.period)


def _offer(opened: Opened, choice: Choice, only: str, which: str) -> Markup:
    choices = {"version": str(opened.about.number), "month": write_month(choice.month), "period": choice.period}
    choices |= {"agency": choice.view, "theme": choice.theme, "show": which, "only": only if is_place(only) else ""}
    return write_downloads("scorecard", choices)


def list_findings(opened: Opened, choice: Choice) -> pl.DataFrame:
    """Give the findings of a choice, worst first; those that are about no indicator belong to no theme."""
    findings = read_findings(opened.generation, choice.month, choice.view)
    if choice.theme == EVERYTHING:
        return findings
    return findings.filter(pl.col("indicator").is_in(_rows(opened, choice)["indicator"].implode()))


def list_exceptions(opened: Opened, choice: Choice) -> pl.DataFrame:
    """Give the rows that are worse, always missed or late, in the order of the scorecard."""
    return keep_exceptions(_rows(opened, choice))


@lru_cache(maxsize=64)
def _rows(opened: Opened, choice: Choice) -> pl.DataFrame:
    return keep_theme(read_scorecard(opened.generation, choice.month, choice.period, choice.view), choice.theme)


def _name_filters(opened: Opened, choice: Choice) -> str:
    """Name the chosen agency and theme, so that paper says what was filtered."""
    agency = name_agencies(opened.generation).get(choice.view, "all agencies")
    return f"{agency}, {name_themes(opened.generation).get(choice.theme, 'all themes')}"


def _keep_rows(rows: pl.DataFrame, only: str, which: str) -> tuple[pl.DataFrame, str]:
    kept = keep_rows(rows, only, which)
    of = f"{kept.height} of {rows.height} rows"
    if only == RESTATED:
        return kept, f"{of}: changed since first published."
    if is_place(only):
        change, _, against = only.partition(".")
        return kept, f"{of}: {CHANGES[change][1]}, {AGAINST[against][1].lower()}."
    if which == "exceptions":
        return kept, f"{of}: worse, always missed or late."
    if kept.height < rows.height:
        return kept, f"{of}: the core scorecard. “All indicators” shows the others."
    return kept, f"{rows.height} rows."


def _write_key(opened: Opened) -> Markup:
    about = opened.about
    rules = choose_rules(about.spc_preset, shift=about.spc_run, trend=about.spc_run, screen=None)
    return write_key(rules.shift, rules.trend)
