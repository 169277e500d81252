"""What the access log may hold of each event: identifiers only, never the values of cases and never a count."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from scorecard.errors import AccessLogError, UnknownName

Details = Mapping[str, str | Mapping[str, str]]

IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
EMAIL = re.compile(r"[^\s\x00-\x1f\x7f=+@-][^\s\x00-\x1f\x7f@]{0,99}@[A-Za-z0-9.-]{1,100}")
DIGEST = re.compile(r"[0-9a-f]{64}")
GENERATION = re.compile(r"[a-z_]{1,30}-\d{6,9}")


def is_identifier(value: Any) -> bool:
    """Say whether a value may stand in the log: a short code without spaces, such as an agency's."""
    return isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _are_choices(value: Any) -> bool:
    return isinstance(value, Mapping) and all(is_identifier(part) for pair in value.items() for part in pair)


FIELDS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(
        ("page", "name", "format", "feed", "agency", "month", "role", "state", "reason", "reference", "setting"),
        is_identifier,
    ),
    "generation": _matches(GENERATION),
    "digest": _matches(DIGEST),
    "subject": _matches(EMAIL),
    "choices": _are_choices,
}

EVENTS: dict[str, frozenset[str]] = {
    "signed_in": frozenset({"reference"}),
    "signed_out": frozenset({"reason"}),
    "refused": frozenset({"page", "name", "reason", "reference"}),
    "view": frozenset({"page", "generation", "choices"}),
    "export": frozenset({"name", "format", "generation", "choices", "digest"}),
    "upload": frozenset({"feed", "agency", "month", "digest", "reference"}),
    "release": frozenset({"generation", "digest", "reference"}),
    "role_changed": frozenset({"subject", "role", "agency", "state"}),
    "configuration_changed": frozenset({"setting", "digest", "reference"}),
}
"""The kinds of event, each with the fields it may have."""


def check_fields(event: str, person: str, role: str, details: Details) -> None:
    """Refuse what has no place in the log; raises UnknownName or AccessLogError that names the field, not its value."""
    if event not in EVENTS:
        raise UnknownName("kind of event", event, EVENTS)
    known = EVENTS[event]
    for name in details:
        if name not in known:
            raise UnknownName(f"field of the event “{event}”", name, known)
    faults = [name for name, value in details.items() if not FIELDS[name](value)]
    faults += [] if is_identifier(person) or EMAIL.fullmatch(person) else ["person"]
    faults += [] if not role or is_identifier(role) else ["role of the person"]
    if faults:
        raise AccessLogError(
            f"The event “{event}” was not recorded: {', '.join(faults)} must be an identifier or a digest, "
            "without spaces. Values of cases and counts have no place in the access log."
        )
