"""The table that says what became of every return, for queries that count returns and not what is in them."""

import duckdb
import polars as pl

# What SQL needs not, such as who sent a return, stays with the submissions.
RETURN_STATUS = """
create schema if not exists returns;
create table if not exists returns.status (
    feed varchar,
    agency_code varchar,
    report_month date,
    is_due boolean,
    due_on date,
    first_received_at timestamp,
    submissions bigint,
    warnings bigint,
    state varchar
);
"""
"""Creates `returns.status`, with no row, where there is none."""


def keep_return_status(connection: duckdb.DuckDBPyConnection, status: pl.DataFrame) -> None:
    """Keep in the database in use what became of every return expected or received; replaces what was kept before."""
    connection.execute(RETURN_STATUS)
    columns = [name for name, *_ in connection.execute("describe returns.status").fetchall()]
    connection.register("status_now", status.select(columns))
    connection.begin()
    connection.execute("delete from returns.status")
    connection.execute("insert into returns.status by name select * from status_now")
    connection.commit()
    connection.unregister("status_now")
