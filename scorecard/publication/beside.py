"""What stands beside the figures of an indicator: what its owners said, published figures of elsewhere, and events."""

from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from scorecard.publication.opening import Generation


@lru_cache(maxsize=3)
def _read_every_comment(generation: Generation) -> pl.DataFrame:
    return generation.ask(
        """
        select commentary.*, agency.short_name
        from commentary
        left join agency on agency.code = commentary.agency_code and agency.valid_to is null
        order by agency."order", line
        """
    )


def read_commentary(generation: Generation, indicator: str, month: date) -> pl.DataFrame:
    """Give what owners said of an indicator for a month."""
    every = _part_every_comment(generation)
    return every.get((indicator, month), _read_every_comment(generation).clear())


@lru_cache(maxsize=3)
def _part_every_comment(generation: Generation) -> dict[tuple[Any, ...], pl.DataFrame]:
    return _read_every_comment(generation).partition_by("indicator", "report_month", as_dict=True)


@lru_cache(maxsize=3)
def _read_every_comparator(generation: Generation) -> pl.DataFrame:
    return generation.ask("select * from comparator order by year desc, area")


@lru_cache(maxsize=512)
def read_comparators(generation: Generation, indicator: str) -> pl.DataFrame:
    """Give the published figures that may stand beside an indicator, each with its source."""
    every = _read_every_comparator(generation)
    return every.filter(pl.col("indicator") == indicator, pl.col("use") == "comparator")


@lru_cache(maxsize=512)
def read_context(generation: Generation, indicator: str) -> pl.DataFrame:
    """Give the published figures that are near an indicator but counted by another rule, each with its source."""
    return _read_every_comparator(generation).filter(pl.col("indicator") == indicator, pl.col("use") == "context")


@lru_cache(maxsize=3)
def read_events(generation: Generation) -> pl.DataFrame:
    """Give the events and changes of rule: date, title, kind, agency, themes."""
    return generation.ask('select * from event order by "date"')
