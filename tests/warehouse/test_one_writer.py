"""The warehouse has one writer: who comes second, or finds no warehouse, is told what to do."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from scorecard.errors import WarehouseError
from scorecard.settings import PROJECT
from scorecard.warehouse.connection import open_warehouse, open_workspace
from tests.commands.command_line import run
from tests.feeds.valid_returns import as_csv, concerns
from tests.warehouse.keeping import open_folder

HOLD = """
import sys
from pathlib import Path
from scorecard.warehouse.connection import open_warehouse

with open_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A warehouse that another process has open for writing."""
    path = tmp_path / "blocks of locks" / "warehouse.duckdb"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield path
        process.communicate("")
    assert process.returncode == 0


def test_a_second_process_is_told_that_the_warehouse_is_in_use(held: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(WarehouseError, match=r"is in use by another process\. Wait until"):
            open_warehouse(held, read_only=read_only).__enter__()
    with pytest.raises(WarehouseError, match="is in use by another process"):
        open_workspace(held, datetime(2024, 4, 1)).__enter__()


def test_a_second_load_is_told_so_and_works_when_the_first_has_ended(held: Path, tmp_path: Path) -> None:
    home, file = held.parent, tmp_path / "asc_concerns.csv"
    (home / "reference").symlink_to(PROJECT / "sample_data" / "reference")
    file.write_bytes(as_csv(concerns(3)))
    command = ("load", str(file), "--feed", "concerns", "--agency", "asc", "--month", "2024-03")
    busy = run(home, *command)
    assert (busy.exit_code, busy.stdout) == (1, "")
    assert "is in use by another process" in busy.stderr
    assert not (home / "originals").exists()


def test_there_is_nothing_to_read_before_the_first_load(tmp_path: Path) -> None:
    path = tmp_path / "home" / "warehouse.duckdb"
    with pytest.raises(WarehouseError, match="There is no warehouse at"):
        open_warehouse(path, read_only=True).__enter__()
    with pytest.raises(WarehouseError, match="There is no warehouse at"):
        open_workspace(path, datetime(2024, 4, 1)).__enter__()
    assert not path.parent.exists()


@pytest.mark.parametrize("damage", [b"not a database, though it is long enough to look like one" * 300, b"short"])
def test_a_damaged_warehouse_is_told_with_what_to_do_and_no_lock_is_blamed(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "blocked" / "warehouse.duckdb"
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(WarehouseError, match="cannot be opened") as fault:
        open_warehouse(path).__enter__()
    assert "scorecard rebuild --into FOLDER" in str(fault.value)
    assert "in use" not in str(fault.value)


def test_a_warehouse_that_is_read_cannot_be_written(tmp_path: Path) -> None:
    with open_folder(tmp_path) as warehouse:
        warehouse.keep(as_csv(concerns(3)))
    with open_warehouse(tmp_path / "warehouse.duckdb", read_only=True) as connection:
        assert connection.execute("select count(*) from feed.concerns").fetchall() == [(3,)]
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("delete from store.concerns")


def test_the_workspace_shows_the_warehouse_as_it_was_known(tmp_path: Path) -> None:
    with open_folder(tmp_path) as warehouse:
        warehouse.keep(as_csv(concerns(3)))
        warehouse.keep(as_csv(concerns(1)), received_at=datetime(2024, 5, 1))
    for moment, count in ((datetime(2024, 4, 30), 3), (datetime(2024, 5, 1), 1)):
        with open_workspace(tmp_path / "warehouse.duckdb", moment) as connection:
            assert connection.execute("select count(*) from feed.concerns").fetchall() == [(count,)]


def test_a_warehouse_of_an_earlier_version_gets_the_tables_of_new_feeds(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with open_warehouse(path) as connection:
        connection.execute("comment on table store.submission is 'other tables'")
        connection.execute("drop view feed.audits")
        connection.execute("drop table store.audits")
    with open_workspace(path, datetime(2030, 1, 1)) as connection:
        assert connection.execute("select count(*) from feed.audits").fetchall() == [(0,)]
