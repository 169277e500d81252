"""A real browser on a real server: one of each for every worker, and a watch over every page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.servers import PRODUCT, serve
from tests.browser.visiting import Contexts, Visit
from tests.helpers.chromium import FLAGS, find_chromium

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.fail(
            "There is no browser for the tests. Run `python -m tests.helpers.install_browser`, install Chromium, "
            "or set SCORECARD_CHROMIUM to the path of one."
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def dashboard(published_home: Path) -> Iterator[str]:
    """The address of the dashboard on the published sample."""
    with serve(PRODUCT, published_home) as server:
        yield server.address


@pytest.fixture(scope="session")
def contexts() -> Contexts:
    """The worker's browser contexts, by their options."""
    return {}


@pytest.fixture
def visit(browser: Browser, dashboard: str, contexts: Contexts) -> Iterator[Visit]:
    """Opens pages of the sample; whatever a page must never do fails the test."""
    with Visit(browser, dashboard, contexts) as opened:
        yield opened
