"""What the forms of a page have in common: who sends, a text, a role and a day, and the button that saves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import streamlit as st

from scorecard.dashboard.frame import Opened
from scorecard.dashboard.saving import NOTE, Form, is_saving, save, show_state
from scorecard.months import add_months, last_day
from scorecard.publication.formats import format_date
from scorecard.publication.reader import find_sender, name_senders, read_owners
from scorecard.settings import Settings

WEEKS, MONTH_ENDS = (1, 2, 4), 15


@contextmanager
def open_form(title: str, key: str) -> Iterator[bool]:
    """Fold a form away, and say whether it is open: a page costs nothing for the fields that nobody has asked for."""
    box = st.expander(title, key=f"{key}_open", on_change="rerun")
    with box:
        yield bool(box.open)


def choose_sender(opened: Opened, feed: str) -> str:
    """Give the agency that sends a feed; before any has, let the reader say which it is."""
    known = find_sender(opened.generation, feed)
    if known is not None:
        return known
    names = name_senders(opened.generation)
    return st.selectbox("Recorded by", list(names), format_func=names.__getitem__, key=f"sender_{feed}", width=220)


def ask_for_text(form: Form, column: str) -> str:
    """Ask for some sentences; what was typed stays for the session."""
    label = form.labels[column]
    text = st.text_area(label, key=form.name(column), height=90, max_chars=2000, persist_state="session")
    return text or ""


def ask_who_and_when(opened: Opened, form: Form) -> tuple[str, str]:
    """Ask for a role, one that has been used or another, and for a day by which something is due."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        owner = st.selectbox(
            form.labels["owner"],
            read_owners(opened.generation),
            index=None,
            placeholder="Choose a role, or type one",
            accept_new_options=True,
            key=form.name("owner"),
            persist_state="session",
            width=360,
        )
        due_on = st.selectbox(
            form.labels["due_on"],
            list_days(date.today()),
            index=None,
            placeholder="Choose a day",
            format_func=lambda day: name_day(day, date.today()),
            key=form.name("due_on"),
            persist_state="session",
            width=260,
        )
    return owner or "", "" if due_on is None else due_on.isoformat()


def offer_to_save(settings: Settings, form: Form, row: dict[str, str], words: str, note: str = NOTE) -> None:
    """Offer to save the row in `words`, and show how far that has come with a note on what may not be written."""
    if st.button(words, key=form.name("save"), disabled=is_saving(form)):
        save(settings, form, row)
        st.rerun()
    show_state(settings, form, note)


def list_days(today: date) -> list[date]:
    """List the days by which something may be due: in a few weeks, and the ends of months."""
    ends = [last_day(add_months(today.replace(day=1), step)) for step in range(MONTH_ENDS)]
    return sorted({*(today + timedelta(weeks=weeks) for weeks in WEEKS), *(end for end in ends if end > today)})


def name_day(day: date, today: date) -> str:
    """Write a day by which something may be due, and in how many weeks it is where it is that soon."""
    weeks, rest = divmod((day - today).days, 7)
    soon = "" if rest or weeks not in WEEKS else f", in {weeks} week{'' if weeks == 1 else 's'}"
    return f"{format_date(day)}{soon}"
