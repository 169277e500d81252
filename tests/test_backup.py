"""A home folder that was backed up and restored is the one it was, and a damaged one is not restored."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from scorecard.access.log import check_chain, head, record_event
from scorecard.publication.reader import open_generation, read_about
from scorecard.warehouse.connection import open_warehouse
from tests.helpers.server_files import DEPLOYMENT

HOLD = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def run(
    script: str, *arguments: str | Path, path: Path | None = None, **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Run one of the guide's scripts, with a folder of programs that come before the system's."""
    environment = os.environ | {"SCORECARD_PYTHON": sys.executable} | settings
    if path is not None:
        environment["PATH"] = f"{path}{os.pathsep}{environment['PATH']}"
    command: list[str | Path] = ["bash", DEPLOYMENT / script, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def put_program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/usr/bin/env bash\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def digests(home: Path) -> dict[str, str]:
    """Give the digest of every file that is kept as bytes."""
    kept = [home / "warehouse.duckdb", *(home / part for part in ("reference", "originals", "published"))]
    files = [path for place in kept for path in (place.rglob("*") if place.is_dir() else [place]) if path.is_file()]
    return {
        str(path.relative_to(home)): sha256(path.read_bytes()).hexdigest()
        for path in files
        if not path.name.startswith(".")
    }


@pytest.fixture
def home(published_home: Path, tmp_path: Path) -> Path:
    """A published home folder of one's own."""
    return Path(shutil.copytree(published_home, tmp_path / "home"))


@pytest.fixture
def small_home(tmp_path: Path) -> Path:
    """A home folder with one original, before anything was loaded."""
    home = tmp_path / "home"
    (home / "reference").mkdir(parents=True)
    (home / "reference" / "agencies.csv").write_text("code\nasc\n", encoding="utf-8")
    (home / "originals").mkdir()
    (home / "originals" / sha256(b"a,b\n1,2\n").hexdigest()).write_bytes(b"a,b\n1,2\n")
    return home


def back_up(home: Path, backups: Path) -> Path:
    done = run("backup.sh", home, backups)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_what_is_restored_is_what_was_there_and_opens(home: Path, tmp_path: Path) -> None:
    for page in ("month", "themes", "returns"):
        record_event(home / "audit.db", "view", "a@example.org", role="council", page=page, generation="council-000001")
    with closing(sqlite3.connect(home / "access.db")) as people:
        people.execute("pragma journal_mode = wal")
        people.execute("create table person (email text)")
        people.execute("insert into person values ('b@example.org')")
        people.commit()
        assert (home / "access.db-wal").stat().st_size > 0  # the row is not in the file itself yet
        (tmp_path / "heads").mkdir()
        done = run("backup.sh", home, tmp_path / "backups", tmp_path / "heads")
    assert done.returncode == 0, done.stderr
    backup, restored = Path(done.stdout.strip()), tmp_path / "restored"
    assert run("restore.sh", backup, restored).returncode == 0

    before = digests(home)
    assert before == digests(restored)
    assert len(before) > 100
    with closing(sqlite3.connect(restored / "access.db")) as people:
        assert people.execute("select email from person").fetchall() == [("b@example.org",)]
    kept_head = (tmp_path / "heads" / backup.name).read_text(encoding="utf-8").strip()
    assert kept_head.startswith("3:")
    assert check_chain(restored / "audit.db", kept_head) is None
    assert head(restored / "audit.db") == kept_head
    assert read_about(open_generation(restored / "published")).number == 1
    with open_warehouse(restored / "warehouse.duckdb") as warehouse:
        kept = warehouse.execute("select count(*), max(sequence) from store.submission").fetchone()
    notes = len(list((home / "originals").glob("*.json")))
    assert kept == (notes, notes)


def test_the_tray_is_left_out(small_home: Path, tmp_path: Path) -> None:
    (small_home / "tray").mkdir()
    (small_home / "tray" / "content").write_bytes(b"name\n")
    backup = back_up(small_home, tmp_path / "backups")
    assert not [path for path in backup.rglob("*") if "tray" in path.name or path.name == "content"]


def test_a_backup_waits_for_a_loader_that_is_writing(home: Path, tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, home / "warehouse.duckdb"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        command: list[str | Path] = ["bash", DEPLOYMENT / "backup.sh", home, tmp_path / "backups"]
        backing = subprocess.Popen(
            command, env=os.environ | {"SCORECARD_PYTHON": sys.executable}, stdout=subprocess.PIPE, text=True
        )
        with backing:
            time.sleep(3)
            assert backing.poll() is None
            holder.communicate()
            said, _ = backing.communicate(timeout=60)
    assert backing.returncode == 0
    assert digests(Path(said.strip())) == digests(home)


def test_no_writer_gets_in_while_the_warehouse_is_copied(home: Path, tmp_path: Path) -> None:
    script = (
        f'{sys.executable} -c "import duckdb; duckdb.connect(\'{home}/warehouse.duckdb\')" 2>"{tmp_path}/said" '
        f'&& echo "let in" >"{tmp_path}/said"\nexec {shutil.which("cp")} "$@"'
    )
    put_program(tmp_path / "programs", "cp", script)
    assert run("backup.sh", home, tmp_path / "backups", path=tmp_path / "programs").returncode == 0
    assert "lock" in (tmp_path / "said").read_text(encoding="utf-8").lower()


def test_a_damaged_original_is_not_backed_up_as_if_it_were_sound(small_home: Path, tmp_path: Path) -> None:
    (original,) = (small_home / "originals").iterdir()
    original.write_bytes(b"a,b\n1,3\n")
    done = run("backup.sh", small_home, tmp_path / "backups")
    assert done.returncode == 1
    assert "An original is damaged: put it back from an earlier backup. Nothing was backed up." in done.stderr
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("damage", ["changed", "missing", "too many"])
def test_a_damaged_backup_is_not_restored(small_home: Path, tmp_path: Path, damage: str) -> None:
    backup = back_up(small_home, tmp_path / "backups")
    agencies = backup / "reference" / "agencies.csv"
    match damage:
        case "changed":
            agencies.write_text("code\nnhs\n", encoding="utf-8")
        case "missing":
            agencies.unlink()
        case _:
            (backup / "originals" / "stray").touch()
    done = run("restore.sh", backup, tmp_path / "restored")
    assert done.returncode == 1
    assert "Nothing was restored" in done.stderr
    assert not (tmp_path / "restored").exists()


def test_a_home_folder_is_never_restored_over_another(small_home: Path, tmp_path: Path) -> None:
    backup = back_up(small_home, tmp_path / "backups")
    (small_home / "reference" / "agencies.csv").write_text("code\nnhs\n", encoding="utf-8")
    done = run("restore.sh", backup, small_home)
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert (small_home / "reference" / "agencies.csv").read_text(encoding="utf-8") == "code\nnhs\n"


def test_only_the_newest_backups_are_kept_and_nothing_else_is_touched(small_home: Path, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    for name in ("scorecard-20240416T010000Z", "scorecard-20240417T010000Z", "of-another-program"):
        (backups / name).mkdir(parents=True)
    done = run("backup.sh", small_home, backups, BACKUPS_KEPT="2")
    kept = {path.name for path in backups.iterdir()}
    assert kept == {"of-another-program", "scorecard-20240417T010000Z", Path(done.stdout.strip()).name}


def test_what_is_no_home_folder_is_refused(tmp_path: Path) -> None:
    done = run("backup.sh", tmp_path, tmp_path / "backups")
    assert done.returncode == 1
    assert f"There is no home folder at {tmp_path}" in done.stderr
    assert not (tmp_path / "backups").exists()


def test_a_backup_can_be_read_by_its_owner_only(small_home: Path, tmp_path: Path) -> None:
    backup = back_up(small_home, tmp_path / "backups")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
