"""Finds a browser for the tests, or installs one: Playwright's own, or Debian's where that download is not possible."""

import os
import shutil
import subprocess
import sys

from tests.helpers.chromium import find_chromium

SECONDS_FOR_DOWNLOAD = 300


def main() -> int:
    """Make sure that there is a browser; 1 with what to do where there is none to be had."""
    if find_chromium() is not None:
        return 0
    if _run([sys.executable, "-m", "playwright", "install", "chromium"]) and find_chromium() is not None:
        return 0
    if shutil.which("apt-get") is not None:
        become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        _run([*become_root, "apt-get", "update", "-qq"])
        _run([*become_root, "apt-get", "install", "-y", "-qq", "chromium"])
    if find_chromium() is not None:
        return 0
    sys.stderr.write("No browser for the tests. Install Chromium, or set SCORECARD_CHROMIUM to its path.\n")
    return 1


def _run(command: list[str]) -> bool:
    try:
        return subprocess.run(command, check=False, timeout=SECONDS_FOR_DOWNLOAD).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
