"""A loader that is killed at any moment leaves whole submissions only, and loses none that it has acknowledged."""

import random
import time
from pathlib import Path

import duckdb
import pytest

from scorecard.warehouse.originals import BEING_KEPT, read_note
from tests.warehouse.keeping import Warehouse, open_folder
from tests.warehouse.killing import HALVES, MOMENTS, load_until_killed
from tests.warehouse.processes import POSIX_ONLY, month_of, running, said, small_return

AIMED = [*MOMENTS, *HALVES] * 8
RANDOM = 200 - len(AIMED)


def kill(folder: Path, first: int, moment: str, seconds: float) -> list[str]:
    """Let a loader load until it kills itself at a moment, or is killed some time after its first return."""
    says = folder / f"said-{time.monotonic_ns()}"
    with running(load_until_killed, folder, first, moment, says) as process:
        if moment:
            process.join()
        else:
            while not said(says) and process.is_alive():
                time.sleep(0.001)
            time.sleep(seconds)
    assert process.exitcode == -9, (moment, process.exitcode)
    return said(says)


WHOLE = """
select
    count(*) as submissions,
    count(*) filter (where rows_accepted = 20 and rows = 20 and nth = 20) as whole_ones,
    (select count(*) from store.concerns) as rows
from store.submission
left join (select submission, count(*) as rows, max(row_number) - 1 as nth from store.concerns group by all) as counted
    on submission = sequence
"""


def check(folder: Path, acknowledged: set[str]) -> int:
    """Open the warehouse as it was left, and hold it against what is promised; gives the number of submissions."""
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        warehouse = Warehouse(folder, connection)
        submissions, whole_ones, rows = warehouse.ask(WHOLE)[0]
        assert (whole_ones, rows) == (submissions, submissions * 20)
        kept = {
            f"{number} {digest}" for number, digest in warehouse.ask("select sequence, digest from store.submission")
        }
    assert acknowledged <= kept
    # Every submission has its original and its note, and only the last may have its note under another name still.
    files = {path.name for path in (folder / "originals").iterdir()}
    last = read_note(folder / "originals" / BEING_KEPT)
    for digest in (line.split()[1] for line in kept):
        assert digest in files
        assert f"{digest}.json" in files or (last is not None and last.digest == digest)
    assert {name for name in files if name.endswith(".json")} - {BEING_KEPT} <= {
        f"{line.split()[1]}.json" for line in kept
    }
    return int(submissions)


@POSIX_ONLY
def test_two_hundred_kills_leave_no_half_submission_and_lose_none_that_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random(200)
    acknowledged: set[str] = set()
    submissions = 0
    kills = AIMED + [""] * RANDOM
    chance.shuffle(kills)
    with open_folder(tmp_path):
        pass
    for moment in kills:
        acknowledged |= set(kill(tmp_path, submissions, moment, 0.06 * chance.random()))
        kept = check(tmp_path, acknowledged)
        assert kept >= submissions
        submissions = kept
    assert len(kills) == 200
    assert submissions >= RANDOM
    with open_folder(tmp_path) as warehouse:
        for number in range(submissions + 1):
            warehouse.keep(small_return(number), month=month_of(number))
        assert warehouse.hold_what_is_promised() == submissions + 1
        assert warehouse.ask("select count(*) from store.concerns") == [((submissions + 1) * 20,)]
    left = [path.name for path in (tmp_path / "originals").iterdir()]
    assert len([name for name in left if name.endswith(".json")]) == submissions + 1
    assert BEING_KEPT not in left


@POSIX_ONLY
@pytest.mark.parametrize("moment", ["before commit", "after commit", "after begin_notes", *HALVES])
def test_a_note_is_settled_by_the_next_load(tmp_path: Path, moment: str) -> None:
    with open_folder(tmp_path):
        pass
    assert kill(tmp_path, 0, moment, 0) == []
    pending = tmp_path / "originals" / BEING_KEPT
    assert pending.exists() is (moment != "half of the original")
    assert (read_note(pending) is not None) is (moment not in HALVES)
    with open_folder(tmp_path) as warehouse:
        again = warehouse.keep(small_return(0), month=month_of(0))
        assert again.checked.outcome == ("already_received" if moment == "after commit" else "accepted")
        assert not pending.exists()
        assert len(list(warehouse.originals.glob("[!.]*.json"))) == warehouse.hold_what_is_promised() == 1
