"""What the board's meetings decided, who answers for it, and by when."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule


class Decisions(dy.Schema):
    """One row per decision; a later month's return may carry it again, to say that it is done."""

    agency = contract.agency()
    month = contract.month()
    decision_id = contract.identifier("Reference of the decision, the same in every return.", key=True)
    indicator = contract.reference("indicator", "Indicator that the meeting looked at, if any.", required=False)
    subject = contract.reference("agency", "Code of the agency that it is about; blank if of all.", required=False)
    challenge = contract.text("Question or challenge that led to it; no names.", required=False)
    decision = contract.text("What was decided, or is to be done; no names.")
    owner = contract.text("Role that answers for it, never a name.")
    due_on = contract.day("Day by which it is due.")
    done_on = contract.day("Day on which it was done; blank while it is open.", required=False)
    recorded_on = contract.day("Day on which it was decided.")


@rule("due_on", "recorded_on")
def due_on_or_after_recorded() -> pl.Expr:
    """The decision is due before it was made. Check both dates."""
    return pl.col("due_on") >= pl.col("recorded_on")


@rule("done_on", "recorded_on")
def done_on_or_after_recorded() -> pl.Expr:
    """The decision was carried out before it was made. Check both dates."""
    return pl.col("done_on") >= pl.col("recorded_on")


@rule("due_on", "recorded_on", severity=Severity.WARN)
def due_within_two_years() -> pl.Expr:
    """The decision is due more than two years after it was made. Check the year."""
    return pl.col("due_on") <= pl.col("recorded_on").dt.offset_by("2y")


FEED = Feed(
    name="decisions",
    title="Decisions and actions",
    description="Decisions and actions of the board's meetings, each with the role that answers for it.",
    schema=Decisions,
    rules=(
        due_on_or_after_recorded,
        done_on_or_after_recorded,
        due_within_two_years,
    ),
    latest_by=("decision_id",),
)
