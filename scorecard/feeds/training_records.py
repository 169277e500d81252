"""Training records: the matrix of staff and courses at the end of the month, from which compliance is worked out."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule


class TrainingRecords(dy.Schema):
    """One row per member of staff and course that the role requires; in date until the day of expiry."""

    agency = contract.agency()
    month = contract.month()
    staff_id = contract.identifier("Pseudonymous reference of the member of staff, never a name.", key=True)
    course = contract.reference("course", "Code of the course.", key=True)
    team = contract.text("Team or role, never a name.", required=False)
    completed_on = contract.day("Day on which the course was last completed; blank if it never was.", required=False)
    expires_on = contract.day("Last day in date; blank if it was never completed or does not expire.", required=False)


@rule("completed_on", "month")
def completed_by_month_end() -> pl.Expr:
    """The course is completed after the month of the return. Leave it blank until the month in which it is done."""
    return pl.col("completed_on") <= contract.month_end()


@rule("expires_on", "completed_on")
def expires_after_completed() -> pl.Expr:
    """The course expires on or before the day of its completion. Check both dates."""
    return pl.col("expires_on") > pl.col("completed_on")


@rule("expires_on", "completed_on")
def expiry_needs_completion() -> pl.Expr:
    """A day of expiry stands without a completion. Fill in the completion, or leave both blank."""
    return pl.col("expires_on").is_null() | pl.col("completed_on").is_not_null()


@rule("expires_on", "completed_on", severity=Severity.WARN)
def expires_within_five_years() -> pl.Expr:
    """The course stays in date for more than five years. Check the day of expiry."""
    return pl.col("expires_on") <= pl.col("completed_on").dt.offset_by("5y")


FEED = Feed(
    name="training_records",
    title="Training records",
    description="Every member of staff and course required at the end of the month: last completed, and in date until.",
    schema=TrainingRecords,
    rules=(completed_by_month_end, expires_after_completed, expiry_needs_completion, expires_within_five_years),
)
