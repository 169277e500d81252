"""The access log: only added to, whole under many writers, any change of the past noticed, never a value in it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from scorecard.access.log import (
    Broken,
    Contents,
    check_chain,
    head,
    read_contents,
    read_events,
    read_people,
    record_event,
)
from scorecard.errors import AccessLogError, UnknownName
from scorecard.settings import PROJECT

DIGEST = sha256(b"a file").hexdigest()
GENERATION = "board-000003"
WRITER = """
import sys
from pathlib import Path
from scorecard.access.log import record_event
for number in range(int(sys.argv[3])):
    record_event(Path(sys.argv[1]), "view", sys.argv[2], page="this_month", generation="board-000003")
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of three events."""
    path = tmp_path / "audit.db"
    record_event(path, "signed_in", "ann@example.org", role="council")
    record_event(path, "view", "ann@example.org", role="council", page="themes", generation=GENERATION)
    record_event(path, "export", "bob@example.org", role="board", name="scorecard", format="csv", digest=DIGEST)
    return path


def change(path: Path, *statements: str) -> None:
    """Do what somebody with the file in their hands can: past the triggers."""
    with closing(sqlite3.connect(path)) as connection:
        for trigger in ("no_update", "no_delete", "only_next"):
            connection.execute(f"drop trigger {trigger}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_events_come_back_newest_first_with_what_was_recorded(log: Path) -> None:
    newest, view, first = read_events(log)
    assert (newest.number, newest.event, newest.person, newest.role) == (3, "export", "bob@example.org", "board")
    assert newest.details == {"name": "scorecard", "format": "csv", "digest": DIGEST}
    assert view.details == {"page": "themes", "generation": GENERATION}
    assert (first.number, first.event, first.details) == (1, "signed_in", {})
    assert datetime.now(UTC) - timedelta(minutes=5) < first.at <= view.at <= newest.at <= datetime.now(UTC)


def test_each_row_holds_the_hash_of_the_row_before_it(log: Path) -> None:
    """The hash is worked out here again from the columns as SQLite gives them."""
    with closing(sqlite3.connect(log)) as connection:
        rows = connection.execute("select * from event order by number").fetchall()
    before = "0" * 64
    for row in rows:
        assert row[6] == before
        before = sha256(json.dumps(list(row[:7]), separators=(",", ":")).encode()).hexdigest()
        assert row[7] == before
    assert head(log) == f"3:{before}"


def test_the_file_is_written_ahead_and_flushed(log: Path) -> None:
    with closing(sqlite3.connect(log)) as connection:
        assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    assert "synchronous = full" in (PROJECT / "scorecard/access/log_file.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "statement",
    [
        "update event set person = 'nobody' where number = 2",
        "delete from event where number = 3",
        "delete from event",
        "insert or replace into event select 2, at, event, 'nobody', role, details, previous_hash, hash from event",
        "insert into event select 9, at, event, person, role, details, previous_hash, hash from event where number = 3",
    ],
)
def test_a_row_cannot_be_changed_deleted_replaced_or_put_elsewhere(log: Path, statement: str) -> None:
    with closing(sqlite3.connect(log)) as connection, pytest.raises(sqlite3.IntegrityError, match="only be added to"):
        connection.execute(statement)
    assert check_chain(log) is None
    assert len(read_events(log)) == 3


@pytest.mark.parametrize(
    ("statements", "number"),
    [
        (["update event set person = 'nobody@example.org' where number = 2"], 2),
        (["update event set at = '2020-01-01T00:00:00.000+00:00' where number = 3"], 3),
        (["delete from event where number = 1"], 1),
        (["delete from event where number = 2"], 2),
        (["delete from event where number = 2", "update event set number = 2 where number = 3"], 2),
        ([f"update event set previous_hash = '{DIGEST}' where number = 3"], 3),
    ],
)
def test_a_change_of_the_past_is_found_at_its_row(log: Path, statements: list[str], number: int) -> None:
    assert check_chain(log) is None
    change(log, *statements)
    broken = check_chain(log)
    assert broken is not None
    assert broken.number == number


def test_a_cut_off_end_is_found_with_the_hash_that_was_kept(log: Path) -> None:
    kept = head(log)
    assert check_chain(log, kept) is None
    change(log, "delete from event where number = 3")
    assert check_chain(log) is None, "without the kept hash nobody can know"
    assert check_chain(log, kept) == Broken(3, "It is missing.")


def test_a_log_that_was_written_anew_is_found_with_the_hash_that_was_kept(log: Path) -> None:
    kept = head(log)
    log.unlink()
    for _ in range(3):
        record_event(log, "signed_in", "ann@example.org")
    assert check_chain(log) is None
    broken = check_chain(log, kept)
    assert broken is not None
    assert broken.number == 3


def test_a_kept_hash_stays_right_when_the_log_grows(log: Path) -> None:
    kept = head(log)
    record_event(log, "signed_out", "ann@example.org")
    assert check_chain(log, kept) is None
    assert head(log).startswith("4:")


def test_three_processes_write_at_once_and_the_chain_is_whole(tmp_path: Path) -> None:
    """The file does not exist when they begin."""
    path = tmp_path / "audit.db"
    people = ["ann@example.org", "bob@example.org", "cat@example.org"]
    started = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), person, "300"], cwd=PROJECT) for person in people
    ]
    assert [process.wait(timeout=120) for process in started] == [0, 0, 0]
    assert check_chain(path) is None
    events = read_events(path, most=2000)
    assert [event.number for event in events] == list(range(900, 0, -1))
    assert {person: sum(event.person == person for event in events) for person in people} == dict.fromkeys(people, 300)


def test_events_are_kept_by_person_kind_and_day_and_read_in_pages(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    for day in (1, 2, 3):
        noon = datetime(2024, 4, day, 12)
        record_event(path, "signed_in", "ann@example.org", at=noon)
        record_event(path, "signed_out", "bob@example.org", at=noon)
    assert [event.number for event in read_events(path, person="ann@example.org")] == [5, 3, 1]
    assert [event.number for event in read_events(path, event="signed_out")] == [6, 4, 2]
    assert [event.number for event in read_events(path, day=date(2024, 4, 2))] == [4, 3]
    assert [event.number for event in read_events(path, most=2)] == [6, 5]
    assert [event.number for event in read_events(path, most=2, before=5)] == [4, 3]
    assert read_people(path) == ["ann@example.org", "bob@example.org"]


def test_what_the_log_holds_is_read_anew_after_every_event(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    assert read_contents(path) == Contents(0, (), ())
    record_event(path, "signed_in", "bob@example.org", at=datetime(2024, 4, 1, 12))
    assert read_contents(path) == Contents(1, ("bob@example.org",), (date(2024, 4, 1),))
    record_event(path, "signed_in", "ann@example.org", at=datetime(2024, 4, 2, 12))
    record_event(path, "signed_out", "ann@example.org", at=datetime(2024, 4, 2, 13))
    people, days = ("ann@example.org", "bob@example.org"), (date(2024, 4, 2), date(2024, 4, 1))
    assert read_contents(path) == Contents(3, people, days)


def test_a_day_is_that_of_the_machine_to_its_last_moment(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    for moment in ((2024, 6, 1, 0, 0), (2024, 6, 1, 23, 59), (2024, 6, 2, 0, 0)):
        record_event(path, "signed_in", "ann@example.org", at=datetime(*moment))
    assert [event.number for event in read_events(path, day=date(2024, 6, 1))] == [2, 1]


@pytest.mark.parametrize(
    "details",
    [
        {"page": "Jane Doe, 12 High Street"},
        {"page": "this month"},
        {"page": ""},
        {"page": "x" * 81},
        {"generation": "3 cases"},
        {"choices": {"agency": "Jane Doe"}},
        {"choices": {"free text": "asc"}},
        {"choices": "agency=asc"},
        {"page": 7},
    ],
)
def test_what_is_no_identifier_has_no_place_in_the_log(tmp_path: Path, details: dict[str, object]) -> None:
    path = tmp_path / "audit.db"
    with pytest.raises(AccessLogError, match="no place in the access log") as raised:
        record_event(path, "view", "ann@example.org", **details)  # type: ignore[arg-type]
    assert "Jane" not in str(raised.value)
    assert not path.exists()


@pytest.mark.parametrize("person", ["", "Jane Doe", "=cmd|' /C calc'!A0", "a@b@c", "@b.org", "ann@exa mple.org"])
def test_a_person_is_an_address_or_a_short_name(tmp_path: Path, person: str) -> None:
    with pytest.raises(AccessLogError, match="person must be"):
        record_event(tmp_path / "audit.db", "signed_in", person)


def test_an_event_has_no_other_kind_and_no_other_field(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="signed_in"):
        record_event(tmp_path / "audit.db", "sign_in", "ann@example.org")
    with pytest.raises(UnknownName, match="page"):
        record_event(tmp_path / "audit.db", "view", "ann@example.org", cases="7")


def test_a_log_that_cannot_be_written_says_so(log: Path, tmp_path: Path) -> None:
    beside = tmp_path / "a file"
    beside.touch()
    with pytest.raises(AccessLogError, match="cannot be written to, so what was asked for was not done"):
        record_event(beside / "audit.db", "signed_in", "ann@example.org")


def test_a_file_that_is_no_log_says_so(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(AccessLogError, match="cannot be written to"):
        record_event(path, "signed_in", "ann@example.org")
    with pytest.raises(AccessLogError, match="cannot be read"):
        read_events(path)


def test_a_log_of_another_user_says_so(log: Path) -> None:
    """Written to as a user who may only read it: to root, as whom tests may run, nothing is closed."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv, to become another user")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "audit.db"
        shutil.copy(log, path)
        Path(folder).chmod(0o755)
        become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        command = [*become, sys.executable, "-c", WRITER, str(path), "ann@example.org", "1"]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode != 0
        assert "AccessLogError: The access log" in done.stderr
        assert check_chain(path) is None


def fill(path: Path) -> None:
    for _ in range(200):
        record_event(path, "view", "ann@example.org", page="themes", generation=GENERATION)


def test_a_full_disk_says_so(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite refuses pages beyond a limit as it does on a full disk, with the same error."""
    connect = sqlite3.connect

    def connect_to_full_disk(*arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **options)  # type: ignore[call-overload]
        connection.execute("pragma max_page_count = 1")
        return connection

    monkeypatch.setattr("scorecard.access.log_file.sqlite3.connect", connect_to_full_disk)
    with pytest.raises(AccessLogError, match="full"):
        fill(log)
    monkeypatch.undo()
    assert check_chain(log) is None


def test_nothing_recorded_yet_is_an_empty_log(tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    assert read_events(path) == []
    assert check_chain(path) is None
    assert head(path) == "0:" + "0" * 64
    assert not path.exists()
