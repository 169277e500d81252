"""Lays out the SQLite file of the access log: write-ahead logging, on disk at once, and rows that stay as they are."""

import sqlite3
import time

SECONDS_TO_WAIT = 20.0
LAID_OUT = 1
_REFUSED = "raise(abort, 'The access log can only be added to.')"

# `insert or replace` deletes without asking the trigger for that, so a row must be the next one to be added at all.
_LAYOUT = f"""
begin immediate;
create table if not exists event (
    number integer primary key,
    at text not null,
    event text not null,
    person text not null,
    role text not null,
    details text not null,
    previous_hash text not null,
    hash text not null
) strict;
create index if not exists event_of_person on event (person, number);
create trigger if not exists no_update before update on event begin select {_REFUSED}; end;
create trigger if not exists no_delete before delete on event begin select {_REFUSED}; end;
create trigger if not exists only_next before insert on event
when new.number is not (select coalesce(max(number), 0) + 1 from event)
begin select {_REFUSED}; end;
pragma user_version = {LAID_OUT};
commit;
"""


def lay_out(connection: sqlite3.Connection) -> None:
    """Make the connection one that may add events; the first one makes the table and what guards it."""
    _write_ahead(connection)
    connection.execute("pragma synchronous = full")
    if connection.execute("pragma user_version").fetchone()[0] != LAID_OUT:
        connection.executescript(_LAYOUT)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn write-ahead logging on; SQLite does not wait for others here, as it does everywhere else."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            mode = connection.execute("pragma journal_mode = wal").fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
            continue
        if mode != "wal":
            raise sqlite3.OperationalError(f"its journal stays in the mode “{mode}”, where “wal” is needed")
        return
