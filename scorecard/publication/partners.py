"""Looks up the agencies of a month, and which feeds are agreed with each."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from scorecard.publication.opening import Generation


class Partner(NamedTuple):
    """An agency of the partnership, its place in the pathway, and the feeds that are agreed with it."""

    code: str
    name: str
    short_name: str
    place: int
    feeds: list[str]


@lru_cache(maxsize=256)
def read_partners(generation: Generation, month: date) -> pl.DataFrame:
    """List the agencies of a month in pathway order: code, name, short_name, place, and the feeds agreed."""
    return generation.ask(
        """
        with sent as (
            select agency_code, list(distinct feed order by feed) as feeds
            from return_status
            where report_month = $month and frequency is not null
            group by agency_code
        )

        select
            agency.code, agency.name, agency.short_name, agency."order" as place,
            coalesce(sent.feeds, []::varchar[]) as feeds
        from agency
        left join sent on sent.agency_code = agency.code
        where
            (agency.valid_from is null or agency.valid_from <= last_day($month::date))
            and (agency.valid_to is null or agency.valid_to >= $month::date)
        order by agency."order"
        """,
        month=month,
    )


@lru_cache(maxsize=256)
def list_partners(generation: Generation, month: date) -> list[Partner]:
    """List the agencies of a month in pathway order."""
    return [Partner(*each) for each in read_partners(generation, month).select(Partner._fields).iter_rows()]
