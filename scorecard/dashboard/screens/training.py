"""Training: each agency by course against its target, and how many staff are short of it."""

import streamlit as st

from scorecard.dashboard.frame import Opened, show_page
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.plain_text import show_title
from scorecard.dashboard.selection import EVERYTHING, choose_here, choose_month
from scorecard.dashboard.training_table import name_courses, write_training

TITLE = "Training"
PLACE = 6


def show_training(opened: Opened) -> None:
    """Show the courses of every agency at the end of the chosen month, or one course of each."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        month = choose_month(opened)
        courses = {EVERYTHING: "All courses", **name_courses(opened, month)}
        page = write_training(opened, month, choose_here("Course", courses, "course", width=260))
    with heading:
        show_title(page.title, page.subtitle)
    show_panel(page.markup, key="training")


show_page(show_training)
