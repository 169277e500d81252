"""The returns: who has sent what, whom to chase, what was found in each, and a way to send one."""

from datetime import date

import streamlit as st

from scorecard.dashboard.frame import Opened, open_figures, show_title, write_stamp
from scorecard.dashboard.markup import join
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.returns_view import write_returns_page
from scorecard.dashboard.selection import choose_month
from scorecard.dashboard.sending import ask_for_return, offer_template, show_tray
from scorecard.months import parse_month
from scorecard.publication.reader import name_agencies
from scorecard.settings import load_settings

TITLE = "Returns"
PLACE = 5


def show_returns(opened: Opened) -> None:
    """Show the grid of returns, and one agency's month where a cell was picked."""
    settings = load_settings()
    agencies = dict(name_agencies(opened.generation))
    heading = st.container()
    agency = st.query_params.get("agency")
    agency = agency if agency in agencies else None
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        month = choose_month(opened)
        if settings.may_send and st.button("Send a return", key="send"):
            ask_for_return(opened, settings, agency, month)
        offer_template(opened, settings, agency, month)
    page = write_returns_page(opened, month, agency, _choose_month_of(month))
    with heading:
        show_title(page.title, page.subtitle)
    if settings.may_send:
        show_tray(settings, agencies)
    show_panel(join([write_stamp(opened, month), page.markup]), key="returns_page")


def _choose_month_of(month: date) -> date:
    """Give the month of the picked cell; without one that can be read, the month of the page."""
    try:
        return parse_month(st.query_params.get("of", ""))
    except ValueError:
        return month


show_returns(open_figures())
