"""What was written in the dashboard stays in force beside a file, whenever the loader that keeps both is killed."""

import random
import time
from itertools import count
from pathlib import Path
from unittest import mock

import pytest

from scorecard.feeds.additions import FILE_NAME
from scorecard.flushing import write_flushed
from scorecard.warehouse import originals
from scorecard.warehouse.originals import BEING_KEPT, list_pending
from tests.feeds.valid_returns import as_csv, right
from tests.warehouse.keeping import Warehouse, open_folder
from tests.warehouse.killing import Dying, die_at, open_as_it_is, write_half
from tests.warehouse.processes import POSIX_ONLY, running, said

ONCE = ("join_written", "_insert_written", "begin_notes")
TWICE = ("_check_beside", "keep_original", "_insert_submission", "_insert_rows", "_insert_problems")
MOMENTS = [
    *(f"{when} 1 {step}" for step in ONCE for when in ("before", "after")),
    *(f"{when} 2 {step}" for step in (*TWICE, "settle_notes") for when in ("before", "after")),
    *("before 1 commit", "after 1 commit", "half of the file's note"),
]
RANDOM = 25
IN_FORCE = "select line, comment from feed.commentary order by line"
WRITTEN = [(2, "Fewer from the police."), (3, "More from homes.")]


def comments(*rows: tuple[int, str]) -> bytes:
    return as_csv([right("commentary", line=str(line), comment=words) for line, words in rows])


def file_of(number: int) -> bytes:
    """A file of one comment, which is another in every file."""
    return comments((1, f"As in file {number}."))


def keep_until_killed(folder: Path, first: int, moment: str, says: Path) -> None:
    """Keep one file after another for the month that was written of; a chosen moment comes with the first."""
    with open_as_it_is(folder) as warehouse, says.open("a") as said:
        if moment:
            prepare(warehouse, moment)
        for number in count(first):
            receipt = warehouse.keep(file_of(number), "commentary")
            said.write(f"{receipt.submission} {receipt.not_beside}\n")
            said.flush()


def prepare(warehouse: Warehouse, moment: str) -> None:
    if moment == "half of the file's note":

        def write(path: Path, content: bytes) -> None:
            (write_half if path.name == BEING_KEPT else write_flushed)(path, content)

        mock.patch.object(originals, "write_flushed", write).start()
        return
    when, nth, step = moment.split(" ")
    if step == "commit":
        warehouse.connection = Dying(warehouse.connection, when)  # type: ignore[assignment]
    else:
        die_at(step, when, int(nth))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A warehouse in which a file brought one comment, and two more were written beside it."""
    with open_folder(tmp_path) as warehouse:
        warehouse.keep(file_of(0), "commentary")
        warehouse.keep(comments((1, "As in file 0."), *WRITTEN), "commentary", file_name=FILE_NAME)
    return tmp_path


def kill(folder: Path, first: int, moment: str, seconds: float = 0) -> None:
    says = folder / f"said-{time.monotonic_ns()}"
    with running(keep_until_killed, folder, first, moment, says) as process:
        if moment:
            process.join(60)
        else:
            while not said(says) and process.is_alive():
                time.sleep(0.001)
            time.sleep(seconds)
    assert process.exitcode == -9, (moment, process.exitcode)
    assert all(line.endswith(" None") for line in said(says))


def count_files(warehouse: Warehouse) -> int:
    """Give the number of the newest file; each file was kept with what was written beside it, or not at all."""
    names = [name for (name,) in warehouse.ask("select file_name from store.submission order by sequence")]
    assert names == ["a_return.csv", FILE_NAME] * (len(names) // 2)
    assert warehouse.hold_what_is_promised() == len(names)
    return len(names) // 2 - 1


@POSIX_ONLY
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_file_that_comes_in_between_finds_what_was_written(folder: Path, moment: str) -> None:
    """The loader is killed with one file, and another comes for the month before the first is loaded again."""
    kill(folder, 1, moment)
    committed = moment in ("after 1 commit", "before 2 settle_notes", "after 2 settle_notes")
    with open_folder(folder) as warehouse:
        assert count_files(warehouse) == committed
        assert warehouse.ask(IN_FORCE) == [(1, f"As in file {int(committed)}."), *WRITTEN]
        warehouse.keep(file_of(2), "commentary")
        assert warehouse.ask(IN_FORCE) == [(1, "As in file 2."), *WRITTEN]
        again = warehouse.keep(file_of(1), "commentary").checked.outcome
        assert again == ("already_received" if committed else "accepted_with_warnings")
        assert count_files(warehouse) == 2
        notes = {path.stem for path in warehouse.originals.glob("[!.]*.json")}
        assert notes == {digest for (digest,) in warehouse.ask("select digest from store.submission")}
        assert not list_pending(warehouse.originals)


@POSIX_ONLY
def test_killed_at_any_time_a_file_is_never_in_force_alone(folder: Path) -> None:
    chance = random.Random(43)
    files = 0
    for _ in range(RANDOM):
        kill(folder, files + 1, "", 0.08 * chance.random())
        with open_folder(folder) as warehouse:
            kept = count_files(warehouse)
            assert kept > files
            assert warehouse.ask(IN_FORCE) == [(1, f"As in file {kept}."), *WRITTEN]
        files = kept
