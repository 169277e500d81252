"""Published generations: immutable files with names that are never used twice, and a pointer to the current one."""

import os
import re
from pathlib import Path

import duckdb
import polars as pl

from scorecard.errors import GenerationError

POINTER = "CURRENT"
KEPT = 3
NAME = re.compile(r"(?P<audience>[a-z]+)-(?P<number>\d{6})\.duckdb")
# Published files stay readable by the DuckDB release before the locked one.
STORAGE_VERSION = "v1.2.0"


def next_number(folder: Path) -> int:
    """Give the number of the next generation; numbers are never used again, not even those of files taken away."""
    names = [path.name for path in folder.glob("*.duckdb")]
    if (folder / POINTER).exists():
        names.append(current_generation(folder).name)
    return max((int(match["number"]) for name in names if (match := NAME.fullmatch(name))), default=0) + 1


def write_generation(folder: Path, audience: str, number: int, tables: dict[str, pl.DataFrame]) -> str:
    """Write the tables to a new file, then point to it; gives the file's name.

    The file is complete and on disk before it has its name, and has its name before the pointer is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for stray in folder.glob(".building-*"):
        stray.unlink()
    building = folder / f".building-{number:06d}.duckdb"
    _build(building, tables)
    if building.with_name(building.name + ".wal").exists():
        raise GenerationError(f"{building} was not closed cleanly. Publish again; the last generation is still shown.")
    _flush(building)
    name = f"{audience}-{number:06d}.duckdb"
    if (folder / name).exists():
        raise GenerationError(f"{folder / name} was published meanwhile by another process. Publish again.")
    building.rename(folder / name)
    _point_to(folder, name)
    _delete_old(folder, audience)
    return name


def _build(path: Path, tables: dict[str, pl.DataFrame]) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as built (storage_version '{STORAGE_VERSION}')"
        )
        connection.begin()
        for name, frame in tables.items():
            connection.register("frame", frame)
            connection.execute(f"create table built.{name} as select * from frame")
            connection.unregister("frame")
        connection.commit()
        connection.execute("checkpoint built")
        connection.execute("detach built")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        if os.name == "posix":
            raise
    finally:
        os.close(descriptor)


def _point_to(folder: Path, name: str) -> None:
    temporary = folder / f".{POINTER}.new"
    temporary.write_text(f"{name}\n", encoding="utf-8")
    _flush(temporary)
    os.replace(temporary, folder / POINTER)
    if os.name == "posix":
        _flush(folder)


def _delete_old(folder: Path, audience: str) -> None:
    generations = sorted(path for path in folder.glob(f"{audience}-*.duckdb") if NAME.fullmatch(path.name))
    for old in generations[:-KEPT]:
        old.unlink(missing_ok=True)


def current_generation(folder: Path) -> Path:
    """Give the file that the pointer names; raises GenerationError where nothing has been published."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise GenerationError(
            f"Nothing has been published in {folder}. Load the returns and publish them: "
            "scorecard load PATH, then scorecard publish."
        ) from None
    return folder / name
