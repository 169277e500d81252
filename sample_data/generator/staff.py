"""Training records of the council's Safeguarding Adult Managers: who is in the matrix, and in date until when."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from sample_data.generator.chance import chance
from sample_data.generator.copies import copy_cases, scattered
from sample_data.generator.plan import MONTHS
from scorecard.months import last_day

AGENCY, COURSE = "asc", "safeguarding_adult_manager"
MATRIX_RENEWED = date(2023, 4, 1)
TEAMS = ("Adult MASH", "Hospital team", "Learning disability team", "Older adults team", "Mental health team")
YEARS_IN_DATE = 3


@dataclass
class Member:
    """One member of staff; `completed_on` is None until the course is done."""

    number: int
    team: str
    completed_on: date | None

    @property
    def expires_on(self) -> date | None:
        """The last day in date."""
        done = self.completed_on
        return None if done is None else done.replace(year=done.year + YEARS_IN_DATE, day=min(done.day, 28))

    def in_date(self, month: date) -> bool:
        """Say whether the course is in date on the last day of a month."""
        return self.expires_on is not None and self.expires_on >= last_day(month)


def make_training_records(seed: int, training: pl.DataFrame, times: int) -> pl.DataFrame:
    """Make a row per month and member, as many and as many in date as the training return counts.

    Columns: agency, month, staff_id, course, team, completed_on, expires_on.
    """
    stream = chance(seed, "training records")
    counts = training.filter(pl.col("course") == COURSE, pl.col("agency") == AGENCY)
    wanted = {row["month"]: (row["eligible"], row["compliant"]) for row in counts.iter_rows(named=True)}
    members: list[Member] = []
    joined, rows = 0, []
    for month in MONTHS[MONTHS.index(MATRIX_RENEWED) :]:
        eligible, compliant = wanted[month]
        surplus = sum(member.in_date(month) for member in members) - compliant
        for _ in range(max(surplus, len(members) - eligible, 0)):
            members.remove(pick_leaver(stream, members, month))
        while len(members) < eligible:
            joined += 1
            members.append(Member(joined, TEAMS[int(stream.integers(len(TEAMS)))], None))
        train(stream, members, month, compliant)
        rows += [
            (month, member.number, member.team, member.completed_on, member.expires_on)
            for member in sorted(members, key=lambda each: each.number)
        ]
    columns = {"month": pl.Date, "number": pl.Int64, "team": pl.String, "completed_on": pl.Date, "expires_on": pl.Date}
    records = copy_cases(pl.DataFrame(rows, schema=columns, orient="row"), times)
    staff = records["copy"].to_numpy().astype(np.int64) * joined + records["number"].to_numpy()
    return records.select(
        agency=pl.lit(AGENCY),
        month="month",
        staff_id=pl.Series(np.char.add("S", scattered(staff))),
        course=pl.lit(COURSE),
        team="team",
        completed_on="completed_on",
        expires_on="expires_on",
    )


def pick_leaver(stream: np.random.Generator, members: list[Member], month: date) -> Member:
    """Pick one of those in date."""
    among = [member for member in members if member.in_date(month)]
    return among[int(stream.integers(len(among)))]


def train(stream: np.random.Generator, members: list[Member], month: date, compliant: int) -> None:
    """Bring as many into date as are counted: in the month itself, but over the years before when the matrix begins."""
    waiting = [member for member in members if not member.in_date(month)]
    missing = compliant - (len(members) - len(waiting))
    days_back = 30 * 12 * YEARS_IN_DATE - 60 if month == MATRIX_RENEWED else (last_day(month) - month).days
    for member in waiting[:missing]:
        day = last_day(month) - timedelta(days=int(stream.integers(days_back)))
        member.completed_on = np.busday_offset(day, 0, roll="backward").astype(date)
