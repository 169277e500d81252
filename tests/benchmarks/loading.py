"""Times the whole path of one return, and beside it DuckDB reading the same file into a table."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import duckdb

from scorecard.commands.options import declare
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import check_against_warehouse, keep_return
from tests.benchmarks.homes import Home
from tests.benchmarks.samples import DROPPED, Measure, Samples

MOST_RATIO = 3.0


def measure_loading(homes: list[Home], folder: Path, changes: int) -> Iterator[Measure]:
    """Load each home's last concerns return into a copy of its warehouse, in turn with the bare statement."""
    for home in homes:
        ours = Samples("concerns return: read, checked, original kept, committed")
        bare = Samples("create or replace table as select * from read_csv")
        for turn in range(changes + DROPPED):
            whole, only_read = _keep(home, folder / "ours"), _read(home, folder / "bare")
            if turn >= DROPPED:
                ours.seconds.append(whole)
                bare.seconds.append(only_read)
        size = home.last_concerns.path.stat().st_size
        yield Measure("load a month", home.times, ours, bare, MOST_RATIO, {"bytes of the file": size})


def _keep(home: Home, folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    warehouse = folder / "warehouse.duckdb"
    shutil.copyfile(home.warehouse_before, warehouse)
    file = home.last_concerns
    declared = declare(home.settings, file.feed, file.agency, file.month)
    content = file.path.read_bytes()
    with open_warehouse(warehouse) as connection:
        check_against_warehouse(connection, content, declared)  # as the bare statement, not the first of its connection
        begun = perf_counter()
        receipt = keep_return(
            connection,
            file.path.read_bytes(),
            declared,
            sender=file.sender,
            received_at=file.received_at,
            file_name=file.path.name,
            originals=folder / "originals",
        )
        seconds = perf_counter() - begun
    if receipt.submission is None:
        raise RuntimeError(f"{file.path} was not kept: {receipt.checked.outcome}.")
    return seconds


def _read(home: Home, folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with duckdb.connect(str(folder / "bare.duckdb")) as connection:
        statement = f"create or replace table t as select * from read_csv('{home.last_concerns.path}')"
        connection.execute(statement)
        begun = perf_counter()
        connection.execute(statement)
        return perf_counter() - begun
