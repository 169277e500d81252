"""Opens the SQLite file of the people who may sign in and of their sign-ins, for one transaction at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scorecard.errors import PeopleError

SECONDS_TO_WAIT = 10.0
_LAYOUT = (
    "create table if not exists person (email text primary key, name text not null, role text not null, agency text, "
    "enabled integer not null, added_at text not null, changed_at text not null, sessions_end_at text) strict",
    "create table if not exists activity (email text not null, issued_at integer not null, last_active text not null, "
    "primary key (email, issued_at)) strict",
)


def ask_people(path: Path, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Ask a question; where there is no file yet there is nobody."""
    if not path.exists():
        return []
    with open_people(path, to_write=False) as connection:
        return connection.execute(query, values).fetchall()


@contextmanager
def open_people(path: Path, *, to_write: bool = True) -> Iterator[sqlite3.Connection]:
    """Open the file for one transaction, and make it where there is none; raises PeopleError where it cannot be."""
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=SECONDS_TO_WAIT, isolation_level=None)
        if to_write:
            connection.execute("begin immediate")
            for statement in _LAYOUT:
                connection.execute(statement)
        yield connection
        if to_write:
            connection.execute("commit")
    except (sqlite3.Error, OSError) as error:
        raise PeopleError(
            f"The people in {path} cannot be {'changed' if to_write else 'read'} ({error}). "
            "Check that the disk has room and that the dashboard may write there."
        ) from error
    finally:
        if connection is not None:
            connection.close()
