"""Feedback from adults: forms after some of the council's section 42 enquiries, and what advocates pass on."""

import numpy as np
import polars as pl

from sample_data.generator.cases import Cases
from sample_data.generator.chance import Days, chance, draw, working_day
from sample_data.generator.copies import copy_cases, reference
from sample_data.generator.plan import LAST_DAY, MONTHS

SHARE_WITH_FORM = 0.33
SHARE_UNANSWERED = 0.08
FELT_SAFER = {
    "risk_removed": {"yes": 88, "partly": 10, "no": 2},
    "risk_reduced": {"yes": 68, "partly": 24, "no": 8},
    "risk_remained": {"yes": 25, "partly": 35, "no": 40},
}
USUAL_ANSWERS = {"yes": 72, "partly": 18, "no": 10}
ADVOCATES_OUTCOMES = {"fully_achieved": 50, "partially_achieved": 38, "not_achieved": 12}
FORMS_FROM_ADVOCATES = 3.5
MONTHLY_FROM = MONTHS[18]
ANSWERS = ("felt_safer", "felt_listened_to")
NO_END = {"enquiry_ended_on": pl.lit(None, dtype=pl.Date)}


def make_feedback(seed: int, cases: Cases, times: int) -> pl.DataFrame:
    """Make a row per form, in the month of the return that brings it.

    Columns: agency, month, form_id, kind, given_on, enquiry_ended_on, felt_safer, felt_listened_to, outcome_achieved.
    """
    forms = pl.concat([after_enquiries(seed, cases), from_advocates(seed)]).with_row_index("form")
    return copy_cases(forms, times).select(
        "agency",
        "month",
        form_id=reference("F", "form", forms.height),
        kind="kind",
        given_on="given_on",
        enquiry_ended_on="enquiry_ended_on",
        felt_safer="felt_safer",
        felt_listened_to="felt_listened_to",
        outcome_achieved="outcome_achieved",
    )


def after_enquiries(seed: int, cases: Cases) -> pl.DataFrame:
    """Give the forms that follow an enquiry led by the council; the adult's own view of the outcome is the recorded."""
    stream = chance(seed, "feedback after enquiries")
    ended = cases.enquiries.filter(
        (pl.col("kind") == "section_42") & (pl.col("lead_agency") == "asc") & pl.col("ended_on").is_not_null()
    )
    chosen = ended.filter(pl.Series(stream.random(ended.height) < SHARE_WITH_FORM))
    ended_on: Days = chosen["ended_on"].to_numpy()
    given_on = working_day(ended_on + stream.integers(2, 45, chosen.height))
    safer = [str(draw(stream, FELT_SAFER.get(risk, USUAL_ANSWERS), 1)[0]) for risk in chosen["risk_outcome"].to_list()]
    forms = chosen.select(
        agency=pl.lit("asc"),
        month=pl.Series(given_on).dt.month_start(),
        kind=pl.lit("form_after_enquiry"),
        given_on=pl.Series(given_on),
        enquiry_ended_on="ended_on",
        felt_safer=answered(stream, np.array(safer)),
        felt_listened_to=pl.Series(draw(stream, USUAL_ANSWERS, chosen.height)),
        outcome_achieved="msp_outcome",
    )
    return forms.filter(pl.col("given_on") <= LAST_DAY).sort("given_on")


def from_advocates(seed: int) -> pl.DataFrame:
    """Give the forms that advocates pass on: by quarter at first, later month by month."""
    stream = chance(seed, "feedback from advocates")
    months = np.array(MONTHS, dtype="datetime64[D]")
    given_in = np.repeat(months, 2 + stream.poisson(FORMS_FROM_ADVOCATES - 2, len(months)))
    count = len(given_in)
    given_on = np.sort(np.busday_offset(given_in + stream.integers(0, 26, count), 0, roll="forward"))
    month = pl.col("given_on").dt.month_start()
    return pl.DataFrame({"given_on": given_on}).select(
        agency=pl.lit("advocacy"),
        month=pl.when(month >= MONTHLY_FROM).then(month).otherwise(month.dt.truncate("1q").dt.offset_by("2mo")),
        kind=pl.lit("advocacy"),
        given_on="given_on",
        **NO_END,
        felt_safer=answered(stream, draw(stream, USUAL_ANSWERS, count)),
        felt_listened_to=pl.Series(draw(stream, USUAL_ANSWERS, count)),
        outcome_achieved=pl.Series(draw(stream, ADVOCATES_OUTCOMES, count)),
    )


def answered(stream: np.random.Generator, answers: np.typing.NDArray[np.str_]) -> pl.Series:
    """Leave some of the answers blank."""
    blank = stream.random(len(answers)) < SHARE_UNANSWERED
    return pl.Series([None if none else str(answer) for none, answer in zip(blank, answers, strict=True)])
