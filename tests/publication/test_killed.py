"""A publisher that is killed leaves the last generation in force, and the next publication works."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from scorecard.publication.generation import KEPT, NAME, current_generation, next_number, write_generation
from scorecard.publication.opening import open_generation
from scorecard.settings import PROJECT

KILLS, ROWS = 8, 200_000
PUBLISH_WITHOUT_END = """
import sys
from pathlib import Path
import polars as pl
from scorecard.publication.generation import next_number, write_generation

folder, rows = Path(sys.argv[1]), int(sys.argv[2])
while True:
    number = next_number(folder)
    same = pl.DataFrame({"number": [number]}).select(pl.col("number").repeat_by(rows).explode())
    print(write_generation(folder, "council", number, {"figure": same, "signal": same}), flush=True)
"""


def publish_until_killed(folder: Path, seconds: float) -> list[str]:
    """Let a publisher publish again and again, kill it some time after its first, and give the names it has said."""
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISH_WITHOUT_END, str(folder), str(ROWS)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL
    return [first, *rest.split()]


def check_in_force(folder: Path) -> str:
    """Check that the generation in force is whole: every row of both tables is of its number."""
    name = current_generation(folder).name
    number = int(name.removesuffix(".duckdb").rpartition("-")[2])
    generation = open_generation(folder)
    for table in ("figure", "signal"):
        rows = generation.ask(f"select number, count(*) as rows from {table} group by all").rows()
        assert rows == [(number, ROWS)]
    return name


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX")
def test_a_kill_at_any_moment_leaves_a_whole_generation_in_force_and_the_next_publication_works(tmp_path: Path) -> None:
    chance = random.Random(8)
    said: list[str] = []
    for _ in range(KILLS):
        said += publish_until_killed(tmp_path, 0.2 * chance.random())
        # The newest may be in force without having been said; none that is older than the last one said may be.
        assert check_in_force(tmp_path) >= said[-1]
    assert said == sorted(set(said))
    number = next_number(tmp_path)
    same = pl.DataFrame({"number": [number] * ROWS})
    assert write_generation(tmp_path, "council", number, {"figure": same, "signal": same}) == check_in_force(tmp_path)
    left = [path.name for path in tmp_path.iterdir()]
    assert len([name for name in left if NAME.fullmatch(name)]) == KEPT
    assert sorted(name for name in left if not NAME.fullmatch(name)) == ["CURRENT"]
