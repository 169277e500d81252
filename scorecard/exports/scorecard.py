"""The scorecard as it is shown: one line for each row."""

import polars as pl

from scorecard.exports.contract import Choices, Export
from scorecard.exports.figure_rows import tabulate_rows
from scorecard.exports.options import list_agencies, list_months, list_numbers, list_periods, list_themes, list_ways
from scorecard.publication.choosing import keep_rows, keep_theme
from scorecard.publication.reader import Generation, read_scorecard


def make_scorecard(generation: Generation, choices: Choices) -> pl.DataFrame:
    """Give the rows of This month."""
    rows = keep_theme(read_scorecard(generation, choices.month, choices.period, choices.agency), choices.theme)
    return tabulate_rows(keep_rows(rows, choices.only, choices.show))


export = Export(
    title="Scorecard",
    page="this_month",
    options={
        "month": list_months,
        "period": list_periods,
        "agency": list_agencies,
        "theme": list_themes,
        "show": list_ways,
        "only": list_numbers,
    },
    make=make_scorecard,
)
