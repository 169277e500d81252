"""Starts servers with the project's own settings, each on a port and a home of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scorecard.settings import PROJECT

PRODUCT, FLOOR = PROJECT / "app.py", Path(__file__).with_name("floor.py")
SECONDS_TO_START = 60


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> float | None:
        """Give the memory it holds now, where the system tells."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(lines["VmRSS"].split()[0]) / 1024

    def wait_until_quiet(self, at_most: float = 180) -> None:
        """Wait until it works no longer by itself, where the system tells: views are written ahead after the start."""
        until, used = time.monotonic() + at_most, -1
        while time.monotonic() < until and (now := self._ticks()) - used > 5:
            used = now
            time.sleep(2)

    def _ticks(self) -> int:
        path = Path(f"/proc/{self.process.pid}/stat")
        return int(path.read_text(encoding="utf-8").rpartition(")")[2].split()[11]) if path.exists() else 0


@contextmanager
def serve(script: Path, home: Path | None = None, *, port: int | None = None, **settings: str) -> Iterator[Server]:
    """Serve a script until the end of the block; settings are given without their prefix."""
    port = port or free_port()
    own = ("SCORECARD_", "STREAMLIT_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    if home is not None:
        environment["SCORECARD_HOME"] = str(home)
    environment |= {f"SCORECARD_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_healthy(process, port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(SECONDS_TO_START)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"The server on port {port} did not start. Read what it wrote above.")
