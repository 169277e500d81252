"""The access log: who saw, took away or changed what, in an SQLite file to which can only be added.

Each row holds the hash of the row before it, so that a change of the past shows; the newest hash, kept in a second
place, shows that the end has not been cut off either.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from scorecard.access.log_fields import Details, check_fields
from scorecard.access.log_file import open_log

NONE_BEFORE = "0" * 64
MOST_READ = 50
OTHER = "It is not the one whose hash was kept."
_COLUMNS = "number, at, event, person, role, details, previous_hash, hash"


@dataclass(frozen=True)
class Event:
    """One row of the log; `at` is in UTC."""

    number: int
    at: datetime
    event: str
    person: str
    role: str
    details: Mapping[str, Any]
    previous_hash: str
    hash: str

    def __hash__(self) -> int:
        return hash(self.hash)


@dataclass(frozen=True)
class Contents:
    """What the log holds: how many events, whom it names, and their days in the machine's own time, newest first."""

    events: int
    people: tuple[str, ...]
    days: tuple[date, ...]


@dataclass(frozen=True)
class Broken:
    """The first row that does not follow from the one before, and what is wrong with it."""

    number: int
    why: str


def record_event(
    path: Path,
    event: str,
    person: str,
    *,
    role: str = "",
    at: datetime | None = None,
    **details: str | Mapping[str, str] | None,
) -> None:
    """Add one event, which is on disk when this returns; details that are None are left out.

    Raises AccessLogError where it could not be recorded: whoever calls this must then not do what was to be recorded.
    """
    told = {name: value for name, value in details.items() if value is not None}
    check_fields(event, person, role, told)
    moment = _write_moment(at or datetime.now(UTC))
    with open_log(path, to_write=True) as connection:
        connection.execute("begin immediate")
        last = connection.execute("select number, hash from event order by number desc limit 1").fetchone()
        number, before = (last[0] + 1, last[1]) if last else (1, NONE_BEFORE)
        row = (number, moment, event, person, role, _write_details(told), before)
        connection.execute(f"insert into event ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?)", (*row, _hash(row)))
        connection.execute("commit")


def read_events(
    path: Path,
    *,
    person: str | None = None,
    event: str | None = None,
    day: date | None = None,
    before: int | None = None,
    most: int = MOST_READ,
) -> list[Event]:
    """Give the newest events first, at most so many; `before` is the number of the last event of the page before.

    `day` is one of the machine's own time. No events where there is no log yet.
    """
    wanted: dict[str, Any] = {"person = ?": person, "event = ?": event, "number < ?": before}
    if day is not None:
        wanted |= {"at >= ?": _begin(day), "at < ?": _begin(day + timedelta(days=1))}
    kept = {name: value for name, value in wanted.items() if value is not None}
    where = f"where {' and '.join(kept)}" if kept else ""
    query = f"select {_COLUMNS} from event {where} order by number desc limit ?"
    return [_event(row) for row in _ask(path, query, (*kept.values(), most))]


def read_every_event(path: Path) -> list[Event]:
    """Give all events, oldest first."""
    return [_event(row) for row in _ask(path, f"select {_COLUMNS} from event order by number")]


def read_people(path: Path) -> list[str]:
    """List everybody whom the log names."""
    return [row[0] for row in _ask(path, "select distinct person from event order by person")]


def read_contents(path: Path) -> Contents:
    """Say what the log holds; one that was changed may be said to hold what it did, until the chain is checked."""
    return _read_contents(path, head(path))


@lru_cache(maxsize=4)
def _read_contents(path: Path, newest: str) -> Contents:
    """Read the whole log once: as long as its newest row is the same, so is the rest, since it is only added to."""
    hours = _ask(path, "select distinct substr(at, 1, 13) from event")
    days = {datetime.fromisoformat(f"{hour}:00+00:00").astimezone().date() for (hour,) in hours}
    return Contents(count_events(path), tuple(read_people(path)), tuple(sorted(days, reverse=True)))


def check_chain(path: Path, kept_head: str | None = None) -> Broken | None:
    """Give the first row that is not as it was recorded; None where the log is whole.

    `kept_head` is what `head` gave earlier: the log must still hold it.
    """
    place, _, digest = (kept_head or head_of(0, NONE_BEFORE)).partition(":")
    number, before, found = 0, NONE_BEFORE, NONE_BEFORE if place == "0" else None
    with _read(path, f"select {_COLUMNS} from event order by number") as rows:
        for row in rows:
            if row[0] != number + 1:
                return Broken(number + 1, "It is missing.")
            if row[6] != before:
                return Broken(row[0], "It does not hold the hash of the row before it.")
            if row[7] != _hash(row[:7]):
                return Broken(row[0], "It was changed after it was recorded.")
            number, before = row[0], row[7]
            if str(number) == place:
                found = before
    if found == digest:
        return None
    return Broken(int(place) if place.isdecimal() else 0, "It is missing." if found is None else OTHER)


def head(path: Path) -> str:
    """Give number and hash of the newest row, “12:…”, to be kept in a second place."""
    for number, digest in _ask(path, "select number, hash from event order by number desc limit 1"):
        return head_of(number, digest)
    return head_of(0, NONE_BEFORE)


def head_of(number: int, digest: str) -> str:
    """Write number and hash of a row as one word."""
    return f"{number}:{digest}"


def count_events(path: Path) -> int:
    """Count the rows of the log."""
    return int(next(iter(_ask(path, "select count(*) from event")), (0,))[0])


def _begin(day: date) -> str:
    return _write_moment(datetime.combine(day, time()))


def _write_moment(moment: datetime) -> str:
    """Write a moment in UTC, always as long, so that text sorts as time; one without a zone is the machine's own."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _ask(path: Path, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    with _read(path, query, values) as rows:
        return list(rows)


@contextmanager
def _read(path: Path, query: str, values: tuple[Any, ...] = ()) -> Iterator[Iterable[tuple[Any, ...]]]:
    """Give the rows of a query one after another; none where there is no log yet."""
    if not path.exists() or not path.stat().st_size:
        yield ()
        return
    with open_log(path, to_write=False) as connection:
        yield connection.execute(query, values)


def _event(row: tuple[Any, ...]) -> Event:
    number, at, event, person, role, details, before, digest = row
    return Event(number, datetime.fromisoformat(at), event, person, role, json.loads(details), before, digest)


def _write_details(details: Details) -> str:
    return json.dumps(details, sort_keys=True, separators=(",", ":"))


def _hash(row: tuple[Any, ...]) -> str:
    return sha256(json.dumps(row, separators=(",", ":")).encode()).hexdigest()
