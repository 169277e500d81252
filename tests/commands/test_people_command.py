"""`scorecard people` says who may sign in, lists what exists where it refuses, and records every change."""

import json
from pathlib import Path
from typing import Any

import pytest

from scorecard.access.log import read_every_event
from scorecard.settings import PROJECT
from tests.commands.command_line import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "reference").symlink_to(PROJECT / "sample_data" / "reference")
    return tmp_path


def add(home: Path, *options: str, email: str = "ann@example.org", name: str = "Ann Example") -> str:
    result = run(home, "people", "add", email, "--name", name, *options)
    assert result.exit_code == 0, result.output
    return result.stdout


def read_list(home: Path) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = json.loads(run(home, "people", "list", "--format", "json").stdout)
    return answer


def test_a_person_is_added_and_listed(home: Path) -> None:
    assert add(home, "--role", "agency", "--agency", "elft", email="Ann@Example.org") == (
        "ann@example.org  Ann Example, agency of elft\n"
    )
    add(home, "--role", "council", email="bob@example.org", name="Bob Example")
    assert run(home, "people", "list").stdout == (
        "ann@example.org  Ann Example, agency of elft\nbob@example.org  Bob Example, council\n"
    )


def test_while_there_is_nobody_the_list_says_how_to_begin(home: Path) -> None:
    assert run(home, "people", "list").stdout.startswith("Nobody may sign in yet. Add the first: scorecard people add")
    assert read_list(home) == []


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        (
            ("--role", "boss"),
            2,
            "Those that exist: administrator, agency, board, council, data_officer, quality_assura",
        ),
        (("--role", "agency"), 1, "The role agency needs an agency. The agencies are advocacy, ambulance, asc,"),
        (("--role", "agency", "--agency", "elftt"), 2, "Did you mean elft? Those that exist: advocacy, ambulance, asc"),
        (("--role", "board", "--agency", "elft"), 1, "The role board has no agency."),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(
    home: Path, options: tuple[str, ...], status: int, told: str
) -> None:
    result = run(home, "people", "add", "ann@example.org", "--name", "Ann", *options)
    assert result.exit_code == status
    assert told in result.stderr
    assert read_list(home) == []
    assert read_every_event(home / "audit.db") == []


def test_role_and_name_are_changed(home: Path) -> None:
    add(home, "--role", "agency", "--agency", "elft")
    changed = run(home, "people", "change", "ANN@example.org", "--role", "board", "--name", "Ann Other")
    assert changed.stdout == "ann@example.org  Ann Other, board\n"
    nothing = run(home, "people", "change", "ann@example.org")
    assert nothing.exit_code == 2
    assert "Say what to change: --name, --role or --agency." in nothing.stderr


def test_a_person_is_disabled_and_enabled(home: Path) -> None:
    add(home, "--role", "council")
    assert run(home, "people", "disable", "ann@example.org").stdout == (
        "ann@example.org  Ann Example, council, disabled\n"
    )
    (disabled,) = read_list(home)
    assert disabled["enabled"] is False
    assert disabled["sessions_end_at"] is not None
    assert run(home, "people", "enable", "ann@example.org").stdout == "ann@example.org  Ann Example, council\n"
    (enabled,) = read_list(home)
    assert (enabled["enabled"], enabled["sessions_end_at"]) == (True, disabled["sessions_end_at"])


def test_every_sign_in_of_a_person_is_ended(home: Path) -> None:
    add(home, "--role", "council")
    (before,) = read_list(home)
    result = run(home, "people", "end-sessions", "ann@example.org")
    (after,) = read_list(home)
    assert result.stdout == "Every sign-in of ann@example.org has ended.\n"
    assert (before["sessions_end_at"], after["enabled"]) == (None, True)
    assert after["sessions_end_at"] >= before["added_at"]


@pytest.mark.parametrize("command", [("disable",), ("enable",), ("end-sessions",), ("change", "--role", "board")])
def test_a_stranger_is_told_with_those_that_exist(home: Path, command: tuple[str, ...]) -> None:
    add(home, "--role", "council")
    result = run(home, "people", command[0], "bob@example.org", *command[1:])
    assert result.exit_code == 1
    assert "There is no person bob@example.org. Those that exist: ann@example.org." in result.stderr


def test_every_change_stands_in_the_access_log(home: Path) -> None:
    add(home, "--role", "agency", "--agency", "elft")
    run(home, "people", "change", "ann@example.org", "--role", "board")
    for command in ("disable", "enable", "end-sessions"):
        run(home, "people", command, "ann@example.org")
    events = read_every_event(home / "audit.db")
    assert {(event.event, event.details["subject"]) for event in events} == {("role_changed", "ann@example.org")}
    assert [(event.role, event.details["state"], event.details.get("agency")) for event in events] == [
        ("agency", "added", "elft"),
        ("board", "changed", None),
        ("board", "disabled", None),
        ("board", "enabled", None),
        ("board", "sessions_ended", None),
    ]


def test_what_cannot_be_recorded_is_not_done(home: Path) -> None:
    add(home, "--role", "council")
    (home / "audit.db").rename(home / "audit.kept")
    for rest in home.glob("audit.db-*"):
        rest.unlink()
    (home / "audit.db").mkdir()
    for command in (("change", "--role", "board"), ("disable",), ("end-sessions",)):
        result = run(home, "people", command[0], "ann@example.org", *command[1:])
        assert result.exit_code == 1
        assert "The access log" in result.stderr
    assert run(home, "people", "list").stdout == "ann@example.org  Ann Example, council\n"
    assert [person["sessions_end_at"] for person in read_list(home)] == [None]
