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
from datetime import date, datetime
from pathlib import Path
from scorecard.feeds.catalogue import find_feed
from scorecard.feeds.checking import Declaration, check_return
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import keep_return

folder, received = Path(sys.argv[1]), datetime(2024, 4, 5)
paths = sorted(folder.glob("*.csv"))
check_return(paths[0].read_bytes(), Declaration(find_feed("concerns"), "asc", date.fromisoformat(paths[0].stem), {}))
sys.stdin.readline()
with open_warehouse(folder / "warehouse.duckdb") as connection:
    print("open", flush=True)
    for path in paths:
        declared = Declaration(find_feed("concerns"), "asc", date.fromisoformat(path.stem), {})
        given = {"sender": "Analyst", "received_at": received, "file_name": path.name}
        receipt = keep_return(connection, path.read_bytes(), declared, **given, originals=folder / "originals")
        print(receipt.submission or receipt.checked.outcome, flush=True)
"""


def write_returns(folder: Path) -> None:
    """Write returns of several months, each of many rows that began in its month and are not decided."""
    for place in range(RETURNS):
        month = add_months(date(2023, 1, 1), place)
        waiting = {"decision": "", "decided_on": "", "referrer_told_on": ""}
        rows = concerns(ROWS, month=write_month(month), received_on=f"{month:%Y-%m}-02", **waiting)
        (folder / f"{month}.csv").write_bytes(as_csv(rows))


def start(folder: Path) -> "subprocess.Popen[str]":
    """Start a process that waits for a word before it loads every return."""
    command = [sys.executable, "-c", LOAD_ALL, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT)


def load(process: "subprocess.Popen[str]", seconds: float | None) -> set[int]:
    """Let a process load, and kill it after so many seconds; gives the submissions that it said it had kept."""
    assert process.stdout is not None
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "open\n"
    if seconds is not None:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    said, _ = process.communicate()
    return {int(line) for line in said.split("\n")[:-1] if line != "already_received"}


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX")
def test_a_kill_at_any_moment_leaves_no_half_submission_and_loses_none_that_was_reported(tmp_path: Path) -> None:
    write_returns(tmp_path)
    reported: set[int] = set()
    kept_after: list[int] = []
    waiting = start(tmp_path)
    for number in range(KILLS):
        process, waiting = waiting, start(tmp_path)
        reported |= load(process, 0.03 * number)
        begun = time.process_time()
        with open_folder(tmp_path) as warehouse:
            assert time.process_time() - begun < 1
            kept_after.append(warehouse.hold_what_is_promised())
            assert reported <= {sequence for (sequence,) in warehouse.ask("select sequence from store.submission")}
    assert kept_after == sorted(kept_after)
    assert load(waiting, None) | reported
    with open_folder(tmp_path) as warehouse:
        assert warehouse.hold_what_is_promised() == RETURNS
        assert warehouse.ask("select count(*) from store.concerns") == [(RETURNS * ROWS,)]
        assert len([path for path in warehouse.originals.iterdir() if not path.name.startswith(".")]) == RETURNS
