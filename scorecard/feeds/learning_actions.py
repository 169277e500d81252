"""Actions from reviews and audits: the whole list as it stood at the month's end."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule


class LearningActions(dy.Schema):
    """One row per action of a safeguarding adults review, domestic homicide review, child review or audit."""

    agency = contract.agency()
    month = contract.month()
    action_id = contract.identifier("Reference of the action, the same in every return.", key=True)
    title = contract.text("What is to be done, in a few words; no names.")
    review_id = contract.identifier("Reference of the review or audit that asked for it, never a person's name.")
    source = contract.code("learning_source", "Kind of review, or audit.")
    theme = contract.code("theme", "Theme of the board under which it falls.")
    owner_agency = contract.reference("agency", "Code of the agency that answers for the action.")
    agreed_on = contract.day("Day on which the action was agreed.")
    due_on = contract.day("Day by which it is due.")
    done_on = contract.day("Day on which it was done; blank while it is open.", required=False)
    evidence_of_effect = contract.code(
        "evidence_of_effect", "Whether it is shown to have worked; only when done.", required=False
    )
    indicator = contract.reference("indicator", "Indicator that the action is meant to move, if any.", required=False)


@rule("agreed_on", "month")
def agreed_by_month_end() -> pl.Expr:
    """The action is agreed after the month of the return. Check the date, or send it with its own month."""
    return pl.col("agreed_on") <= contract.month_end()


@rule("due_on", "agreed_on")
def due_on_or_after_agreed() -> pl.Expr:
    """The action is due before it was agreed. Check both dates."""
    return pl.col("due_on") >= pl.col("agreed_on")


@rule("done_on", "agreed_on")
def done_on_or_after_agreed() -> pl.Expr:
    """The action was done before it was agreed. Check both dates."""
    return pl.col("done_on") >= pl.col("agreed_on")


@rule("done_on", "month")
def done_by_month_end() -> pl.Expr:
    """The action is done after the month of the return. Leave it blank until the month in which it is done."""
    return pl.col("done_on") <= contract.month_end()


@rule("evidence_of_effect", "done_on")
def evidence_only_when_done() -> pl.Expr:
    """A done action says nothing of its effect, or an open one has evidence already. Check both columns."""
    return pl.col("evidence_of_effect").is_not_null() == pl.col("done_on").is_not_null()


@rule("due_on", "month", severity=Severity.WARN)
def overdue_for_less_than_a_year() -> pl.Expr:
    """The action is overdue by more than a year. Check that it was not done and left open by mistake."""
    return pl.col("done_on").is_not_null() | (contract.month_end() - pl.col("due_on") <= pl.duration(days=365))


FEED = Feed(
    name="learning_actions",
    title="Actions from reviews",
    description="Actions from safeguarding adults reviews, other reviews and audits, as they stood at the month's end.",
    schema=LearningActions,
    rules=(
        agreed_by_month_end,
        due_on_or_after_agreed,
        done_on_or_after_agreed,
        done_by_month_end,
        evidence_only_when_done,
        overdue_for_less_than_a_year,
    ),
    latest_by=("action_id",),
)
