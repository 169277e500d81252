"""Opens published generations read-only; every page is built from one generation from top to bottom."""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from scorecard.errors import GenerationError
from scorecard.publication.generation import COUNCIL, NAME, current_generation, list_generations, number_of
from scorecard.publication.manifest import is_as_published

READER_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "memory_limit": "1GB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "lock_configuration": True,
}


@lru_cache(maxsize=8)
def _database(path: str, inode: int, modified: int) -> duckdb.DuckDBPyConnection:
    """Open a file, unless it is gone or another has taken its place since."""
    state = os.stat(path)
    if (state.st_ino, state.st_mtime_ns) != (inode, modified):
        raise FileNotFoundError(path)
    return duckdb.connect(path, read_only=True, config=READER_CONFIG)


@lru_cache(maxsize=256)
def _is_as_published(path: str, inode: int, modified: int) -> bool:
    """Hold a file against its manifest, once in a process."""
    return is_as_published(Path(path))


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
    adults: int | None = None
    """How many adults live in the area, where the partnership says so."""
    board_blocked: str | None = None
    """Of the council's figures: why the board was not given those of the same number, where it was not."""


@dataclass(frozen=True)
class Generation:
    """One published generation, opened read-only; `instead_of` names the newest where that one is damaged."""

    path: str
    inode: int
    modified: int
    instead_of: str | None = None

    @property
    def warning(self) -> str | None:
        """Say that an earlier version is shown than the newest, and what to do; None where all is well."""
        if self.instead_of is None:
            return None
        newest, shown = number_of(self.instead_of), number_of(Path(self.path).name)
        damaged = f"Version {newest}" if newest is not None else "The note of the newest version"
        return f"{damaged} is damaged; version {shown} is shown. Tell the data officer: publish again."

    def ask(self, query: str, **parameters: Any) -> pl.DataFrame:
        """Run a query with bound parameters on a cursor of its own; GenerationError where the file is kept no more."""
        try:
            cursor = _database(self.path, self.inode, self.modified).cursor()
            answer: pl.DataFrame = cursor.sql(query, params=parameters or None).pl()
        except (FileNotFoundError, duckdb.IOException) as error:
            raise GenerationError(
                f"{Path(self.path).name} cannot be read any longer: it was deleted, or it is damaged. "
                "Open the page again; if that does not help, publish again: scorecard publish."
            ) from error
        return answer


@lru_cache(maxsize=16)
def read_about(generation: Generation) -> About:
    """Say what the generation is: its number, dates and partnership."""
    return About(**generation.ask("select * from generation").row(0, named=True))


def open_generation(published: Path, audience: str = COUNCIL) -> Generation:
    """Open the current generation, or the newest sound one before it, which then says so in its `warning`.

    Asked once for each run of a page, so that a page comes from one generation. Raises GenerationError where nothing
    has been published for the audience or no generation can be opened.
    """
    path = _find_current(published, audience)
    for _ in range(5):
        with suppress(GenerationError):
            return open_kept_generation(path)
        newer = _find_current(published, audience)
        if newer == path:
            return _open_earlier(published, path, audience)
        path = newer  # published meanwhile, and the one before deleted
    raise GenerationError(f"Generations are published in {published} faster than they can be opened. Try again.")


def _find_current(published: Path, audience: str) -> Path:
    """Give the file that the pointer names, or another audience's newest file up to the same number."""
    current = current_generation(published)
    found = NAME.fullmatch(current.name)
    if found is None or found["audience"] == audience:
        return current
    last = int(found["number"])
    kept = [path for path in list_generations(published, audience) if (number_of(path.name) or 0) <= last]
    if not kept:
        raise GenerationError(
            f"No figures have been published for the {audience} yet. Ask the data officer to publish them: "
            "scorecard publish says what keeps them back."
        )
    return kept[-1]


def open_kept_generation(path: Path) -> Generation:
    """Open a generation of the past; raises GenerationError where it is kept no more or is not as it was published."""
    try:
        state = path.stat()
        opened = (str(path), state.st_ino, state.st_mtime_ns)
        if number_of(path.name) is not None and _is_as_published(*opened):
            _database(*opened)
            return Generation(*opened)
    except (OSError, ValueError, duckdb.Error):
        pass  # said below, whatever it was
    raise GenerationError(f"The generation {path} cannot be opened: it was deleted, or it is damaged.")


def _open_earlier(published: Path, damaged: Path, audience: str) -> Generation:
    """Open the audience's newest sound generation before a damaged one, or its newest where the name is damaged too."""
    # One audience must never be shown the figures of another.
    is_named = NAME.fullmatch(damaged.name) is not None
    for path in reversed(list_generations(published, audience)):
        if not is_named or path.name < damaged.name:
            with suppress(GenerationError):
                return replace(open_kept_generation(path), instead_of=damaged.name)
    raise GenerationError(
        f"The generation that {published} points to cannot be opened. Publish again: scorecard publish."
    )
