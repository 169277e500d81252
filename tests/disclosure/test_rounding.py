import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.disclosure.keyed import KeyedThresholds
from scorecard.disclosure.model import CountTable, DisclosureError, Identity
from scorecard.disclosure.rounding import Rounded, round_cumulatives
from tests.disclosure.tables import OTHER_SECRET, SECRET, breaches, invent_people, table_of


def rounded(table: CountTable, secret: bytes = SECRET) -> Rounded:
    return round_cumulatives(table, secret=secret, key_version="1")


def series(counts: dict[str, list[int]], *sums: Identity, frozen: dict[str, list[int]] | None = None) -> CountTable:
    return CountTable(
        tuple(counts),
        np.array(list(counts.values()), dtype=np.int64),
        np.ones(len(counts), dtype=np.bool_),
        sums,
        frozen or {},
    )


@settings(max_examples=80, derandomize=True)
@given(st.data())
def test_every_rule_holds_for_small_tables(data: st.DataObject) -> None:
    months, size = data.draw(st.integers(2, 8)), data.draw(st.integers(1, 4))
    counts = data.draw(
        st.lists(st.lists(st.integers(0, 9), min_size=months, max_size=months), min_size=size, max_size=size)
    )
    parts = {f"part {number}": row for number, row in enumerate(counts)}
    total = [sum(month) for month in zip(*counts, strict=True)]
    table = series({"total": total, **parts}, Identity("total", tuple(parts)))
    answer = rounded(table)
    assert answer.cumulative.dtype == np.int64
    assert (
        breaches(table, answer.cumulative, range(months), {(cell.series, cell.month) for cell in answer.widened}) == []
    )


def test_released_figures_that_leave_no_strict_way_are_continued_by_widening() -> None:
    """The document's example: 1, 1, 4, 4 was released as 5, 5, 0, 0; now the last two reach 5 and the total 12."""
    parts = {"a": [1, 0], "b": [1, 0], "c": [4, 1], "d": [4, 1]}
    frozen = {"total": [10], "a": [5], "b": [5], "c": [0], "d": [0]}
    table = series({"total": [10, 2], **parts}, Identity("total", tuple(parts)), frozen=frozen)
    answer = rounded(table)
    values = {key: value.tolist() for key, value in answer.by_series().items()}
    assert values["total"] == [10, 15]
    assert values["a"] == [5, 5]
    assert values["b"] == [5, 5]
    assert sorted([values["c"], values["d"]]) == [[0, 0], [0, 5]]
    (cell,) = answer.widened
    assert (cell.series in {"c", "d"}, cell.month, cell.released, cell.beyond) == (True, 1, 0, -5)


def test_36_months_released_one_at_a_time_keep_every_rule_and_every_released_figure() -> None:
    random = np.random.default_rng(20240401)
    sizes = (5, 11, 2)
    people: list[tuple[int, ...]] = []
    frozen: dict[str, list[int]] = {}
    total_lowered = widened = 0
    for month in range(36):
        reached = len(people)
        people += [(month, *person[1:]) for person in invent_people(random, sizes, 1, 9)]
        people = [person for person in people if random.random() > 0.02]
        if month in {7, 15, 16, 29}:
            people = [person for person in people if random.random() > 0.15]
        people += [(int(random.integers(month + 1)), *person[1:]) for person in invent_people(random, sizes, 1, 1)]
        table = table_of(people, sizes, month + 1, frozen=frozen)
        answer = rounded(table)
        lowered = len(people) < reached
        total_lowered += lowered
        widened += len(answer.widened)
        assert {cell.month for cell in answer.widened} <= {month}
        log = {(cell.series, cell.month) for cell in answer.widened}
        assert breaches(table, answer.cumulative, range(month, month + 1), log) == []
        if "all" in {cell.series for cell in answer.widened}:
            assert frozen["all"][-1] > len(people), "the total may only be widened where a correction lowered it"
        now = {key: value.tolist() for key, value in answer.by_series().items()}
        assert all(now[key][:month] == released for key, released in frozen.items())
        frozen = now
    assert total_lowered >= 1
    assert widened >= 1


def test_a_total_that_a_correction_lowers_stands_still_until_the_truth_catches_up() -> None:
    frozen = {"total": [20], "a": [10], "b": [10]}
    table = series({"total": [4, 5, 13], "a": [2, 0, 8], "b": [2, 5, 5]}, Identity("total", ("a", "b")), frozen=frozen)
    answer = rounded(table)
    assert answer.by_series()["total"][:2].tolist() == [20, 20]
    assert answer.by_series()["total"][2] in (20, 25)
    assert {(cell.series, cell.month, cell.beyond) for cell in answer.widened if cell.month == 1} == {
        ("total", 1, 10),
        ("a", 1, 5),
    }


def test_one_secret_gives_one_release_and_two_secrets_two() -> None:
    table = table_of(invent_people(np.random.default_rng(5), (4, 6), 12, 8), (4, 6), 12)
    first, again, other = rounded(table), rounded(table), rounded(table, OTHER_SECRET)
    assert np.array_equal(first.cumulative, again.cumulative)
    assert not np.array_equal(first.cumulative, other.cumulative)
    for answer in (first, other):
        log = {(cell.series, cell.month) for cell in answer.widened}
        assert breaches(table, answer.cumulative, range(12), log) == []
    newer = round_cumulatives(table, secret=SECRET, key_version="2")
    assert not np.array_equal(first.cumulative, newer.cumulative)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(DisclosureError, match="has 31 bytes; it needs at least 32"):
        KeyedThresholds(b"x" * 31, "1")


@pytest.mark.parametrize("count", [1, 2, 3, 4, 11, 12, 13, 14])
def test_a_count_is_rounded_either_way_and_more_often_the_nearer(count: int) -> None:
    lower = count // 5 * 5
    values = rounded(series({f"measure {number}": [count] for number in range(2000)})).cumulative[:, 0]
    assert set(values.tolist()) == {lower, lower + 5}
    share = (count - lower) / 5
    assert abs(np.mean(values == lower + 5) - share) < 0.035, "2,000 draws: three standard errors are at most 0.033"


def test_a_month_without_a_case_shows_none() -> None:
    values = rounded(series({f"rare {number}": [3, 0, 0, 1, 0, 0] for number in range(100)})).cumulative
    assert np.array_equal(values[:, [0, 0, 3, 3]], values[:, [1, 2, 4, 5]])
    assert len(np.unique(values, axis=0)) == 3, "0 throughout, 5 throughout, and 0 before 5"


def test_a_month_is_the_same_whatever_follows_it() -> None:
    people = invent_people(np.random.default_rng(8), (3, 5), 9, 6)
    whole = rounded(table_of(people, (3, 5), 9)).cumulative
    early = rounded(table_of([person for person in people if person[0] < 6], (3, 5), 6)).cumulative
    assert np.array_equal(whole[:, :6], early)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ({"total": [3], "a": [1], "b": [1]}, "parts of “total” do not add up to it in month 0"),
        ({"total": [0], "a": [1], "b": [-1]}, "“b” is -1 in month 0"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts: dict[str, list[int]], message: str) -> None:
    with pytest.raises(DisclosureError, match=message):
        series(counts, Identity("total", ("a", "b")))


def test_a_sum_of_an_unknown_series_is_refused() -> None:
    with pytest.raises(DisclosureError, match="names “b”, which is not among the 2 series"):
        series({"total": [1], "a": [1]}, Identity("total", ("a", "b")))


def test_released_figures_that_break_a_sum_are_refused() -> None:
    counts = {"total": [4, 1], "a": [2, 1], "b": [2, 0]}
    with pytest.raises(DisclosureError, match="released values break the sum total = a \\+ b in month 0"):
        rounded(series(counts, Identity("total", ("a", "b")), frozen={"total": [5], "a": [5], "b": [5]}))


def test_a_series_that_is_new_joins_what_is_released() -> None:
    counts = {"total": [7, 4, 3], "a": [3, 2, 1], "b": [4, 2, 2], "c": [1, 1, 0], "d": [6, 3, 3]}
    frozen = {"total": [10, 10], "a": [5, 5], "b": [5, 5]}
    answer = rounded(series(counts, Identity("total", ("a", "b")), Identity("total", ("c", "d")), frozen=frozen))
    values = answer.by_series()
    assert values["total"][:2].tolist() == [10, 10]
    assert np.array_equal(values["c"] + values["d"], values["total"])
    assert np.all(np.diff(values["d"]) >= 0)
