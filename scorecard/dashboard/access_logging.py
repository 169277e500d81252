"""Records in the access log what people look at; the invented sample, for which nobody signs in, is not recorded."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256

import streamlit as st

from scorecard.access.log import read_events, record_event
from scorecard.access.log_fields import is_identifier
from scorecard.access.viewer import Viewer
from scorecard.errors import AccessLogError
from scorecard.months import write_month
from scorecard.publication.reader import Generation, read_about
from scorecard.settings import Settings, load_settings

LOGGED = "view_logged"
NOBODY_SIGNED_IN = "sample"
"""Who is recorded where nobody signs in."""
_OF_FIGURES = ("month", "period", "agency", "theme", "indicator", "category", "version")
_OF_PAGES = ("show", "only", "grade", "state", "source", "at", "aid", "from", "to", "of", "feed")
CHOICES = frozenset({*_OF_FIGURES, *_OF_PAGES})
"""The choices of an address that are recorded; whatever else somebody writes there is not."""


def log_view(viewer: Viewer, generation: Generation, page: str) -> None:
    """Record a view once for each change of page, version or choices in a session.

    Raises AccessLogError where it cannot be recorded: then nothing may be shown.
    """
    if not viewer.is_signed_in:
        return
    choices = keep_choices(st.query_params.to_dict())
    seen = (viewer.email, page, name_generation(generation), tuple(sorted(choices.items())))
    if st.session_state.get(LOGGED) == seen:
        return
    record_event(
        load_settings().audit_log,
        "view",
        viewer.email,
        role=viewer.role,
        page=page,
        generation=name_generation(generation),
        choices=choices,
    )
    st.session_state[LOGGED] = seen


def record_upload(
    settings: Settings, viewer: Viewer, feed: str, agency: str, month: date, content: bytes | None
) -> None:
    """Record that somebody sends a return, or writes one row of it, of which no digest is kept.

    Asked before it is laid in the tray. Raises AccessLogError where it cannot be recorded: then it must not be sent.
    """
    record_event(
        settings.audit_log,
        "upload",
        viewer.email or NOBODY_SIGNED_IN,
        role=viewer.role,
        feed=feed,
        agency=agency,
        month=write_month(month),
        digest=None if content is None else sha256(content).hexdigest(),
    )


def record_configuration(settings: Settings) -> None:
    """Record that the dashboard starts with other settings than before; of the settings only a digest is kept.

    Raises AccessLogError where people sign in and it cannot be recorded: then the dashboard must not start.
    """
    if not settings.has_sign_in:
        return
    digest = sha256(settings.model_dump_json().encode()).hexdigest()
    before = read_events(settings.audit_log, event="configuration_changed", most=1)
    if not before or before[0].details["digest"] != digest:
        record_event(settings.audit_log, "configuration_changed", "server", setting="settings", digest=digest)


def record_refusal(settings: Settings, viewer: Viewer, *, name: str) -> None:
    """Record that an export was refused; the refusal stands whether that can be recorded or not."""
    if viewer.is_signed_in:
        with suppress(AccessLogError):
            record_event(settings.audit_log, "refused", viewer.email, role=viewer.role, name=name, reason="role")


def name_generation(generation: Generation) -> str:
    """Name a generation as its file is named: its audience and number."""
    about = read_about(generation)
    return f"{about.audience}-{about.number:06d}"


def keep_choices(choices: Mapping[str, str]) -> dict[str, str]:
    """Keep the choices that pages know, where they are identifiers."""
    return {name: value for name, value in choices.items() if name in CHOICES and is_identifier(value)}
