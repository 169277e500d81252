"""Draws that repeat: one stream of chance for each topic, so that a change to one leaves the others as they are."""

from collections.abc import Mapping
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]
Whole = NDArray[np.int64]


def chance(seed: int, topic: str) -> np.random.Generator:
    """Start the stream of a topic."""
    return np.random.default_rng([seed, crc32(topic.encode())])


def draw(stream: np.random.Generator, shares: Mapping[str, float], count: int) -> NDArray[np.str_]:
    """Draw codes, each as often as its share of the sum of shares."""
    weights = np.array(list(shares.values()), dtype=float)
    return np.array(list(shares))[stream.choice(len(weights), size=count, p=weights / weights.sum())]


def pick(stream: np.random.Generator, weights: NDArray[np.float64], count: int) -> Whole:
    """Pick positions without putting back; a weight of 2 is picked about twice as readily as one of 1."""
    if count > len(weights):
        raise ValueError(f"A plan asks for {count} of {len(weights)}. Lower it in plan_cases.csv or plan_outcomes.csv.")
    return np.argsort(stream.exponential(size=len(weights)) / weights, kind="stable")[:count]


def shuffled(stream: np.random.Generator, counts: Mapping[str, int]) -> NDArray[np.str_]:
    """Give each code as often as it is counted, in an order left to chance."""
    codes = np.repeat(np.array(list(counts)), np.array(list(counts.values())))
    return np.array(stream.permutation(codes))


def working_day(days: Days) -> Days:
    """Move Saturdays and Sundays to the Monday after."""
    return np.array(np.busday_offset(days, 0, roll="forward"))
