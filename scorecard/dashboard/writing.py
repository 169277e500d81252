"""The forms in which people write on a page: a decision, a comment, an event; and the way to say that one is done."""

from datetime import date, timedelta

import streamlit as st

from scorecard.access.roles import Written
from scorecard.dashboard.form_fields import (
    ask_for_text,
    ask_who_and_when,
    choose_sender,
    offer_to_save,
    open_form,
)
from scorecard.dashboard.frame import Opened
from scorecard.dashboard.saving import Form, leave_earlier_forms
from scorecard.dashboard.selection import EVERYTHING
from scorecard.feeds.code_lists import labels
from scorecard.months import last_day, write_month
from scorecard.publication.formats import format_date
from scorecard.publication.reader import name_agencies, name_senders, name_themes
from scorecard.settings import Settings

DECISION = {
    "challenge": "Question or challenge",
    "decision": "Decision",
    "owner": "Owner",
    "due_on": "By",
}
COMMENT = {"comment": "What it tells us", "action": "What we are doing", "owner": "Your role", "due_on": "Due"}
EVENT = {"title": "What happens", "date": "Day", "kind": "Kind", "led_by": "Agency", "themes": "Themes"}


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
    agency = choose_sender(opened, "decisions")
    about = None if subject == EVERYTHING else subject
    key = f"decision_{write_month(month)}_{indicator}_{about}"
    form = Form(key, "decisions", agency, month, DECISION)
    leave_earlier_forms(form)
    challenge = ask_for_text(form, "challenge")
    decision = ask_for_text(form, "decision")
    owner, due_on = ask_who_and_when(opened, form)
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
    offer_to_save(settings, form, row, "Save as an action")


def offer_done(opened: Opened, settings: Settings, *, decision_id: str, sent_for: date) -> None:
    """Offer to say that a decision is done; `sent_for` is the month of the newest return that has it."""
    if not may_write(opened, settings):
        return
    agency = choose_sender(opened, "decisions")
    form = Form(f"done_{decision_id}", "decisions", agency, sent_for, {"done_on": "Done on"})
    row = {"decision_id": decision_id, "done_on": date.today().isoformat()}
    offer_to_save(settings, form, row, "Mark as done", note="")


def show_comment_form(
    opened: Opened, settings: Settings, *, month: date, indicator: str, agencies: tuple[str, ...]
) -> None:
    """Show the fields for a comment on an indicator, by one of the agencies whose figures it has."""
    if not may_write(opened, settings, "comments") or not agencies:
        return
    key = f"comment_{write_month(month)}_{indicator}"
    with open_form("Add a comment", key) as is_open:
        if not is_open:
            return
        names = name_senders(opened.generation)
        agency = agencies[0]
        if len(agencies) > 1:
            agency = st.selectbox(
                "Agency", agencies, format_func=lambda code: names.get(code, code), key=f"{key}_agency", width=220
            )
        form = Form(f"{key}_{agency}", "commentary", agency, month, COMMENT)
        leave_earlier_forms(form)
        comment = ask_for_text(form, "comment")
        action = ask_for_text(form, "action")
        owner, due_on = ask_who_and_when(opened, form)
        row = {
            "indicator": indicator,
            "line": "",
            "comment": comment,
            "action": action,
            "owner": owner,
            "written_on": date.today().isoformat(),
            "due_on": due_on,
        }
        offer_to_save(settings, form, row, "Save the comment")


def show_event_form(opened: Opened, settings: Settings, *, month: date) -> None:
    """Show the fields for an event of the month, drawn on the charts of its themes."""
    if not may_write(opened, settings, "events"):
        return
    key = f"event_{write_month(month)}"
    with open_form("Add an event", key) as is_open:
        if not is_open:
            return
        agency = choose_sender(opened, "events")
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
        offer_to_save(settings, form, row, "Save the event")
