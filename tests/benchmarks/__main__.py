"""Measures loading, publishing and pages beside the bare thing: `python -m tests.benchmarks --times 1 20 200`."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from rich.console import Console

from scorecard.settings import PROJECT
from tests.benchmarks.command import measure_command
from tests.benchmarks.homes import Home, make_home
from tests.benchmarks.loading import measure_loading
from tests.benchmarks.million import measure_million
from tests.benchmarks.protecting import measure_protecting
from tests.benchmarks.publishing import measure_publishing
from tests.benchmarks.reopening import measure_reopening
from tests.benchmarks.repaint import measure_repaints
from tests.benchmarks.reruns import measure_reruns
from tests.benchmarks.results import describe_circumstances, show, write
from tests.benchmarks.samples import Measure
from tests.benchmarks.servers import FLOOR, PRODUCT, Server, serve
from tests.benchmarks.session import Session

PARTS = ("load", "command", "reopen", "publish", "server", "browser")
LONG_PARTS = ("million",)
PARTS_OF_THE_SAMPLE = ("audit",)
CHANGES, QUICK_CHANGES = 20, 5
ROUNDS, QUICK_ROUNDS = 5, 2


def main() -> None:
    """Read the arguments, measure, print the table and write the file."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 20, 200], help="sizes, in times the sample's cases")
    parser.add_argument("--quick", action="store_true", help="few samples: to see that it runs, not to compare")
    parser.add_argument(
        "--only",
        choices=(*PARTS, *LONG_PARTS, *PARTS_OF_THE_SAMPLE),
        nargs="+",
        default=PARTS,
        help="which parts to measure",
    )
    parser.add_argument("--into", type=Path, default=PROJECT / "bench-results", help="folder of the results")
    parser.add_argument("--homes", type=Path, help="folder to keep the partnerships in, and to find them again")
    given = parser.parse_args()
    console = Console(width=200)
    before, memory = describe_circumstances(), dict[str, Any]()
    measures: list[Measure] = []
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as folder:
        homes = []
        for times in sorted(given.times) if set(given.only) - set(LONG_PARTS) else ():
            console.print(f"Making a partnership of {times} times the sample's cases")
            homes.append(make_home((given.homes or Path(folder)) / str(times), times))
        for measure in _measure(homes, Path(folder), given.only, given.quick, memory):
            console.print(f"  {measure.name}, {measure.times}x: {measure.ratio:.2f}")
            measures.append(measure)
    show(measures, console)
    console.print(f"Written to {write(measures, before, memory, given.into)}")


def _measure(
    homes: list[Home], folder: Path, parts: list[str], quick: bool, memory: dict[str, Any]
) -> Iterator[Measure]:
    changes, rounds = (QUICK_CHANGES, QUICK_ROUNDS) if quick else (CHANGES, ROUNDS)
    if "load" in parts:
        yield from measure_loading(homes, folder, changes)
    if "command" in parts:
        yield from measure_command(homes[0], folder, changes)
    if "million" in parts:
        yield from measure_million(folder, rounds)
    if "audit" in parts:
        yield from measure_protecting(homes[0], rounds)
    if "reopen" in parts:
        yield from measure_reopening(homes, folder, changes)
    if "publish" in parts:
        yield from measure_publishing(homes, rounds)
    if "server" in parts:
        with ExitStack() as running:
            floor, products = _start(running, homes)
            memory["before reruns"] = _memory(floor, products)
            yield from measure_reruns(floor, products, changes)
            memory["after reruns"] = _memory(floor, products)
    if "browser" in parts:
        with ExitStack() as running:
            floor, products = _start(running, homes[:1])
            yield from measure_repaints(floor, products, changes)


def _start(running: ExitStack, homes: list[Home]) -> tuple[Server, dict[int, Server]]:
    """Start the floor and a server for each home; each answers one page first and comes to rest."""
    floor = running.enter_context(serve(FLOOR))
    products = {home.times: running.enter_context(serve(PRODUCT, home.settings.home)) for home in homes}
    for server in products.values():
        Session(server.port, "").close()
        server.wait_until_quiet()
    return floor, products


def _memory(floor: Server, products: dict[int, Server]) -> dict[str, float | None]:
    return {"floor": floor.megabytes()} | {f"{times}x": server.megabytes() for times, server in products.items()}


if __name__ == "__main__":
    main()
