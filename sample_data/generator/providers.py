"""Concerns by care provider: those that the Quality Team counts, shared out by size, kind of care and provider."""

import numpy as np
import polars as pl

from sample_data.generator.chance import chance

SENDER = "commissioning"
# Places of each provider; one place weighs so much, and a few providers so many times as much as others of their kind.
PLACES = {
    "care_home": (24, 38, 45, 20, 31, 52, 28, 36),
    "nursing_home": (60, 42, 75, 48, 56),
    "home_care": (140, 85, 210, 60, 120, 45, 95),
    "supported_living": (18, 32, 12, 26),
    "day_service": (35, 50),
}
WEIGHTS = {"care_home": 1.0, "nursing_home": 1.5, "home_care": 0.5, "supported_living": 1.2, "day_service": 0.2}
PREFIXES = {"care_home": "H", "nursing_home": "N", "home_care": "C", "supported_living": "S", "day_service": "D"}
TIMES_AS_OFTEN = {"H03": 2.6, "N04": 2.0, "C06": 2.4, "H06": 0.5}


def make_provider_concerns(seed: int, measures: pl.DataFrame) -> pl.DataFrame:
    """Make a row per provider and month; all providers together have the concerns that name one.

    Columns: agency, month, provider_code, care_kind, places, concerns.
    """
    providers = list_providers()
    named = measures.filter(pl.col("measure") == "concerns_naming_provider").sort("month")
    stream = chance(seed, "concerns by care provider")
    weights = providers["weight"].to_numpy()
    months = []
    for month, count in named.select("month", "numerator").iter_rows():
        shared = stream.multinomial(count, weights / weights.sum())
        months.append(providers.with_columns(agency=pl.lit(SENDER), month=pl.lit(month), concerns=pl.Series(shared)))
    return pl.concat(months).select("agency", "month", "provider_code", "care_kind", "places", "concerns")


def list_providers() -> pl.DataFrame:
    """List every provider under its code: provider_code, care_kind, places, and its weight in a draw of concerns."""
    rows = [
        (f"{PREFIXES[kind]}{number:02}", kind, places)
        for kind, sizes in PLACES.items()
        for number, places in enumerate(sizes, start=1)
    ]
    often = [TIMES_AS_OFTEN.get(code, 1.0) * WEIGHTS[kind] * places for code, kind, places in rows]
    providers = pl.DataFrame(rows, schema=["provider_code", "care_kind", "places"], orient="row")
    return providers.with_columns(weight=pl.Series(np.array(often)))
