import numpy as np
import pytest

from scorecard.disclosure.attack import Interval
from scorecard.disclosure.audit import audit_release
from scorecard.disclosure.linked import link
from scorecard.disclosure.model import CountTable, DisclosureError, Identity
from scorecard.disclosure.rounding import round_cumulatives
from tests.disclosure.tables import SECRET, invent_people, table_of

SIZES = (3, 5)


def release(seed: int = 3) -> tuple[CountTable, dict[str, list[int]]]:
    table = table_of(invent_people(np.random.default_rng(seed), SIZES, 6, 9), SIZES, 6)
    answer = round_cumulatives(table, secret=SECRET, key_version="1")
    return table, {key: values.tolist() for key, values in answer.by_series().items()}


def test_a_rounded_release_has_no_findings() -> None:
    table, published = release()
    assert audit_release(published, table.identities) == []


@pytest.mark.parametrize("series", ["all", "all/0/1", "all/1/4"])
def test_a_value_that_no_longer_adds_up_is_found(series: str) -> None:
    table, published = release()
    published[series][3:] = [value + 5 for value in published[series][3:]]
    found = audit_release(published, table.identities)
    assert ("all", 3) in {(finding.series, finding.month) for finding in found}
    assert any("not the sum of its parts" in finding.reason for finding in found)


def test_a_value_that_is_not_rounded_is_found() -> None:
    table, published = release()
    published["all/0/0"][5] += 1
    reasons = {
        (finding.series, finding.month): finding.reason for finding in audit_release(published, table.identities)
    }
    assert "which is not 0, 5, 10 and so on" in reasons["all/0/0", 5]


def test_a_release_from_which_exact_counts_follow_is_found_to_be_exact() -> None:
    """Six parts shown as 0 are at most 4 each, 24 together; a total shown as 28 is 24 at least: all are 4."""
    parts = tuple("abcdef")
    published = {"total": [28], **{part: [0] for part in parts}}
    found = audit_release(published, [Identity("total", parts)])
    intervals = {finding.series: finding.interval for finding in found if finding.interval is not None}
    assert intervals["total"] == Interval(24, 24)
    assert all(intervals[part] == Interval(4, 4) for part in parts)
    assert all(finding.exact for finding in found if finding.interval is not None)


def test_a_series_that_can_only_move_with_twice_itself_is_narrowed() -> None:
    """If the total is twice one part, the total 10 is even: from 6 to 14, the part 5 from 3 to 7."""
    identities = [Identity("total", ("a", "b")), Identity("b", ("a",))]
    found = audit_release({"total": [10], "a": [5]}, identities)
    assert {(finding.series, finding.interval) for finding in found} == {("a", Interval(3, 7))}
    assert not found[0].exact


def test_a_change_of_what_was_released_is_found() -> None:
    table, published = release()
    earlier = {key: values[:4] for key, values in published.items()}
    assert audit_release(published, table.identities, earlier=earlier) == []
    earlier["all/0/2"][1] += 5
    earlier["gone"] = [5]
    found = audit_release(published, table.identities, earlier=earlier)
    assert {(finding.series, finding.month) for finding in found} == {("all/0/2", 1), ("gone", 0)}
    assert "is now missing" in found[1].reason


def test_series_that_are_not_shown_are_worked_out_from_those_that_are() -> None:
    identities = [Identity("concerns", ("enquiries", "other"))]
    assert audit_release({"concerns": [10, 20], "enquiries": [5, 10]}, identities) == []
    (found, *_) = audit_release({"concerns": [10, 15], "enquiries": [5, 15]}, identities)
    assert (found.series, found.month) == ("other", 1)
    assert "must be -5" in found.reason


def test_cells_that_are_never_shown_may_be_anything_that_fits() -> None:
    """The four cells of a two by two table of which the margins only are shown."""
    identities = [
        Identity("row 1", ("11", "12")),
        Identity("row 2", ("21", "22")),
        Identity("column 1", ("11", "21")),
        Identity("column 2", ("12", "22")),
    ]
    margins = {"row 1": [10], "row 2": [5], "column 1": [5], "column 2": [10]}
    assert audit_release(margins, identities) == []
    found = audit_release(margins | {"column 2": [5]}, identities)
    assert "no whole counts make the sums hold" in found[0].reason


def test_the_linked_nodes_of_two_measures_pass() -> None:
    table, _ = release(4)
    random = np.random.default_rng(9)
    met = np.array([random.binomial(row, 0.4) for row in table.counts])
    met[1:4], met[4:] = split(met[0], table.counts[1:4]), split(met[0], table.counts[4:])
    both = CountTable(
        (*table.keys, *(f"met {key}" for key in table.keys)),
        np.concatenate([table.counts, met]),
        np.ones(2 * len(table.keys), dtype=np.bool_),
        (
            *table.identities,
            *(Identity(f"met {sums.total}", tuple(f"met {part}" for part in sums.parts)) for sums in table.identities),
        ),
    )
    linked = link(both, [(f"met {key}", key) for key in table.keys])
    answer = round_cumulatives(linked.table, secret=SECRET, key_version="1")
    shown = zip(answer.keys, answer.cumulative, linked.table.published, strict=True)
    published = {key: values.tolist() for key, values, is_shown in shown if is_shown}
    assert len(published) == len(both.keys)
    assert audit_release(published, linked.table.identities) == []


def split(total: np.ndarray, limits: np.ndarray) -> np.ndarray:
    """Share a total among parts of limited size, the first parts first."""
    shares = np.zeros_like(limits)
    left = total.copy()
    for row, limit in enumerate(limits):
        shares[row] = np.minimum(left, limit)
        left -= shares[row]
    return shares


def test_series_of_different_length_are_refused() -> None:
    with pytest.raises(DisclosureError, match=r"lengths \[1, 2\]"):
        audit_release({"a": [0], "b": [0, 5]}, [])
