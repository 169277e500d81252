"""Fifteen months of invented cases of two agencies, and the returns in which they are sent."""

import random
from datetime import date, timedelta
from typing import Any

from scorecard.months import add_months, last_day

Row = dict[str, Any]
FIRST, LAST = date(2023, 2, 1), date(2024, 4, 1)
MONTHS = [add_months(FIRST, step) for step in range(15)]
RISKS = ["self_neglect", "domestic_abuse", "physical_abuse"]


def invent_concerns(chance: random.Random) -> list[Row]:
    """Invent about eight concerns a month from two months before the first return; decided after up to seven weeks."""
    start = add_months(FIRST, -2)
    days = (last_day(LAST) - start).days
    concerns = []
    for number in range(8 * 17):
        received = start + timedelta(chance.randint(0, days))
        concerns.append(
            {
                "concern_id": f"C{number}",
                "received": received,
                "decided": received + timedelta(chance.randint(0, 50)) if chance.random() < 0.95 else None,
                "risks": chance.sample(RISKS, chance.choice([1, 1, 2, 3])),
            }
        )
    return concerns


def invent_enquiries(chance: random.Random) -> list[Row]:
    """Invent about five enquiries a month about 25 people, so that people come back; each takes up to 110 days."""
    start = add_months(FIRST, -2)
    days = (last_day(LAST) - start).days
    return [
        {
            "enquiry_id": f"E{number}",
            "person_id": f"P{chance.randint(1, 25)}",
            "kind": chance.choice(["section_42", "section_42", "section_42", "other", "mash"]),
            "lead": chance.choice(["asc", "asc", "elft"]),
            "started": (started := start + timedelta(chance.randint(0, days))),
            "ended": started + timedelta(chance.randint(0, 110)),
            "outcome": chance.choice(["fully_achieved", "partially_achieved", "not_achieved", None]),
        }
        for number in range(5 * 17)
    ]


def name_concern(enquiry: Row) -> str:
    """Name the concern that led to an enquiry."""
    return f"concern of {enquiry['enquiry_id']}"


def concerns_of(enquiries: list[Row], chance: random.Random) -> list[Row]:
    """Invent the concern that led to each enquiry, received the day it started, and not decided before any return."""
    return [
        {
            "concern_id": name_concern(each),
            "person_id": each["person_id"],
            "received": each["started"],
            "decided": max(each["started"], FIRST) + timedelta(chance.randint(0, 50)),
            "risks": chance.sample(RISKS, 2),
        }
        for each in enquiries
    ]


def concerns_return(concerns: list[Row], month: date) -> list[Row]:
    """Write what a return of the month holds: received by its end, and not decided before its start."""
    end = last_day(month)
    rows = []
    for each in concerns:
        decided = each["decided"] if each["decided"] and each["decided"] <= end else None
        if each["received"] <= end and (decided is None or decided >= month or each["received"] >= month):
            row = {
                "concern_id": each["concern_id"],
                "person_id": each.get("person_id", f"person of {each['concern_id']}"),
                "received_on": each["received"].isoformat(),
                "referral_source": "police",
                "types_of_risk": ";".join(each["risks"]),
                "age": 70,
                "age_band": "65_74",
                "gender": "female",
                "ethnicity": "white",
            }
            rows.append(row | ({"decision": "no_further_action", "decided_on": decided.isoformat()} if decided else {}))
    return rows


def enquiries_return(enquiries: list[Row], month: date) -> list[Row]:
    """Write what a return of the month holds: open at any time in it."""
    end = last_day(month)
    rows = []
    for each in enquiries:
        ended = each["ended"] if each["ended"] <= end else None
        if each["started"] <= end and (ended is None or ended >= month):
            row = {
                "enquiry_id": each["enquiry_id"],
                "concern_id": name_concern(each),
                "person_id": each["person_id"],
                "kind": each["kind"],
                "lead_agency": each["lead"],
                "started_on": each["started"].isoformat(),
            }
            results = {
                "ended_on": f"{ended}",
                "risk_assessment_outcome": "no_risk_identified_no_action",
                "mental_capacity": "had_capacity",
                "msp_asked": "asked_and_expressed" if each["outcome"] else "not_asked",
                "msp_outcome": each["outcome"] or "",
            }
            rows.append(row | (results if ended else {}))
    return rows
