"""When each return came in and who sent it: on time as a rule, some late, two sent again, a few not at all."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from sample_data.generator.chance import chance
from scorecard.months import last_day, write_month

REFERENCE = Path(__file__).parent.parent / "reference"
COMMENTARY_DUE_DAYS = 15
# The board meets in the third week after the month's end.
DECISIONS_DUE_DAYS = 30
MOST_DAYS_EARLY = 4
SENDERS = {
    "asc": "Performance Analyst, Adult Social Care",
    "bhft": "Safeguarding Co-ordinator",
    "elft": "Safeguarding Business Manager",
    "ccs": "Safeguarding Team Administrator",
    "icb": "Designated Nurse's office",
    "police": "Public Protection Analyst",
    "housing": "Rough Sleeping Co-ordinator",
    "public_health": "Commissioning Officer",
    "fire": "Prevention Manager",
    "vcse": "Partnership Development Officer",
    "commissioning": "Quality Team Analyst",
    "advocacy": "Advocacy Manager",
    "lsab": "Board Business Manager",
}
DAYS_LATE = {
    ("fire", "measures", "2022-05"): 3,
    ("police", "measures", "2022-07"): 11,
    ("ccs", "measures", "2022-08"): 2,
    ("bhft", "training", "2022-11"): 4,
    ("housing", "measures", "2022-12"): 12,
    ("elft", "training", "2022-12"): 7,
    ("public_health", "measures", "2023-03"): 6,
    ("icb", "training", "2023-05"): 8,
    ("icb", "measures", "2023-05"): 8,
    ("vcse", "measures", "2023-06"): 10,
    ("police", "measures", "2023-08"): 9,
    ("bhft", "measures", "2023-08"): 3,
    ("elft", "measures", "2023-09"): 5,
    ("asc", "enquiries", "2023-12"): 4,
    ("housing", "measures", "2023-12"): 14,
    ("housing", "training", "2023-12"): 14,
    ("police", "training", "2024-03"): 2,
    ("asc", "audits", "2022-09"): 6,
    ("police", "panel_cases", "2022-11"): 7,
    ("lsab", "learning_actions", "2023-03"): 9,
    ("asc", "training_records", "2023-08"): 5,
    ("elft", "audits", "2023-09"): 12,
    ("asc", "feedback", "2023-12"): 4,
    ("advocacy", "feedback", "2024-02"): 8,
}
NOT_RECEIVED = {
    ("police", "measures", "2023-11"),
    ("housing", "measures", "2024-03"),
    ("housing", "training", "2024-03"),
    ("vcse", "measures", "2024-03"),
    ("ccs", "audits", "2022-12"),
    ("advocacy", "feedback", "2023-06"),
    ("fire", "referral_feedback", "2024-03"),
    ("police", "panel_cases", "2024-03"),
}
SENT_AGAIN_DAYS = {
    ("icb", "training", "2023-09"): 8,
    ("ccs", "measures", "2024-02"): 12,
    ("asc", "panel_cases", "2023-11"): 10,
    ("ccs", "referral_feedback", "2023-06"): 9,
}


def is_received(agency: str, feed: str, month: date) -> bool:
    """Say whether the return came in at all."""
    return (agency, feed, write_month(month)) not in NOT_RECEIVED


def first_version(agency: str, feed: str, month: date, rows: pl.DataFrame) -> pl.DataFrame | None:
    """Give the rows as first sent, where they were sent again; None where they were right at once."""
    if (agency, feed, write_month(month)) not in SENT_AGAIN_DAYS:
        return None
    if feed == "training":
        return rows.filter(pl.col("course") != "adults_l3")
    if feed == "panel_cases":
        return rows.filter(pl.col("panel") != "hoarding")
    if feed == "referral_feedback":
        return rows.with_columns(told=pl.lit("no"), told_on=pl.lit(None, dtype=pl.Date)).filter(
            pl.col("received_on") >= month
        )
    one_team_left_out = pl.col("measure") == "domestic_abuse_routine_enquiry"
    return rows.with_columns(
        pl.when(one_team_left_out).then(pl.col("numerator") * 9 // 10).otherwise("numerator").alias("numerator")
    )


def received_at(seed: int, agency: str, feed: str, month: date, *, again: bool) -> datetime:
    """Give the moment at which a return came in: a weekday, in office hours."""
    key = (agency, feed, write_month(month))
    stream = chance(seed, " ".join(key))
    early, second = int(stream.integers(0, MOST_DAYS_EARLY + 1)), int(stream.integers(8 * 3600, 17 * 3600))
    due = last_day(month) + timedelta(days=due_days(agency, feed))
    if key in DAYS_LATE:
        day = np.busday_offset(due + timedelta(days=DAYS_LATE[key]), 0, roll="forward")
    else:
        day = np.busday_offset(due - timedelta(days=early), 0, roll="backward")
    if again:
        day = np.busday_offset(day + SENT_AGAIN_DAYS[key], 0, roll="forward")
    return datetime.combine(day.astype(date), time()) + timedelta(seconds=second)


def due_days(agency: str, feed: str) -> int:
    """Give the days after the month within which a return is due."""
    unasked = DECISIONS_DUE_DAYS if feed == "decisions" else COMMENTARY_DUE_DAYS
    return expected_returns().get((agency, feed), unasked)


@lru_cache(maxsize=1)
def expected_returns() -> dict[tuple[str, str], int]:
    """Read the days within which each agency sends each feed."""
    rows = pl.read_csv(REFERENCE / "expected_returns.csv").iter_rows(named=True)
    return {(row["agency"], row["feed"]): row["due_days"] for row in rows}
