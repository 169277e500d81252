"""One agency: its training, its own figures, what became of its referrals, and its returns."""

import polars as pl
import streamlit as st
from markupsafe import Markup

from scorecard.dashboard import agency_parts as parts
from scorecard.dashboard.carrying import carry
from scorecard.dashboard.frame import Opened, open_figures, show_title, write_stamp
from scorecard.dashboard.markup import element, join
from scorecard.dashboard.overview import count_changes, write_findings
from scorecard.dashboard.panel import show_panel
from scorecard.dashboard.scorecard_table import write_scorecard
from scorecard.dashboard.selection import choose_agency, choose_month, choose_period, name_period
from scorecard.publication.reader import read_agencies, read_courses, read_findings, read_returns, read_scorecard

TITLE = "Agencies"
PLACE = 3


def show_agency(opened: Opened) -> None:
    """Show the chosen agency for the chosen month and period."""
    heading = st.container()
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        agency = choose_agency(opened)
        month = choose_month(opened)
        period = choose_period()
    names = read_agencies(opened.generation).row(by_predicate=pl.col("code") == agency, named=True)
    rows = read_scorecard(opened.generation, month, period, agency)
    every_course = read_courses(opened.generation, month, "month").filter(pl.col("last_value").is_not_null())
    courses = every_course.filter(pl.col("agency_code") == agency).sort("position")
    returns = read_returns(opened.generation, agency).filter(pl.col("report_month") <= month)
    carried = carry(opened, month, period)
    with heading:
        title = parts.write_title(str(names["short_name"]), courses, count_changes(rows))
        show_title(title, str(names["name"]))
    findings = read_findings(opened.generation, month, agency)
    sections: list[Markup] = [write_stamp(opened, month), parts.write_summary(returns, month)]
    if not courses.is_empty():
        sections.append(parts.write_training(courses, every_course, agency, month, carried))
    sections.append(write_findings(findings, rows, carried))
    caption = f"{names['short_name']}: own indicators, {name_period(month, period)}"
    table = write_scorecard(rows, month, period, caption=caption, newest=opened.about.reporting_month)
    sections += [element("h2", "The agency’s own indicators", class_="after"), table, parts.write_returns(returns)]
    show_panel(join(sections), key="agency_page")


show_agency(open_figures())
