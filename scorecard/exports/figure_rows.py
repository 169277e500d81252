"""Rows of the scorecard as a table to take away: the figures as numbers, and the words that the page says."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from scorecard.exports import marks
from scorecard.exports.marks import name_mark
from scorecard.publication.verdicts import say_against_target, say_change
from scorecard.publication.words import FIGURE_STATES, STATE_WORDS

NO_FIGURE = "no_figure"
STATES = {"reported": "Reported", "low": "Low", **FIGURE_STATES, NO_FIGURE: STATE_WORDS[NO_FIGURE][1]}
_WORDS = {"change": pl.String, "against_target": pl.String}


def tabulate_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Give one line for each row, in their order; a row of the state `no_figure` is a gap, which is told as well."""
    said = pl.DataFrame([_say(row) for row in rows.iter_rows(named=True)], schema=_WORDS, orient="row")
    told = pl.concat([rows, said], how="horizontal").with_columns(
        data_to=pl.col("data_month").dt.month_end(), revised_on=pl.col("restated_at").dt.date()
    )
    return told.select(
        pl.col("title").alias("Indicator"),
        pl.col("code").alias("Code"),
        pl.col("owner").alias("Owner"),
        *_with_mark("Month", "report_month", marks.mark_absent("report_month", "[x]")),
        *_with_mark("Figure", "value", marks.mark_figure("value", "state", "numerator")),
        *_with_mark("Numerator", "numerator", marks.mark_part("numerator", "state")),
        *_with_mark("Denominator", "denominator", marks.mark_part("denominator", "state")),
        pl.col("unit").alias("Unit"),
        pl.col("state").replace(STATES).alias("State"),
        marks.note(pl.col("is_restated"), pl.col("state") == "partial").alias("Notes"),
        *_with_mark("Before", "previous", _mark_earlier("previous")),
        *_with_mark("Last year", "last_year", _mark_earlier("last_year")),
        *_with_mark("Target", "target", marks.mark_absent("target")),
        pl.col("change").alias("Change"),
        pl.col("against_target").alias("Against target"),
        pl.col("reason").alias("Reason"),
        *_with_mark("Last reported", "last_value", marks.mark_absent("last_value", "[x]")),
        *_with_mark("Data to", "data_to", marks.mark_absent("data_to", "[x]")),
        *_with_mark("Was", "was_value", marks.mark_absent("was_value")),
        *_with_mark("Revised on", "revised_on", marks.mark_absent("revised_on")),
    )


def _with_mark(title: str, column: str, mark: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    return pl.col(column).alias(title), mark.alias(name_mark(title))


def _mark_earlier(which: str) -> pl.Expr:
    return marks.mark_figure(which, f"{which}_state", f"{which}_numerator")


def _say(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    if row["state"] == NO_FIGURE:
        return None, None
    return say_change(row)[1], say_against_target(row)[1]
