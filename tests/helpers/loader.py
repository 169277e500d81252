"""Runs the loader beside a dashboard of a test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scorecard.settings import PROJECT


@contextmanager
def run_loader(home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Watch a home's tray in a process of its own until the end of the block."""
    environment = os.environ | {"SCORECARD_HOME": str(home)}
    command = [sys.executable, "-m", "scorecard", "load", "--watch"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)
