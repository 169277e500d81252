"""The enquiries that the decisions led to: kind, lead agency, start and end."""

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.generator.chance import Days, Whole, chance, pick
from sample_data.generator.plan import LAST_DAY
from scorecard.months import financial_quarter, last_day

USUAL_DAYS = {"section_42": (29.0, 0.5), "other": (22.0, 0.4), "mash": (5.0, 0.6)}
SHORTEST_DAYS = {"section_42": 8, "other": 4, "mash": 0}
SHARE_COMPLEX, COMPLEX_TIMES = 0.12, 2.6
OLDEST_FIRST_FROM, ALLOWED_DAYS = date(2023, 10, 1), 26
LIKELY_ELFT = {"elft": 12.0, "icb": 2.0, "bhft": 2.0}
ELFT_OPEN_AT_END = 5


def make_enquiries(seed: int, plan: pl.DataFrame, outcomes: pl.DataFrame, concerns: pl.DataFrame) -> pl.DataFrame:
    """Make the enquiries of one partnership, a row each in the order started; `ended_on` is null while open.

    Columns: concern (row number of its concern), person, kind, types_of_risk, started_on, ended_on, lead_agency.
    """
    stream = chance(seed, "enquiries")
    started = start(stream, concerns)
    kind = started["kind"].to_numpy()
    started_on: Days = started["started_on"].to_numpy()
    ready_on: Days = started_on + natural_days(stream, kind)
    ended_on = np.where(kind == "section_42", np.datetime64("NaT"), np.busday_offset(ready_on, 0, roll="forward"))
    formal = np.flatnonzero(kind == "section_42")
    ended_on[formal] = conclude(stream, plan, started_on[formal], ready_on[formal])
    ended_on[ended_on > np.datetime64(LAST_DAY)] = np.datetime64("NaT")
    enquiries = started.with_columns(ended_on=pl.Series(ended_on))
    return enquiries.with_columns(lead_agency=pl.Series(lead_agencies(stream, outcomes, enquiries))).select(
        "concern", "person", "kind", "types_of_risk", "started_on", "ended_on", "lead_agency"
    )


def start(stream: np.random.Generator, concerns: pl.DataFrame) -> pl.DataFrame:
    """Start an enquiry on the day of each decision for one or within two working days, in the month of the decision."""
    decided = (
        concerns.with_row_index("concern")
        .filter(pl.col("decision").str.ends_with("_enquiry"))
        .with_columns(kind=pl.col("decision").str.strip_suffix("_enquiry"))
    )
    delay = stream.integers(0, 3, decided.height)
    started_on = np.busday_offset(decided["decided_on"].to_numpy(), delay, roll="forward")
    month_end = decided["decided_on"].dt.month_end().to_numpy()
    return decided.with_columns(started_on=pl.Series(np.minimum(started_on, month_end))).sort("started_on", "concern")


def natural_days(stream: np.random.Generator, kind: NDArray[np.str_]) -> Whole:
    """Draw how long each enquiry would take if nothing kept it waiting, in days."""
    middle, spread = np.array([USUAL_DAYS[code] for code in kind]).T
    shortest = np.array([SHORTEST_DAYS[code] for code in kind])
    longer = np.where((kind == "section_42") & (stream.random(len(kind)) < SHARE_COMPLEX), COMPLEX_TIMES, 1.0)
    days: Whole = np.maximum(shortest, stream.lognormal(np.log(middle), spread) * longer).astype(np.int64)
    return days


def conclude(stream: np.random.Generator, plan: pl.DataFrame, started_on: Days, ready_on: Days) -> Days:
    """Conclude as many section 42 enquiries in each month as planned: those ready first, later those started first."""
    ended_on = np.full(len(started_on), np.datetime64("NaT"), dtype="datetime64[D]")
    for row in plan.iter_rows(named=True):
        first, last = np.datetime64(row["month"]), np.datetime64(last_day(row["month"]))
        earliest = started_on + SHORTEST_DAYS["section_42"]
        waiting = np.flatnonzero(np.isnat(ended_on) & (earliest <= last))
        in_turn = np.maximum(started_on, ready_on - ALLOWED_DAYS)
        queue = in_turn if row["month"] >= OLDEST_FIRST_FROM else ready_on
        chosen = waiting[np.argsort(queue[waiting], kind="stable")][: row["section_42_concluded"]]
        any_day = first + stream.integers(0, (last - first).astype(int) + 1, len(chosen))
        day = np.where(ready_on[chosen] < first, any_day, np.minimum(ready_on[chosen], last))
        day = np.busday_offset(np.maximum(day, earliest[chosen]), 0, roll="backward")
        ended_on[chosen] = np.maximum(day, np.maximum(first, started_on[chosen]))
    return ended_on


def lead_agencies(stream: np.random.Generator, outcomes: pl.DataFrame, enquiries: pl.DataFrame) -> NDArray[np.str_]:
    """Name ELFT as the lead of as many section 42 enquiries concluded in each quarter as planned, and of a few open."""
    lead = np.full(enquiries.height, "asc", dtype="<U4")
    likely = np.array([LIKELY_ELFT.get(code, 1.0) for code in enquiries["referral_source"]])
    formal = (enquiries["kind"] == "section_42").to_numpy()
    quarter = np.array(["open" if day is None else financial_quarter(day) for day in enquiries["ended_on"]])
    planned = {
        row["quarter"]: row["risk_reduced"] + row["risk_removed"] + row["risk_remained"] + row["risk_not_identified"]
        for row in outcomes.filter(pl.col("lead_agency") == "elft").iter_rows(named=True)
    }
    for name, count in {**planned, "open": ELFT_OPEN_AT_END}.items():
        among = np.flatnonzero(formal & (quarter == name))
        lead[among[pick(stream, likely[among], count)]] = "elft"
    return lead
