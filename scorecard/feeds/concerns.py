"""Safeguarding concerns: those received in the month, and earlier ones that were decided or still waiting in it."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Rule, Severity, rule


class Concerns(dy.Schema):
    """One row per concern (SAC SG1f counts those received)."""

    agency = contract.agency()
    month = contract.month()
    concern_id = contract.identifier("Reference of the concern, the same in every month's return.", key=True)
    person_id = contract.identifier("Pseudonymous reference of the adult.")
    received_on = contract.day("Day on which the concern was received.")
    referral_source = contract.code("referral_source", "Who raised the concern.")
    types_of_risk = contract.codes("type_of_risk", "Types of risk cited, with semicolons between them (SAC SG2a).")
    age = contract.whole_number("Age in years when the concern was received.", minimum=18, maximum=120)
    age_band = contract.code("age_band", "Age band of the adult (SAC SG1a).")
    gender = contract.code("gender", "Gender of the adult (SAC SG1b).")
    ethnicity = contract.code("ethnicity", "Ethnicity of the adult (SAC SG1c).")
    decision = contract.code("decision", "What was decided; blank while it waits.", required=False)
    decided_on = contract.day("Day of the decision; blank while it waits.", required=False)
    referrer_told_on = contract.day("Day on which the referrer was told the outcome, if told.", required=False)


@rule("received_on", "month")
def received_by_month_end() -> pl.Expr:
    """The concern is received after the month of the return. Check the date, or send it with its own month."""
    return pl.col("received_on") <= contract.month_end()


@rule("received_on", "decided_on", "month")
def active_in_month() -> pl.Expr:
    """The concern was received and decided before the month of the return. Send only the month's own concerns."""
    first_of_month = contract.month_start()
    active = (pl.col("received_on") >= first_of_month) | (pl.col("decided_on") >= first_of_month)
    return active | pl.col("decided_on").is_null()


@rule("decided_on", "received_on")
def decided_on_or_after_received() -> pl.Expr:
    """The decision is earlier than the concern. Check both dates."""
    return pl.col("decided_on") >= pl.col("received_on")


@rule("decided_on", "month")
def decided_by_month_end() -> pl.Expr:
    """The decision is after the month of the return. Leave it blank until the month in which it is made."""
    return pl.col("decided_on") <= contract.month_end()


@rule("decision", "decided_on")
def decision_has_its_date() -> pl.Expr:
    """The decision and its date belong together. Fill both, or leave both blank while the concern waits."""
    return pl.col("decision").is_null() == pl.col("decided_on").is_null()


@rule("referrer_told_on", "decided_on")
def referrer_told_after_decision() -> pl.Expr:
    """The referrer was told before anything was decided. Check both dates."""
    return pl.col("referrer_told_on").is_null() | (
        pl.col("decided_on").is_not_null() & (pl.col("referrer_told_on") >= pl.col("decided_on"))
    )


@rule("age", "age_band")
def age_is_in_its_band() -> pl.Expr:
    """The age is not in the age band. Check both."""
    age = pl.col("age")
    band = (
        pl.when(age < 65).then(pl.lit("18_64")).when(age < 75).then(pl.lit("65_74"))
        .when(age < 85).then(pl.lit("75_84")).when(age < 95).then(pl.lit("85_94")).otherwise(pl.lit("95_plus"))
    )  # fmt: skip
    return (pl.col("age_band") == "not_known") | (pl.col("age_band") == band)


@rule("person_id", severity=Severity.WARN)
def few_concerns_for_one_person() -> pl.Expr:
    """One person has more than 20 concerns in this return. Check that the reference is not shared by several people."""
    return pl.len().over("person_id") <= 20


RULES: tuple[Rule, ...] = (
    received_by_month_end,
    active_in_month,
    decided_on_or_after_received,
    decided_by_month_end,
    decision_has_its_date,
    referrer_told_after_decision,
    age_is_in_its_band,
    few_concerns_for_one_person,
)

FEED = Feed(
    name="concerns",
    title="Safeguarding concerns",
    description="Concerns received in the month, with earlier ones that were decided or still waiting in it.",
    schema=Concerns,
    rules=RULES,
    latest_by=("concern_id",),
)
