"""A publisher that is killed leaves the last generation in force, and the next publication works."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scorecard.publication.generation import KEPT, NAME, current_generation
from scorecard.publication.publish import publish
from scorecard.publication.reader import open_generation, read_about
from scorecard.settings import PROJECT, Settings
from tests.publication.small_board import Board, concern, expect, figure

KILLS = 8
PUBLISH_WITHOUT_END = """
import sys
from pathlib import Path
from scorecard.publication.publish import publish
from scorecard.settings import Settings

home = Path(sys.argv[1])
while True:
    print(publish(Settings(home=home, queries=home / "queries")).name, flush=True)
"""


def start(home: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PUBLISH_WITHOUT_END, str(home)], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )


def kill_while_publishing(process: "subprocess.Popen[str]", after: float) -> list[str]:
    """Kill a publisher some seconds after its first publication; give the names that it had said by then."""
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL
    return [first, *rest.split()]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX")
def test_a_kill_at_any_moment_leaves_a_whole_generation_in_force_and_the_next_publication_works(tmp_path: Path) -> None:
    board = Board(tmp_path, ["concerns_received", "concerns_awaiting_decision"], expected=[expect("concerns", "asc")])
    board.send("concerns", "asc", "2024-01", [concern(f"C{number}", "2024-01-09") for number in range(7)])
    board.publish()
    chance = random.Random(8)
    strays = 0
    process = start(tmp_path)
    for kill in range(KILLS):
        killed, after = process, 0.02 + 0.4 * chance.random()
        names = kill_while_publishing(killed, after)
        process = start(tmp_path) if kill < KILLS - 1 else killed
        check_in_force(board.settings, names)
        strays += len(list(board.settings.published.glob(".building-*")))
    before = read_about(open_generation(board.settings.published)).number
    publish(board.settings)
    after_all = open_generation(board.settings.published)
    assert read_about(after_all).number > before
    assert figure(after_all, "concerns_received", "asc", "2024-01")["numerator"] == 7
    left = [path.name for path in board.settings.published.iterdir()]
    assert [name for name in left if name.startswith(".building")] == []
    assert len([name for name in left if NAME.fullmatch(name)]) == KEPT


def check_in_force(settings: Settings, said: list[str]) -> None:
    """The generation in force is whole, and no older than the last that the killed publisher had said."""
    generation = open_generation(settings.published)
    assert figure(generation, "concerns_received", "asc", "2024-01")["numerator"] == 7
    assert generation.ask("select count(*) from verdict").item() > 0
    assert current_generation(settings.published).name >= said[-1]
