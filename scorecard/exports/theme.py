"""One theme over every agency, with a line for each gap, which is information as well."""

import polars as pl
import polars.selectors as cs

from scorecard.exports.contract import Choices, Export
from scorecard.exports.figure_rows import NO_FIGURE, tabulate_rows
from scorecard.exports.options import list_every_theme, list_grades, list_months, list_partners, list_periods
from scorecard.publication.figures import ALL
from scorecard.publication.reader import (
    Generation,
    keep_agency,
    list_silent,
    read_every_theme,
    read_theme_file,
    read_theme_gaps,
)


def make_theme(generation: Generation, choices: Choices) -> pl.DataFrame:
    """Give every figure of Themes; of the audits' shares by grade only those of the chosen one, where one is."""
    chosen = (choices.month, choices.period, choices.theme, choices.agency)
    rows = read_theme_file(generation, *chosen, choices.grade)
    # An agency that was picked is told of even where it sends no return at all.
    silent = [each.short_name for each in list_silent(generation, *chosen) if each.feeds or choices.agency != ALL]
    name = dict(read_every_theme(generation).select("code", "name").iter_rows())[choices.theme]
    gaps = pl.DataFrame({"owner": silent}, schema={"owner": pl.String}).with_columns(
        title=pl.lit(name), report_month=pl.lit(choices.month), state=pl.lit(NO_FIGURE)
    )
    agreed = keep_agency(read_theme_gaps(generation, choices.month, choices.theme), choices.agency)
    agreed = agreed.with_columns(state=pl.lit(NO_FIGURE))
    return tabulate_rows(
        pl.concat([rows, agreed.select(cs.by_name(rows.columns, require_all=False)), gaps], how="diagonal")
    )


export = Export(
    title="Theme",
    page="themes",
    options={
        "theme": list_every_theme,
        "agency": list_partners,
        "month": list_months,
        "period": list_periods,
        "grade": list_grades,
    },
    make=make_theme,
)
