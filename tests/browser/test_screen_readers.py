"""What a screen reader is told: landmarks, headings without gaps, tables with heads, and words for every picture."""

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.visiting import PAGES, PHONE, Visit, move

VIEWS = (*PAGES, "/indicator?indicator=concerns_by_type_of_risk&as=table", "/agency?agency=police")
LEVELS = """() => {
  const levels = [];
  const walk = (node) => {
    if (/^H[1-6]$/.test(node.tagName || "")) levels.push(Number(node.tagName[1]));
    for (const child of (node.shadowRoot || node).children || []) walk(child);
  };
  walk(document.body);
  return levels;
}"""
SPARKLINE = re.compile(r"^\d+ months?, (usual range .+ to .+|no usual range), (now|last figure) ")


def test_headings_begin_with_the_title_and_leave_no_level_out(visit: Visit) -> None:
    page = visit()
    for address in VIEWS:
        move(page, address)
        levels = page.evaluate(LEVELS)
        assert levels[0] == 1, address
        assert levels.count(1) == 1, address
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), address


def test_a_page_has_its_landmarks_and_its_language(visit: Visit) -> None:
    page = visit("/indicator")
    expect(page.get_by_role("banner")).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("navigation", name="App pages")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Breadcrumb")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_the_scorecard_stays_a_table_with_heads_also_as_blocks(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    table = page.get_by_role("table", name="Scorecard, March 2024")
    expect(table.get_by_role("columnheader", name="Against target")).to_have_count(1)
    expect(table.get_by_role("rowheader", name="Making Safeguarding Personal")).to_have_count(1)
    row = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Safeguarding concerns received"))
    expect(row.get_by_role("cell").first).to_have_text(re.compile(r"^\d+$"))


def test_every_picture_has_words_or_stands_beside_them(visit: Visit) -> None:
    page = visit()
    silent = 'svg:not([aria-hidden="true"]):not([aria-label])'
    assert page.locator(f".board {silent}").count() == 0
    labels = page.locator("svg.sparkline").evaluate_all("lines => lines.map(line => line.getAttribute('aria-label'))")
    assert len(labels) > 40
    assert [label for label in labels if not SPARKLINE.match(label)] == []


def test_the_chart_says_what_it_shows(visit: Visit) -> None:
    page = visit("/indicator?indicator=days_to_conclude_enquiry")
    chart = page.get_by_role("figure")
    expect(chart).to_have_attribute("aria-label", re.compile("24 months from April 2022 to March 2024"))


def test_a_new_number_of_rows_is_announced(visit: Visit) -> None:
    expect(visit("/?show=exceptions").get_by_role("status")).to_contain_text("rows")
