"""Cases of the high-risk panels: hoarding as told in plan_hoarding.csv, the others by chance."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sample_data.generator.chance import Days, chance, draw, working_day
from sample_data.generator.copies import copy_cases
from sample_data.generator.plan import LAST_DAY, MONTHS, read_table
from scorecard.months import last_day

STEPS = ("lead_officer_allocated_on", "risk_assessed_on", "planned_on", "considered_on")
DAYS = ("referred_on", *STEPS, "closed_on")
DAYS_IN_FORCE = 84


@dataclass(frozen=True)
class Panel:
    """How busy a panel is: cases a month, usual days from referral to steps and closure, and what comes of it."""

    agency: str
    name: str
    prefix: str
    since: date
    monthly: float
    steps: tuple[int, int, int, int]
    usual_days: float
    share_led: float
    results: dict[str, float]


RISK = {"risk_reduced": 55.0, "risk_remains": 18.0, "risk_removed": 12.0, "another_pathway": 15.0}
ALLEGATION = {"allegation_substantiated": 30.0, "allegation_not_substantiated": 45.0, "another_pathway": 25.0}
PANELS = (
    Panel("asc", "caspa", "CP", date(2023, 4, 1), 2.2, (2, 7, 10, 14), 110, 0.96, RISK),
    Panel("asc", "pipot", "PP", date(2023, 4, 1), 1.8, (1, 5, 9, 12), 45, 0.97, ALLEGATION),
    Panel("police", "marac", "MA", date(2022, 4, 1), 5.0, (1, 3, 15, 15), 36, 0.9, RISK),
)


def make_panel_cases(seed: int, times: int) -> pl.DataFrame:
    """Make a row per case and month in which it is open, as it stood at the month's end.

    Columns: agency, month, panel, case_id, referred_on, the days of STEPS, closed_on, result.
    """
    cases = pl.concat([told_cases(), *(cases_by_chance(seed, panel) for panel in PANELS)]).with_columns(
        number=pl.int_range(pl.len()).over("panel"), count=pl.len().over("panel")
    )
    months = pl.concat(state_at_end(cases, month) for month in MONTHS)
    number = (pl.col("copy") * pl.col("count") + pl.col("number") + 1).cast(pl.String).str.zfill(5)
    numbered = copy_cases(months, times).with_columns(case_id=pl.concat_str("prefix", number))
    return numbered.select("agency", "month", "panel", "case_id", *DAYS, "result")


def told_cases() -> pl.DataFrame:
    """Give the cases of the hoarding panel."""
    own = {"agency": pl.lit("asc"), "panel": pl.lit("hoarding"), "prefix": pl.lit("HP")}
    told = read_table("plan_hoarding.csv").with_columns(pl.col(DAYS).str.to_date("%Y-%m-%d"), **own)
    return told.select("agency", "panel", "prefix", *DAYS, "result")


def cases_by_chance(seed: int, panel: Panel) -> pl.DataFrame:
    """Make the cases of a panel in the order referred; what would come after the last month is null."""
    stream = chance(seed, f"panel {panel.name}")
    months = np.array([month for month in MONTHS if month >= panel.since], dtype="datetime64[D]")
    referred_in: Days = np.repeat(months, stream.poisson(panel.monthly, len(months)))
    count = len(referred_in)
    referred = np.sort(working_day(referred_in + stream.integers(0, 27, count)))
    length = np.maximum(panel.steps[-1] + 3, panel.usual_days * stream.lognormal(0, 0.4, count)).astype(int)
    days = {"referred_on": referred, "closed_on": working_day(referred + length)}
    wait = np.zeros(count, dtype=int)
    for name, usual in zip(STEPS, panel.steps, strict=True):
        wait = np.maximum(wait, usual + stream.integers(0, 3, count))
        days[name] = working_day(referred + wait)
    days["lead_officer_allocated_on"] = known(days["lead_officer_allocated_on"], stream.random(count) < panel.share_led)
    return (
        pl.DataFrame({name: pl.Series(values) for name, values in days.items()})
        .with_columns(
            agency=pl.lit(panel.agency),
            panel=pl.lit(panel.name),
            prefix=pl.lit(panel.prefix),
            result=pl.Series(draw(stream, panel.results, count)),
        )
        .with_columns(pl.when(pl.col("closed_on") <= LAST_DAY).then(pl.col("closed_on", "result")))
        .select("agency", "panel", "prefix", *DAYS, "result")
    )


def known(days: Days, is_known: np.typing.NDArray[np.bool_]) -> Days:
    """Leave out the days that are not known."""
    return np.where(is_known, days, np.datetime64("NaT"))


def state_at_end(cases: pl.DataFrame, month: date) -> pl.DataFrame:
    """Give the cases open at any time in a month; assessment and plan are renewed every twelve weeks."""
    end = last_day(month)
    active = (pl.col("referred_on") <= end) & (pl.col("closed_on").is_null() | (pl.col("closed_on") >= month))
    until = pl.min_horizontal(pl.col("closed_on"), pl.lit(end))
    renewed = [
        pl.col(name) + pl.duration(days=(until - pl.col(name)).dt.total_days() // DAYS_IN_FORCE * DAYS_IN_FORCE)
        for name in ("risk_assessed_on", "planned_on")
    ]
    return (
        cases.filter(active)
        .with_columns(pl.when(pl.col(name) <= end).then(name) for name in STEPS)
        .with_columns(renewed)
        .with_columns(pl.when(pl.col("closed_on") <= end).then(pl.col("closed_on", "result")), month=pl.lit(month))
    )
