"""One agency: its training, what changed, its own figures, and its returns."""

import streamlit as st

from scorecard.dashboard.agency_view import write_agency
from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import show_title
from scorecard.dashboard.selection import choose_agency, choose_month, choose_period

TITLE = "Agencies"
PLACE = 3


def show_agency(opened: Opened) -> None:
    """Show the chosen agency for the chosen month and period."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        page = write_agency(opened, choose_agency(opened), choose_month(opened), choose_period())
    with heading:
        show_title(page.title, page.name)
    show_panel(page.markup, key="agency_page")


show_page(show_agency)
