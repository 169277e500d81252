"""An agency knows its own counts exactly; beside the board's figures they tell no other agency's count of 1 to 4."""

import random
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from scorecard.disclosure.attack import Fact
from scorecard.publication.opening import open_generation
from scorecard.publication.protecting import protect_figures
from scorecard.publication.releases import RELEASED
from tests.publication.random_partnership import (
    AGENCIES,
    CATEGORIES,
    DEFINITIONS,
    SECRET,
    attack,
    figures_of,
    invent_people,
    list_months,
    own_return,
    truth,
)
from tests.publication.shown_file import Shown, place_of, read_protected

PARTNERSHIPS, GROUPS = 20, 5
MONTHS = 3
FEW = range(1, 5)
LARGEST_ATTACKED = 40
CELLS = 60


@pytest.mark.parametrize("group", range(GROUPS))
def test_of_two_agencies_neither_can_pin_the_other(group: int) -> None:
    """The hardest case: what one does not have, the other has."""
    months, attacked = list_months(MONTHS), 0
    for seed in range(group, PARTNERSHIPS, GROUPS):
        people = invent_people(np.random.default_rng(seed), MONTHS)
        board = protect_figures(
            figures_of(people, MONTHS), DEFINITIONS, months, pl.DataFrame(schema=RELEASED), SECRET
        ).figures
        for own, other in (AGENCIES, AGENCIES[::-1]):
            attacker = attack(board, MONTHS, own=own_return(people, own, MONTHS))
            keys = [f"{name}/{other}/" for name in DEFINITIONS] + [f"concerns/{other}/{each}" for each in CATEGORIES]
            for key in keys:
                for place, month in enumerate(months):
                    if truth(people, key, month) in FEW:
                        attacked += 1
                        assert not attacker.interval({(key, place): 1}).exact, (seed, own, key, month)
    assert attacked > 20


def test_an_agency_that_is_told_the_whole_exactly_does_pin_the_other() -> None:
    """The same attack works where the whole is not rounded, so that it could have worked above."""
    people = invent_people(np.random.default_rng(3), MONTHS)
    exact = figures_of(people, MONTHS).filter(pl.col("agency_code") == "all")
    attacker = attack(exact, MONTHS, slack=0, own=own_return(people, "elft", MONTHS))
    month = list_months(MONTHS)[1]
    found = attacker.interval({("concerns/asc/", 1): 1})
    assert (found.low, found.high) == (truth(people, "concerns/asc/", month),) * 2


def test_no_agency_of_the_sample_can_pin_another(published_home: Path) -> None:
    published = published_home / "published"
    flows = pl.col("kind") == "flow"
    board = Shown(read_protected(open_generation(published, "board")).filter(flows))
    exact = Shown(read_protected(open_generation(published, "council")).filter(flows)).monthly
    sizes, chance = board.sizes(), random.Random(24)
    cells = [
        (key, month)
        for key in board.keys
        if key in exact and sizes[board.component[key]] <= LARGEST_ATTACKED and agency_of(key) != "all"
        for month in range(board.months)
        if exact[key][month] in FEW
    ]
    for key, month in chance.sample(sorted(cells), CELLS):
        inside = [each for each in board.keys if board.component[each] == board.component[key] and each in exact]
        others = sorted({agency_of(each) for each in inside} - {"all", agency_of(key)})
        own = chance.choice(others) if others else None
        known = [
            Fact({(each, place): 1}, count, count)
            for each in inside
            if agency_of(each) == own
            for place, count in enumerate(exact[each].tolist())
        ]
        found = board.attacker(board.component[key], known).interval({(key, month): 1})
        assert not found.exact, (own, key, month, found)


def agency_of(key: str) -> str:
    return "" if key.endswith(" rest") else place_of(key)[0][1]
