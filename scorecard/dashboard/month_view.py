"""The overview as it stands for one choice, written once and kept for the next reader who chooses the same."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.overview import (
    AGAINST,
    CHANGES,
    RESTATED,
    count_changes,
    place_of,
    write_findings,
    write_glance,
    write_headline,
    write_key,
    write_restated,
)
from scorecard.dashboard.scorecard_table import write_scorecard
from scorecard.dashboard.selection import keep_theme, name_period
from scorecard.indicators.variation import choose_rules, describe_rules
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
    findings = read_findings(opened.generation, choice.month, choice.view).filter(
        pl.col("indicator").is_in(rows["indicator"].implode())
    )
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
    newest = opened.about.reporting_month
    table = write_scorecard(kept, choice.month, choice.period, caption=caption, newest=newest)
    announced = element("p", words, class_="note", role="status")
    return Lower(kept, join([announced, table, _write_key(opened)]))


def is_place(only: str) -> bool:
    """Say whether a filter from the address names a number of the grid, or the restated figures."""
    if only == RESTATED:
        return True
    change, _, against = only.partition(".")
    return change in CHANGES and against in AGAINST


def _rows(opened: Opened, choice: Choice) -> pl.DataFrame:
    return keep_theme(read_scorecard(opened.generation, choice.month, choice.period, choice.view), choice.theme)


def _name_filters(opened: Opened, choice: Choice) -> str:
    """Name the chosen agency and theme, so that paper says what was filtered."""
    agency = name_agencies(opened.generation).get(choice.view, "all agencies")
    return f"{agency}, {name_themes(opened.generation).get(choice.theme, 'all themes')}"


def _keep_rows(rows: pl.DataFrame, only: str, which: str) -> tuple[pl.DataFrame, str]:
    if only == RESTATED:
        kept = rows.filter(pl.col("is_restated"))
        return kept, f"{kept.height} of {rows.height} rows: changed since first published."
    if is_place(only):
        change, _, against = only.partition(".")
        kept = _filter(rows, [place_of(row) == (change, against) for row in rows.iter_rows(named=True)])
        words = f"{CHANGES[change][1]}, {AGAINST[against][1].lower()}"
        return kept, f"{kept.height} of {rows.height} rows: {words}."
    if which == "exceptions":
        kept = _filter(rows, [_is_exception(row) for row in rows.iter_rows(named=True)])
        return kept, f"{kept.height} of {rows.height} rows: worse, always missed or late."
    return rows, f"{rows.height} rows."


def _filter(rows: pl.DataFrame, keep: list[bool]) -> pl.DataFrame:
    return rows.filter(pl.Series(keep, dtype=pl.Boolean))


def _is_exception(row: row_words.Row) -> bool:
    change, against = place_of(row)
    return change == "concern" or against == "fail" or bool(row["month_state"] == "late")


def _write_key(opened: Opened) -> Markup:
    about = opened.about
    rules = choose_rules(about.spc_preset, shift=about.spc_run, trend=about.spc_run, screen=None)
    return write_key(f"Rules: {describe_rules(rules)}")
