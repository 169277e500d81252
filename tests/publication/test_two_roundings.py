"""Why what was released is never rounded anew, and what may change instead: the secret, for the months to come."""

from collections.abc import Iterable

import numpy as np
import polars as pl
import pytest

from scorecard.disclosure.attack import Fact
from scorecard.publication.protecting import protect_figures
from scorecard.publication.releases import RELEASED
from tests.publication.random_partnership import (
    DEFINITIONS,
    SECRET,
    attack,
    facts_of_board,
    figures_of,
    invent_people,
    list_months,
)
from tests.publication.test_protecting import SHOWN, shown

ANOTHER_SECRET = b"another secret of 32 bytes or more"
NOTHING = pl.DataFrame(schema=RELEASED)
MONTHS = 3
SEEDS = (301, 302, 303, 304)


def count_narrowed(board: pl.DataFrame, beside: Iterable[Fact] = ()) -> int:
    """Count the shown months of which something within 4 of what is shown is ruled out."""
    attacker = attack(board, MONTHS, own=list(beside))
    narrowed = 0
    for key in SHOWN:
        indicator, agency, category = key.split("/")
        for place, month in enumerate(list_months(MONTHS)):
            count = int(shown(board, indicator, agency, month, category or None)[0] or 0)
            narrowed += not attacker.interval({(key, place): 1}).covers(max(0, count - 4), count + 4)
    return narrowed


def test_two_roundings_of_the_same_counts_side_by_side_break_the_promise() -> None:
    """Where one says 5 and the other 10 since the first month it is 6 to 9, where each by itself leaves nine counts."""
    narrowed = 0
    for seed in SEEDS:
        exact, months = figures_of(invent_people(np.random.default_rng(seed), MONTHS), MONTHS), list_months(MONTHS)
        first, anew = (
            protect_figures(exact, DEFINITIONS, months, NOTHING, secret).figures for secret in (SECRET, ANOTHER_SECRET)
        )
        assert (count_narrowed(first), count_narrowed(anew)) == (0, 0)
        narrowed += count_narrowed(anew, facts_of_board(first, MONTHS))
    assert narrowed > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_a_new_secret_for_the_months_to_come_changes_nothing_that_was_released_and_tells_nothing(seed: int) -> None:
    people = invent_people(np.random.default_rng(seed), MONTHS)
    before = protect_figures(figures_of(people, 2), DEFINITIONS, list_months(2), NOTHING, SECRET)
    exact, months = figures_of(people, MONTHS), list_months(MONTHS)
    after = protect_figures(exact, DEFINITIONS, months, before.released, ANOTHER_SECRET)
    assert (before.findings, after.findings) == ((), ())
    kept = before.released.join(after.released, on=["series", "report_month"], suffix="_after", how="left")
    assert kept["value"].to_list() == kept["value_after"].to_list()
    assert count_narrowed(after.figures, facts_of_board(before.figures, MONTHS)) == 0
