"""One theme's page as it stands for one choice, written once and kept for the next reader who chooses the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
from markupsafe import Markup

from scorecard.dashboard import theme_parts as parts
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.coverage_grid import choose_columns, write_grid
from scorecard.dashboard.downloads import announce, write_downloads
from scorecard.dashboard.frame import Opened, write_stamp
from scorecard.dashboard.keeping import keep_pieces
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.row_words import Row
from scorecard.dashboard.selection import EVERYTHING
from scorecard.dashboard.theme_actions import write_actions
from scorecard.dashboard.theme_choice import ThemeChoice, name_every_theme, name_partners
from scorecard.dashboard.theme_matrix import write_gaps, write_matrix, write_whole
from scorecard.dashboard.theme_sources import ACTIONS, FIGURES, HEADINGS, part_by_source, source_of, write_breakdowns
from scorecard.dashboard.theme_words import count_figures, write_finding
from scorecard.months import write_month
from scorecard.publication.periods import name_period
from scorecard.publication.reader import (
    Partner,
    count_theme_file,
    keep_agency,
    list_partners,
    list_silent,
    read_actions,
    read_coverage,
    read_theme_categories,
    read_theme_cuts,
    read_theme_gaps,
    read_theme_rows,
)


@dataclass(frozen=True, eq=False)
class ThemePage:
    """The page below its controls, and its heading."""

    title: str
    subtitle: str
    markup: Markup


@lru_cache(maxsize=512)
def write_theme(opened: Opened, choice: ThemeChoice, grade: str) -> ThemePage:
    """Write the theme's figures by where they come from, with the gaps, and the grid of all themes.

    Of the audits' shares by grade only those of `grade` are kept, or all where it is empty.
    """
    name = name_every_theme(opened)[choice.theme]
    rows, silent = _read_rows(opened, choice), _list_silent(opened, choice)
    # An agency that was picked is told of even where it sends no return at all.
    gaps = [each for each in silent if each.feeds or choice.agency != EVERYTHING]
    period = name_period(choice.month, choice.period)
    sections: list[Markup | None] = [
        write_stamp(opened, choice.month),
        _count(opened, choice, rows, len(gaps), grade),
        element("h2", FIGURES),
    ]
    by_source = part_by_source(rows)
    counts = Counter(row["agency_code"] for row in rows)
    sections += [_write_table(opened, choice, f"{name}, {period}", by_source[FIGURES], FIGURES, counts)]
    if choice.agency == EVERYTHING:
        sections.append(write_gaps(gaps, rows, carry(opened, choice.month, choice.period)))
        sections.append(parts.write_order([each.short_name for each in silent if not each.feeds]))
    sections.append(_write_categories(opened, choice, period))
    for heading in HEADINGS.values():
        written = _write_source(opened, choice, name, heading, by_source[heading], grade)
        sections += [element("h2", heading), written]
    sections.append(_write_grid(opened, choice))
    who = name_partners(opened, choice.month).get(choice.agency, "All agencies")
    title = write_finding(name if choice.agency == EVERYTHING else f"{name}, {who}", rows, len(gaps))
    return ThemePage(title, f"{name}. {who}, {period}", join(sections))


def _count(opened: Opened, choice: ThemeChoice, rows: Sequence[Row], gaps: int, grade: str) -> Markup:
    chosen = (choice.month, choice.period, choice.theme, choice.agency)
    by_category = count_theme_file(opened.generation, *chosen, grade) - len(rows)
    taken = {"version": str(opened.about.number), "theme": choice.theme, "agency": choice.agency}
    taken |= {"month": write_month(choice.month), "period": choice.period, "grade": grade}
    return announce(count_figures(rows, by_category, gaps), write_downloads("theme", taken))


def _read_rows(opened: Opened, choice: ThemeChoice) -> list[Row]:
    rows = read_theme_rows(opened.generation, choice.month, choice.period, choice.theme)
    return keep_agency(rows, choice.agency).to_dicts()


def _list_silent(opened: Opened, choice: ThemeChoice) -> list[Partner]:
    return list_silent(opened.generation, choice.month, choice.period, choice.theme, choice.agency)


@lru_cache(maxsize=16)
def _read_agreed(opened: Opened, choice: ThemeChoice) -> dict[str, list[Row]]:
    """Give what is agreed of the theme and has never held a figure, by source."""
    agreed = read_theme_gaps(opened.generation, choice.month, choice.theme)
    return part_by_source(keep_agency(agreed, choice.agency).iter_rows(named=True))


def _write_table(
    opened: Opened,
    choice: ThemeChoice,
    caption: str,
    rows: Sequence[Row],
    heading: str,
    counts: Mapping[str, int] | None = None,
) -> Markup | None:
    """Write the figures of all agencies as a matrix, those of one agency as a list with their lines.

    `counts` are the figures that each agency has of the theme, where the matrix ends with a row that tells them.
    """
    carried = carry(opened, choice.month, choice.period)
    agreed = _read_agreed(opened, choice)[heading]
    nothing = not rows and not agreed
    if nothing and (choice.agency == EVERYTHING or heading != FIGURES):
        return None
    if choice.agency != EVERYTHING:
        silent = _list_silent(opened, choice) if heading == FIGURES else []
        if nothing and not silent:
            return parts.write_gap("None on this theme but what stands below.")
        return parts.write_of_agency(caption, rows, agreed, silent, choice.month, choice.period, carried)
    partners = list_partners(opened.generation, choice.month)
    if counts is None:
        told = {row["agency_code"] for row in (*rows, *agreed)}
        return write_matrix(caption, rows, agreed, [each for each in partners if each.code in told], carried)
    columns = choose_columns(partners, counts)
    return write_matrix(caption, rows, agreed, columns, carried, write_whole(counts, columns, choice.theme, carried))


def _write_categories(opened: Opened, choice: ThemeChoice, period: str) -> Markup | None:
    rows = read_theme_categories(opened.generation, choice.month, choice.period, choice.theme, choice.agency)
    own = [row for row in rows.iter_rows(named=True) if source_of(row) == FIGURES]
    if not own:
        return None
    return join([element("h2", "Categories that belong to the theme"), parts.write_categories(own, period)])


def _write_source(
    opened: Opened, choice: ThemeChoice, name: str, heading: str, rows: Sequence[Row], grade: str
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
    if rows:
        cuts = read_theme_cuts(opened.generation, choice.month, choice.period, choice.theme, choice.agency, grade)
        own = {row["indicator"] for row in rows}
        written.append(write_breakdowns(row for row in cuts.iter_rows(named=True) if row["indicator"] in own))
    return join(written) if any(written) else parts.write_gap("None is published on this theme.")


def _write_grid(opened: Opened, choice: ThemeChoice) -> Markup:
    grid = write_grid(
        name_every_theme(opened),
        list_partners(opened.generation, choice.month),
        read_coverage(opened.generation, choice.month),
        choice.month,
        choice.theme,
        carry(opened, choice.month, choice.period),
        keep_pieces("coverage", opened.generation, choice.month, choice.period),
    )
    return join([element("h2", "Where the partnership has figures, and where it has none"), grid])
