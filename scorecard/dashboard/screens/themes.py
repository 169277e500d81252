"""Themes: one theme over every agency, with the gaps where nobody supplies a figure, and the grid of all themes."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from scorecard.dashboard.address import choose_in_address
from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import show_title
from scorecard.dashboard.selection import EVERYTHING, choose_here, choose_month, choose_period
from scorecard.dashboard.theme_view import ThemeChoice, name_every_theme, name_grades, name_partners, write_theme

TITLE = "Themes"
PLACE = 4


def show_themes(opened: Opened) -> None:
    """Show the chosen theme for the chosen agency, month, period and grade of audits."""
    themes = name_every_theme(opened)
    if not themes:
        show_title("No theme has been set up", "")
        st.info("Themes stand in the reference file themes.csv. They appear here with the next publication.")
        return
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        choice = _choose(opened, themes)
        grades = name_grades(opened, choice)
        grade = choose_here("Grade of audits", {"": "All grades", **grades}, "grade", width=190) if grades else ""
        page = write_theme(opened, choice, grade)
    with heading:
        show_title(page.title, page.subtitle)
    show_panel(page.markup, key="themes")


def _choose(opened: Opened, themes: Mapping[str, str]) -> ThemeChoice:
    """Let the reader choose; themes and agencies without any figure can be chosen as well, to see their gaps."""
    theme = choose_in_address("theme", themes, partial(st.selectbox, "Theme", width=330))
    agencies = {EVERYTHING: "All agencies", **name_partners(opened, opened.about.reporting_month)}
    agency = choose_in_address("agency", agencies, partial(st.selectbox, "Agency", width=190))
    return ThemeChoice(theme, agency, choose_month(opened), choose_period())


show_page(show_themes)
