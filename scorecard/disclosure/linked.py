"""Links between the series of different indicators, which an attacker knows as well as we do."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scorecard.disclosure.merging import merge_equal
from scorecard.disclosure.model import CountTable, Identity, Whole, components, identity_matrix
from scorecard.disclosure.moves import moves_of
from scorecard.disclosure.rounding import Rounded
from scorecard.disclosure.witnesses import without_witness


@dataclass(frozen=True)
class Linked:
    """Nodes to be rounded, the node of each series that was given, and the pairs that do not lie within each other.

    `unlinked` lists the (numerator, denominator) pairs left out, because the numerator is greater in some month or was
    released in a way that the link would contradict.
    """

    table: CountTable
    node_of: dict[str, str]
    unlinked: tuple[tuple[str, str], ...]

    def by_series(self, rounded: Rounded) -> dict[str, Whole]:
        """Give the protected cumulative counts of each series that was given."""
        by_node = rounded.by_series()
        return {key: by_node[node] for key, node in self.node_of.items()}


def link(
    table: CountTable,
    parents: Iterable[tuple[str, str]] = (),
    *,
    may_nest: Callable[[str, str], bool] = lambda inner, outer: True,
    merging: bool = True,
) -> Linked:
    """Tie together what is equal, numerators to denominators, and numerators that lie within one another.

    `parents` are pairs of a numerator and its denominator. What a numerator lacks becomes a series that is not shown.
    `may_nest` says of which numerators one can lie within the other at all, so that chance ties nothing together.
    Series that were made one by the caller need no `merging`.
    """
    merge = merge_equal if merging else leave_as_they_are
    nodes, node_of = merge(table)
    pairs = pairs_of_nodes(parents, node_of)
    fitting = list(pairs_within(nodes, pairs))
    kept = set(fitting)
    sums = breakdowns_of_remainders(nodes.identities, fitting) if merging else ()
    nodes, node_again = merge(add_remainders(nodes, fitting, sums))
    node_of = {key: node_again[node] for key, node in node_of.items()}
    fitting = pairs_of_nodes(fitting, node_again)
    found = [pair for pair in nested_numerators(nodes, fitting, may_nest) if pair not in set(fitting)]
    further = leave_room(nodes, found)
    sums = breakdowns_of_remainders(nodes.identities, further) if merging else ()
    nodes, node_again = merge(add_remainders(nodes, further, sums))
    return Linked(
        nodes,
        {key: node_again[node] for key, node in node_of.items()},
        tuple(pair for pair in pairs if pair not in kept),
    )


def leave_as_they_are(table: CountTable) -> tuple[CountTable, dict[str, str]]:
    """Take each series as a node of its own."""
    return table, {key: key for key in table.keys}


def pairs_of_nodes(pairs: Iterable[tuple[str, str]], node_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give the pairs of nodes, each once, that stand for pairs of series."""
    nodes = dict.fromkeys((node_of[inner], node_of[outer]) for inner, outer in pairs)
    return [(inner, outer) for inner, outer in nodes if inner != outer]


def pairs_within(table: CountTable, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Keep the pairs whose first series is at most the second in every month, in truth and as released."""
    index = {key: row for row, key in enumerate(table.keys)}
    for inner, outer in pairs:
        within = np.all(table.counts[index[inner]] <= table.counts[index[outer]])
        if within and released_within(table.frozen.get(inner, ()), table.frozen.get(outer, ())):
            yield inner, outer


def released_within(inner: Sequence[int], outer: Sequence[int]) -> bool:
    """Tell whether no released month of one series is greater than that of another."""
    months = min(len(inner), len(outer))
    rest = np.array(outer[:months], dtype=np.int64) - np.array(inner[:months], dtype=np.int64)
    return bool(np.all(np.diff(rest, prepend=0) >= 0))


def add_remainders(table: CountTable, pairs: Iterable[tuple[str, str]], sums: Iterable[Identity]) -> CountTable:
    """Add, for each pair of an inner and an outer series, what is in the outer only; it is not shown; add more sums."""
    index = {key: row for row, key in enumerate(table.keys)}
    remainders = {remainder_of(inner, outer): (inner, outer) for inner, outer in pairs}
    if not remainders:
        return table
    counts = [table.counts[index[outer]] - table.counts[index[inner]] for inner, outer in remainders.values()]
    return replace(
        table,
        keys=(*table.keys, *remainders),
        counts=np.concatenate([table.counts, np.array(counts, dtype=np.int64)]),
        published=np.concatenate([table.published, np.zeros(len(remainders), dtype=np.bool_)]),
        identities=(
            *table.identities,
            *(Identity(outer, (inner, remainder)) for remainder, (inner, outer) in remainders.items()),
            *sums,
        ),
        frozen={**table.frozen, **released_remainders(table.frozen, remainders)},
    )


def released_remainders(
    frozen: Mapping[str, Sequence[int]], remainders: Mapping[str, tuple[str, str]]
) -> dict[str, list[int]]:
    """Give what earlier releases say of each remainder, so that it is not made one with what they contradict."""
    return {
        remainder: [whole - part for part, whole in zip(frozen[inner], frozen[outer], strict=False)]
        for remainder, (inner, outer) in remainders.items()
        if inner in frozen and outer in frozen
    }


def remainder_of(inner: str, outer: str) -> str:
    """Give the key of what is in the outer series only."""
    return f"{outer} less {inner}"


def breakdowns_of_remainders(identities: Sequence[Identity], pairs: Sequence[tuple[str, str]]) -> Iterator[Identity]:
    """Say that what a series lacks is the sum of what its parts lack, so that equal breakdowns can be recognised."""
    breakdowns: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    outer_of: dict[str, set[str]] = defaultdict(set)
    for identity in identities:
        breakdowns[identity.total].append(identity.parts)
    for inner, outer in pairs:
        outer_of[inner].add(outer)
    for inner, outer in pairs:
        for own in breakdowns.get(inner, ()):
            for others in breakdowns.get(outer, ()):
                found = {part: outer_of.get(part, set()).intersection(others) for part in own}
                whole = {next(iter(one)): part for part, one in found.items() if len(one) == 1}
                if len(whole) == len(own):
                    parts = (remainder_of(whole[other], other) if other in whole else other for other in others)
                    yield Identity(remainder_of(inner, outer), tuple(parts))


def leave_room(table: CountTable, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep the pairs of nested numerators that together leave a place for one more person in every series.

    Each may be possible alone and all together not: where no part lies in all, and none lies in some, some lies in all.
    """
    kept = list(pairs)
    while kept:
        linked = add_remainders(table, kept, ())
        stuck = without_witness(moves_of(linked), linked.published)
        numbers = components(identity_matrix(linked.keys, linked.identities))
        component = dict(zip(linked.keys, numbers.tolist(), strict=True))
        keys = {key for key, is_stuck in zip(linked.keys, stuck.tolist(), strict=True) if is_stuck}
        concerned = {component[key] for key in keys}
        dropped = {pair for pair in kept if pair[0] in keys} or {
            pair for pair in kept if component[pair[0]] in concerned
        }
        if not dropped:
            break
        kept = [pair for pair in kept if pair not in dropped]
    return kept


def nested_numerators(
    table: CountTable, pairs: Iterable[tuple[str, str]], may_nest: Callable[[str, str], bool]
) -> Iterator[tuple[str, str]]:
    """Find the numerators of one denominator that lie within one another in every month, next ones only.

    Those that no person could count in together, such as two answers to one question, are not linked.
    """
    index = {key: row for row, key in enumerate(table.keys)}
    moves = moves_of(table)
    of_denominator: dict[str, list[str]] = defaultdict(list)
    for numerator, denominator in pairs:
        if table.counts[index[numerator]].any():
            of_denominator[denominator].append(numerator)
    for numerators in of_denominator.values():
        rows = [index[key] for key in numerators]
        counts = table.counts[rows]
        within = np.array([np.all(counts[row] <= counts, axis=1) for row in range(len(rows))], dtype=np.bool_)
        within &= ~within.T
        for inner, outer in np.argwhere(within).tolist():
            within[inner, outer] = (
                may_nest(numerators[inner], numerators[outer])
                and released_within(table.frozen.get(numerators[inner], ()), table.frozen.get(numerators[outer], ()))
                and moves.may_hold([rows[inner], rows[outer]])
            )
        between = within @ within
        for inner, outer in np.argwhere(within & ~between).tolist():
            if moves.find([rows[inner], rows[outer]]) is not None:
                yield numerators[inner], numerators[outer]
