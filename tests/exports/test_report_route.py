"""The route of the reports on returns in the tray: each to whoever may send the return, and to nobody else."""

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from scorecard.access.log import read_events
from scorecard.dashboard import report_export
from scorecard.dashboard.report_export import PATH, answer_report
from scorecard.settings import load_settings
from scorecard.tray import Sending, add_report, put_return, read_entry, tell
from tests.dashboard.signing_in import claims_of
from tests.exports import test_export_route
from tests.exports.test_export_route import cookie
from tests.helpers.removing import notices, replace_in

board_home, home, signed_home = test_export_route.board_home, test_export_route.home, test_export_route.signed_home

REPORT = b"PK the workbook of a report"


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[Route(f"{PATH}{{entry}}", answer_report)]))


def lay(agency: str) -> str:
    """Lay a return of an agency in the tray, with its report, and give its address."""
    tray = load_settings().tray
    sending = Sending("training", agency, date(2024, 3, 1), "Analyst", "x.csv", datetime(2024, 4, 5, 9, 30))
    entry = read_entry(tray, put_return(tray, b"a,b\n", sending))
    add_report(tell(entry, "checked"), REPORT)
    return f"{PATH}{entry.name}"


def test_without_sign_in_whoever_tries_the_sample_is_given_it(home: Path, client: TestClient) -> None:
    answer = client.get(lay("asc"))
    assert (answer.status_code, answer.content) == (200, REPORT)
    assert answer.headers["content-disposition"] == 'attachment; filename="asc_training_2024-03_report.xlsx"'
    assert answer.headers["cache-control"] == "no-store"


def test_a_sender_is_given_the_report_and_that_is_recorded(signed_home: Path, client: TestClient) -> None:
    answer = client.get(lay("asc"), headers=cookie(claims_of("data_officer")))
    assert (answer.status_code, answer.content) == (200, REPORT)
    newest = read_events(load_settings().audit_log)[0]
    assert (newest.event, newest.person) == ("export", "data_officer@example.org")
    expected = {"name": "return_report", "format": "xlsx", "digest": sha256(REPORT).hexdigest()}
    assert newest.details == expected


@pytest.mark.parametrize(("role", "status"), [("board", 403), ("quality_assurance", 403), ("administrator", 403)])
def test_a_role_that_sends_nothing_is_refused_and_that_is_recorded(
    signed_home: Path, client: TestClient, role: str, status: int
) -> None:
    answer = client.get(lay("asc"), headers=cookie(claims_of(role)))
    assert (answer.status_code, REPORT in answer.content) == (status, False)
    newest = read_events(load_settings().audit_log)[0]
    assert (newest.event, newest.details["name"]) == ("refused", "return_report")


def test_nobody_is_given_it_without_a_sign_in_that_holds(signed_home: Path, client: TestClient) -> None:
    forged = cookie(claims_of("data_officer"), "another secret, of more than 32 characters")
    for headers in ({}, forged):
        assert client.get(lay("asc"), headers=headers).status_code == 401


def test_an_agency_is_given_its_own_and_not_told_whether_there_is_another_s(
    signed_home: Path, client: TestClient
) -> None:
    """The member is of ELFT; the words for what is not theirs are those for what is not there."""
    member = cookie(claims_of("agency"))
    assert client.get(lay("elft"), headers=member).content == REPORT
    other, none = lay("bhft"), f"{PATH}20240405-093000-00000000"
    refused, missing = (client.get(address, headers=member) for address in (other, none))
    assert (refused.status_code, missing.status_code) == (404, 404)
    name = other.removeprefix(PATH)
    assert refused.text.replace(name, "") == missing.text.replace(none.removeprefix(PATH), "")


@pytest.mark.parametrize("name", ["..%2F..%2Fwarehouse.duckdb", "..", "20240405-093000-0123abcz", "%00"])
def test_what_is_no_name_of_an_entry_leads_nowhere(home: Path, client: TestClient, name: str) -> None:
    assert client.get(f"{PATH}{name}").status_code == 404


def test_a_report_that_is_not_made_yet_is_not_there(home: Path, client: TestClient) -> None:
    tray = load_settings().tray
    sending = Sending("training", "asc", date(2024, 3, 1), "Analyst", "x.csv", datetime(2024, 4, 5, 9, 30))
    assert client.get(f"{PATH}{put_return(tray, b'a', sending)}").status_code == 404


def test_what_cannot_be_recorded_is_not_given(signed_home: Path, client: TestClient) -> None:
    address = lay("asc")
    load_settings().audit_log.write_bytes(b"no log")
    answer = client.get(address, headers=cookie(claims_of("data_officer")))
    assert (answer.status_code, REPORT in answer.content) == (503, False)


def test_without_the_look_at_whose_return_it_is_an_agency_gets_another_s(
    signed_home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_in(monkeypatch, report_export._give, "not viewer.may_send_for(sending.agency)", "False")
    check = test_an_agency_is_given_its_own_and_not_told_whether_there_is_another_s
    assert notices(lambda: check(signed_home, client))
