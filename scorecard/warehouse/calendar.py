"""The months a warehouse covers, and which months make up a quarter, a year to date or twelve months."""

from datetime import date

import duckdb

CALENDAR = """
create schema if not exists calendar;
create or replace table calendar.months as
select
    unnest(generate_series($first::timestamp, $last::timestamp, interval 1 month))::date as report_month,
    last_day(report_month) as month_end;
"""

WINDOWS = """
create or replace table calendar.windows as
with member as (
    select
        months.report_month,
        unnest(range(12))::integer as months_back,
        (months.report_month - to_months(months_back))::date as month
    from calendar.months
),
period as (
    select *
    from (values ('month'), ('quarter'), ('year'), ('rolling12')) as names (period)
)
select
    period.period,
    member.report_month,
    member.month
from member
cross join period
where
    member.months_back < case period.period
        when 'month' then 1
        when 'quarter' then (month(member.report_month) + 8) % 3 + 1
        when 'year' then (month(member.report_month) + 8) % 12 + 1
        else 12
    end
"""


def create_calendar(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> None:
    """Create `calendar.months` and `calendar.windows` for the months from first to last.

    `windows` has one row per period, month of report and month counted in it; quarter and year run to the report month.
    """
    for statement in CALENDAR.split(";"):
        if statement.strip():
            connection.execute(statement, {"first": first, "last": last} if "$first" in statement else None)
    connection.execute(WINDOWS)
