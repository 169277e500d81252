"""Opens the warehouse: one writer at a time, and nothing is fetched from outside."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock

from scorecard.errors import WarehouseBusy, WarehouseError
from scorecard.feeds.catalogue import all_feeds
from scorecard.warehouse.calendar import create_calendar
from scorecard.warehouse.provider_funnel import create_funnel
from scorecard.warehouse.schema import create_schema, has_schema

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
# Files stay readable by the DuckDB release before the locked one, so that going back is possible.
WRITING = {**CONFIG, "storage_compatibility_version": "v1.2.0"}


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse at a path, creating it where it is to be written; raises WarehouseError with what to do."""
    if read_only and not path.exists():
        raise WarehouseError(f"There is no warehouse at {path}. Load a return first: scorecard load PATH.")
    if not read_only:
        _make(path)
    config = CONFIG if read_only else WRITING
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
    connection.execute("create schema memory.sent")
    for feed in all_feeds():
        connection.execute(f"create view memory.sent.{feed} as select * from warehouse.sent.{feed}")
        connection.execute(f"create table memory.feed.{feed} as select * from feed.{feed}")
    connection.execute("use memory")
    create_calendar(connection, months[0], months[-1])
    create_funnel(connection)


def _make(path: Path) -> None:
    """Make an empty warehouse where none is; whole before it has its name, so that nobody opens a part of one."""
    if path.exists():
        return
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{path.name}.lock")):
            if not path.exists():
                unfinished.unlink(missing_ok=True)
                duckdb.connect(str(unfinished), config=WRITING).close()
                os.replace(unfinished, path)
    except (OSError, duckdb.Error) as error:
        raise WarehouseError(
            f"The warehouse {path} cannot be made: {error}. Check that the folder may be written and the disk has "
            "room, then try again."
        ) from error


def _bring_up_to_date(path: Path) -> None:
    """Add to a warehouse that an earlier version made the tables and views that are new."""
    with open_warehouse(path, read_only=True) as connection:
        current = has_schema(connection)
    if not current:
        with open_warehouse(path):
            pass


def _try(to_open: Callable[[], duckdb.DuckDBPyConnection], path: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse, or say why it cannot be."""
    try:
        return to_open()
    except duckdb.Error as error:
        kind = WarehouseBusy if _is_in_use(path, error) else WarehouseError
        raise kind(_explain(path, error)) from error


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
