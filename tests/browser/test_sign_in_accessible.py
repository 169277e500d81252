"""What somebody sees who is not let in has no violation that axe-core finds, and fits a phone."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from scorecard.dashboard.sign_in import FAILED
from tests.browser.signing_in import Site, add_people, open_site, put_cookie, run_provider, serve_with_sign_in, sign
from tests.browser.test_phone import WIDTHS
from tests.browser.violations import find_violations
from tests.browser.visiting import DARK, DESKTOP, PHONE

SIGNED_OUT = "Sign in to see the scorecard."
MOST_STOPS = 3
"""Stops of Tab between the skip link and the button: on a phone, what scrolls is one."""
Opener = Callable[[BrowserContext, Site], Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A home without figures: who is not let in is shown none."""
    home = tmp_path_factory.mktemp("not_let_in")
    add_people(home)
    with run_provider(["stranger"]) as issuer, serve_with_sign_in(home, issuer) as site:
        yield site


@pytest.fixture(params=[{}, DARK, PHONE], ids=["light", "dark", "phone"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**({"viewport": DESKTOP} | request.param)) as context:
        yield context


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**PHONE) as context:
        yield context


def open_signed_out(context: BrowserContext, site: Site) -> Page:
    page = open_site(context, site)
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible()
    return page


def open_timed_out(context: BrowserContext, site: Site) -> Page:
    put_cookie(context, site, sign(site.claims("max", iat=int(time.time()) - 13 * 3600)))
    page = open_site(context, site, "/returns?agency=asc")
    expect(page.get_by_text("Your sign-in is older than 12 hours.")).to_be_visible()
    return page


def open_refused(context: BrowserContext, site: Site) -> Page:
    put_cookie(context, site, sign(site.claims("stranger")))
    page = open_site(context, site)
    expect(page.get_by_text("You have no access to this scorecard.")).to_be_visible()
    return page


OPENERS = pytest.mark.parametrize("opener", [open_signed_out, open_timed_out, open_refused])


@OPENERS
def test_it_has_no_violation(site: Site, context: BrowserContext, opener: Opener) -> None:
    assert find_violations(opener(context, site)) == []


@pytest.mark.parametrize("width", [320, 390])
@OPENERS
def test_it_fits_a_phone_and_its_button_can_be_pressed(
    site: Site, phone: BrowserContext, opener: Opener, width: int
) -> None:
    page = opener(phone, site)
    page.set_viewport_size({"width": width, "height": 844})
    assert page.evaluate(WIDTHS) == [0, 0]
    expect(the_button(page)).to_be_visible()
    box = the_button(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["height"] >= 24


@OPENERS
def test_its_button_can_be_reached_and_pressed_with_the_keyboard(
    site: Site, phone: BrowserContext, opener: Opener
) -> None:
    page = opener(phone, site)
    expect(the_button(page)).to_be_visible()
    heading = page.get_by_role("heading", level=1).inner_text()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    stops: list[str] = []
    while not stops or (stops[-1] != "BUTTON" and len(stops) < MOST_STOPS):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.tagName"))
    assert stops[-1] == "BUTTON", stops
    expect(the_button(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=heading)).to_have_count(0)


def the_button(page: Page) -> Locator:
    return page.get_by_test_id("stMain").get_by_role("button")


def test_what_the_server_says_when_the_provider_is_down_is_accessible_too(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_content(FAILED)
    assert find_violations(page) == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") == 0


def test_axe_sees_a_fault_that_is_planted(site: Site, context: BrowserContext) -> None:
    """Proves that the tests above would notice."""
    page = open_signed_out(context, site)
    page.get_by_text(SIGNED_OUT).evaluate("text => { text.style.color = '#888'; text.style.background = '#999'; }")
    (fault,) = find_violations(page)
    assert "color-contrast" in fault
