"""Panels and learning: high-risk cases from referral to closure, and what reviews asked for, done and shown to work."""

import streamlit as st

from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.learning_view import list_states, show_actions, write_learning
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import show_title
from scorecard.dashboard.selection import choose_here, choose_month, choose_period, choose_theme, choose_view

TITLE = "Panels and learning"
PLACE = 8


def show_learning(opened: Opened) -> None:
    """Show the actions for the chosen owner, theme, kind of review and state, then the panels."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        month, period, view, theme = (
            choose_month(opened),
            choose_period(),
            choose_view(opened),
            choose_theme(opened),
        )
        states, sources = list_states(opened, month)
        state = choose_here("State", states, "state", width=170)
        source = choose_here("Asked for by", sources, "source", width=240)
        shown = show_actions(opened, month, view, theme, state, source)
    page = write_learning(opened, month, period, shown)
    with heading:
        show_title(page.title, page.subtitle)
    show_panel(page.markup, key="learning")


show_page(show_learning)
