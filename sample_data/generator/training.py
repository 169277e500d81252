"""Training returns: plan_training.csv has each course in the first and last month, chance fills the rest."""

import numpy as np
import polars as pl

from sample_data.generator.chance import chance
from sample_data.generator.plan import MONTHS, read_table


def make_training(seed: int) -> pl.DataFrame:
    """Make a row per agency, month and course, every month: agency, month, course, eligible, compliant.

    The last month has exactly the share of plan_training.csv, and the month a year before it lies on the line between.
    Headcounts before the last month move by up to one in a hundred.
    """
    steps = np.linspace(0, 1, len(MONTHS))
    courses = []
    for row in read_table("plan_training.csv").iter_rows(named=True):
        stream = chance(seed, f"training {row['agency']} {row['course']}")
        eligible = np.round(row["eligible"] * (1 + stream.uniform(-0.01, 0.01, len(MONTHS)))).astype(np.int64)
        eligible[-1] = row["eligible"]
        noise = stream.normal(0, row["spread"], len(MONTHS))
        noise[[-13, -1]] = 0
        percent = row["first_percent"] + steps * (row["last_percent"] - row["first_percent"]) + noise
        courses.append(
            pl.DataFrame(
                {
                    "agency": row["agency"],
                    "month": MONTHS,
                    "course": row["course"],
                    "eligible": eligible,
                    "compliant": np.minimum(np.round(eligible * percent / 100).astype(np.int64), eligible),
                }
            )
        )
    return pl.concat(courses)
