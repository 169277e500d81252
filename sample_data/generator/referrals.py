"""Feedback to referrers, as two agencies that refer keep it: the same days as in the council's concerns."""

import polars as pl

from sample_data.generator.cases import Cases
from sample_data.generator.copies import copy_cases
from sample_data.generator.plan import MONTHS
from scorecard.months import last_day

PREFIXES = {"ccs": "CR", "fire": "FR"}


def make_referral_feedback(cases: Cases, times: int) -> pl.DataFrame:
    """Make a row per referral in the month it was received and, if that is later, in the month its referrer was told.

    Columns: agency, month, referral_id, referral_source, received_on, told, told_on.
    """
    referrals = (
        cases.concerns.filter(pl.col("referral_source").is_in(list(PREFIXES)))
        .select("referral_source", "received_on", told_on="referrer_told_on")
        .with_columns(number=pl.int_range(pl.len()).over("referral_source"), count=pl.len().over("referral_source"))
    )
    months = []
    for month in MONTHS:
        told_by_end = pl.col("told_on") <= last_day(month)
        active = (pl.col("received_on") >= month) | (told_by_end & (pl.col("told_on") >= month))
        state = referrals.filter((pl.col("received_on") <= last_day(month)) & active)
        months.append(state.with_columns(pl.when(told_by_end).then("told_on"), month=pl.lit(month)))
    number = (pl.col("copy") * pl.col("count") + pl.col("number") + 1).cast(pl.String).str.zfill(6)
    return (
        copy_cases(pl.concat(months), times)
        .select(
            "month",
            "referral_source",
            "received_on",
            "told_on",
            agency="referral_source",
            referral_id=pl.concat_str(pl.col("referral_source").replace_strict(PREFIXES), number),
            told=pl.when(pl.col("told_on").is_null()).then(pl.lit("no")).otherwise(pl.lit("yes")),
        )
        .select("agency", "month", "referral_id", "referral_source", "received_on", "told", "told_on")
    )
