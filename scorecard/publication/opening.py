"""Opens a published generation read-only; every page is built from one generation from top to bottom."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from scorecard.errors import GenerationError
from scorecard.publication.generation import current_generation

READER_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "lock_configuration": True,
}


@lru_cache(maxsize=3)
def _database(path: str, inode: int, modified: int) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True, config=READER_CONFIG)


@dataclass(frozen=True)
class About:
    """What a generation says of itself; stands on every page."""

    number: int
    audience: str
    made_at: datetime
    data_as_at: datetime
    reporting_month: date
    first_month: date
    submissions: int
    code_version: str
    partnership: str
    area: str
    invented: bool
    notice: str
    spc_preset: str
    spc_run: int
    all_agencies: str


@dataclass(frozen=True)
class Generation:
    """One published generation, opened read-only."""

    path: str
    inode: int
    modified: int

    def ask(self, query: str, **parameters: Any) -> pl.DataFrame:
        """Run a query with bound parameters on a cursor of its own."""
        cursor = _database(self.path, self.inode, self.modified).cursor()
        answer: pl.DataFrame = cursor.sql(query, params=parameters or None).pl()
        return answer


def open_generation(published: Path) -> Generation:
    """Open the current generation; raises GenerationError where nothing has been published.

    Asked once for each run of a page, so that a page comes from one generation.
    """
    for _ in range(5):
        path = current_generation(published)
        try:
            state = path.stat()
            generation = Generation(str(path), state.st_ino, state.st_mtime_ns)
            _database(generation.path, generation.inode, generation.modified)
            return generation
        except (FileNotFoundError, duckdb.IOException):
            time.sleep(0.02)  # deleted between the pointer and the opening
    raise GenerationError(
        f"The generation that {published} points to cannot be opened. Publish again: scorecard publish."
    )
