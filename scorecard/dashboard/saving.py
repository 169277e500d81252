"""Saves what a person writes on a page: checks it, lays it in the tray, and shows what became of it.

What was typed stays in the fields until it is saved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import streamlit as st

from scorecard.dashboard.access_logging import record_upload
from scorecard.dashboard.guard import current_viewer
from scorecard.dashboard.plain_text import escape_markdown, show_small_print
from scorecard.dashboard.sending import POLL, name_sender
from scorecard.errors import ScorecardError
from scorecard.feeds.additions import add_rows, put_addition, write_rows
from scorecard.feeds.catalogue import find_feed
from scorecard.feeds.checking import check_return
from scorecard.months import write_month
from scorecard.publication.declaring import declare_return
from scorecard.settings import Settings
from scorecard.tray import Entry, read_entry

NOTE = "No names of adults, dates of birth or NHS numbers."
REFUSING = ("refuse_file", "refuse_row")
PATIENCE = timedelta(seconds=30)
FORMS_KEPT = 3
"""As many forms keep their blank fields, since a text can arrive when the next form is already shown."""


@dataclass(frozen=True)
class Form:
    """The fields of one addition: its key tells it from every other form, `labels` name the columns for people."""

    key: str
    feed: str
    agency: str
    month: date
    labels: Mapping[str, str]

    def name(self, column: str) -> str:
        """Give the key of the field of a column; once saved, the fields are new ones and blank."""
        state = _state(self)
        name = f"{self.key}_{state.turn}_{column}"
        state.shown.add(name)
        return name


@dataclass
class _State:
    """How far the form has come: kept for the session, beside what is typed."""

    turn: int = 0
    entry: str | None = None
    saved_at: datetime | None = None
    sentences: list[str] = field(default_factory=list)
    shown: set[str] = field(default_factory=set)


def _states(form: Form) -> dict[str, _State]:
    states: dict[str, _State] = st.session_state.setdefault(f"forms_{form.feed}", {})
    return states


def _state(form: Form) -> _State:
    return _states(form).setdefault(form.key, _State())


def leave_earlier_forms(form: Form) -> None:
    """Forget the blank fields of the feed's forms that were shown before the last few.

    A session keeps what was typed; every field that it keeps slows each of its runs.
    """
    states = _states(form)
    states[form.key] = states.pop(form.key, _State())
    for state in list(states.values())[:-FORMS_KEPT]:
        blank = {name for name in state.shown if not st.session_state.get(name)}
        for name in blank:
            st.session_state.pop(name, None)
        state.shown -= blank


def is_saving(form: Form) -> bool:
    """Say whether what was written is on its way, so that it is not sent twice."""
    return _state(form).entry is not None


def save(settings: Settings, form: Form, row: Mapping[str, str]) -> None:
    """Lay a row in the tray where it passes the check; where it does not, its sentences are shown instead."""
    state = _state(form)
    if state.entry is not None:
        return
    written = {name: " ".join(cell.split()) for name, cell in row.items()}
    state.saved_at, state.sentences = None, []
    try:
        state.sentences = _check(settings, form, written)
        if not state.sentences:
            sent_at = datetime.now().replace(microsecond=0)
            place, viewer = (form.feed, form.agency, form.month), current_viewer()
            record_upload(settings, viewer, *place, None)
            state.entry = put_addition(settings.tray, *place, [written], name_sender(viewer), sent_at=sent_at)
    except ScorecardError as error:
        state.sentences = [str(error)]


def _check(settings: Settings, form: Form, row: Mapping[str, str]) -> list[str]:
    """Check the row as the only one of a return, so that nothing that may not be kept reaches the disk.

    A row that changes one in force has some of the columns only; the loader checks it whole.
    """
    feed = find_feed(form.feed)
    blank = [name for name, cell in row.items() if not cell and not feed.columns[name].nullable]
    missing = [form.labels[name] for name in blank if name in form.labels]
    if missing:
        return [f"Fill in: {', '.join(missing)}."]
    alone = {"agency": form.agency, "month": write_month(form.month), **row}
    declared = declare_return(settings, form.feed, form.agency, form.month, received_on=date.today())
    checked = check_return(write_rows(feed, add_rows(feed, [], [alone])), declared)
    return _word([problem.fields() for problem in checked.problems if problem.column in (None, *alone)], form)


def _word(problems: list[dict[str, str | int | None]], form: Form) -> list[str]:
    """Write what is to be mended, each with the name of its field."""
    return [
        f"{form.labels[str(each['column'])]}: {each['message']}"
        if each["column"] in form.labels
        else str(each["message"])
        for each in problems
        if each["severity"] in REFUSING
    ]


def show_state(settings: Settings, form: Form, note: str = NOTE) -> None:
    """Show whether what was written is saved, being saved, or what is to be mended; follows it to its end."""
    state = _state(form)
    if state.entry is not None:
        st.fragment(_follow, run_every=POLL)(settings, form)
    elif state.saved_at is not None:
        st.success(f"Saved {state.saved_at:%H:%M}", icon=None)
    for sentence in state.sentences:
        st.warning(escape_markdown(sentence))
    if note:
        show_small_print(note)


def _follow(settings: Settings, form: Form) -> None:
    current_viewer()
    state = _state(form)
    if state.entry is None:
        return
    try:
        entry = read_entry(settings.tray, state.entry)
    except ScorecardError as error:
        state.entry, state.sentences = None, [str(error)]
        st.rerun()
    match entry.receipt.step:
        case "published" | "already_received":
            state.entry, state.saved_at, state.turn = None, entry.sending.sent_at, state.turn + 1
            st.rerun()
        case "refused":
            report = entry.receipt.report or {"problems": []}
            state.entry, state.sentences = None, _word(report["problems"], form)
            st.rerun()
        case "failed":
            state.entry, state.sentences = None, [entry.receipt.message]
            st.rerun()
        case "publishing":
            st.info(f"Saved {entry.sending.sent_at:%H:%M}. The pages are being brought up to date.")
        case _:
            st.info(_word_waiting(entry))


def _word_waiting(entry: Entry) -> str:
    if datetime.now() - entry.sending.sent_at < PATIENCE:
        return "Saving"
    return "Still saving. It is safe, and is taken in when the loader gets to it. You may leave this page."
