"""Times a change as a reader sees it, in Chromium: from the click on an option to the page repainted."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Tab

from tests.benchmarks.pages import PAGES, Page
from tests.benchmarks.samples import DROPPED, Measure, Samples
from tests.benchmarks.servers import Server
from tests.helpers.chromium import FLAGS, find_chromium

SCRIPT = Path(__file__).with_name("repaint.js")
MOST_OVER_FLOOR = 1.1
FRAMES_AT_REST = 30
TABLES = ", ".join(f'[data-testid="{name}"]' for name in ("stTable", "stDataFrame", "stBidiComponentIsolated"))
FLOOR_POSITIONS = tuple(range(6))


class Reader:
    """One tab on a page, which changes one select box among some options and knows what each shows."""

    def __init__(self, browser: Browser, address: str, label: str, positions: tuple[int, ...]) -> None:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(path=SCRIPT)
        self.tab: Tab = context.new_page()
        self.tab.goto(address)
        self.tab.locator(TABLES).first.wait_for()
        self._label, self._positions, self._turn = label, positions, 0
        self._settled()
        self._shown = [self._learn(position) for position in positions]

    def change(self) -> float:
        """Choose the next option; gives the seconds until the page was repainted."""
        self.tab.bring_to_front()
        self._turn += 1
        place = self._turn % len(self._positions)
        self.tab.evaluate("(wanted) => window.repaint.arm(wanted)", self._shown[place])
        self._choose(self._positions[place])
        return float(self.tab.evaluate("() => window.repaint.taken")) / 1000

    def _learn(self, position: int) -> str:
        self._choose(position)
        return self._settled()

    def _choose(self, position: int) -> None:
        self.tab.get_by_role("combobox", name=self._label, exact=True).click()
        self.tab.get_by_role("option").nth(position).click()

    def _settled(self) -> str:
        return str(self.tab.evaluate("(frames) => window.repaint.settled(frames)", FRAMES_AT_REST))


def measure_repaints(floor: Server, products: dict[int, Server], changes: int) -> Iterator[Measure]:
    """Change pages in the browser, ours and the bare one in turn."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        for page in (page for page in PAGES if page.shown_by):
            for times, product in products.items():
                yield from _compare(browser, page, times, floor, product, changes)
        browser.close()


def _compare(
    browser: Browser, page: Page, times: int, floor: Server, product: Server, changes: int
) -> Iterator[Measure]:
    """Change the page in turn with the bare one that draws every row, as ours does, and the one that need not."""
    ours = Samples(f"{page.name}: another {page.shown_by.lower()}")
    every, in_view = Samples(page.beside_every_row), Samples(page.beside)
    reader = Reader(browser, f"{product.address}/{page.path}", page.shown_by, page.positions)
    bare = {
        samples: Reader(browser, f"{floor.address}/?{query}", "Area", FLOOR_POSITIONS)
        for samples, query in ((every, page.every_row), (in_view, page.floor))
    }
    for turn in range(changes + DROPPED):
        taken = {samples: tab.change() for samples, tab in {ours: reader, **bare}.items()}
        if turn >= DROPPED:
            for samples, seconds in taken.items():
                samples.seconds.append(seconds)
    for each in (reader, *bare.values()):
        each.tab.context.close()
    yield Measure(f"browser: {page.name}", times, ours, every, MOST_OVER_FLOOR)
    yield Measure(f"browser: {page.name}, rows in view", times, ours, in_view)
