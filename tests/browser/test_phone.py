"""On a phone rows become blocks, nothing scrolls sideways, and a button shows the rest of a group."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import PAGES, PHONE, Visit, move, rerun, title_of

VIEWS = (*PAGES, "/indicator?indicator=days_to_conclude_enquiry&as=table", "/agency?agency=bhft")
WIDTHS = """() => [document.documentElement, document.querySelector('[data-testid="stMain"]')]
  .map(element => element.scrollWidth - element.clientWidth)"""


def find_wide(page: Page) -> list[str]:
    """Open every view and give those that are wider than the window."""
    wide = []
    for address in VIEWS:
        move(page, address)
        if page.evaluate(WIDTHS) != [0, 0]:
            wide.append(address)
    return wide


@pytest.mark.parametrize("width", [320, 390])
def test_no_page_scrolls_sideways_on_a_phone(visit: Visit, width: int) -> None:
    page = visit(**PHONE)
    page.set_viewport_size({"width": width, "height": 844})
    assert find_wide(page) == []


def test_no_page_scrolls_sideways_at_four_times_the_size(visit: Visit) -> None:
    """A window of 1280 pixels at 400 % is one of 320 with a mouse (WCAG 1.4.10)."""
    page = visit()
    page.set_viewport_size({"width": 320, "height": 256})
    assert find_wide(page) == []


def test_a_row_is_a_block_with_name_and_figure_above_line_and_verdict(visit: Visit) -> None:
    page = visit(**PHONE)
    row = page.locator("table.scorecard tr.row").first
    places = {name: row.locator(f".{name}").bounding_box() for name in ("name", "latest", "line", "change", "previous")}
    tops = {name: box["y"] for name, box in places.items() if box is not None}
    assert len(tops) == len(places)
    assert abs(tops["name"] - tops["latest"]) < 10
    assert tops["name"] < tops["line"] < tops["previous"]
    assert tops["name"] < tops["change"] < tops["previous"]
    assert row.locator(".previous").evaluate("cell => getComputedStyle(cell, '::before').content") == '"Feb 2024 "'


def test_three_rows_of_a_group_are_shown_and_a_button_shows_the_others(visit: Visit) -> None:
    page = visit(**PHONE)
    group = page.locator("table.scorecard tbody", has_text="Making Safeguarding Personal")
    rows = group.locator("tr.row")
    everything = rows.count()
    assert everything > 3
    expect(group.locator("tr.row:visible")).to_have_count(3)
    group.get_by_role("button", name=f"Show {everything - 3} more in Making Safeguarding Personal").click()
    expect(group.locator("tr.row:visible")).to_have_count(everything)
    expect(rows.nth(3).get_by_role("link")).to_be_focused()


def test_the_drawer_leads_to_another_page_and_closes(visit: Visit) -> None:
    page = visit("/?month=2024-02", alone=True, **PHONE)
    page.get_by_test_id("stExpandSidebarButton").click()
    link = page.get_by_test_id("stSidebarNavLink").filter(has_text="Training")
    rerun(page, link.click)
    assert "courses meet their target" in title_of(page)
    assert page.url.endswith("/training?month=2024-02")
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")


def test_what_is_pressed_in_a_row_is_44_pixels_high(visit: Visit) -> None:
    page = visit(**PHONE)
    heights = page.locator("table.scorecard tr.row:visible, table.scorecard [data-more]:visible").evaluate_all(
        "targets => targets.map(target => target.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


@pytest.mark.parametrize("address", ["/", "/themes?theme=quality_assurance", "/learning"])
def test_filters_stand_two_in_a_row_on_a_phone(visit: Visit, address: str) -> None:
    page = visit(address, **PHONE)
    selects = page.locator(".st-key-controls > .stElementContainer > .stSelectbox")
    boxes = selects.evaluate_all("all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.top])")
    (left, top), (other_left, other_top), *_ = boxes
    assert top == other_top
    assert left < other_left
    assert page.evaluate(WIDTHS) == [0, 0]


@pytest.mark.parametrize("width", [320, 390])
def test_the_returns_of_an_agency_are_a_block_in_which_nothing_scrolls(visit: Visit, width: int) -> None:
    page = visit("/returns", **PHONE)
    page.set_viewport_size({"width": width, "height": 844})
    grid = page.get_by_role("table", name="Returns by agency and month")
    wide, window = grid.evaluate("table => [table.parentElement.scrollWidth, table.parentElement.clientWidth]")
    assert wide <= window
    rows = grid.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    assert rows.count() > 1
    row = rows.first
    marks = row.locator("td.mark a")
    assert marks.count() == 12
    boxes = marks.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(at => [at.left, at.right, at.top])"
    )
    assert all(0 <= left < right <= width for left, right, _ in boxes)
    assert all(right - left >= 44 for left, right, _ in boxes)
    tops = [top for _, _, top in boxes]
    assert len(set(tops[:6])) == len(set(tops[6:])) == 1
    assert tops[0] < tops[6]
    name = row.get_by_role("rowheader").bounding_box()
    assert name is not None
    assert name["y"] + name["height"] <= tops[0]
    months = row.locator("td.mark").evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
    assert (months[0], months[-1]) == ('"Apr 2023"', '"Mar 2024"')


def test_the_matrix_of_a_theme_scrolls_inside_and_keeps_the_names_in_view(visit: Visit) -> None:
    page = visit("/themes?theme=domestic_abuse", **PHONE)
    region = page.get_by_role("region", name="Domestic abuse, March 2024")
    wide, window = region.evaluate("region => [region.scrollWidth, region.clientWidth]")
    assert wide > window
    assert page.evaluate(WIDTHS) == [0, 0]
    name = region.get_by_role("rowheader").first
    before = name.bounding_box()
    region.evaluate("region => { region.scrollLeft = 400; }")
    after = name.bounding_box()
    assert before is not None
    assert after is not None
    assert (before["x"], before["width"]) == (after["x"], after["width"])


def test_the_first_screen_of_a_phone_shows_what_changed(visit: Visit) -> None:
    page = visit(**PHONE)
    window = page.viewport_size
    findings = page.locator(".findings > li")
    second, third = findings.nth(1).bounding_box(), findings.nth(2).get_by_role("link").bounding_box()
    assert window is not None
    assert second is not None
    assert third is not None
    assert second["y"] + second["height"] < third["y"] + third["height"] <= window["height"]


@pytest.mark.parametrize("address", ["/", "/returns", "/learning"])
def test_a_choice_is_44_pixels_high_and_has_a_name_where_its_label_is_left_out(visit: Visit, address: str) -> None:
    page = visit(address, **PHONE)
    controls = page.locator(".st-key-controls")
    pressed = controls.locator("button[kind]:visible, [role=group]:visible, [role=radio]:visible")
    heights = pressed.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert len(heights) >= 4
    assert min(heights) >= 44
    expect(controls.locator("label", has_text="Month")).to_be_hidden()
    expect(controls.get_by_role("combobox", name="Month")).to_be_visible()
