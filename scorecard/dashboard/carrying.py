"""The choices that a link carries from page to page."""

from datetime import date

from scorecard.dashboard.frame import Opened
from scorecard.months import write_month


def carry(opened: Opened, month: date, period: str) -> dict[str, str | None]:
    """Give the choices that differ from what a page shows by itself."""
    return {
        "month": None if month == opened.about.reporting_month else write_month(month),
        "period": None if period == "month" else period,
    }
