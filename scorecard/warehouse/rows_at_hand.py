"""Lays a return's rows beside those received, under the names that the checks across returns use."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import duckdb

from scorecard.feeds.checking import Declaration
from scorecard.feeds.report import Checked

OF_AGENCY = """
select feed, report_month, sequence, rows_accepted, received_at, file_name, feed = $feed and report_month = $month::date
from store.current_submission
where agency_code = $agency
"""
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
        $month_before::date as month_before, $repeats_month_before as repeats_month_before,
        $replaces::bigint as replaces, $replaced_received_at::timestamp as replaced_received_at
),
rows_at_hand as (select row as row_number, * exclude (row) from rows_accepted_now)
"""
FACTS = ("month_before", "repeats_month_before", "replaces")
AT_ONCE = 50_000
RECEIVED = "received_{feed} as (select * from store.{feed} where submission in (select sequence from received))"


@dataclass(frozen=True)
class LaidOut:
    """What lies beside the rows: the feeds of which something was received, what is known of the return, and the name
    of the file that it replaces.
    """

    sent: set[str]
    facts: Mapping[str, object]
    replaced_file: str | None

    @property
    def is_correction(self) -> bool:
        """Whether the return would replace another."""
        return self.facts["replaces"] is not None


def lay_out(connection: duckdb.DuckDBPyConnection, checked: Checked, declared: Declaration) -> LaidOut:
    """Gather what was received from the same agency and is in force, and what is known of the return beside it."""
    feed, read = declared.feed, checked.read
    assert read is not None
    place = {"feed": feed.name, "agency": declared.agency, "month": declared.month}
    returns = connection.execute(OF_AGENCY, place).fetchall()
    replaced = next((each for each in returns if each[-1]), None)
    received = [each for each in returns if not each[-1]]
    before = max((each[1:4] for each in received if each[0] == feed.name and each[1] < declared.month), default=None)
    same_height = before is not None and before[2] == read.height > 0
    facts = {
        "published_as_at": declared.published_as_at,
        "is_table_of_counts": feed.is_table_of_counts,
        "rows_read": read.height,
        "rows_accepted": checked.accepted_rows,
        "rows_refused": checked.refused,
        "month_before": before[0] if before else None,
        "repeats_month_before": same_height
        and before is not None
        and _repeats(connection, checked, declared, before[1]),
        "replaces": replaced[2] if replaced else None,
        "replaced_received_at": replaced[4] if replaced else None,
    }
    columns = [list(column) for column in zip(*received, strict=True)] or [[]] * 4
    lists = dict(zip(("feeds", "months", "sequences", "rows"), columns[:4], strict=True))
    return LaidOut({each[0] for each in received}, place | facts | lists, replaced[5] if replaced else None)


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

    Where their keys are not, which are quicker to compare, nothing else is.
    """
    facts = [name for name in declared.feed.columns if name not in ("agency", "month")]
    keys = [name for name in facts if name in declared.feed.key]
    connection.register("rows_read_now", checked.read)
    try:
        return all(
            _add_up_alike(connection, ", ".join(names), declared.feed.name, submission)
            for names in (keys, facts)
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
