"""Says which agencies have figures of which theme, how fresh they are, and what they tell first."""

from datetime import date
from functools import lru_cache

import polars as pl

from scorecard.publication.opening import Generation
from scorecard.publication.themes import read_every_theme_row

# What a reader looks at first, where several figures of a theme changed.
_MOST_TELLING = (
    "concern_high",
    "concern_low",
    "improvement_high",
    "improvement_low",
    "neutral_high",
    "neutral_low",
    "common_cause",
)


@lru_cache(maxsize=256)
def read_coverage(generation: Generation, month: date) -> pl.DataFrame:
    """Give one row for each theme and agency that has figures of it.

    `figures`, `late` of them, `is_current` where one is of the month itself, `data_month` the newest that is held,
    `variation` the most telling verdict, and `is_sent` where the agency sends one of them itself.
    """
    rows, _ = read_every_theme_row(generation, month, "month")
    rank = pl.col("variation").replace_strict(
        {name: place for place, name in enumerate(_MOST_TELLING)}, default=None, return_dtype=pl.Int64
    )
    judged = (pl.col("month_state") == "reported") & ~pl.col("is_quarterly").fill_null(False)
    return (
        rows.sort(rank, nulls_last=True)
        .group_by("theme", "agency_code")
        .agg(
            pl.len().alias("figures"),
            late=(pl.col("month_state") == "late").sum(),
            is_current=pl.col("month_state").is_in(["reported", "partial"]).any(),
            data_month=pl.col("data_month").max(),
            variation=pl.col("variation").filter(judged).first(),
            is_sent=pl.col("sent_by").is_null().any(),
        )
    )
