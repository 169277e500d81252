"""Looks up the categories that a theme's page shows below its figures, the grades of its audits among them."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import polars as pl
import polars.selectors as cs

from scorecard.feeds.code_lists import THEME_GRADE, code_of_grade, labels
from scorecard.feeds.code_themes import THEME
from scorecard.publication.figures import ALL
from scorecard.publication.lines import in_sentence
from scorecard.publication.opening import Generation
from scorecard.publication.placed_categories import Placed, pick, place_categories
from scorecard.publication.row_reader import describe_indicators, name_categories, read_month
from scorecard.publication.rows import SERIES
from scorecard.publication.themes import (
    list_theme_categories,
    list_theme_keys,
    read_theme_categories,
    read_theme_rows,
)

GRADE = "audit_grade"
CUT_FEEDS = ("audits", "feedback", "panel_cases", "learning_actions")
"""The feeds that tell of something else than figures; all others are figures from agencies."""


def list_grades(generation: Generation, month: date, period: str, theme: str, agency: str) -> Mapping[str, str]:
    """Give the grades by which a theme's audits are cut, by their code, in their fixed order; none without audits."""
    found = {grade for _, grade in list_theme_cuts(generation, month, period, theme, agency, "")}
    return {grade: label for grade, label in labels(GRADE).items() if grade in found}


@lru_cache(maxsize=256)
def read_theme_cuts(
    generation: Generation, month: date, period: str, theme: str, agency: str, grade: str
) -> pl.DataFrame:
    """Give a row for each category of a theme's audits, feedback and panels, for one agency or the partnership.

    Of an indicator that names the theme that is each of its breakdowns, of any other the grades of the theme's own
    audits. A row about a grade has its code as `grade`; where one is chosen, rows about others are left out.
    """
    cuts = list_theme_cuts(generation, month, period, theme, agency, grade)
    rows = name_categories(pick(read_month(generation, month, period), [each for each, _ in cuts]))
    return rows.with_columns(grade=pl.Series([grade for _, grade in cuts], dtype=pl.String))


@lru_cache(maxsize=256)
def list_theme_cuts(
    generation: Generation, month: date, period: str, theme: str, agency: str, grade: str
) -> list[tuple[Placed, str | None]]:
    """Give what `read_theme_cuts` has a row for, each with the grade it is about."""
    kept = list_theme_keys(generation, month, period, theme, agency)
    tagged = {key.indicator: key.is_tagged for key in kept if _is_cut(key.feeds)}
    own = {code_of_grade(theme, each): each for each in labels(GRADE)}

    def belongs(each: Placed) -> bool:
        return each.category in own if each.breakdown == THEME_GRADE else tagged[each.indicator]

    def grade_of(each: Placed) -> str | None:
        return each.category if each.breakdown == GRADE else own.get(each.category)

    placed = [
        each
        for each in place_categories(generation, month, period).get(agency, ())
        if each.indicator in tagged and each.breakdown != THEME and belongs(each)
        if not grade or grade_of(each) in (None, grade)
    ]
    lines = list(tagged)
    placed.sort(key=lambda each: (lines.index(each.indicator), each.position or 0))
    return [(each, grade_of(each)) for each in placed]


def read_theme_file(
    generation: Generation, month: date, period: str, theme: str, agency: str, grade: str
) -> pl.DataFrame:
    """Give every row with a figure that a theme's page shows, each once, with its category in its title.

    First the figures of each agency, then the bars of the categories, then what `read_theme_cuts` gives.
    """
    rows = keep_agency(read_theme_rows(generation, month, period, theme), agency)
    bars = read_theme_categories(generation, month, period, theme, agency)
    figures = bars.filter(pl.Series([not _is_cut(feeds) for feeds in bars["feeds"]], dtype=pl.Boolean))
    cuts = read_theme_cuts(generation, month, period, theme, agency, grade)
    below = pl.concat([figures, cuts], how="diagonal")
    label = pl.col("label").map_elements(in_sentence, return_dtype=pl.String)
    below = below.with_columns(
        title=pl.format("{}: {}", "indicator_title", label),
        owner=pl.when(pl.col("agency_code") == ALL).then(pl.lit("All agencies")).otherwise("owner"),
    )
    every = pl.concat([rows, below.select(cs.by_name(rows.columns, require_all=False))], how="diagonal")
    return every.unique(SERIES, keep="first", maintain_order=True)


def count_theme_file(generation: Generation, month: date, period: str, theme: str, agency: str, grade: str) -> int:
    """Give how many rows `read_theme_file` has."""
    feeds = {name: head["feeds"] for name, head in describe_indicators(generation).items()}
    bars = list_theme_categories(generation, month, period, theme, agency)
    below = [each for each in bars if not _is_cut(feeds[each.indicator])]
    below += [each for each, _ in list_theme_cuts(generation, month, period, theme, agency, grade)]
    series = {key.series for key in list_theme_keys(generation, month, period, theme, agency)}
    return len(series | {(each.indicator, agency, each.breakdown, each.category) for each in below})


def keep_agency(rows: pl.DataFrame, agency: str, column: str = "agency_code") -> pl.DataFrame:
    """Keep the rows of one agency, or all."""
    return rows if agency == ALL else rows.filter(pl.col(column) == agency)


def _is_cut(feeds: Iterable[str]) -> bool:
    """Say whether an indicator that is counted from these feeds tells of something else than figures of agencies."""
    return any(feed in CUT_FEEDS for feed in feeds)
