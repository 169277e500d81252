"""Returns that are expected: what was agreed of late, which takes the place of the reference file's rows."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.contract import Feed, rule

MOST_DUE_DAYS = 92


class ExpectedReturns(dy.Schema):
    """One row per feed and agency that has agreed to send it."""

    agency = contract.agency()
    month = contract.month()
    feed = contract.reference("feed", "Feed that is to be sent.", key=True)
    from_agency = contract.reference("agency", "Code of the agency that is to send it.", key=True)
    frequency = contract.code(
        "frequency", "Monthly, or for the last month of each quarter or year; a year ends in March."
    )
    due_days = contract.whole_number("Days after the end of the month within which it is due.", maximum=MOST_DUE_DAYS)
    valid_from = contract.day("First day of the first month for which this holds.")
    valid_to = contract.day("Last day for which it holds; blank if no end is agreed.", required=False)


@rule("feed")
def feed_exists() -> pl.Expr:
    """There is no such feed. Use the name of a feed as the documentation lists it."""
    return pl.col("feed").is_in(list(all_feeds()))


@rule("valid_from")
def begins_with_a_month() -> pl.Expr:
    """The agreement begins within a month. Give the first day of the first month for which it holds."""
    return pl.col("valid_from").dt.day() == 1


@rule("valid_to", "valid_from")
def ends_after_it_begins() -> pl.Expr:
    """The agreement ends before it begins. Check both dates."""
    return pl.col("valid_to") >= pl.col("valid_from")


FEED = Feed(
    name="expected_returns",
    title="Returns expected",
    description="Which feed each agency has agreed to send, how often and when; newer agreements replace older ones.",
    schema=ExpectedReturns,
    rules=(feed_exists, begins_with_a_month, ends_after_it_begins),
)
