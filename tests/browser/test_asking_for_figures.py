"""A gap on the page of themes leads to the blank return that would close it."""

from playwright.sync_api import expect

from tests.browser.reading import parameters
from tests.browser.visiting import Visit, rerun


def test_a_gap_leads_to_the_blank_return_of_its_agency(visit: Visit) -> None:
    page = visit("/themes?theme=rough_sleeping")
    rerun(page, page.get_by_role("link", name="Ask for these figures of Fire").click)
    assert parameters(page.url) == {"agency": "fire", "feed": "measures"}
    expect(page.get_by_role("combobox", name="Agency")).to_have_value("Fire")
    expect(page.get_by_role("combobox", name="Return")).to_have_value("Agency measures")
    expect(page.get_by_role("button", name="March 2024, as a workbook")).to_be_visible()


def test_the_blank_return_stays_closed_without_being_asked_for(visit: Visit) -> None:
    page = visit("/returns?agency=fire&feed=no_such_feed")
    expect(page.get_by_role("button", name="Blank return")).to_be_visible()
    expect(page.get_by_role("combobox", name="Return")).to_have_count(0)
