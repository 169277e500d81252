"""What an attacker can work out: much under the usual rules, and no more than it may under controlled rounding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorecard.disclosure.attack import Attacker, Fact, Interval, fact_of_window, facts_of_cumulative
from scorecard.disclosure.linked import link
from scorecard.disclosure.model import CountTable, DisclosureError, Identity
from scorecard.disclosure.rounding import round_cumulatives
from tests.disclosure.tables import SECRET, breakdowns, invent_people, table_of


def released(table: CountTable) -> dict[str, list[int]]:
    """Round, and give the published series only."""
    answer = round_cumulatives(table, secret=SECRET, key_version="1")
    shown = zip(answer.keys, answer.cumulative, table.published, strict=True)
    return {key: values.tolist() for key, values, published in shown if published}


def narrowed(attacker: Attacker, published: dict[str, list[int]]) -> list[tuple[str, int, int, Interval]]:
    """The published months from which the attacker rules out some value from max(0, p - 4) to p + 4."""
    found = []
    for key, values in published.items():
        for month, shown in enumerate(np.diff(values, prepend=0).tolist()):
            interval = attacker.interval({(key, month): 1})
            if not interval.covers(max(0, shown - 4), shown + 4):
                found.append((key, month, shown, interval))
    return found


@settings(max_examples=20, derandomize=True)
@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(2, 6), st.sampled_from([0.7, 2.0, 5.0]))
def test_no_month_of_a_rounded_table_tells_more_than_it_shows(seed: int, size: int, months: int, mean: float) -> None:
    table = table_of(invent_people(np.random.default_rng(seed), (size,), months, mean), (size,), months)
    published = released(table)
    attacker = Attacker(table.keys, months, table.identities, facts_of_cumulative(published))
    assert narrowed(attacker, published) == []


@settings(max_examples=6, derandomize=True)
@given(st.integers(0, 10**6))
def test_breakdowns_that_share_a_total_tell_no_more_together(seed: int) -> None:
    table = table_of(invent_people(np.random.default_rng(seed), (3, 4), 4, 5), (3, 4), 4)
    published = released(table)
    attacker = Attacker(table.keys, 4, table.identities, facts_of_cumulative(published))
    assert narrowed(attacker, published) == []


def two_numerators(seed: int) -> tuple[CountTable, list[tuple[str, str]]]:
    """Concerns, enquiries among them, and risks removed among the enquiries, each by three kinds."""
    random = np.random.default_rng(seed)
    concerns = invent_people(random, (3,), 4, 7)
    enquiries = [person for person in concerns if random.random() < 0.5]
    removed = [person for person in enquiries if random.random() < 0.5]
    keys, counts, sums = [], [], []
    for measure, people in (("concerns", concerns), ("enquiries", enquiries), ("removed", removed)):
        more_keys, more_counts, more_sums = breakdowns(people, (3,), 4, measure=measure)
        keys += more_keys
        counts += more_counts
        sums += more_sums
    suffixes = ["", "/0/0", "/0/1", "/0/2"]
    pairs = [(f"{measure}{end}", f"concerns{end}") for measure in ("enquiries", "removed") for end in suffixes]
    shown = np.ones(len(keys), dtype=np.bool_)
    return CountTable(tuple(keys), np.array(counts, dtype=np.int64), shown, tuple(sums)), pairs


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_an_attacker_who_knows_how_numerators_lie_within_each_other_gains_nothing(seed: int) -> None:
    table, pairs = two_numerators(seed)
    linked = link(table, pairs)
    rounded = round_cumulatives(linked.table, secret=SECRET, key_version="1")
    published = {key: values.tolist() for key, values in linked.by_series(rounded).items()}
    rest = [
        Identity(outer, (inner, f"rest {number}"))
        for number, (inner, outer) in enumerate(
            [*pairs, *((inner, outer.replace("concerns", "enquiries")) for inner, outer in pairs if inner[0] == "r")]
        )
    ]
    keys = [*table.keys, *(identity.parts[1] for identity in rest)]
    attacker = Attacker(keys, 4, [*table.identities, *rest], facts_of_cumulative(published))
    assert narrowed(attacker, published) == []


def test_numerators_rounded_on_their_own_do_tell_more() -> None:
    """A numerator of 4 shown as 5 within a denominator of 4 shown as 0: both must be 1 at least."""
    facts = facts_of_cumulative({"concerns": [0], "enquiries": [5]})
    attacker = Attacker(["concerns", "enquiries", "rest"], 1, [Identity("concerns", ("enquiries", "rest"))], facts)
    assert attacker.interval({("concerns", 0): 1}) == Interval(1, 4)


def test_small_counts_hidden_and_the_rest_exact_are_found_out() -> None:
    """Quarter 9 and months 6, *, *; one hidden month is 2 by the year to date of 8, the other 1."""
    facts = [
        fact_of_window("concerns", 0, 0, 6),
        fact_of_window("concerns", 0, 2, 9),
        fact_of_window("concerns", 0, 1, 8),
    ]
    facts += [Fact({("concerns", month): 1}, 1, 4) for month in (1, 2)]
    attacker = Attacker(["concerns"], 3, [], facts)
    assert attacker.interval({("concerns", 1): 1}) == Interval(2, 2)
    assert attacker.interval({("concerns", 2): 1}).exact


def test_hidden_parts_of_a_total_shown_to_the_nearest_5_are_found_out() -> None:
    """The document's example: 4 and 4 with a total of 8 are shown as *, *, 10 and must both be 4."""
    facts = [Fact({(part, 0): 1}, 0, 4) for part in ("a", "b")] + [fact_of_window("total", 0, 0, 10, slack=2)]
    attacker = Attacker(["total", "a", "b"], 1, [Identity("total", ("a", "b"))], facts)
    assert attacker.interval({("a", 0): 1}).exact
    assert attacker.interval({("b", 0): 1}) == Interval(4, 4)


def test_figures_each_rounded_to_the_nearest_on_its_own_are_found_out() -> None:
    """Months of 2, 2, 2 and 2: each shown as 0, so at most 2; together 8, shown as 10, so at least 8."""
    facts = [Fact({("concerns", month): 1}, 0, 2) for month in range(4)] + [
        fact_of_window("concerns", 0, 3, 10, slack=2)
    ]
    attacker = Attacker(["concerns"], 4, [], facts)
    assert [attacker.interval({("concerns", month): 1}) for month in range(4)] == [Interval(2, 2)] * 4


def test_a_percentage_of_unrounded_counts_gives_small_numerators_away() -> None:
    """3 of 33 is 9%; only 3 of 33 is between 8.5 and 9.5%."""
    facts = [
        Fact({("all", 0): 1}, 33, 33),
        Fact({("met", 0): 100}, 8.5 * 33, 9.5 * 33),
        Fact({("met", 0): 1}, 0, 4),
    ]
    attacker = Attacker(["all", "met"], 1, [], facts)
    assert attacker.interval({("met", 0): 1}) == Interval(3, 3)


@pytest.mark.parametrize("seed", range(4))
def test_percentages_of_published_counts_give_nothing_away(seed: int) -> None:
    """Whoever has the percentage and the published denominator has at best the published numerator."""
    table, pairs = two_numerators(seed + 10)
    linked = link(table, pairs)
    answer = linked.by_series(round_cumulatives(linked.table, secret=SECRET, key_version="1"))
    below, above = answer["enquiries"][-1], answer["concerns"][-1]
    per_cent = round(100 * below / above)
    possible = [count for count in range(0, above + 1, 5) if round(100 * count / above) == per_cent]
    assert below in possible
    published = {key: values.tolist() for key, values in answer.items() if key in {"concerns", "enquiries", "removed"}}
    rest = [Identity("concerns", ("enquiries", "other"))]
    attacker = Attacker(["concerns", "enquiries", "removed", "other"], 4, rest, facts_of_cumulative(published))
    assert [found for found in narrowed(attacker, published) if found[3].exact or found[0] == "enquiries"] == []


def test_what_nothing_bounds_has_no_greatest_value() -> None:
    attacker = Attacker(["a", "b"], 1, [], [Fact({("a", 0): 1}, 2, 6)])
    assert attacker.interval({("b", 0): 1}) == Interval(0, None)
    assert attacker.interval({("a", 0): 1}) == Interval(2, 6)


def test_facts_that_contradict_each_other_are_named_as_such() -> None:
    attacker = Attacker(["a"], 1, [], [Fact({("a", 0): 1}, 2, 2), Fact({("a", 0): 1}, 3, 3)])
    with pytest.raises(DisclosureError, match="No true counts fit"):
        attacker.interval({("a", 0): 1})
