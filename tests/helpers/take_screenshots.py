"""Takes the pictures of every page for the documentation: `python -m tests.helpers.take_screenshots`."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from rich.progress import track

from scorecard.commands.serve import prepare
from scorecard.dashboard.navigation import list_pages
from scorecard.settings import PROJECT, load_settings
from tests.benchmarks.servers import PRODUCT, serve
from tests.helpers.chromium import FLAGS, find_chromium

FOLDER = PROJECT / "docs" / "images"
WIDTH, PHONE_WIDTH, FIRST_HEIGHT, MOST_HEIGHT = 1280, 390, 900, 2600
PATIENCE = 60_000  # milliseconds
SETTLED = 1500  # milliseconds, for charts to be drawn
COLOURS = 256
OWN_ADDRESS = {"indicator": "/indicator?indicator=concerns_by_type_of_risk&category=domestic_abuse"}
SCREENFULS = ("meeting",)
"""Pages that are made to fit one screen."""


def name_of(page: str) -> str:
    """Give the file name of a page's picture."""
    return f"{page.replace('_', '-')}.png"


def list_pictures() -> Iterator[tuple[str, str, dict[str, Any], int]]:
    """List every picture: file name, address, options of its browser context, and the most it is high."""
    for place, page in enumerate(list_pages()):
        address = OWN_ADDRESS.get(page.name, "/" if place == 0 else f"/{page.name}")
        yield name_of(page.name), address, {}, FIRST_HEIGHT if page.name in SCREENFULS else MOST_HEIGHT
    yield "this-month-dark.png", "/", {"color_scheme": "dark"}, FIRST_HEIGHT
    yield "this-month-phone.png", "/", {"is_mobile": True, "has_touch": True}, MOST_HEIGHT


def main() -> None:
    """Serve the sample, publishing it first where needed, and take every picture."""
    settings = load_settings()
    prepare(settings)
    FOLDER.mkdir(exist_ok=True)
    with serve(PRODUCT, settings.home) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for name, address, options, most in track(list(list_pictures()), "Taking pictures"):
            _take(browser, server.address + address, FOLDER / name, options, most)
        browser.close()


def _take(browser: Browser, address: str, path: Path, options: dict[str, Any], most: int) -> None:
    """Take a page from its top to its end: the page scrolls inside the window, so the window is made as high."""
    width = PHONE_WIDTH if options.get("is_mobile") else WIDTH
    context = browser.new_context(viewport={"width": width, "height": FIRST_HEIGHT}, **options)
    page = context.new_page()
    page.goto(address)
    _settle(page)
    whole = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(int(whole), most)})
    page.wait_for_timeout(SETTLED)
    picture = Image.open(io.BytesIO(page.screenshot(timeout=PATIENCE)))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    context.close()


def _settle(page: Page) -> None:
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator('[data-test-script-state="running"]')).to_have_count(0, timeout=PATIENCE)
    page.wait_for_timeout(SETTLED)


if __name__ == "__main__":
    main()
