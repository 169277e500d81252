"""A full disk at any step: nothing is half kept, the old figures stay, the sentence is plain, and a retry works.

Each promise is held twice: where no file may grow beyond a size, and on a real file system of few megabytes, which
is mounted in a namespace of its own, for which Linux asks no rights.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scorecard.settings import PROJECT
from tests.warehouse.processes import POSIX_ONLY
from tests.warehouse.small_disk import HELD, SmallDisk

MEGABYTES = 6
MOUNT = f'mount -t tmpfs -o size={MEGABYTES}m tmpfs "$0/disk" && '
# Functions of a main module cannot be sent to another process.
HOLD = "import sys; from tests.warehouse.small_disk import hold_on_mounted; hold_on_mounted(*sys.argv[1:])"
HELD_THERE = f"exec '{sys.executable}' -c '{HOLD}' \"$1\" \"$0\""


def enter(folder: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the shell in a namespace in which the folder's disk may be mounted; it ends with the script."""
    rights = ["-m"] if os.geteuid() == 0 else ["-U", "-r", "-m"]
    command = ["unshare", *rights, "sh", "-c", script, str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT, timeout=300)


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path


@POSIX_ONLY
@pytest.mark.parametrize("what", HELD)
def test_without_room_for_a_file_to_grow(parent: Path, what: str) -> None:
    HELD[what](SmallDisk(parent / "disk", False), parent)


@POSIX_ONLY
@pytest.mark.parametrize("what", HELD)
def test_on_a_file_system_that_is_full(parent: Path, what: str) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("There is no unshare here; the other test of this file holds the same by the size of files.")
    mounted = enter(parent, f'{MOUNT}df -P "$0/disk" | tail -n 1')
    if mounted.returncode:
        pytest.skip(f"No file system can be mounted here ({mounted.stderr.strip()}); the other test was held instead.")
    assert mounted.stdout.split()[1] == str(MEGABYTES * 1024)
    done = enter(parent, MOUNT + HELD_THERE, what)
    assert done.returncode == 0, done.stderr
    assert not any((parent / "disk").iterdir())
