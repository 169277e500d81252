"""One reader without a browser: speaks Streamlit's protocol over its websocket, as far as changing one choice needs.

The messages are those of the locked Streamlit; another version may need other ones.
"""

import socket
from dataclasses import dataclass
from time import perf_counter

import websocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

TIMEOUT = 60
_RUN_AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class Run:
    """One run of a page: seconds from the request to `script_finished`, and what was sent."""

    seconds: float
    messages: int
    bytes: int
    charts: int


@dataclass(frozen=True)
class _Kept:
    """A large message that need not be sent again, and the run in which it was last used."""

    message: ForwardMsg
    run: int


class Session:
    """A page opened in one session; every choice sends a rerun and waits until the script has finished."""

    def __init__(self, port: int, page: str, query: str = "") -> None:
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], timeout=TIMEOUT
        )
        self._page, self._query, self._page_hash = page, query, ""
        self._kept: dict[str, _Kept] = {}
        self._runs, self._most_age = 0, 0
        self._widgets: dict[str, Element] = {}
        self._fragments: dict[str, str] = {}
        self.first = self._run({})

    def close(self) -> None:
        """End the session."""
        self._socket.close()

    def options(self, label: str) -> list[str]:
        """List what the select box of that label offers; a text field offers nothing."""
        return list(self._find(label).selectbox.options)

    def choose(self, label: str, option: str) -> Run:
        """Choose an option of a select box, or write into a text field, and wait for the page."""
        element = self._find(label)
        kind = element.WhichOneof("type")
        return self._run({getattr(element, str(kind)).id: option}, self._fragments[label])

    def go(self, query: str) -> Run:
        """Open another address of the page, as a link does that leads to it, and wait for the page."""
        self._query = query
        return self._run({})

    def _find(self, label: str) -> Element:
        if label not in self._widgets:
            raise LookupError(f"The page {self._page} has no field {label!r}. It has: {sorted(self._widgets)}.")
        return self._widgets[label]

    def _run(self, states: dict[str, str], fragment: str = "") -> Run:
        request = BackMsg()
        script = request.rerun_script
        script.query_string, script.page_script_hash = self._query, self._page_hash
        # A choice within a fragment runs that alone, as in a browser.
        script.fragment_id = fragment
        script.page_name = "" if self._page_hash else self._page
        script.cached_message_hashes.extend(self._kept)
        for identity, value in states.items():
            script.widget_states.widgets.add(id=identity, string_value=value)
        content = request.SerializeToString()
        received: list[bytes] = []
        begun = perf_counter()
        self._socket.send_binary(content)
        while True:
            received.append(self._receive())
            message = ForwardMsg.FromString(received[-1])
            if message.WhichOneof("type") == "script_finished" and message.script_finished != _RUN_AGAIN:
                break
        seconds = perf_counter() - begun
        charts = sum(self._take_in(ForwardMsg.FromString(content)) for content in received)
        self._forget_old()
        return Run(seconds, len(received), sum(map(len, received)), charts)

    def _receive(self) -> bytes:
        """Receive a message and acknowledge it at once, so that the server is measured and not the network."""
        if hasattr(socket, "TCP_QUICKACK") and self._socket.sock is not None:
            self._socket.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        content = self._socket.recv()
        if not isinstance(content, bytes):
            raise RuntimeError(f"The server sent text: {content!r}.")
        return content

    def _take_in(self, message: ForwardMsg) -> int:
        """Remember what a browser would; 1 for a chart."""
        if message.ref_hash:
            message = self._kept[message.ref_hash].message
        if message.metadata.cacheable:
            self._kept[message.hash] = _Kept(message, self._runs)
        match message.WhichOneof("type"):
            case "new_session":
                self._page_hash = message.new_session.page_script_hash
                self._most_age = message.new_session.config.max_cached_message_age
            case "navigation":
                self._page_hash = message.navigation.page_script_hash
            case "page_info_changed":
                self._query = message.page_info_changed.query_string
            case "delta" if message.delta.WhichOneof("type") == "new_element":
                return self._take_in_element(message.delta.new_element, message.delta.fragment_id)
        return 0

    def _forget_old(self) -> None:
        self._runs += 1
        self._kept = {hash_: kept for hash_, kept in self._kept.items() if self._runs - kept.run <= self._most_age}

    def _take_in_element(self, element: Element, fragment: str) -> int:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"The page {self._page} failed: {element.exception.message}")
        if kind in ("selectbox", "text_input"):
            label = getattr(element, kind).label
            self._widgets[label], self._fragments[label] = element, fragment
        return int(kind == "plotly_chart")
