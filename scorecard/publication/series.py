"""Figures as they were published: one series as judged, many figures at once, and whom they are about."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.opening import Generation
from scorecard.publication.rows import SERIES


def read_series(
    generation: Generation, indicator: str, agency: str, breakdown: str | None, category: str | None, month: date
) -> pl.DataFrame:
    """Give one monthly series as judged at a month: its figures, states, limits and flagged points, oldest first."""
    places = _place_every_series(generation, month).get((indicator, agency, breakdown, category), [])
    return _read_every_series(generation, month)[places].drop(SERIES)


def read_totals_as_judged(generation: Generation, indicators: list[str], month: date) -> pl.DataFrame:
    """Give the monthly series of several indicators as judged at a month, without categories, oldest first."""
    only = """
            and figure.breakdown is null
            and figure.category is null
            and list_contains($indicators::varchar[], figure.indicator)
    """
    return generation.ask(_POINTS.format(only=only), month=month, indicators=indicators)


@lru_cache(maxsize=64)
def _read_every_series(generation: Generation, month: date) -> pl.DataFrame:
    """Ask for all series at once: a reader who goes from indicator to indicator then waits for the database once."""
    return generation.ask(_POINTS.format(only=""), month=month)


@lru_cache(maxsize=64)
def _place_every_series(
    generation: Generation, month: date
) -> Mapping[tuple[str, str, str | None, str | None], list[int]]:
    """Say in which rows the figures of each series stand, so that one is found without a search."""
    rows = _read_every_series(generation, month).select(SERIES).with_row_index("row")
    return {(*key,): places for *key, places in rows.group_by(SERIES).agg("row").iter_rows()}


_POINTS = """
        select
            figure.indicator, figure.agency_code, figure.breakdown, figure.category,
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
            and figure.report_month <= $month::date
            and figure.report_month > $month::date - interval 36 month
            {only}
        order by figure.report_month
"""


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


def read_subjects(generation: Generation, indicator: str) -> pl.DataFrame:
    """List whom an indicator's figures are about: agency_code, breakdown, category, label; totals first."""
    every = _read_every_subject(generation)
    return every.get(indicator, every[""])


@lru_cache(maxsize=3)
def _read_every_subject(generation: Generation) -> dict[str, pl.DataFrame]:
    subjects = generation.ask(
        """
        select distinct indicator, agency_code, breakdown, category, label, label_position, place
        from row
        where period = 'month'
        order by place nulls first, breakdown nulls first, label_position, category
        """
    )
    parts = subjects.partition_by("indicator", as_dict=True, include_key=False)
    return {"": subjects.clear()} | {str(indicator): part for (indicator,), part in parts.items()}
