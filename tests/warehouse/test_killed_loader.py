"""A loader that is killed leaves whole submissions only, and loading again completes."""

import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from scorecard.months import add_months, write_month
from scorecard.settings import PROJECT
from tests.feeds.valid_returns import as_csv, concerns
from tests.warehouse.keeping import open_folder

KILLS, RETURNS, ROWS = 12, 6, 4_000
LOAD_ALL = """
import sys
from datetime import date
from pathlib import Path
from tests.warehouse.keeping import open_folder

folder = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
with open_folder(folder) as warehouse:
    for path in sorted(folder.glob("*.csv")):
        receipt = warehouse.keep(path.read_bytes(), month=date.fromisoformat(path.stem))
        print(receipt.submission or receipt.checked.outcome, flush=True)
"""


def write_returns(folder: Path) -> None:
    """Write returns of several months, each of many rows that began in its month and are not decided."""
    for place in range(RETURNS):
        month = add_months(date(2023, 1, 1), place)
        waiting = {"decision": "", "decided_on": "", "referrer_told_on": ""}
        rows = concerns(ROWS, month=write_month(month), received_on=f"{month:%Y-%m}-02", **waiting)
        (folder / f"{month}.csv").write_bytes(as_csv(rows))


def load(folder: Path, seconds: float | None) -> list[str]:
    """Load every return in a process of its own, killed after so many seconds; gives what it said it had kept."""
    process = subprocess.Popen(
        [sys.executable, "-c", LOAD_ALL, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("\n")
    process.stdin.flush()
    if seconds is not None:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    return [line for line in said.split("\n")[:-1] if line != "already_received"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX")
def test_a_kill_at_any_moment_leaves_no_half_submission_and_loses_none_that_was_reported(tmp_path: Path) -> None:
    write_returns(tmp_path)
    reported: list[str] = []
    for number in range(KILLS):
        reported += load(tmp_path, 0.03 + 0.025 * number)
        begun = time.monotonic()
        with open_folder(tmp_path) as warehouse:
            assert time.monotonic() - begun < 1
            kept = warehouse.hold_what_is_promised()
            numbers = {str(sequence) for (sequence,) in warehouse.ask("select sequence from store.submission")}
            assert set(reported) <= numbers
            assert kept < RETURNS or number > 0
    load(tmp_path, None)
    with open_folder(tmp_path) as warehouse:
        assert warehouse.hold_what_is_promised() == RETURNS
        assert warehouse.ask("select count(*) from store.concerns") == [(RETURNS * ROWS,)]
        left = [path.name for path in warehouse.originals.iterdir() if not path.name.startswith(".")]
        assert len(left) == RETURNS
