"""`scorecard log` says whether the access log is whole, and prints it."""

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scorecard.access.log import head, record_event
from tests.commands.command_line import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose log has two events."""
    record_event(tmp_path / "audit.db", "signed_in", "ann@example.org", role="council")
    record_event(tmp_path / "audit.db", "view", "ann@example.org", page="themes", choices={"month": "2024-03"})
    return tmp_path


def cut_off(home: Path) -> None:
    with closing(sqlite3.connect(home / "audit.db")) as connection:
        connection.execute("drop trigger no_delete")
        connection.execute("delete from event where number = 2")
        connection.commit()


def test_a_whole_log_is_said_to_be_whole(home: Path) -> None:
    result = run(home, "log", "check")
    assert (result.exit_code, result.stdout) == (0, "The access log is whole: 2 events.\n")


def test_head_prints_what_check_takes(home: Path) -> None:
    kept = run(home, "log", "head").stdout.strip()
    assert kept == head(home / "audit.db")
    assert run(home, "log", "check", "--head", kept).exit_code == 0
    cut_off(home)
    assert run(home, "log", "check").exit_code == 0
    result = run(home, "log", "check", "--head", kept)
    assert result.exit_code == 1
    assert "not whole from row 2 on" in result.stderr


def test_export_prints_every_event_oldest_first(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(home, "log", "export").stdout)))
    assert [(row["number"], row["event"], row["person"], row["role"]) for row in rows] == [
        ("1", "signed_in", "ann@example.org", "council"),
        ("2", "view", "ann@example.org", ""),
    ]
    assert json.loads(rows[1]["details"]) == {"page": "themes", "choices": {"month": "2024-03"}}
    told = json.loads(run(home, "log", "export", "--format", "json").stdout)
    assert told[1]["details"] == {"page": "themes", "choices": {"month": "2024-03"}}


def test_a_home_without_a_log_has_none_of_it(tmp_path: Path) -> None:
    assert run(tmp_path, "log", "check").stdout == "The access log is whole: 0 events.\n"
    assert run(tmp_path, "log", "export").stdout == "number,at,event,person,role,details,hash\n"
