"""The overview: what changed in the month, and the scorecard."""

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.address import choices_that_follow
from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.markup import element
from scorecard.dashboard.month_view import Choice, Top, write_lower, write_top
from scorecard.dashboard.panel import link_to, show_panel
from scorecard.dashboard.selection import EVERYTHING, Controls, switch_here
from scorecard.publication.choosing import is_place

TITLE = "This month"
PLACE = 1

SHOWN = {"core": "Core", "all": "All indicators", "exceptions": "Exceptions"}


def show_this_month(opened: Opened) -> Markup:
    """Show the month for the chosen agency, theme and period."""
    controls = Controls()
    month, period = controls.choose_month(opened), controls.choose_period()
    choice = Choice(month, period, controls.choose_view(opened), controls.choose_theme(opened))
    top = write_top(opened, choice, tuple(sorted(choices_that_follow().items())))
    _show_heading(top)
    controls.show()
    show_panel(top.markup, key="overview")
    return _choose_rows(opened, choice)


def _show_heading(top: Top) -> None:
    meeting = element("a", "Meeting mode", href=link_to("meeting", **choices_that_follow()), class_="button")
    show_heading(top.title, top.subtitle, element("p", meeting, class_="meeting-mode"))


def _choose_rows(opened: Opened, choice: Choice) -> Markup:
    """Let the reader keep the exceptions, or the rows of one number of the grid."""
    only = st.query_params.get("only", "")
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="actions"):
        st.header(":primary[Scorecard]", anchor=False)
        which = switch_here("Show", _list_ways(choice), "show")
        if is_place(only):
            st.button("Show all rows", on_click=_forget_only)
    return write_lower(opened, choice, only, which)


def _list_ways(choice: Choice) -> dict[str, str]:
    """List the ways to show the rows, the usual one first: a filtered scorecard is short enough to be shown whole."""
    filtered = choice.view != EVERYTHING or choice.theme != EVERYTHING
    return {name: SHOWN[name] for name in ("all", "exceptions")} if filtered else SHOWN


def _forget_only() -> None:
    st.query_params.pop("only", None)


show_page(show_this_month)
