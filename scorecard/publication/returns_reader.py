"""Looks up what was received: every submission of an agency's month, and what was found in each."""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.opening import Generation

Parts = dict[tuple[object, ...], pl.DataFrame]
"""Rows by what they are looked up by; under () none."""


@lru_cache(maxsize=16)
def _read_every_submission(generation: Generation) -> Parts:
    return _part(generation.ask("select * from submission"), "agency_code", "report_month")


@lru_cache(maxsize=16)
def _read_every_problem(generation: Generation) -> Parts:
    return _part(generation.ask("select * from problem"), "submission")


def _part(rows: pl.DataFrame, *columns: str) -> Parts:
    return {(): rows.clear()} | rows.partition_by(*columns, as_dict=True, maintain_order=True)


def read_submissions(generation: Generation, agency: str, month: date) -> pl.DataFrame:
    """Give every submission of an agency for a month, in the order in which they came."""
    every = _read_every_submission(generation)
    return every.get((agency, month), every[()])


def read_problems(generation: Generation, submission: int) -> pl.DataFrame:
    """Give what was found in a submission: row_number, column_name, severity, rule, message."""
    every = _read_every_problem(generation)
    return every.get((submission,), every[()])


def list_with_problems(generation: Generation) -> list[int]:
    """List the submissions in which something was found."""
    return [found["submission"][0] for found in _read_every_problem(generation).values() if found.height]


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
