"""Writes the returns of the invented partnership, one folder a month: `python -m sample_data.generator`."""

import argparse
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import polars as pl

from sample_data.generator.cases import SENDER, Cases, case_returns, make_cases
from sample_data.generator.files import write_return
from sample_data.generator.measures import make_measures
from sample_data.generator.plan import FOLDER, MONTHS, read_table
from sample_data.generator.providers import make_provider_concerns
from sample_data.generator.register import SENDERS, first_version, is_received, received_at
from sample_data.generator.registers import make_registers
from sample_data.generator.training import make_training
from scorecard.months import write_month

COMMITTED = FOLDER.parent / "returns"
DEFAULT_SEED = 4
QUARTERLY = (("elft", "training"),)


def main() -> None:
    """Read the arguments and write the returns."""
    parser = argparse.ArgumentParser(prog="python -m sample_data.generator", description=__doc__)
    parser.add_argument("--times", type=int, default=1, help="size of the partnership, in times the usual one")
    parser.add_argument("--into", type=Path, default=COMMITTED, help="empty or new folder; the sample's if not given")
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="where the draws start")
    given = parser.parse_args()
    if given.times < 1:
        parser.error(f"--times is {given.times}; it must be 1 or more.")
    if given.into.resolve() == COMMITTED:
        shutil.rmtree(COMMITTED, ignore_errors=True)
    elif given.into.exists() and any(given.into.iterdir()):
        parser.error(f"{given.into} is not empty. Name an empty or a new folder.")
    write_returns(given.into, seed=given.seed, times=given.times)


def write_returns(into: Path, *, seed: int, times: int) -> None:
    """Write every month's returns and its register."""
    cases, training = make_cases(seed), make_training(seed)
    measures = make_measures(seed, cases)
    tables = {
        "training": counted(training, times),
        "measures": counted(measures, times),
        "provider_concerns": counted(make_provider_concerns(seed, measures), times),
        "commentary": read_commentary(),
        **make_registers(seed, cases, training, times),
    }
    for month in MONTHS:
        folder = into / write_month(month)
        folder.mkdir(parents=True)
        register = [
            line
            for agency, feed, rows in chain(case_rows(cases, month, times), table_rows(tables, month))
            if is_received(agency, feed, month)
            for line in send(folder, seed, agency, feed, month, rows)
        ]
        pl.DataFrame(register).sort("file").write_csv(folder / "register.csv")


def counted(rows: pl.DataFrame, times: int) -> pl.DataFrame:
    """Multiply the counts of a table."""
    return rows.with_columns(pl.col(pl.Int64) * times)


def read_commentary() -> pl.DataFrame:
    """Read what the owners wrote."""
    return read_table("commentary.csv").with_columns(pl.col("written_on", "due_on").str.to_date("%Y-%m-%d"))


def case_rows(cases: Cases, month: date, times: int) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Give the case returns of a month: agency, feed, rows."""
    for feed, rows in case_returns(cases, month, times):
        yield SENDER, feed, rows


def table_rows(tables: dict[str, pl.DataFrame], month: date) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """Give the other returns of a month: agency, feed, rows."""
    for feed, table in tables.items():
        for (agency,), rows in table.filter(pl.col("month") == month).group_by(["agency"], maintain_order=True):
            if (agency, feed) not in QUARTERLY or month.month % 3 == 0:
                yield str(agency), feed, rows


def send(folder: Path, seed: int, agency: str, feed: str, month: date, rows: pl.DataFrame) -> Iterator[dict[str, str]]:
    """Write a return, twice if it was sent again, and give its lines of the register."""
    first = first_version(agency, feed, month, rows)
    versions = [("", rows)] if first is None else [("", first), ("_2", rows)]
    for suffix, version in versions:
        path = write_return(folder, f"{agency}_{feed}{suffix}", agency, feed, month, version)
        yield {
            "file": path.name,
            "feed": feed,
            "agency": agency,
            "month": write_month(month),
            "sender": SENDERS[agency],
            "received_at": received_at(seed, agency, feed, month, again=suffix != "").isoformat(),
        }


if __name__ == "__main__":
    main()
