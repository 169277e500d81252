"""Exact counts are in no byte that a browser receives unless the council's own: pages, choices, charts and files."""

from collections.abc import Iterator
from contextlib import closing, suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response, WebSocket, expect

from scorecard.access.viewer import Viewer
from scorecard.dashboard.navigation import list_pages_for
from tests.browser.canary_home import Exact, name_exact
from tests.browser.reader import Reader
from tests.browser.signing_in import Site, open_site, sign_in_and_settle
from tests.browser.views import OTHER_PAGES, list_files, list_views
from tests.browser.visiting import SOCKETS, move, settle

LOG = "/export/access_log.csv"
OTHERS = {"bo": "board", "paul": "agency", "olga": "administrator"}


@pytest.fixture(scope="module")
def exact() -> Exact:
    return name_exact()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


class Received:
    """All that the server sends to a browser: frames of websockets, and the content of answers."""

    def __init__(self, context: BrowserContext) -> None:
        self.frames: set[bytes] = set()
        self._answers: list[Response] = []
        context.on("page", lambda page: page.on("websocket", lambda socket: self._listen(page, socket)))
        context.on("response", lambda answer: self._answers.append(answer))

    def _listen(self, page: Page, socket: WebSocket) -> None:
        SOCKETS[page] = socket
        socket.on("framereceived", lambda frame: self.frames.add(frame if isinstance(frame, bytes) else frame.encode()))

    def take_bodies(self, site: Site) -> dict[str, bytes]:
        """Give what was answered since the last time, by its path; of other hosts there is nothing."""
        bodies: dict[str, bytes] = {}
        for answer in self._answers:
            if answer.url.startswith(site.address) and answer.status not in (204, 302, 303, 304, 307):
                with suppress(Error):  # of a page that was left meanwhile
                    bodies[urlsplit(answer.url).path] = answer.body()
        self._answers.clear()
        return bodies


def is_of_streamlit(path: str, content: bytes) -> bool:
    """Say whether an answer is byte for byte a file of the installed Streamlit, which knows of no figure."""
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    file = Path(spec.origin).parent / "static" / path.lstrip("/")
    return file.is_file() and sha256(file.read_bytes()).digest() == sha256(content).digest()


def walk(context: BrowserContext, site: Site, name: str, role: str) -> list[bytes]:
    """Sign in, open every page and each screen of a meeting in the browser, and give all that it received."""
    received = Received(context)
    page = sign_in_and_settle(context, site, name)
    bodies = received.take_bodies(site)
    names = [each.name for each in list_pages_for(Viewer("", "", role))]
    for address in [
        *(f"/{each}" for each in names if each != "this_month"),
        *(f"/meeting?at={at}" for at in range(1, 5)),
    ]:
        move(page, address)
        link = page.locator("a[download]").first
        if link.count():
            href = str(link.get_attribute("href"))
            bodies[href] = context.request.get(site.address + href).body()
    bodies |= received.take_bodies(site)
    own = [content for path, content in bodies.items() if not is_of_streamlit(path, content)]
    return [*received.frames, *own]


@pytest.mark.parametrize(("name", "role"), OTHERS.items())
def test_no_page_that_a_browser_shows_to_others_brings_an_exact_count(
    canary_site: Site, context: BrowserContext, exact: Exact, name: str, role: str
) -> None:
    received = walk(context, canary_site, name, role)
    assert exact.canaries.find(*received) == set()
    assert any(b"Viewing as board" in each for each in received)


def test_the_same_walk_brings_the_council_exact_counts(
    canary_site: Site, context: BrowserContext, exact: Exact
) -> None:
    """Otherwise the walk or the search could be blind."""
    found = exact.canaries.find(*walk(context, canary_site, "carla", "council"))
    assert len({str(number) for number in exact.newest} & found) > len(exact.newest) / 2


def ask_for_all(
    context: BrowserContext, site: Site, name: str, audience: str, every: int = 1
) -> tuple[Reader, dict[str, int]]:
    """Sign in, ask for the choices of every page and for the files, and give the reader and the files' status.

    Of many choices `every` so many are left out; pages that only one role has are asked for whole.
    """
    sign_in_and_settle(context, site, name)
    views, files = list_views(site.home / "published", audience), list(list_files(site.home / "published", audience))
    with closing(Reader.of(context, site)) as reader:
        reader.open_all({*views[::every], *(view for view in views if view[0] in OTHER_PAGES)})
        return reader, {file: reader.get(file)[0] for file in {*files[::every], LOG}}


@pytest.mark.parametrize(
    ("name", "role", "every"), [("bo", "board", 1), ("paul", "agency", 5), ("olga", "administrator", 5)]
)
def test_no_choice_and_no_file_brings_others_an_exact_count(
    canary_site: Site, context: BrowserContext, exact: Exact, name: str, role: str, every: int
) -> None:
    reader, statuses = ask_for_all(context, canary_site, name, "board", every)
    assert exact.canaries.find(*reader.received) == set()
    given = {file for file, status in statuses.items() if status == 200}
    assert given == ({LOG} if role == "administrator" else set(statuses) - {LOG})


def test_the_same_choices_and_files_bring_the_council_its_exact_counts(
    canary_site: Site, context: BrowserContext, exact: Exact
) -> None:
    reader, _ = ask_for_all(context, canary_site, "carla", "council", 2)
    found = exact.canaries.find(*reader.received)
    assert {str(number) for number in exact.newest} - found == set()
    workbooks = [content for content in reader.received if content.startswith(b"PK")]
    assert {"7919", "104729"} <= exact.canaries.find(*workbooks)


def test_the_council_s_versions_are_not_opened_by_others(canary_site: Site, context: BrowserContext) -> None:
    """The address may name a version, never whose."""
    page = sign_in_and_settle(context, canary_site, "bo")
    for query in ("version=council-000002", "version=2&audience=council", "audience=council"):
        answer = context.request.get(f"{canary_site.address}/export/scorecard.csv?{query}")
        assert answer.status == 400
    page.close()
    shown = open_site(context, canary_site, "/?audience=council&version=2")
    settle(shown)
    expect(shown.get_by_text("Viewing as board")).to_have_count(1)
