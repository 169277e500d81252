"""Training: each agency by course against its target, and how many staff are short of it."""

import polars as pl
import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, open_figures, show_title, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.selection import choose_month
from scorecard.dashboard.training_table import write_finding, write_table
from scorecard.months import last_day
from scorecard.publication.formats import format_date
from scorecard.publication.reader import read_courses

TITLE = "Training"
PLACE = 4


def show_training(opened: Opened) -> None:
    """Show the courses of every agency at the end of the chosen month."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        month = choose_month(opened)
    rows = read_courses(opened.generation, month, "month").filter(pl.col("last_value").is_not_null())
    with heading:
        show_title(write_finding(rows), f"Staff in date with safeguarding training at {format_date(last_day(month))}")
    parts: list[Markup] = [write_stamp(opened, month)]
    if rows.is_empty():
        parts.append(element("p", "No training return has been received up to this month.", class_="note"))
    else:
        parts.append(write_table(rows, carry(opened, month, "month")))
    note = (
        "Agencies in the order of the pathway, not ranked. Headcounts are sent, percentages are worked out. "
        "Short of target: how many more staff would have to be in date to reach it."
    )
    parts.append(element("p", note, class_="note"))
    show_panel(join(parts), key="training")


show_training(open_figures())
