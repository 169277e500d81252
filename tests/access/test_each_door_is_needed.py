"""No test of pages and files passes by accident: with one guard at a time taken out, a test that is there fails."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from scorecard.access.viewer import Viewer
from scorecard.dashboard import exporting, guard, log_export, sign_in
from scorecard.settings import load_settings
from tests.access import test_matrix
from tests.dashboard import test_guard, test_sign_in_web
from tests.dashboard.signing_in import claims_of
from tests.exports import test_export_route
from tests.helpers.removing import Guard, notices, replace_in

made, home, client = test_matrix.made, test_matrix.home, test_matrix.client
guarded, gate = test_guard.guarded, test_sign_in_web.client

ANYBODY = 'Viewer("council@example.org", "C", "council")'
OF_PAGES: dict[str, tuple[Any, str, str, Callable[[Path, TestClient], object]]] = {
    "who is let in": (
        guard._ask,
        "admit(_read_claims(), settings, datetime.now(UTC))",
        ANYBODY,
        lambda home, client: test_matrix.test_who_is_not_in_the_table_is_shown_no_page_and_no_indicator(
            home, "disabled"
        ),
    ),
    "pages of the role": (
        Viewer.may_open,
        "page in self.policy.pages",
        "True",
        lambda home, client: test_matrix.test_a_role_is_shown_its_pages_and_instead_of_any_other_the_first(
            home, "board"
        ),
    ),
    "audience of the pages": (
        Viewer.audience,
        "self.policy.audience",
        '"council"',
        lambda home, client: test_matrix.test_a_role_is_shown_each_indicator_as_its_audience_may_see_it(home, "board"),
    ),
    "audience of the files": (
        Viewer.audience,
        "self.policy.audience",
        '"council"',
        lambda home, client: give_files(home, client, "board"),
    ),
    "may export": (
        exporting.may_have,
        "viewer.policy.may_export and viewer.may_open(page)",
        "True",
        lambda home, client: give_files(home, client, "administrator"),
    ),
    "may read the log": (
        log_export._answer,
        "not viewer.policy.may_read_log",
        "False",
        lambda home, client: give_files(home, client, "council"),
    ),
    "who asks for a file": (
        exporting.viewer_of_request,
        "None if isinstance(viewer, Refusal) else viewer",
        ANYBODY,
        lambda home, client: test_matrix.test_who_is_not_in_the_table_is_given_no_file(home, client, "disabled"),
    ),
}


def give_files(home: Path, client: TestClient, role: str) -> None:
    test_matrix.test_a_role_is_given_the_files_of_its_pages_with_the_figures_of_its_audience(home, client, role)


@pytest.mark.parametrize("name", OF_PAGES)
def test_without_a_guard_of_pages_and_files_they_are_given(
    home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """That the test passes with the guard is seen where it stands."""
    function, words, removed, check = OF_PAGES[name]
    replace_in(monkeypatch, function, words, removed)
    assert notices(lambda: check(home, client))


def test_a_cookie_whose_signature_is_not_checked_opens_the_door(
    home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    forged = test_export_route.cookie(claims_of("council"), "another secret, of more than 32 characters")
    value = forged["Cookie"].partition("=")[2]

    def check() -> None:
        test_sign_in_web.test_a_cookie_that_we_did_not_sign_gives_none(load_settings(), client, value)
        assert client.get(test_export_route.SCORECARD, headers=forged).status_code == 401

    def read_unchecked(secret: str, name: str, signed: bytes) -> bytes | None:
        text = URLSafeTimedSerializer(secret, salt=name).loads_unsafe(signed.decode())[1]
        return None if text is None else str(text).encode()

    check()
    monkeypatch.setattr(sign_in, "decode_signed_value", read_unchecked)
    assert notices(check)
    assert client.get(test_export_route.SCORECARD, headers=forged).status_code == 200


def test_without_the_gate_files_of_pages_are_given_to_anybody(
    home: Path, gate: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "path.startswith(MEDIA) and not await run_in_threadpool(_is_let_in, HTTPConnection(scope))"
    Guard(
        sign_in.SignInGate.__call__,
        words,
        "False",
        lambda: test_sign_in_web.test_files_of_pages_are_given_to_nobody_else(load_settings(), gate, None),
    ).hold(monkeypatch)


def test_a_file_that_is_not_recorded_first_is_given_while_the_log_is_broken(
    home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_in(monkeypatch, exporting._give, "if viewer.is_signed_in:", "if False:")
    assert notices(lambda: test_export_route.test_what_cannot_be_recorded_is_not_given(home, client))


def test_without_a_look_at_whose_figures_a_file_has_one_audience_gets_another_s(
    made: Path, home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_in(monkeypatch, exporting._open, "read_about(generation).audience != audience", "False")
    check = test_export_route.test_a_file_that_is_not_of_the_audience_it_is_named_for_is_not_given
    assert notices(lambda: check(made, home, client))


def test_without_its_agency_kept_a_member_sees_the_returns_of_others(
    guarded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = 'self.agency if self.policy.may_send == "own" else None'
    replace_in(monkeypatch, Viewer.only_agency, words, "None")
    assert notices(lambda: test_guard.test_an_agency_sees_and_sends_its_own_returns_only(guarded))
