"""One indicator: what it shows, whether the change is real, and how it is counted."""

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.address import choices_that_follow
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.indicator_parts import write_breadcrumb
from scorecard.dashboard.indicator_subjects import Chosen, choose_subject, list_subjects
from scorecard.dashboard.indicator_view import IndicatorPage, draw_chart, write_indicator
from scorecard.dashboard.markup import element
from scorecard.dashboard.panel import link_to, show_panel
from scorecard.dashboard.plain_text import show_small_print
from scorecard.dashboard.selection import EVERYTHING, Controls, switch_here
from scorecard.dashboard.writing import show_comment_form, show_event_form
from scorecard.publication.reader import name_indicators
from scorecard.settings import load_settings

TITLE = "Indicators"
PLACE = 2

SHOWN = {"chart": "Chart", "table": "Table"}


def show_indicator(opened: Opened) -> Markup:
    """Show the chosen indicator for the chosen agency, category, month and period."""
    titles, controls = name_indicators(opened.generation), Controls()
    chosen = _choose(opened, controls, controls.choose_here("Indicator", titles, "indicator", width=380))
    page = write_indicator(opened, chosen)
    _show_heading(opened, chosen, page, list(titles))
    controls.show()
    show_panel(page.strip, key="strip")
    _show_chart(page)
    _offer_to_write(opened, chosen)
    return page.rest


def _choose(opened: Opened, controls: Controls, indicator: str) -> Chosen:
    """Let the reader choose whom the figure is about, and a category where there is no total or one is wanted."""
    subjects = list_subjects(opened.generation, indicator)
    names = {code: subject.name for code, subject in subjects.items()}
    agency = controls.choose_here("Agency", names, "agency", width=170)
    labels = {code: category.label for code, category in subjects[agency].categories.items()}
    one = len(labels) == 1
    code = next(iter(labels)) if one else controls.choose_here("Category", labels, "category", width=220)
    month, period = controls.choose_month(opened), controls.choose_period()
    return choose_subject(indicator, agency, subjects[agency], code, month, period)


def _show_heading(opened: Opened, chosen: Chosen, page: IndicatorPage, order: list[str]) -> None:
    place = order.index(chosen.indicator)
    carried = carry(opened, chosen.month, chosen.period)
    links = [
        element("a", words, href=link_to("indicator", **carried | {"indicator": order[(place + step) % len(order)]}))
        for words, step in (("Previous indicator", -1), ("Next indicator", 1))
    ]
    ways = element("nav", *links, class_="ways", aria_label="Indicators in order")
    show_heading(page.title, page.subtitle, ways, above=write_breadcrumb(page.section, choices_that_follow()))


def _show_chart(page: IndicatorPage) -> None:
    with st.container(border=True, key="card_chart"):
        if switch_here("Show as", SHOWN, "as") == "table":
            show_panel(page.table, key="table")
        elif page.chart is None:
            st.info(page.why_no_chart)
        else:
            narrow = "Mobi" in st.context.headers.get("User-Agent", "")
            figure = draw_chart(page.chart.without_words(), st.context.theme.type == "dark", narrow)
            st.plotly_chart(figure, alt=page.chart.alt, theme=None, config={"displayModeBar": False}, key="chart")
        show_small_print(page.footnote)


def _offer_to_write(opened: Opened, chosen: Chosen) -> None:
    """Let those who may send say what the figures tell, and what happened that explains them."""
    settings = load_settings()
    subjects = [code for code in list_subjects(opened.generation, chosen.indicator) if code != EVERYTHING]
    agencies = tuple(subjects) if chosen.agency == EVERYTHING else (chosen.agency,)
    with st.container(key="writing"):
        show_comment_form(opened, settings, month=chosen.month, indicator=chosen.indicator, agencies=agencies)
        show_event_form(opened, settings, month=chosen.month)


show_page(show_indicator)
