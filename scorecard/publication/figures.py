"""Makes the figures of one indicator: a row for every series, month and period, each with its state."""

import polars as pl

from scorecard.indicators.catalogue import WINDOWED
from scorecard.indicators.definition import Definition
from scorecard.indicators.rollup import PERIODS, SERIES, divide, roll_up_flow
from scorecard.publication.states import worst_state

ALL = "all"
COLUMNS = [
    "indicator",
    "period",
    "agency_code",
    "report_month",
    "breakdown",
    "category",
    "numerator",
    "denominator",
    "value",
    "state",
    "months_counted",
    "months_due",
]


def make_figures(
    definition: Definition, rows: pl.DataFrame, states: pl.DataFrame, members: pl.DataFrame
) -> pl.DataFrame:
    """Join an indicator's rows with the states of its returns, add the partnership's total, roll up and divide.

    `rows` as run_indicator gives them, `states` as state_of_indicator does, `members` as months_of_periods does.
    Columns COLUMNS; a figure whose return is missing has a state and no numbers.
    """
    if definition.about == "subject":
        states = _spread_over_subjects(rows, states)
    if definition.kind in WINDOWED:
        figures = _take_windows(rows, states, members)
    else:
        monthly = _fill_months(definition, rows, states)
        if definition.scorecard == "total":
            monthly = pl.concat([monthly, _add_up_agencies(monthly)])
        figures = _repeat_stock(monthly) if definition.kind == "stock" else roll_up_flow(monthly, members)
    divided = divide(figures, definition.unit).with_columns(indicator=pl.lit(definition.name))
    return divided.select(COLUMNS)


def _spread_over_subjects(rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """The sender's return decides the state of everybody it names."""
    subjects = rows.filter(pl.col("agency_code") != ALL).select("agency_code").unique(maintain_order=True)
    by_month = worst_state(states, ["report_month"])
    return subjects.join(by_month, how="cross").select("agency_code", "report_month", "state")


def _fill_months(definition: Definition, rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """Give every series a row for every month: zero where a return was received, nothing where it was not.

    A count of cases is zero where none was sent. A course or a measure that a return leaves out is not collected: an
    agency that means zero sends a zero.
    """
    series = pl.concat(
        [
            rows.select(SERIES).unique(maintain_order=True),
            states.select("agency_code", *(pl.lit(None, dtype=pl.String).alias(name) for name in SERIES[1:])).unique(
                maintain_order=True
            ),
        ]
    ).unique(maintain_order=True)
    if rows.height and rows["breakdown"].null_count() == 0:
        series = series.filter(pl.col("breakdown").is_not_null())
    grid = series.join(states, on="agency_code", how="inner", maintain_order="left")
    known = rows.select(*SERIES, "report_month", "numerator", "denominator")
    filled = grid.join(known, on=[*SERIES, "report_month"], how="left", nulls_equal=True, maintain_order="left")
    received = pl.col("state").is_in(["reported", "partial"])
    told_apart = bool(definition.measures) or (definition.kind == "stock" and definition.unit == "percent")
    zero_whole = pl.lit(0.0) if definition.unit == "percent" else pl.lit(None, dtype=pl.Float64)
    absent = received & pl.col("numerator").is_null()
    return filled.with_columns(
        numerator=pl.when(absent & (not told_apart)).then(0.0).when(received).then("numerator"),
        denominator=pl.when(absent & (not told_apart)).then(zero_whole).when(received).then("denominator"),
        state=pl.when(absent & told_apart).then(pl.lit("not_collected")).otherwise("state"),
    )


def _add_up_agencies(monthly: pl.DataFrame) -> pl.DataFrame:
    """Add up the agencies; the total is partial where a return of one of them is missing."""
    reported = pl.col("state") == "reported"
    missing = pl.col("state").is_in(["late", "partial"])
    counted = pl.col("state").is_in(["reported", "partial"])
    return (
        monthly.group_by("report_month", "breakdown", "category", maintain_order=True)
        .agg(
            numerator=pl.when(counted.any()).then(pl.col("numerator").sum()),
            denominator=pl.when(pl.col("denominator").is_not_null().any()).then(pl.col("denominator").sum()),
            state=pl.when(missing.all()).then(pl.col("state").first())
            .when(missing.any()).then(pl.lit("partial"))
            .when(reported.any()).then(pl.lit("reported"))
            .otherwise(pl.col("state").first()),
        )
        .with_columns(agency_code=pl.lit(ALL))
        .select(monthly.columns)
    )  # fmt: skip


def _repeat_stock(monthly: pl.DataFrame) -> pl.DataFrame:
    """A state at month end is the same figure whatever the period that ends there."""
    counted = (pl.col("state") == "reported").cast(pl.Int64)
    due = pl.col("state").is_in(["reported", "late", "partial"]).cast(pl.Int64)
    each = monthly.with_columns(months_counted=counted, months_due=due)
    return pl.concat(each.with_columns(period=pl.lit(period)) for period in PERIODS)


def _take_windows(rows: pl.DataFrame, states: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Recounted figures come for each window from their own query; the months in it decide the state."""
    everybody = worst_state(states, ["report_month"]).with_columns(agency_code=pl.lit(ALL))
    blank = {name: pl.lit(None, dtype=pl.String) for name in SERIES[1:]}
    monthly = pl.concat([states, everybody.select(states.columns)]).with_columns(
        **blank, numerator=pl.lit(0.0), denominator=pl.lit(None, dtype=pl.Float64)
    )
    windows = roll_up_flow(monthly, members).drop("numerator", "denominator", "breakdown", "category")
    series = rows.select(SERIES).unique(maintain_order=True)
    grid = series.join(windows, on="agency_code", maintain_order="left")
    keys = [*SERIES, "period", "report_month"]
    filled = grid.join(rows, on=keys, how="left", nulls_equal=True, maintain_order="left")
    shown = pl.col("state").is_in(["reported", "partial"])
    return filled.with_columns(
        numerator=pl.when(shown).then("numerator"), denominator=pl.when(shown).then("denominator")
    )
