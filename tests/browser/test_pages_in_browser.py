"""Every page opens in a browser for every agency, with one title and no error."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import parameters, read_scorecard
from tests.browser.visiting import PAGES, Visit, choose, list_options, rerun, title_of

AGENCIES_OF_THE_SAMPLE = 14


@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_with_one_heading(visit: Visit, address: str) -> None:
    assert title_of(visit(address))


def test_every_page_has_a_title_of_its_own_that_begins_as_the_navigation_names_it(visit: Visit) -> None:
    for name in visit().get_by_test_id("stTopNavLink").all_inner_texts():
        page = visit()
        link = page.get_by_test_id("stTopNavLink").get_by_text(name, exact=True)
        rerun(page, link.click)
        expect(page).to_have_title(re.compile(f"^{name} "))
        # Meeting mode has a bar of its own in place of the navigation.
        if name != "Meeting":
            expect(page.get_by_test_id("stTopNavLink").filter(has_text=name)).to_have_attribute("aria-current", "page")


def test_the_overview_opens_for_every_agency(visit: Visit) -> None:
    page = visit()
    codes = set()
    for agency in list_options(page, "Agency")[1:]:
        choose(page, "Agency", agency)
        assert title_of(page).startswith("March 2024")
        assert {row["owner"] for row in read_scorecard(page)} == {agency}
        codes.add(parameters(page.url)["agency"])
    assert len(codes) == AGENCIES_OF_THE_SAMPLE


def test_the_agency_page_opens_for_every_agency(visit: Visit) -> None:
    page = visit("/agency")
    names = list_options(page, "Agency")
    assert len(names) == AGENCIES_OF_THE_SAMPLE
    titles = {title_of(page)}
    for name in names[1:]:
        choose(page, "Agency", name)
        titles.add(title_of(page))
    assert len(titles) == AGENCIES_OF_THE_SAMPLE


def test_the_indicator_page_opens_for_every_agency(visit: Visit) -> None:
    page = visit()
    for agency in list_options(page, "Agency")[1:]:
        choose(page, "Agency", agency)
        open_first_row(page)
        assert title_of(page)
        assert page.get_by_role("combobox", name="Agency").input_value() == agency
        rerun(page, page.go_back)


def open_first_row(page: Page) -> None:
    rerun(page, page.locator("table.scorecard").get_by_role("link").first.click)
