"""What the partnership agreed by return: events and expected returns join those of the reference files."""

from dataclasses import replace

import duckdb
import polars as pl

from scorecard.reference import Reference

RECEIVED_EVENTS = """
select
    date,
    title,
    kind,
    led_by as agency,
    array_to_string(themes, ';') as themes
from feed.events
order by date, title
"""
RECEIVED_AGREEMENTS = """
select
    feed,
    from_agency as agency,
    frequency,
    due_days,
    valid_from,
    valid_to
from feed.expected_returns
order by report_month, valid_from
"""


def add_agreed(connection: duckdb.DuckDBPyConnection, reference: Reference) -> Reference:
    """Give the reference files with what was received by return; the warehouse is in use."""
    events = pl.concat([reference.events, _read(connection, RECEIVED_EVENTS, reference.events)])
    agreements = _read(connection, RECEIVED_AGREEMENTS, reference.expected_returns)
    return replace(
        reference,
        events=events.unique(subset=["date", "title"], keep="last", maintain_order=True),
        expected_returns=replace_agreements(reference.expected_returns, agreements),
    )


def replace_agreements(earlier: pl.DataFrame, later: pl.DataFrame) -> pl.DataFrame:
    """End every agreement on the day before a later one of the same feed and agency begins.

    Rows are in the order in which they were agreed; one of which nothing is left is dropped.
    """
    begins_later = pl.col("valid_from").cum_min(reverse=True).shift(-1).over("feed", "agency")
    ends = pl.min_horizontal("valid_to", begins_later - pl.duration(days=1))
    left = (pl.col("valid_from") <= pl.col("valid_to")).fill_null(True)
    return pl.concat([earlier, later]).with_columns(valid_to=ends).filter(left)


def _read(connection: duckdb.DuckDBPyConnection, query: str, like: pl.DataFrame) -> pl.DataFrame:
    rows: pl.DataFrame = connection.sql(query).pl()
    return rows.select(like.columns).cast(like.schema)
