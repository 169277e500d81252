"""Finds the returns in files and folders, with what the intake register says of them."""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from scorecard.errors import ScorecardError
from scorecard.months import parse_month

REGISTER = "register.csv"
REGISTER_COLUMNS = ("file", "feed", "agency", "month", "sender", "received_at")
NIL, YES_AND_NO = "nil", {"yes": True, "no": False, "": False}
KINDS_OF_FILE = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
NAME = r"(?P<agency>[a-z]+(?:_[a-z]+)*?)_(?P<feed>{feeds})(?:_\d+)?\.(?:{kinds})"


@dataclass(frozen=True)
class ReturnFile:
    """One file with its declaration: which feed, whose, which month, who sent it and when."""

    path: Path
    feed: str
    agency: str
    month: date
    sender: str
    received_at: datetime
    nil: bool = False


def find_returns(paths: Iterable[Path], feeds: Collection[str], now: datetime) -> list[ReturnFile]:
    """List the returns under the paths, in the order in which they were received.

    A folder's `register.csv` declares its files, with a column `nil` also those without rows; without one, names such
    as `2024-03/bhft_training.csv` do.
    Raises ScorecardError naming every file that cannot be placed.
    """
    faults: list[str] = []
    files: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            faults.append(f"There is no file or folder {path}.")
        files |= dict.fromkeys([path] if path.is_file() else sorted(filter(_is_return, path.rglob("*"))))
    registers = {folder: _read_register(folder / REGISTER) for folder in {path.parent for path in files}}
    found: list[ReturnFile] = []
    for path in files:
        try:
            listed = registers[path.parent].get(path.name)
            found.append(_from_register(path, listed, feeds) if listed else _from_name(path, feeds, now))
        except ValueError as error:
            faults.append(str(error))
    if faults:
        raise ScorecardError(" ".join(faults))
    return sorted(found, key=lambda each: (each.received_at, each.path))


def _is_return(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$"))
    return not path.is_dir() and path.suffix.lower() in KINDS_OF_FILE and path.name != REGISTER and not hidden


def _read_register(path: Path) -> dict[str, dict[str, str]]:
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, restval="", strict=True)
            missing = [name for name in REGISTER_COLUMNS if name not in (rows.fieldnames or ())]
            if missing:
                raise ScorecardError(
                    f"{path} lacks {', '.join(missing)}. Its columns are {', '.join(REGISTER_COLUMNS)}."
                )
            return {row["file"]: row for row in rows}
    except (UnicodeDecodeError, csv.Error) as error:
        raise ScorecardError(f"{path} cannot be read: {error}. Save it as “CSV UTF-8”.") from error


def _from_register(path: Path, listed: dict[str, str], feeds: Collection[str]) -> ReturnFile:
    faults = []
    if listed["feed"] not in feeds:
        faults.append(f"there is no feed “{listed['feed']}” (those that exist: {', '.join(sorted(feeds))})")
    month, received_at = date.min, datetime.min
    try:
        month = parse_month(listed["month"])
    except ValueError:
        faults.append(f"the month “{listed['month']}” is not written as 2024-03")
    try:
        received_at = datetime.fromisoformat(listed["received_at"]).replace(tzinfo=None)
    except ValueError:
        faults.append(f"the moment “{listed['received_at']}” is not written as 2024-04-05T09:30:00")
    if listed.get(NIL, "").strip().lower() not in YES_AND_NO:
        faults.append(f"nil is “{listed[NIL]}”, and not yes, no or blank")
    if faults:
        raise ValueError(f"{path} cannot be placed: in {REGISTER}, {'; '.join(faults)}.")
    return ReturnFile(path, listed["feed"], listed["agency"], month, listed["sender"], received_at, _is_nil(listed))


def _is_nil(listed: dict[str, str]) -> bool:
    return YES_AND_NO[listed.get(NIL, "").strip().lower()]


def _from_name(path: Path, feeds: Collection[str], now: datetime) -> ReturnFile:
    kinds = "|".join(kind.lstrip(".") for kind in KINDS_OF_FILE)
    pattern = NAME.format(feeds="|".join(sorted(feeds, key=len, reverse=True)), kinds=kinds)
    match = re.fullmatch(pattern, path.name.lower())
    try:
        if match is None:
            raise ValueError
        month = parse_month(path.resolve().parent.name)
    except ValueError:
        raise ValueError(
            f"{path} cannot be placed. Put it in a folder named for its month and call it agency_feed, "
            "such as 2024-03/bhft_training.csv, or list it in that folder's register.csv."
        ) from None
    return ReturnFile(path, match["feed"], match["agency"], month, "not recorded", now)
