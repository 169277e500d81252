"""Text in charts has a contrast of 4.5:1 and marks of 3:1, in both themes; axe-core cannot judge text in SVG."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.visiting import DARK, Visit, move

Colour = tuple[int, int, int]
TEXT, MARK = 4.5, 3.0
CHARTS = (
    "/indicator?indicator=training_in_date&agency=bhft",
    "/indicator?indicator=days_to_conclude_enquiry",
    "/indicator?indicator=conversion_national_rule",
)
THEMES = pytest.mark.parametrize("options", [{}, DARK], ids=["light", "dark"])

# Paints each colour over the page to read it as red, green and blue: computed ones may be mixed or see-through.
READ_INKS = """(elements, page) => {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const paint = (colour, opacity) => {
    pen.globalAlpha = 1; pen.fillStyle = page; pen.fillRect(0, 0, 1, 1);
    pen.globalAlpha = opacity; pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  return elements.filter(element => element.getBoundingClientRect().width + element.getBoundingClientRect().height)
    .map(element => {
      const style = getComputedStyle(element);
      const inks = [["fill", style.fillOpacity], ["stroke", style.strokeOpacity]]
        .filter(([kind, opacity]) => style[kind] !== "none" && Number(opacity) > 0)
        .map(([kind, opacity]) => paint(style[kind], opacity * style.opacity));
      return { what: element.outerHTML.slice(0, 120), inks };
    });
}"""


def read_inks(marks: Locator, page_colour: str) -> list[dict[str, Any]]:
    """Give the colours of fill and stroke of each mark that is drawn."""
    inks: list[dict[str, Any]] = marks.evaluate_all(READ_INKS, page_colour)
    return inks


def luminance(colour: Colour) -> float:
    """Give the relative luminance of WCAG 2."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(drawn: list[dict[str, Any]], behind: list[Colour], least: float) -> list[str]:
    """Describe what does not stand out from all that may be behind it, by its fill or its stroke."""
    assert drawn
    faint = []
    for mark in drawn:
        best = max((min(contrast(ink, ground) for ground in behind) for ink in mark["inks"]), default=0)
        if best < least:
            faint.append(f"{best:.2f}:1 {mark['inks']} on {behind}: {mark['what']}")
    return faint


def page_colour(page: Page) -> str:
    colour: str = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    return colour


def grounds(drawn: list[dict[str, Any]]) -> set[Colour]:
    """Give the colours that areas are filled with."""
    return {(red, green, blue) for mark in drawn for red, green, blue in mark["inks"][:1]}


def rgb(colour: str) -> Colour:
    red, green, blue = (int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))
    return red, green, blue


def test_the_formula_of_contrast_gives_the_published_values_and_faint_marks_are_found() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert len(too_faint([{"inks": [(187, 187, 187)], "what": "grey"}], [(255, 255, 255)], MARK)) == 1


@THEMES
def test_text_and_marks_of_the_chart_stand_out(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    background = page_colour(page)
    plain = [rgb(background)]
    for address in CHARTS:
        move(page, address)
        chart = page.locator(".js-plotly-plot")
        paper = chart.locator(".main-svg").first.evaluate("svg => getComputedStyle(svg).backgroundColor")
        assert paper == background
        bands = grounds(read_inks(chart.locator('.shapelayer path[style*="fill-opacity: 1"]'), background))
        assert len(bands) == 1
        assert too_faint(read_inks(chart.locator(".main-svg text"), background), plain, TEXT) == []
        grid = chart.locator(".ygrid").first.evaluate("line => line.style.stroke")
        lines = f'.shapelayer path[style*="fill-opacity: 0"]:not([style*="stroke: {grid}"])'
        marks = chart.locator(f".scatterlayer .point, .scatterlayer .js-line, .xlines-above, {lines}")
        assert too_faint(read_inks(marks, background), [*plain, *bands], MARK) == []


@THEMES
def test_lines_and_points_of_the_sparklines_stand_out(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    background = page_colour(page)
    bands = grounds(read_inks(page.locator('.sparkline path[fill="var(--band)"]'), background))
    assert len(bands) == 1
    marks = page.locator('.sparkline path:not([fill="var(--band)"]):not([stroke-opacity])')
    assert too_faint(read_inks(marks, background), [rgb(background), *bands], MARK) == []


@THEMES
def test_icons_stand_out(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    background = page_colour(page)
    outer = page.locator("svg.icon > :first-child:not(title), svg.icon > title + *")
    assert too_faint(read_inks(outer, background), [rgb(background)], MARK) == []


@THEMES
def test_text_and_marks_of_the_small_charts_stand_out(visit: Visit, options: dict[str, Any]) -> None:
    page = visit(**options)
    for address, decoration in (
        ("/agency?agency=bhft", '[stroke="var(--hairline)"]'),
        ("/indicator?indicator=concerns_by_type_of_risk", '[stroke="var(--none)"]'),
    ):
        move(page, address)
        background = page_colour(page)
        chart = page.locator(".small-chart")
        if chart.locator("text").count():
            assert too_faint(read_inks(chart.locator("text"), background), [rgb(background)], TEXT) == []
        marks = chart.locator(f".plot-row > svg :is(path, circle, rect, line):not({decoration})")
        assert too_faint(read_inks(marks, background), [rgb(background)], MARK) == []
