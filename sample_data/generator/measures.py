"""Measures returns: the counts that are told month by month in plan_measures.csv, and others that vary by chance."""

from datetime import date

import numpy as np
import polars as pl

from sample_data.generator.cases import Cases
from sample_data.generator.chance import chance
from sample_data.generator.plan import read_plan, read_table

PRACTICES = 25
QUARTER_ENDS = (3, 6, 9, 12)


def make_measures(seed: int, cases: Cases) -> pl.DataFrame:
    """Make a row per agency, month and measure, quarterly ones in quarter ends only.

    Columns: agency, month, measure, numerator, denominator (null for a plain count).
    """
    told = told_measures(read_table("plan_measures.csv"), read_plan())
    rows = pl.concat([told, referrals(seed, cases), varying_measures(seed, told["month"].unique().sort().to_list())])
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


def varying_measures(seed: int, months: list[date]) -> pl.DataFrame:
    """Give the measures that vary by chance around a level."""
    quarter_ends = [month for month in months if month.month in QUARTER_ENDS]
    notifications = chance(seed, "notifications").normal(290, 15, len(months)).round()
    return pl.concat(
        [
            measure(
                pl.DataFrame({"month": months, "count": notifications}),
                "police",
                "adult_at_risk_notifications",
                pl.col("count"),
                pl.lit(None),
            ),
            share(seed, quarter_ends, "elft", "supervision", whole=(640, 12), level=0.855, least=0.805),
            share(seed, months, "ccs", "domestic_abuse_routine_enquiry", whole=(2400, 70), level=0.862),
            share(seed, months, "housing", "rough_sleepers_accommodated", whole=(15, 2), level=0.55),
            share(seed, months, "public_health", "dual_diagnosis_engaged", whole=(21, 2), level=0.62),
        ]
    )


def share(
    seed: int, months: list[date], agency: str, name: str, *, whole: tuple[int, int], level: float, least: float = 0.0
) -> pl.DataFrame:
    """Draw a whole (around a mean, with a spread) and a part of it around a level, never below the least share."""
    stream = chance(seed, name)
    of = np.maximum(1, stream.normal(*whole, len(months)).round()).astype(np.int64)
    part = np.maximum(stream.binomial(of, level), np.ceil(of * least).astype(np.int64))
    table = pl.DataFrame({"month": months, "part": part, "whole": of})
    return measure(table, agency, name, pl.col("part"), pl.col("whole"))
