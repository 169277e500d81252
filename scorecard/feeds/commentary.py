"""What the owners say about their figures, and what they are doing."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, rule


class Commentary(dy.Schema):
    """One row per comment or action on an indicator in the month."""

    agency = contract.agency()
    month = contract.month()
    indicator = contract.reference("indicator", "Name of the indicator, as its file is called.", key=True)
    line = contract.whole_number("Order of the comment under its indicator, from 1.", minimum=1, key=True)
    comment = contract.text("What the figures tell us; no names, no dates of birth.", required=False)
    action = contract.text("What is being done; no names.", required=False)
    owner = contract.text("Role that answers for it, never a name.")
    written_on = contract.day("Day on which it was written.")
    due_on = contract.day("Day by which the action is due.", required=False)


@rule("comment", "action")
def says_something() -> pl.Expr:
    """The row has neither a comment nor an action. Fill one of them, or leave the row out."""
    return pl.col("comment").is_not_null() | pl.col("action").is_not_null()


@rule("due_on", "action")
def due_date_belongs_to_action() -> pl.Expr:
    """A due date stands without an action. Say what is due, or leave the date out."""
    return pl.col("due_on").is_null() | pl.col("action").is_not_null()


FEED = Feed(
    name="commentary",
    title="Commentary",
    description="Comments and actions on the month's indicators, by the people who own them.",
    schema=Commentary,
    rules=(says_something, due_date_belongs_to_action),
)
