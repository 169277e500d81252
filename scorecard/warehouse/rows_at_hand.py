"""Lays a return's rows beside those received, under the names that the checks across returns use."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import duckdb

from scorecard.feeds.checking import Declaration
from scorecard.feeds.report import Checked
from scorecard.warehouse.received import Received, keep_in_force, keep_of_month

# Part of the one query, not tables of their own, since making each would cost as much as a check.
NAMES = """
with received as (
    select
        unnest($feeds::varchar[]) as feed, unnest($months::date[]) as report_month,
        unnest($sequences::bigint[]) as sequence, unnest($rows::bigint[]) as rows_accepted
),
return_at_hand as (
    select
        $feed as feed, $agency as agency_code, $month::date as report_month, last_day($month::date) as month_end,
        $published_as_at::timestamp as published_as_at, $is_table_of_counts as is_table_of_counts,
        $rows_read::bigint as rows_read, $rows_accepted::bigint as rows_accepted, $rows_refused::bigint as rows_refused,
        $month_before::date as month_before, $fewer_rows as fewer_rows, $repeats_month_before as repeats_month_before,
        $replaces::bigint as replaces, $replaced_received_at::timestamp as replaced_received_at
),
rows_at_hand as (select row as row_number, * exclude (row) from rows_accepted_now)
"""
FACTS = ("fewer_rows", "repeats_month_before", "replaces")
AT_ONCE, FEW = 50_000, 10_000
# Read anew by each check, since years of rows would otherwise be copied before the first check leaves most of them out.
RECEIVED = """
received_{feed} as not materialized (
    select * from store.{feed} where submission in (select sequence from received)
)
"""


@dataclass(frozen=True)
class LaidOut:
    """What lies beside the rows: the feeds of which something was received, and what is known of the return."""

    sent: set[str]
    facts: Mapping[str, object]

    @property
    def is_correction(self) -> bool:
        """Whether the return would replace another."""
        return self.facts["replaces"] is not None


def lay_out(
    connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration, received: Sequence[Received]
) -> LaidOut:
    """Gather what was received from the same agency and is in force, and what is known of the return beside it."""
    feed, read = declared.feed, checked.read
    assert read is not None
    in_force = keep_in_force(received, declared.agency)
    replaced = next(iter(keep_of_month(in_force, declared)), None)
    others = [each for each in in_force if each is not replaced]
    earlier = [each for each in others if each.feed == feed.name and each.month < declared.month]
    before = max(earlier, key=attrgetter("month"), default=None)
    same_height = before is not None and before.accepted == read.height > 0
    facts = {
        "feed": feed.name,
        "agency": declared.agency,
        "month": declared.month,
        "published_as_at": declared.published_as_at,
        "is_table_of_counts": feed.is_table_of_counts,
        "rows_read": read.height,
        "rows_accepted": checked.accepted_rows,
        "rows_refused": checked.refused,
        "month_before": before.month if before else None,
        "fewer_rows": before is not None and checked.accepted_rows < before.accepted,
        "repeats_month_before": same_height
        and before is not None
        and _repeats(connection, checked, declared, before.sequence),
        "replaces": replaced.sequence if replaced else None,
        "replaced_received_at": replaced.received_at if replaced else None,
        "feeds": [each.feed for each in others],
        "months": [each.month for each in others],
        "sequences": [each.sequence for each in others],
        "rows": [each.accepted for each in others],
    }
    return LaidOut({each.feed for each in others}, facts)


def ask_beside(
    connection: duckdb.DuckDBPyConnection, question: str, checked: Checked, beside: LaidOut, feeds: Collection[str]
) -> Iterator[tuple[int, int | None, list[str]]]:
    """Ask a question in which `return_at_hand` and `rows_at_hand` stand for the return; its rows are not held at once.

    `received` lists the agency's returns in force without the one that this would replace, which `return_at_hand`
    names; `received_<feed>` holds the rows of each of the feeds named.
    """
    names = ",\n".join([NAMES, *(RECEIVED.format(feed=feed) for feed in sorted(feeds))])
    connection.register("rows_accepted_now", checked.accepted)
    try:
        answer = connection.execute(names + question, beside.facts)
        while rows := answer.fetchmany(AT_ONCE):
            yield from rows
    finally:
        connection.unregister("rows_accepted_now")


def list_kept_feeds(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """List the feeds that have a table; a warehouse that is only read may be older than the newest."""
    found = connection.execute("select table_name from duckdb_tables() where schema_name = 'store'").fetchall()
    return {name for (name,) in found}


def _repeats(connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration, submission: int) -> bool:
    """Say whether the rows as read, those refused too, are those of another month but for the month.

    Of many rows the keys are compared first, which is quicker: where they are not the same, nothing else is.
    """
    facts = [name for name in declared.feed.columns if name not in ("agency", "month")]
    keys = [name for name in facts if name in declared.feed.key]
    connection.register("rows_read_now", checked.read)
    try:
        return all(
            _add_up_alike(connection, ", ".join(names), declared.feed.name, submission)
            for names in ((keys, facts) if checked.rows > FEW else (facts,))
            if names
        )
    finally:
        connection.unregister("rows_read_now")


def _add_up_alike(connection: duckdb.DuckDBPyConnection, columns: str, feed: str, submission: int) -> bool:
    """Say whether the rows as read and those of a submission have the same values in some columns, in any order."""
    total = f"sum(hash({columns})::hugeint)"
    same = connection.execute(
        f"""
        select (select {total} from rows_read_now)
            = (select {total} from store.{feed} where submission = $submission)
        """,
        {"submission": submission},
    ).fetchall()
    return bool(same[0][0])
