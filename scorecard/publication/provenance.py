"""Says where a figure comes from: the returns it was counted from, who sent them, and what the checks found."""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.figures import ALL
from scorecard.publication.opening import Generation
from scorecard.publication.row_reader import describe_indicators

SOURCES = """
with found as (
    select
        submission as sequence,
        count(*) as checks
    from problem
    group by all
)

select
    return_status.agency_code, agency.short_name, return_status.feed, return_status.report_month, return_status.state,
    return_status.due_on, submission.sequence, submission.received_at, submission.sender, submission.rows_accepted,
    submission.rows_refused, coalesce(found.checks, 0) as checks
from return_status
inner join agency on agency.code = return_status.agency_code and agency.valid_to is null
left join submission
    on
        submission.is_in_force
        and submission.agency_code = return_status.agency_code
        and submission.feed = return_status.feed
        and submission.report_month = return_status.report_month
left join found on found.sequence = submission.sequence
where return_status.state in ('reported', 'partial', 'late')
order by agency."order", return_status.feed
"""


@lru_cache(maxsize=3)
def _read_every_source(generation: Generation) -> pl.DataFrame:
    return generation.ask(SOURCES)


def read_sources(generation: Generation, indicator: str, agency: str, month: date) -> pl.DataFrame:
    """Give the returns of a month from which an indicator's figure is counted, those that are late too.

    Columns: agency_code, short_name, feed, report_month, state, due_on, sequence, received_at, sender, rows_accepted,
    rows_refused and checks, the number of things that were found. A figure about whom others name comes from every
    sender. Of the measures feed only the agencies that are to send one of the indicator's measures count.
    """
    definition = describe_indicators(generation)[indicator]
    sources = _read_every_source(generation).filter(pl.col("report_month") == month)
    # An indicator without feeds counts the returns themselves.
    if definition["feeds"]:
        sources = sources.filter(pl.col("feed").is_in(definition["feeds"]))
    if definition["about"] == "subject":
        return sources
    senders = _list_suppliers(generation).get(indicator, []) if agency == ALL else [agency]
    return sources.filter(pl.col("agency_code").is_in(senders))


@lru_cache(maxsize=3)
def _list_suppliers(generation: Generation) -> dict[str, list[str]]:
    """List whose figures there are of each indicator."""
    found = generation.ask("select indicator, list(distinct agency_code) as agencies from figure group by indicator")
    return dict(found.iter_rows())
