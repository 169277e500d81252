"""Rows as the scorecard shows them: the figure, those before it, the target, the verdict and the small line."""

from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from scorecard.publication.opening import Generation

_LINES = """
with chosen as (
    {chosen}
),
ago as (
    select
        figure.*,
        datediff('month', figure.report_month, $month::date) as months_ago
    from figure
    where figure.report_month between $month::date - interval 24 month and $month::date
),
latest as (
    select * from ago where period = $period and months_ago = 0
),
step_before as (
    select * from ago where period = $period and months_ago = $step
),
year_before as (
    select * from ago where period = $period and months_ago = 12
),
quarterly as (
    select
        indicator, agency_code, breakdown, category,
        count(*) filter (where state = 'not_due') >= 6 as is_quarterly
    from ago
    where period = 'month' and months_ago between 0 and 11
    group by all
),
last_reported as (
    select
        indicator, agency_code, breakdown, category,
        max(report_month) as data_month,
        arg_max(value, report_month) as last_value,
        arg_max(numerator, report_month) as last_numerator,
        arg_max(denominator, report_month) as last_denominator
    from ago
    where period = 'month' and state = 'reported'
    group by all
),
spark as (
    select
        indicator, agency_code, breakdown, category,
        list(value order by report_month) as spark_values,
        list(point_type order by report_month) as spark_types
    from signal
    where as_at = $month and report_month > $month::date - interval 24 month
    group by all
)
select
    chosen.*,
    indicator.unit, indicator.kind, indicator.direction, indicator.themes, indicator.code,
    latest.value, latest.numerator, latest.denominator, latest.state, latest.months_counted, latest.months_due,
    step_before.value as previous, step_before.state as previous_state,
    step_before.numerator as previous_numerator, step_before.denominator as previous_denominator,
    year_before.value as last_year, year_before.state as last_year_state,
    year_before.numerator as last_year_numerator, year_before.denominator as last_year_denominator,
    this_month.state as month_state,
    target.target, target.amber_tolerance,
    verdict.variation, verdict.assurance, verdict.mean, verdict.lower, verdict.upper, verdict.points, verdict.reason,
    coalesce(quarterly.is_quarterly, false) as is_quarterly,
    last_reported.data_month, last_reported.last_value, last_reported.last_numerator, last_reported.last_denominator,
    spark.spark_values, spark.spark_types
from chosen
inner join indicator on chosen.indicator = indicator.indicator
"""
_JOINED = ("latest", "step_before", "year_before", "last_reported", "quarterly", "spark")


def _join(table: str, name: str = "", extra: str = "") -> str:
    """Join a table of series to the chosen lines; null keys are equal."""
    alias = name or table
    return f"""
left join {table} as {alias}
    on {alias}.indicator = chosen.indicator and {alias}.agency_code = chosen.agency_code
    and {alias}.breakdown is not distinct from chosen.breakdown
    and {alias}.category is not distinct from chosen.category {extra}"""


def _write_query() -> str:
    joins = "".join(_join(table) for table in _JOINED)
    joins += _join("ago", "this_month", "and this_month.period = 'month' and this_month.months_ago = 0")
    joins += _join("verdict", extra="and verdict.as_at = $month")
    joins += """
left join target
    on target.indicator = chosen.indicator and target.agency_code = chosen.agency_code
    and target.category is not distinct from chosen.category and target.report_month = $month
order by chosen.position"""
    return _LINES + joins


ROWS = _write_query()

SCORECARD = "select * from line"
ONE_ROW = """
    select
        $agency::varchar as view, 0 as position, section, indicator, $agency::varchar as agency_code,
        $breakdown::varchar as breakdown, $category::varchar as category, title, $agency::varchar as owner
    from indicator
    where indicator = $indicator
"""
EACH_CATEGORY = """
    select distinct
        figure.agency_code as view, coalesce(category_label.position, 0) as position, indicator.section,
        figure.indicator, figure.agency_code, figure.breakdown, figure.category,
        coalesce(category_label.label, figure.category) as title,
        coalesce(agency.short_name, figure.agency_code) as owner, agency."order" as place
    from figure
    inner join indicator using (indicator)
    left join category_label
        on category_label.breakdown = figure.breakdown and category_label.category = figure.category
    left join agency on agency.code = figure.agency_code and agency.valid_to is null
    where
        figure.indicator = $indicator
        and figure.breakdown is not null
        and ($agency::varchar is null or figure.agency_code = $agency)
"""
EACH_AGENCY = """
    select distinct
        figure.agency_code as view, agency."order" as position, indicator.section,
        figure.indicator, figure.agency_code, figure.breakdown, figure.category,
        agency.name as title, agency.short_name as owner
    from figure
    inner join indicator using (indicator)
    inner join agency on agency.code = figure.agency_code and agency.valid_to is null
    where figure.indicator = $indicator and figure.category is not distinct from $category
"""


def steps_back(period: str) -> int:
    """Say how many months earlier the figure before ends; part of a period is compared with as long a part."""
    return {"month": 1, "quarter": 3, "year": 12, "rolling12": 12}[period]


def _ask(generation: Generation, chosen: str, month: date, period: str, **parameters: Any) -> pl.DataFrame:
    query = ROWS.replace("{chosen}", chosen)
    return generation.ask(query, month=month, period=period, step=steps_back(period), **parameters)


@lru_cache(maxsize=64)
def _read_every_view(generation: Generation, month: date, period: str) -> dict[str, pl.DataFrame]:
    """Ask for all views at once: a reader who goes from agency to agency then waits for the database once."""
    rows = _ask(generation, SCORECARD, month, period)
    return {str(view): part for (view,), part in rows.partition_by("view", as_dict=True).items()} | {"": rows.clear()}


def read_scorecard(generation: Generation, month: date, period: str, view: str) -> pl.DataFrame:
    """Give the rows of the scorecard for the whole partnership (“all”) or one agency, in order."""
    views = _read_every_view(generation, month, period)
    return views.get(view, views[""])


@lru_cache(maxsize=256)
def read_row(
    generation: Generation,
    indicator: str,
    agency: str,
    breakdown: str | None,
    category: str | None,
    month: date,
    period: str,
) -> pl.DataFrame:
    """Give the one row of a series, whether the scorecard shows it or not."""
    keys = {"indicator": indicator, "agency": agency, "breakdown": breakdown, "category": category}
    return _ask(generation, ONE_ROW, month, period, **keys)


@lru_cache(maxsize=256)
def read_breakdown(
    generation: Generation, indicator: str, agency: str | None, month: date, period: str
) -> pl.DataFrame:
    """Give a row for each category of an indicator, for one agency or for each of them."""
    return _ask(generation, EACH_CATEGORY, month, period, indicator=indicator, agency=agency)


@lru_cache(maxsize=256)
def read_by_agency(
    generation: Generation, indicator: str, category: str | None, month: date, period: str
) -> pl.DataFrame:
    """Give a row for each agency of an indicator, or of one category of it, in pathway order."""
    return _ask(generation, EACH_AGENCY, month, period, indicator=indicator, category=category)


def read_courses(generation: Generation, month: date, period: str) -> pl.DataFrame:
    """Give a row for each agency and course."""
    return read_breakdown(generation, "training_in_date", None, month, period)
