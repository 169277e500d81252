"""No test of sign-in and log passes by accident: with one guard at a time taken out, a test that is there fails."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scorecard.access import checking, log
from scorecard.access.log_fields import check_fields
from scorecard.access.viewer import Viewer
from tests.access import test_checking, test_log, test_roles
from tests.helpers.removing import Guard, replace_in

CLAIMS = test_checking.test_claims_that_are_not_in_order_are_refused
PEOPLE = test_checking.test_people_who_are_not_in_order_are_refused
ANN = test_checking.ANN


def claim(reason: str, **claims: Any) -> Callable[[], object]:
    return lambda: CLAIMS(claims, reason)


def person(reason: str, **changes: Any) -> Callable[[], object]:
    return lambda: PEOPLE(replace(ANN, **changes), reason)


OF_SIGN_IN = {
    "signed in": Guard(
        checking.check_claims,
        'claims.get("is_logged_in") is not True',
        "False",
        claim("not_signed_in", is_logged_in=False),
    ),
    "origin": Guard(
        checking.check_claims,
        "refusal = _check_origin(claims, settings)",
        "refusal = None",
        claim("wrong_issuer", iss="https://login.example.org/other"),
    ),
    "issuer": Guard(
        checking._check_origin,
        'str(claims.get("iss")).rstrip("/") != settings.sign_in_issuer',
        "False",
        claim("wrong_issuer", iss="https://login.example.org/other"),
    ),
    "whole issuer": Guard(
        checking._check_origin,
        'str(claims.get("iss")).rstrip("/") != settings.sign_in_issuer',
        'not str(claims.get("iss")).startswith(settings.sign_in_issuer)',
        claim("wrong_issuer", iss="https://login.example.org/tenant.evil.example"),
    ),
    "audience of the sign-in": Guard(
        checking._check_origin,
        "settings.sign_in_client_id not in named",
        "False",
        claim("wrong_audience", aud="another"),
    ),
    "authorised party": Guard(
        checking._check_origin,
        'len(named) > 1 and claims.get("azp") != settings.sign_in_client_id',
        "False",
        claim("wrong_audience", aud=["scorecard", "another"], azp="another"),
    ),
    "verified address": Guard(
        checking.email_of,
        'claims.get("email_verified", True) is not True',
        "False",
        claim("no_email", email_verified=False),
    ),
    "clock": Guard(
        checking.check_claims,
        "datetime.fromtimestamp(issued_at, UTC) > now + SKEW",
        "False",
        claim("wrong_clock", iat=test_checking.ago(minutes=-6)),
    ),
    "age of the session": Guard(
        checking._check_time,
        "now - issued > timedelta(hours=settings.session_hours)",
        "False",
        claim("expired", iat=test_checking.ago(hours=12, seconds=1)),
    ),
    "idleness": Guard(
        checking._check_time,
        "now - (last_active or issued) > timedelta(minutes=settings.idle_minutes)",
        "False",
        test_checking.test_nobody_stays_in_who_does_nothing_for_half_an_hour,
    ),
    "disabled person": Guard(checking._check_person, "not person.enabled", "False", person("disabled", enabled=False)),
    "own address": Guard(
        checking._check_person, "person.email != email", "False", claim("unknown", email="bob@example.org")
    ),
    "ended sign-in": Guard(
        checking._check_person,
        "issued_at <= person.sessions_end_at.timestamp()",
        "False",
        person("ended", sessions_end_at=test_checking.NOW),
    ),
    "role of the table": Guard(
        checking._check_person, "person.role not in POLICIES", "False", person("no_role", role="boss")
    ),
    "agency of an agency's member": Guard(
        checking._check_person,
        'person.role == "agency" and person.agency is None',
        "False",
        person("no_role", role="agency", agency=None),
    ),
}


@pytest.mark.parametrize("name", OF_SIGN_IN)
def test_without_a_check_of_the_sign_in_somebody_gets_in(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    OF_SIGN_IN[name].hold(monkeypatch)


LOG_FIELDS = Guard(
    check_fields,
    "if faults:",
    "if False:",
    lambda: test_log.test_what_is_no_identifier_has_no_place_in_the_log(Path("audit.db"), {"page": "Jane Doe"}),
)
SENDS = Guard(
    Viewer.may_send_for,
    "self.agency is not None and agency == self.agency",
    "True",
    test_roles.test_each_role_writes_sends_and_takes_away_what_the_table_says,
)


def test_without_its_fields_checked_a_name_gets_into_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    LOG_FIELDS.hold(monkeypatch)


def test_without_its_own_agency_asked_for_a_member_sends_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    SENDS.hold(monkeypatch)


@pytest.mark.parametrize(
    ("words", "statement"),
    [
        ("row[7] != _hash(row[:7])", "update event set person = 'nobody@example.org' where number = 3"),
        ("row[0] != number + 1", "delete from event where number = 1"),
        ("row[6] != before", f"update event set previous_hash = '{test_log.DIGEST}' where number = 3"),
    ],
)
def test_without_a_check_of_the_chain_a_change_is_told_otherwise_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, statement: str
) -> None:
    path = tmp_path / "audit.db"
    for _ in range(3):
        log.record_event(path, "signed_in", "ann@example.org")
    test_log.change(path, statement)
    told = log.check_chain(path)
    assert told is not None
    replace_in(monkeypatch, log.check_chain, words, "False")
    assert log.check_chain(path) != told
