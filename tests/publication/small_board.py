"""A board of a few agencies for a test: its reference files, returns sent by hand, and what is published of them."""

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from scorecard.feeds.catalogue import find_feed
from scorecard.feeds.checking import Declaration
from scorecard.months import last_day, parse_month
from scorecard.publication.publish import publish
from scorecard.publication.reader import Generation, open_generation
from scorecard.reference import Reference, load_reference
from scorecard.settings import PROJECT, Settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import keep_return

Row = dict[str, Any]
NAMES = {
    "asc": "Council",
    "bhft": "Hospitals",
    "elft": "ELFT",
    "ccs": "CCS",
    "police": "Police",
    "vcse": "VCSE",
}
LONG_AFTER = datetime(2030, 1, 1)


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    path.write_bytes(as_csv(columns, rows))


def as_csv(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def expect(feed: str, agency: str, frequency: str = "monthly", due_days: int = 12, **dates: str) -> Row:
    return {"feed": feed, "agency": agency, "frequency": frequency, "due_days": due_days, **dates}


def measure(name: str, agency: str, frequency: str = "monthly", **dates: str) -> Row:
    return {"measure": name, "agency": agency, "frequency": frequency, "numerator": "what is counted", **dates}


def concern(name: str, received: str, *, person: str = "", risks: str = "physical_abuse", **more: Any) -> Row:
    decided = {"decision": "no_further_action"} if "decided_on" in more else {}
    return {
        "concern_id": name,
        "person_id": person or f"person of {name}",
        "received_on": received,
        "referral_source": "police",
        "types_of_risk": risks,
        "age": 70,
        "age_band": "65_74",
        "gender": "female",
        "ethnicity": "white",
        **decided,
        **more,
    }


def enquiry(name: str, started: str, ended: str = "", *, person: str = "", **more: Any) -> Row:
    """An enquiry, open unless it has an end; once concluded its risk is reduced and its outcome met, unless told."""
    results = {
        "risk_assessment_outcome": "risk_identified_action_taken",
        "risk_outcome": "risk_reduced",
        "mental_capacity": "had_capacity",
        "msp_asked": "asked_and_expressed",
        "msp_outcome": "fully_achieved",
    }
    return {
        "enquiry_id": name,
        "concern_id": f"concern of {name}",
        "person_id": person or f"person of {name}",
        "kind": "section_42",
        "lead_agency": "asc",
        "started_on": started,
        "ended_on": ended,
        **(results if ended else {}),
        **more,
    }


@dataclass(frozen=True)
class ReturnSent:
    """The bytes of one return and what was declared of them."""

    feed: str
    agency: str
    month: date
    content: bytes
    received_at: datetime


class Board:
    """A home folder with chosen indicators; returns are sent one by one and published when told."""

    def __init__(
        self,
        home: Path,
        indicators: Sequence[str],
        *,
        expected: Sequence[Row],
        measures: Sequence[Row] = (),
        targets: Sequence[Row] = (),
    ) -> None:
        self.sent: list[ReturnSent] = []
        self.settings = Settings(home=home, queries=home / "queries")
        self.settings.queries.mkdir(parents=True)
        for name in indicators:
            shutil.copy(PROJECT / "queries" / f"{name}.sql", self.settings.queries)
        agencies = [
            {"code": code, "name": name, "short_name": name, "order": place}
            for place, (code, name) in enumerate(NAMES.items(), start=1)
        ]
        courses = [
            {"code": code, "name": code.title(), "order": place} for place, code in enumerate(("induction", "level_1"))
        ]
        rows = {
            "agencies": agencies,
            "courses": courses,
            "measures": measures,
            "targets": targets,
            "expected_returns": expected,
        }
        folder = self.settings.reference
        folder.mkdir()
        for file, contract in Reference.CONTRACTS.items():
            write_csv(folder / f"{file}.csv", list(contract.columns()), rows.get(file, []))
        (folder / "partnership.toml").write_text(
            'name = "A board"\narea = "A place"\ninvented = true\nnotice = "All of it is made up."\n'
        )

    def send(self, feed: str, agency: str, month: str, rows: Sequence[Row], *, received: str = "") -> None:
        """Send a return, on the fifth of the next month unless told otherwise; it is kept at the next publication."""
        fifth = datetime.combine(last_day(parse_month(month)) + timedelta(days=5), time(9))
        columns = list(find_feed(feed).columns)
        content = as_csv(columns, [{"agency": agency, "month": month, **row} for row in rows])
        moment = datetime.fromisoformat(received) if received else fifth
        self.sent.append(ReturnSent(feed, agency, parse_month(month), content, moment))

    def keep(self, *, alone: bool = False) -> None:
        """Take into the warehouse what was sent, in order; every return must be accepted.

        What was written in the dashboard is kept beside it, unless it is to be kept `alone`.
        """
        known: dict[str, Any] = dict(load_reference(self.settings.reference).known_codes())
        with open_warehouse(self.settings.warehouse) as connection:
            for sent in self.sent:
                receipt = keep_return(
                    connection,
                    sent.content,
                    Declaration(find_feed(sent.feed), sent.agency, sent.month, known),
                    sender="Analyst",
                    received_at=sent.received_at,
                    file_name=f"{sent.agency}_{sent.feed}.csv",
                    originals=self.settings.home / "originals",
                    alone=alone,
                )
                assert receipt.submission is not None, [problem.sentence() for problem in receipt.checked.problems]
        self.sent.clear()

    def publish(self, as_at: str = "", **settings: Any) -> Generation:
        """Publish what was known at a moment, long after everything unless told otherwise, and open it."""
        self.keep()
        chosen = self.settings.model_copy(update=settings)
        publish(chosen, as_at=datetime.fromisoformat(as_at) if as_at else LONG_AFTER)
        return open_generation(chosen.published)


def figure(
    generation: Generation,
    indicator: str,
    agency: str,
    month: str,
    *,
    period: str = "month",
    category: str | None = None,
) -> Row:
    """Give the one published figure of a series, month and period."""
    found = generation.ask(
        """
        select * from figure
        where indicator = $indicator and agency_code = $agency and report_month = $month and period = $period
            and category is not distinct from $category
        """,
        indicator=indicator,
        agency=agency,
        month=parse_month(month),
        period=period,
        category=category,
    )
    assert found.height == 1, found
    return found.row(0, named=True)


def parts(row: Row) -> tuple[str, float | None, float | None]:
    """Give a figure's state, numerator and denominator."""
    return row["state"], row["numerator"], row["denominator"]


def counted(row: Row) -> tuple[str, int, int]:
    """Give a figure's state, and how many months of how many due it holds."""
    return row["state"], row["months_counted"], row["months_due"]


def months(first: str, last: str) -> pl.Series:
    return pl.date_range(parse_month(first), parse_month(last), "1mo", eager=True).alias("report_month")
