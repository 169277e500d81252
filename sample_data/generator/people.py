"""The adults whom the concerns are about; some have several concerns."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sample_data.generator.chance import Days, Whole, chance, draw

SHARE_KNOWN_BEFORE = 0.22
MOST_CONCERNS = 6
AGE_RANGES = {"18-64": (18, 64), "65-74": (65, 74), "75-84": (75, 84), "85-94": (85, 94), "95+": (95, 101)}
AGE_SHARES = {"18-64": 49, "65-74": 13, "75-84": 19, "85-94": 17, "95+": 2}
GENDERS = {"female": 57, "male": 42, "not_known": 1}
ETHNICITIES = {
    "white": 54,
    "asian_asian_british": 23,
    "black_african_caribbean_black_british": 10,
    "mixed_multiple": 3,
    "other_ethnic_group": 2,
    "refused": 1,
    "undeclared_not_known": 7,
}
SHARE_BAND_NOT_KNOWN = 0.008
DAYS_IN_YEAR = 365.25


def make_people(seed: int, received_on: Days) -> pl.DataFrame:
    """Give the adult of each concern: person (a number), age, age_band, gender, ethnicity; rows as `received_on`."""
    stream = chance(seed, "people")
    person, first = assign_people(stream, len(received_on))
    count = len(first)
    low, high = np.array([AGE_RANGES[name] for name in draw(stream, AGE_SHARES, count)]).T
    born = received_on[first] - ((stream.integers(low, high + 1) + stream.random(count)) * DAYS_IN_YEAR).astype(int)
    gender, ethnicity = draw(stream, GENDERS, count), draw(stream, ETHNICITIES, count)
    band_not_known = stream.random(count) < SHARE_BAND_NOT_KNOWN
    age = ((received_on - born[person]).astype(int) / DAYS_IN_YEAR).astype(int)
    return pl.DataFrame(
        {
            "person": person,
            "age": age,
            "age_band": np.where(band_not_known[person], "not_known", age_band(age)),
            "gender": gender[person],
            "ethnicity": ethnicity[person],
        }
    )


def assign_people(stream: np.random.Generator, count: int) -> tuple[Whole, Whole]:
    """Number the adult of each concern, and give the position of each adult's first concern."""
    person = np.zeros(count, dtype=np.int64)
    first: list[int] = []
    concerns: list[int] = []
    known_before, earlier = stream.random(count) < SHARE_KNOWN_BEFORE, stream.random(count)
    for position in range(count):
        candidate = int(earlier[position] * len(first))
        if first and known_before[position] and concerns[candidate] < MOST_CONCERNS:
            person[position] = candidate
            concerns[candidate] += 1
        else:
            person[position] = len(first)
            first.append(position)
            concerns.append(1)
    return person, np.array(first)


def age_band(age: Whole) -> NDArray[np.str_]:
    """Put ages into the bands of SAC SG1a."""
    bands = np.array(["18_64", "65_74", "75_84", "85_94", "95_plus"])
    return bands[np.searchsorted([65, 75, 85, 95], age, side="right")]
