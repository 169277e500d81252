"""What the reader chose: month, period, agency and theme."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard.dashboard.address import offer_choice, read_choice, set_choice
from scorecard.dashboard.frame import Opened
from scorecard.months import months_between, parse_month, write_month
from scorecard.publication.formats import format_month
from scorecard.publication.periods import PERIODS
from scorecard.publication.reader import name_agencies, name_themes

EVERYTHING = "all"


class Controls:
    """What the reader may choose on a page: read from the address at once, drawn once the heading stands above."""

    def __init__(self) -> None:
        self._drawn: list[Callable[[], None]] = []

    def choose(
        self, parameter: str, options: Mapping[str, str], label: str, *, width: int, follows: bool = True
    ) -> str:
        """Give what is chosen, and offer the other options."""
        chosen = read_choice(parameter, options, follows=follows)
        widget = partial(st.selectbox, label, width=width)
        self._drawn.append(partial(offer_choice, parameter, options, chosen, widget, follows=follows))
        return chosen

    def choose_here(self, label: str, options: Mapping[str, str], parameter: str, *, width: int) -> str:
        """Give what is chosen of something that belongs to this page alone."""
        return self.choose(parameter, options, label, width=width, follows=False)

    def choose_month(self, opened: Opened) -> date:
        """Give the month; the reader may pick another, or step to the one before or after."""
        options = name_months(opened.about.first_month, opened.about.reporting_month)
        chosen = read_choice("month", options)
        self._drawn.append(partial(_offer_months, options, chosen))
        return parse_month(chosen)

    def choose_period(self) -> str:
        """Give what a figure covers."""
        chosen = read_choice("period", PERIODS)
        words = "Year to date is the financial year from April. 12 months are rolling."
        widget = partial(st.segmented_control, "Period", required=True, help=words)
        self._drawn.append(partial(offer_choice, "period", PERIODS, chosen, widget))
        return chosen

    def choose_view(self, opened: Opened) -> str:
        """Give the agency that is looked at, or the whole partnership."""
        options = {EVERYTHING: "All agencies", **name_agencies(opened.generation)}
        return self.choose("agency", options, "Agency", width=180)

    def choose_agency(self, opened: Opened) -> str:
        """Give the one agency that is looked at."""
        return self.choose("agency", name_agencies(opened.generation, "name"), "Agency", width=340)

    def choose_theme(self, opened: Opened) -> str:
        """Give the theme whose indicators alone are kept."""
        options = {EVERYTHING: "All themes", **name_themes(opened.generation)}
        return self.choose("theme", options, "Theme", width=230)

    def show(self) -> DeltaGenerator:
        """Draw them in one row, to which a page may add."""
        row = st.container(horizontal=True, vertical_alignment="bottom", key="controls")
        with row:
            for draw in self._drawn:
                draw()
        return row


@lru_cache(maxsize=16)
def name_months(first: date, last: date) -> Mapping[str, str]:
    """Give the name of each month by its code, the newest first."""
    return MappingProxyType({write_month(month): format_month(month) for month in months_between(first, last)[::-1]})


def _offer_months(options: Mapping[str, str], chosen: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xxsmall", width="content", key="months"):
        _offer_step("Earlier", "Previous month", list(options), chosen, 1)
        offer_choice("month", options, chosen, partial(st.selectbox, "Month", width=170))
        _offer_step("Later", "Next month", list(options), chosen, -1)


def _offer_step(mark: str, words: str, months: list[str], chosen: str, step: int) -> None:
    target = months.index(chosen) + step
    beyond = not 0 <= target < len(months)
    arguments = ("month", chosen if beyond else months[target], months[0])
    st.button(mark, key=words, help=words, on_click=set_choice, args=arguments, disabled=beyond, width=82)


def switch_here(label: str, options: Mapping[str, str], parameter: str) -> str:
    """Let the reader switch between a few ways to see this page."""
    chosen = read_choice(parameter, options, follows=False)
    widget = partial(st.segmented_control, label, required=True, label_visibility="collapsed")
    offer_choice(parameter, options, chosen, widget, follows=False)
    return chosen
