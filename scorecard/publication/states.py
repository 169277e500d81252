"""The state of every return and, from it, of every figure: missing is never zero."""

from datetime import datetime

import duckdb
import polars as pl

from scorecard.indicators.definition import Definition
from scorecard.reference import Reference

WORST_FIRST = ("not_collected", "late", "not_due", "partial", "reported")
RETURN_KEYS = ["feed", "agency_code", "report_month"]

SUBMISSIONS = """
select
    feed,
    agency_code,
    report_month,
    min(received_at) as first_received_at,
    max(received_at) as received_at,
    count(*) as submissions,
    max(sequence) as submission
from store.submission
where getvariable('as_at') is null or received_at <= getvariable('as_at')::timestamp
group by all
"""


def read_return_status(
    connection: duckdb.DuckDBPyConnection, reference: Reference, months: pl.Series, as_at: datetime
) -> pl.DataFrame:
    """Give one row per agency, feed and month that is expected or was received, with its state and due date.

    `state` is reported, partial (sent before the month was over), late or not_due.
    """
    received = connection.sql(SUBMISSIONS).pl()
    expected = _expect(reference.expected_returns.rename({"agency": "agency_code"}), months)
    both = expected.join(received, on=RETURN_KEYS, how="full", coalesce=True, maintain_order="left")
    month_end = pl.col("report_month").dt.month_end()
    due_on = month_end + pl.duration(days=pl.col("due_days").fill_null(0))
    return both.filter(pl.col("report_month").is_in(months.implode())).with_columns(
        due_on=due_on,
        state=pl.when(pl.col("submission").is_not_null() & (pl.col("received_at").dt.date() <= month_end))
        .then(pl.lit("partial"))
        .when(pl.col("submission").is_not_null())
        .then(pl.lit("reported"))
        .when(pl.col("is_due") & (due_on < as_at.date()))
        .then(pl.lit("late"))
        .otherwise(pl.lit("not_due")),
    )


def _expect(agreed: pl.DataFrame, months: pl.Series) -> pl.DataFrame:
    """Spread what was agreed over the months; a quarterly return is due for the last month of each quarter."""
    grid = agreed.join(pl.DataFrame({"report_month": months}), how="cross").filter(_in_force())
    quarterly = (pl.col("frequency") == "monthly") | (pl.col("report_month").dt.month() % 3 == 0)
    return grid.with_columns(is_due=quarterly).drop("valid_from", "valid_to")


def _in_force() -> pl.Expr:
    began = pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("report_month").dt.month_end())
    return began & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("report_month")))


def state_of_indicator(
    definition: Definition, returns: pl.DataFrame, reference: Reference, months: pl.Series
) -> pl.DataFrame:
    """Give agency_code, report_month and state for everybody who sends what the indicator needs."""
    if definition.measures:
        parts = [_state_of_measure(measure, returns, reference, months) for measure in definition.measures]
    else:
        parts = [
            returns.filter(pl.col("feed") == feed).select("agency_code", "report_month", "state")
            for feed in definition.feeds
        ]
    states = _fill_months(pl.concat(parts), months)
    return worst_state(states, ["agency_code", "report_month"])


def _state_of_measure(measure: str, returns: pl.DataFrame, reference: Reference, months: pl.Series) -> pl.DataFrame:
    agreed = reference.measures.filter(pl.col("measure") == measure).rename({"agency": "agency_code"})
    grid = agreed.join(pl.DataFrame({"report_month": months}), how="cross").with_columns(in_force=_in_force())
    sent = returns.filter(pl.col("feed") == "measures").select("agency_code", "report_month", "state")
    off_quarter = (pl.col("frequency") == "quarterly") & (pl.col("report_month").dt.month() % 3 != 0)
    return grid.join(sent, on=["agency_code", "report_month"], how="left", maintain_order="left").select(
        "agency_code",
        "report_month",
        state=pl.when(~pl.col("in_force"))
        .then(pl.lit("not_collected"))
        .when(off_quarter)
        .then(pl.lit("not_due"))
        .otherwise(pl.col("state").fill_null("not_due")),
    )


def _fill_months(states: pl.DataFrame, months: pl.Series) -> pl.DataFrame:
    grid = states.select("agency_code").unique().join(pl.DataFrame({"report_month": months}), how="cross")
    absent = grid.join(states, on=["agency_code", "report_month"], how="anti")
    return pl.concat([states, absent.with_columns(state=pl.lit("not_collected"))])


def worst_state(states: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Keep for each key the state that says most against the figure."""
    rank = pl.col("state").replace_strict({state: place for place, state in enumerate(WORST_FIRST)})
    return states.sort(rank).unique(subset=keys, keep="first", maintain_order=True).select(*keys, "state")
