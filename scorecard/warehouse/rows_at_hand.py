"""Lays a return's rows beside those received, under the names that the checks across returns use."""

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb

from scorecard.feeds.checking import Declaration
from scorecard.feeds.report import Checked

OF_AGENCY = """
create or replace temp table received_or_replaced as
select
    sequence, feed, report_month, received_at, rows_accepted,
    feed = $feed and report_month = $month::date as is_replaced
from store.current_submission
where agency_code = $agency
"""
RECEIVED = """
create or replace temp view received as select * exclude (is_replaced) from received_or_replaced where not is_replaced;
create or replace temp view replaced as select * exclude (is_replaced) from received_or_replaced where is_replaced;
create or replace temp view rows_at_hand as select row as row_number, * exclude (row) from rows_accepted_now
"""
AT_HAND = """
create or replace temp table return_at_hand as
select
    $feed as feed, $agency as agency_code, $month::date as report_month, last_day($month::date) as month_end,
    $published::timestamp as published_as_at, $counts as is_table_of_counts, $read::bigint as rows_read,
    $refused::bigint as rows_refused, $before::date as month_before, $repeats as repeats_month_before
"""


@dataclass(frozen=True)
class LaidOut:
    """What lies beside the rows: the feeds that have a table, those of which something was received."""

    kept: set[str]
    sent: set[str]
    is_correction: bool

    def allows(self, needs: Iterable[str], looks_at: Iterable[str]) -> bool:
        """Say whether a check finds what it needs."""
        return (self.sent & self.kept).issuperset(needs) and self.kept.issuperset(looks_at)


def lay_out(
    connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration, feeds: Iterable[str]
) -> LaidOut:
    """Make `return_at_hand`, `rows_at_hand` and what was received from the same agency and is in force.

    `received` lists those returns without the one that this would replace, which is in `replaced`; `received_<feed>`
    holds the rows of each of the feeds named.
    """
    feed = declared.feed
    place = {"feed": feed.name, "agency": declared.agency, "month": declared.month}
    connection.register("rows_accepted_now", checked.accepted)
    connection.execute(OF_AGENCY, place)
    connection.execute(RECEIVED)
    # A warehouse that is only read may be older than a feed.
    tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'store'").fetchall()
    kept = {name for (name,) in tables}.intersection(feeds)
    for name in kept:
        connection.execute(
            f"create or replace temp view received_{name} as "
            f"select kept.* from store.{name} as kept semi join received on kept.submission = received.sequence"
        )
    listed = connection.execute(
        "select feed, report_month, sequence, rows_accepted, is_replaced from received_or_replaced"
    )
    returns = listed.fetchall()
    before = max((each[1:4] for each in returns if each[0] == feed.name and each[1] < declared.month), default=None)
    read = checked.read
    assert read is not None
    same_height = before is not None and before[2] == read.height > 0
    at_hand = {
        "published": declared.published_as_at,
        "counts": feed.is_table_of_counts,
        "read": read.height,
        "refused": checked.refused,
        "before": before[0] if before else None,
        "repeats": same_height and before is not None and _repeats(connection, checked, declared, before[1]),
    }
    connection.execute(AT_HAND, place | at_hand)
    return LaidOut(kept, {each[0] for each in returns if not each[-1]}, any(each[-1] for each in returns))


def take_away(connection: duckdb.DuckDBPyConnection) -> None:
    """Let go of the rows; the names stay until the next return takes them."""
    connection.execute("drop view if exists temp.rows_at_hand")
    connection.unregister("rows_accepted_now")


def _repeats(connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration, submission: int) -> bool:
    """Say whether the rows as read, those refused too, are those of another month but for the month."""
    facts = ", ".join(name for name in declared.feed.columns if name not in ("agency", "month"))
    connection.register("rows_read_now", checked.read)
    total = f"sum(hash({facts})::hugeint)"
    same = connection.execute(
        f"""
        select (select {total} from rows_read_now)
            = (select {total} from store.{declared.feed.name} where submission = $submission)
        """,
        {"submission": submission},
    ).fetchall()[0][0]
    connection.unregister("rows_read_now")
    return bool(same)
