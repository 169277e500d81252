"""Referrals: what each agency sent, what became of it, and whether its sender was told."""

import streamlit as st

from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import show_title
from scorecard.dashboard.referral_view import write_referrals
from scorecard.dashboard.selection import choose_month, choose_period, choose_view

TITLE = "Referrals"
PLACE = 7


def show_referrals(opened: Opened) -> None:
    """Show the referrals of all agencies, or of the chosen one, for the chosen month and period."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        month, period, view = choose_month(opened), choose_period(), choose_view(opened)
    page = write_referrals(opened, month, period, view)
    with heading:
        show_title(page.title, page.subtitle)
    show_panel(page.markup, key="referrals")


show_page(show_referrals)
