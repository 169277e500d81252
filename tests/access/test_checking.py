"""Who is let in: every reason to refuse, in its order, at its edge, and what a refused person reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from scorecard.access.checking import Refusal, admit, check_claims
from scorecard.access.people import Person, add_person, note_activity
from scorecard.access.viewer import Viewer
from scorecard.settings import Settings

NOW = datetime(2024, 4, 18, 12, 0, tzinfo=UTC)
ISSUED = NOW - timedelta(hours=2)
ACTIVE = NOW - timedelta(minutes=5)
SETTINGS = Settings(
    sign_in_issuer="https://login.example.org/tenant",
    sign_in_client_id="scorecard",
    sign_in_client_secret=SecretStr("secret"),
    sign_in_redirect="https://scorecard.example.org",
    cookie_secret=SecretStr("0123456789abcdef0123456789abcdef"),
)
CLAIMS: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://login.example.org/tenant",
    "aud": "scorecard",
    "iat": int(ISSUED.timestamp()),
    "email": "Ann@Example.org",
}
ANN = Person("ann@example.org", "Ann", "council", None, True, NOW, NOW)


def ago(**units: float) -> int:
    return int((NOW - timedelta(**units)).timestamp())


def check(person: Person | None = ANN, last_active: datetime | None = ACTIVE, **claims: Any) -> Viewer | Refusal:
    stated = {name: value for name, value in (CLAIMS | claims).items() if value is not None}
    return check_claims(stated, person, NOW, last_active, SETTINGS)


def reason(answer: Viewer | Refusal) -> str:
    assert isinstance(answer, Refusal), answer
    return answer.reason


def test_who_is_in_order_is_let_in_with_the_role_of_the_table_whatever_the_claims_say() -> None:
    assert check(name="Somebody else", role="administrator", roles=["administrator"]) == Viewer(
        "ann@example.org", "Ann", "council", None
    )
    own = replace(ANN, role="agency", agency="elft")
    assert check(own) == Viewer("ann@example.org", "Ann", "agency", "elft")


@pytest.mark.parametrize(
    ("claims", "wanted"),
    [
        ({"is_logged_in": None}, "not_signed_in"),
        ({"is_logged_in": False}, "not_signed_in"),
        ({"is_logged_in": "true"}, "not_signed_in"),
        ({"iss": None}, "wrong_issuer"),
        ({"iss": "https://login.example.org/other"}, "wrong_issuer"),
        ({"iss": "https://login.example.org/tenant.evil.example"}, "wrong_issuer"),
        ({"aud": None}, "wrong_audience"),
        ({"aud": "another"}, "wrong_audience"),
        ({"aud": ["another"]}, "wrong_audience"),
        ({"aud": "scorecard-of-others"}, "wrong_audience"),
        ({"aud": ["scorecard", "another"]}, "wrong_audience"),
        ({"aud": ["scorecard", "another"], "azp": "another"}, "wrong_audience"),
        ({"email": None}, "no_email"),
        ({"email": " "}, "no_email"),
        ({"email": ["ann@example.org"]}, "no_email"),
        ({"email_verified": False}, "no_email"),
        ({"iat": None}, "wrong_clock"),
        ({"iat": "1713441600"}, "wrong_clock"),
        ({"iat": True}, "wrong_clock"),
        ({"iat": 2**62}, "wrong_clock"),
        ({"iat": ago(minutes=-6)}, "wrong_clock"),
        ({"iat": ago(hours=12, seconds=1)}, "expired"),
        ({"iat": ago(days=29)}, "expired"),
        ({"email": "bob@example.org"}, "unknown"),
    ],
)
def test_claims_that_are_not_in_order_are_refused(claims: dict[str, Any], wanted: str) -> None:
    assert reason(check(**claims)) == wanted


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": ["scorecard"]},
        {"aud": ["scorecard", "another"], "azp": "scorecard"},
        {"iss": "https://login.example.org/tenant/"},
        {"email_verified": True},
        {"iat": ago(hours=12)},
        {"iat": ago(minutes=-5)},
        {"iat": float(ago(hours=1))},
    ],
)
def test_claims_at_the_edge_of_what_is_right_are_let_in(claims: dict[str, Any]) -> None:
    assert isinstance(check(**claims), Viewer)


@pytest.mark.parametrize(
    ("person", "wanted"),
    [
        (None, "unknown"),
        (replace(ANN, enabled=False), "disabled"),
        (replace(ANN, role="boss"), "no_role"),
        (replace(ANN, role=""), "no_role"),
        (replace(ANN, role="agency", agency=None), "no_role"),
        (replace(ANN, sessions_end_at=ISSUED), "ended"),
        (replace(ANN, sessions_end_at=ISSUED + timedelta(milliseconds=900)), "ended"),
        (replace(ANN, sessions_end_at=NOW), "ended"),
    ],
)
def test_people_who_are_not_in_order_are_refused(person: Person | None, wanted: str) -> None:
    assert reason(check(person)) == wanted


def test_a_sign_in_after_the_ending_of_those_before_counts() -> None:
    assert isinstance(check(replace(ANN, sessions_end_at=ISSUED - timedelta(milliseconds=1))), Viewer)


def test_nobody_stays_in_who_does_nothing_for_half_an_hour() -> None:
    assert isinstance(check(last_active=NOW - timedelta(minutes=30)), Viewer)
    assert reason(check(last_active=NOW - timedelta(minutes=30, seconds=1))) == "idle"


def test_a_sign_in_that_was_never_used_counts_as_used_when_it_was_issued() -> None:
    assert isinstance(check(last_active=None, iat=ago(minutes=29)), Viewer)
    assert reason(check(last_active=None, iat=ago(minutes=31))) == "idle"


def test_hours_and_minutes_are_those_of_the_settings() -> None:
    short = SETTINGS.model_copy(update={"session_hours": 1, "idle_minutes": 4})
    assert reason(check_claims(CLAIMS, ANN, NOW, NOW, short)) == "expired"
    assert reason(check_claims(CLAIMS | {"iat": ago(minutes=50)}, ANN, NOW, ACTIVE, short)) == "idle"


@pytest.mark.parametrize(
    ("faults", "wanted"),
    [
        (5, "not_signed_in"),
        (4, "wrong_issuer"),
        (3, "expired"),
        (2, "idle"),
        (1, "disabled"),
    ],
)
def test_the_first_fault_in_the_order_is_the_one_that_is_told(faults: int, wanted: str) -> None:
    claims: dict[str, Any] = {}
    if faults >= 5:
        claims["is_logged_in"] = False
    if faults >= 4:
        claims["iss"] = "https://elsewhere.example"
    if faults >= 3:
        claims["iat"] = ago(hours=13)
    last_active = NOW - timedelta(hours=1) if faults >= 2 else ACTIVE
    assert reason(check(replace(ANN, enabled=False), last_active, **claims)) == wanted


def test_without_sign_in_nobody_is_let_in_by_claims() -> None:
    assert reason(check_claims(CLAIMS, ANN, NOW, ACTIVE, Settings())) == "wrong_issuer"


def test_a_stranger_and_somebody_disabled_read_the_same() -> None:
    answers = (check(None), check(replace(ANN, enabled=False)))
    assert [answer.sentence for answer in answers if isinstance(answer, Refusal)] == [
        "You have no access to this scorecard. Ask its administrator to add you, and give them the reference."
    ] * 2


def test_a_new_sign_in_is_offered_only_where_it_mends_something() -> None:
    ended = [check(is_logged_in=False), check(iat=ago(hours=13)), check(last_active=NOW - timedelta(hours=1))]
    others = [check(None), check(replace(ANN, enabled=False)), check(iss="https://elsewhere.example")]
    assert all(isinstance(answer, Refusal) and answer.is_mended_by_sign_in for answer in ended)
    assert not any(isinstance(answer, Refusal) and answer.is_mended_by_sign_in for answer in others)


def test_person_and_use_are_looked_up_in_the_table(tmp_path: Path) -> None:
    settings = SETTINGS.model_copy(update={"home": tmp_path})
    assert reason(admit(CLAIMS, settings, ISSUED)) == "unknown"
    add_person(settings.access, "ann@example.org", {"elft"}, NOW, name="Ann", role="agency", agency="elft")
    assert admit(CLAIMS, settings, ISSUED) == Viewer("ann@example.org", "Ann", "agency", "elft")
    assert reason(admit(CLAIMS, settings, NOW)) == "idle"
    note_activity(settings.access, "ann@example.org", CLAIMS["iat"], ACTIVE)
    assert admit(CLAIMS, settings, NOW) == Viewer("ann@example.org", "Ann", "agency", "elft")
