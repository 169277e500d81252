import numpy as np
import polars as pl

from scorecard.disclosure.linked import Linked, link
from scorecard.disclosure.model import CountTable, Identity, counts_from_frame
from scorecard.disclosure.moves import moves_of
from scorecard.disclosure.rounding import round_cumulatives
from scorecard.disclosure.witnesses import without_witness
from tests.disclosure.tables import SECRET

CONCERNS = [31, 24, 27, 40, 22, 35]
ENQUIRIES = [9, 7, 12, 14, 3, 10]
REMOVED = [4, 2, 7, 7, 1, 5]


def linked(
    counts: dict[str, list[int]],
    *pairs: tuple[str, str],
    sums: tuple[Identity, ...] = (),
    frozen: dict[str, list[int]] | None = None,
) -> Linked:
    shown = np.ones(len(counts), dtype=np.bool_)
    return link(CountTable(tuple(counts), np.array(list(counts.values())), shown, sums, frozen or {}), pairs)


def less(one: list[int], other: list[int]) -> list[int]:
    return [a - b for a, b in zip(one, other, strict=True)]


def sums_of(answer: Linked) -> set[tuple[str, frozenset[str]]]:
    return {(identity.total, frozenset(identity.parts)) for identity in answer.table.identities}


def test_series_that_are_the_same_are_one_node_and_get_the_same_figures() -> None:
    answer = linked({"concerns": CONCERNS, "again": list(CONCERNS), "nothing": [0] * 6, "none": [0] * 6})
    assert answer.node_of == {"concerns": "again", "again": "again", "nothing": "nothing", "none": "none"}
    rounded = answer.by_series(round_cumulatives(answer.table, secret=SECRET, key_version="1"))
    assert rounded["concerns"].tolist() == rounded["again"].tolist()
    assert rounded["none"].tolist() == [0] * 6


def test_series_that_were_released_differently_stay_apart() -> None:
    counts = {"one": CONCERNS, "two": CONCERNS, "three": CONCERNS, "new": CONCERNS}
    answer = linked(counts, frozen={"one": [30, 55], "two": [35, 55], "three": [30]})
    assert answer.node_of["one"] == answer.node_of["three"] == answer.node_of["new"]
    assert answer.node_of["two"] == "two"


def test_what_a_numerator_lacks_is_a_series_and_one_that_is_published_becomes_it() -> None:
    counts = {"concerns": CONCERNS, "enquiries": ENQUIRIES, "no enquiry": less(CONCERNS, ENQUIRIES)}
    answer = linked(counts, ("enquiries", "concerns"))
    assert set(answer.table.keys) == set(counts)
    assert sums_of(answer) == {("concerns", frozenset({"enquiries", "no enquiry"}))}
    values = answer.by_series(round_cumulatives(answer.table, secret=SECRET, key_version="1"))
    assert np.array_equal(values["enquiries"] + values["no enquiry"], values["concerns"])


def test_numerators_within_each_other_are_linked_to_the_next_only() -> None:
    counts = {"concerns": CONCERNS, "enquiries": ENQUIRIES, "removed": REMOVED, "few": [1, 0, 1, 2, 0, 1]}
    answer = linked(counts, *((key, "concerns") for key in ("few", "enquiries", "removed")))
    hidden = [key for key, shown in zip(answer.table.keys, answer.table.published, strict=True) if not shown]
    assert set(hidden) == {
        "concerns less few",
        "concerns less enquiries",
        "concerns less removed",
        "enquiries less removed",
        "removed less few",
    }
    assert ("enquiries", frozenset({"removed", "enquiries less removed"})) in sums_of(answer)


def test_two_answers_to_one_question_are_not_taken_to_lie_within_each_other() -> None:
    counts = {"concerns": CONCERNS, "rare": [1, 0, 1, 2, 0, 1], "common": less(CONCERNS, [1, 0, 1, 2, 0, 1])}
    answer = linked(
        counts, ("rare", "concerns"), ("common", "concerns"), sums=(Identity("concerns", ("rare", "common")),)
    )
    assert "common less rare" not in answer.table.keys
    assert ("concerns", frozenset({"rare", "common"})) in sums_of(answer)


def test_sparse_remainders_become_the_series_that_shows_them() -> None:
    """What is not an enquiry is published too; of a rare kind there are two cases, one of each."""
    rare = {"concerns": [0, 1, 0, 0, 1, 0], "enquiries": [0, 1, 0, 0, 0, 0], "no enquiry": [0, 0, 0, 0, 1, 0]}
    whole = {"concerns": CONCERNS, "enquiries": ENQUIRIES, "no enquiry": less(CONCERNS, ENQUIRIES)}
    counts = whole | {f"{key}: rare": values for key, values in rare.items()}
    counts |= {f"{key}: other": less(whole[key], values) for key, values in rare.items()}
    sums = tuple(Identity(key, (f"{key}: rare", f"{key}: other")) for key in whole)
    ends = ("", ": rare", ": other")
    pairs = [(f"{key}{end}", f"concerns{end}") for key in ("enquiries", "no enquiry") for end in ends]
    answer = linked(counts, *pairs, sums=sums)
    assert set(answer.table.keys) == set(counts)
    assert ("concerns: rare", frozenset({"enquiries: rare", "no enquiry: rare"})) in sums_of(answer)


def test_a_numerator_that_is_greater_than_its_denominator_is_reported() -> None:
    answer = linked({"enquiries": ENQUIRIES, "reviews": [10, 0, 0, 0, 0, 0]}, ("reviews", "enquiries"))
    assert answer.unlinked == (("reviews", "enquiries"),)
    assert answer.table.identities == ()


def test_sparse_categories_that_happen_to_be_equal_stay_apart() -> None:
    counts = {"concerns": CONCERNS, "a": [0, 1, 0, 0, 0, 0], "b": less(CONCERNS, [0, 1, 0, 0, 0, 0])}
    counts |= {"x": [0, 1, 0, 0, 0, 0], "y": less(CONCERNS, [1, 1, 0, 0, 0, 0]), "z": [1, 0, 0, 0, 0, 0]}
    answer = linked(counts, sums=(Identity("concerns", ("a", "b")), Identity("concerns", ("x", "y", "z"))))
    assert answer.node_of["a"] != answer.node_of["x"]


def test_sparse_parts_are_one_node_where_whole_breakdowns_are_the_same() -> None:
    rare = [0, 1, 0, 0, 0, 0]
    counts = {"one": CONCERNS, "one a": rare, "one b": less(CONCERNS, rare)}
    counts |= {key.replace("one", "two"): values for key, values in counts.items()}
    sums = tuple(Identity(key, (f"{key} a", f"{key} b")) for key in ("one", "two"))
    answer = linked(counts, sums=sums)
    assert answer.node_of["two a"] == answer.node_of["one a"]
    assert len(answer.table.keys) == 3


def test_a_total_and_its_only_part_with_cases_stay_apart() -> None:
    counts = {"total": CONCERNS, "a": list(CONCERNS), "b": [0] * 6}
    assert linked(counts, sums=(Identity("total", ("a", "b")),)).node_of["a"] == "a"


def test_counts_are_taken_from_a_frame_in_the_order_of_its_months() -> None:
    frame = pl.DataFrame({"series": ["a", "b"], "2024-04": [1, 2], "2024-05": [3, 4]})
    keys, counts = counts_from_frame(frame)
    assert keys == ("a", "b")
    assert counts.tolist() == [[1, 3], [2, 4]]


def test_nested_numerators_leave_room_for_a_person_in_each() -> None:
    """No “none” lies in “all” by chance; as each “all” is a “some”, nobody could then be a “none”."""
    counts = {"asked": [4, 6, 5], "some": [3, 5, 4], "none": [1, 1, 1], "all": [2, 3, 2]}
    pairs = [(key, "asked") for key in ("some", "none", "all")]
    answer = linked(counts, *pairs, sums=(Identity("asked", ("some", "none")),))
    keys = list(answer.table.keys)
    assert not without_witness(moves_of(answer.table), answer.table.published).any()
    assert "some less all" in keys
    assert "all less none" not in keys


def test_a_remainder_is_not_made_one_with_what_was_released_otherwise() -> None:
    """Concerns less enquiries equals the others; released were 25 less 10 and, of the others, 20."""
    counts = {"concerns": CONCERNS, "enquiries": ENQUIRIES, "others": less(CONCERNS, ENQUIRIES)}
    released = {"concerns": [25], "enquiries": [10], "others": [20]}
    answer = linked(counts, ("enquiries", "concerns"), frozen=released)
    assert "concerns less enquiries" in answer.table.keys
    agreeing = linked(counts, ("enquiries", "concerns"), frozen=released | {"others": [15]})
    assert "concerns less enquiries" not in agreeing.table.keys
