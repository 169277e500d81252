"""Panels and learning: high-risk cases from referral to closure, and what reviews asked for, done and shown to work."""

from markupsafe import Markup

from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.learning_view import list_states, show_actions, write_learning
from scorecard.dashboard.selection import Controls

TITLE = "Panels and learning"
PLACE = 8


def show_learning(opened: Opened) -> Markup:
    """Show the actions for the chosen owner, theme, kind of review and state, then the panels."""
    controls = Controls()
    month, period = controls.choose_month(opened), controls.choose_period()
    view, theme = controls.choose_view(opened), controls.choose_theme(opened)
    states, sources = list_states(opened, month)
    state = controls.choose_here("State", states, "state", width=170)
    source = controls.choose_here("Asked for by", sources, "source", width=240)
    page = write_learning(opened, month, period, show_actions(opened, month, view, theme, state, source))
    show_heading(page.title, page.subtitle)
    controls.show()
    return page.markup


show_page(show_learning)
