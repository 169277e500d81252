"""Cases of the high-risk panels: every one open at any time in the month, as it stood at the month's end."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule

STEPS = ("lead_officer_allocated_on", "risk_assessed_on", "planned_on", "considered_on")
MOST_DAYS_WITHOUT_LEAD_OFFICER = 28


class PanelCases(dy.Schema):
    """One row per panel and case; people are never named, officers neither."""

    agency = contract.agency()
    month = contract.month()
    panel = contract.code("panel", "CASPA, hoarding, PiPoT or MARAC.", key=True)
    case_id = contract.identifier("Reference of the case, the same in every month's return.", key=True)
    referred_on = contract.day("Day on which the case was referred to the panel.")
    lead_officer_allocated_on = contract.day(
        "Day on which a lead officer was allocated; blank until then, and never a name.", required=False
    )
    risk_assessed_on = contract.day("Day of the newest multi-agency risk assessment, if any.", required=False)
    planned_on = contract.day("Day of the newest multi-agency plan, if any.", required=False)
    considered_on = contract.day("Day on which the panel first considered the case, if it has.", required=False)
    closed_on = contract.day("Day on which the panel closed the case; blank while it is open.", required=False)
    result = contract.code("panel_result", "What came of it; only when closed.", required=False)


@rule("referred_on", "month")
def referred_by_month_end() -> pl.Expr:
    """The case is referred after the month of the return. Check the date, or send it with its own month."""
    return pl.col("referred_on") <= contract.month_end()


@rule("closed_on", "month")
def closed_in_month_or_open() -> pl.Expr:
    """The case was not closed in the month of the return. Send it with the month in which it was closed."""
    return pl.col("closed_on").is_between(contract.month_start(), contract.month_end())


@rule("closed_on", "referred_on")
def closed_on_or_after_referred() -> pl.Expr:
    """The case is closed before it was referred. Check both dates."""
    return pl.col("closed_on") >= pl.col("referred_on")


@rule(*STEPS, "referred_on")
def steps_on_or_after_referral() -> pl.Expr:
    """A lead officer, assessment, plan or panel date is before the referral. Check these dates."""
    return pl.all_horizontal((pl.col(name) >= pl.col("referred_on")).fill_null(True) for name in STEPS)


@rule(*STEPS, "month")
def steps_by_month_end() -> pl.Expr:
    """A lead officer, assessment, plan or panel date is after the month. Leave it blank until its own month."""
    return pl.all_horizontal((pl.col(name) <= contract.month_end()).fill_null(True) for name in STEPS)


@rule(*STEPS, "closed_on")
def steps_before_closure() -> pl.Expr:
    """A lead officer, assessment, plan or panel date is after the closure. Check these dates."""
    return pl.all_horizontal((pl.col(name) <= pl.col("closed_on")).fill_null(True) for name in STEPS)


@rule("result", "closed_on")
def result_only_when_closed() -> pl.Expr:
    """The result and the day of closure belong together. Fill both, or leave both blank while the case is open."""
    return pl.col("result").is_null() == pl.col("closed_on").is_null()


@rule("result", "considered_on")
def considered_before_result() -> pl.Expr:
    """The panel gave a result and never considered the case. Fill in the day, or say that it was not accepted."""
    return pl.col("considered_on").is_not_null() | pl.col("result").is_in(["not_accepted"])


@rule("lead_officer_allocated_on", "referred_on", severity=Severity.WARN)
def lead_officer_within_four_weeks() -> pl.Expr:
    """The case has been open for more than four weeks without a lead officer. Check that none was left out."""
    days = pl.duration(days=MOST_DAYS_WITHOUT_LEAD_OFFICER)
    led = pl.col("lead_officer_allocated_on").is_not_null() | pl.col("closed_on").is_not_null()
    return led | (contract.month_end() - pl.col("referred_on") <= days)


FEED = Feed(
    name="panel_cases",
    title="Panel cases",
    description="Every case of CASPA, the hoarding panel, PiPoT or MARAC open at any time in the month.",
    schema=PanelCases,
    rules=(
        referred_by_month_end,
        closed_in_month_or_open,
        closed_on_or_after_referred,
        steps_on_or_after_referral,
        steps_by_month_end,
        steps_before_closure,
        result_only_when_closed,
        considered_before_result,
        lead_officer_within_four_weeks,
    ),
    latest_by=("panel", "case_id"),
)
