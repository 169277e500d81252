"""Published generations: immutable files with names that are never used twice, and a pointer to the current one."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from scorecard.errors import GenerationError
from scorecard.flushing import flush
from scorecard.publication.manifest import manifest_of, write_manifest

POINTER = "CURRENT"
COUNCIL, BOARD = "council", "board"
"""The audiences: who sees exact figures, and who sees protected ones."""
LOCK = ".publishing.lock"
KEPT = 36
SECONDS_TO_WAIT = 60.0
NAME = re.compile(r"(?P<audience>[a-z]+(?:-[a-z0-9_]+)?)-(?P<number>\d{6})\.duckdb")
# Published files stay readable by the DuckDB release before the locked one.
STORAGE_VERSION = "v1.2.0"


def list_generations(folder: Path, audience: str) -> list[Path]:
    """List the generations of an audience that are still kept, oldest first."""
    return sorted(
        path
        for path in folder.glob(f"{audience}-*.duckdb")
        if (match := NAME.fullmatch(path.name)) and match["audience"] == audience
    )


def number_of(name: str) -> int | None:
    """Give the number in a generation's name, or None where it is no such name."""
    match = NAME.fullmatch(name)
    return int(match["number"]) if match else None


def next_number(folder: Path) -> int:
    """Give the number of the next generation; numbers are never used again, not even those of files taken away."""
    names = [path.name for path in folder.glob("*.duckdb")]
    if (folder / POINTER).exists():
        names.append(current_generation(folder).name)
    return max((number for name in names if (number := number_of(name))), default=0) + 1


@contextmanager
def publish_alone(folder: Path, seconds: float = SECONDS_TO_WAIT) -> Iterator[None]:
    """Keep other publishers out of a folder until the end of the block, waiting for one that is at work.

    Raises GenerationError where it works longer than so many seconds. May be nested within a thread.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, is_singleton=True)
        lock.acquire(timeout=seconds)
    except Timeout:
        raise GenerationError(
            f"Another process is publishing in {folder}. Wait until it has finished, then publish again."
        ) from None
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def write_generation(
    folder: Path,
    audience: str,
    number: int,
    tables: dict[str, pl.DataFrame],
    *,
    kept: int = KEPT,
    in_force: bool = True,
) -> str:
    """Write the tables to a new file with its manifest, then point to it; gives the file's name.

    The file is complete and on disk before it has its name, and has its name before the pointer is replaced; one that
    is not put in force waits until another of its number is. Raises GenerationError where the number is taken or the
    disk has no room; then nothing is left of it.
    """
    name = f"{audience}-{number:06d}.duckdb"
    with publish_alone(folder):
        _sweep(folder)
        if (folder / name).exists():
            raise GenerationError(f"{folder / name} was published meanwhile by another process. Publish again.")
        try:
            building = folder / f".building-{number:06d}.duckdb"
            _build(building, tables)
            _name(building, folder / name)
            if in_force:
                _point_to(folder / name)
        except BaseException as error:
            with suppress(OSError):
                _take_back(folder, name)
            if isinstance(error, (OSError, duckdb.OperationalError, duckdb.FatalException)):
                raise _cannot_write(folder, error) from error
            raise
        _delete_old(folder, audience, kept)
    return name


def _cannot_write(folder: Path, error: Exception) -> GenerationError:
    return GenerationError(
        f"Nothing was published, and the last generation is still shown: {folder} could not be written ({error}). "
        "Check that the disk has room, then publish again."
    )


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


def _name(building: Path, named: Path) -> None:
    if building.with_name(building.name + ".wal").exists():
        raise GenerationError(f"{building} was not closed cleanly. Publish again; the last generation is still shown.")
    flush(building)
    write_manifest(named, building, STORAGE_VERSION)
    building.rename(named)
    flush(named.parent)


def _point_to(named: Path) -> None:
    temporary = named.with_name(f".{POINTER}.new")
    temporary.write_text(f"{named.name}\n", encoding="utf-8")
    flush(temporary)
    os.replace(temporary, named.with_name(POINTER))
    flush(named.parent)


def _take_back(folder: Path, name: str) -> None:
    """Take away what a failed publication has written, unless it is in force already."""
    _sweep(folder)
    with suppress(GenerationError):
        if current_generation(folder).name == name:
            return
    for path in (folder / name, manifest_of(folder / name)):
        path.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Take away what a broken publication has left behind; whoever calls this is the only publisher."""
    for stray in (*folder.glob(".building-*"), *folder.glob(".*.new")):
        stray.unlink(missing_ok=True)
    for manifest in folder.glob("*.json"):
        generation = manifest.with_suffix(".duckdb")
        if NAME.fullmatch(generation.name) and not generation.exists():
            manifest.unlink(missing_ok=True)


def _delete_old(folder: Path, audience: str, kept: int) -> None:
    for old in list_generations(folder, audience)[:-kept]:
        # Windows does not delete a file that somebody reads; the next publication tries again.
        with suppress(OSError):
            old.unlink(missing_ok=True)
            manifest_of(old).unlink(missing_ok=True)


def current_generation(folder: Path) -> Path:
    """Give the file that the pointer names; raises GenerationError where nothing has been published."""
    try:
        name = (folder / POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        raise GenerationError(
            f"Nothing has been published in {folder}. Load the returns and publish them: "
            "scorecard load PATH, then scorecard publish."
        ) from None
    return folder / name
