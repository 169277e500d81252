"""What two agencies sent in fifteen months, for a test that works every figure out from it."""

import random
from datetime import date

from tests.publication.case_returns import (
    MONTHS,
    concerns_of,
    concerns_return,
    enquiries_return,
    invent_concerns,
    invent_enquiries,
)
from tests.publication.small_board import Row

LATE = {("concerns", date(2023, 11, 1)), ("enquiries", date(2023, 6, 1)), ("training", date(2024, 2, 1))}


def as_day(text: str) -> date:
    return date.fromisoformat(text)


def month_of(text: str) -> date:
    return as_day(text).replace(day=1)


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
