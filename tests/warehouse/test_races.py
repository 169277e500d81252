"""Two loads at once: exactly one is kept, and the other is told so at once."""

import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

from scorecard.errors import WarehouseError
from tests.warehouse.keeping import open_folder
from tests.warehouse.processes import POSIX_ONLY, month_of, running, said, server, small_return

RACES = 20


def load_at_once(folder: Path, racer: str, barrier: Barrier) -> None:
    """Load the same return in every race, together with the other racer; say what came of it and how long it took."""
    content = small_return(0)
    for race in range(RACES):
        home = folder / str(race)
        barrier.wait(60)
        begun = time.monotonic()
        try:
            with open_folder(home) as warehouse:
                receipt = warehouse.keep(content, month=month_of(0))
                outcome: str = receipt.checked.outcome
        except WarehouseError as error:
            outcome = "busy" if "in use by another process. Wait until" in str(error) else str(error)
        with (folder / racer).open("a") as told:
            told.write(f"{outcome}\t{time.monotonic() - begun}\n")
        barrier.wait(60)


@POSIX_ONLY
def test_of_two_loads_at_once_one_is_kept_and_the_other_is_told_in_time(tmp_path: Path) -> None:
    barrier = server().Barrier(2)
    with (
        running(load_at_once, tmp_path, "one", barrier) as one,
        running(load_at_once, tmp_path, "other", barrier) as other,
    ):
        one.join(100)
        other.join(100)
        assert (one.exitcode, other.exitcode) == (0, 0)
    told = [[line.split("\t") for line in said(tmp_path / racer)] for racer in ("one", "other")]
    assert [len(lines) for lines in told] == [RACES, RACES]
    for race, pair in enumerate(zip(*told, strict=True)):
        outcomes = sorted(outcome for outcome, _ in pair)
        assert outcomes in (["accepted", "busy"], ["accepted", "already_received"])
        with open_folder(tmp_path / str(race)) as warehouse:
            assert warehouse.hold_what_is_promised() == 1
    slowest = max(
        float(seconds) for pair in zip(*told, strict=True) for outcome, seconds in pair if outcome != "accepted"
    )
    assert slowest < 2
