"""Themes: one theme over every agency, with the gaps where nobody supplies a figure, and the grid of all themes."""

from collections.abc import Mapping

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.selection import EVERYTHING, Controls
from scorecard.dashboard.theme_choice import ThemeChoice, name_every_theme, name_grades, name_partners
from scorecard.dashboard.theme_view import write_theme

TITLE = "Themes"
PLACE = 4


def show_themes(opened: Opened) -> Markup | None:
    """Show the chosen theme for the chosen agency, month, period and grade of audits."""
    themes = name_every_theme(opened)
    if not themes:
        show_heading("No theme has been set up", "")
        st.info("Themes stand in the reference file themes.csv. They appear here with the next publication.")
        return None
    controls = Controls()
    choice = _choose(opened, themes, controls)
    grades, grade = name_grades(opened, choice), ""
    if grades:
        grade = controls.choose_here("Grade of audits", {"": "All grades", **grades}, "grade", width=190)
    page = write_theme(opened, choice, grade)
    show_heading(page.title, page.subtitle)
    controls.show()
    return page.markup


def _choose(opened: Opened, themes: Mapping[str, str], controls: Controls) -> ThemeChoice:
    """Let the reader choose; themes and agencies without any figure can be chosen as well, to see their gaps."""
    theme = controls.choose("theme", themes, "Theme", width=330)
    agencies = {EVERYTHING: "All agencies", **name_partners(opened, opened.about.reporting_month)}
    agency = controls.choose("agency", agencies, "Agency", width=190)
    return ThemeChoice(theme, agency, controls.choose_month(opened), controls.choose_period())


show_page(show_themes)
