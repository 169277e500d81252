"""Actions from reviews and audits, as told in plan_learning.csv: the board sends the whole list each quarter."""

import polars as pl

from sample_data.generator.plan import MONTHS, read_table
from scorecard.months import last_day

DAYS = ("agreed_on", "due_on", "done_on", "evidence_on")


def make_learning_actions() -> pl.DataFrame:
    """Make a row per action and quarter, as it stood at the quarter's end.

    Columns: agency, month, action_id, title, review_id, source, theme, owner_agency, agreed_on, due_on, done_on,
    evidence_of_effect, indicator.
    """
    actions = read_table("plan_learning.csv").with_columns(pl.col(DAYS).str.to_date("%Y-%m-%d"))
    quarters = []
    for month in (month for month in MONTHS if month.month % 3 == 0):
        end = last_day(month)
        shown = pl.when(pl.col("evidence_on") <= end).then("evidence_of_effect").otherwise(pl.lit("not_yet"))
        quarters.append(
            actions.filter(pl.col("agreed_on") <= end).select(
                pl.lit("lsab").alias("agency"),
                pl.lit(month).alias("month"),
                *("action_id", "title", "review_id", "source", "theme", "owner_agency", "agreed_on", "due_on"),
                pl.when(pl.col("done_on") <= end).then("done_on"),
                pl.when(pl.col("done_on") <= end).then(shown).alias("evidence_of_effect"),
                "indicator",
            )
        )
    return pl.concat(quarters)
