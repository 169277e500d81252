"""What was received, and what was found in it: the history that the returns page shows."""

from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from scorecard.warehouse.connection import open_workspace

SUBMISSIONS = """
select
    submission.sequence, submission.feed, submission.agency_code, submission.report_month, submission.received_at,
    submission.sender, submission.file_name, submission.rows_received, submission.rows_accepted,
    submission.rows_refused, current_submission.sequence is not null as is_in_force
from store.submission as submission
left join store.current_submission as current_submission using (sequence)
where getvariable('as_at') is null or submission.received_at <= getvariable('as_at')::timestamp
order by submission.sequence
"""
PROBLEMS = """
select problem.*
from store.problem as problem
inner join store.submission as submission on submission.sequence = problem.submission
where getvariable('as_at') is null or submission.received_at <= getvariable('as_at')::timestamp
order by problem.submission, problem.row_number nulls first, problem.column_name
"""


def read_history(connection: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """Give every submission received until the moment that is asked about, and the problems it was kept with.

    The problems say where and what, never a value that may be about a person.
    """
    return {"submission": connection.sql(SUBMISSIONS).pl(), "problem": connection.sql(PROBLEMS).pl()}


def choose_moment(warehouse: Path, agreed: datetime | None, made_at: datetime) -> datetime:
    """Choose the moment whose knowledge is published: now, or for invented data the agreed one and what came since."""
    if agreed is None:
        return made_at
    with open_workspace(warehouse, datetime.max) as connection:
        newest = connection.execute("select max(received_at) from store.submission").fetchall()[0][0]
    return agreed if newest is None else max(agreed, newest)
