"""A real browser on a real server: one of each for every worker, and a watch over every page."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from scorecard.access.people import add_person
from tests.benchmarks.servers import PRODUCT, serve
from tests.browser.canary_home import make_home
from tests.browser.signing_in import ROLES, Site, add_people, run_provider, serve_with_sign_in
from tests.browser.visiting import Contexts, Visit
from tests.helpers.built_once import build_once
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


@pytest.fixture(scope="session")
def canary_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A published home in which every exact count is known, shared by all workers; never write to it."""

    def build(home: Path) -> None:
        make_home(home)
        (home / "made").touch()

    return build_once(tmp_path_factory, worker_id, "canary-home", build, "made")


@pytest.fixture(scope="session")
def canary_site(canary_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """That home behind a sign-in, with somebody of each role; `paul` is of the police."""
    home = tmp_path_factory.mktemp("canary") / "home"
    for name in ("published", "reference"):
        shutil.copytree(canary_home / name, home / name)
    add_people(home)
    email = "paul@example.org"
    add_person(home / "access.db", email, {"police"}, datetime.now(UTC), name="Paul", role="agency", agency="police")
    with run_provider([*ROLES, "paul"]) as issuer, serve_with_sign_in(home, issuer) as site:
        yield site
