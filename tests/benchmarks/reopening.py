"""Times the opening of a warehouse whose loader was killed at work, beside the opening of the same one at rest."""

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from scorecard.warehouse.connection import open_warehouse
from tests.benchmarks.homes import Home
from tests.benchmarks.samples import Measure, Samples
from tests.warehouse.killing import load_until_killed
from tests.warehouse.processes import running, said

LONGEST_WORK = 0.1
PROMISED = 1.0
"""Seconds within which a warehouse is open again after a kill."""


def measure_reopening(homes: list[Home], folder: Path, kills: int) -> Iterator[Measure]:
    """Kill a loader in the middle of its work again and again, and open the warehouse as it was left."""
    chance = random.Random(1)
    for home in homes:
        place = folder / f"killed-{home.times}"
        place.mkdir()
        shutil.copyfile(home.warehouse_before, place / "warehouse.duckdb")
        ours, beside = Samples("opened after a kill"), Samples("opened after a rest")
        for kill in range(kills):
            _load_and_kill(place, kill, LONGEST_WORK * chance.random())
            ours.seconds.append(_open(place))
            beside.seconds.append(_open(place))
        longest = max(ours.seconds)
        notes = {"ms at longest": longest * 1000, "of which ms were promised": PROMISED * 1000}
        yield Measure("reopen", home.times, ours, beside, PROMISED / beside.median, notes)


def _load_and_kill(place: Path, kill: int, seconds: float) -> None:
    says = place / f"said-{kill}"
    with running(load_until_killed, place, kill * 100, "", says) as process:
        while not said(says) and process.is_alive():
            time.sleep(0.001)
        time.sleep(seconds)


def _open(place: Path) -> float:
    begun = perf_counter()
    with open_warehouse(place / "warehouse.duckdb") as connection:
        connection.execute("select count(*) from store.current_submission").fetchall()
    return perf_counter() - begun
