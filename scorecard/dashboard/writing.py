"""The forms in which people write on a page: a decision, a comment, an event; and the way to say that one is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import streamlit as st

from scorecard.access.roles import Written
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.saving import NOTE, Form, is_saving, save, show_state
from scorecard.dashboard.selection import EVERYTHING
from scorecard.feeds.code_lists import labels
from scorecard.months import add_months, last_day, write_month
from scorecard.publication.formats import format_date
from scorecard.publication.reader import find_sender, name_agencies, name_senders, name_themes, read_owners
from scorecard.settings import Settings

DECISION = {
    "challenge": "Question or challenge",
    "decision": "Decision",
    "owner": "Owner",
    "due_on": "By",
}
COMMENT = {"comment": "What it tells us", "action": "What we are doing", "owner": "Your role", "due_on": "Due"}
EVENT = {"title": "What happens", "date": "Day", "kind": "Kind", "led_by": "Agency", "themes": "Themes"}
WEEKS, MONTH_ENDS = (1, 2, 4), 15


def may_write(opened: Opened, settings: Settings, what: Written = "decisions") -> bool:
    """Say whether the viewer may write this here, and never into a version of the past."""
    return settings.may_send and opened.is_newest and opened.viewer.may_write(what)


def show_decision_form(
    opened: Opened, settings: Settings, *, month: date, indicator: str | None, subject: str | None
) -> None:
    """Show the fields for a decision of the meeting that looks at a month; nothing to those who may not record one.

    Fields: question or challenge, decision, owner, by when. `indicator` and `subject` (an agency) are what it is about.
    """
    if not may_write(opened, settings):
        return
    agency = _choose_sender(opened, "decisions")
    about = None if subject == EVERYTHING else subject
    key = f"decision_{write_month(month)}_{indicator}_{about}"
    form = Form(key, "decisions", agency, month, DECISION)
    challenge = _ask_for_text(form, "challenge", height=90)
    decision = _ask_for_text(form, "decision", height=90)
    owner, due_on = _ask_who_and_when(opened, form)
    row = {
        "decision_id": "",
        "indicator": indicator or "",
        "subject": about or "",
        "challenge": challenge,
        "decision": decision,
        "owner": owner,
        "due_on": due_on,
        "done_on": "",
        "recorded_on": date.today().isoformat(),
    }
    _offer_to_save(settings, form, row, "Save as an action")


def offer_done(opened: Opened, settings: Settings, *, decision_id: str, sent_for: date) -> None:
    """Offer to say that a decision is done; `sent_for` is the month of the newest return that has it."""
    if not may_write(opened, settings):
        return
    agency = _choose_sender(opened, "decisions")
    form = Form(f"done_{decision_id}", "decisions", agency, sent_for, {"done_on": "Done on"})
    row = {"decision_id": decision_id, "done_on": date.today().isoformat()}
    _offer_to_save(settings, form, row, "Mark as done", note="")


def show_comment_form(
    opened: Opened, settings: Settings, *, month: date, indicator: str, agencies: tuple[str, ...]
) -> None:
    """Show the fields for a comment on an indicator, by one of the agencies whose figures it has."""
    if not may_write(opened, settings, "comments") or not agencies:
        return
    key = f"comment_{write_month(month)}_{indicator}"
    with _open_form("Add a comment", key) as is_open:
        if not is_open:
            return
        names = name_senders(opened.generation)
        agency = agencies[0]
        if len(agencies) > 1:
            agency = st.selectbox(
                "Agency", agencies, format_func=lambda code: names.get(code, code), key=f"{key}_agency", width=220
            )
        form = Form(f"{key}_{agency}", "commentary", agency, month, COMMENT)
        comment = _ask_for_text(form, "comment", height=90)
        action = _ask_for_text(form, "action", height=90)
        owner, due_on = _ask_who_and_when(opened, form)
        row = {
            "indicator": indicator,
            "line": "",
            "comment": comment,
            "action": action,
            "owner": owner,
            "written_on": date.today().isoformat(),
            "due_on": due_on,
        }
        _offer_to_save(settings, form, row, "Save the comment")


def show_event_form(opened: Opened, settings: Settings, *, month: date) -> None:
    """Show the fields for an event of the month, drawn on the charts of its themes."""
    if not may_write(opened, settings, "events"):
        return
    key = f"event_{write_month(month)}"
    with _open_form("Add an event", key) as is_open:
        if not is_open:
            return
        agency = _choose_sender(opened, "events")
        form = Form(key, "events", agency, month, EVENT)
        title = st.text_input(EVENT["title"], key=form.name("title"), persist_state="session")
        kinds, names, themes = labels("event_kind"), name_agencies(opened.generation), name_themes(opened.generation)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            days = [month + timedelta(days=place) for place in range(last_day(month).day)]
            day = st.selectbox(EVENT["date"], days, format_func=format_date, key=form.name("date"), width=220)
            kind = st.selectbox(EVENT["kind"], list(kinds), format_func=kinds.__getitem__, key=form.name("kind"))
            every = ["", *names]
            led_by = st.selectbox(
                EVENT["led_by"], every, format_func=lambda code: names.get(code, "All"), key=form.name("led_by")
            )
        chosen = st.pills(
            EVENT["themes"],
            list(themes),
            format_func=themes.__getitem__,
            selection_mode="multi",
            key=form.name("themes"),
        )
        row = {"date": day.isoformat(), "title": title, "kind": kind, "led_by": led_by, "themes": ";".join(chosen)}
        _offer_to_save(settings, form, row, "Save the event")


@contextmanager
def _open_form(title: str, key: str) -> Iterator[bool]:
    """Fold a form away, and say whether it is open: a page costs nothing for the fields that nobody has asked for."""
    box = st.expander(title, key=f"{key}_open", on_change="rerun")
    with box:
        yield bool(box.open)


def _choose_sender(opened: Opened, feed: str) -> str:
    """Give the agency that sends a feed; before any has, let the reader say which it is."""
    known = find_sender(opened.generation, feed)
    if known is not None:
        return known
    names = name_senders(opened.generation)
    return st.selectbox("Recorded by", list(names), format_func=names.__getitem__, key=f"sender_{feed}", width=220)


def _ask_for_text(form: Form, column: str, *, height: int) -> str:
    label = form.labels[column]
    text = st.text_area(label, key=form.name(column), height=height, max_chars=2000, persist_state="session")
    return text or ""


def _ask_who_and_when(opened: Opened, form: Form) -> tuple[str, str]:
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


def list_days(today: date) -> list[date]:
    """List the days by which something may be due: in a few weeks, and the ends of months."""
    ends = [last_day(add_months(today.replace(day=1), step)) for step in range(MONTH_ENDS)]
    return sorted({*(today + timedelta(weeks=weeks) for weeks in WEEKS), *(end for end in ends if end > today)})


def name_day(day: date, today: date) -> str:
    """Write a day by which something may be due, and in how many weeks it is where it is that soon."""
    weeks, rest = divmod((day - today).days, 7)
    soon = "" if rest or weeks not in WEEKS else f", in {weeks} week{'' if weeks == 1 else 's'}"
    return f"{format_date(day)}{soon}"


def _offer_to_save(settings: Settings, form: Form, row: dict[str, str], words: str, note: str = NOTE) -> None:
    if st.button(words, key=form.name("save"), disabled=is_saving(form)):
        save(settings, form, row)
        st.rerun()
    show_state(settings, form, note)
