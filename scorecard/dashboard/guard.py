"""Lets a person in, or nobody: asked first in every run of the entry script, and again by pages and fragments."""

import logging
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from scorecard.access.checking import Refusal, admit, email_of, issued_at_of
from scorecard.access.log import record_event
from scorecard.access.people import end_sessions, note_activity, read_activity
from scorecard.access.viewer import NOBODY, Viewer, sample_viewer
from scorecard.dashboard.brand import draw_icon
from scorecard.dashboard.navigation import list_pages
from scorecard.dashboard.plain_text import show_fault
from scorecard.errors import AccessLogError, ScorecardError
from scorecard.settings import Settings, load_settings

LOG = logging.getLogger(__name__)
VIEWER, NOTED, REFERENCES = "viewer", "use_noted_at", "references"
_LINK = re.compile(r' href="/([a-z_]*)[^"]*"')
_DOWNLOADS = re.compile(r'<(details|p) class="downloads">.*?</\1>')
BETWEEN_NOTES = timedelta(minutes=1)
SECONDS_BETWEEN_LOOKS = 60


def let_in() -> Viewer | None:
    """Give who is looking, and note that they are; otherwise show why they see nothing, and give None.

    Without sign-in that is the reader of the invented sample.
    """
    st.session_state.pop(VIEWER, None)
    try:
        settings = load_settings()
        answer = _ask(settings)
        if isinstance(answer, Refusal):
            _show_alone(partial(_show_refusal, settings, answer))
            return None
        note_use(answer)
    except ScorecardError as error:
        _show_alone(partial(show_fault, str(error)))
        return None
    st.session_state[VIEWER] = answer
    return answer


def current_viewer() -> Viewer:
    """Give who is looking, asked anew: a fragment runs without the entry script, and somebody may have been disabled.

    Where nobody may look any longer, the whole page runs again, and is refused.
    """
    answer = _ask(load_settings())
    if isinstance(answer, Refusal):
        st.rerun()
    return answer


def viewer_of_run() -> Viewer:
    """Give whom this run of the page let in, for what decides nothing; by itself somebody who may do nothing."""
    viewer: Viewer = st.session_state.get(VIEWER, NOBODY)
    return viewer


def keep_to_pages(markup: Markup) -> Markup:
    """Take away the links to pages that the viewer may not open, and to files: they would lead nowhere."""
    policy = viewer_of_run().policy
    if not policy.may_export:
        markup = Markup(_DOWNLOADS.sub("", markup))
    closed = {page.name for page in list_pages()} - policy.pages
    return Markup(_LINK.sub(lambda link: "" if link[1] in closed else link[0], markup)) if closed else markup


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def end_when_idle() -> None:
    """Take the page away from who has done nothing for too long, or may look no longer; looking is no use of it."""
    current_viewer()


def sign_out() -> None:
    """End every sign-in of the person, so that copied cookies are refused too, and forget this browser's."""
    settings = load_settings()
    email = email_of(_read_claims())
    if email is not None:
        try:
            end_sessions(settings.access, email, datetime.now(UTC))
            record_event(settings.audit_log, "signed_out", email)
        except ScorecardError:
            LOG.exception("The sign-ins of %s could not be ended.", email)
    st.logout()


def _ask(settings: Settings) -> Viewer | Refusal:
    if not settings.has_sign_in:
        return sample_viewer(settings.audience)
    return admit(_read_claims(), settings, datetime.now(UTC))


def _read_claims() -> dict[str, Any]:
    """Give the claims of the signed cookie, which Streamlit reads once for a connection."""
    return dict(st.user.to_dict())


def note_use(viewer: Viewer) -> None:
    """Note at most once a minute that the sign-in is used; its first use is recorded in the access log."""
    if not viewer.is_signed_in:
        return
    settings = load_settings()
    now, issued_at = datetime.now(UTC), issued_at_of(_read_claims())
    noted: datetime | None = st.session_state.get(NOTED)
    if issued_at is None or (noted is not None and now - noted < BETWEEN_NOTES):
        return
    if read_activity(settings.access, viewer.email, issued_at) is None:
        record_event(settings.audit_log, "signed_in", viewer.email, role=viewer.role)
    note_activity(settings.access, viewer.email, issued_at, now)
    st.session_state[NOTED] = now


def _show_alone(show: Callable[[], None]) -> None:
    """Show this and nothing else, whichever page was asked for."""
    first, *others = [page.name for page in list_pages()]
    # Each by its own address: Streamlit says over an unknown one that there is no such page.
    pages = [st.Page(show, title="Sign in", url_path=name, default=name == first) for name in (first, *others)]
    chosen = st.navigation(pages, position="hidden")
    st.set_page_config(page_title="Safeguarding scorecard", page_icon=draw_icon(), layout="wide")
    chosen.run()


def _show_refusal(settings: Settings, refusal: Refusal) -> None:
    """Show the reason and the one thing that can be done about it."""
    title = "Safeguarding scorecard" if refusal.is_mended_by_sign_in else "You cannot see the scorecard"
    st.title(f":primary[{title}]", anchor=False)
    st.text(refusal.sentence)
    if refusal.is_mended_by_sign_in:
        st.button("Sign in", on_click=st.login)
    else:
        st.text(f"Reference: {_refer(settings, refusal)}")
        st.button("Sign out", on_click=sign_out)


def _refer(settings: Settings, refusal: Refusal) -> str:
    """Give the reference under which a refusal stands in the logs, once for each reason in a session."""
    references: dict[str, str] = st.session_state.setdefault(REFERENCES, {})
    if refusal.reason not in references:
        reference = references[refusal.reason] = secrets.token_hex(4)
        person = email_of(_read_claims()) or "unknown"
        LOG.warning("Refused %s: %s, reference %s", person, refusal.reason, reference)
        with suppress(AccessLogError):
            record_event(settings.audit_log, "refused", person, reason=refusal.reason, reference=reference)
    return references[refusal.reason]
