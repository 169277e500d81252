"""The access log in words: its events as a table, and whether it is whole."""

from functools import lru_cache
from pathlib import Path
from time import monotonic

from markupsafe import Markup

from scorecard.access.log import Broken, Event, check_chain
from scorecard.dashboard.icons import icon
from scorecard.dashboard.markup import element, join, table
from scorecard.publication.formats import format_number, format_short_date

EVENT_WORDS = {
    "signed_in": "Signed in",
    "signed_out": "Signed out",
    "refused": "Refused",
    "view": "Looked at",
    "export": "Took away",
    "upload": "Sent",
    "release": "Published",
    "role_changed": "Role changed",
    "configuration_changed": "Settings changed",
}
"""The words for each kind of event."""
SECONDS_BETWEEN_CHECKS = 600
_SUBJECTS = ("page", "name", "feed", "setting", "subject")


def check_now_and_then(path: Path) -> Broken | None:
    """Check the log at most every ten minutes, since every row is read for it."""
    return _check(path, int(monotonic() // SECONDS_BETWEEN_CHECKS))


@lru_cache(maxsize=4)
def _check(path: Path, turn: int) -> Broken | None:
    return check_chain(path)


def write_title(broken: Broken | None, many: int) -> str:
    """Say as a finding whether the log is whole."""
    if broken is not None:
        return f"The access log is not whole from row {format_number(broken.number)} on"
    if not many:
        return "Nothing has been recorded yet"
    return f"The access log is whole: {format_number(many)} event{'' if many == 1 else 's'}"


def write_state(broken: Broken | None) -> Markup:
    """Write what was checked, and what to do where the log is not whole."""
    if broken is None:
        words = "Every row holds the hash of the row before it. Checked at most ten minutes ago."
        return element("p", icon("on_time", size=18), words, class_="note said")
    words = f"Row {format_number(broken.number)}: {broken.why} Keep the file as it is, and have it looked into."
    return element("p", icon("missing", size=18), words, class_="callout", role="alert")


@lru_cache(maxsize=64)
def write_events(events: tuple[Event, ...], *, is_filtered: bool) -> Markup:
    """Write the events, the newest first; says so where there is none."""
    if not events:
        words = "No event matches." if is_filtered else "Views, files taken away, returns sent and changes appear here."
        return element("p", words, class_="note", role="status")
    columns = ["When", "Who", "Role", "What", "Of what", "Details"]
    events_table = table("Events, newest first", columns, map(_write_cells, events), caption_hidden=True, blocks=True)
    return element("div", events_table, class_="log")


def write_log_download() -> Markup:
    """Write the link to the whole log as a file."""
    link = element("a", "CSV", href="/export/access_log.csv", download=True)
    menu = element("ul", element("li", link))
    return element("details", element("summary", "Download"), menu, class_="downloads of-log")


@lru_cache(maxsize=1024)
def _write_cells(event: Event) -> tuple[str, ...]:
    return (
        _write_when(event),
        event.person,
        event.role.replace("_", " "),
        EVENT_WORDS.get(event.event, event.event),
        _write_subject(event),
        _write_rest(event),
    )


def _write_when(event: Event) -> str:
    at = event.at.astimezone()
    return f"{format_short_date(at.date())}, {at:%H:%M:%S}"


def _write_subject(event: Event) -> str:
    named = [str(event.details[name]) for name in _SUBJECTS if name in event.details]
    return ", ".join(word.replace("_", " ") for word in named)


def _write_rest(event: Event) -> Markup:
    """Write the other details; of a digest its beginning, which is enough to tell files apart."""
    told = [
        f"{name.replace('_', ' ')} {value[:12] if name == 'digest' else value}"
        for name, value in event.details.items()
        if name not in (*_SUBJECTS, "choices")
    ]
    chosen = event.details.get("choices", {})
    return join([*told, *(f"{name} {value}" for name, value in chosen.items())], ", ")
