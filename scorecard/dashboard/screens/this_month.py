"""The overview: what changed in the month, and the scorecard."""

import polars as pl
import streamlit as st
from markupsafe import Markup

from scorecard.dashboard import row_words
from scorecard.dashboard.address import choices_that_follow
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.downloads import offer_downloads
from scorecard.dashboard.frame import Opened, open_figures, show_title, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.overview import (
    AGAINST,
    CHANGES,
    count_changes,
    place_of,
    write_findings,
    write_glance,
    write_headline,
    write_key,
)
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.scorecard_table import write_scorecard
from scorecard.dashboard.selection import (
    choose_month,
    choose_period,
    choose_theme,
    choose_view,
    keep_theme,
    name_period,
    switch_here,
)
from scorecard.indicators.variation import choose_rules, describe_rules
from scorecard.publication.reader import read_agencies, read_findings, read_scorecard, read_themes

TITLE = "This month"
PLACE = 1

SHOWN = {"all": "All indicators", "exceptions": "Exceptions"}


def show_this_month(opened: Opened) -> None:
    """Show the month for the chosen agency, theme and period."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        month = choose_month(opened)
        period = choose_period()
        view = choose_view(opened)
        theme = choose_theme(opened)
    rows = keep_theme(read_scorecard(opened.generation, month, period, view), theme)
    findings = read_findings(opened.generation, month, view).filter(
        pl.col("indicator").is_in(rows["indicator"].implode())
    )
    counts = count_changes(rows)
    carried = carry(opened, month, period)
    with heading:
        suppliers = rows["owner"].n_unique()
        subtitle = (
            f"Monthly safeguarding scorecard for {opened.about.area}: {rows.height} rows from {suppliers} sources"
        )
        show_title(write_headline(counts, month), subtitle)
    top = element(
        "div", write_findings(findings, rows, carried), write_glance(counts, choices_that_follow()), class_="two"
    )
    show_panel(join([write_stamp(opened, month), top]), key="overview")
    shown, words = _choose_rows(rows)
    caption = f"Scorecard, {name_period(month, period)}"
    table = write_scorecard(shown, month, period, caption=caption, newest=opened.about.reporting_month)
    announced = element("p", words, class_="note", role="status")
    show_panel(join([announced, table, _key(opened)]), key="scorecard")


def _name_choices(opened: Opened, view: str, theme: str) -> str:
    """Name the chosen agency and theme, so that paper says what was filtered."""
    agencies = dict(read_agencies(opened.generation).select("code", "short_name").iter_rows())
    themes = dict(read_themes(opened.generation).select("code", "name").iter_rows())
    return f"{agencies.get(view, 'all agencies')}, {themes.get(theme, 'all themes')}"


def _choose_rows(rows: pl.DataFrame) -> tuple[pl.DataFrame, str]:
    """Let the reader keep the exceptions, or the rows of one number of the grid."""
    only = st.query_params.get("only", "")
    change, _, against = only.partition(".")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="actions"):
        st.header(":primary[Scorecard]", anchor=False)
        which = switch_here("Show", SHOWN, "show")
        if change in CHANGES and against in AGAINST:
            st.button("Show all rows", on_click=_forget_only)
        kept, words = _keep_rows(rows, change, against, which)
        offer_downloads(kept)
    return kept, words


def _keep_rows(rows: pl.DataFrame, change: str, against: str, which: str) -> tuple[pl.DataFrame, str]:
    """Keep the rows of one number of the grid, or the exceptions, or all; and say so in words."""
    places = [place_of(row) for row in rows.iter_rows(named=True)]
    if change in CHANGES and against in AGAINST:
        kept = rows.filter(pl.Series([place == (change, against) for place in places], dtype=pl.Boolean))
        words = f"{CHANGES[change][1]}, {AGAINST[against][1].lower()}"
        return kept, f"{kept.height} of {rows.height} rows: {words}."
    if which == "exceptions":
        kept = rows.filter(pl.Series([_is_exception(row) for row in rows.iter_rows(named=True)], dtype=pl.Boolean))
        return kept, f"{kept.height} of {rows.height} rows: worse, always missed or late."
    return rows, f"{rows.height} rows."


def _forget_only() -> None:
    st.query_params.pop("only", None)


def _is_exception(row: row_words.Row) -> bool:
    change, against = place_of(row)
    return change == "concern" or against == "fail" or row["month_state"] == "late"


def _key(opened: Opened) -> Markup:
    about = opened.about
    rules = choose_rules(about.spc_preset, shift=about.spc_run, trend=about.spc_run, screen=None)
    return write_key(f"Rules: {describe_rules(rules)}")


show_this_month(open_figures())
