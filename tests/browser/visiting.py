"""Opens pages of the dashboard, each in a tab of its own, and notes what a page must never do."""

from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urljoin, urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from scorecard.dashboard.navigation import list_pages
from tests.browser.known_upstream import is_known

PAGES = tuple("/" if place == 0 else f"/{page.name}" for place, page in enumerate(list_pages()))
"""The address of every page."""

DESKTOP = {"width": 1440, "height": 900}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
DARK: dict[str, Any] = {"color_scheme": "dark"}
SECONDS = 60
expect.set_options(timeout=SECONDS * 1000)

Contexts = dict[str, BrowserContext]
SOCKETS: WeakKeyDictionary[Page, WebSocket] = WeakKeyDictionary()

# An exception may stand on a page for a moment only: the page itself reports it to the console, which is watched.
REPORT_EXCEPTIONS = """
new MutationObserver(() => {
  const shown = document.querySelector('[data-testid="stException"]');
  if (shown) console.error("stException: " + shown.innerText);
}).observe(document, { childList: true, subtree: true });
"""
FOLLOW = """address => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Visit:
    """Opens pages of one server until the end of the block, which fails if any of them did wrong."""

    def __init__(self, browser: Browser, origin: str, contexts: Contexts) -> None:
        self.browser = browser
        self.origin = origin
        self.contexts = contexts
        self.faults: list[str] = []
        self._opened: list[Page | BrowserContext] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        for opened in self._opened:
            opened.close()
        if error is not None:
            for fault in self.faults:
                error.add_note(fault)
        else:
            assert not self.faults, "\n".join(self.faults)

    def __call__(self, address: str = "/", *, complete: bool = True, alone: bool = False, **options: Any) -> Page:
        """Open a page in a tab of its own and wait until it is complete; `options` are those of a browser context.

        Tabs with the same options share a context, so that a worker fetches Streamlit's scripts once. A page that is
        `alone` has a context of its own, with nothing remembered.
        """
        key = repr(sorted(options.items()))
        context = None if alone else self.contexts.get(key)
        if context is None:
            context = self.browser.new_context(**({"viewport": DESKTOP} | options))
            if alone:
                self._opened.append(context)
            else:
                self.contexts[key] = context
        page = context.new_page()
        self._opened.insert(0, page)
        page.set_default_timeout(SECONDS * 1000)
        page.add_init_script(REPORT_EXCEPTIONS)
        page.on("request", self._check_request)
        page.on("websocket", lambda socket: self._keep_socket(page, socket))
        page.on("console", self._check_message)
        page.on("pageerror", lambda error: self.faults.append(f"uncaught error: {error}"))
        page.goto(self.origin + address)
        if complete:
            settle(page)
        return page

    def _check_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in ("data", "blob"):
            self._check_host(request.url)

    def _keep_socket(self, page: Page, socket: WebSocket) -> None:
        self._check_host(socket.url)
        SOCKETS[page] = socket

    def _check_host(self, address: str) -> None:
        if urlsplit(address).netloc != urlsplit(self.origin).netloc:
            self.faults.append(f"request to another host: {address}")

    def _check_message(self, message: ConsoleMessage) -> None:
        path = urlsplit(message.location["url"]).path
        if message.type == "error" and not is_known("console-error", path):
            self.faults.append(f"console error: {message.text} ({path})")


def go(page: Page, address: str) -> None:
    """Load another address of the same server and wait until the page is complete."""
    page.goto(urljoin(page.url, address))
    settle(page)


def move(page: Page, address: str) -> None:
    """Open another view as a link of a page does, without a reload."""
    rerun(page, lambda: page.evaluate(FOLLOW, address))


def settle(page: Page) -> None:
    """Wait until the script has ended, nothing of an earlier run is left, the footer stands and charts are drawn."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator('[data-stale="true"]')).to_have_count(0)
    expect(page.locator(".foot")).to_be_visible()
    expect(page.locator(".stPlotlyChart").filter(has_not=page.locator(".scatterlayer .trace"))).to_have_count(0)


def show_whole(page: Page) -> None:
    """Make the window as tall as the page: Streamlit scrolls inside, and axe-core judges no colour out of view."""
    width = page.evaluate("innerWidth")
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": height + 20})
    settle(page)


def rerun(page: Page, action: Callable[[], object]) -> None:
    """Do what runs the script again, and wait until it has ended and the page is painted."""
    with SOCKETS[page].expect_event("framereceived", ends_run):
        action()
    page.evaluate(TWO_FRAMES)
    settle(page)


def ends_run(frame: str | bytes) -> bool:
    """Say whether a message from the server is the one that ends a run of the script."""
    return isinstance(frame, bytes) and ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished"


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box by its words."""
    page.get_by_role("combobox", name=label).click()
    rerun(page, page.get_by_role("option", name=option, exact=True).click)
    expect(page.get_by_role("combobox", name=label)).to_have_value(option)


def switch(page: Page, option: str) -> None:
    """Choose a segment of a segmented control by its words."""
    rerun(page, page.get_by_role("radio", name=option, exact=True).click)


def navigate(page: Page, title: str) -> None:
    """Go to another page by the top navigation."""
    rerun(page, page.get_by_test_id("stTopNav").get_by_role("link", name=title, exact=True).click)


def list_options(page: Page, label: str) -> list[str]:
    """List the options of a select box, and close it again."""
    page.get_by_role("combobox", name=label).click()
    expect(page.get_by_role("option").first).to_be_visible()
    options = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    return options


def title_of(page: Page) -> str:
    """Give the text of the page's one heading of the first level."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_count(1)
    return heading.inner_text()
