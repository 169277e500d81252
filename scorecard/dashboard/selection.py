"""What the reader chose: month, period, agency and theme."""

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from scorecard.dashboard.address import choose_in_address, read_choice, set_choice
from scorecard.dashboard.frame import Opened
from scorecard.months import months_between, parse_month, write_month
from scorecard.publication.formats import format_month
from scorecard.publication.periods import PERIODS
from scorecard.publication.reader import name_agencies, name_themes

EVERYTHING = "all"


def choose_month(opened: Opened) -> date:
    """Let the reader pick a month, or step to the one before or after."""
    months = months_between(opened.about.first_month, opened.about.reporting_month)[::-1]
    options = {write_month(month): format_month(month) for month in months}
    chosen = read_choice("month", options)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xxsmall", width="content", key="months"):
        _offer_step("Earlier", "Previous month", list(options), chosen, 1)
        choose_in_address("month", options, partial(st.selectbox, "Month", width=170))
        _offer_step("Later", "Next month", list(options), chosen, -1)
    return parse_month(chosen)


def _offer_step(mark: str, words: str, months: list[str], chosen: str, step: int) -> None:
    target = months.index(chosen) + step
    beyond = not 0 <= target < len(months)
    arguments = ("month", chosen if beyond else months[target], months[0])
    st.button(mark, key=words, help=words, on_click=set_choice, args=arguments, disabled=beyond, width=82)


def choose_period() -> str:
    """Let the reader choose what a figure covers."""
    words = "Year to date is the financial year from April. 12 months are rolling."
    return choose_in_address("period", PERIODS, partial(st.segmented_control, "Period", required=True, help=words))


def choose_view(opened: Opened) -> str:
    """Let the reader look at the whole partnership or at one agency."""
    options = {EVERYTHING: "All agencies", **name_agencies(opened.generation)}
    return choose_in_address("agency", options, partial(st.selectbox, "Agency", width=180))


def choose_agency(opened: Opened) -> str:
    """Let the reader choose one agency."""
    names = name_agencies(opened.generation, "name")
    return choose_in_address("agency", names, partial(st.selectbox, "Agency", width=340))


def choose_theme(opened: Opened) -> str:
    """Let the reader keep only the indicators of one theme."""
    options = {EVERYTHING: "All themes", **name_themes(opened.generation)}
    return choose_in_address("theme", options, partial(st.selectbox, "Theme", width=230))


def choose_here(label: str, options: Mapping[str, str], parameter: str, *, width: int) -> str:
    """Let the reader choose something that belongs to this page alone."""
    return choose_in_address(parameter, options, partial(st.selectbox, label, width=width), follows=False)


def switch_here(label: str, options: Mapping[str, str], parameter: str) -> str:
    """Let the reader switch between a few ways to see this page."""
    widget = partial(st.segmented_control, label, required=True, label_visibility="collapsed")
    return choose_in_address(parameter, options, widget, follows=False)
