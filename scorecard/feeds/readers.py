"""Reads one value of each kind from its text; what has more than one reading, or none, gives None."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import dataframely as dy

from scorecard.feeds.code_lists import labels, retired_codes
from scorecard.feeds.contract import SEPARATOR, code_list_of

DATE_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
MONTH_FORMATS = ("%B %Y", "%b %Y", "%B-%Y", "%b-%Y", "%b-%y", "%b %y", "%B %y", "%B-%y")
TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
FIRST_YEAR, LAST_YEAR = 1900, 2199
FIRST_DAY_OF_SERIALS = date(1899, 12, 30)
SERIAL = re.compile(r"\d{5}(\.0+)?")
WHOLE_NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.0+)?", re.ASCII)


def read_date(text: str) -> date | None:
    """Read a date, day before month; a time of day is left out."""
    text = TIME_OF_DAY.sub("", text)
    found = _iso_date(text) or _first_that_fits(text, DATE_FORMATS)
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def read_month(text: str) -> date | None:
    """Read a month, such as 2024-03, March 2024 or any day in it, as its first day."""
    found = _iso_date(f"{text}-01") or read_date(text) or _first_that_fits(text, MONTH_FORMATS)
    return found.replace(day=1) if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def read_serial(text: str) -> date | None:
    """Read the number under which a spreadsheet keeps a date: 45352 is 1 March 2024."""
    return FIRST_DAY_OF_SERIALS + timedelta(days=int(text[:5])) if SERIAL.fullmatch(text) else None


def reads_month_first(text: str) -> bool:
    """Say whether a text is a date only with the month before the day, as in 03/14/2024."""
    return read_date(text) is None and _first_that_fits(TIME_OF_DAY.sub("", text), ("%m/%d/%Y",)) is not None


def reads_both_ways(text: str) -> bool:
    """Say whether a date with slashes is another date with the month before the day."""
    other = _first_that_fits(TIME_OF_DAY.sub("", text), ("%m/%d/%Y",))
    return other is not None and read_date(text) not in (None, other)


def read_whole_number(text: str) -> int | None:
    """Read a whole number, also with commas between thousands."""
    return int(text.partition(".")[0].replace(",", "")) if WHOLE_NUMBER.fullmatch(text) else None


def read_code(text: str, code_list: str) -> str | None:
    """Read a code, or the label of one."""
    aliases = _aliases(code_list)
    return aliases.get(text) or aliases.get(fold(text))


def read_codes(text: str, code_list: str) -> str | None:
    """Read codes with semicolons between them, and write them so; one that stands twice counts once."""
    found = [read_code(part, code_list) for part in text.split(SEPARATOR) if part.strip()]
    known = dict.fromkeys(code for code in found if code is not None)
    return SEPARATOR.join(known) if known and None not in found else None


def explain_retired(text: str, code_list: str) -> str | None:
    """Say as what codes of an earlier year were read; None where every code is in use."""
    retired = _retired(code_list)
    if not retired:
        return None
    found = {part: retired[part] for part in map(fold, text.split(SEPARATOR)) if part in retired}
    if not found:
        return None
    read = "; ".join(f"{earlier} was read as {now}" for earlier, now in found.items())
    return f"A code of an earlier year stands here: {read}. Use the codes of this year's template."


def fold(text: str) -> str:
    """Fold a code or label for matching: case, spaces and punctuation do not count."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower().replace("'", "").replace("’", "")).strip("_")


def reader_of(kind: str, column: dy.Column) -> Callable[[str], Any]:
    """Give the function that reads one value of a column."""
    code_list = code_list_of(column) or ""
    readers: dict[str, Callable[[str], Any]] = {
        "agency": str.lower,
        "month": read_month,
        "date": read_date,
        "whole_number": read_whole_number,
        "code": lambda text: read_code(text, code_list),
        "codes": lambda text: read_codes(text, code_list),
    }
    return readers[kind]


@lru_cache
def _retired(code_list: str) -> dict[str, str]:
    known = labels(code_list)
    found = {fold(earlier): code for earlier, code in retired_codes(code_list).items()}
    return {earlier: code for earlier, code in found.items() if earlier not in known}


@lru_cache
def _aliases(code_list: str) -> dict[str, str]:
    known = labels(code_list)
    return (
        _retired(code_list)
        | {fold(label): code for code, label in known.items()}
        | {fold(code): code for code in known}
    )


def _iso_date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _first_that_fits(text: str, formats: tuple[str, ...]) -> date | None:
    for style in formats:
        try:
            return datetime.strptime(text, style).date()
        except ValueError:
            continue
    return None
