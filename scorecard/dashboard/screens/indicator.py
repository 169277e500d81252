"""One indicator: what it shows, whether the change is real, and how it is counted."""

import polars as pl
import streamlit as st

from scorecard.dashboard.address import choices_that_follow, set_choices
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, open_figures, show_small_print, show_title
from scorecard.dashboard.indicator_parts import write_breadcrumb
from scorecard.dashboard.indicator_view import Chosen, IndicatorPage, draw_chart, write_indicator
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import EVERYTHING, choose_here, choose_month, choose_period, switch_here
from scorecard.publication.reader import read_agencies, read_indicators, read_subjects

TITLE = "Indicators"
PLACE = 2

SHOWN = {"chart": "Chart", "table": "Table"}
TOTAL = "total"


def show_indicator(opened: Opened) -> None:
    """Show the chosen indicator for the chosen agency, category, month and period."""
    heading = st.container()
    titles = dict(read_indicators(opened.generation).select("indicator", "title").iter_rows())
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        chosen = _choose(opened, choose_here("Indicator", titles, "indicator", width=380))
    page = write_indicator(opened, chosen)
    with heading:
        _show_heading(opened, chosen, page, list(titles))
    show_panel(page.strip, key="strip")
    _show_chart(page)
    show_panel(page.rest, key="rest")


def _choose(opened: Opened, indicator: str) -> Chosen:
    """Let the reader choose whom the figure is about, and a category where there is no total or one is wanted."""
    subjects = read_subjects(opened.generation, indicator)
    known = dict(read_agencies(opened.generation).select("code", "short_name").iter_rows())
    names = {EVERYTHING: "All agencies"} | known
    agencies = {code: names.get(code, code) for code in subjects["agency_code"].unique(maintain_order=True)}
    agency = choose_here("Agency", agencies, "agency", width=170)
    own = subjects.filter(pl.col("agency_code") == agency)
    labels = {TOTAL: "Total"} if own["category"].null_count() else {}
    labels |= dict(own.drop_nulls("category").select("category", "label").iter_rows())
    category = next(iter(labels)) if len(labels) == 1 else choose_here("Category", labels, "category", width=220)
    month, period = choose_month(opened), choose_period()
    if category == TOTAL:
        return Chosen(indicator, agency, agencies[agency], None, None, None, month, period)
    breakdown = str(own.filter(pl.col("category") == category)["breakdown"][0])
    return Chosen(indicator, agency, agencies[agency], breakdown, category, labels[category], month, period)


def _show_heading(opened: Opened, chosen: Chosen, page: IndicatorPage, order: list[str]) -> None:
    show_panel(write_breadcrumb(page.section, choices_that_follow()), key="breadcrumb")
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        show_title(page.title, page.subtitle)
    place = order.index(chosen.indicator)
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        for label, step in (("Previous", -1), ("Next", 1)):
            choices = carry(opened, chosen.month, chosen.period) | {"indicator": order[(place + step) % len(order)]}
            words = f"{label} indicator of the scorecard"
            st.button(label, key=f"go_{label}", help=words, on_click=set_choices, args=(choices,))


def _show_chart(page: IndicatorPage) -> None:
    with st.container(border=True, key="card_chart"):
        if switch_here("Show as", SHOWN, "as") == "table":
            show_panel(page.table, key="table")
        elif page.chart is None:
            st.info("No figure has been reported yet. It appears here with the first return.")
        else:
            narrow = "Mobi" in st.context.headers.get("User-Agent", "")
            figure = draw_chart(page.chart, st.context.theme.type == "dark", narrow)
            st.plotly_chart(figure, alt=page.chart.alt, theme=None, config={"displayModeBar": False}, key="chart")
        show_small_print(page.footnote)


show_indicator(open_figures())
