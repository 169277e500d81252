"""The state of every return and, from it, of every figure: missing is never zero."""

from datetime import datetime

import duckdb
import polars as pl

from scorecard.indicators.definition import Definition
from scorecard.indicators.rollup import EXPECTED, RECEIVED
from scorecard.months import DUE_IN
from scorecard.reference import Reference

WORST_FIRST = ("not_collected", "late", "not_due", "awaited", "partial", "reported")
# While figures are made, two states are told apart that nobody needs to see: a return whose day has not come yet, and
# a measure that a return should have held.
PUBLISHED_AS = {"awaited": "not_due", "left_out": "not_collected"}
RETURN_KEYS = ["feed", "agency_code", "report_month"]

SUBMISSIONS = """
with warned as (
    select
        submission as sequence,
        count(*) filter (where severity = 'warn') as warnings
    from store.problem
    group by all
)

select
    submission.feed,
    submission.agency_code,
    submission.report_month,
    min(submission.received_at) as first_received_at,
    max(submission.received_at) as received_at,
    count(*) as submissions,
    max(submission.sequence) as submission,
    arg_max(coalesce(warned.warnings, 0), submission.sequence) as warnings
from store.submission as submission
left join warned using (sequence)
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
    """Spread what was agreed over the months; a return is due for the last month of each quarter or year."""
    grid = agreed.join(pl.DataFrame({"report_month": months}), how="cross").filter(_in_force())
    return grid.with_columns(is_due=_falls_due()).drop("valid_from", "valid_to")


def _falls_due() -> pl.Expr:
    month = pl.col("report_month").dt.month()
    return pl.any_horizontal(
        (pl.col("frequency") == name) & month.is_in(list(months)) for name, months in DUE_IN.items()
    )


def _in_force() -> pl.Expr:
    began = pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("report_month").dt.month_end())
    return began & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("report_month")))


def state_of_indicator(
    definition: Definition, returns: pl.DataFrame, reference: Reference, months: pl.Series
) -> pl.DataFrame:
    """Give agency_code, report_month and state for everybody who sends what the indicator needs.

    `state` is one of WORST_FIRST; an indicator that needs several feeds has the worst of their states.
    """
    awaited = (pl.col("state") == "not_due") & pl.col("is_due")
    sent = returns.with_columns(state=pl.when(awaited).then(pl.lit("awaited")).otherwise("state"))
    if not definition.feeds:
        states = _states_of_record(sent, months)
    elif definition.measures:
        states = pl.concat(_state_of_measure(measure, sent, reference, months) for measure in definition.measures)
    else:
        states = _states_of_feeds(definition.feeds, sent, months)
    states = states.with_columns(state=pl.when(_defined(definition)).then("state").otherwise(pl.lit("not_collected")))
    return worst_state(states, ["agency_code", "report_month"])


def _defined(definition: Definition) -> pl.Expr:
    month = pl.col("report_month")
    began = pl.lit(True) if definition.since is None else month.dt.month_end() >= definition.since
    return began if definition.until is None else began & (month <= definition.until)


def _states_of_feeds(feeds: tuple[str, ...], sent: pl.DataFrame, months: pl.Series) -> pl.DataFrame:
    """Give a row for each feed, month and sender of any of the feeds; what was never agreed is not collected."""
    needed = sent.filter(pl.col("feed").is_in(feeds))
    senders = needed.select("agency_code").unique(maintain_order=True)
    grid = senders.join(pl.DataFrame({"feed": feeds}), how="cross").join(
        pl.DataFrame({"report_month": months}), how="cross"
    )
    known = grid.join(needed, on=RETURN_KEYS, how="left", maintain_order="left")
    return known.select("agency_code", "report_month", pl.col("state").fill_null("not_collected"))


def _states_of_record(sent: pl.DataFrame, months: pl.Series) -> pl.DataFrame:
    """Give a row for each month and sender: what became of a return is known once its day has come, received or not."""
    known = pl.col("state").replace({"late": "reported", "partial": "reported"})
    judged = sent.with_columns(state=pl.when(pl.col("is_due")).then(known).otherwise(pl.lit("not_due")))
    together = judged.group_by("agency_code", "report_month").agg(state=combined_state())
    senders = sent.select("agency_code").unique(maintain_order=True)
    grid = senders.join(pl.DataFrame({"report_month": months}), how="cross")
    found = grid.join(together, on=["agency_code", "report_month"], how="left", maintain_order="left")
    return found.with_columns(pl.col("state").fill_null("not_collected"))


def _state_of_measure(measure: str, returns: pl.DataFrame, reference: Reference, months: pl.Series) -> pl.DataFrame:
    agreed = reference.measures.filter(pl.col("measure") == measure).rename({"agency": "agency_code"})
    grid = agreed.join(pl.DataFrame({"report_month": months}), how="cross").with_columns(in_force=_in_force())
    sent = returns.filter(pl.col("feed") == "measures").select("agency_code", "report_month", "state")
    return grid.join(sent, on=["agency_code", "report_month"], how="left", maintain_order="left").select(
        "agency_code",
        "report_month",
        state=pl.when(~pl.col("in_force"))
        .then(pl.lit("not_collected"))
        .when(~_falls_due())
        .then(pl.lit("not_due"))
        .otherwise(pl.col("state").fill_null("not_due")),
    )


def worst_state(states: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Keep for each key the state that says most against the figure."""
    rank = pl.col("state").replace_strict({state: place for place, state in enumerate(WORST_FIRST)})
    return states.sort(rank).unique(subset=keys, keep="first", maintain_order=True).select(*keys, "state")


def combined_state() -> pl.Expr:
    """Give the state of what several returns make up together: partial where one of them is missing."""
    state = pl.col("state")
    received = state.is_in(RECEIVED).any()
    incomplete = (state.is_in(EXPECTED) & (state != "reported")).any()
    return (
        pl.when(received & incomplete).then(pl.lit("partial"))
        .when(received).then(pl.lit("reported"))
        .when((state == "late").any()).then(pl.lit("late"))
        .when((state == "awaited").any()).then(pl.lit("awaited"))
        .when((state == "left_out").any()).then(pl.lit("left_out"))
        .when((state == "not_due").any()).then(pl.lit("not_due"))
        .otherwise(pl.lit("not_collected"))
    )  # fmt: skip
