"""The people who may sign in, each with a role, in a small SQLite file: a provider says who somebody is, no more."""

import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from scorecard.access.log_fields import EMAIL
from scorecard.access.people_file import ask_people, open_people
from scorecard.access.roles import POLICIES
from scorecard.errors import PeopleError, UnknownName

Note = Callable[["Person"], None]
"""Called with what is about to be kept; where it raises, nothing is changed."""
LONG_OVER = timedelta(days=2)
_COLUMNS = "email, name, role, agency, enabled, added_at, changed_at, sessions_end_at"


@dataclass(frozen=True)
class Person:
    """A person who may sign in; moments are in UTC. A sign-in of before `sessions_end_at` counts no longer."""

    email: str
    name: str
    role: str
    agency: str | None
    enabled: bool
    added_at: datetime
    changed_at: datetime
    sessions_end_at: datetime | None = None


def _note_nothing(person: Person) -> None:
    """Keep no note."""


def find_person(path: Path, email: str) -> Person | None:
    """Find a person by e-mail address, in capitals or not; None where there is none."""
    rows = ask_people(path, f"select {_COLUMNS} from person where email = ?", (fold(email),))
    return _person(rows[0]) if rows else None


def list_people(path: Path) -> list[Person]:
    """List everybody, in the order of their e-mail addresses."""
    return [_person(row) for row in ask_people(path, f"select {_COLUMNS} from person order by email")]


def add_person(
    path: Path,
    email: str,
    agencies: Collection[str],
    now: datetime,
    *,
    name: str,
    role: str,
    agency: str | None = None,
    note: Note = _note_nothing,
) -> Person:
    """Add a person; raises PeopleError or UnknownName, which lists the roles or `agencies` that exist."""
    key = fold(email)
    if not EMAIL.fullmatch(key):
        raise PeopleError(f"“{email}” is not an e-mail address. Write it as the provider knows it: name@example.org.")
    person = Person(key, _clean_name(name), role, agency, True, now, now)
    _check_role(role, agency, agencies)
    with open_people(path) as connection:
        if connection.execute("select 1 from person where email = ?", (key,)).fetchone():
            raise PeopleError(f"There is a person {key} already. Change them: scorecard people change {key}.")
        _put(connection, person)
        note(person)
    return person


def change_person(
    path: Path,
    email: str,
    agencies: Collection[str],
    now: datetime,
    *,
    name: str | None = None,
    role: str | None = None,
    agency: str | None = None,
    enabled: bool | None = None,
    note: Note = _note_nothing,
) -> Person:
    """Change what is given of a person; who is disabled has every sign-in ended too.

    A new role leaves the agency of the old one behind. Raises PeopleError where there is no such person, UnknownName
    where there is no such role or agency.
    """
    with open_people(path) as connection:
        before = _find_known(connection, email)
        kept_agency = before.agency if role in (None, before.role) else None
        person = replace(
            before,
            name=before.name if name is None else _clean_name(name),
            role=role or before.role,
            agency=agency or kept_agency,
            enabled=before.enabled if enabled is None else enabled,
            changed_at=now,
            sessions_end_at=_end_of_sessions(connection, before, now) if enabled is False else before.sessions_end_at,
        )
        _check_role(person.role, person.agency, agencies)
        _put(connection, person)
        note(person)
    return person


def end_sessions(path: Path, email: str, now: datetime, note: Note = _note_nothing) -> None:
    """Let every sign-in of a person until now count no longer, copied ones too; raises PeopleError for a stranger."""
    with open_people(path) as connection:
        person = _find_known(connection, email)
        person = replace(person, sessions_end_at=_end_of_sessions(connection, person, now))
        _put(connection, person)
        note(person)


def _end_of_sessions(connection: sqlite3.Connection, person: Person, now: datetime) -> datetime:
    """Give the moment until which sign-ins end: now, or later where the provider's clock is before ours."""
    query = "select max(issued_at) from activity where email = ?"
    newest = connection.execute(query, (person.email,)).fetchone()[0]
    moments = [now, person.sessions_end_at, None if newest is None else datetime.fromtimestamp(newest, UTC)]
    return max(moment for moment in moments if moment is not None)


def read_activity(path: Path, email: str, issued_at: int) -> datetime | None:
    """Give when a sign-in was last used by its person; None where it has not been used yet."""
    query = "select last_active from activity where email = ? and issued_at = ?"
    rows = ask_people(path, query, (fold(email), issued_at))
    return datetime.fromisoformat(rows[0][0]) if rows else None


def note_activity(path: Path, email: str, issued_at: int, now: datetime) -> None:
    """Note that a sign-in was used by its person now, in whichever window; what is long over is forgotten."""
    with open_people(path) as connection:
        connection.execute("delete from activity where issued_at < ?", (int((now - LONG_OVER).timestamp()),))
        connection.execute(
            "insert into activity values (?, ?, ?) on conflict do update set last_active = excluded.last_active",
            (fold(email), issued_at, _write_moment(now)),
        )


def fold(email: str) -> str:
    """Give the form of an e-mail address under which a person is known."""
    return email.strip().lower()


def _clean_name(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned:
        raise PeopleError("A person needs a name. It stands in the dashboard beside “Sign out”.")
    return cleaned


def _check_role(role: str, agency: str | None, agencies: Collection[str]) -> None:
    if role not in POLICIES:
        raise UnknownName("role", role, POLICIES)
    if (role == "agency") != (agency is not None):
        needs = "The role agency needs an agency" if agency is None else f"The role {role} has no agency"
        raise PeopleError(f"{needs}. The agencies are {', '.join(sorted(agencies))}; the roles {', '.join(POLICIES)}.")
    if agency is not None and agency not in agencies:
        raise UnknownName("agency", agency, agencies)


def _find_known(connection: sqlite3.Connection, email: str) -> Person:
    row = connection.execute(f"select {_COLUMNS} from person where email = ?", (fold(email),)).fetchone()
    if row is None:
        known = ", ".join(each[0] for each in connection.execute("select email from person order by email"))
        raise PeopleError(f"There is no person {fold(email)}. Those that exist: {known or 'none'}.")
    return _person(row)


def _put(connection: sqlite3.Connection, person: Person) -> None:
    moments = (person.added_at, person.changed_at, person.sessions_end_at)
    row = (person.email, person.name, person.role, person.agency, int(person.enabled), *map(_write_moment, moments))
    connection.execute(f"insert or replace into person ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", row)


def _person(row: tuple[Any, ...]) -> Person:
    email, name, role, agency, enabled, *moments = row
    added, changed, ended = (None if each is None else datetime.fromisoformat(each) for each in moments)
    assert added is not None
    assert changed is not None
    return Person(email, name, role, agency, bool(enabled), added, changed, ended)


def _write_moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="milliseconds")
