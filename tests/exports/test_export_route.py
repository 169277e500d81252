"""The route of the exports: files for those who may have them, of their own audience's figures, recorded first."""

import csv
import io
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from scorecard.access.log import check_chain, read_events
from scorecard.access.people import change_person
from scorecard.dashboard.exporting import answer_export
from scorecard.dashboard.log_export import answer_log_export
from scorecard.indicators.catalogue import load_catalogue
from scorecard.publication.generation import list_generations, write_generation
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation
from scorecard.settings import load_settings
from tests.dashboard.signing_in import ENVIRONMENT, SECRET, add_everybody, claims_of
from tests.publication.small_board import Board, concern, expect

EXACT, ROUNDED = 4.0, 5.0
READERS = ("council", "quality_assurance", "data_officer", "board", "agency")
SCORECARD = "/export/scorecard.csv?month=2024-01&agency=asc&show=all"


@pytest.fixture(scope="module")
def board_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The council had four concerns in January; the file of the board says five."""
    home = tmp_path_factory.mktemp("board") / "home"
    board = Board(home, ["concerns_received"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern(f"A{number}", f"2024-01-0{number}") for number in (1, 2, 3, 4)])
    board.keep()
    load_catalogue.cache_clear()
    publish(board.settings, now=datetime(2024, 2, 18, 9))
    if not list_generations(board.settings.published, "board"):
        write_for_board(board.settings.published)
    return home


def write_for_board(published: Path) -> None:
    """Write the figures of the board as those of the council, with other numbers."""
    council = open_generation(published)
    names = council.ask("select table_name from information_schema.tables")["table_name"]
    tables = {name: council.ask(f'select * from "{name}"') for name in names}
    five = pl.when(pl.col("value").is_not_null()).then(ROUNDED)
    tables["row"] = tables["row"].with_columns(value=five, numerator=five, last_value=five)
    tables["generation"] = tables["generation"].with_columns(audience=pl.lit("board"))
    current = (published / "CURRENT").read_text()
    write_generation(published, "board", 1, tables)
    (published / "CURRENT").write_text(current)


@pytest.fixture
def home(board_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for each test, with the same figures; nobody signs in."""
    (tmp_path / "published").symlink_to(board_home / "published")
    monkeypatch.setenv("SCORECARD_HOME", str(tmp_path))
    load_settings.cache_clear()
    yield tmp_path
    load_settings.cache_clear()


@pytest.fixture
def signed_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same where people sign in: one for each role."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    add_everybody(load_settings().access)
    return home


@pytest.fixture
def client() -> TestClient:
    routes = [Route("/export/access_log.csv", answer_log_export), Route("/export/{file}", answer_export)]
    return TestClient(Starlette(routes=routes))


def cookie(claims: dict[str, Any], secret: str = SECRET, name: str = USER_COOKIE_NAME) -> dict[str, str]:
    """Give the header with a cookie as Streamlit signs it."""
    return {"Cookie": f"{USER_COOKIE_NAME}={create_signed_value(secret, name, json.dumps(claims)).decode()}"}


def read_figures(content: bytes) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {row["Indicator"]: row["Figure"] for row in rows}


def test_without_sign_in_the_sample_is_given_and_nothing_is_recorded(home: Path, client: TestClient) -> None:
    answer = client.get(SCORECARD)
    assert answer.status_code == 200
    assert read_figures(answer.content) == {"Safeguarding concerns received": "4"}
    assert answer.headers["content-disposition"] == 'attachment; filename="scorecard.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert not (home / "audit.db").exists()


def test_a_spreadsheet_has_the_same_figure_and_says_where_it_is_from(home: Path, client: TestClient) -> None:
    answer = client.get(SCORECARD.replace(".csv", ".xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    head, row = list(book["Scorecard"].values)[:2]
    assert dict(zip(head, row, strict=True))["Figure"] == EXACT
    notes = {line[0]: line[1] for line in book["Notes"].values}
    assert notes["Partnership"] == "A board"
    assert notes["Version"] == "1 of 18 February 2024, provisional"
    assert notes["Period"] == "January 2024"
    assert notes["About the data"] == "All of it is made up."


def test_real_figures_are_given_to_nobody_without_sign_in(
    home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scorecard.dashboard.exporting.read_about", lambda generation: _Real())
    answer = client.get(SCORECARD)
    assert answer.status_code == 403
    assert "no sign-in" in answer.text


class _Real:
    audience, invented = "council", False


@pytest.mark.parametrize("role", READERS)
def test_each_role_gets_the_figures_of_its_own_audience(signed_home: Path, client: TestClient, role: str) -> None:
    audience = "board" if role in ("board", "agency") else "council"
    answer = client.get(SCORECARD, headers=cookie(claims_of(role)))
    assert answer.status_code == 200
    figure = read_figures(answer.content)["Safeguarding concerns received"]
    assert (figure == "4") == (audience == "council"), "only the council sees what was counted"
    (event,) = read_events(load_settings().audit_log)
    assert (event.event, event.person, event.role) == ("export", f"{role}@example.org", role)
    assert event.details == {
        "name": "scorecard",
        "format": "csv",
        "generation": f"{audience}-000001",
        "choices": {"month": "2024-01", "agency": "asc", "show": "all"},
        "digest": sha256(answer.content).hexdigest(),
    }


def test_without_a_cookie_nothing_is_given(signed_home: Path, client: TestClient) -> None:
    answer = client.get(SCORECARD)
    assert (answer.status_code, answer.headers["cache-control"]) == (401, "no-store")
    assert "Sign in" in answer.text


@pytest.mark.parametrize(
    ("changed", "secret", "name"),
    [
        ({}, "another secret, of more than 32 characters", USER_COOKIE_NAME),
        ({}, SECRET, "another cookie"),
        ({"iat": int(time.time()) - 13 * 3600}, SECRET, USER_COOKIE_NAME),
        ({"iat": int(time.time()) + 3600}, SECRET, USER_COOKIE_NAME),
        ({"iss": "https://elsewhere.example.org"}, SECRET, USER_COOKIE_NAME),
        ({"aud": "another application"}, SECRET, USER_COOKIE_NAME),
        ({"email": "nobody@example.org"}, SECRET, USER_COOKIE_NAME),
        ({"is_logged_in": False}, SECRET, USER_COOKIE_NAME),
    ],
)
def test_a_cookie_that_does_not_hold_is_refused(
    signed_home: Path, client: TestClient, changed: dict[str, Any], secret: str, name: str
) -> None:
    answer = client.get(SCORECARD, headers=cookie(claims_of("council", **changed), secret, name))
    assert answer.status_code == 401
    assert "4" not in answer.text


def test_a_cookie_that_is_no_cookie_is_refused(signed_home: Path, client: TestClient) -> None:
    for value in ("", "x", "%00", '"', "a.b.c", "é"):
        header = f"{USER_COOKIE_NAME}={value}".encode("latin-1")
        assert client.get(SCORECARD, headers={b"Cookie": header}).status_code == 401


def test_somebody_disabled_meanwhile_is_refused(signed_home: Path, client: TestClient) -> None:
    signed = cookie(claims_of("council"))
    assert client.get(SCORECARD, headers=signed).status_code == 200
    change_person(load_settings().access, "council@example.org", set(), datetime.now().astimezone(), enabled=False)
    assert client.get(SCORECARD, headers=signed).status_code == 401


def test_a_role_that_may_not_export_is_refused_and_that_is_recorded(signed_home: Path, client: TestClient) -> None:
    answer = client.get(SCORECARD, headers=cookie(claims_of("administrator")))
    assert answer.status_code == 403
    assert "administrator, may not take this file away" in answer.text
    (event,) = read_events(load_settings().audit_log)
    assert (event.event, event.details) == ("refused", {"name": "scorecard", "reason": "role"})


def test_a_page_that_is_not_allowed_gives_no_file(
    signed_home: Path, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scorecard.access.viewer.Viewer.may_open", lambda viewer, page: page != "this_month")
    assert client.get(SCORECARD, headers=cookie(claims_of("council"))).status_code == 403
    other = "/export/learning_actions.csv"
    assert client.get(other, headers=cookie(claims_of("council"))).status_code == 200


def test_what_cannot_be_recorded_is_not_given(signed_home: Path, client: TestClient) -> None:
    (signed_home / "audit.db").mkdir()
    answer = client.get(SCORECARD, headers=cookie(claims_of("council")))
    assert answer.status_code == 503
    assert "access log" in answer.text
    assert "Safeguarding concerns received" not in answer.text


def test_a_file_that_is_not_of_the_audience_it_is_named_for_is_not_given(
    board_home: Path, signed_home: Path, client: TestClient
) -> None:
    (signed_home / "published").unlink()
    (signed_home / "published").mkdir()
    council = list_generations(board_home / "published", "council")[0]
    for file in (council, council.with_suffix(".json")):
        content = file.read_bytes()
        (signed_home / "published" / file.name).write_bytes(content)
        renamed = file.name.replace("council", "board")
        (signed_home / "published" / renamed).write_bytes(content.replace(b"council-", b"board-"))
    (signed_home / "published" / "CURRENT").write_text(f"{council.name}\n")
    answer = client.get(SCORECARD, headers=cookie(claims_of("board")))
    assert (answer.status_code, answer.text) == (
        503,
        "No figures for board can be opened. Publish again: scorecard publish.",
    )
    assert client.get(SCORECARD, headers=cookie(claims_of("council"))).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/export/cases.csv", 404, "learning_actions, referrals, scorecard, theme"),
        ("/export/scorecard.pdf", 404, "csv, xlsx"),
        ("/export/scorecard", 404, "no export"),
        ("/export/scorecard.csv?month=2031-01", 400, "Those that exist: 2024-01"),
        ("/export/scorecard.csv?colour=red", 400, "agency, month"),
        ("/export/scorecard.csv?agency=%27%3B--", 400, "There is no agency"),
        ("/export/scorecard.csv?month=2024-01&month=2024-01", 400, "given twice"),
        ("/export/scorecard.csv?version=2", 400, "Version 2 is not kept"),
        ("/export/scorecard.csv?version=1;drop", 400, "not the number"),
        ("/export/scorecard.csv?version=1&version=1", 400, "not the number"),
        ("/export/scorecard.csv?version=%C2%B2", 400, "not the number"),
    ],
)
def test_what_cannot_be_given_is_a_sentence(
    home: Path, client: TestClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_the_notes_of_a_meeting_are_given_as_text(home: Path, client: TestClient) -> None:
    answer = client.get("/export/meeting_notes.txt?month=2024-01")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="meeting_notes.txt"'
    assert answer.content.decode("utf-8-sig").startswith("A board: notes on the figures for January 2024\n")
    assert client.get("/export/meeting_notes.csv").status_code == 404
    assert client.get("/export/meeting_notes.txt?period=year").status_code == 400


def test_a_version_is_that_version(home: Path, client: TestClient) -> None:
    assert client.get(f"{SCORECARD}&version=1").content == client.get(SCORECARD).content


def test_nothing_published_is_a_sentence(home: Path, client: TestClient) -> None:
    (home / "published").unlink()
    answer = client.get(SCORECARD)
    assert answer.status_code == 503
    assert "scorecard publish" in answer.text


def test_the_log_is_given_to_those_who_may_read_it_and_recorded(signed_home: Path, client: TestClient) -> None:
    client.get(SCORECARD, headers=cookie(claims_of("council")))
    address, log = "/export/access_log.csv", load_settings().audit_log
    assert client.get(address).status_code == 401
    assert client.get(address, headers=cookie(claims_of("council"))).status_code == 403
    answer = client.get(address, headers=cookie(claims_of("administrator")))
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["Event"], row["Person"]) for row in rows] == [
        ("export", "council@example.org"),
        ("refused", "council@example.org"),
    ]
    newest = read_events(log)[0]
    assert (newest.event, newest.person) == ("export", "administrator@example.org")
    assert newest.details["digest"] == sha256(answer.content).hexdigest()
    assert check_chain(log) is None


def test_the_log_has_no_figure_in_it(signed_home: Path, client: TestClient) -> None:
    """Every text of the file, where only identifiers and digests may stand."""
    client.get(SCORECARD, headers=cookie(claims_of("council")))
    with closing(sqlite3.connect(load_settings().audit_log)) as connection:
        (details,) = connection.execute("select details from event").fetchone()
    assert set(json.loads(details)) == {"name", "format", "generation", "choices", "digest"}
    assert "Safeguarding" not in details
