"""The counts of each indicator in plain Python, from what was sent: the parts of a month, and people and days."""

import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from scorecard.months import last_day
from tests.publication.sent_returns import Sent, as_day, month_of
from tests.publication.small_board import Row

Parts = tuple[float | None, float | None]
Series = tuple[str, str | None]


def count_by_month(days: Iterable[str]) -> dict[date, float]:
    counted: dict[date, float] = defaultdict(float)
    for day in days:
        counted[month_of(day)] += 1
    return counted


def monthly_parts(sent: Sent) -> dict[str, Callable[[Series, date], Parts]]:
    """Say for every figure that adds up, or stands at month end, what its parts are in one month."""
    concerns, enquiries = sent.latest("concerns", "concern_id"), sent.latest("enquiries", "enquiry_id")
    received = count_by_month(row["received_on"] for row in concerns)
    several = count_by_month(row["received_on"] for row in concerns if ";" in row["types_of_risk"])
    converted = count_by_month(row["started_on"] for row in enquiries if row["kind"] in ("section_42", "other"))

    def led_by(agency: str) -> list[Row]:
        return [row for row in enquiries if row["kind"] == "section_42" and agency in ("all", row["lead_agency"])]

    def waiting(series: Series, month: date) -> Parts:
        end = last_day(month)
        found = [
            row
            for row in concerns
            if as_day(row["received_on"]) <= end and (not row.get("decided_on") or as_day(row["decided_on"]) > end)
        ]
        return len(found), None

    def ages_open(agency: str, month: date) -> list[int]:
        end = last_day(month)
        return [
            (end - as_day(row["started_on"])).days
            for row in led_by(agency)
            if as_day(row["started_on"]) <= end and (not row.get("ended_on") or as_day(row["ended_on"]) > end)
        ]

    def over(series: Series, month: date) -> Parts:
        limit = int((series[1] or "over_60").removeprefix("over_"))
        ages = ages_open(series[0], month)
        return sum(age > limit for age in ages), len(ages)

    def citing(series: Series, month: date) -> Parts:
        found = count_by_month(row["received_on"] for row in concerns if series[1] in row["types_of_risk"].split(";"))
        return found[month], received[month] or None

    def outcomes(series: Series, month: date) -> Parts:
        expressed = [
            row["msp_outcome"]
            for row in led_by(series[0])
            if row.get("msp_outcome") and month_of(row["ended_on"]) == month
        ]
        return sum(outcome != "not_achieved" for outcome in expressed), len(expressed)

    def training(series: Series, month: date) -> Parts:
        rows = sent.returns.get(("training", series[0], month), [])
        wanted = [row for row in rows if (row["course"] == series[1] if series[1] else row["course"] != "induction")]
        return sum(row["compliant"] for row in wanted), sum(row["eligible"] for row in wanted)

    def supervision(series: Series, month: date) -> Parts:
        rows = sent.returns.get(("measures", "elft", month), [])
        return sum(row["numerator"] for row in rows), sum(row["denominator"] for row in rows)

    return {
        "concerns_received": lambda series, month: (received[month], None),
        "concerns_with_several_types": lambda series, month: (several[month], received[month]),
        "concerns_awaiting_decision": waiting,
        "concerns_by_type_of_risk": citing,
        "conversion_national_rule": lambda series, month: (converted[month], received[month]),
        "section_42_enquiries_started": lambda series, month: (
            count_by_month(row["started_on"] for row in led_by(series[0]))[month],
            None,
        ),
        "enquiries_open": lambda series, month: (len(ages_open(series[0], month)), None),
        "enquiries_open_over_60_days": over,
        "outcomes_fully_or_partly_achieved": outcomes,
        "training_in_date": training,
        "supervision_attended": supervision,
    }


def recount(sent: Sent, indicator: str, series: Series, months: list[date]) -> float | None:
    """Count people, or find the middle or ninetieth of the days, over all the months at once."""
    cases = [
        row
        for row in sent.latest("enquiries", "enquiry_id")
        if row["kind"] == "section_42" and series[0] in ("all", row["lead_agency"])
    ]
    if indicator == "people_in_section_42_enquiries":
        return len({row["person_id"] for row in cases if month_of(row["started_on"]) in months})
    days = sorted(
        (as_day(row["ended_on"]) - as_day(row["started_on"])).days
        for row in cases
        if row.get("ended_on") and month_of(row["ended_on"]) in months
    )
    if not days:
        return None
    if series[1] is None:
        return float(statistics.median(days))
    place = 0.9 * (len(days) - 1)
    below = days[math.floor(place)]
    return below + (place - math.floor(place)) * (days[math.ceil(place)] - below)
