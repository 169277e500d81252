"""One indicator: what it shows, whether the change is real, and how it is counted."""

from dataclasses import asdict, dataclass

import polars as pl
import streamlit as st

from scorecard.dashboard import indicator_parts as parts
from scorecard.dashboard import indicator_words as words
from scorecard.dashboard.address import choices_that_follow, set_choices
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.colours import DARK, LIGHT
from scorecard.dashboard.frame import Opened, open_figures, show_small_print, show_title, write_stamp
from scorecard.dashboard.indicator_tables import write_figures
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import EVERYTHING, choose_here, choose_month, choose_period, switch_here
from scorecard.dashboard.spc_chart import draw_series_chart
from scorecard.publication.reader import (
    read_agencies,
    read_indicators,
    read_row,
    read_series,
    read_subjects,
)

TITLE = "Indicators"
PLACE = 2

SHOWN = {"chart": "Chart", "table": "Table"}
TOTAL = "total"


def show_indicator(opened: Opened) -> None:
    """Show the chosen indicator for the chosen agency, category, month and period."""
    heading = st.container()
    indicators = read_indicators(opened.generation)
    titles = dict(indicators.select("indicator", "title").iter_rows())
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        name = choose_here("Indicator", titles, "indicator", width=380)
        chosen = _choose_subject(opened, name)
        month = choose_month(opened)
        period = choose_period()
    definition = indicators.row(by_predicate=pl.col("indicator") == name, named=True)
    keys = (name, chosen.agency, chosen.breakdown, chosen.category, month)
    row = read_row(opened.generation, *keys, period).row(0, named=True)
    subject = parts.Subject(definition, row, **asdict(chosen), month=month, period=period)
    with heading:
        _show_heading(opened, subject, list(titles))
    series = read_series(opened.generation, *keys)
    show_panel(join([write_stamp(opened, month), parts.write_strip(subject)]), key="strip")
    _show_chart(opened, subject, series)
    show_panel(words.write_rest(opened.generation, subject, series, carry(opened, month, period)), key="rest")


@dataclass(frozen=True)
class Chosen:
    """Whom the figure is about, and which category of it, if not the total."""

    agency: str
    agency_name: str
    breakdown: str | None
    category: str | None
    label: str | None


def _choose_subject(opened: Opened, indicator: str) -> Chosen:
    """Let the reader choose whom the figure is about, and a category where there is no total or one is wanted."""
    subjects = read_subjects(opened.generation, indicator)
    names = {EVERYTHING: "All agencies"} | dict(
        read_agencies(opened.generation).select("code", "short_name").iter_rows()
    )
    agencies = {code: names.get(code, code) for code in subjects["agency_code"].unique(maintain_order=True)}
    agency = choose_here("Agency", agencies, "agency", width=170)
    own = subjects.filter(pl.col("agency_code") == agency)
    labels = {TOTAL: "Total"} if own["category"].null_count() else {}
    labels |= dict(own.drop_nulls("category").select("category", "label").iter_rows())
    category = next(iter(labels)) if len(labels) == 1 else choose_here("Category", labels, "category", width=220)
    if category == TOTAL:
        return Chosen(agency, agencies[agency], None, None, None)
    breakdown = own.filter(pl.col("category") == category)["breakdown"][0]
    return Chosen(agency, agencies[agency], breakdown, category, labels[category])


def _show_heading(opened: Opened, subject: parts.Subject, order: list[str]) -> None:
    show_panel(parts.write_breadcrumb(subject, choices_that_follow()), key="breadcrumb")
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        show_title(parts.write_finding(subject), parts.write_subtitle(subject, opened.about.area))
    place = order.index(str(subject.definition["indicator"]))
    with right, st.container(horizontal=True, horizontal_alignment="right"):
        for label, step in (("Previous", -1), ("Next", 1)):
            choices = carry(opened, subject.month, subject.period) | {"indicator": order[(place + step) % len(order)]}
            words = f"{label} indicator of the scorecard"
            st.button(label, key=f"go_{label}", help=words, on_click=set_choices, args=(choices,))


def _show_chart(opened: Opened, subject: parts.Subject, series: pl.DataFrame) -> None:
    with st.container(border=True, key="card_chart"):
        shown = switch_here("Show as", SHOWN, "as")
        chart = parts.describe_chart(opened, subject, series)
        if shown == "table":
            show_panel(element("div", write_figures(subject, series), class_="scrolls"), key="table")
        elif series["value"].is_null().all():
            st.info("No figure has been reported yet. It appears here with the first return.")
        else:
            narrow = "Mobi" in st.context.headers.get("User-Agent", "")
            dark = st.context.theme.type == "dark"
            figure = draw_series_chart(chart, DARK if dark else LIGHT, narrow=narrow)
            st.plotly_chart(figure, alt=chart.alt, theme=None, config={"displayModeBar": False}, key="chart")
        show_small_print(chart.footnote)


show_indicator(open_figures())
