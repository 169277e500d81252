"""Looks up what a generation holds of each theme: every agency's figures, and where an agency supplies none."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from scorecard.feeds.code_themes import codes_of_theme, read_code_themes
from scorecard.indicators.definition import RATIOS
from scorecard.publication.figures import ALL
from scorecard.publication.lines import in_sentence
from scorecard.publication.opening import Generation
from scorecard.publication.partners import Partner, list_partners, read_partners
from scorecard.publication.placed_categories import Placed, pick, place_categories
from scorecard.publication.row_reader import describe_indicators, read_indicators, read_month

_EVER = (pl.col("month_state") != "not_collected") | pl.col("data_month").is_not_null()
_LABEL = pl.col("label").map_elements(in_sentence, return_dtype=pl.String)
_TITLE = (
    pl.when(pl.col("category").is_null())
    .then("indicator_title")
    .when(pl.col("line_title").is_null())
    .then(pl.format("{}: {}", "indicator_title", _LABEL))
    .otherwise(pl.col("line_title").str.replace("{category}", _LABEL, literal=True))
)


class ThemeKey(NamedTuple):
    """The series of a theme's row, the feeds of its indicator, and whether that names the theme."""

    indicator: str
    agency_code: str
    breakdown: str | None
    category: str | None
    feeds: list[str]
    is_tagged: bool

    @property
    def series(self) -> tuple[str | None, ...]:
        """What the row is about."""
        return self.indicator, self.agency_code, self.breakdown, self.category


@lru_cache(maxsize=3)
def read_every_theme(generation: Generation) -> pl.DataFrame:
    """List all themes, those that no indicator belongs to as well: code, name, list."""
    return generation.ask('select code, name, list from theme order by "order"')


def read_theme_rows(generation: Generation, month: date, period: str, theme: str) -> pl.DataFrame:
    """Give every agency's rows of a theme, in pathway order and then that of the scorecard.

    Beside what a row of the scorecard has: `feeds` of the indicator, `is_tagged` where the indicator names the theme,
    and `sent_by`, the short names of those who send it where the agency itself does not. A row that has never held a
    figure is left out: it is a gap.
    """
    every, places = read_every_theme_row(generation, month, period)
    return every.slice(*places.get(theme, (0, 0)))


def list_theme_keys(generation: Generation, month: date, period: str, theme: str, agency: str) -> list[ThemeKey]:
    """Give what `read_theme_rows` has a row for, of one agency or of all."""
    every = _list_every_theme_key(generation, month, period).get(theme, [])
    return [key for key in every if agency in (ALL, key.agency_code)]


@lru_cache(maxsize=256)
def _list_every_theme_key(generation: Generation, month: date, period: str) -> dict[str, list[ThemeKey]]:
    rows, _ = read_every_theme_row(generation, month, period)
    keys: dict[str, list[ThemeKey]] = {}
    for theme, *each in rows.select("theme", *ThemeKey._fields).iter_rows():
        keys.setdefault(theme, []).append(ThemeKey(*each))
    return keys


def list_silent(generation: Generation, month: date, period: str, theme: str, agency: str) -> list[Partner]:
    """List the agencies without a row of a theme, or the one that is asked for where it has none."""
    told = {key.agency_code for key in list_theme_keys(generation, month, period, theme, agency)}
    partners = list_partners(generation, month)
    return [partner for partner in partners if agency in (ALL, partner.code) and partner.code not in told]


@lru_cache(maxsize=256)
def read_theme_gaps(generation: Generation, month: date, theme: str) -> pl.DataFrame:
    """Give the rows of a theme's indicators that are agreed with an agency and have never held a figure."""
    of_theme = (pl.col("breakdown").is_null(), pl.col("themes").list.contains(theme))
    return _read_every_row(generation, month, "month").filter(pl.col("place").is_not_null(), ~_EVER, *of_theme)


@lru_cache(maxsize=256)
def read_theme_categories(generation: Generation, month: date, period: str, theme: str, agency: str) -> pl.DataFrame:
    """Give, for one agency or the partnership, every category of each breakdown that has one of the theme.

    `belongs` says which of the categories are the theme's own; `all` is the partnership's code.
    """
    whole = list_theme_categories(generation, month, period, theme, agency)
    own = codes_of_theme(theme)
    belongs = pl.Series([each.code in own for each in whole], dtype=pl.Boolean)
    return pick(_read_every_row(generation, month, period), whole).with_columns(belongs=belongs)


@lru_cache(maxsize=256)
def list_theme_categories(generation: Generation, month: date, period: str, theme: str, agency: str) -> list[Placed]:
    """Give what `read_theme_categories` has a row for."""
    own = codes_of_theme(theme)
    lists, order = {breakdown for breakdown, _ in own}, describe_indicators(generation)
    placed = [each for each in place_categories(generation, month, period).get(agency, ()) if each.breakdown in lists]
    cuts = {each.cut for each in placed if each.code in own}

    def rank(each: Placed) -> tuple[int, str, bool, int, str]:
        place = order[each.indicator]["position"]
        return place, each.breakdown, each.position is not None, each.position or 0, each.category

    return sorted((each for each in placed if each.cut in cuts), key=rank)


@lru_cache(maxsize=256)
def _read_every_row(generation: Generation, month: date, period: str) -> pl.DataFrame:
    rows = read_month(generation, month, period)
    indicators = read_indicators(generation).select("indicator", "feeds", "line_title", order="position")
    # Columns that are added leave the others where they are; those of a join are copies.
    added = rows.select("indicator").join(indicators, on="indicator", maintain_order="left").drop("indicator")
    return rows.with_columns(added).with_columns(title=_TITLE, owner=pl.coalesce("agency_short_name", "agency_code"))


@lru_cache(maxsize=256)
def read_every_theme_row(
    generation: Generation, month: date, period: str
) -> tuple[pl.DataFrame, dict[str, tuple[int, int]]]:
    """Give the rows of every theme one after another, and for each theme its first row and how many it has."""
    rows = _read_every_row(generation, month, period).filter(pl.col("place").is_not_null(), _EVER)
    told = _say_who_sends(_tag(rows), read_partners(generation, month)).sort(
        "theme", "place", "order", "breakdown", "label_position", "category", nulls_last=False, maintain_order=True
    )
    told = told.with_columns(is_tagged=pl.col("themes").list.contains(pl.col("theme")))
    runs = (
        told.select(pl.col("theme").rle()).unnest("theme").with_columns(first=pl.col("len").cum_sum() - pl.col("len"))
    )
    places = {str(theme): (first, many) for many, theme, first in runs.iter_rows()}
    return told, places


def _tag(rows: pl.DataFrame) -> pl.DataFrame:
    """Repeat each row for every theme it belongs to.

    Totals belong to the themes of their indicator, categories to the themes they are mapped to. Where an agency then
    has neither a total nor such a category of an indicator of the theme, all of its categories belong. Of an indicator
    that does not name the theme, a category in which nothing was counted for 24 months says nothing of the theme.
    """
    count = ~pl.col("unit").is_in(RATIOS)
    counted = pl.col("spark_values").list.eval((pl.element() > 0).fill_null(False)).list.any()
    known = pl.col("spark_values").list.drop_nulls().list.len() > 0
    told = pl.col("themes").list.contains(pl.col("theme")) | pl.when(count).then(counted).otherwise(known)
    tagged = rows.with_columns(theme="themes").explode("theme")
    totals = tagged.filter(pl.col("breakdown").is_null())
    mapped = rows.join(read_code_themes(), on=["breakdown", "category"]).filter(told)
    kept = pl.concat([totals, mapped.select(totals.columns)])
    return pl.concat([kept, tagged.join(kept, on=["theme", "indicator", "agency_code"], how="anti")])


def _say_who_sends(rows: pl.DataFrame, partners: pl.DataFrame) -> pl.DataFrame:
    """Say of each row who sends it, where that is not the agency it is about."""
    pairs = partners.select("code", sender="short_name", feeds="feeds").explode("feeds").drop_nulls("feeds")
    needed = rows.select("indicator", "feeds").unique("indicator").explode("feeds")
    senders = needed.join(pairs, on="feeds").group_by("indicator").agg(pl.col("sender").unique(maintain_order=True))
    own = needed.join(pairs, on="feeds").select("indicator", agency_code="code", is_own=pl.lit(True)).unique()
    known = rows.join(own, on=["indicator", "agency_code"], how="left").join(senders, on="indicator", how="left")
    others = pl.col("sender").list.join(", ")
    return known.with_columns(sent_by=pl.when(pl.col("is_own").is_null()).then(others)).drop("sender", "is_own")
