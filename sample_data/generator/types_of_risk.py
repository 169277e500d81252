"""The types of risk that each concern cites."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.generator.chance import Days, chance, draw
from scorecard.feeds.code_lists import labels

PLANNED = ("domestic_abuse", "self_neglect", "sexual_exploitation")
FIRST_SHARES = {
    "neglect_and_acts_of_omission": 38,
    "physical_abuse": 19,
    "financial_or_material_abuse": 17,
    "psychological_abuse": 12,
    "organisational_abuse": 6,
    "sexual_abuse": 5,
    "discriminatory_abuse": 1,
    "modern_slavery": 1,
}
FURTHER_SHARES = {
    "neglect_and_acts_of_omission": 0.06,
    "physical_abuse": 0.09,
    "financial_or_material_abuse": 0.07,
    "psychological_abuse": 0.14,
    "organisational_abuse": 0.02,
    "sexual_abuse": 0.02,
}
WITH_DOMESTIC_ABUSE = {"psychological_abuse": 0.4, "physical_abuse": 0.35, "financial_or_material_abuse": 0.15}


def cite_types(seed: int, plan: pl.DataFrame, received_on: Days) -> list[list[str]]:
    """Give the types that each concern cites, in published order; the planned ones as often as each month plans."""
    stream = chance(seed, "types of risk")
    order = list(labels("type_of_risk"))
    cites = np.zeros((len(received_on), len(order)), dtype=bool)
    start = 0
    for row in plan.iter_rows(named=True):
        month = start + stream.permutation(row["concerns"])
        taken = 0
        for code in PLANNED:
            cites[month[taken : taken + row[code]], order.index(code)] = True
            taken += row[code]
        start += row["concerns"]
    without = np.flatnonzero(~cites.any(axis=1))
    cites[without, [order.index(code) for code in draw(stream, FIRST_SHARES, len(without))]] = True
    add_further(stream, cites, order, np.ones(len(cites), dtype=bool), FURTHER_SHARES)
    add_further(stream, cites, order, cites[:, order.index("domestic_abuse")], WITH_DOMESTIC_ABUSE)
    return [[order[position] for position in np.flatnonzero(row)] for row in cites]


def add_further(
    stream: np.random.Generator,
    cites: NDArray[np.bool_],
    order: list[str],
    among: NDArray[np.bool_],
    shares: dict[str, float],
) -> None:
    """Add further types to some of the concerns, in place."""
    for code, share in shares.items():
        cites[:, order.index(code)] |= among & (stream.random(len(cites)) < share)
