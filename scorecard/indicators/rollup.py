"""Combines months into quarters, years to date and rolling twelve months, and divides, once and here."""

import polars as pl

from scorecard.indicators.definition import RATIOS

PERIODS = ("month", "quarter", "year", "rolling12")
SERIES = ["agency_code", "breakdown", "category"]
RECEIVED = ("reported", "partial")
# Months whose figure belongs to a period, whether it is there or not.
EXPECTED = (*RECEIVED, "late", "awaited", "left_out", "before_first")


def months_of_periods(months: pl.Series) -> pl.DataFrame:
    """List for each period and report month the months it counts; quarter and year run to the report month.

    Columns period, report_month, month; months before the first month given are listed too.
    """
    back = pl.DataFrame({"back": range(12)})
    grid = pl.DataFrame({"report_month": months.unique().sort()}).join(back, how="cross")
    into_year = (pl.col("report_month").dt.month().cast(pl.Int64) + 8) % 12
    length = {"month": pl.lit(1), "quarter": into_year % 3 + 1, "year": into_year + 1, "rolling12": pl.lit(12)}
    month = pl.col("report_month").dt.offset_by(pl.format("-{}mo", "back"))
    return pl.concat(
        grid.filter(pl.col("back") < size).select(period=pl.lit(period), report_month="report_month", month=month)
        for period, size in length.items()
    )


def roll_up_flow(monthly: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Add up the parts of a flow over each period; a ratio is divided later, from the sums.

    `monthly` has SERIES, report_month, numerator, denominator, state. Gives one row per series and period with
    `months_counted` and `months_due`; months that were not due or not collected are neither.
    """
    known = pl.concat([monthly, _months_before_first(monthly, members)], how="diagonal")
    received = pl.col("state").is_in(RECEIVED)
    return (
        members.join(known.rename({"report_month": "month"}), on="month", maintain_order="left")
        .group_by("period", "report_month", *SERIES, maintain_order=True)
        .agg(
            numerator=_sum_where(pl.col("numerator"), received),
            denominator=_sum_where(pl.col("denominator"), received),
            months_counted=(pl.col("state") == "reported").sum().cast(pl.Int64),
            months_due=pl.col("state").is_in(EXPECTED).sum().cast(pl.Int64),
            last_state=pl.col("state").sort_by("month").last(),
            partial=(pl.col("state") == "partial").any(),
            late=(pl.col("state") == "late").any(),
        )
        .with_columns(state=_state_of_window())
        .drop("last_state", "partial", "late")
    )


def _months_before_first(monthly: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """List the months of the periods before the first of the data, for the series that had begun by then.

    A series that is not due in some month is sent each quarter, or each year if only March is ever due.
    """
    first = monthly["report_month"].min()
    other_quarters = pl.col("report_month").dt.month().is_in([6, 9, 12])
    begun = (
        monthly.group_by(SERIES, maintain_order=True)
        .agg(
            quarterly=(pl.col("state") == "not_due").any(),
            yearly=other_quarters.any() & (pl.col("state") == "not_due").filter(other_quarters).all(),
            first_state=pl.col("state").sort_by("report_month").first(),
        )
        .filter(pl.col("first_state") != "not_collected")
    )
    earlier = members.filter(pl.col("month") < first).select(report_month="month").unique(maintain_order=True)
    return (
        begun.join(earlier, how="cross", maintain_order="left_right")
        .filter(~pl.col("quarterly") | (pl.col("report_month").dt.month() % 3 == 0))
        .filter(~pl.col("yearly") | (pl.col("report_month").dt.month() == 3))
        .select(*SERIES, "report_month", state=pl.lit("before_first"))
    )


def _sum_where(column: pl.Expr, condition: pl.Expr) -> pl.Expr:
    """Add up; null, not 0, where nothing was reported."""
    kept = column.filter(condition)
    return pl.when(kept.is_not_null().any()).then(kept.sum())


def _state_of_window() -> pl.Expr:
    return (
        pl.when((pl.col("months_counted") == 0) & pl.col("partial")).then(pl.lit("partial"))
        .when((pl.col("months_counted") == 0) & pl.col("late")).then(pl.lit("late"))
        .when(pl.col("months_counted") == 0).then(pl.col("last_state"))
        .when(pl.col("months_counted") < pl.col("months_due")).then(pl.lit("partial"))
        .otherwise(pl.lit("reported"))
    )  # fmt: skip


def divide(figures: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Add `value`: parts of a hundred, or the numerator itself; null where nothing can be divided."""
    if unit not in RATIOS:
        return figures.with_columns(value=pl.col("numerator"))
    whole = pl.col("denominator")
    return figures.with_columns(value=pl.when(whole > 0).then(pl.col("numerator") * 100.0 / whole))
