"""The attack on the published file itself: only what it shows is read, and no count about adults at risk comes out."""

import random
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from scorecard.disclosure.attack import Interval
from scorecard.disclosure.audit import audit_release
from scorecard.indicators.catalogue import load_catalogue
from scorecard.publication.opening import Generation, open_generation
from scorecard.publication.protecting import protect_figures
from scorecard.publication.releases import FOR_INVENTED_FIGURES, RELEASED
from scorecard.settings import PROJECT
from tests.publication.shown_file import Shown, first_of, read_protected

KEYS = ["indicator", "agency_code", "breakdown", "category", "period", "report_month"]
COUNTS = ("numerator", "denominator")
LARGEST_ATTACKED = 40
"""Series of a component that the attacker takes on; what is larger is held by the audit alone."""
SHARE_WIDENED = 0.002
SMALL = (0, 5)
MONTHS_ONE_BY_ONE = 8


@pytest.fixture(scope="module")
def board(published_home: Path) -> Generation:
    return open_generation(published_home / "published", "board")


@pytest.fixture(scope="module")
def figures(board: Generation) -> pl.DataFrame:
    return read_protected(board)


@pytest.fixture(scope="module")
def flows(figures: pl.DataFrame) -> Shown:
    return Shown(figures.filter(pl.col("kind") == "flow"))


@pytest.fixture(scope="module")
def levels(figures: pl.DataFrame) -> list[Shown]:
    """What is shown of each month end alone, and of the people of each twelve months."""
    of_month = (pl.col("kind") == "stock") & (pl.col("period") == "month")
    kept = figures.filter(of_month | ((pl.col("kind") == "people") & (pl.col("period") == "rolling12")))
    return [Shown(each) for _, each in kept.group_by("report_month", "period", maintain_order=True)]


def promised(found: Interval, shown: int) -> bool:
    return found.covers(max(0, shown - 4), shown + 4)


def test_the_counts_rebuilt_from_what_is_shown_stand_the_audit(flows: Shown, levels: list[Shown]) -> None:
    assert len(flows.monthly) > 300
    assert audit_release(flows.cumulative, flows.identities) == []
    for level in levels:
        assert audit_release(level.cumulative, level.identities) == []


def test_the_same_audit_finds_figures_that_were_rounded_one_by_one(figures: pl.DataFrame, published_home: Path) -> None:
    """Each to the nearest 5 on its own: within a quarter the lead agencies add up to all no longer."""
    one = pl.col("indicator") == "enquiries_concluded"
    exact = Shown(read_protected(open_generation(published_home / "published", "council")).filter(one))
    alone = {key: (5 * np.rint(counts[:3].cumsum() / 5)).astype(int).tolist() for key, counts in exact.monthly.items()}
    assert audit_release(alone, Shown(figures.filter(one)).identities) != []


def test_no_small_month_comes_out_narrower_than_promised(flows: Shown) -> None:
    sizes, chance = flows.sizes(), random.Random(24)
    cells = [
        (key, month)
        for key, counts in flows.monthly.items()
        if sizes[flows.component[key]] <= LARGEST_ATTACKED
        for month in range(flows.months)
        if counts[month] in SMALL
    ]
    attackers = {}
    for key, month in chance.sample(sorted(cells), 100):
        component = flows.component[key]
        if component not in attackers:
            attackers[component] = flows.attacker(component)
        found = attackers[component].interval({(key, month): 1})
        assert promised(found, int(flows.monthly[key][month])), (key, month, found)


def test_no_small_window_of_a_share_comes_out_narrower_than_promised(flows: Shown) -> None:
    """Shares of a month or a quarter are of too few, so that the monthly counts behind them cannot be rebuilt."""
    sizes, chance = flows.sizes(), random.Random(24)
    windows = [
        each
        for each in flows.windows
        if each.series not in flows.monthly
        and each.series.endswith("/n")
        and each.shown in SMALL
        and sizes[flows.component[each.series]] <= LARGEST_ATTACKED
    ]
    for each in chance.sample(windows, 50):
        attacker = flows.attacker(flows.component[each.series])
        found = attacker.interval({(each.series, month): 1 for month in range(each.first, each.last + 1)})
        assert promised(found, each.shown), (each, found)


def test_no_small_level_comes_out_narrower_than_promised(levels: list[Shown]) -> None:
    cells = [(each, key) for each in levels for key, counts in each.monthly.items() if counts[0] in SMALL]
    for level, key in random.Random(24).sample(cells, 50):
        found = level.attacker(level.component[key]).interval({(key, 0): 1})
        assert promised(found, int(level.monthly[key][0])), (key, found)


def test_the_same_attacker_finds_the_councils_counts(published_home: Path) -> None:
    exact = read_protected(open_generation(published_home / "published", "council"))
    shown = Shown(exact.filter(pl.col("indicator") == "concerns_received", pl.col("agency_code") == "all"))
    key = next(key for key in shown.monthly if key.startswith("concerns_received/all///"))
    attacker = shown.attacker(shown.component[key], slack=0)
    assert attacker.interval({(key, 0): 1}) == Interval(int(shown.monthly[key][0]), int(shown.monthly[key][0]))


def test_every_protected_number_is_a_multiple_of_5_near_the_councils(
    board: Generation, figures: pl.DataFrame, published_home: Path
) -> None:
    """Within 4 for sums from the first month on and for levels, within 8 for other windows; few were widened."""
    exact = read_protected(open_generation(published_home / "published", "council")).select(*KEYS, *COUNTS)
    both = figures.join(exact, on=KEYS, suffix="_exact", nulls_equal=True, validate="1:1", how="left")
    # The council is not shown categories that no case ever had.
    unseen = both.join(exact, on=KEYS, how="anti", nulls_equal=True)
    assert unseen["category"].null_count() == 0
    both = both.with_columns(pl.col(f"{name}_exact").fill_null(0) for name in COUNTS)
    place = {month: number for number, month in enumerate(sorted(figures["report_month"].unique()))}
    numbers = widened = farthest = 0
    for row in both.iter_rows(named=True):
        first = first_of(row["period"], place[row["report_month"]], row["report_month"])
        limit = 8 if row["kind"] == "flow" and first > 0 else 4
        for name in COUNTS:
            if row[name] is not None:
                numbers += 1
                assert row[name] % 5 == 0, row
                off = abs(row[name] - row[f"{name}_exact"])
                widened += off > limit
                farthest = max(farthest, off)
    assert numbers > 20_000
    assert widened <= SHARE_WIDENED * numbers, (widened, numbers)
    assert farthest <= 13


def test_every_share_is_divided_from_the_shown_counts_of_50_at_least(figures: pl.DataFrame) -> None:
    shares = figures.filter(pl.col("unit") == "percent", pl.col("value").is_not_null())
    assert shares.height > 1_000
    for row in shares.iter_rows(named=True):
        assert row["denominator"] >= 50, row
        assert 0 <= row["numerator"] <= row["denominator"], row
        assert row["value"] == int(row["value"]), row
        assert abs(row["value"] * row["denominator"] - 100 * row["numerator"]) <= row["denominator"] / 2, row


def test_every_rate_is_divided_from_the_shown_counts_of_50_at_least(figures: pl.DataFrame) -> None:
    rates = figures.filter(pl.col("unit") == "rate", pl.col("value").is_not_null())
    assert rates.height > 20
    for row in rates.iter_rows(named=True):
        assert row["denominator"] >= 50, row
        assert abs(row["value"] * row["denominator"] - 100 * row["numerator"]) <= row["denominator"] * 0.0501, row


def test_every_count_is_its_own_value_and_none_is_nought(figures: pl.DataFrame) -> None:
    counts = figures.filter(~pl.col("unit").is_in(["percent", "rate"]), pl.col("value").is_not_null())
    assert counts["value"].to_list() == counts["numerator"].to_list()
    assert counts["value"].min() == 5


def test_what_is_held_back_has_no_number(figures: pl.DataFrame) -> None:
    held_back = figures.filter(pl.col("state").is_in(["low", "withheld"]))
    assert held_back.height > 10_000
    assert held_back.select(pl.col("value", *COUNTS).is_not_null().any()).row(0) == (False, False, False)
    assert set(figures.filter(pl.col("kind") == "duration", pl.col("months_counted") > 0)["state"]) == {"withheld"}


def test_the_sample_released_month_by_month_is_never_blocked(published_home: Path) -> None:
    """Every month follows what was released before: what is taken as one, or as within, may change."""
    exact = open_generation(published_home / "published", "council").ask("from figure")
    definitions = {name: each.definition for name, each in load_catalogue(PROJECT / "queries").items()}
    months = exact["report_month"].unique().sort()
    earlier = pl.DataFrame(schema=RELEASED)
    for count in range(1, MONTHS_ONE_BY_ONE + 1):
        known = months.head(count)
        figures = exact.filter(pl.col("report_month") <= known[-1])
        release = protect_figures(figures, definitions, known, earlier, FOR_INVENTED_FIGURES)
        assert release.findings == ()
        kept = release.released.join(earlier, on=["series", "report_month"], suffix="_before")
        assert kept.height == earlier.height
        assert (kept["value"] == kept["value_before"]).all()
        earlier = release.released
