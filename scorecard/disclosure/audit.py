"""The proof, for a release as it is to be shipped, that no published month tells more than it may.

The published table itself is a possible truth. From it four people are added, or moved out of a series, in every series
they count in: all cumulative counts stay within the slack, so the attacker cannot rule the outcome out. Where no such
change can be found, the attacker is let loose on the cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

from scorecard.disclosure.attack import Attacker, Interval, facts_of_cumulative
from scorecard.disclosure.lowering import cannot_be_lower
from scorecard.disclosure.model import (
    SLACK,
    STEP,
    DisclosureError,
    Flags,
    Identity,
    Whole,
    complete,
    components,
    describe,
    frozen_values,
    identity_matrix,
)
from scorecard.disclosure.moves import Moves
from scorecard.disclosure.witnesses import without_witness

SECONDS_FOR_A_CELL = 10.0
MOST_CELLS_ATTACKED = 200


@dataclass(frozen=True)
class Finding:
    """A published month that tells too much, or that cannot be right; `interval` is what an attacker is left with."""

    series: str
    month: int
    reason: str
    interval: Interval | None = None

    @property
    def exact(self) -> bool:
        """Whether the true count can be worked out."""
        return self.interval is not None and self.interval.exact


Released = Mapping[str, Sequence[int]] | Mapping[str, Whole]


def audit_release(
    published: Released, identities: Sequence[Identity], *, earlier: Released | None = None
) -> list[Finding]:
    """List every published month from which more can be told than that it is within 4 of what is shown.

    `published` holds the cumulative counts of each series shown, from the first month on. Series that only the
    identities name are not shown. `earlier` holds what was released before, of which nothing may have changed.
    """
    lengths = {len(released) for released in published.values()}
    if len(lengths) > 1:
        raise DisclosureError(f"All series of a release need the same months; there are lengths {sorted(lengths)}.")
    months = lengths.pop() if lengths else 0
    shown = list(published)
    named = (key for identity in identities for key in (identity.total, *identity.parts))
    keys = (*shown, *(key for key in dict.fromkeys(named) if key not in published))
    audit = Audit(keys, len(shown), identities, *frozen_values(keys, published, months))
    findings = [*changes(published, earlier or {}), *audit.impossible()]
    return [*findings, *audit.narrowed({(finding.series, finding.month) for finding in findings})]


def changes(published: Released, earlier: Released) -> Iterator[Finding]:
    """Find what was released before and is now different or gone."""
    for key, released in earlier.items():
        now = published.get(key, ())
        for month, value in enumerate(released):
            if month >= len(now):
                yield Finding(key, month, f"was released as {value} and is now missing")
            elif now[month] != value:
                yield Finding(key, month, f"was released as {value} and is now {now[month]}")


class Audit:
    """A release with all that follows from it; the first `shown` of the series are published."""

    def __init__(
        self, keys: Sequence[str], shown: int, identities: Sequence[Identity], values: Whole, known: Flags
    ) -> None:
        self.keys = keys
        self.shown = shown
        self.identities = identities
        self.matrix = identity_matrix(keys, identities)
        self.released = values[:shown]
        values, known = complete(self.matrix, values, known)
        self.monthly = np.diff(values, axis=1, prepend=0)
        self.known: Flags = np.logical_and.reduce(known, axis=1)
        self.monthly[~self.known] = 0
        self.component = components(self.matrix)

    def impossible(self) -> list[Finding]:
        """List the months that show that the published table is not itself a possible truth."""
        found = []
        for row, month in np.argwhere((self.monthly < 0) | (self.monthly % STEP != 0)).tolist():
            place = self.keys[row]
            amount = self.monthly[row, month]
            if row < self.shown:
                found.append(Finding(place, month, f"is {amount}, which is not 0, 5, 10 and so on"))
            else:
                found.append(Finding(place, month, f"is not shown, and must be {amount} for the sums to hold"))
        unknown = (~self.known[:, None]).astype(np.int64)
        broken = np.where(abs(self.matrix) @ unknown == 0, self.matrix @ self.monthly, 0)
        for row, month in np.argwhere(broken).tolist():
            identity = self.identities[row]
            found.append(Finding(identity.total, month, f"is not the sum of its parts: {describe(identity)}"))
        return [*found, *self._fill_unknown()] if not self.known.all() else found

    def _fill_unknown(self) -> Iterator[Finding]:
        """Choose a possible month for series that are not shown and that no identity gives."""
        unknown = np.flatnonzero(~self.known)
        columns = csr_array(self.matrix.tocsc()[:, unknown])
        used = np.flatnonzero(np.diff(columns.indptr))
        for month in range(self.monthly.shape[1]):
            wanted = -(self.matrix @ self.monthly[:, month])[used]
            solved = milp(
                np.zeros(len(unknown)),
                integrality=np.ones(len(unknown), dtype=np.int64),
                constraints=LinearConstraint(columns[used], wanted / STEP, wanted / STEP),
            )
            if solved.x is None:
                yield Finding(self.keys[unknown[0]], month, "is not shown, and no whole counts make the sums hold")
            else:
                self.monthly[unknown, month] = STEP * np.rint(solved.x).astype(np.int64)

    def narrowed(self, suspect: set[tuple[str, int]]) -> Iterator[Finding]:
        """Find the published months of which the attacker can rule out a value that should be possible."""
        if not self.released.size:
            return
        unraised, unlowered = self._without_witness()
        broken = {self.component[self.keys.index(key)] for key, _ in suspect if key in self.keys}
        doubtful = {(int(row), int(month)) for row, month in np.argwhere(unlowered)}
        doubtful |= {(int(row), month) for row in np.flatnonzero(unraised) for month in range(self.monthly.shape[1])}
        touched = {
            (self.keys.index(key), month)
            for identity in self.identities
            for key in (identity.total, *identity.parts)
            for other, month in suspect
            if other in (identity.total, *identity.parts) and month < self.monthly.shape[1]
        }
        doubtful |= {cell for cell in touched if cell[0] < self.shown and self.component[cell[0]] in broken}
        attackers: dict[int, Attacker] = {}
        for number, (row, month) in enumerate(sorted(doubtful)):
            if number == MOST_CELLS_ATTACKED:
                yield Finding(self.keys[row], month, f"and {len(doubtful) - number} more could not be shown to be safe")
                return
            finding = self._attack(row, month, attackers)
            if finding is not None:
                yield finding

    def _attack(self, row: int, month: int, attackers: dict[int, Attacker]) -> Finding | None:
        """Let the attacker work on one cell."""
        component = int(self.component[row])
        if component not in attackers:
            attackers[component] = self._attacker(component)
        shown = int(self.monthly[row, month])
        key = self.keys[row]
        try:
            interval = attackers[component].interval({(key, month): 1}, seconds=SECONDS_FOR_A_CELL)
        except DisclosureError as fault:
            return Finding(key, month, f"could not be shown to be safe. {fault}")
        if interval.covers(max(0, shown - SLACK), shown + SLACK):
            return None
        upper = "more" if interval.high is None else interval.high
        return Finding(key, month, f"shows {shown}, from which {interval.low} to {upper} can be told", interval)

    def _attacker(self, component: int) -> Attacker:
        """Give an attacker who knows one component."""
        rows = np.flatnonzero(self.component == component).tolist()
        keys = {self.keys[row] for row in rows}
        facts = facts_of_cumulative({self.keys[row]: self.released[row].tolist() for row in rows if row < self.shown})
        identities = [identity for identity in self.identities if identity.total in keys]
        return Attacker([self.keys[row] for row in rows], self.monthly.shape[1], identities, facts)

    def _without_witness(self) -> tuple[Flags, Flags]:
        """Tell which series can have no person added, and which months (series by months) cannot be lower."""
        shown = np.arange(len(self.keys)) < self.shown
        unraised = without_witness(Moves(self.keys, self.identities), shown)
        return unraised, cannot_be_lower(self.matrix, self.monthly, shown)
