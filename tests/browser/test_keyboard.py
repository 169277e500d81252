"""Everything can be reached and opened without a mouse, in the order that it is read, with the focus in view."""

from itertools import groupby
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.visiting import Visit, rerun, title_of

ORDER = [
    *("skip link", "navigation", "main", "meeting mode", "controls"),
    *("findings", "at a glance", "scorecard actions", "downloads", "scorecard"),
]

FOCUSED = """() => {
  let focused = document.activeElement, host = focused;
  while (focused.shadowRoot && focused.shadowRoot.activeElement) focused = focused.shadowRoot.activeElement;
  const places = {
    "skip link": '[data-testid="stSkipToContent"]', "navigation": '[data-testid="stTopNavLink"]',
    "meeting mode": ".meeting-mode", "controls": ".st-key-controls", "findings": ".findings", "at a glance": ".glance",
    "scorecard actions": ".st-key-actions", "downloads": ".downloads",
    "scorecard": "table.scorecard", "footer": ".foot", "main": "main",
  };
  const place = Object.keys(places).find(name => focused.closest(places[name]) || host.closest(places[name]));
  const around = [focused, focused.closest('[role="group"]')].filter(Boolean);
  const outlined = around.map(element => getComputedStyle(element));
  return {
    place: host === focused || place !== "main" ? place : "other",
    words: focused.getAttribute("aria-label") || focused.innerText,
    visible: outlined.some(style => style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3),
    inView: focused.getBoundingClientRect().top >= 0 && focused.getBoundingClientRect().top < innerHeight,
  };
}"""


def press_tab(page: Page, times: int) -> list[dict[str, Any]]:
    """Press Tab and say after each press what has the focus."""
    stops = []
    for _ in range(times):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUSED))
    return stops


def test_tab_reaches_the_parts_of_the_page_in_reading_order_with_the_focus_in_view(visit: Visit) -> None:
    stops = press_tab(visit(), 50)
    places = [place for place, _ in groupby(stop["place"] for stop in stops)]
    assert places == ORDER
    hidden = [stop for stop in stops if not stop["visible"] or not stop["inView"]]
    assert hidden == []


def test_the_focus_is_in_view_on_the_indicator_page(visit: Visit) -> None:
    stops = press_tab(visit("/indicator?indicator=days_to_conclude_enquiry"), 18)
    assert [stop for stop in stops if not stop["visible"] or not stop["inView"]] == []


def test_the_skip_link_leads_past_the_navigation(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    (first, *_) = press_tab(page, 1)
    assert first["place"] == "meeting mode"


def test_enter_on_the_link_of_a_row_opens_it(visit: Visit) -> None:
    page = visit()
    link = page.locator("table.scorecard").get_by_role("link").nth(2)
    name = link.inner_text()
    link.focus()
    rerun(page, lambda: page.keyboard.press("Enter"))
    expect(page.get_by_text(f"{name}, Luton, March 2024")).to_be_visible()


def test_a_page_of_the_navigation_opens_with_enter(visit: Visit) -> None:
    page = visit("/?month=2024-02")
    page.get_by_test_id("stTopNav").get_by_role("link", name="Training").focus()
    rerun(page, lambda: page.keyboard.press("Enter"))
    assert "courses meet their target" in title_of(page)
    assert page.url.endswith("/training?month=2024-02")


def test_a_month_is_chosen_with_the_keyboard(visit: Visit) -> None:
    page = visit()
    page.get_by_role("combobox", name="Month").focus()
    page.keyboard.press("ArrowDown")
    rerun(page, lambda: page.keyboard.press("Enter"))
    assert title_of(page).startswith("February 2024")


def test_the_table_does_not_trap_the_focus(visit: Visit) -> None:
    page = visit()
    page.locator("table.scorecard").get_by_role("link").last.focus()
    (after,) = press_tab(page, 1)
    assert after["place"] == "footer"
