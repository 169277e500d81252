"""Times `scorecard load` of one month as a person waits for it, beside Python importing the libraries that it needs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from scorecard.months import write_month
from scorecard.settings import PROJECT
from tests.benchmarks.homes import Home
from tests.benchmarks.samples import DROPPED, Measure, Samples

PROMISED = 2.0
"""Seconds within which a typical return of a month is checked and loaded."""
IMPORTS = "import dataframely, duckdb, polars, pydantic_settings"


def measure_command(home: Home, folder: Path, changes: int) -> Iterator[Measure]:
    """Load the last concerns return again and again, each time with other rows, so that each is kept."""
    place = folder / "command"
    left_out = shutil.ignore_patterns("returns", "originals", home.warehouse_before.name)
    shutil.copytree(home.settings.home, place, ignore=left_out)
    file, sent = home.last_concerns, place / "concerns.csv"
    lines = file.path.read_text(encoding="utf-8").splitlines(keepends=True)
    declared = ("--feed", file.feed, "--agency", file.agency, "--month", write_month(file.month))
    ours, beside = Samples("scorecard load of a month's concerns"), Samples(IMPORTS)
    for turn in range(changes + DROPPED):
        sent.write_text("".join(lines[: -1 - turn]), encoding="utf-8")
        whole = _run(place, "-m", "scorecard", "load", str(sent), *declared)
        bare = _run(place, "-c", IMPORTS)
        if turn >= DROPPED:
            ours.seconds.append(whole)
            beside.seconds.append(bare)
    notes = {"ms at longest": max(ours.seconds) * 1000, "of which ms were promised": PROMISED * 1000}
    yield Measure("load as a command", home.times, ours, beside, PROMISED / beside.median, notes)


def _run(home: Path, *arguments: str) -> float:
    environment = os.environ | {"SCORECARD_HOME": str(home)}
    command: Sequence[str] = [sys.executable, *arguments]
    begun = perf_counter()
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True)
    return perf_counter() - begun
