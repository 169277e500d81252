"""The concerns: when they came in, from whom, about what, and what was decided."""

from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.generator.chance import Days, chance, draw, pick, working_day
from sample_data.generator.people import make_people
from sample_data.generator.plan import MONTHS
from sample_data.generator.types_of_risk import cite_types
from scorecard.months import last_day

SOURCES = {
    "care_provider": 18,
    "police": 17,
    "bhft": 14,
    "asc": 9,
    "elft": 9,
    "ambulance": 7,
    "ccs": 5,
    "housing": 5,
    "public": 4.5,
    "icb": 3,
    "vcse": 3,
    "self": 2,
    "other": 2,
    "fire": 1.5,
    "public_health": 1,
}
NOT_PROFESSIONAL = ("public", "self", "other")
RECEIVED_BY_WEEKDAY = np.array([1.2, 1.1, 1.0, 1.0, 1.1, 0.4, 0.3])
DAYS_TO_DECISION = {"0": 27, "1": 25, "2": 16, "3": 10, "4": 5, "6": 6, "7": 4, "11": 3, "15": 2, "22": 1.4, "35": 0.6}
LIKELY_ENQUIRY = {"care_provider": 1.6, "bhft": 1.2, "elft": 1.4, "police": 0.6, "ambulance": 0.6, "other": 0.4}
DAYS_UNTIL_EXTRACT = 6
SHARE_TOLD_LATE = 0.3


def make_concerns(seed: int, plan: pl.DataFrame) -> pl.DataFrame:
    """Make the concerns of one partnership, a row each in the order received; a decision after the last month is null.

    Columns: month, received_on, person, age, age_band, gender, ethnicity, referral_source, types_of_risk (a list),
    decision, decided_on, referrer_told_on.
    """
    received_on = receive(seed, plan["concerns"].to_list())
    people = make_people(seed, received_on)
    count = len(received_on)
    source = draw(chance(seed, "referral source"), SOURCES, count)
    delay = draw(chance(seed, "days to decision"), DAYS_TO_DECISION, count).astype(int)
    decided_on = working_day(received_on + delay)
    decision = decide(seed, plan, source, decided_on)
    told_on = tell_referrers(seed, plan, source, decided_on)
    return people.with_columns(
        month=pl.Series(received_on.astype("datetime64[M]").astype("datetime64[D]")),
        received_on=pl.Series(received_on),
        referral_source=pl.Series(source),
        types_of_risk=pl.Series(cite_types(seed, plan, received_on)),
        decision=pl.Series(decision),
        decided_on=pl.Series(decided_on),
        referrer_told_on=pl.Series(told_on),
    ).with_columns(pl.when(pl.col("decision") != "").then(pl.col("decision", "decided_on", "referrer_told_on")))


def receive(seed: int, monthly: list[int]) -> Days:
    """Spread each month's concerns over its days, fewer at weekends."""
    stream = chance(seed, "received")
    days = []
    for month, count in zip(MONTHS, monthly, strict=True):
        in_month = np.arange(np.datetime64(month), np.datetime64(last_day(month)) + 1)
        weights = np.array([RECEIVED_BY_WEEKDAY[day.weekday()] for day in in_month.tolist()])
        days.append(np.sort(stream.choice(in_month, size=count, p=weights / weights.sum())))
    return np.concatenate(days)


def decide(seed: int, plan: pl.DataFrame, source: NDArray[np.str_], decided_on: Days) -> NDArray[np.str_]:
    """Decide the concerns of each month, with as many enquiries of each kind as planned; "" where none is made yet."""
    stream = chance(seed, "decision")
    decision = np.full(len(source), "", dtype="<U20")
    likely = np.array([LIKELY_ENQUIRY.get(code, 1.0) for code in source])
    for row in plan.iter_rows(named=True):
        waiting = in_month(decided_on, row["month"])
        decision[waiting] = draw(stream, {"another_pathway": 6, "no_further_action": 4}, len(waiting))
        for kind, weight in (("section_42", likely), ("other", np.ones_like(likely)), ("mash", np.ones_like(likely))):
            chosen = waiting[pick(stream, weight[waiting], row[kind])]
            decision[chosen] = f"{kind}_enquiry"
            waiting = np.setdiff1d(waiting, chosen)
    return decision


def tell_referrers(seed: int, plan: pl.DataFrame, source: NDArray[np.str_], decided_on: Days) -> Days:
    """Tell the planned share of each month's professional referrers within a week, some others later or not at all.

    A day after the extract for the month's return is not known yet, and left out.
    """
    stream = chance(seed, "referrer told")
    told_on = np.full(len(source), np.datetime64("NaT"), dtype="datetime64[D]")
    professional = ~np.isin(source, NOT_PROFESSIONAL)
    for row in plan.iter_rows(named=True):
        extract = np.datetime64(last_day(row["month"]) + timedelta(days=DAYS_UNTIL_EXTRACT))
        decided = in_month(decided_on, row["month"])
        decided = stream.permutation(decided[professional[decided]])
        prompt, rest = np.split(decided, [round(len(decided) * row["referrers_told_percent"] / 100)])
        soon = working_day(decided_on[prompt] + stream.integers(0, 5, len(prompt)))
        told_on[prompt] = np.minimum(soon, np.maximum(extract, decided_on[prompt]))
        late = rest[stream.random(len(rest)) < SHARE_TOLD_LATE]
        later = working_day(decided_on[late] + stream.integers(16, 30, len(late)))
        told_on[late] = np.where(later <= extract, later, np.datetime64("NaT"))
    return told_on


def in_month(days: Days, month: date) -> NDArray[np.int64]:
    """Give the positions of the days that fall in a month."""
    return np.flatnonzero((days >= np.datetime64(month)) & (days <= np.datetime64(last_day(month))))
