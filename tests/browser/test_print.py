"""On paper there is the content alone, in dark ink whatever the theme."""

from playwright.sync_api import Page, expect

from tests.browser.visiting import DARK, PAGES, Visit, move

INDICATOR = "/indicator?indicator=days_to_conclude_enquiry"
PRESSED = ".stButton, .stButtonGroup, .stSelectbox, .stPopover, .stTooltipIcon"
LEADS_ON = ".onward, .meeting-mode, .below-title .ways, .breadcrumb, .downloads, .more-rows"

PAPER = {"width": 1031, "height": 703}
BEYOND_THE_EDGE = """() => [...document.querySelectorAll(".board *")]
  .filter(each => each.checkVisibility() && !each.closest(".visually-hidden, caption"))
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => `${each.tagName} ${each.className.baseVal ?? each.className} ${each.textContent.slice(0, 40)}`)"""


def printed(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


def test_navigation_controls_and_buttons_are_not_printed(visit: Visit) -> None:
    page = visit()
    for address in (*PAGES, INDICATOR):
        page.emulate_media(media="screen")
        move(page, address)
        printed(page)
        expect(page.get_by_test_id("stHeader")).to_be_hidden()
        expect(page.locator(PRESSED).locator("visible=true")).to_have_count(0)
        expect(page.locator(LEADS_ON).locator("visible=true")).to_have_count(0)
        expect(page.locator(".st-key-controls").locator("visible=true")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".foot")).to_be_visible()


def test_nothing_is_cut_off_at_the_edge_of_the_paper(visit: Visit) -> None:
    """A4 across is 273 mm wide between margins of 12 mm: 1,031 pixels of a screen."""
    page = visit(viewport=PAPER)
    for address in (*PAGES, INDICATOR):
        page.emulate_media(media="screen")
        move(page, address)
        printed(page)
        assert page.evaluate(BEYOND_THE_EDGE) == [], address


def test_the_heads_of_the_scorecard_and_its_title_are_printed(visit: Visit) -> None:
    page = printed(visit())
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    above = page.locator("div:has(> .st-key-actions)")
    assert above.evaluate("each => getComputedStyle(each).breakBefore") == "page", "a heading may not end a page"
    head = page.locator("table.scorecard thead")
    assert head.evaluate("head => getComputedStyle(head).display") == "table-header-group"


def test_the_dark_theme_is_printed_in_dark_ink(visit: Visit) -> None:
    page = printed(visit(INDICATOR, **DARK))
    for words in (page.get_by_role("heading", level=1), page.locator(".strip .figure").first):
        red, green, blue = ink_of(words.evaluate("element => getComputedStyle(element).color"))
        assert max(red, green, blue) < 80
    assert "invert(1)" in page.locator(".stPlotlyChart").evaluate("chart => getComputedStyle(chart).filter")


def ink_of(colour: str) -> list[int]:
    return [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
