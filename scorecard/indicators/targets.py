"""Picks the target that was in force: the most specific row of the targets file wins."""

import polars as pl

KEYS = ("indicator", "agency_code", "category", "report_month")


def add_own_targets(targets: pl.DataFrame, definitions: pl.DataFrame) -> pl.DataFrame:
    """Add the targets that come with definitions, for want of one in the targets file; `indicator` and `target`."""
    own = definitions.select("indicator", "target", set_by=pl.lit("Definition")).drop_nulls("target")
    return pl.concat([targets, own], how="diagonal")


def pick_targets(lines: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """Give the lines of KEYS that had a target in force: `target`, `amber_tolerance` and `set_by`.

    A row that names the category beats one that names the agency, which beats one that names neither.
    """
    keyed = lines.select(KEYS).unique()
    candidates = keyed.join(targets.rename({"agency": "for_agency", "category": "for_category"}), on="indicator")
    in_force = candidates.filter(
        pl.col("for_agency").is_null() | (pl.col("for_agency") == pl.col("agency_code")),
        pl.col("for_category").is_null() | (pl.col("for_category") == pl.col("category")),
        pl.col("valid_from").is_null() | (pl.col("valid_from") <= pl.col("report_month").dt.month_end()),
        pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("report_month")),
    )
    specific = pl.col("for_category").is_not_null().cast(pl.Int8) * 2 + pl.col("for_agency").is_not_null().cast(pl.Int8)
    best = in_force.sort(specific, pl.col("valid_from"), descending=[True, True], nulls_last=True, maintain_order=True)
    return best.unique(subset=KEYS, keep="first", maintain_order=True).select(
        *KEYS, "target", "amber_tolerance", "set_by"
    )
