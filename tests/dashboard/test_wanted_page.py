"""The page that was wanted is kept over the sign-in: of our own pages only, for a while, and for one sign-in."""

from collections.abc import Iterator
from http.cookies import Morsel, SimpleCookie
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from scorecard.dashboard.sign_in import SignInGate

HERE, PROVIDER = "https://scorecard.example.org", "https://login.example.org/authorize"
KEPT = "scorecard_wanted"


async def send_to_provider(request: Request) -> Response:
    return RedirectResponse(PROVIDER, 302)


async def come_back(request: Request) -> Response:
    """Answer as Streamlit does when somebody is signed in."""
    return RedirectResponse("/", 302, {"set-cookie": "_streamlit_user=signed"})


@pytest.fixture
def client() -> Iterator[TestClient]:
    routes = [Route("/auth/login", send_to_provider), Route("/oauth2callback", come_back), Route("/other", come_back)]
    app = Starlette(routes=routes, middleware=[Middleware(SignInGate)])
    with TestClient(app, base_url=HERE, follow_redirects=False) as client:
        yield client


def cookie_set(answer: object) -> Morsel[str]:
    """Give the cookie of the wanted page that an answer sets."""
    lines = answer.headers.get_list("set-cookie")  # type: ignore[attr-defined]
    (line,) = [line for line in lines if line.startswith(f"{KEPT}=")]
    return SimpleCookie(line)[KEPT]


def sign_in_from(client: TestClient, referrer: str | None) -> str:
    """Go to the provider from a page and come back; gives the address that the browser is sent to."""
    client.cookies.clear()
    headers = {} if referrer is None else {"referer": referrer}
    assert client.get("/auth/login?provider=default", headers=headers).headers["location"] == PROVIDER
    return client.get("/oauth2callback?state=1").headers["location"]


@pytest.mark.parametrize(
    "wanted", ["/", "/returns", "/returns?agency=asc", "/indicator?indicator=concerns_received&month=2024-02&q=a%20b"]
)
def test_who_comes_back_is_led_to_the_page_they_came_from(client: TestClient, wanted: str) -> None:
    assert sign_in_from(client, HERE + wanted) == wanted


@pytest.mark.parametrize(
    "referrer",
    [
        None,
        "",
        "nonsense",
        "https://[",
        "https://elsewhere.example.org/returns",
        "https://elsewhere.example.org@scorecard.example.org/returns",
        f"{HERE}//elsewhere.example.org/",
        f"{HERE}/\\elsewhere.example.org",
        f"{HERE}/auth/login",
        f"{HERE}/returns?{'a' * 1001}",
    ],
)
def test_nobody_is_led_away_or_to_what_is_no_page(client: TestClient, referrer: str | None) -> None:
    assert sign_in_from(client, referrer) == "/"


@pytest.mark.parametrize(
    "kept", ["https%3A%2F%2Felsewhere.example.org", "%2F%2Felsewhere.example.org", "%2Freturns%0D%0AX%3A1", "", "%FF"]
)
def test_a_cookie_that_somebody_else_wrote_leads_nowhere_else(client: TestClient, kept: str) -> None:
    answer = client.get("/oauth2callback", headers={"cookie": f"{KEPT}={kept}"})
    assert answer.headers["location"] == "/"


def test_it_is_kept_for_ten_minutes_for_the_way_back_only(client: TestClient) -> None:
    kept = cookie_set(client.get("/auth/login", headers={"referer": f"{HERE}/returns?agency=asc"}))
    assert unquote(kept.value) == "/returns?agency=asc"
    assert (kept["path"], kept["max-age"], kept["samesite"]) == ("/oauth2callback", "600", "lax")
    assert kept["httponly"]


def test_it_leads_once_and_leaves_the_other_cookies_alone(client: TestClient) -> None:
    client.get("/auth/login", headers={"referer": f"{HERE}/returns"})
    answer = client.get("/oauth2callback")
    assert answer.headers["location"] == "/returns"
    assert "_streamlit_user=signed" in answer.headers.get_list("set-cookie")
    assert cookie_set(answer)["max-age"] == "0"
    assert client.get("/oauth2callback").headers["location"] == "/"


def test_a_sign_in_that_was_broken_off_does_not_lead_the_next_one(client: TestClient) -> None:
    client.get("/auth/login", headers={"referer": f"{HERE}/returns"})
    client.get("/auth/login", headers={"referer": f"{HERE}/"})
    assert client.get("/oauth2callback").headers["location"] == "/"


def test_other_answers_are_left_alone(client: TestClient) -> None:
    answer = client.get("/other", headers={"cookie": f"{KEPT}=%2Freturns"})
    assert answer.headers["location"] == "/"
