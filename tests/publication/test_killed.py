"""A publisher that is killed leaves the last generation in force, and the next publication works."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from scorecard.errors import GenerationError
from scorecard.publication import generation
from scorecard.publication.generation import (
    LOCK,
    NAME,
    current_generation,
    list_generations,
    next_number,
    number_of,
    publish_alone,
    write_generation,
)
from scorecard.publication.opening import open_generation
from scorecard.settings import PROJECT
from tests.warehouse.processes import POSIX_ONLY, running

KILLS, ROWS, OFTEN = 8, 200_000, 5
STEPS = ("_sweep", "_build", "write_manifest", "_point_to", "replace pointer", "_delete_old")
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
    opened = open_generation(folder)
    for table in ("figure", "signal"):
        rows = opened.ask(f"select number, count(*) as rows from {table} group by all").rows()
        assert rows == [(number, ROWS)]
    return name


def check_left(folder: Path) -> None:
    """Check that nothing lies about but generations with their manifests, the pointer and the publishers' lock."""
    left = {path.name for path in folder.iterdir()} - {LOCK}
    names = {name for name in left if NAME.fullmatch(name)}
    assert left == {"CURRENT"} | names | {name.replace(".duckdb", ".json") for name in names}


def publish(folder: Path) -> str:
    with publish_alone(folder):
        number = next_number(folder)
        same = pl.DataFrame({"number": [number] * ROWS})
        return write_generation(folder, "council", number, {"figure": same, "signal": same})


def publish_often(folder: Path) -> None:
    for _ in range(OFTEN):
        publish(folder)


def hold(folder: Path) -> None:
    with publish_alone(folder):
        (folder / "held").touch()
        time.sleep(600)


def publish_and_die(folder: Path, step: str, when: str) -> None:
    """Publish, and be killed before or after a step."""

    def dying(function: Callable[..., object], meant: Callable[..., bool]) -> Callable[..., object]:
        def die_around(*arguments: object, **named: object) -> object:
            if meant(*arguments) and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            answer = function(*arguments, **named)
            if meant(*arguments):
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return die_around

    if step == "replace pointer":
        generation.os.replace = dying(os.replace, lambda source, target: Path(target).name == "CURRENT")  # type: ignore[attr-defined]
    else:
        setattr(generation, step, dying(getattr(generation, step), lambda *_: True))
    publish(folder)


@POSIX_ONLY
def test_a_kill_at_any_moment_leaves_a_whole_generation_in_force_and_the_next_publication_works(tmp_path: Path) -> None:
    chance = random.Random(8)
    said: list[str] = []
    for _ in range(KILLS):
        said += publish_until_killed(tmp_path, 0.2 * chance.random())
        # The newest may be in force without having been said; none that is older than the last one said may be.
        assert check_in_force(tmp_path) >= said[-1]
    assert said == sorted(set(said))
    assert publish(tmp_path) == check_in_force(tmp_path)
    check_left(tmp_path)


@POSIX_ONLY
@pytest.mark.parametrize(("step", "when"), [(step, when) for step in STEPS for when in ("before", "after")])
def test_a_kill_at_each_step_leaves_a_whole_generation_in_force(tmp_path: Path, step: str, when: str) -> None:
    for _ in range(2):
        publish(tmp_path)
    with running(publish_and_die, tmp_path, step, when) as process:
        process.join()
    assert process.exitcode == -signal.SIGKILL
    in_force = (step, when) in (
        ("_point_to", "after"),
        ("replace pointer", "after"),
        ("_delete_old", "before"),
        ("_delete_old", "after"),
    )
    assert check_in_force(tmp_path) == f"council-00000{3 if in_force else 2}.duckdb"
    assert open_generation(tmp_path).warning is None
    assert publish(tmp_path) == check_in_force(tmp_path)
    check_left(tmp_path)


@POSIX_ONLY
def test_of_two_publishers_one_waits_and_no_file_is_swept_away(tmp_path: Path) -> None:
    with running(publish_often, tmp_path) as one, running(publish_often, tmp_path) as other:
        one.join(60)
        other.join(60)
        assert (one.exitcode, other.exitcode) == (0, 0)
    assert [number_of(path.name) for path in list_generations(tmp_path, "council")] == list(range(1, 2 * OFTEN + 1))
    assert check_in_force(tmp_path) == f"council-{2 * OFTEN:06d}.duckdb"
    check_left(tmp_path)


@POSIX_ONLY
def test_a_publisher_that_has_waited_long_enough_is_told_so(tmp_path: Path) -> None:
    with running(hold, tmp_path) as holder:
        while not (tmp_path / "held").exists():
            assert holder.exitcode is None
            time.sleep(0.01)
        with (
            pytest.raises(GenerationError, match=r"Another process is publishing in .+ Wait until it has finished"),
            publish_alone(tmp_path, seconds=0.1),
        ):
            pass
    with publish_alone(tmp_path, seconds=0.1):  # whoever held it was killed
        (tmp_path / "held").unlink()
    assert publish(tmp_path) == "council-000001.duckdb"
