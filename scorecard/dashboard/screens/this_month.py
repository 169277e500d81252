"""The overview: what changed in the month, and the scorecard."""

import streamlit as st

from scorecard.dashboard.address import choices_that_follow
from scorecard.dashboard.downloads import offer_downloads
from scorecard.dashboard.frame import Opened, open_figures, show_title
from scorecard.dashboard.month_view import Choice, Lower, is_place, write_lower, write_top
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import choose_month, choose_period, choose_theme, choose_view, switch_here
from scorecard.dashboard.warming import warm_views

TITLE = "This month"
PLACE = 1

SHOWN = {"all": "All indicators", "exceptions": "Exceptions"}


def show_this_month(opened: Opened) -> None:
    """Show the month for the chosen agency, theme and period."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        choice = Choice(choose_month(opened), choose_period(), choose_view(opened), choose_theme(opened))
    warm_views(opened)
    top = write_top(opened, choice, tuple(sorted(choices_that_follow().items())))
    with heading:
        show_title(top.title, top.subtitle)
    show_panel(top.markup, key="overview")
    show_panel(_choose_rows(opened, choice).markup, key="scorecard")


def _choose_rows(opened: Opened, choice: Choice) -> Lower:
    """Let the reader keep the exceptions, or the rows of one number of the grid."""
    only = st.query_params.get("only", "")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="actions"):
        st.header(":primary[Scorecard]", anchor=False)
        which = switch_here("Show", SHOWN, "show")
        if is_place(only):
            st.button("Show all rows", on_click=_forget_only)
        lower = write_lower(opened, choice, only, which)
        offer_downloads(lower.rows)
    return lower


def _forget_only() -> None:
    st.query_params.pop("only", None)


show_this_month(open_figures())
