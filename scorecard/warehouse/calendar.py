"""The months a warehouse covers, and which months make up a quarter, a year to date or twelve months."""

from datetime import date

import duckdb

SPAN_OF_WAREHOUSE = """
create schema if not exists calendar;
create or replace view calendar.span as
select
    min(report_month) as first_month,
    max(report_month) as last_month
from store.current_submission;
"""

MONTHS_AND_WINDOWS = """
create or replace view calendar.months as
select
    unnest(generate_series(first_month::timestamp, last_month::timestamp, interval 1 month))::date as report_month,
    last_day(report_month) as month_end
from calendar.span;

create or replace view calendar.windows as
with member as (
    select
        months.report_month,
        unnest(range(12))::integer as months_back,
        (months.report_month - to_months(months_back))::date as month
    from calendar.months as months
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
    end;
"""


CALENDAR_OF_WAREHOUSE = SPAN_OF_WAREHOUSE + MONTHS_AND_WINDOWS
"""What creates the same in a warehouse, for the months of which a return is in force."""


def create_calendar(connection: duckdb.DuckDBPyConnection, first: date, last: date) -> None:
    """Create `calendar.months` and `calendar.windows` for the months from first to last.

    `windows` has one row per period, month of report and month counted in it; quarter and year run to the report month.
    """
    connection.execute("create schema if not exists calendar")
    span = "create or replace table calendar.span as select $first::date as first_month, $last::date as last_month"
    connection.execute(span, {"first": first, "last": last})
    connection.execute(MONTHS_AND_WINDOWS)
