"""Events that explain the figures: they join those of the reference files when a generation is published."""

import dataframely as dy
import polars as pl

from scorecard.feeds import contract
from scorecard.feeds.contract import Feed, Severity, rule

LONGEST_TITLE = 120


class Events(dy.Schema):
    """One row per event, drawn on the charts of its themes."""

    agency = contract.agency()
    month = contract.month()
    date = contract.day("Day of the event, or its first.")
    title = contract.text("What happened, in a few words; no names.", key=True)
    kind = contract.code("event_kind", "Event, or change of a rule by which something is counted.")
    led_by = contract.reference("agency", "Code of the agency whose event it is; blank if of all.", required=False)
    themes = contract.codes("theme", "Themes of the board that it touches, with semicolons between them.")


@rule("title")
def title_fits_a_chart() -> pl.Expr:
    """The title is longer than 120 characters. Shorten it, so that it can stand on a chart."""
    return pl.col("title").str.len_chars() <= LONGEST_TITLE


@rule("date", "month", severity=Severity.WARN)
def happens_around_the_month() -> pl.Expr:
    """The event is more than a year away from the month of the return. Check its date."""
    first, last = contract.month_start().dt.offset_by("-1y"), contract.month_end().dt.offset_by("1y")
    return pl.col("date").is_between(first, last)


FEED = Feed(
    name="events",
    title="Events",
    description="Events and changes of rules to draw on the charts of their themes.",
    schema=Events,
    rules=(title_fits_a_chart, happens_around_the_month),
)
