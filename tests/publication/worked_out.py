"""Every figure that must be published of what was sent, with its state, in plain Python."""

from datetime import date
from typing import Any

from scorecard.months import add_months
from tests.publication.case_returns import FIRST, MONTHS, RISKS
from tests.publication.plain_counts import Series, monthly_parts, recount
from tests.publication.sent_returns import Sent

PERIODS = ("month", "quarter", "year", "rolling12")
INDICATORS = [
    "concerns_received",
    "concerns_with_several_types",
    "concerns_awaiting_decision",
    "concerns_by_type_of_risk",
    "conversion_national_rule",
    "section_42_enquiries_started",
    "people_in_section_42_enquiries",
    "days_to_conclude_enquiry",
    "enquiries_open",
    "enquiries_open_over_60_days",
    "outcomes_fully_or_partly_achieved",
    "training_in_date",
    "supervision_attended",
]
FEEDS = {
    "concerns_received": ("concerns",),
    "concerns_with_several_types": ("concerns",),
    "concerns_awaiting_decision": ("concerns",),
    "concerns_by_type_of_risk": ("concerns",),
    "conversion_national_rule": ("concerns", "enquiries"),
    "training_in_date": ("training",),
    "supervision_attended": ("measures",),
}
STOCKS = ("concerns_awaiting_decision", "enquiries_open", "enquiries_open_over_60_days", "training_in_date")
RECOUNTED = ("people_in_section_42_enquiries", "days_to_conclude_enquiry")
CATEGORIES: dict[str, list[str | None]] = {
    "concerns_by_type_of_risk": [*RISKS],
    "days_to_conclude_enquiry": [None, "ninetieth"],
    "enquiries_open_over_60_days": [None, "over_28", "over_60", "over_90"],
}
AGENCIES = {
    "training_in_date": ["asc", "elft"],
    "supervision_attended": ["elft", "all"],
    **{name: ["asc", "all"] for name in FEEDS if name not in ("training_in_date", "supervision_attended")},
}


def window(period: str, last: date) -> list[date]:
    """List the months of a period that ends with the month, by the names of its year and quarter."""
    year_start = last.year if last.month >= 4 else last.year - 1
    starts = {
        "month": last,
        "quarter": date(last.year, (last.month - 1) // 3 * 3 + 1, 1),
        "year": date(year_start, 4, 1),
        "rolling12": add_months(last, -11),
    }
    return [month for step in range(12) if (month := add_months(last, -step)) >= starts[period]]


def list_series(indicator: str) -> list[Series]:
    if indicator == "training_in_date":
        return [("asc", None), ("asc", "induction"), ("asc", "level_1"), ("elft", None), ("elft", "level_1")]
    agencies = AGENCIES.get(indicator, ["asc", "elft", "all"])
    return [(agency, category) for agency in agencies for category in CATEGORIES.get(indicator, [None])]


def state_in_month(sent: Sent, indicator: str, series: Series, month: date) -> str:
    if month < FIRST:
        quarterly = indicator == "supervision_attended" and month.month % 3
        return "nothing due" if quarterly else "before the data"
    sender = "elft" if indicator == "supervision_attended" or (series[0] == "elft" and indicator in FEEDS) else "asc"
    states = {sent.state(feed, sender, month) for feed in FEEDS.get(indicator, ("enquiries",))}
    return next(state for state in ("late", "not_due", "reported") if state in states)


def work_out(sent: Sent) -> dict[tuple[str, str, str, str | None, date], dict[str, Any]]:
    """Work out every figure there must be."""
    parts_of = monthly_parts(sent)
    figures: dict[tuple[str, str, str, str | None, date], dict[str, Any]] = {}
    for indicator in INDICATORS:
        for series in list_series(indicator):
            for last in MONTHS:
                for period in PERIODS:
                    months = [last] if indicator in STOCKS else window(period, last)
                    states = {month: state_in_month(sent, indicator, series, month) for month in months}
                    known = [month for month, state in states.items() if state == "reported"]
                    due = [month for month, state in states.items() if state not in ("not_due", "nothing due")]
                    numerator: float | None = None
                    denominator: float | None = None
                    if known and indicator in RECOUNTED:
                        numerator = recount(sent, indicator, series, months)
                    elif known:
                        found = [parts_of[indicator](series, month) for month in known]
                        numerator = sum(part for part, _ in found if part is not None)
                        wholes = [whole for _, whole in found if whole is not None]
                        denominator = sum(wholes) if wholes else None
                    state = "reported" if len(known) == len(due) else "partial"
                    if not known:
                        state = "late" if "late" in states.values() else states[last]
                    figures[indicator, period, series[0], series[1], last] = {
                        "numerator": numerator,
                        "denominator": denominator,
                        "state": state,
                        "months_counted": len(known),
                        "months_due": len(due),
                    }
    return figures
