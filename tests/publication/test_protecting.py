from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from scorecard.publication.protecting import FEWEST_FOR_A_PERCENTAGE, Protected, protect_figures
from scorecard.publication.releases import RELEASED
from tests.publication.random_partnership import (
    AGENCIES,
    CATEGORIES,
    DEFINITIONS,
    SECRET,
    Person,
    attack,
    figures_of,
    invent_people,
    list_months,
    truth,
)

NOTHING = pl.DataFrame(schema=RELEASED)
PARTNERSHIPS, GROUPS = 200, 10
MONTHS = 3
SHOWN = [*(f"concerns/{agency}/" for agency in ("all", *AGENCIES)), *(f"concerns/all/{each}" for each in CATEGORIES)]
FEW = range(1, 5)


def release(people: list[Person], months: int, earlier: pl.DataFrame = NOTHING, secret: bytes = SECRET) -> Protected:
    return protect_figures(figures_of(people, months), DEFINITIONS, list_months(months), earlier, secret)


def shown(
    board: pl.DataFrame, indicator: str, agency: str, month: date, category: str | None = None
) -> tuple[Any, ...]:
    rows = board.filter(
        pl.col("indicator") == indicator,
        pl.col("agency_code") == agency,
        pl.col("report_month") == month,
        pl.col("category").eq_missing(pl.lit(category)),
        pl.col("period") == "month",
    )
    assert rows.height == 1
    return rows.select("numerator", "denominator", "value", "state").row(0)


@pytest.mark.parametrize("group", range(GROUPS))
def test_an_attacker_with_everything_the_board_is_shown_pins_nobody(group: int) -> None:
    for seed in range(group, PARTNERSHIPS, GROUPS):
        people = invent_people(np.random.default_rng(seed), MONTHS)
        protected = release(people, MONTHS)
        assert protected.findings == ()
        attacker = attack(protected.figures, MONTHS)
        for key in SHOWN:
            indicator, agency, category = key.split("/")
            for place, month in enumerate(list_months(MONTHS)):
                value = shown(protected.figures, indicator, agency, month, category or None)[0]
                protected_count = int(value or 0)
                found = attacker.interval({(key, place): 1})
                assert found.covers(max(0, protected_count - 4), protected_count + 4), (seed, key, month, found)
        for name in ("enquiries", "harms"):
            for place, month in enumerate(list_months(MONTHS)):
                if truth(people, f"{name}/all/", month) in FEW:
                    assert not attacker.interval({(f"{name}/all/", place): 1}).exact, (seed, name, month)


def test_the_same_attacker_pins_people_where_counts_are_exact() -> None:
    people = invent_people(np.random.default_rng(1), MONTHS)
    one_way = (pl.col("agency_code") == "all") | pl.col("category").is_null()
    exact = figures_of(people, MONTHS).filter(one_way)
    months = list_months(MONTHS)
    place = next(place for place, month in enumerate(months) if truth(people, "concerns/all/physical", month) in FEW)
    found = attack(exact, MONTHS, slack=0).interval({("concerns/all/physical", place): 1})
    assert found.exact
    assert found.low == truth(people, "concerns/all/physical", months[place])


def test_every_protected_count_is_near_the_truth_and_adds_up() -> None:
    people = invent_people(np.random.default_rng(7), 12)
    board = release(people, 12).figures
    for month in list_months(12):
        total = shown(board, "concerns", "all", month)[0] or 0
        assert total == sum(shown(board, "concerns", "all", month, each)[0] or 0 for each in CATEGORIES)
        assert total == sum(shown(board, "concerns", agency, month)[0] or 0 for agency in AGENCIES)
        assert total % 5 == 0
        assert abs(total - truth(people, "concerns/all/", month)) <= 8


def test_a_quarter_is_the_sum_of_its_months() -> None:
    people = invent_people(np.random.default_rng(7), 3)
    board = release(people, 3).figures
    quarter = board.filter(
        pl.col("indicator") == "concerns",
        pl.col("agency_code") == "all",
        pl.col("category").is_null(),
        pl.col("period") == "quarter",
        pl.col("report_month") == date(2023, 6, 1),
    )["numerator"].item()
    assert quarter == sum(shown(board, "concerns", "all", month)[0] or 0 for month in list_months(3))


def test_a_share_is_divided_from_protected_counts_and_held_back_where_few() -> None:
    people = invent_people(np.random.default_rng(3), 12)
    board = release(people, 12).figures.filter(pl.col("indicator") == "enquiries")
    told = board.filter(pl.col("state") == "reported")
    assert told.height
    assert min(told["denominator"].to_list()) >= FEWEST_FOR_A_PERCENTAGE
    for row in told.iter_rows(named=True):
        assert row["value"] == round(row["numerator"] * 100 / row["denominator"])
    low = board.filter(pl.col("state") == "low")
    assert low.height
    assert low.select("numerator", "denominator", "value").null_count().row(0) == (low.height,) * 3


def test_a_rate_is_divided_from_protected_counts_and_keeps_one_decimal() -> None:
    people = invent_people(np.random.default_rng(3), 12)
    definitions = DEFINITIONS | {"enquiries": DEFINITIONS["enquiries"].model_copy(update={"unit": "rate"})}
    protected = protect_figures(figures_of(people, 12), definitions, list_months(12), NOTHING, SECRET)
    board = protected.figures.filter(pl.col("indicator") == "enquiries", pl.col("state") == "reported")
    assert board.height
    for row in board.iter_rows(named=True):
        assert row["value"] == round(row["numerator"] * 100 / row["denominator"], 1)
        assert row["denominator"] >= FEWEST_FOR_A_PERCENTAGE
    assert (board["value"] % 1 != 0).any()


def test_categories_of_one_agency_are_hidden_where_those_of_all_are_shown() -> None:
    people = invent_people(np.random.default_rng(3), 3)
    board = release(people, 3).figures
    assert shown(board, "concerns", "asc", date(2023, 4, 1), "neglect") == (None, None, None, "withheld")


def test_what_was_released_never_changes_when_months_and_late_cases_come() -> None:
    people = invent_people(np.random.default_rng(11), 12)
    earlier = NOTHING
    for months in range(1, 13):
        # A case that is told late is of a month that was published already.
        told = [person for place, person in enumerate(people) if place % 9 or person.month < list_months(months)[-1]]
        protected = release(told, months, earlier)
        assert protected.findings == ()
        kept = protected.released.join(earlier, on=["series", "report_month"], suffix="_before")
        assert kept.height == earlier.height
        assert (kept["value"] == kept["value_before"]).all()
        earlier = protected.released


def test_one_secret_gives_one_release_and_two_give_two() -> None:
    people = invent_people(np.random.default_rng(5), 6)
    first, again, other = (
        release(people, 6, secret=secret) for secret in (SECRET, SECRET, b"another secret of 32 bytes or more")
    )
    assert first.figures.equals(again.figures)
    assert not first.figures.equals(other.figures)
