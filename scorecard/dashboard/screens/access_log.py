"""Access log: who looked at, took away, sent or changed what, and whether the log of it is whole."""

from pathlib import Path

import streamlit as st

from scorecard.access.log import MOST_READ, read_contents, read_events
from scorecard.dashboard import access_log_parts as parts
from scorecard.dashboard.frame import Opened, show_heading, show_page
from scorecard.dashboard.markup import element
from scorecard.dashboard.panel import show_panel
from scorecard.errors import AccessLogError
from scorecard.publication.formats import format_date
from scorecard.settings import load_settings

TITLE = "Access log"
PLACE = 13

EVERY = ""
PAGE = "access_log_page"


def show_access_log(opened: Opened) -> None:
    """Show the newest events for the chosen person, kind and day, to whoever may read the log."""
    if not opened.viewer.policy.may_read_log:
        show_heading("The access log is not for your role", "")
        return
    path = load_settings().audit_log
    try:
        _show(path)
    except AccessLogError as error:
        show_heading("The access log cannot be read", "")
        st.warning(str(error))


def _show(path: Path) -> None:
    broken, contents = parts.check_now_and_then(path), read_contents(path)
    show_heading(
        parts.write_title(broken, contents.events),
        "Identifiers only: never a figure, and nothing about any person’s case",
    )
    if contents.events:
        show_panel(
            element("div", parts.write_state(broken), parts.write_log_download(), class_="announced"), key="whole"
        )
    # Not in the address, as the choices of other pages are: a person's name has no place there.
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        people = {EVERY: "Everybody", **{person: person for person in contents.people}}
        days = {day.isoformat(): day for day in contents.days}
        person = _choose("Person", people, 260)
        kind = _choose("What", {EVERY: "Everything", **parts.EVENT_WORDS}, 200)
        day = _choose("Day", {EVERY: "All days", **{code: format_date(day) for code, day in days.items()}}, 200)
    before = st.session_state.get(PAGE)
    events = read_events(path, person=person or None, event=kind or None, day=days.get(day), before=before)
    show_panel(parts.write_events(tuple(events), is_filtered=bool(person or kind or day or before)), key="events")
    with st.container(horizontal=True, key="pages"):
        if before is not None:
            st.button("Newest events", on_click=_turn_to, args=(None,))
        if len(events) == MOST_READ:
            st.button("Earlier events", on_click=_turn_to, args=(events[-1].number,))


def _choose(label: str, options: dict[str, str], width: int) -> str:
    chosen: str = st.selectbox(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        width=width,
        on_change=_turn_to,
        args=(None,),
    )
    return chosen


def _turn_to(before: int | None) -> None:
    st.session_state[PAGE] = before


show_page(show_access_log)
