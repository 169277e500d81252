"""The tables and views of a warehouse, made from the feeds' contracts."""

from contextlib import suppress
from hashlib import sha256

import duckdb
import polars as pl

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.contract import Feed
from scorecard.warehouse.calendar import CALENDAR_OF_WAREHOUSE
from scorecard.warehouse.provider_funnel import FUNNEL_OF_WAREHOUSE
from scorecard.warehouse.return_status import RETURN_STATUS

SUBMISSION = """
create schema if not exists store;
create schema if not exists sent;
create schema if not exists feed;
create sequence if not exists store.submission_sequence;
create table if not exists store.submission (
    sequence bigint primary key default nextval('store.submission_sequence'),
    feed varchar not null,
    agency_code varchar not null,
    report_month date not null,
    received_at timestamp not null,
    sender varchar not null,
    file_name varchar not null,
    digest varchar not null,
    content_digest varchar not null,
    rows_received bigint not null,
    rows_accepted bigint not null,
    rows_refused bigint not null
);
create table if not exists store.problem (
    submission bigint not null,
    row_number bigint,
    column_name varchar,
    severity varchar not null,
    rule varchar not null,
    message varchar not null
);
create or replace view store.current_submission as
select *
from store.submission
where getvariable('as_at') is null or received_at <= getvariable('as_at')::timestamp
qualify row_number() over (partition by feed, agency_code, report_month order by sequence desc) = 1;
"""

_TYPES: dict[pl.DataType | type[pl.DataType], str] = {
    pl.String(): "varchar",
    pl.Date(): "date",
    pl.Int64(): "bigint",
    pl.List(pl.String()): "varchar[]",
}


def create_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing, all of it or nothing; views follow the contracts as they are now.

    A comment says which statements made the tables, so that they are not run again at each opening.
    """
    if has_schema(connection):
        return
    # One transaction waits for the disk once; each of some hundred statements alone would wait by itself.
    connection.begin()
    try:
        connection.execute(_write_statements())
        connection.execute(f"comment on table store.submission is '{_version()}'")
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):  # a failed commit has rolled back by itself
            connection.rollback()
        raise


def has_schema(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the tables and views are those that the code asks for."""
    said = connection.execute(
        "select comment from duckdb_tables() where schema_name = 'store' and table_name = 'submission'"
    ).fetchall()
    return said == [(_version(),)]


def _version() -> str:
    return sha256(_write_statements().encode()).hexdigest()


def _write_statements() -> str:
    of_feeds = [make(feed) for feed in all_feeds().values() for make in (_table, _rows_sent, _current_rows)]
    return "\n".join([SUBMISSION, *of_feeds, CALENDAR_OF_WAREHOUSE, RETURN_STATUS, FUNNEL_OF_WAREHOUSE])


def _table(feed: Feed) -> str:
    types = {name: _TYPES[dtype] for name, dtype in feed.schema.create_empty().schema.items()}
    columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
    own = "submission bigint not null, row_number bigint not null"
    return f"create table if not exists store.{feed.name} ({own}, {columns});"


def _rows_sent(feed: Feed) -> str:
    """Show the rows of the current submissions, each as it stood in the month that brought it."""
    others = ", ".join(f"kept.{name}" for name in feed.columns if name not in ("agency", "month"))
    return f"""
    create or replace view sent.{feed.name} as
    select kept.agency as agency_code, kept.month as report_month, {others}
    from store.{feed.name} as kept
    inner join store.current_submission as current_submission on kept.submission = current_submission.sequence;
    """


def _current_rows(feed: Feed) -> str:
    """Show the rows of the current submissions; a case sent each month is shown as last sent."""
    latest = ""
    if feed.latest_by:
        case = ", ".join(feed.latest_by)
        latest = f"qualify row_number() over (partition by agency_code, {case} order by report_month desc) = 1"
    return f"create or replace view feed.{feed.name} as select * from sent.{feed.name} {latest};"
