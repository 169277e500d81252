"""The results of concluded enquiries: risk, mental capacity, support, and what the adult wanted."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.generator.chance import chance, draw, shuffled
from scorecard.months import financial_quarter

RESULTS = ("risk_assessment_outcome", "risk_outcome", "mental_capacity", "supported", "msp_asked", "msp_outcome")
RISKS = ("risk_reduced", "risk_removed", "risk_remained", "risk_not_identified")
ACHIEVED = ("fully_achieved", "partially_achieved", "not_achieved")
IDENTIFIED = {"risk_identified_action_taken": 93, "risk_identified_no_action": 7}
NOT_IDENTIFIED = {
    "no_risk_identified_no_action": 35,
    "no_risk_identified_action_taken": 15,
    "inconclusive_action_taken": 20,
    "inconclusive_no_action": 10,
    "ceased_at_individuals_request": 20,
}
USUAL_RISKS = {"risk_reduced": 45, "risk_removed": 20, "risk_remained": 10, "risk_not_identified": 25}
CAPACITY = {"lacked_capacity": 30, "had_capacity": 60, "dont_know": 3, "not_recorded": 7}
SUPPORTED = {"yes": 84, "no": 16}
ASKED = {"asked_and_expressed": 64, "asked_not_expressed": 14, "not_asked": 13, "dont_know": 2, "not_recorded": 7}
ACHIEVED_SHARES = {"fully_achieved": 63, "partially_achieved": 29, "not_achieved": 8}


def add_outcomes(seed: int, outcomes: pl.DataFrame, enquiries: pl.DataFrame) -> pl.DataFrame:
    """Add the columns of RESULTS to enquiries; null where open, and where they do not apply.

    Section 42 enquiries get the planned outcomes of their quarter and lead agency; other kinds the usual ones.
    """
    stream = chance(seed, "outcomes")
    count = enquiries.height
    risk = draw(stream, USUAL_RISKS, count).astype("<U20")
    asked = draw(stream, ASKED, count)
    achieved = draw(stream, ACHIEVED_SHARES, count)
    quarter = np.array(["" if day is None else financial_quarter(day) for day in enquiries["ended_on"]])
    lead, kind = enquiries["lead_agency"].to_numpy(), enquiries["kind"].to_numpy()
    for row in outcomes.iter_rows(named=True):
        planned = np.flatnonzero((quarter == row["quarter"]) & (lead == row["lead_agency"]) & (kind == "section_42"))
        risk[planned] = shuffled(stream, {code: row[code] for code in RISKS})
        if row["fully_achieved"] is not None:
            asked[planned] = "asked_and_expressed"
            achieved[planned] = shuffled(stream, {code: row[code] for code in ACHIEVED})
    concluded = pl.col("ended_on").is_not_null()
    return (
        enquiries.with_columns(
            risk_assessment_outcome=pl.Series(assess(stream, risk)),
            risk_outcome=pl.Series(risk),
            mental_capacity=pl.Series(draw(stream, CAPACITY, count)),
            supported=pl.Series(draw(stream, SUPPORTED, count)),
            msp_asked=pl.Series(asked),
            msp_outcome=pl.Series(achieved),
        )
        .with_columns(
            pl.when(pl.col("risk_outcome") != "risk_not_identified").then("risk_outcome"),
            pl.when(pl.col("mental_capacity") == "lacked_capacity").then("supported"),
            pl.when(pl.col("msp_asked") == "asked_and_expressed").then("msp_outcome"),
        )
        .with_columns(pl.when(concluded).then(pl.col(*RESULTS)))
    )


def assess(stream: np.random.Generator, risk: NDArray[np.str_]) -> NDArray[np.str_]:
    """Give each outcome the risk assessment that it follows from."""
    identified, not_identified = draw(stream, IDENTIFIED, len(risk)), draw(stream, NOT_IDENTIFIED, len(risk))
    return np.where(risk == "risk_not_identified", not_identified, identified)
