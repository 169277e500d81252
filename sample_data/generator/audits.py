"""Audits of practice: grades by chance, better towards the end of the two years."""

from datetime import date

import numpy as np
import polars as pl

from sample_data.generator.chance import chance, draw
from sample_data.generator.plan import MONTHS
from scorecard.feeds.code_lists import labels

AUDITED = (
    ("asc", "team_audit", "Adult MASH", "AM"),
    ("asc", "team_audit", "Older adults team", "OA"),
    ("asc", "team_audit", "Learning disability team", "LD"),
    ("asc", "internal_safeguarding_audit", "All adult teams", "IN"),
    ("elft", "internal_safeguarding_audit", "Community mental health teams", "EL"),
    ("ccs", "internal_safeguarding_audit", "Community nursing", "CC"),
)
ONCE_A_YEAR = ("asc", "multi_agency_audit", "All agencies", "MA")
FIRST_GRADES = {"outstanding": 6.0, "good": 52.0, "requires_improvement": 36.0, "inadequate": 6.0}
LAST_GRADES = {"outstanding": 9.0, "good": 68.0, "requires_improvement": 21.0, "inadequate": 2.0}
THEMES = {
    "making_safeguarding_personal": "msp",
    "mental_capacity": "mental_capacity",
    "risk_and_protection": "self_neglect_hoarding",
    "multi_agency_working": "learning_from_reviews",
    "recording_and_timeliness": "quality_assurance",
    "management_oversight": "training_supervision",
}
ACTIONS = {
    "making_safeguarding_personal": "Ask what the adult wants at the start and again at the end, and record it.",
    "mental_capacity": "Record how capacity was assessed for the decision at hand, executive capacity included.",
    "risk_and_protection": "Review the protection plan with the adult before the enquiry is closed.",
    "multi_agency_working": "Invite every agency involved to the planning meeting and send it the outcome.",
    "recording_and_timeliness": "Record decisions on the day on which they are made.",
    "management_oversight": "Discuss every open enquiry in supervision each month.",
}


def make_audits(seed: int) -> pl.DataFrame:
    """Make a row per audit and standard, in the last month of each quarter.

    Columns: agency, month, audit_id, kind, team, audited_on, standard, grade, themes, action.
    """
    stream = chance(seed, "audits")
    quarters = [month for month in MONTHS if month.month % 3 == 0]
    rows = []
    for quarter, month in enumerate(quarters):
        grades = shares(quarter / (len(quarters) - 1))
        for agency, kind, team, prefix in (*AUDITED, *([ONCE_A_YEAR] if month.month == 3 else [])):
            first = np.datetime64(date(month.year, month.month - 2, 1))
            audited_on = np.busday_offset(first + int(stream.integers(20, 80)), 0, roll="forward").astype(date)
            for standard, grade in zip(ACTIONS, draw(stream, grades, len(ACTIONS)), strict=True):
                themes = {"quality_assurance", THEMES[standard]}
                rows.append(
                    {
                        "agency": agency,
                        "month": month,
                        "audit_id": f"{prefix}-{month:%Y-%m}",
                        "kind": kind,
                        "team": team,
                        "audited_on": audited_on,
                        "standard": standard,
                        "grade": str(grade),
                        "themes": ";".join(code for code in labels("theme") if code in themes),
                        "action": None if grade in ("outstanding", "good") else ACTIONS[standard],
                    }
                )
    return pl.DataFrame(rows)


def shares(step: float) -> dict[str, float]:
    """Give the shares of the grades between the first quarter, 0, and the last, 1."""
    return {grade: first + step * (LAST_GRADES[grade] - first) for grade, first in FIRST_GRADES.items()}
