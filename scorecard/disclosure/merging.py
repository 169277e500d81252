"""Series that are the same in every month, made one, so that two of them cannot be rounded in different directions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from scorecard.disclosure.model import CountTable, Flags, Identity, Real, Whole, components, identity_matrix
from scorecard.disclosure.moves import moves_of
from scorecard.disclosure.witnesses import without_witness

BITS_WANTED = 16.0


def merge_equal(table: CountTable) -> tuple[CountTable, dict[str, str]]:
    """Make one node of series with the same counts in every month, and give the node of each series.

    Apart stay series that are 0 throughout, a total and its part, series that no person could both be in, series that
    were released with different values, and series so sparse that being equal may be mere chance, unless they are
    totals of their own or the parts of totals that are one node. What only happens to be equal must not take away a
    choice that an attacker has to reckon with, so merging is undone, the fewest counts first, where a node could no
    longer move.
    """
    clusters = EqualSeries(table).clusters()
    while True:
        node_of = {key: key for key in table.keys}
        for cluster in clusters:
            node_of.update((table.keys[row], table.keys[cluster[0]]) for row in cluster)
        merged = contract(table, node_of)
        stuck = without_witness(moves_of(merged), merged.published) if clusters else np.zeros(0, dtype=np.bool_)
        if not stuck.any():
            return merged, node_of
        clusters = drop_smallest(table, merged, node_of, clusters, stuck)


def drop_smallest(
    table: CountTable, merged: CountTable, node_of: Mapping[str, str], clusters: list[list[int]], stuck: Flags
) -> list[list[int]]:
    """Leave out the smaller half of the clusters that are tied to a node which cannot move."""
    component = dict(zip(merged.keys, components(identity_matrix(merged.keys, merged.identities)), strict=True))
    concerned = {component[merged.keys[row]] for row in np.flatnonzero(stuck)}
    ordered = sorted(clusters, key=lambda cluster: int(table.counts[cluster[0]].sum()), reverse=True)
    tied = [cluster for cluster in ordered if component[node_of[table.keys[cluster[0]]]] in concerned] or ordered
    dropped = {cluster[0] for cluster in tied[len(tied) // 2 :]}
    return [cluster for cluster in ordered if cluster[0] not in dropped]


def bits_of_evidence(counts: Whole) -> Real:
    """Tell how unlikely it is, as bits, that another series has the same counts by chance (Poisson, roughly)."""
    bits: Real = np.log2(1 + 2 * np.sqrt(np.pi * counts)).sum(axis=1)
    return bits


class EqualSeries:
    """Finds the series of a table that can be one node."""

    def __init__(self, table: CountTable) -> None:
        self._table = table
        self._index = {key: row for row, key in enumerate(table.keys)}
        self._moves = moves_of(table)
        self._above = TotalsAbove(table.keys, table.identities)
        self._released = [tuple(table.frozen.get(key, ())) for key in table.keys]
        self._cluster: dict[int, list[int]] = {}
        self._breakdowns: dict[int, list[tuple[int, ...]]] = defaultdict(list)
        counted: Flags = table.counts.sum(axis=1) > 0
        for identity in table.identities:
            parts = (self._index[part] for part in identity.parts)
            self._breakdowns[self._index[identity.total]].append(tuple(part for part in parts if counted[part]))

    def clusters(self) -> list[list[int]]:
        """Give sets of two series at least; the first of a set gives it its name."""
        table = self._table
        inner = {part for identity in table.identities for part in identity.parts}
        alone = np.array([key not in inner for key in table.keys], dtype=np.bool_) & table.published
        telling = (bits_of_evidence(table.counts) >= BITS_WANTED) | alone
        alike: dict[bytes, list[int]] = defaultdict(list)
        for row in np.flatnonzero(telling & table.counts.any(axis=1)).tolist():
            alike[table.counts[row].tobytes()].append(row)
        for rows in alike.values():
            if len(rows) > 1:
                self._group(sorted(rows, key=self._rank))
        seen = {id(cluster): cluster for cluster in self._cluster.values() if len(cluster) > 1}
        return list(seen.values())

    def _rank(self, row: int) -> tuple[bool, int, str]:
        return (not self._table.published[row], -len(self._released[row]), self._table.keys[row])

    def _group(self, rows: list[int]) -> None:
        """Put series with equal counts together as far as they can be, and then what they are made of."""
        firsts: list[int] = []
        for row in rows:
            if not any(self._join(first, row) for first in firsts):
                firsts.append(row)

    def _join(self, one: int, other: int) -> bool:
        """Make two series, with all that is one with them already, one node; False if they cannot be."""
        mine, theirs = self._cluster.setdefault(one, [one]), self._cluster.setdefault(other, [other])
        if mine is theirs:
            return True
        both = [*mine, *theirs]
        fits = (
            all(agree(self._released[a], self._released[b]) for a in mine for b in theirs)
            and not any(a in self._above(b) or b in self._above(a) for a in mine for b in theirs)
            and self._moves.find(both) is not None
        )
        if fits:
            both.sort(key=self._rank)
            self._cluster.update((row, both) for row in both)
            self._join_parts(mine, theirs)
        return fits

    def _join_parts(self, mine: Sequence[int], theirs: Sequence[int]) -> None:
        """Join the parts of totals that are one node, where two breakdowns are the same throughout."""
        for own in [parts for row in mine for parts in self._breakdowns[row]]:
            for foreign in [parts for row in theirs for parts in self._breakdowns[row]]:
                ours = sorted(own, key=self._by_counts)
                others = sorted(foreign, key=self._by_counts)
                if [self._by_counts(row)[0] for row in ours] == [self._by_counts(row)[0] for row in others]:
                    for one, other in zip(ours, others, strict=True):
                        self._join(one, other)

    def _by_counts(self, row: int) -> tuple[bytes, str]:
        return (self._table.counts[row].tobytes(), self._table.keys[row])


class TotalsAbove:
    """Looks up which series hold a series as a part, or as a part of a part."""

    def __init__(self, keys: Sequence[str], identities: Iterable[Identity]) -> None:
        index = {key: row for row, key in enumerate(keys)}
        self._directly: dict[int, list[int]] = defaultdict(list)
        for identity in identities:
            for part in identity.parts:
                self._directly[index[part]].append(index[identity.total])
        self._known: dict[int, frozenset[int]] = {}

    def __call__(self, row: int) -> frozenset[int]:
        """Give the numbers of all series above one."""
        if row not in self._known:
            seen: set[int] = set()
            waiting = [row]
            while waiting:
                for total in self._directly.get(waiting.pop(), ()):
                    if total not in seen:
                        seen.add(total)
                        waiting.append(total)
            self._known[row] = frozenset(seen)
        return self._known[row]


def agree(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two released series are the same in the months that both have."""
    return all(a == b for a, b in zip(one, other, strict=False))


def contract(table: CountTable, node_of: Mapping[str, str]) -> CountTable:
    """Put each node in the place of its series; a node is published if one of its series is."""
    members: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(table.keys):
        members[node_of[key]].append(row)
    first = [rows[0] for rows in members.values()]
    identities = (
        Identity(node_of[identity.total], tuple(sorted(node_of[part] for part in identity.parts)))
        for identity in table.identities
    )
    frozen = {
        node: max((table.frozen.get(table.keys[row], ()) for row in rows), key=len) for node, rows in members.items()
    }
    return replace(
        table,
        keys=tuple(members),
        counts=table.counts[first],
        published=np.array([table.published[rows].any() for rows in members.values()], dtype=np.bool_),
        identities=tuple(dict.fromkeys(identities)),
        frozen={node: released for node, released in frozen.items() if len(released)},
    )
