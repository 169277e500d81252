"""The people table: one row a person, roles and agencies that exist, and sign-ins that end when they are told to."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest

from scorecard.access.people import (
    Person,
    add_person,
    change_person,
    end_sessions,
    find_person,
    list_people,
    note_activity,
    read_activity,
)
from scorecard.errors import PeopleError, UnknownName

AGENCIES = {"elft", "police"}
MONDAY = datetime(2024, 4, 15, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "access.db"


def add(path: Path, email: str = "ann@example.org", role: str = "council", agency: str | None = None) -> Person:
    return add_person(path, email, AGENCIES, MONDAY, name="Ann  Example", role=role, agency=agency)


def test_a_person_is_found_whatever_the_case_of_the_address(path: Path) -> None:
    add(path, " Ann@Example.ORG ")
    assert find_person(path, "ANN@example.org") == Person(
        "ann@example.org", "Ann Example", "council", None, True, MONDAY, MONDAY, None
    )


def test_where_there_is_no_table_there_is_nobody_and_none_is_made(path: Path) -> None:
    assert find_person(path, "ann@example.org") is None
    assert list_people(path) == []
    assert not path.exists()


def test_people_are_listed_by_address(path: Path) -> None:
    add(path, "zoe@example.org")
    add(path, "ben@example.org", "agency", "police")
    assert [(person.email, person.agency) for person in list_people(path)] == [
        ("ben@example.org", "police"),
        ("zoe@example.org", None),
    ]


def test_nobody_is_added_twice(path: Path) -> None:
    add(path)
    with pytest.raises(PeopleError, match=r"There is a person ann@example\.org already"):
        add(path, "ANN@example.org", "board")
    assert [person.role for person in list_people(path)] == ["council"]


@pytest.mark.parametrize(
    ("email", "role", "agency", "told"),
    [
        ("ann", "council", None, "“ann” is not an e-mail address"),
        ("ann@example.org", "boss", None, "There is no role called “boss”.*administrator, agency, board, council"),
        ("ann@example.org", "agency", None, "needs an agency. The agencies are elft, police"),
        ("ann@example.org", "agency", "fire", "There is no agency called “fire”.*elft, police"),
        ("ann@example.org", "board", "elft", "The role board has no agency"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(
    path: Path, email: str, role: str, agency: str | None, told: str
) -> None:
    with pytest.raises((PeopleError, UnknownName), match=told):
        add(path, email, role, agency)
    assert list_people(path) == []


def test_a_changed_role_leaves_the_agency_behind(path: Path) -> None:
    add(path, role="agency", agency="elft")
    changed = change_person(path, "ann@example.org", AGENCIES, TUESDAY, role="board")
    assert (changed.role, changed.agency, changed.added_at, changed.changed_at) == ("board", None, MONDAY, TUESDAY)
    assert find_person(path, "ann@example.org") == changed


def test_a_changed_name_keeps_role_and_agency(path: Path) -> None:
    add(path, role="agency", agency="elft")
    changed = change_person(path, "ann@example.org", AGENCIES, TUESDAY, name="Ann Other")
    assert (changed.name, changed.role, changed.agency, changed.sessions_end_at) == (
        "Ann Other",
        "agency",
        "elft",
        None,
    )


def test_who_is_disabled_has_the_sign_ins_ended_and_enabling_does_not_bring_them_back(path: Path) -> None:
    add(path)
    disabled = change_person(path, "ann@example.org", AGENCIES, TUESDAY, enabled=False)
    assert (disabled.enabled, disabled.sessions_end_at) == (False, TUESDAY)
    enabled = change_person(path, "ann@example.org", AGENCIES, TUESDAY + timedelta(days=1), enabled=True)
    assert (enabled.enabled, enabled.sessions_end_at) == (True, TUESDAY)


def test_a_stranger_cannot_be_changed_and_those_that_exist_are_named(path: Path) -> None:
    add(path)
    for change in (
        lambda: change_person(path, "bob@example.org", AGENCIES, TUESDAY, role="board"),
        lambda: end_sessions(path, "bob@example.org", TUESDAY),
    ):
        with pytest.raises(PeopleError, match=r"no person bob@example\.org\. Those that exist: ann@example\.org"):
            change()


def test_sessions_end_no_earlier_than_the_newest_sign_in_of_a_provider_whose_clock_is_before_ours(path: Path) -> None:
    add(path)
    ahead = TUESDAY + timedelta(minutes=3)
    note_activity(path, "ann@example.org", int(ahead.timestamp()), TUESDAY)
    end_sessions(path, "ann@example.org", TUESDAY)
    found = find_person(path, "ann@example.org")
    assert found is not None
    assert found.sessions_end_at == ahead


def test_activity_is_kept_for_each_sign_in_and_forgotten_when_it_is_long_over(path: Path) -> None:
    add(path)
    first, later = int(MONDAY.timestamp()), int((MONDAY + timedelta(days=3)).timestamp())
    note_activity(path, "Ann@example.org", first, MONDAY)
    note_activity(path, "ann@example.org", first, TUESDAY)
    assert read_activity(path, "ann@example.org", first) == TUESDAY
    assert read_activity(path, "ann@example.org", later) is None
    note_activity(path, "ann@example.org", later, MONDAY + timedelta(days=3))
    assert read_activity(path, "ann@example.org", first) is None


def test_what_cannot_be_noted_is_not_done(path: Path) -> None:
    add(path)

    def fail(person: Person) -> None:
        raise PeopleError("The log is full.")

    for change in (
        lambda: change_person(path, "ann@example.org", AGENCIES, TUESDAY, role="board", note=fail),
        lambda: end_sessions(path, "ann@example.org", TUESDAY, fail),
        lambda: add_person(path, "bob@example.org", AGENCIES, TUESDAY, name="Bob", role="board", note=fail),
    ):
        with pytest.raises(PeopleError, match="The log is full"):
            change()
    assert [(person.email, person.role, person.sessions_end_at) for person in list_people(path)] == [
        ("ann@example.org", "council", None)
    ]


def test_a_damaged_table_lets_nobody_in_silently(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(PeopleError, match="cannot be read"):
        find_person(path, "ann@example.org")


def test_two_who_change_at_once_wait_for_each_other(path: Path) -> None:
    add(path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    other.execute("update person set name = 'Other'")
    commit = Timer(0.5, lambda: other.execute("commit"))
    commit.start()
    changed = change_person(path, "ann@example.org", AGENCIES, TUESDAY, role="board")
    commit.join()
    other.close()
    assert (changed.name, changed.role) == ("Other", "board")
