"""Times and weighs the load of a return of a million rows, each in a process of its own, beside the bare read."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from scorecard.commands.options import declare
from scorecard.settings import PROJECT, Settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import keep_return
from tests.benchmarks.samples import Measure, Samples

ROWS = 1_000_000
MOST_RATIO = 5.0
FEBRUARY, MARCH = date(2024, 2, 1), date(2024, 3, 1)
RECEIVED_AT = datetime(2024, 4, 5, 9, 30)
OURS, BARE = "ours", "bare"
SOURCES = ["police", "public", "self", "care_provider"]
RISKS = ["self_neglect", "domestic_abuse;physical_abuse", "neglect_and_acts_of_omission", "financial_or_material_abuse"]


def measure_million(folder: Path, rounds: int) -> Iterator[Measure]:
    """Load a month's million concerns where nothing was received, and where last month's million was, in turn."""
    shutil.copytree(PROJECT / "sample_data" / "reference", folder / "million" / "reference")
    files = {month: _write(folder / "million", month) for month in (FEBRUARY, MARCH)}
    empty, with_last_month = folder / "empty.duckdb", folder / "with_last_month.duckdb"
    with open_warehouse(empty):
        pass
    shutil.copyfile(empty, with_last_month)
    _run_apart(OURS, files[FEBRUARY], FEBRUARY, with_last_month)
    for name, before in (("load a million rows", empty), ("load a million beside a million", with_last_month)):
        ours = Samples("concerns return: read, checked, original kept, committed")
        bare = Samples("create or replace table as select * from read_csv")
        most = 0.0
        for _ in range(rounds):
            shutil.copyfile(before, folder / "million.duckdb")
            seconds, megabytes = _run_apart(OURS, files[MARCH], MARCH, folder / "million.duckdb")
            ours.seconds.append(seconds)
            most = max(most, megabytes)
            bare.seconds.append(_run_apart(BARE, files[MARCH], MARCH, folder / "bare.duckdb")[0])
        yield Measure(name, 1, ours, bare, MOST_RATIO, {"rows": ROWS, "megabytes of memory at most": most})


def _write(folder: Path, month: date) -> Path:
    """Write a return in which one person in four has two concerns and one concern in three waits for its decision."""
    path, number, day = folder / f"{month:%Y-%m}.csv", pl.int_range(ROWS), pl.int_range(ROWS) % 20
    waits = number % 3 == 0
    days = [pl.lit(month).dt.offset_by(pl.format("{}d", day + later)).dt.strftime("%Y-%m-%d") for later in (0, 3, 5)]
    pl.select(
        agency=pl.lit("asc"),
        month=pl.lit(f"{month:%Y-%m}"),
        concern_id=pl.format(f"C{month:%m}-{{}}", number + ROWS),
        person_id=pl.format("P-{}", pl.when(number % 4 == 0).then(number + 1).otherwise(number) + ROWS),
        received_on=days[0],
        referral_source=_turn(SOURCES, number),
        types_of_risk=_turn(RISKS, number // 4),
        age=number % 40 + 25,
        age_band=pl.lit("18_64"),
        gender=_turn(["female", "male"], number // 16),
        ethnicity=pl.lit("undeclared_not_known"),
        decision=pl.when(~waits).then(pl.lit("no_further_action")),
        decided_on=pl.when(~waits).then(days[1]),
        referrer_told_on=pl.when(~waits).then(days[2]),
    ).write_csv(path)
    return path


def _turn(codes: list[str], number: pl.Expr) -> pl.Expr:
    return number.mod(len(codes)).replace_strict(dict(enumerate(codes)), return_dtype=pl.String)


def _run_apart(which: str, file: Path, month: date, warehouse: Path) -> tuple[float, float]:
    """Give the seconds and the most megabytes of a process that does one thing once."""
    command = [sys.executable, "-m", "tests.benchmarks.million", which, str(file), f"{month:%Y-%m-%d}", str(warehouse)]
    done = subprocess.run(command, cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def _keep(file: Path, month: date, warehouse: Path) -> float:
    declared = declare(Settings(home=file.parent), "concerns", "asc", month)
    originals = warehouse.with_suffix(".originals")
    with open_warehouse(warehouse) as connection:
        begun = perf_counter()
        receipt = keep_return(
            connection,
            file.read_bytes(),
            declared,
            sender="Analyst",
            received_at=RECEIVED_AT,
            file_name=file.name,
            originals=originals,
        )
        seconds = perf_counter() - begun
    if receipt.submission is None:
        raise RuntimeError(f"{file} was not kept: {receipt.checked.outcome}, {receipt.checked.problems[:3]}.")
    shutil.rmtree(originals)
    return seconds


def _read(file: Path, warehouse: Path) -> float:
    warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(warehouse)) as connection:
        begun = perf_counter()
        connection.execute(f"create or replace table t as select * from read_csv('{file}')")
        return perf_counter() - begun


def _megabytes() -> float:
    """Give the most memory that this process has held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    which, file, month, warehouse = sys.argv[1], Path(sys.argv[2]), date.fromisoformat(sys.argv[3]), Path(sys.argv[4])
    taken = _keep(file, month, warehouse) if which == OURS else _read(file, warehouse)
    sys.stdout.write(f"{taken} {_megabytes()}")
