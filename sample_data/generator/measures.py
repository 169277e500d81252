"""Measures returns: the counts that are told month by month in plan_measures.csv, and others that vary by chance."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl

from sample_data.generator.cases import Cases
from sample_data.generator.chance import chance
from sample_data.generator.plan import read_plan, read_table
from scorecard.months import write_month

PRACTICES = 25
QUARTER_ENDS = (3, 6, 9, 12)


def make_measures(seed: int, cases: Cases) -> pl.DataFrame:
    """Make a row per agency, month and measure, quarterly and yearly ones at the ends of those only.

    Columns: agency, month, measure, numerator, denominator (null for a plain count).
    """
    told = told_measures(read_table("plan_measures.csv"), read_plan())
    varying = varying_measures(seed, read_table("plan_varying_measures.csv"), told["month"].unique().sort().to_list())
    rows = pl.concat([told, referrals(seed, cases), varying])
    return rows.sort("agency", "month", "measure")


def measure(table: pl.DataFrame, agency: str, name: str, numerator: pl.Expr, denominator: pl.Expr) -> pl.DataFrame:
    """Give one measure, a row per month that has it."""
    return table.select(
        agency=pl.lit(agency),
        month="month",
        measure=pl.lit(name),
        numerator=numerator.cast(pl.Int64),
        denominator=denominator.cast(pl.Int64),
    ).drop_nulls("numerator")


def part_of(table: pl.DataFrame, agency: str, name: str, whole: str) -> pl.DataFrame:
    """Give a measure whose part is the column of its own name, out of the column `whole`."""
    return measure(table, agency, name, pl.col(name), pl.col(whole))


def told_measures(table: pl.DataFrame, plan: pl.DataFrame) -> pl.DataFrame:
    """Give the measures that are told in plan_measures.csv and plan_cases.csv."""
    none = pl.lit(None)
    contacts = pl.col("concerns") + pl.col("contacts_redirected")
    counts = {
        "contextual_safeguarding_trained": "ccs",
        "behaviour_change_referrals": "police",
        "clares_law_right_to_ask": "police",
        "clares_law_right_to_know": "police",
    }
    return pl.concat(
        [
            *(measure(table, agency, name, pl.col(name), none) for name, agency in counts.items()),
            measure(plan, "asc", "contacts_redirected", pl.col("contacts_redirected"), contacts),
            measure(
                table, "asc", "hoarding_risk_reduced", pl.col("hoarding_risk_reduced"), pl.col("hoarding_considered")
            ),
            measure(
                table, "ccs", "friends_and_family", pl.col("friends_and_family_good"), pl.col("friends_and_family")
            ),
            measure(table, "icb", "practices_with_champion", pl.col("practices_with_champion"), pl.lit(PRACTICES)),
            measure(table, "vcse", "voluntary_policies_agreed", pl.col("policies_agreed"), pl.col("policies_members")),
            part_of(table, "asc", "feel_safe_survey", "feel_safe_survey_answers"),
            part_of(table, "police", "crimes_with_positive_outcome", "adults_at_risk_crimes_closed"),
            part_of(table, "public_health", "street_exploitation_engaged", "street_exploitation_known"),
            part_of(table, "public_health", "street_exploitation_exited", "street_exploitation_known"),
        ]
    )


def referrals(seed: int, cases: Cases) -> pl.DataFrame:
    """Give the referrals that two agencies count: the concerns that name them, and a few not taken as concerns."""
    measures = []
    for agency, name, others in (("bhft", "hospital_referrals", 6.0), ("fire", "fire_referrals", 2.0)):
        monthly = (
            cases.concerns.group_by("month", maintain_order=True)
            .agg(concerns=(pl.col("referral_source") == agency).sum())
            .sort("month")
        )
        not_taken = chance(seed, name).poisson(others, monthly.height)
        measures.append(measure(monthly, agency, name, pl.col("concerns") + pl.Series(not_taken), pl.lit(None)))
    return pl.concat(measures)


def varying_measures(seed: int, table: pl.DataFrame, months: list[date]) -> pl.DataFrame:
    """Give the measures that vary by chance around the level told in plan_varying_measures.csv.

    Columns of the table: measure, agency, frequency, first_month, whole (mean), spread (blank: as counts vary by
    themselves), level (of the part in the whole; blank for a plain count) and least (share).
    """
    return pl.concat(_vary(seed, row, months) for row in table.iter_rows(named=True))


def _vary(seed: int, row: dict[str, Any], months: list[date]) -> pl.DataFrame:
    # Agencies that send the same measure vary each by itself.
    stream = chance(seed, f"{row['measure']} of {row['agency']}")
    quarterly = row["frequency"] == "quarterly"
    sent = [month for month in months if not quarterly or month.month in QUARTER_ENDS]
    sent = [month for month in sent if row["first_month"] is None or write_month(month) >= row["first_month"]]
    if row["spread"] is None:
        whole = stream.poisson(row["whole"], len(sent))
    else:
        whole = np.maximum(0, stream.normal(row["whole"], row["spread"], len(sent)).round()).astype(np.int64)
    counted = pl.DataFrame({"month": sent, "whole": whole}, schema_overrides={"month": pl.Date})
    if row["level"] is None:
        return measure(counted, row["agency"], row["measure"], pl.col("whole"), pl.lit(None))
    part = np.maximum(stream.binomial(whole, row["level"]), np.ceil(whole * (row["least"] or 0)).astype(np.int64))
    return measure(
        counted.with_columns(part=pl.Series(part)), row["agency"], row["measure"], pl.col("part"), pl.col("whole")
    )
