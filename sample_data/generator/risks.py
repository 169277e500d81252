"""The risks of concluded enquiries: type, source and location."""

import numpy as np
import polars as pl

from sample_data.generator.chance import chance, draw

SOURCES = {"service_provider": 30, "other_known_to_individual": 55, "other_unknown_to_individual": 15}
SOURCES_BY_TYPE = {
    "domestic_abuse": {"other_known_to_individual": 1},
    "self_neglect": {"other_known_to_individual": 1},
    "organisational_abuse": {"service_provider": 1},
    "neglect_and_acts_of_omission": {"service_provider": 75, "other_known_to_individual": 25},
}
LOCATIONS = {
    "own_home": 50,
    "care_home_residential": 18,
    "care_home_nursing": 10,
    "in_the_community": 7,
    "hospital_acute": 6,
    "hospital_mental_health": 3,
    "community_service": 3,
    "hospital_community": 1,
    "other": 2,
}
LOCATIONS_BY_TYPE = {
    "domestic_abuse": {"own_home": 92, "in_the_community": 8},
    "self_neglect": {"own_home": 100},
    "sexual_exploitation": {"in_the_community": 60, "own_home": 40},
}


def make_risks(seed: int, enquiries: pl.DataFrame) -> pl.DataFrame:
    """Make one row for each type of risk of a concluded enquiry.

    Columns: enquiry (row number of its enquiry), ended_on, type_of_risk, source_of_risk, location_of_risk.
    """
    stream = chance(seed, "risks")
    risks = (
        enquiries.with_row_index("enquiry")
        .filter(pl.col("ended_on").is_not_null())
        .select("enquiry", "ended_on", "types_of_risk")
        .explode("types_of_risk")
        .rename({"types_of_risk": "type_of_risk"})
    )
    types = risks["type_of_risk"].to_numpy()
    source = draw(stream, SOURCES, len(types)).astype("<U30")
    location = draw(stream, LOCATIONS, len(types)).astype("<U30")
    for columns, shares_by_type in ((source, SOURCES_BY_TYPE), (location, LOCATIONS_BY_TYPE)):
        for code, shares in shares_by_type.items():
            of_type = np.flatnonzero(types == code)
            columns[of_type] = draw(stream, shares, len(of_type))
    return risks.with_columns(source_of_risk=pl.Series(source), location_of_risk=pl.Series(location))
