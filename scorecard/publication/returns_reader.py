"""Looks up what was received: every submission of an agency's month, and what was found in each."""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.opening import Generation


@lru_cache(maxsize=16)
def _read_history(generation: Generation) -> tuple[pl.DataFrame, pl.DataFrame]:
    return generation.ask("select * from submission"), generation.ask("select * from problem")


def read_submissions(generation: Generation, agency: str, month: date) -> pl.DataFrame:
    """Give every submission of an agency for a month, in the order in which they came."""
    every, _ = _read_history(generation)
    return every.filter(pl.col("agency_code") == agency, pl.col("report_month") == month)


def read_problems(generation: Generation, submission: int) -> pl.DataFrame:
    """Give what was found in a submission: row_number, column_name, severity, rule, message."""
    _, every = _read_history(generation)
    return every.filter(pl.col("submission") == submission)


@lru_cache(maxsize=512)
def read_waiting(generation: Generation, feeds: tuple[str, ...], agency: str) -> pl.DataFrame:
    """List the indicators that need one of an agency's feeds: indicator, title."""
    return generation.ask(
        """
        select distinct indicator.indicator, indicator.title, indicator.position
        from indicator
        inner join figure on figure.indicator = indicator.indicator and figure.agency_code = $agency
        where list_has_any(indicator.feeds, $feeds::varchar[])
        order by indicator.position
        """,
        feeds=list(feeds),
        agency=agency,
    )
