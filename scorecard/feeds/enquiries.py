"""Safeguarding enquiries: every one open at any time in the month, as it stood at the month's end."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Rule, Severity, rule


class Enquiries(dy.Schema):
    """One row per enquiry (SAC SG1f counts those started; SG2 to SG4 those concluded)."""

    agency = contract.agency()
    month = contract.month()
    enquiry_id = contract.identifier("Reference of the enquiry, the same in every month's return.", key=True)
    concern_id = contract.identifier("Reference of the concern that led to the enquiry.")
    person_id = contract.identifier("Pseudonymous reference of the adult.")
    kind = contract.code("enquiry_kind", "Section 42, other, or done in the MASH after triage.")
    lead_agency = contract.reference("agency", "Code of the agency that leads the enquiry.")
    started_on = contract.day("Day on which the enquiry started.")
    ended_on = contract.day("Day on which it was concluded; blank while it is open.", required=False)
    risk_assessment_outcome = contract.code(
        "risk_assessment_outcome", "Whether a risk was identified (SAC SG2c); only when concluded.", required=False
    )
    risk_outcome = contract.code(
        "risk_outcome", "What became of the risk (SAC SG2e); only where one was identified.", required=False
    )
    mental_capacity = contract.code(
        "mental_capacity", "Whether the adult lacked capacity (SAC SG3a); only when concluded.", required=False
    )
    supported = contract.code(
        "yes_no", "Of those who lacked capacity: supported by an advocate, family or friend.", required=False
    )
    msp_asked = contract.code(
        "msp_asked", "Whether the adult was asked what they wanted (SAC SG4a); only when concluded.", required=False
    )
    msp_outcome = contract.code(
        "msp_outcome", "How far it was achieved (SAC SG4a); only where outcomes were expressed.", required=False
    )


def _concluded() -> pl.Expr:
    return pl.col("ended_on").is_not_null()


def _risk_identified() -> pl.Expr:
    return pl.col("risk_assessment_outcome").str.starts_with("risk_identified").fill_null(False)


@rule("started_on", "month")
def started_by_month_end() -> pl.Expr:
    """The enquiry starts after the month of the return. Check the date, or send it with its own month."""
    return pl.col("started_on") <= contract.month_end()


@rule("ended_on", "month")
def ended_in_month_or_open() -> pl.Expr:
    """The enquiry did not end in the month of the return. Send it with the month in which it ended."""
    return pl.col("ended_on").is_between(contract.month_start(), contract.month_end())


@rule("ended_on", "started_on")
def ended_on_or_after_started() -> pl.Expr:
    """The enquiry ends before it starts. Check both dates."""
    return pl.col("ended_on") >= pl.col("started_on")


@rule("risk_outcome", "risk_assessment_outcome")
def risk_outcome_needs_risk_identified() -> pl.Expr:
    """A risk outcome belongs to a concluded enquiry with a risk identified, and only to that. Check both columns."""
    return pl.col("risk_outcome").is_not_null() == (_risk_identified() & _concluded())


@rule("ended_on", "risk_assessment_outcome")
def results_only_when_concluded() -> pl.Expr:
    """An open enquiry has results already, or a concluded one has no risk assessment. Check the end date."""
    results = ("risk_assessment_outcome", "mental_capacity", "msp_asked")
    none_yet = pl.all_horizontal(pl.col(name).is_null() for name in results)
    return pl.when(_concluded()).then(pl.col("risk_assessment_outcome").is_not_null()).otherwise(none_yet)


@rule("supported", "mental_capacity")
def support_only_where_capacity_lacked() -> pl.Expr:
    """Support is recorded for an adult who did not lack capacity. Leave it blank, or check the capacity."""
    return pl.col("supported").is_null() | (pl.col("mental_capacity") == "lacked_capacity").fill_null(False)


@rule("msp_outcome", "msp_asked")
def msp_outcome_needs_expressed_outcomes() -> pl.Expr:
    """An outcome is given where none was expressed, or is missing where one was. Check both columns."""
    return pl.col("msp_outcome").is_not_null() == (pl.col("msp_asked") == "asked_and_expressed").fill_null(False)


@rule("started_on", severity=Severity.WARN)
def open_for_less_than_a_year() -> pl.Expr:
    """The enquiry has been open for more than a year. Check that it was not concluded and left open by mistake."""
    return _concluded() | (contract.month_end() - pl.col("started_on") <= pl.duration(days=365))


RULES: tuple[Rule, ...] = (
    started_by_month_end,
    ended_in_month_or_open,
    ended_on_or_after_started,
    risk_outcome_needs_risk_identified,
    results_only_when_concluded,
    support_only_where_capacity_lacked,
    msp_outcome_needs_expressed_outcomes,
    open_for_less_than_a_year,
)

FEED = Feed(
    name="enquiries",
    title="Safeguarding enquiries",
    description="Every enquiry open at any time in the month, as it stood at the month's end.",
    schema=Enquiries,
    rules=RULES,
    latest_by=("enquiry_id",),
)
