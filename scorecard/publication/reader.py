"""The one way into a published generation: typed questions that give Polars frames.

A frame is kept for the next reader who asks the same of the same generation, so it must never be changed in place.
"""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.opening import About, Generation, open_generation
from scorecard.publication.rows import (
    read_breakdown,
    read_by_agency,
    read_courses,
    read_row,
    read_scorecard,
    steps_back,
)

__all__ = [
    "About",
    "Generation",
    "open_generation",
    "read_about",
    "read_agencies",
    "read_breakdown",
    "read_by_agency",
    "read_commentary",
    "read_comparators",
    "read_courses",
    "read_events",
    "read_figures",
    "read_findings",
    "read_indicators",
    "read_returns",
    "read_row",
    "read_scorecard",
    "read_series",
    "read_subjects",
    "read_themes",
    "steps_back",
]


@lru_cache(maxsize=3)
def read_about(generation: Generation) -> About:
    """Say what the generation is: its number, dates and partnership."""
    return About(**generation.ask("select * from generation").row(0, named=True))


@lru_cache(maxsize=3)
def read_agencies(generation: Generation) -> pl.DataFrame:
    """List the agencies whose figures are held: code, name, short_name, in pathway order."""
    return generation.ask(
        """
        select code, name, short_name
        from agency
        where code in (select view from line) and valid_to is null
        order by "order"
        """
    )


@lru_cache(maxsize=3)
def read_indicators(generation: Generation) -> pl.DataFrame:
    """List the indicators with everything their heads say and their SQL, in the order of the scorecard."""
    return generation.ask("select * from indicator order by position")


@lru_cache(maxsize=3)
def read_themes(generation: Generation) -> pl.DataFrame:
    """List the themes that have an indicator: code, name, list."""
    return generation.ask(
        """
        select code, name, list
        from theme
        where code in (select unnest(themes) from indicator)
        order by "order"
        """
    )


@lru_cache(maxsize=256)
def read_findings(generation: Generation, month: date, view: str) -> pl.DataFrame:
    """Give what changed in a month for one view, worst first, with the latest figure and the one of a year ago."""
    return generation.ask(
        """
        select finding.*, figure.value, figure.numerator, figure.denominator, indicator.unit, earlier.value as year_ago
        from finding
        inner join indicator using (indicator)
        inner join figure
            on figure.period = 'month'
            and figure.report_month = finding.report_month
            and figure.indicator = finding.indicator
            and figure.agency_code = finding.agency_code
            and figure.category is not distinct from finding.category
            and figure.breakdown is not distinct from finding.breakdown
        left join figure as earlier
            on earlier.period = 'month'
            and earlier.report_month = finding.report_month - interval 1 year
            and earlier.indicator = finding.indicator
            and earlier.agency_code = finding.agency_code
            and earlier.category is not distinct from finding.category
            and earlier.breakdown is not distinct from finding.breakdown
            and earlier.state = 'reported'
        where finding.report_month = $month and finding.view = $view
        order by finding.rank
        """,
        month=month,
        view=view,
    )


@lru_cache(maxsize=256)
def read_series(
    generation: Generation, indicator: str, agency: str, breakdown: str | None, category: str | None, month: date
) -> pl.DataFrame:
    """Give one monthly series as judged at a month: its figures, states, limits and flagged points, oldest first."""
    return generation.ask(
        """
        select
            figure.report_month, figure.numerator, figure.denominator, figure.value, figure.state,
            signal.mean, signal.lower, signal.upper, signal.segment,
            coalesce(signal.point_type, 'common_cause') as point_type
        from figure
        left join signal
            on signal.as_at = $month
            and signal.report_month = figure.report_month
            and signal.indicator = figure.indicator
            and signal.agency_code = figure.agency_code
            and signal.breakdown is not distinct from figure.breakdown
            and signal.category is not distinct from figure.category
        where
            figure.period = 'month'
            and figure.indicator = $indicator
            and figure.agency_code = $agency
            and figure.breakdown is not distinct from $breakdown
            and figure.category is not distinct from $category
            and figure.report_month <= $month::date
            and figure.report_month > $month::date - interval 36 month
        order by figure.report_month
        """,
        indicator=indicator,
        agency=agency,
        breakdown=breakdown,
        category=category,
        month=month,
    )


@lru_cache(maxsize=256)
def read_figures(
    generation: Generation,
    indicators: tuple[str, ...],
    agencies: tuple[str, ...],
    period: str,
    first: date | None,
    last: date | None,
) -> pl.DataFrame:
    """Give figures with their labels, breakdowns after totals; an empty tuple means all, but not the total “all”.

    Of quarters and years only the last month of each within the dates is given: the period, or the period to date.
    """
    return generation.ask(
        """
        select
            figure.*, indicator.code, indicator.unit, indicator.position,
            coalesce(category_label.label, figure.category) as label,
            target.target
        from figure
        inner join indicator using (indicator)
        left join category_label
            on category_label.breakdown = figure.breakdown and category_label.category = figure.category
        left join target
            on target.indicator = figure.indicator and target.agency_code = figure.agency_code
            and target.category is not distinct from figure.category
            and target.report_month = figure.report_month
        where
            figure.period = $period
            and (len($indicators::varchar[]) = 0 or list_contains($indicators::varchar[], figure.indicator))
            and case
                when len($agencies::varchar[]) = 0 then figure.agency_code <> 'all'
                else list_contains($agencies::varchar[], figure.agency_code)
            end
            and ($first::date is null or figure.report_month >= $first::date)
            and ($last::date is null or figure.report_month <= $last::date)
        qualify
            $period in ('month', 'rolling12')
            or figure.report_month = max(figure.report_month) over (
                partition by
                    year(figure.report_month - interval 3 month),
                    if($period = 'quarter', quarter(figure.report_month), 0)
            )
        order by
            indicator.position, figure.report_month, figure.agency_code,
            figure.breakdown nulls first, category_label.position, figure.category
        """,
        indicators=list(indicators),
        agencies=list(agencies),
        period=period,
        first=first,
        last=last,
    )


@lru_cache(maxsize=64)
def read_returns(generation: Generation, agency: str | None) -> pl.DataFrame:
    """Give the state of every return, or of one agency's: feed, month, due_on, state, received, submissions."""
    return generation.ask(
        """
        select return_status.*, agency.short_name
        from return_status
        left join agency on agency.code = return_status.agency_code and agency.valid_to is null
        where $agency::varchar is null or agency_code = $agency
        order by report_month, agency."order", feed
        """,
        agency=agency,
    )


@lru_cache(maxsize=64)
def read_commentary(generation: Generation, indicator: str, month: date) -> pl.DataFrame:
    """Give what owners said of an indicator for a month."""
    return generation.ask(
        """
        select commentary.*, agency.short_name
        from commentary
        left join agency on agency.code = commentary.agency_code and agency.valid_to is null
        where indicator = $indicator and report_month = $month
        order by agency."order", line
        """,
        indicator=indicator,
        month=month,
    )


@lru_cache(maxsize=64)
def read_comparators(generation: Generation, indicator: str) -> pl.DataFrame:
    """Give the published figures that may stand beside an indicator, each with its source."""
    return generation.ask(
        "select * from comparator where indicator = $indicator order by year desc, area", indicator=indicator
    )


@lru_cache(maxsize=3)
def read_events(generation: Generation) -> pl.DataFrame:
    """Give the events and changes of rule: date, title, kind, agency, themes."""
    return generation.ask('select * from event order by "date"')


@lru_cache(maxsize=256)
def read_subjects(generation: Generation, indicator: str) -> pl.DataFrame:
    """List whom an indicator's figures are about: agency_code, breakdown, category, label; totals first."""
    return generation.ask(
        """
        select distinct
            figure.agency_code, figure.breakdown, figure.category,
            coalesce(category_label.label, figure.category) as label,
            category_label.position, agency."order" as place
        from figure
        left join category_label
            on category_label.breakdown = figure.breakdown and category_label.category = figure.category
        left join agency on agency.code = figure.agency_code and agency.valid_to is null
        where figure.indicator = $indicator and figure.period = 'month'
        order by place nulls first, figure.breakdown nulls first, category_label.position, figure.category
        """,
        indicator=indicator,
    )
