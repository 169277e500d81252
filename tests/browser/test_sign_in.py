"""Signing in at a real provider: who is let in sees their pages; everybody else, whatever they send, sees nothing."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import websocket
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from scorecard.access.log import read_events
from scorecard.access.people import change_person
from scorecard.tray import list_entries
from tests.benchmarks.servers import free_port
from tests.browser.signing_in import (
    ROLES,
    Site,
    add_people,
    open_site,
    put_cookie,
    run_provider,
    serve_with_sign_in,
    sign,
    sign_in,
    sign_in_and_settle,
)
from tests.browser.visiting import ends_run

PARTNERSHIP = b"Luton Safeguarding"
"""What stands on every page, in its logo's alternative or its footer."""


@pytest.fixture(scope="module")
def home(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published sample, as a home with people."""
    home = tmp_path_factory.mktemp("sign_in") / "home"
    home.mkdir()
    for name in ("published", "reference"):
        shutil.copytree(published_home / name, home / name)
    add_people(home)
    change_person(home / "access.db", "dora@example.org", frozenset(), datetime.now(UTC), enabled=False)
    return home


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[Site]:
    with run_provider([*ROLES, "stranger"]) as issuer, serve_with_sign_in(home, issuer) as site:
        yield site


@pytest.fixture
def new_browser(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Gives browsers with nothing remembered, each as if of another person."""
    contexts: list[BrowserContext] = []

    def start() -> BrowserContext:
        contexts.append(browser.new_context(viewport={"width": 1440, "height": 900}))
        return contexts[-1]

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def context(new_browser: Callable[[], BrowserContext]) -> BrowserContext:
    return new_browser()


def record_frames(context: BrowserContext) -> list[bytes]:
    """Keep everything that the server sends to the pages of a browser."""
    frames: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        frames.append(frame if isinstance(frame, bytes) else frame.encode())

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", keep)

    context.on("page", lambda page: page.on("websocket", listen))
    return frames


def expect_nothing(page: Page, button: str, sentence: str) -> None:
    """Expect the sentence and one button, and nothing else."""
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_test_id("stMain").get_by_role("button")).to_have_text([button])
    expect(page.get_by_test_id("stTopNav")).to_have_count(0)
    expect(page.locator(".board")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


def disable(site: Site, name: str) -> None:
    change_person(site.home / "access.db", f"{name}@example.org", frozenset(), datetime.now(UTC), enabled=False)


def test_who_has_a_role_signs_in_and_sees_its_pages(site: Site, context: BrowserContext) -> None:
    frames = record_frames(context)
    page = sign_in_and_settle(context, site, "carla")
    expect(page.get_by_text("Carla, council")).to_be_visible()
    navigation = page.get_by_test_id("stTopNav")
    expect(navigation.get_by_role("link", name="Returns")).to_be_visible()
    expect(navigation.get_by_role("link", name="Access log")).to_have_count(0)
    kept = [cookie for cookie in context.cookies() if cookie["name"] == "_streamlit_user"]
    assert [cookie["httpOnly"] for cookie in kept] == [True]
    assert any(PARTNERSHIP in frame for frame in frames)


@pytest.mark.parametrize("name", ["stranger", "dora"])
def test_who_has_no_role_or_is_disabled_is_shown_nothing(site: Site, context: BrowserContext, name: str) -> None:
    frames = record_frames(context)
    page = sign_in(context, site, name)
    expect_nothing(page, "Sign out", "You have no access to this scorecard.")
    shown = page.get_by_text("Reference: ").inner_text().removeprefix("Reference: ")
    event = next(each for each in read_events(site.home / "audit.db") if each.person == f"{name}@example.org")
    assert (event.event, event.details["reference"]) == ("refused", shown)
    assert event.details["reason"] == {"stranger": "unknown", "dora": "disabled"}[name]
    assert not any(PARTNERSHIP in frame for frame in frames)


@pytest.mark.parametrize("path", ["/", "/returns?agency=asc", "/access_log"])
def test_who_is_not_signed_in_sees_one_button_whatever_the_address(
    site: Site, context: BrowserContext, path: str
) -> None:
    frames = record_frames(context)
    page = open_site(context, site, path)
    expect_nothing(page, "Sign in", "Sign in to see the scorecard.")
    assert not any(PARTNERSHIP in frame for frame in frames)


def issued_ago(**units: float) -> int:
    return int((datetime.now(UTC) - timedelta(**units)).timestamp())


@pytest.mark.parametrize(
    ("claims", "button", "sentence"),
    [
        ({"iat": issued_ago(hours=13)}, "Sign in", "Your sign-in is older than 12 hours."),
        ({"iat": issued_ago(minutes=40)}, "Sign in", "Nothing was done here for 30 minutes."),
        ({"iss": "http://127.0.0.1:1"}, "Sign out", "You signed in with another service"),
        ({"aud": "another client"}, "Sign out", "You signed in with another service"),
    ],
)
def test_a_signed_cookie_that_is_too_old_or_of_another_service_is_refused(
    site: Site, context: BrowserContext, claims: dict[str, Any], button: str, sentence: str
) -> None:
    put_cookie(context, site, sign(site.claims("max", **claims)))
    expect_nothing(open_site(context, site), button, sentence)


def test_a_signed_cookie_that_is_in_order_is_let_in(site: Site, context: BrowserContext) -> None:
    """Without this, the refusals above could have another reason."""
    put_cookie(context, site, sign(site.claims("max")))
    expect(open_site(context, site).get_by_text("Max, council")).to_be_visible()


def test_a_forged_cookie_counts_as_none(site: Site, context: BrowserContext) -> None:
    put_cookie(context, site, sign(site.claims("max"), "another secret, as long as the one of the tests"))
    expect_nothing(open_site(context, site), "Sign in", "Sign in to see the scorecard.")


def test_a_cookie_copied_before_signing_out_is_refused_after_it(
    site: Site, new_browser: Callable[[], BrowserContext]
) -> None:
    own, thief = new_browser(), new_browser()
    page = sign_in_and_settle(own, site, "max")
    thief.add_cookies([{**cookie} for cookie in own.cookies()])  # type: ignore[typeddict-item]
    copied = open_site(thief, site)
    expect(copied.get_by_text("Max, council")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{site.address}/")
    expect_nothing(page, "Sign in", "Sign in to see the scorecard.")
    copied.reload()
    expect_nothing(copied, "Sign in", "Your sign-in was ended.")
    back = sign_in_and_settle(own, site, "max")
    expect(back.get_by_text("Max, council")).to_be_visible()


def test_who_is_disabled_in_the_middle_is_refused_at_the_next_thing_they_do(
    site: Site, context: BrowserContext
) -> None:
    page = sign_in_and_settle(context, site, "leo")
    page.get_by_test_id("stTopNav").get_by_role("link", name="Returns").click()
    page.get_by_role("button", name="Send a return").click()
    page.get_by_text("Nothing happened in the month").click()
    check = page.get_by_role("dialog").get_by_role("button", name="Check the file")
    expect(check).to_be_enabled()
    disable(site, "leo")
    check.click()
    expect_nothing(page, "Sign out", "You have no access to this scorecard.")
    assert list_entries(site.home / "tray") == []


def test_what_is_sent_is_recorded_under_the_address_of_its_sender(site: Site, context: BrowserContext) -> None:
    page = sign_in_and_settle(context, site, "dan")
    page.get_by_test_id("stTopNav").get_by_role("link", name="Returns").click()
    page.get_by_role("button", name="Send a return").click()
    page.get_by_text("Nothing happened in the month").click()
    page.get_by_role("dialog").get_by_role("button", name="Check the file").click()
    expect(page.locator("[class*=st-key-entry_]")).to_have_count(1)
    (entry,) = list_entries(site.home / "tray")
    assert entry.sending.sender == "dan@example.org"


@pytest.mark.parametrize("path", ["/returns", "/access_log"])
def test_a_page_that_is_not_for_the_role_does_not_exist(site: Site, context: BrowserContext, path: str) -> None:
    put_cookie(context, site, sign(site.claims("bo")))
    page = open_site(context, site, path)
    expect(page.get_by_role("dialog").get_by_text("Page not found")).to_be_visible()
    navigation = page.get_by_test_id("stTopNav")
    expect(navigation.get_by_role("link", name="This month")).to_have_count(1)
    for name in ("Returns", "Access log"):
        expect(navigation.get_by_role("link", name=name)).to_have_count(0)
    expect(page.locator("h1")).to_contain_text("March 2024")


def test_the_administrator_reads_the_log(site: Site, context: BrowserContext) -> None:
    put_cookie(context, site, sign(site.claims("olga")))
    page = open_site(context, site, "/access_log")
    expect(page.locator("h1")).to_contain_text("access log")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_who_does_nothing_for_half_an_hour_has_the_page_taken_away(site: Site, context: BrowserContext) -> None:
    page = sign_in_and_settle(context, site, "ida")
    long_ago = (datetime.now(UTC) - timedelta(minutes=31)).isoformat(timespec="milliseconds")
    with sqlite3.connect(site.home / "access.db") as connection:
        changed = connection.execute("update activity set last_active = ? where email = 'ida@example.org'", (long_ago,))
        assert changed.rowcount == 1
    connection.close()
    expect(page.get_by_text("Nothing was done here for 30 minutes.")).to_be_visible(timeout=120_000)
    expect_nothing(page, "Sign in", "Nothing was done here for 30 minutes.")
    page.reload()
    expect_nothing(page, "Sign in", "Nothing was done here for 30 minutes.")


@pytest.mark.parametrize("with_cookie", [False, True])
def test_a_connection_without_origin_that_asks_for_a_page_is_sent_nothing_of_it(site: Site, with_cookie: bool) -> None:
    cookie = f"_streamlit_user={sign(site.claims('max'))}" if with_cookie else None
    connection = websocket.create_connection(
        f"ws://127.0.0.1:{site.server.port}/_stcore/stream",
        subprotocols=["streamlit"],
        suppress_origin=True,
        cookie=cookie,
        timeout=60,
    )
    request = BackMsg()
    request.rerun_script.page_name = "returns"
    connection.send_binary(request.SerializeToString())
    received: list[str | bytes] = []
    while not received or not ends_run(received[-1]):
        received.append(connection.recv())
    connection.close()
    sent = b"".join(frame for frame in received if isinstance(frame, bytes))
    assert b"Sign in to see the scorecard." in sent
    assert PARTNERSHIP not in sent


def test_while_the_provider_is_down_nothing_is_shown_and_a_plain_message_says_so(
    home: Path, context: BrowserContext
) -> None:
    with serve_with_sign_in(home, f"http://127.0.0.1:{free_port()}") as site:
        page = open_site(context, site)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Signing in does not work at the moment")
        page.get_by_role("link", name="Back to the scorecard").click()
        expect_nothing(page, "Sign in", "Sign in to see the scorecard.")
