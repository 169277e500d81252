"""One person's connection without drawing anything: asks for pages as their browser does, and keeps what it is sent."""

import urllib.error
import urllib.request
from collections.abc import Iterable
from typing import Self

import websocket
from playwright.sync_api import BrowserContext
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.signing_in import Site
from tests.browser.visiting import SECONDS

XSRF = "_streamlit_xsrf"


class Reader:
    """Somebody who signed in with a browser, whose cookies are used; `received` is all that the server sent."""

    def __init__(self, site: Site, cookies: dict[str, str]) -> None:
        self.site = site
        self.received: set[bytes] = set()
        self._cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{site.server.port}/_stcore/stream",
            subprotocols=["streamlit", cookies[XSRF]],
            cookie=self._cookie,
            origin=site.address,
            timeout=SECONDS,
        )

    @classmethod
    def of(cls, context: BrowserContext, site: Site) -> Self:
        """Give the reader of a browser in which somebody signed in."""
        return cls(site, {each["name"]: each["value"] for each in context.cookies()})

    def open(self, page: str, query: str = "") -> bytes:
        """Ask for a page with its choices, and give what is sent of it until its script has ended."""
        request = BackMsg()
        request.rerun_script.page_name, request.rerun_script.query_string = page, query
        self._socket.send_binary(request.SerializeToString())
        frames: list[bytes] = []
        while True:
            frame = self._socket.recv()
            frames.append(frame if isinstance(frame, bytes) else frame.encode())
            message = ForwardMsg.FromString(frames[-1])
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    break
            elif message.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(f"The page {page}?{query} failed: {message.delta.new_element.exception.message}")
        self.received |= set(frames)
        return b"".join(frames)

    def get(self, address: str) -> tuple[int, bytes]:
        """Ask for a file, and give the status and the content."""
        request = urllib.request.Request(self.site.address + address, headers={"Cookie": self._cookie})
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                status, content = int(answer.status), bytes(answer.read())
        except urllib.error.HTTPError as error:
            status, content = error.code, error.read()
            error.close()
        self.received.add(content)
        return status, content

    def open_all(self, views: Iterable[tuple[str, str]]) -> None:
        """Ask for many pages, each with its choices."""
        for page, query in views:
            self.open(page, query)

    def close(self) -> None:
        """End the connection."""
        self._socket.close()
