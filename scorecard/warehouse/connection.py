"""Opens the warehouse: one writer at a time, and nothing is fetched from outside."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from scorecard.errors import WarehouseError
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
    path.parent.mkdir(parents=True, exist_ok=True)
    config = CONFIG if read_only else {**CONFIG, "storage_compatibility_version": STORAGE_VERSION}
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.IOException as error:
        raise WarehouseError(_explain(path, error)) from error
    try:
        if not read_only:
            create_schema(connection)
        yield connection
    finally:
        connection.close()


def _explain(path: Path, error: duckdb.IOException) -> str:
    if "lock" in str(error).lower():
        return f"The warehouse {path} is in use by another process. Wait until it has finished, then try again."
    return (
        f"The warehouse {path} cannot be opened: {error}. Restore it from the last backup, or load the originals again."
    )
