"""Safeguarding training: staff in date at the end of the month, by course."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule


class Training(dy.Schema):
    """One row per course; headcounts only, percentages are always worked out."""

    agency = contract.agency()
    month = contract.month()
    course = contract.reference("course", "Code of the course.", key=True)
    eligible = contract.whole_number("Staff whose role requires the course on the last day of the month.", minimum=1)
    compliant = contract.whole_number("Of those, staff in date on the last day of the month.")


@rule("compliant", "eligible")
def compliant_within_eligible() -> pl.Expr:
    """More staff are in date than are in scope. Check both figures."""
    return pl.col("compliant") <= pl.col("eligible")


@rule("compliant", severity=Severity.WARN)
def not_everybody_in_date() -> pl.Expr:
    """Every one of 50 or more staff is in date. That is rare: check that the figure is not the number in scope."""
    return (pl.col("eligible") < 50) | (pl.col("compliant") != pl.col("eligible"))


FEED = Feed(
    name="training",
    title="Safeguarding training",
    description="Staff in scope and staff in date at the end of the month, by course.",
    schema=Training,
    rules=(compliant_within_eligible, not_everybody_in_date),
)
