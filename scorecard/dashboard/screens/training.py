"""Training: each agency by course against its target, and how many staff are short of it."""

import streamlit as st

from scorecard.dashboard.frame import Opened, open_figures, show_title
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import choose_month
from scorecard.dashboard.training_table import write_training

TITLE = "Training"
PLACE = 4


def show_training(opened: Opened) -> None:
    """Show the courses of every agency at the end of the chosen month."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        page = write_training(opened, choose_month(opened))
    with heading:
        show_title(page.title, page.subtitle)
    show_panel(page.markup, key="training")


show_training(open_figures())
