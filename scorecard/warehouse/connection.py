"""Opens the warehouse: one writer at a time, and nothing is fetched from outside."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb

from scorecard.errors import WarehouseError
from scorecard.feeds.catalogue import all_feeds
from scorecard.warehouse.calendar import create_calendar
from scorecard.warehouse.schema import create_schema

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# Files stay readable by the DuckDB release before the locked one, so that going back is possible.
STORAGE_VERSION = "v1.2.0"


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse at a path, creating it where it is to be written; raises WarehouseError with what to do."""
    if read_only and not path.exists():
        raise WarehouseError(f"There is no warehouse at {path}. Load a return first: scorecard load PATH.")
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    config = CONFIG if read_only else {**CONFIG, "storage_compatibility_version": STORAGE_VERSION}
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        raise WarehouseError(_explain(path, error)) from error
    try:
        if not read_only:
            create_schema(connection)
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
    connection = duckdb.connect(config=CONFIG)
    try:
        try:
            connection.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as warehouse (read_only)")
        except duckdb.Error as error:
            raise WarehouseError(_explain(path, error)) from error
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


def _explain(path: Path, error: duckdb.Error) -> str:
    words = str(error).replace(str(path), "").lower()
    if "lock on file" in words or "conflicting lock" in words or "different configuration" in words:
        return f"The warehouse {path} is in use by another process. Wait until it has finished, then try again."
    return (
        f"The warehouse {path} cannot be opened: {error}. Restore it from the last backup, or load the originals again."
    )
