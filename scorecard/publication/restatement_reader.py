"""Gives the restatements of a generation, and the figures in which two generations differ, with their names."""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.opening import Generation
from scorecard.publication.restatements import SCHEMA
from scorecard.publication.versions import compare_versions, read_table


@lru_cache(maxsize=8)
def _read_every_restatement(generation: Generation) -> pl.DataFrame:
    every = name_figures(generation, read_table(generation, "restatement", SCHEMA))
    order = ["restated_in", "position", "report_month", "place", "label_position"]
    return every.sort(order, descending=[True, False, True, False, False], maintain_order=True)


@lru_cache(maxsize=512)
def read_restatements(generation: Generation, indicator: str | None = None, month: date | None = None) -> pl.DataFrame:
    """Give every figure that was published otherwise before, or those of an indicator or a month; newest change first.

    What was said and what is, which generations said so and when, the kind of change, the returns that brought it, in
    words (`why`), and the names of indicator, category and agency.
    """
    every = _read_every_restatement(generation)
    if indicator is not None:
        every = every.filter(pl.col("indicator") == indicator)
    return every if month is None else every.filter(pl.col("report_month") == month)


def read_differences(was: Generation, now: Generation) -> pl.DataFrame:
    """Give the months' figures that the older of two generations reported and the newer gives otherwise, totals first.

    Named as restatements are.
    """
    named = name_figures(now, compare_versions(was, now))
    order = [pl.col("category").is_not_null(), *map(pl.col, ("position", "report_month", "place", "label_position"))]
    return named.sort(order, descending=[False, False, True, False, False], maintain_order=True)


def name_figures(generation: Generation, figures: pl.DataFrame) -> pl.DataFrame:
    """Add title, code, unit and position of the indicator, label of the category, and short name of the agency."""
    indicators = generation.ask("select indicator, title, code, unit, position from indicator")
    labels = generation.ask("select breakdown, category, label, position as label_position from category_label")
    agencies = generation.ask(
        """
        select code as agency_code, short_name as agency_short_name, "order" as place
        from agency
        where valid_to is null
        """
    )
    named = (
        figures.join(indicators, on="indicator", how="left", maintain_order="left")
        .join(labels, on=["breakdown", "category"], how="left", maintain_order="left")
        .join(agencies, on="agency_code", how="left", maintain_order="left")
    )
    return named.with_columns(label=pl.coalesce("label", "category"), place=pl.col("place").fill_null(0))
