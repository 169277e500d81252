"""What the board's meetings decided: taken into a generation, and read from it month by month."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import duckdb
import polars as pl

from scorecard.months import last_day
from scorecard.publication.opening import Generation, read_about

# A decision that is sent again with a later month stays with the month that the meeting looked at.
DECISIONS = """
with
    looked_at as (
        select sent.agency as agency_code, sent.decision_id, min(sent.month) as report_month
        from store.decisions as sent
        inner join store.current_submission as current_submission on sent.submission = current_submission.sequence
        group by all
    )

select
    newest.agency_code, looked_at.report_month, newest.report_month as sent_for, newest.decision_id, newest.indicator,
    newest.subject, newest.challenge, newest.decision, newest.owner, newest.due_on, newest.done_on, newest.recorded_on
from feed.decisions as newest
inner join looked_at using (agency_code, decision_id)
order by looked_at.report_month, newest.recorded_on, newest.decision_id
"""
OWNERS = "select distinct owner from {table} order by owner"
NONE = pl.DataFrame(
    schema=dict.fromkeys(("agency_code", "decision_id", "indicator", "subject", "challenge"), pl.String)
    | dict.fromkeys(("decision", "owner"), pl.String)
    | dict.fromkeys(("report_month", "sent_for", "due_on", "done_on", "recorded_on"), pl.Date)
)


def gather_decisions(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """Give every decision as it was sent last; the warehouse is in use."""
    return {"decision": connection.sql(DECISIONS).pl()}


@lru_cache(maxsize=64)
def read_decisions(generation: Generation, month: date) -> pl.DataFrame:
    """Give the decisions recorded for a month, and those of earlier months that were open at its end.

    Columns: agency_code, report_month (that the meeting looked at), sent_for (month of the newest return that has it),
    decision_id, indicator, subject, challenge, decision, owner, due_on, done_on, recorded_on, is_open, is_overdue.
    The newest month is looked at on the day of its data; others at the month's end. The oldest come first.
    """
    day = find_day_of_looking(generation, month)
    decisions = _read_every_decision(generation).with_columns(
        is_open=pl.col("done_on").is_null() | (pl.col("done_on") > day)
    )
    return decisions.filter(
        (pl.col("report_month") == month) | ((pl.col("report_month") < month) & pl.col("is_open"))
    ).with_columns(is_overdue=pl.col("is_open") & (pl.col("due_on") < day))


def find_day_of_looking(generation: Generation, month: date) -> date:
    """Give the day on which a month is looked at: the newest on the day of its data, others at their end."""
    about = read_about(generation)
    return about.data_as_at.date() if month == about.reporting_month else last_day(month)


@lru_cache(maxsize=3)
def read_owners(generation: Generation) -> tuple[str, ...]:
    """List the roles that answer for a comment, an action or a decision, from A to Z."""
    written = generation.ask(OWNERS.format(table="commentary"))["owner"].to_list()
    return tuple(sorted({*written, *_read_every_decision(generation)["owner"]}))


@lru_cache(maxsize=16)
def find_sender(generation: Generation, feed: str) -> str | None:
    """Give the agency that sent the newest return of a feed; None where none was ever sent."""
    found = generation.ask(
        "select agency_code from input where feed = $feed order by report_month desc, sequence desc limit 1", feed=feed
    )
    return None if found.is_empty() else str(found.item())


@lru_cache(maxsize=3)
def name_senders(generation: Generation) -> Mapping[str, str]:
    """Give the name of every agency that may send a return, by its code, those without figures too."""
    every = generation.ask('select code, short_name from agency where valid_to is null order by "order"')
    return MappingProxyType(dict(every.iter_rows()))


@lru_cache(maxsize=512)
def find_owner(generation: Generation, indicator: str, agency: str | None) -> str | None:
    """Give the role that last wrote of an indicator, and its agency; of one agency where it is named."""
    found = generation.ask(
        """
        select concat_ws(', ', commentary.owner, agency.short_name) as owner
        from commentary
        left join agency on commentary.agency_code = agency.code and agency.valid_to is null
        where commentary.indicator = $indicator
            and ($agency::varchar is null or commentary.agency_code = $agency)
        order by commentary.written_on desc, commentary.line
        limit 1
        """,
        indicator=indicator,
        agency=agency,
    )
    return None if found.is_empty() else str(found.item())


@lru_cache(maxsize=3)
def _read_every_decision(generation: Generation) -> pl.DataFrame:
    # A generation that was published before there were decisions has no table of them.
    known = generation.ask("select 1 from duckdb_tables() where table_name = 'decision'")
    return NONE if known.is_empty() else generation.ask("select * from decision")
