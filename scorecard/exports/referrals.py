"""Referrals: every figure of their pathway, of all agencies or of one."""

import polars as pl

from scorecard.exports.contract import Choices, Export
from scorecard.exports.figure_rows import tabulate_rows
from scorecard.exports.options import list_agencies, list_months, list_periods
from scorecard.publication.figures import ALL
from scorecard.publication.reader import Generation, read_by_agency, read_referrals


def make_referrals(generation: Generation, choices: Choices) -> pl.DataFrame:
    """Give the figures of Referrals, each named by its indicator and category."""
    each = read_referrals(generation, choices.month, choices.period)
    rows = [row for referrals in each if choices.agency in (ALL, referrals.code) for row in referrals.rows()]
    schema = read_by_agency(generation, "", None, choices.month, choices.period).schema
    of_category = pl.format("{}: {}", "indicator_title", "label")
    named = pl.DataFrame(rows, schema=schema).with_columns(
        title=pl.when(pl.col("category").is_null()).then("indicator_title").otherwise(of_category),
        owner="agency_short_name",
    )
    return tabulate_rows(named)


export = Export(
    title="Referrals",
    page="referrals",
    options={"month": list_months, "period": list_periods, "agency": list_agencies},
    make=make_referrals,
)
