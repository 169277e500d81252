"""One theme's page as it stands for one choice, written once and kept for the next reader who chooses the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import theme_parts as parts
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.coverage_grid import write_grid
from scorecard.dashboard.downloads import announce, write_downloads
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.keeping import keep_pieces
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.selection import EVERYTHING
from scorecard.dashboard.theme_actions import write_actions
from scorecard.dashboard.theme_matrix import choose_columns, write_gaps, write_matrix, write_whole
from scorecard.dashboard.theme_sources import ACTIONS, FIGURES, HEADINGS, add_source, part_by_source, write_breakdowns
from scorecard.dashboard.theme_words import count_figures, tell_feeds, write_finding
from scorecard.months import write_month
from scorecard.publication.periods import name_period
from scorecard.publication.reader import (
    count_theme_file,
    keep_agency,
    list_grades,
    read_actions,
    read_coverage,
    read_every_theme,
    read_partners,
    read_silent,
    read_theme_categories,
    read_theme_cuts,
    read_theme_gaps,
    read_theme_rows,
)


@dataclass(frozen=True)
class ThemeChoice:
    """What the reader chose to see of a theme; `agency` may be everything."""

    theme: str
    agency: str
    month: date
    period: str


@dataclass(frozen=True, eq=False)
class ThemePage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


@lru_cache(maxsize=64)
def name_every_theme(opened: Opened) -> Mapping[str, str]:
    """Give the name of each theme by its code, those without any figure as well."""
    return MappingProxyType(dict(read_every_theme(opened.generation).select("code", "name").iter_rows()))


@lru_cache(maxsize=512)
def name_partners(opened: Opened, month: date) -> Mapping[str, str]:
    """Give the short name of each agency of a month by its code, in pathway order."""
    return MappingProxyType(dict(read_partners(opened.generation, month).select("code", "short_name").iter_rows()))


@lru_cache(maxsize=512)
def name_grades(opened: Opened, choice: ThemeChoice) -> Mapping[str, str]:
    """Give the grades of the theme's audits by their code; none where there are no such audits."""
    return list_grades(opened.generation, choice.month, choice.period, choice.theme, choice.agency)


@lru_cache(maxsize=512)
def write_theme(opened: Opened, choice: ThemeChoice, grade: str) -> ThemePage:
    """Write the theme's figures by where they come from, with the gaps, and the grid of all themes.

    Of the audits' shares by grade only those of `grade` are kept, or all where it is empty.
    """
    name = name_every_theme(opened)[choice.theme]
    rows, silent = keep_agency(_read_rows(opened, choice), choice.agency), _find_silent(opened, choice)
    # An agency that was picked is told of even where it sends no return at all.
    gaps = silent.filter(pl.col("told").is_not_null() | pl.lit(choice.agency != EVERYTHING))
    period = name_period(choice.month, choice.period)
    sections: list[Markup | None] = [
        write_stamp(opened, choice.month),
        _count(opened, choice, rows, gaps, grade),
        element("h2", FIGURES),
    ]
    by_source = part_by_source(rows)
    sections += [_write_table(opened, choice, f"{name}, {period}", by_source[FIGURES], FIGURES)]
    if choice.agency == EVERYTHING:
        sections.append(write_gaps(gaps, rows, carry(opened, choice.month, choice.period)))
        sections.append(parts.write_order(silent.filter(pl.col("told").is_null())["short_name"].to_list()))
    sections.append(_write_categories(opened, choice, period))
    for heading in HEADINGS.values():
        written = _write_source(opened, choice, name, heading, by_source[heading], grade)
        sections += [element("h2", heading), written]
    sections.append(_write_grid(opened, choice))
    who = name_partners(opened, choice.month).get(choice.agency, "All agencies")
    title = write_finding(name if choice.agency == EVERYTHING else f"{name}, {who}", rows, gaps)
    return ThemePage(title, f"{name}. {who}, {period}", join(sections))


def _count(opened: Opened, choice: ThemeChoice, rows: pl.DataFrame, gaps: pl.DataFrame, grade: str) -> Markup:
    chosen = (choice.month, choice.period, choice.theme, choice.agency)
    by_category = count_theme_file(opened.generation, *chosen, grade) - rows.height
    taken = {"version": str(opened.about.number), "theme": choice.theme, "agency": choice.agency}
    taken |= {"month": write_month(choice.month), "period": choice.period, "grade": grade}
    return announce(count_figures(rows, by_category, gaps), write_downloads("theme", taken))


@lru_cache(maxsize=16)
def _read_rows(opened: Opened, choice: ThemeChoice) -> pl.DataFrame:
    return add_source(read_theme_rows(opened.generation, choice.month, choice.period, choice.theme))


@lru_cache(maxsize=16)
def _find_silent(opened: Opened, choice: ThemeChoice) -> pl.DataFrame:
    """List the agencies without a figure of the theme, with what they do send as `told`; null where that is nothing."""
    silent = read_silent(opened.generation, choice.month, choice.period, choice.theme, choice.agency)
    told = pl.Series([tell_feeds(feeds) for feeds in silent["feeds"]], dtype=pl.String)
    return silent.with_columns(told=told)


@lru_cache(maxsize=16)
def _read_agreed(opened: Opened, choice: ThemeChoice) -> dict[str, pl.DataFrame]:
    """Give what is agreed of the theme and has never held a figure, by source."""
    agreed = add_source(read_theme_gaps(opened.generation, choice.month, choice.theme))
    return part_by_source(keep_agency(agreed, choice.agency))


def _write_table(opened: Opened, choice: ThemeChoice, caption: str, rows: pl.DataFrame, heading: str) -> Markup | None:
    """Write the figures of all agencies as a matrix, those of one agency as a list with their lines."""
    carried = carry(opened, choice.month, choice.period)
    agreed = _read_agreed(opened, choice)[heading]
    nothing = rows.is_empty() and agreed.is_empty()
    if nothing and (choice.agency == EVERYTHING or heading != FIGURES):
        return None
    if choice.agency != EVERYTHING:
        silent = _find_silent(opened, choice).filter(pl.lit(heading == FIGURES))
        if nothing and silent.is_empty():
            return parts.write_gap("None on this theme but what stands below.")
        return parts.write_of_agency(caption, rows, agreed, silent, choice.month, choice.period, carried)
    partners = read_partners(opened.generation, choice.month)
    if heading != FIGURES:
        own = partners.filter(pl.col("code").is_in(pl.concat([rows["agency_code"], agreed["agency_code"]]).implode()))
        return write_matrix(caption, rows, agreed, own, carried)
    every = _read_rows(opened, choice)
    counts = dict(every.group_by("agency_code").len().iter_rows())
    columns = choose_columns(partners, every)
    return write_matrix(caption, rows, agreed, columns, carried, write_whole(counts, columns, choice.theme, carried))


def _write_categories(opened: Opened, choice: ThemeChoice, period: str) -> Markup | None:
    rows = read_theme_categories(opened.generation, choice.month, choice.period, choice.theme, choice.agency)
    own = add_source(rows).filter(pl.col("source") == FIGURES)
    if own.is_empty():
        return None
    return join([element("h2", "Categories that belong to the theme"), parts.write_categories(own, period)])


def _write_source(
    opened: Opened, choice: ThemeChoice, name: str, heading: str, rows: pl.DataFrame, grade: str
) -> Markup:
    """Write what one of the other feeds tells of the theme; that it tells nothing is told as well."""
    caption = f"{name}: {heading.lower()}, {name_period(choice.month, choice.period)}"
    written: list[Markup | None] = []
    if heading == ACTIONS:
        every = read_actions(opened.generation, choice.month).filter(pl.col("theme") == choice.theme)
        actions = keep_agency(every, choice.agency, "owner_agency")
        if not actions.is_empty():
            written.append(write_actions(caption, actions, carry(opened, choice.month, choice.period)))
    written.append(_write_table(opened, choice, caption, rows, heading))
    if not rows.is_empty():
        cuts = read_theme_cuts(opened.generation, choice.month, choice.period, choice.theme, choice.agency, grade)
        written.append(write_breakdowns(cuts.filter(pl.col("indicator").is_in(rows["indicator"].implode()))))
    return join(written) if any(written) else parts.write_gap("None is published on this theme.")


def _write_grid(opened: Opened, choice: ThemeChoice) -> Markup:
    grid = write_grid(
        read_every_theme(opened.generation),
        read_partners(opened.generation, choice.month),
        read_coverage(opened.generation, choice.month),
        choice.month,
        choice.theme,
        carry(opened, choice.month, choice.period),
        keep_pieces("coverage", opened.generation, choice.month, choice.period),
    )
    return join([element("h2", "Where the partnership has figures, and where it has none"), grid])
