"""An agency's own monthly counts: a numerator and, where the measure has one, a denominator."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, rule


class Measures(dy.Schema):
    """One row per measure; what each counts is said in the partnership's measures file."""

    agency = contract.agency()
    month = contract.month()
    measure = contract.reference("measure", "Code of the measure.", key=True)
    numerator = contract.whole_number("What is counted.")
    denominator = contract.whole_number("Out of how many; blank for a plain count.", required=False)


@rule("numerator", "denominator")
def numerator_within_denominator() -> pl.Expr:
    """The part is greater than the whole. Check both figures."""
    return pl.col("numerator") <= pl.col("denominator")


FEED = Feed(
    name="measures",
    title="Agency measures",
    description="The agency's own counts for the month.",
    schema=Measures,
    rules=(numerator_within_denominator,),
)
