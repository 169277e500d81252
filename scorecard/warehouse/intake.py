"""Finds the returns in files and folders, with what the intake register says of them."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scorecard.errors import ScorecardError
from scorecard.months import parse_month

REGISTER = "register.csv"
NAME = re.compile(r"(?P<agency>[a-z]+(?:_[a-z]+)*?)_(?P<feed>FEEDS)(?:_\d+)?\.(?:csv|txt|xlsx)")


@dataclass(frozen=True)
class ReturnFile:
    """One file with its declaration: which feed, whose, which month, who sent it and when."""

    path: Path
    feed: str
    agency: str
    month: date
    sender: str
    received_at: datetime


def find_returns(paths: Iterable[Path], feeds: Iterable[str], now: datetime) -> list[ReturnFile]:
    """List the returns under the paths, in the order in which they were received.

    A folder's `register.csv` declares its files; without one, names such as `2024-03/bhft_training.csv` do.
    Raises ScorecardError naming every file that cannot be placed.
    """
    pattern = re.compile(NAME.pattern.replace("FEEDS", "|".join(sorted(feeds, key=len, reverse=True))))
    found: list[ReturnFile] = []
    faults: list[str] = []
    for path in paths:
        if not path.exists():
            faults.append(f"There is no file or folder {path}.")
            continue
        files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if _is_return(file))
        for file in files:
            try:
                found.append(_from_register(file) or _from_name(file, pattern, now))
            except ValueError as error:
                faults.append(str(error))
    if faults:
        raise ScorecardError(" ".join(faults))
    return sorted(found, key=lambda each: (each.received_at, each.path))


def _is_return(path: Path) -> bool:
    return path.suffix.lower() in (".csv", ".txt", ".xlsx") and path.name != REGISTER and not path.name.startswith(".")


def _from_register(path: Path) -> ReturnFile | None:
    for row in _read_register(path.parent / REGISTER):
        if row["file"] == path.name:
            received = datetime.fromisoformat(row["received_at"])
            return ReturnFile(path, row["feed"], row["agency"], parse_month(row["month"]), row["sender"], received)
    return None


def _read_register(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _from_name(path: Path, pattern: re.Pattern[str], now: datetime) -> ReturnFile:
    match = pattern.fullmatch(path.name.lower())
    try:
        if match is None:
            raise ValueError
        month = parse_month(path.parent.name)
    except ValueError:
        raise ValueError(
            f"{path} cannot be placed. Put it in a folder named for its month and call it agency_feed, "
            "such as 2024-03/bhft_training.csv, or list it in that folder's register.csv."
        ) from None
    return ReturnFile(path, match["feed"], match["agency"], month, "not recorded", now)
