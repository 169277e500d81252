"""The case returns of the council: concerns, enquiries and risks, as each month's extract would show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from sample_data.generator.concerns import make_concerns
from sample_data.generator.copies import copy_cases, pseudonyms, reference
from sample_data.generator.enquiries import make_enquiries
from sample_data.generator.outcomes import RESULTS, add_outcomes
from sample_data.generator.plan import read_outcomes, read_plan
from sample_data.generator.risks import make_risks
from scorecard.months import last_day

SENDER = "asc"
CONCERN_COLUMNS = (
    "agency",
    "month",
    "concern_id",
    "person_id",
    "received_on",
    "referral_source",
    "types_of_risk",
    "age",
    "age_band",
    "gender",
    "ethnicity",
    "decision",
    "decided_on",
    "referrer_told_on",
)
ENQUIRY_COLUMNS = (
    "agency",
    "month",
    "enquiry_id",
    "concern_id",
    "person_id",
    "kind",
    "lead_agency",
    "started_on",
    "ended_on",
    *RESULTS,
)
RISK_COLUMNS = ("agency", "month", "enquiry_id", "type_of_risk", "source_of_risk", "location_of_risk")


@dataclass(frozen=True)
class Cases:
    """The cases of one partnership; rows refer to one another by row number."""

    concerns: pl.DataFrame
    enquiries: pl.DataFrame
    risks: pl.DataFrame

    @property
    def people(self) -> int:
        """How many adults there are."""
        return self.concerns["person"].n_unique()


def make_cases(seed: int) -> Cases:
    """Make the cases of all months."""
    plan, outcomes = read_plan(), read_outcomes()
    concerns = make_concerns(seed, plan)
    enquiries = add_outcomes(seed, outcomes, make_enquiries(seed, plan, outcomes, concerns))
    return Cases(concerns.with_row_index("concern"), enquiries.with_row_index("enquiry"), make_risks(seed, enquiries))


def case_returns(cases: Cases, month: date, times: int) -> Iterator[tuple[str, pl.DataFrame]]:
    """Give the three case returns of a month, by feed."""
    yield "concerns", concerns_return(cases, month, times)
    yield "enquiries", enquiries_return(cases, month, times)
    yield "enquiry_risks", risks_return(cases, month, times)


def concerns_return(cases: Cases, month: date, times: int) -> pl.DataFrame:
    """Concerns received in the month, or earlier and not decided before it; decisions as at its end."""
    decided = pl.col("decided_on") <= last_day(month)
    waiting = pl.col("decided_on").is_null() | (pl.col("decided_on") >= month)
    state = cases.concerns.filter((pl.col("received_on") <= last_day(month)) & waiting).with_columns(
        pl.when(decided).then(pl.col("decision", "decided_on", "referrer_told_on")),
        pl.col("types_of_risk").list.join(";"),
    )
    return finish(cases, state, month, times).select(CONCERN_COLUMNS)


def enquiries_return(cases: Cases, month: date, times: int) -> pl.DataFrame:
    """Every enquiry open at any time in the month; results only of those concluded in it."""
    concluded = pl.col("ended_on") <= last_day(month)
    open_in_month = pl.col("ended_on").is_null() | (pl.col("ended_on") >= month)
    state = cases.enquiries.filter((pl.col("started_on") <= last_day(month)) & open_in_month).with_columns(
        pl.when(concluded).then(pl.col("ended_on", *RESULTS))
    )
    return finish(cases, state, month, times).select(ENQUIRY_COLUMNS)


def risks_return(cases: Cases, month: date, times: int) -> pl.DataFrame:
    """The risks of the enquiries concluded in the month."""
    state = cases.risks.filter(pl.col("ended_on").is_between(month, last_day(month)))
    return finish(cases, state, month, times).select(RISK_COLUMNS)


def finish(cases: Cases, state: pl.DataFrame, month: date, times: int) -> pl.DataFrame:
    """Copy the rows of a return and write their references, its sender and its month."""
    rows = copy_cases(state, times).with_columns(agency=pl.lit(SENDER), month=pl.lit(month))
    if "concern" in rows.columns:
        rows = rows.with_columns(concern_id=reference("C", "concern", cases.concerns.height))
    if "enquiry" in rows.columns:
        rows = rows.with_columns(enquiry_id=reference("E", "enquiry", cases.enquiries.height))
    if "person" in rows.columns:
        rows = rows.with_columns(person_id=pl.Series(pseudonyms(rows, cases.people)))
    return rows
