"""Opens the SQLite file of the access log: write-ahead logging, on disk at once, and rows that stay as they are."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scorecard.errors import AccessLogError

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


@contextmanager
def open_log(path: Path, *, to_write: bool) -> Iterator[sqlite3.Connection]:
    """Open the file, and make it where it is to be written to; raises AccessLogError where that cannot be done."""
    connection = None
    try:
        if to_write:
            path.parent.mkdir(parents=True, exist_ok=True)
        mode = "rwc" if to_write else "ro"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(address, uri=True, timeout=SECONDS_TO_WAIT, isolation_level=None)
        if to_write:
            _lay_out(connection)
        yield connection
    except (sqlite3.Error, OSError) as error:
        done = "written to, so what was asked for was not done" if to_write else "read"
        raise AccessLogError(
            f"The access log {path} cannot be {done} ({error}). "
            "Check that the disk has room and that the dashboard may write there, then try again."
        ) from error
    finally:
        if connection is not None:
            connection.close()


def _lay_out(connection: sqlite3.Connection) -> None:
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
