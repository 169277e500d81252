"""A meeting is led with the keys alone: they move, switch and leave, and never while something is typed."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import parameters
from tests.browser.visiting import DESKTOP, PHONE, Visit, rerun, settle, title_of

SIZES: list[Any] = [DESKTOP, {"width": 1280, "height": 720}]
SMALLEST = """() => {
  const sizes = [];
  const walk = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) walk(element.shadowRoot);
      const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
      const hidden = element.closest("style, script, .foot, .visually-hidden") || !element.getClientRects().length;
      if (own && !hidden) sizes.push([parseFloat(getComputedStyle(element).fontSize), element.textContent.trim()]);
    }
  };
  walk(document.querySelector(".stMainBlockContainer"));
  return sizes.sort((one, other) => one[0] - other[0])[0];
}"""


def press(page: Page, key: str) -> None:
    rerun(page, lambda: page.keyboard.press(key))


def place(page: Page) -> str | None:
    return parameters(page.url).get("at")


def test_the_arrows_move_and_back_undoes_one_step(visit: Visit) -> None:
    page = visit("/meeting?month=2024-02")
    assert title_of(page).startswith("Since last time")
    press(page, "ArrowRight")
    first = title_of(page)
    press(page, "ArrowRight")
    assert (place(page), parameters(page.url)["month"]) == ("2", "2024-02")
    assert title_of(page) != first
    press(page, "ArrowLeft")
    assert (place(page), title_of(page)) == ("1", first)
    rerun(page, page.go_back)
    assert place(page) == "2"


def test_the_buttons_do_what_the_keys_do(visit: Visit) -> None:
    page = visit("/meeting?at=1")
    coming = page.get_by_role("link", name="Next:")
    named = coming.inner_text().removeprefix("Next: ").split("\n")[0]
    rerun(page, coming.click)
    assert title_of(page).lower() == named.lower()
    rerun(page, page.get_by_role("link", name="Back").click)
    assert place(page) == "1"
    rerun(page, page.get_by_role("link", name="Chart only").click)
    assert parameters(page.url)["show"] == "chart"
    rerun(page, page.get_by_role("link", name="Leave meeting mode").click)
    assert title_of(page).startswith("March 2024")


def test_c_shows_the_chart_alone_and_everything_again(visit: Visit) -> None:
    page = visit("/meeting?at=1")
    reason = page.locator(".verdicts")
    expect(reason).to_be_visible()
    press(page, "c")
    expect(reason).to_have_count(0)
    expect(page.locator(".stPlotlyChart")).to_be_visible()
    press(page, "c")
    expect(reason).to_be_visible()


def test_escape_leaves_with_the_same_choices(visit: Visit) -> None:
    page = visit("/meeting?at=1&month=2024-02&agency=asc")
    press(page, "Escape")
    assert parameters(page.url) == {"month": "2024-02", "agency": "asc"}
    expect(page.get_by_test_id("stTopNav")).to_be_visible()


def test_n_leads_to_the_notes_and_no_key_does_anything_while_typing(visit: Visit) -> None:
    page = visit("/meeting?at=1")
    notes = page.get_by_role("textbox", name="Question or challenge")
    page.keyboard.press("n")
    expect(notes).to_be_focused()
    page.keyboard.type("Can Cn")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(notes).to_have_value("Can Cn")
    assert parameters(page.url) == {"at": "1"}


@pytest.mark.parametrize("size", SIZES, ids=["1440", "1280"])
def test_every_screen_fits_without_scrolling(visit: Visit, size: dict[str, int]) -> None:
    page = visit("/meeting", viewport=size)
    for _ in range(9):
        expect(page.get_by_test_id("stHeader")).to_be_hidden()
        main = page.get_by_test_id("stMain")
        assert main.evaluate("main => [main.scrollHeight, main.scrollWidth]") == [size["height"], size["width"]]
        buttons = page.locator(".meeting.buttons").bounding_box()
        assert buttons is not None
        assert buttons["y"] + buttons["height"] <= size["height"]
        smallest, words = page.evaluate(SMALLEST)
        assert smallest >= 15, words
        coming = page.get_by_role("link", name="Next:")
        if not coming.count():
            return
        rerun(page, coming.click)


def test_a_phone_scrolls_down_only(visit: Visit) -> None:
    page = visit("/meeting?at=1", **PHONE)
    assert page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth") == 0
    expect(page.get_by_role("link", name="Next:")).to_be_visible()


def test_the_overview_leads_to_the_meeting_with_its_choices(visit: Visit) -> None:
    page = visit("/?month=2024-01&agency=asc")
    rerun(page, page.get_by_role("link", name="Meeting mode").click)
    assert page.url.endswith("/meeting?month=2024-01&agency=asc")
    expect(page.get_by_text("Made-up data", exact=True)).to_be_visible()


def test_the_notes_are_a_file(visit: Visit, tmp_path: Path) -> None:
    page = visit("/meeting")
    while page.get_by_role("link", name="Next:").count():
        press(page, "ArrowRight")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the notes").click()
    download.value.save_as(tmp_path / "notes.txt")
    notes = (tmp_path / "notes.txt").read_text(encoding="utf-8-sig")
    assert "notes on the figures for March 2024" in notes
    assert "1. " in notes


def test_what_is_typed_survives_a_move_to_the_next_matter(visit: Visit) -> None:
    """The next matter has fields of its own, blank; what was typed is there again with the matter it is about."""
    page = visit("/meeting?at=1", alone=True)
    typed = {"Question or challenge": "Why did it rise in winter?", "Decision": "Audit ten cases"}
    for label, words in typed.items():
        page.get_by_role("textbox", name=label).fill(words)
    first = title_of(page)
    page.get_by_role("link", name="Next:").click()
    expect(page).to_have_url(re.compile(r"at=2\b"))
    settle(page)
    expect(page.get_by_role("heading", level=1)).not_to_have_text(first)
    for label in typed:
        expect(page.get_by_role("textbox", name=label)).to_have_value("")
    page.get_by_role("textbox", name="Decision").fill("Nothing more")
    page.get_by_role("link", name="Back").click()
    expect(page).to_have_url(re.compile(r"at=1\b"))
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    for label, words in typed.items():
        expect(page.get_by_role("textbox", name=label)).to_have_value(words)
