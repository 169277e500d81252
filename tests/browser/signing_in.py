"""A provider of the tests, a dashboard that asks it who people are, and people who sign in there."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from scorecard.access.people import add_person
from scorecard.settings import PROJECT
from tests.benchmarks.servers import PRODUCT, Server, free_port, serve
from tests.browser.visiting import settle

CLIENT, SECRET = "scorecard", "a secret of the tests, of 32 characters"
SECONDS_TO_START = 60
ROLES = {
    "carla": "council",
    "dan": "data_officer",
    "leo": "data_officer",
    "bo": "board",
    "olga": "administrator",
    "max": "council",
    "ida": "council",
    "dora": "council",
}
"""Who has which role; `dora` is disabled. The provider knows one more, `stranger`."""


@dataclass(frozen=True)
class Site:
    """A dashboard with sign-in, its provider and its home."""

    server: Server
    issuer: str
    home: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def claims(self, name: str, **others: Any) -> dict[str, Any]:
        """Give the claims with which a person is signed in just now."""
        own = {"origin": self.address, "is_logged_in": True, "provider": "default", "iss": self.issuer, "aud": CLIENT}
        return own | {"iat": int(time.time()), "email": f"{name}@example.org"} | others


@contextmanager
def run_provider(names: list[str]) -> Iterator[str]:
    """Run a provider that knows these people, and give its address."""
    port = free_port()
    people = [json.dumps({"sub": name, "email": f"{name}@example.org", "name": name}) for name in names]
    known = [part for person in people for part in ("--user-claims", person)]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *known]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/.well-known/openid-configuration", process)
        yield address
    finally:
        process.terminate()
        process.wait(SECONDS_TO_START)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The provider at {address} did not start.")


@contextmanager
def serve_with_sign_in(home: Path, issuer: str) -> Iterator[Site]:
    """Serve the dashboard of a home to those who sign in at a provider."""
    port = free_port()
    settings = {
        "sign_in_issuer": issuer,
        "sign_in_client_id": CLIENT,
        "sign_in_client_secret": "a secret of the client",
        "sign_in_redirect": f"http://127.0.0.1:{port}",
        "cookie_secret": SECRET,
    }
    with serve(PRODUCT, home, port=port, **settings) as server:
        yield Site(server, issuer, home)


def add_people(home: Path) -> None:
    """Add everybody to the people of a home."""
    for name, role in ROLES.items():
        email = f"{name}@example.org"
        add_person(home / "access.db", email, frozenset(), datetime.now(UTC), name=name.capitalize(), role=role)


def sign(claims: dict[str, Any], secret: str = SECRET) -> str:
    """Sign claims as a cookie, as Streamlit does after a sign-in."""
    return create_signed_value(secret, USER_COOKIE_NAME, json.dumps(claims)).decode()


def put_cookie(context: BrowserContext, site: Site, value: str) -> None:
    """Put a cookie of somebody signed in into a browser that did not sign in."""
    context.add_cookies([{"name": USER_COOKIE_NAME, "value": value, "url": site.address, "httpOnly": True}])


def open_site(context: BrowserContext, site: Site, path: str = "/") -> Page:
    """Open a page of the site in a tab of its own, and wait until its script has run."""
    # The provider's own pages fetch their style from elsewhere.
    context.route("https://**", _refuse)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(site.address + path)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    return page


def _refuse(route: Route) -> None:
    route.abort()


def sign_in(context: BrowserContext, site: Site, name: str) -> Page:
    """Sign in at the provider, as a person does."""
    page = open_site(context, site)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"{site.address}/")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    return page


def sign_in_and_settle(context: BrowserContext, site: Site, name: str) -> Page:
    """Sign in as somebody who is let in, and wait until the page is complete."""
    page = sign_in(context, site, name)
    settle(page)
    return page
