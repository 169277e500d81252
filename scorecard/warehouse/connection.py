"""Opens the warehouse: one writer at a time, and nothing is fetched from outside."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb

from scorecard.errors import WarehouseBusy, WarehouseError
from scorecard.feeds.catalogue import all_feeds
from scorecard.warehouse.calendar import create_calendar
from scorecard.warehouse.schema import create_schema

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# Files stay readable by the DuckDB release before the locked one, so that going back is possible.
STORAGE_VERSION = "v1.2.0"
TRIES, PAUSE = 6, 0.05


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse at a path, creating it where it is to be written; raises WarehouseError with what to do."""
    if read_only and not path.exists():
        raise WarehouseError(f"There is no warehouse at {path}. Load a return first: scorecard load PATH.")
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    config = CONFIG if read_only else {**CONFIG, "storage_compatibility_version": STORAGE_VERSION}
    connection = _try(lambda: duckdb.connect(str(path), read_only=read_only, config=config), path)
    try:
        if not read_only:
            try:
                create_schema(connection)
            except (duckdb.OperationalError, duckdb.FatalException) as error:
                raise WarehouseError(
                    f"The warehouse {path} cannot be written, and nothing was changed: {error}. "
                    "Check that the disk has room, then try again."
                ) from error
        yield connection
    finally:
        connection.close()


@contextmanager
def open_workspace(path: Path, as_at: datetime) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory with the warehouse beside it, read-only, as it was known at a moment.

    The warehouse is in use at first, so that `store.…` and `feed.…` are its own.
    """
    if not path.exists():
        raise WarehouseError(f"There is no warehouse at {path}. Load a return first: scorecard load PATH.")
    _bring_up_to_date(path)
    connection = duckdb.connect(config=CONFIG)
    try:
        attach = f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as warehouse (read_only)"
        _try(lambda: connection.execute(attach), path)
        connection.execute("use warehouse")
        connection.execute("set variable as_at = $as_at::timestamp", {"as_at": as_at})
        yield connection
    finally:
        connection.close()


def use_current_rows(connection: duckdb.DuckDBPyConnection, months: Sequence[date]) -> None:
    """Work out each feed's current rows once, in memory, under the names that the indicators' queries use."""
    connection.execute("create schema memory.feed")
    for feed in all_feeds():
        connection.execute(f"create table memory.feed.{feed} as select * from feed.{feed}")
    connection.execute("use memory")
    create_calendar(connection, months[0], months[-1])


def _bring_up_to_date(path: Path) -> None:
    """Add to a warehouse that an earlier version made the tables of feeds that are new."""
    with open_warehouse(path, read_only=True) as connection:
        found = connection.execute("select view_name from duckdb_views() where schema_name = 'feed'").fetchall()
    if not all_feeds().keys() <= {name for (name,) in found}:
        with open_warehouse(path):
            pass


def _try(to_open: Callable[[], duckdb.DuckDBPyConnection], path: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse, or say why it cannot be; one that another process is just making looks damaged at first."""
    for tries_left in reversed(range(TRIES)):
        try:
            return to_open()
        except duckdb.Error as error:
            if _is_in_use(path, error) or not tries_left:
                kind = WarehouseBusy if _is_in_use(path, error) else WarehouseError
                raise kind(_explain(path, error)) from error
            time.sleep(PAUSE)
    raise AssertionError


def _is_in_use(path: Path, error: duckdb.Error) -> bool:
    words = str(error).replace(str(path), "").lower()
    return "lock on file" in words or "conflicting lock" in words or "different configuration" in words


def _explain(path: Path, error: duckdb.Error) -> str:
    if _is_in_use(path, error):
        return f"The warehouse {path} is in use by another process. Wait until it has finished, then try again."
    return (
        f"The warehouse {path} cannot be opened: {error}. Restore it from the last backup, or rebuild it from the "
        "originals: scorecard rebuild --into FOLDER."
    )
