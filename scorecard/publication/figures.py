"""Makes the figures of one indicator: a row for every series, month and period, each with its state."""

import polars as pl

from scorecard.indicators.catalogue import WINDOWED
from scorecard.indicators.definition import RATIOS, Definition
from scorecard.indicators.rollup import EXPECTED, PERIODS, RECEIVED, SERIES, divide, roll_up_flow
from scorecard.publication.listing import list_categories
from scorecard.publication.states import PUBLISHED_AS, combined_state

ALL = "all"
# In these feeds senders give sums; in all others cases, where none sent is a zero.
FEEDS_OF_SUMS = frozenset({"measures", "provider_concerns", "training"})
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
    elif definition.about == "keeper":
        states = _keep_keepers(rows, states)
    if definition.kind in WINDOWED:
        figures = _take_windows(definition, rows, states, members)
    else:
        monthly = _fill_months(definition, rows, states)
        if definition.scorecard == "total":
            monthly = pl.concat([monthly, _add_up_agencies(monthly)])
        figures = _repeat_stock(monthly) if definition.kind == "stock" else roll_up_flow(monthly, members)
    return (
        divide(figures, definition.unit)
        .with_columns(indicator=pl.lit(definition.name), state=pl.col("state").replace(PUBLISHED_AS))
        .select(COLUMNS)
    )


def _spread_over_subjects(rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """The senders' returns decide the state of everybody they name; where they name nobody, of the senders."""
    subjects = rows.filter(pl.col("agency_code") != ALL).select("agency_code").unique(maintain_order=True)
    if subjects.is_empty():
        return states
    by_month = states.group_by("report_month", maintain_order=True).agg(state=combined_state())
    return subjects.join(by_month, how="cross", maintain_order="left").select("agency_code", "report_month", "state")


def _keep_keepers(rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """Leave out senders of the feed that never sent such a case: they keep another register, and have no zero here."""
    keepers = rows.filter(pl.col("agency_code") != ALL).select("agency_code").unique()
    return states if keepers.is_empty() else states.join(keepers, on="agency_code", how="semi", maintain_order="left")


def _fill_months(definition: Definition, rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """Give every series a row for every month: zero where a return was received, nothing where it was not.

    A count of cases is zero where none was sent. A course or a measure that a return leaves out is not collected: an
    agency that means zero sends a zero.
    """
    of_sums = not FEEDS_OF_SUMS.isdisjoint(definition.feeds)
    series = _list_series(rows, states) if of_sums else _cross_series(definition, rows, states)
    if rows.height and rows["breakdown"].null_count() == 0:
        series = series.filter(pl.col("breakdown").is_not_null())
    grid = series.join(states, on="agency_code", how="inner", maintain_order="left")
    known = rows.select(*SERIES, "report_month", "numerator", "denominator")
    filled = grid.join(known, on=[*SERIES, "report_month"], how="left", nulls_equal=True, maintain_order="left")
    received = pl.col("state").is_in(RECEIVED)
    zero_whole = pl.lit(0.0) if definition.unit in RATIOS else pl.lit(None, dtype=pl.Float64)
    absent = received & pl.col("numerator").is_null()
    return filled.with_columns(
        numerator=pl.when(absent & (not of_sums)).then(0.0).when(received).then("numerator"),
        denominator=pl.when(absent & (not of_sums)).then(zero_whole).when(received).then("denominator"),
        state=pl.when(absent & of_sums).then(pl.lit("left_out")).otherwise("state"),
    )


def _list_series(rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """List the total of every sender, and what each has ever sent."""
    totals = states.select("agency_code", *_no_category()).unique(maintain_order=True)
    return pl.concat([rows.select(SERIES), totals]).unique(maintain_order=True)


def _cross_series(definition: Definition, rows: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """List for everybody the total, every category that anybody has, and those that are always listed."""
    found = [rows.select(SERIES[1:]), pl.DataFrame().select(*_no_category()), list_categories(definition)]
    categories = pl.concat(found).unique(maintain_order=True)
    agencies = states.select("agency_code").unique(maintain_order=True)
    return agencies.join(categories, how="cross", maintain_order="left_right")


def _no_category() -> list[pl.Expr]:
    return [pl.lit(None, dtype=pl.String).alias(name) for name in SERIES[1:]]


def _add_up_agencies(monthly: pl.DataFrame) -> pl.DataFrame:
    """Add up the agencies; the total is partial where a return of one of them is missing."""
    received = pl.col("state").is_in(RECEIVED).any()
    return (
        monthly.group_by("report_month", "breakdown", "category", maintain_order=True)
        .agg(
            numerator=pl.when(received).then(pl.col("numerator").sum()),
            denominator=pl.when(pl.col("denominator").is_not_null().any()).then(pl.col("denominator").sum()),
            state=combined_state(),
        )
        .with_columns(agency_code=pl.lit(ALL))
        .select(monthly.columns)
    )


def _repeat_stock(monthly: pl.DataFrame) -> pl.DataFrame:
    """A state at month end is the same figure whatever the period that ends there."""
    counted = (pl.col("state") == "reported").cast(pl.Int64)
    due = pl.col("state").is_in(EXPECTED).cast(pl.Int64)
    each = monthly.with_columns(months_counted=counted, months_due=due)
    return pl.concat(each.with_columns(period=pl.lit(period)) for period in PERIODS)


def _take_windows(
    definition: Definition, rows: pl.DataFrame, states: pl.DataFrame, members: pl.DataFrame
) -> pl.DataFrame:
    """Recounted figures come for each window from their own query; the months in it decide the state.

    Where there was nobody to count the number of people is zero; days have no median then.
    """
    everybody = states.group_by("report_month", maintain_order=True).agg(state=combined_state())
    states = pl.concat([states, everybody.select(pl.lit(ALL).alias("agency_code"), "report_month", "state")])
    monthly = states.with_columns(*_no_category(), numerator=0.0, denominator=pl.lit(None, dtype=pl.Float64))
    windows = roll_up_flow(monthly, members).drop("numerator", "denominator", "breakdown", "category")
    grid = _cross_series(definition, rows, states).join(windows, on="agency_code", maintain_order="left")
    keys = [*SERIES, "period", "report_month"]
    filled = grid.join(rows, on=keys, how="left", nulls_equal=True, maintain_order="left")
    counted = pl.col("numerator").fill_null(0.0) if definition.kind == "people" else pl.col("numerator")
    return filled.with_columns(
        numerator=pl.when(pl.col("state").is_in(RECEIVED)).then(counted),
        denominator=pl.when(pl.col("state").is_in(RECEIVED)).then("denominator"),
    )
