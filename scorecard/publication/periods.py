"""What a figure covers, one month, a quarter, a financial year or twelve months, and the words for it."""

from datetime import date

from scorecard.months import add_months
from scorecard.publication.formats import (
    format_financial_year,
    format_month,
    format_quarter,
    format_short_month,
    short_month_name,
)

PERIODS = {"month": "Month", "quarter": "Quarter", "year": "Year to date", "rolling12": "12 months"}


def first_month_of(month: date, period: str) -> date:
    """Give the first month of the period that ends with a month; years begin in April."""
    back = {"month": 0, "quarter": (month.month - 1) % 3, "year": (month.month - 4) % 12, "rolling12": 11}
    return add_months(month, -back[period])


def name_period(month: date, period: str) -> str:
    """Name what a figure covers, such as “Quarter 4 2023/24”, “2023/24 to Feb 2024” or “12 months to March 2024”."""
    if period == "quarter":
        whole = month.month % 3 == 0
        return format_quarter(month) if whole else f"{format_quarter(month)} to {format_short_month(month)}"
    if period == "year":
        whole = month.month == 3
        year = format_financial_year(month)
        return year if whole else f"{year} to {format_short_month(month)}"
    return format_month(month) if period == "month" else f"12 months to {format_month(month)}"


def short_period(month: date, period: str) -> str:
    """Name what a figure covers in the head of a column."""
    name = short_month_name(month)
    if period == "quarter":
        quarter = format_quarter(month).replace("Quarter ", "Q")
        return quarter if month.month % 3 == 0 else f"{quarter} to {name}"
    if period == "year":
        year = format_financial_year(month)
        return year if month.month == 3 else f"{year} to {name}"
    return format_short_month(month)
