"""Sign-in outside a page: only cookies that we signed count, files of pages need one, and a failure is told plainly."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from scorecard.dashboard.sign_in import SignInGate, describe_provider, read_claims
from scorecard.settings import Settings, load_settings
from tests.dashboard.signing_in import ADDRESS, ENVIRONMENT, ISSUER, SECRET, add_everybody, claims_of


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    for name, value in (ENVIRONMENT | {"SCORECARD_HOME": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    add_everybody(tmp_path / "access.db")
    yield load_settings()
    load_settings.cache_clear()


async def give_file(request: Request) -> Response:
    return PlainTextResponse("the file")


async def send_to_provider(request: Request) -> Response:
    status = int(request.query_params["status"])
    return PlainTextResponse("Authentication error", status, {"location": "https://login.example.org/authorize"})


@pytest.fixture
def client() -> TestClient:
    routes = [
        Route("/media/{name}", give_file),
        Route("/static/media/{name}", give_file),
        Route("/auth/login", send_to_provider),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(SignInGate)]), follow_redirects=False)


def sign(claims: Any, secret: str = SECRET, name: str = USER_COOKIE_NAME) -> str:
    return create_signed_value(secret, name, json.dumps(claims)).decode()


def get(client: TestClient, path: str, cookie: str | None) -> int:
    client.cookies.clear()
    if cookie is not None:
        client.cookies.set(USER_COOKIE_NAME, cookie)
    return client.get(path).status_code


def test_a_cookie_that_we_signed_gives_its_claims(settings: Settings) -> None:
    claims = claims_of("council")
    assert read_claims({USER_COOKIE_NAME: sign(claims)}, settings) == claims


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "nonsense",
        "ÿ",
        json.dumps(claims_of("council")),
        sign(claims_of("council"), "another secret, as long as the one of the tests"),
        sign(claims_of("council"), name="_streamlit_user_tokens"),
        sign(claims_of("council"))[:-1],
        sign(["council"]),
    ],
    ids=["empty", "nonsense", "letter", "unsigned", "another secret", "another cookie", "cut", "no claims"],
)
def test_a_cookie_that_we_did_not_sign_gives_none(settings: Settings, client: TestClient, cookie: str) -> None:
    assert read_claims({USER_COOKIE_NAME: cookie}, settings) == {}


def test_without_sign_in_streamlit_is_told_nothing_and_no_cookie_counts() -> None:
    assert describe_provider(Settings()) is None
    assert read_claims({USER_COOKIE_NAME: sign(claims_of("council"))}, Settings()) == {}
    assert read_claims({USER_COOKIE_NAME: sign(claims_of("council"), "None")}, Settings()) == {}


def test_files_of_pages_are_given_to_those_who_are_let_in(settings: Settings, client: TestClient) -> None:
    assert get(client, "/media/report.xlsx", sign(claims_of("board"))) == 200


@pytest.mark.parametrize(
    "cookie",
    [
        None,
        sign(claims_of("board"), "another secret, as long as the one of the tests"),
        sign(claims_of("stranger")),
        sign(claims_of("board", iat=int(time.time()) - 13 * 3600)),
        sign(claims_of("board", is_logged_in=False)),
    ],
)
def test_files_of_pages_are_given_to_nobody_else(settings: Settings, client: TestClient, cookie: str | None) -> None:
    assert get(client, "/media/report.xlsx", cookie) == 401


def test_files_of_pages_are_given_to_nobody_while_the_people_cannot_be_read(
    settings: Settings, client: TestClient
) -> None:
    settings.access.write_bytes(b"damaged" * 1000)
    assert get(client, "/media/report.xlsx", sign(claims_of("board"))) == 401


def test_what_is_no_file_of_a_page_needs_no_sign_in(settings: Settings, client: TestClient) -> None:
    assert get(client, "/static/media/font.woff2", None) == 200


def test_a_provider_that_cannot_be_reached_is_told_plainly(settings: Settings, client: TestClient) -> None:
    answer = client.get("/auth/login?status=400")
    assert answer.status_code == 503
    assert "The sign-in service of your organisation cannot be reached" in answer.text
    assert "Authentication error" not in answer.text


def test_the_way_to_the_provider_is_left_alone(settings: Settings, client: TestClient) -> None:
    answer = client.get("/auth/login?status=302")
    assert (answer.status_code, answer.headers["location"]) == (302, "https://login.example.org/authorize")


def test_streamlit_is_told_of_the_provider(settings: Settings) -> None:
    assert describe_provider(settings) == {
        "auth": {
            "redirect_uri": f"{ADDRESS}/oauth2callback",
            "cookie_secret": SECRET,
            "client_id": "scorecard",
            "client_secret": "a secret of the client",
            "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
        }
    }
