"""Conversion: every counting rule beside the others, and why none of them is the rate of another place."""

import streamlit as st

from scorecard.dashboard.conversion_view import write_conversion
from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import show_title
from scorecard.dashboard.selection import choose_month, choose_period

TITLE = "Conversion"
PLACE = 5


def show_conversion(opened: Opened) -> None:
    """Show the rules of conversion for the chosen month and period."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        page = write_conversion(opened, choose_month(opened), choose_period())
    with heading:
        show_title(page.title, page.subtitle)
    show_panel(page.markup, key="conversion")


show_page(show_conversion)
