"""Months as the first day of each, and the April financial year."""

import re
from datetime import date, timedelta

DUE_IN = {"monthly": tuple(range(1, 13)), "quarterly": (3, 6, 9, 12), "yearly": (3,)}
"""The calendar months for which a return or a measure of each frequency is due; years end in March."""


def parse_month(text: str) -> date:
    """Read “2024-03” as 1 March 2024; raises ValueError with a sentence."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-01)?", text.strip())
    if match is None or not 1 <= int(match[2]) <= 12:
        raise ValueError(f"“{text}” is not a month. Write the year and the month, such as 2024-03.")
    return date(int(match[1]), int(match[2]), 1)


def write_month(month: date) -> str:
    """Write 1 March 2024 as “2024-03”."""
    return f"{month:%Y-%m}"


def add_months(month: date, count: int) -> date:
    """Move a first of the month by a number of months, which may be negative."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def last_day(month: date) -> date:
    """Give the last day of the month."""
    return add_months(month.replace(day=1), 1) - timedelta(days=1)


def months_between(first: date, last: date) -> list[date]:
    """List the months from first to last, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [add_months(first, step) for step in range(count)]


def financial_year(month: date) -> str:
    """Name the April year of a month: March 2024 is in “2023/24”."""
    start = month.year if month.month >= 4 else month.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def financial_quarter(month: date) -> str:
    """Name the quarter of the April year: March 2024 is “2023/24 Q4”."""
    return f"{financial_year(month)} Q{(month.month - 4) % 12 // 3 + 1}"
