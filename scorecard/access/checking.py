"""Decides from a sign-in's claims and the people table who is let in; whatever is not in order is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from scorecard.access.people import Person, find_person, fold, read_activity
from scorecard.access.roles import POLICIES
from scorecard.access.viewer import Viewer
from scorecard.settings import Settings

Reason = Literal[
    "not_signed_in",
    "wrong_issuer",
    "wrong_audience",
    "no_email",
    "wrong_clock",
    "expired",
    "idle",
    "unknown",
    "disabled",
    "ended",
    "no_role",
]
ENDED: frozenset[Reason] = frozenset({"not_signed_in", "expired", "idle", "ended"})
"""What a new sign-in mends."""
SKEW = timedelta(minutes=5)
"""How far the provider's clock may be before ours."""
LATEST = 2**35
"""Later seconds than any sign-in's, which no calendar has to read."""
NO_ACCESS = "You have no access to this scorecard. Ask its administrator to add you, and give them the reference."


@dataclass(frozen=True)
class Refusal:
    """Why somebody is not let in: a reason for the log, and the sentence that they read."""

    reason: Reason
    sentence: str

    @property
    def is_mended_by_sign_in(self) -> bool:
        """Say whether a new sign-in may help."""
        return self.reason in ENDED


def admit(claims: Mapping[str, Any], settings: Settings, now: datetime) -> Viewer | Refusal:
    """Look the claims' person up and check both; `now` is in UTC. Raises PeopleError where the table cannot be read."""
    email, issued_at = email_of(claims), issued_at_of(claims)
    person = find_person(settings.access, email) if email else None
    last_active = read_activity(settings.access, person.email, issued_at) if person and issued_at else None
    return check_claims(claims, person, now, last_active, settings)


def check_claims(
    claims: Mapping[str, Any], person: Person | None, now: datetime, last_active: datetime | None, settings: Settings
) -> Viewer | Refusal:
    """Give the viewer that the claims of a signed cookie stand for, or why there is none.

    In this order: signed in; issuer and audience are the configured ones; not issued too long ago, and active since;
    the person is enabled, and the sign-in was not ended; the person's role. A sign-in that has not been used yet
    counts as used when it was issued.
    """
    if claims.get("is_logged_in") is not True:
        return Refusal("not_signed_in", "Sign in to see the scorecard.")
    refusal = _check_origin(claims, settings)
    if refusal is not None:
        return refusal
    issued_at = issued_at_of(claims)
    if issued_at is None or datetime.fromtimestamp(issued_at, UTC) > now + SKEW:
        return Refusal("wrong_clock", "Your sign-in has no time that can be right. Give the reference to IT support.")
    refusal = _check_time(datetime.fromtimestamp(issued_at, UTC), now, last_active, settings)
    return refusal or _check_person(person, email_of(claims), issued_at)


def _check_origin(claims: Mapping[str, Any], settings: Settings) -> Refusal | None:
    other = "You signed in with another service than this scorecard uses. Sign out, then sign in again."
    if settings.sign_in_issuer is None or str(claims.get("iss")).rstrip("/") != settings.sign_in_issuer:
        return Refusal("wrong_issuer", other)
    audiences = claims.get("aud")
    named = [audiences] if isinstance(audiences, str) else audiences
    if not isinstance(named, list) or settings.sign_in_client_id not in named:
        return Refusal("wrong_audience", other)
    if len(named) > 1 and claims.get("azp") != settings.sign_in_client_id:
        return Refusal("wrong_audience", other)
    if email_of(claims) is None:
        words = (
            "Your sign-in names no e-mail address that your organisation vouches for. Give the reference to IT support."
        )
        return Refusal("no_email", words)
    return None


def _check_time(issued: datetime, now: datetime, last_active: datetime | None, settings: Settings) -> Refusal | None:
    if now - issued > timedelta(hours=settings.session_hours):
        return Refusal("expired", f"Your sign-in is older than {settings.session_hours} hours. Sign in again.")
    if now - (last_active or issued) > timedelta(minutes=settings.idle_minutes):
        return Refusal("idle", f"Nothing was done here for {settings.idle_minutes} minutes. Sign in again.")
    return None


def _check_person(person: Person | None, email: str | None, issued_at: int) -> Viewer | Refusal:
    if person is None or person.email != email:
        return Refusal("unknown", NO_ACCESS)
    if not person.enabled:
        return Refusal("disabled", NO_ACCESS)
    # The provider gives whole seconds, cut off: a sign-in of the second in which all were ended is one of before.
    if person.sessions_end_at is not None and issued_at <= person.sessions_end_at.timestamp():
        return Refusal("ended", "Your sign-in was ended. Sign in again.")
    if person.role not in POLICIES or (person.role == "agency" and person.agency is None):
        return Refusal("no_role", NO_ACCESS)
    return Viewer(person.email, person.name, person.role, person.agency)


def email_of(claims: Mapping[str, Any]) -> str | None:
    """Give the e-mail address that the claims' person is known by; None where the provider does not vouch for it."""
    email = claims.get("email")
    if not isinstance(email, str) or not email.strip() or claims.get("email_verified", True) is not True:
        return None
    return fold(email)


def issued_at_of(claims: Mapping[str, Any]) -> int | None:
    """Give when a sign-in was issued, in seconds since 1970 UTC; None where the claims do not say."""
    issued_at = claims.get("iat")
    right = isinstance(issued_at, int | float) and not isinstance(issued_at, bool) and 0 < issued_at < LATEST
    return int(issued_at) if right and issued_at is not None else None
