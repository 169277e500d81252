"""The one place where figures, changes and dates become text."""

import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from scorecard.months import financial_year

Unit = Literal["count", "percent", "days", "people", "rate"]

SMALLEST_DENOMINATOR_FOR_PERCENT = 10
MINUS = "\N{MINUS SIGN}"

# Not calendar.month_name: that follows the locale of the machine.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def round_half_away(value: float, places: int = 0) -> Decimal:
    """Round a half away from zero, so that 0.5 is 1 and 2.5 is 3; noise of binary arithmetic does not tip a half."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a figure. Pass a finite number, or leave a missing figure to its state.")
    # Adding zero turns a negative zero into zero.
    return Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def format_number(value: float, places: int = 0) -> str:
    """Write a number with thousands commas and a true minus sign."""
    return f"{round_half_away(value, places):,}".replace("-", MINUS)


def format_value(value: float, unit: Unit) -> str:
    """Write a figure with its unit: 1,234, 57%, 12 days, a rate to one decimal; a percent is given as 57, not 0.57."""
    number = format_number(value, _places(unit))
    match unit:
        case "percent":
            return f"{number}%"
        case "days":
            return f"{number} day" if number == "1" else f"{number} days"
        case _:
            return number


def format_change(new: float, old: float, unit: Unit) -> str:
    """Say how the new figure differs from the old, such as "2 points lower", from the two figures as they are shown."""
    places = _places(unit)
    difference = round_half_away(new, places) - round_half_away(old, places)
    if not difference:
        return "no difference"
    number = f"{abs(difference):,}"
    match unit:
        case "percent":
            return f"{number} {'point' if number == '1' else 'points'} {'higher' if difference > 0 else 'lower'}"
        case "days":
            return f"{number} {'day' if number == '1' else 'days'} {'longer' if difference > 0 else 'shorter'}"
        case "rate":
            return f"{number} {'higher' if difference > 0 else 'lower'}"
        case _:
            return f"{number} {'more' if difference > 0 else 'fewer'}"


def format_part_of_whole(numerator: float, denominator: float) -> str:
    """Write a share by its parts, such as "16 of 28"."""
    return f"{format_number(numerator)} of {format_number(denominator)}"


def format_figure(
    value: float,
    unit: Unit,
    numerator: float | None = None,
    denominator: float | None = None,
) -> str:
    """Write a figure, giving a share of fewer than ten by its parts and never as a percentage."""
    if (
        unit == "percent"
        and numerator is not None
        and denominator is not None
        and denominator < SMALLEST_DENOMINATOR_FOR_PERCENT
    ):
        return format_part_of_whole(numerator, denominator)
    return format_value(value, unit)


def format_date(day: date) -> str:
    """Write a day in full: 31 March 2024."""
    return f"{day.day} {format_month(day)}"


def format_short_date(day: date) -> str:
    """Write a day for a table: 31 Mar 2024."""
    return f"{day.day} {format_short_month(day)}"


def format_month(day: date) -> str:
    """Write a month in full: March 2024."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def format_short_month(day: date) -> str:
    """Write a month for a table: Mar 2024."""
    return f"{short_month_name(day)} {day.year}"


def short_month_name(day: date) -> str:
    """Give the month's first three letters: Mar."""
    return _MONTHS[day.month - 1][:3]


def format_financial_year(day: date) -> str:
    """Write the financial year, April to March, that a day falls in: 2023/24."""
    return financial_year(day)


def format_quarter(day: date) -> str:
    """Write the quarter of the financial year that a day falls in: Quarter 4 2023/24."""
    return f"Quarter {(day.month - 4) % 12 // 3 + 1} {format_financial_year(day)}"


def _places(unit: Unit) -> int:
    return 1 if unit == "rate" else 0
