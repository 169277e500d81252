"""A link to a page leads there over the sign-in, with its choices, and into no page that is not for the role."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scorecard.access.log import read_events
from tests.browser.signing_in import Site, add_people, open_site, run_provider, serve_with_sign_in
from tests.browser.visiting import settle


@pytest.fixture(scope="module")
def site(published_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("wanted_page") / "home"
    home.mkdir()
    for name in ("published", "reference"):
        shutil.copytree(published_home / name, home / name)
    add_people(home)
    with run_provider(["carla", "bo"]) as issuer, serve_with_sign_in(home, issuer) as site:
        yield site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield context


def follow_link(context: BrowserContext, site: Site, path: str, name: str) -> Page:
    """Open an address and sign in there as somebody."""
    page = open_site(context, site, path)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_url(f"{site.address}/**")
    settle(page)
    return page


def test_who_follows_a_link_signs_in_and_sees_what_it_leads_to(site: Site, context: BrowserContext) -> None:
    path = "/agency?agency=bhft&month=2024-02"
    page = follow_link(context, site, path, "carla")
    assert page.url == site.address + path
    expect(page.get_by_role("combobox", name="Agency")).to_have_value("Bedfordshire Hospitals NHS Foundation Trust")
    seen = [event for event in read_events(site.home / "audit.db") if event.event == "view"]
    assert [event.details["page"] for event in seen] == ["agency"]
    assert [cookie["name"] for cookie in context.cookies() if cookie["name"] == "scorecard_wanted"] == []


def test_a_link_to_a_page_that_is_not_for_the_role_leads_to_the_first(site: Site, context: BrowserContext) -> None:
    page = follow_link(context, site, "/returns?agency=asc", "bo")
    expect(page.get_by_role("dialog").get_by_text("Page not found")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("March 2024")
