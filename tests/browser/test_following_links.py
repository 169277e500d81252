"""A click moves inside the app without a reload, and “back” returns to the view before."""

from playwright.sync_api import Page, expect

from tests.browser.reading import parameters, read_scorecard
from tests.browser.visiting import Visit, choose, navigate, rerun, title_of


def mark(page: Page) -> None:
    """Leave a mark that a reload would wipe."""
    page.evaluate("window.markOfTheTest = 'still here'")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("window.markOfTheTest === 'still here'"))


def test_a_finding_leads_to_its_indicator_and_back_to_the_view_before(visit: Visit) -> None:
    page = visit("/?month=2024-02")
    before = title_of(page)
    mark(page)
    finding = page.locator(".findings a").first
    sentence = finding.inner_text()
    rerun(page, finding.click)
    assert title_of(page) == sentence
    assert parameters(page.url)["month"] == "2024-02"
    rerun(page, page.go_back)
    assert title_of(page) == before
    assert parameters(page.url) == {"month": "2024-02"}
    rerun(page, page.go_forward)
    assert title_of(page) == sentence
    assert is_marked(page)


def test_a_click_anywhere_on_a_row_leads_to_its_indicator(visit: Visit) -> None:
    page = visit()
    mark(page)
    row = page.locator("table.scorecard tr.row").nth(3)
    name = row.get_by_role("link").inner_text()
    rerun(page, row.locator("td.change").click)
    expect(page.get_by_text(f"{name}, Luton, March 2024")).to_be_visible()
    assert is_marked(page)


def test_back_from_a_row_of_one_agency_returns_to_all_agencies(visit: Visit) -> None:
    page = visit()
    before = read_scorecard(page)
    rerun(page, page.get_by_role("link", name="Safeguarding training in date, Police", exact=True).click)
    assert parameters(page.url)["agency"] == "police"
    rerun(page, page.go_back)
    assert parameters(page.url) == {}
    assert read_scorecard(page) == before


def test_an_indicator_leads_on_to_the_page_of_an_agency(visit: Visit) -> None:
    page = visit("/indicator?indicator=training_in_date&agency=bhft&month=2024-01")
    mark(page)
    rerun(page, page.get_by_role("table", name="by agency").get_by_role("link", name="ELFT").click)
    assert title_of(page).startswith("ELFT")
    assert parameters(page.url) == {"agency": "elft", "month": "2024-01"}
    assert is_marked(page)


def test_next_and_previous_walk_the_scorecard_and_back_undoes_a_step(visit: Visit) -> None:
    page = visit("/indicator?indicator=concerns_received&month=2024-02&as=table")
    first = title_of(page)
    rerun(page, page.get_by_role("link", name="Next indicator").click)
    second = title_of(page)
    assert second != first
    assert parameters(page.url)["month"] == "2024-02"
    rerun(page, page.get_by_role("link", name="Previous indicator").click)
    assert title_of(page) == first
    rerun(page, page.go_back)
    assert title_of(page) == second


def test_each_press_of_back_undoes_one_choice(visit: Visit) -> None:
    page = visit()
    addresses = [page.url]
    rerun(page, page.get_by_role("button", name="Earlier").click)
    addresses.append(page.url)
    choose(page, "Agency", "Police")
    addresses.append(page.url)
    navigate(page, "Agencies")
    addresses.append(page.url)
    navigate(page, "Training")
    for address in reversed(addresses):
        rerun(page, page.go_back)
        assert page.url == address
    assert title_of(page).startswith("March 2024")


def test_a_link_opens_the_same_view_in_a_new_tab(visit: Visit) -> None:
    page = visit("/?month=2024-02")
    for link in (page.locator(".findings a").first, page.locator(".glance a").first):
        address = link.get_attribute("href")
        assert address is not None
        rerun(page, link.click)
        opened = visit(address)
        assert opened.url == page.url
        assert title_of(opened) == title_of(page)
        rerun(page, page.go_back)
