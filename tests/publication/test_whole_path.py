"""From returns to published figures: everything published is worked out again in plain Python from what was sent."""

import math
import random
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from scorecard.months import add_months, last_day
from scorecard.publication.opening import Generation
from tests.publication.case_returns import (
    FIRST,
    MONTHS,
    RISKS,
    concerns_of,
    concerns_return,
    enquiries_return,
    invent_concerns,
    invent_enquiries,
)
from tests.publication.small_board import Board, Row, expect, measure

PERIODS = ("month", "quarter", "year", "rolling12")
LATE = {("concerns", date(2023, 11, 1)), ("enquiries", date(2023, 6, 1)), ("training", date(2024, 2, 1))}
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
Parts = tuple[float | None, float | None]
Series = tuple[str, str | None]


def as_day(text: str) -> date:
    return date.fromisoformat(text)


def month_of(text: str) -> date:
    return as_day(text).replace(day=1)


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


class Sent:
    """What two agencies sent in fifteen months, read back as a reader of the files would read it."""

    def __init__(self) -> None:
        chance = random.Random(20240418)
        concerns, enquiries = invent_concerns(chance), invent_enquiries(chance)
        concerns += concerns_of(enquiries, chance)
        self.returns: dict[tuple[str, str, date], list[Row]] = {}
        for month in MONTHS:
            self.returns["concerns", "asc", month] = concerns_return(concerns, month)
            self.returns["enquiries", "asc", month] = enquiries_return(enquiries, month)
            self.returns["training", "asc", month] = [
                {"course": course, "eligible": 60, "compliant": chance.randint(40, 60)}
                for course in ("induction", "level_1")
            ]
            if month.month % 3 == 0:
                self.returns["training", "elft", month] = [{"course": "level_1", "eligible": 30, "compliant": 25}]
                self.returns["measures", "elft", month] = [
                    {"measure": "supervision", "numerator": chance.randint(10, 20), "denominator": 20}
                ]
        for feed, month in LATE:
            del self.returns[feed, "asc", month]

    def latest(self, feed: str, key: str) -> list[Row]:
        """Give every case as it was sent last."""
        kept: dict[str, Row] = {}
        for month in MONTHS:
            for row in self.returns.get((feed, "asc", month), []):
                kept[row[key]] = row
        return list(kept.values())

    def state(self, feed: str, agency: str, month: date) -> str:
        if (feed, agency, month) in self.returns:
            return "reported"
        return "not_due" if agency == "elft" and month.month % 3 else "late"


@pytest.fixture(scope="module")
def sent() -> Sent:
    return Sent()


@pytest.fixture(scope="module")
def generation(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> Generation:
    board = Board(
        tmp_path_factory.mktemp("home"),
        INDICATORS,
        expected=[
            *(expect(feed, "asc") for feed in ("concerns", "enquiries", "training")),
            *(expect(feed, "elft", "quarterly") for feed in ("training", "measures")),
        ],
        measures=[measure("supervision", "elft", "quarterly")],
    )
    for (feed, agency, month), rows in sent.returns.items():
        if (feed, month) == ("concerns", date(2023, 8, 1)):
            board.send(feed, agency, f"{month:%Y-%m}", rows[:3], received="2023-09-04T09:00:00")
        board.send(feed, agency, f"{month:%Y-%m}", rows)
    return board.publish()


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


def test_every_published_figure_is_what_plain_python_makes_of_the_returns(sent: Sent, generation: Generation) -> None:
    expected = work_out(sent)
    published = {
        (row["indicator"], row["period"], row["agency_code"], row["category"], row["report_month"]): row
        for row in generation.ask("select * from figure").iter_rows(named=True)
    }
    assert sorted(published, key=repr) == sorted(expected, key=repr)
    different = {
        key: (found, {name: published[key][name] for name in found})
        for key, found in expected.items()
        if not all(
            published[key][name] == (pytest.approx(value) if isinstance(value, float) else value)
            for name, value in found.items()
        )
    }
    assert different == {}


def test_there_are_figures_of_every_state(generation: Generation) -> None:
    states = generation.ask("select distinct state from figure")["state"]
    assert set(states) == {"reported", "partial", "late", "not_due"}


def test_every_value_is_the_division_of_its_parts_or_the_count_itself(generation: Generation) -> None:
    rows = generation.ask("select figure.*, unit from figure inner join indicator using (indicator)")
    for row in rows.iter_rows(named=True):
        if row["unit"] != "percent":
            assert row["value"] == row["numerator"]
        elif row["denominator"]:
            assert row["value"] == pytest.approx(100 * row["numerator"] / row["denominator"])
        else:
            assert row["value"] is None


def test_a_stock_is_the_month_ends_figure_in_every_period(generation: Generation) -> None:
    differing = generation.ask(
        """
        select indicator, agency_code, category, report_month
        from figure
        inner join indicator using (indicator)
        where kind = 'stock'
        group by all
        having count(distinct (figure.numerator, figure.denominator, state)) <> 1 or count(*) <> 4
        """
    )
    assert differing.is_empty()


def test_people_who_come_back_are_counted_once_so_months_add_up_to_more_than_the_year(
    sent: Sent, generation: Generation
) -> None:
    rows = generation.ask(
        """
        select period, sum(numerator) as people
        from figure
        where indicator = 'people_in_section_42_enquiries' and agency_code = 'all'
            and (period = 'month' and report_month between date '2023-04-01' and date '2024-03-01'
                or period = 'year' and report_month = date '2024-03-01')
        group by all
        """
    )
    people = dict(rows.iter_rows())
    assert people["year"] < people["month"]
