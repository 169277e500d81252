"""A loader that is killed at a chosen step: before it, after it, or with half of a file written."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, NoReturn
from unittest import mock

import duckdb

from scorecard.flushing import write_flushed
from scorecard.warehouse import inserting, originals, submissions
from tests.warehouse.keeping import Warehouse, open_folder
from tests.warehouse.processes import month_of, small_return

STEPS = (
    "_check_beside",
    "keep_original",
    "_insert_submission",
    "_insert_rows",
    "_insert_problems",
    "begin_notes",
    "commit",
    "settle_notes",
)
MOMENTS = [f"{when} {step}" for step in STEPS for when in ("before", "after")]
HALVES = ["half of the original", "half of the note"]


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class Dying:
    """A connection that is killed before or after its commit."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, when: str) -> None:
        self._connection, self._when = connection, when

    def commit(self) -> None:
        if self._when == "after":
            self._connection.commit()
        die()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def dying(function: Callable[..., Any], when: str, nth: int = 1) -> Callable[..., Any]:
    """A function that is killed before or after it is called for the nth time."""
    calls = count(1)

    def die_around(*arguments: Any, **named: Any) -> Any:
        last = next(calls) == nth
        if last and when == "before":
            die()
        given = function(*arguments, **named)
        if last:
            die()
        return given

    return die_around


def write_half(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content[: len(content) // 2])
    die()


def load_until_killed(folder: Path, first: int, moment: str, says: Path) -> None:
    """Keep one return after another and say each; a chosen moment comes with the first."""
    # Where a moment is chosen, the tables are there already: making them again takes longer than the rest.
    opened = open_as_it_is(folder) if moment else open_folder(folder)
    with opened as warehouse, says.open("a") as said:
        if moment:
            prepare(warehouse, moment)
        for number in count(first):
            receipt = warehouse.keep(small_return(number), month=month_of(number))
            said.write(f"{receipt.submission or receipt.checked.outcome} {receipt.checked.digest}\n")
            said.flush()


@contextmanager
def open_as_it_is(folder: Path) -> Iterator[Warehouse]:
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        yield Warehouse(folder, connection)


def prepare(warehouse: Warehouse, moment: str) -> None:
    when, _, step = moment.partition(" ")
    if moment in HALVES:
        wanted = ".part" if moment == "half of the original" else ".json"

        def write(path: Path, content: bytes) -> None:
            (write_half if path.suffix == wanted else write_flushed)(path, content)

        mock.patch.object(originals, "write_flushed", write).start()
    elif step == "commit":
        warehouse.connection = Dying(warehouse.connection, when)  # type: ignore[assignment]
    else:
        die_at(step, when)


def die_at(step: str, when: str, nth: int = 1) -> None:
    """Be killed before or after a step of the keeping of a return is taken for the nth time."""
    place = inserting if hasattr(inserting, step) else submissions
    setattr(place, step, dying(getattr(place, step), when, nth))
