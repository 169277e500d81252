"""Care providers: how many places each has, and how many concerns of the month name it."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule


class ProviderConcerns(dy.Schema):
    """One row per care provider, also where no concern names it."""

    agency = contract.agency()
    month = contract.month()
    provider_code = contract.identifier("Code that stands for the provider in every month, never its name.", key=True)
    care_kind = contract.code("care_kind", "Kind of care that the provider gives.")
    places = contract.whole_number(
        "Beds of a home, or clients of another service, on the last day of the month.", minimum=1
    )
    concerns = contract.whole_number("Safeguarding concerns received in the month that name the provider.")


@rule("concerns", "places", severity=Severity.WARN)
def concerns_within_places() -> pl.Expr:
    """There are more concerns than places. Check that the two figures are not swapped."""
    return pl.col("concerns") <= pl.col("places")


FEED = Feed(
    name="provider_concerns",
    title="Concerns by care provider",
    description="Care providers under a code each: kind of care, places, and the concerns of the month that name it.",
    schema=ProviderConcerns,
    rules=(concerns_within_places,),
)
