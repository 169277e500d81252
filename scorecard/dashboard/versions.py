"""Lets a reader open any generation again: its number stands in the address and follows to every page."""

import re
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from scorecard.dashboard.address import FOLLOWING, write_query
from scorecard.dashboard.markup import element
from scorecard.errors import GenerationError
from scorecard.publication.formats import format_date
from scorecard.publication.generation import COUNCIL, current_generation, number_of
from scorecard.publication.reader import About, Generation, open_version, read_about
from scorecard.settings import Settings

PARAMETER = "version"
_LINK = re.compile(r' href="(/[^"]*)"')
_NAMED = re.compile(rf"[?&;]{PARAMETER}=")


def open_chosen(settings: Settings, newest: Generation) -> Generation:
    """Open the generation that the address names; the newest where it names none, or one that cannot be opened."""
    number = _stated()
    following = st.session_state.setdefault(FOLLOWING, {})
    following.pop(PARAMETER, None)
    about = read_about(newest)
    if number is None or number == about.number:
        return newest
    try:
        chosen = open_version(settings.published, about.audience, number)
    except GenerationError:
        return newest
    following[PARAMETER] = str(number)
    return chosen


def _stated() -> int | None:
    stated = st.query_params.get(PARAMETER, "")
    return int(stated) if re.fullmatch("[0-9]{1,9}", stated) else None


def chosen_version() -> str | None:
    """Give the number of the earlier version that is being looked at; None for the newest."""
    following: dict[str, str | None] = st.session_state.get(FOLLOWING, {})
    return following.get(PARAMETER)


def write_banner(about: About, page: str) -> Markup | None:
    """Write which version is looked at and the way to the newest; None where the newest is shown as asked for."""
    query = write_query({name: value for name, value in st.query_params.items() if name != PARAMETER})
    newest = element("a", "Show the newest", href=f"/{page}?{query}" if query else f"/{page}")
    if chosen_version() is not None:
        made = format_date(about.made_at.date())
        which = element("strong", f"Version {about.number} of {made}")
        return element("p", which, ", as reported at the time. ", newest, ".", class_="callout", role="status")
    stated = st.query_params.get(PARAMETER)
    if stated is None or stated == str(about.number):
        return None
    words = f"Version {stated} is not kept, or cannot be opened. This is the newest, version {about.number}."
    return element("p", words, class_="callout", role="status")


def tell_what_is_held_back(published: Path, generation: Generation, *, is_newest: bool) -> str | None:
    """Say that the board is not shown the newest figures: the council is told why, and the board that they are checked.

    None where the board is shown them, or an earlier version than its newest was asked for.
    """
    about = read_about(generation)
    if about.audience == COUNCIL:
        if about.board_blocked is None:
            return None
        return f"The board was not given version {about.number} and keeps the one it had: {about.board_blocked}."
    in_force = number_of(current_generation(published).name)
    # A damaged file is told of by the generation itself.
    if not is_newest or generation.instead_of is not None or in_force is None or in_force <= about.number:
        return None
    made = format_date(about.made_at.date())
    return f"The newest month is still being checked. The figures shown are those of version {about.number}, of {made}."


def keep_version(markup: Markup) -> Markup:
    """Let every link within the dashboard lead to the version that is looked at."""
    number = chosen_version()
    return markup if number is None else Markup(_LINK.sub(lambda link: _add(link[1], number), markup))


def _add(address: str, number: str) -> str:
    if _NAMED.search(address):
        return f' href="{address}"'
    path, mark, place = address.partition("#")
    between = "&amp;" if "?" in path else "?"
    return f' href="{path}{between}{PARAMETER}={number}{mark}{place}"'
