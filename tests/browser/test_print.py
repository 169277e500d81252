"""On paper there is the content alone, in dark ink whatever the theme."""

from playwright.sync_api import Page, expect

from tests.browser.visiting import DARK, PAGES, Visit, move

INDICATOR = "/indicator?indicator=days_to_conclude_enquiry"
BEYOND_THE_PAPER = """parts => parts
  .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
  .map(part => [part.tagName, part.getAttribute("class"), part.getBoundingClientRect().right])"""
PRESSED = ".stButton, .stButtonGroup, .stSelectbox, .stPopover, .stTooltipIcon"


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
        expect(page.locator(".st-key-controls").locator("visible=true")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".foot")).to_be_visible()


def test_the_heads_of_the_scorecard_and_its_title_are_printed(visit: Visit) -> None:
    page = printed(visit())
    expect(page.get_by_role("heading", name="Scorecard")).to_be_visible()
    head = page.locator("table.scorecard thead")
    assert head.evaluate("head => getComputedStyle(head).display") == "table-header-group"


def test_the_dark_theme_is_printed_in_dark_ink(visit: Visit) -> None:
    page = printed(visit(INDICATOR, **DARK))
    for words in (page.get_by_role("heading", level=1).locator("span").last, page.locator(".strip .figure").first):
        red, green, blue = ink_of(words.evaluate("element => getComputedStyle(element).color"))
        assert max(red, green, blue) < 80
    assert "invert(1)" in page.locator(".stPlotlyChart").evaluate("chart => getComputedStyle(chart).filter")


def test_nothing_is_cut_at_the_edge_of_the_paper(visit: Visit) -> None:
    """A4 across, less 12 mm on each side, is 1032 pixels wide."""
    page = visit()
    cut = []
    for address in (*PAGES, INDICATOR, "/agency?agency=bhft", "/themes?theme=domestic_abuse"):
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1440, "height": 900})
        move(page, address)
        page.set_viewport_size({"width": 1032, "height": 703})
        printed(page)
        beyond = page.locator(".board :is(table, svg, section, p)").evaluate_all(BEYOND_THE_PAPER)
        cut += [(address, *each) for each in beyond]
    assert cut == []


def ink_of(colour: str) -> list[int]:
    return [int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
