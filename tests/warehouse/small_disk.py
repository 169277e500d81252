"""A disk that gets full, and what is promised of loads and publications on it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from scorecard.errors import GenerationError, WarehouseError
from scorecard.publication.generation import next_number, write_generation
from scorecard.publication.opening import open_generation
from tests.warehouse.keeping import open_folder
from tests.warehouse.processes import month_of, running, said, small_return

ROOMS = [0, 8_192, 65_536, 131_072, 196_608, 262_144, 393_216]


class SmallDisk:
    """A folder that is a file system of few megabytes; where it is not one of its own, files are kept small instead."""

    def __init__(self, folder: Path, mounted: bool) -> None:
        self.folder, self.mounted = folder, mounted
        self.filler = folder / "filler"

    def leave(self, room: int) -> None:
        """Fill the file system up to so many bytes."""
        if self.mounted:
            free = shutil.disk_usage(self.folder).free
            self.filler.write_bytes(bytes(max(free - room, 0)))

    @contextmanager
    def limit(self, room: int) -> Iterator[None]:
        """In a process of its own: let no file grow by more than so many bytes until the end of the block.

        On a full disk what a file holds already can be written again, so that the limit is above the largest file.
        """
        if self.mounted:
            yield
            return
        import resource

        largest = max((path.stat().st_size for path in self.folder.iterdir()), default=0)
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, most))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    def free(self) -> None:
        self.filler.unlink(missing_ok=True)


def load(disk: SmallDisk, room: int, number: int, says: Path) -> None:
    try:
        with disk.limit(room), open_folder(disk.folder) as warehouse:
            receipt = warehouse.keep(small_return(number, rows=2_000), month=month_of(number))
        outcome: str = receipt.checked.outcome
    except WarehouseError as error:
        outcome = " ".join(str(error).split())
    says.write_text(f"{outcome}\n")


def hold_loads(disk: SmallDisk, notes: Path) -> None:
    """A load is whole or nothing, says so, and works once there is room; `notes` is on another disk."""
    with open_folder(disk.folder) as warehouse:
        warehouse.keep(small_return(0), month=month_of(0))
    kept = 1
    told: list[bool] = []
    for number, room in enumerate(ROOMS, start=1):
        disk.leave(room)
        with running(load, disk, room, number, notes / f"said-{number}") as process:
            process.join(60)
            assert process.exitcode == 0
        disk.free()
        (outcome,) = said(notes / f"said-{number}")
        taken = outcome.startswith("accepted")
        told.append(taken)
        assert taken or "nothing was changed" in outcome, outcome
        assert taken or "Check that the disk has room" in outcome, outcome
        with open_folder(disk.folder) as warehouse:
            kept += taken
            assert warehouse.hold_what_is_promised() == kept
            again = warehouse.keep(small_return(number, rows=2_000), month=month_of(number))
            assert (again.submission is None) is taken
            kept += not taken
            assert len(list((disk.folder / "originals").glob("[!.]*.json"))) == kept
            assert not list((disk.folder / "originals").glob(".*"))
    assert not (disk.mounted and told[0])


def publish(disk: SmallDisk, room: int, says: Path) -> None:
    number = next_number(disk.folder)
    figures = pl.DataFrame({"number": [number] * 30_000, "value": range(30_000)})
    try:
        with disk.limit(room):
            outcome = write_generation(disk.folder, "council", number, {"figure": figures})
    except GenerationError as error:
        outcome = " ".join(str(error).split())
    says.write_text(f"{outcome}\n")


def hold_publications(disk: SmallDisk, notes: Path) -> None:
    """A publication without room leaves the old figures, says so, and works once there is room."""
    publish(SmallDisk(disk.folder, True), 0, notes / "first")
    assert said(notes / "first") == ["council-000001.duckdb"]
    whole = (disk.folder / "council-000001.duckdb").stat().st_size
    refused = 0
    for number, room in enumerate([0, 4_096, 65_536, whole // 2, whole - 4_096, whole, whole + 4_096], start=1):
        before = {path.name for path in disk.folder.iterdir()}
        disk.leave(room)
        with running(publish, disk, room, notes / f"said-{number}") as process:
            process.join(60)
            assert process.exitcode == 0
        (outcome,) = said(notes / f"said-{number}")
        generation = open_generation(disk.folder)
        assert generation.warning is None
        newest = generation.ask("select max(number) as number from figure").item()
        if outcome.endswith(".duckdb"):
            assert outcome == f"council-{newest:06d}.duckdb"
        else:
            refused += 1
            assert "the last generation is still shown" in outcome
            assert "Check that the disk has room, then publish again." in outcome
            assert {path.name for path in disk.folder.iterdir()} - {"filler"} == before
        disk.free()
    assert refused or not disk.mounted
    publish(SmallDisk(disk.folder, True), 0, notes / "last")
    assert said(notes / "last") == [f"council-{newest + 1:06d}.duckdb"]


HELD = {"loads": hold_loads, "publications": hold_publications}


def hold_on_mounted(what: str, parent: str) -> None:
    """Hold one of HELD on the file system that is mounted in a folder as `disk`."""
    HELD[what](SmallDisk(Path(parent) / "disk", True), Path(parent))
