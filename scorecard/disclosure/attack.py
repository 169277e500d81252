"""The attacker: what can be worked out of true counts from what is published, by integer programming.

It knows that counts are whole and at least 0, how series add up, and how far a published figure may be from the truth.
It shares nothing with the rounding but the notion of an identity, so that neither can hide a fault of the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scorecard.disclosure.model import SLACK, DisclosureError, Identity

Cell = tuple[str, int]


@dataclass(frozen=True)
class Fact:
    """The weighted sum of some counts lies from `low` to `high`; a cell is a series and the number of its month."""

    terms: Mapping[Cell, float]
    low: float
    high: float


@dataclass(frozen=True)
class Interval:
    """The least and the greatest value that the truth may have; `high` is None if nothing bounds it."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether one value only is left."""
        return self.low == self.high

    def covers(self, low: int, high: int) -> bool:
        """Tell whether no value from `low` to `high` is ruled out."""
        return self.low <= low and (self.high is None or self.high >= high)


class Attacker:
    """Someone who knows the series, the identities and the facts, and looks for true counts."""

    def __init__(self, keys: Sequence[str], months: int, identities: Iterable[Identity], facts: Iterable[Fact]) -> None:
        self._months = months
        self._index = {key: row for row, key in enumerate(keys)}
        rows: list[tuple[Mapping[Cell, float], float, float]] = [(fact.terms, fact.low, fact.high) for fact in facts]
        for identity in identities:
            for month in range(months):
                terms: dict[Cell, float] = {(identity.total, month): -1}
                for part in identity.parts:
                    terms[part, month] = terms.get((part, month), 0) + 1
                rows.append((terms, 0, 0))
        entries = [
            (row, self._column(cell), value) for row, (terms, _, _) in enumerate(rows) for cell, value in terms.items()
        ]
        shape = (len(rows), len(self._index) * months)
        row_numbers, columns, values = zip(*entries, strict=True) if entries else ((), (), ())
        matrix = csr_array((np.array(values, dtype=np.float64), (row_numbers, columns)), shape=shape)
        self._constraints = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])

    def interval(self, target: Mapping[Cell, int], *, seconds: float = np.inf) -> Interval:
        """Give the least and greatest value of a sum of counts.

        Raises DisclosureError if no true counts fit the facts, or if the time does not do to settle it.
        """
        cost = np.zeros(len(self._index) * self._months)
        for cell, weight in target.items():
            cost[self._column(cell)] += weight
        low = self._least(cost, seconds)
        if low is None:
            raise DisclosureError(f"Nothing bounds {dict(target)} from below; give positive weights.")
        high = self._least(-cost, seconds)
        return Interval(low, None if high is None else -high)

    def _column(self, cell: Cell) -> int:
        series, month = cell
        return self._index[series] * self._months + month

    def _least(self, cost: np.ndarray[tuple[int], np.dtype[np.float64]], seconds: float) -> int | None:
        solved = milp(
            cost,
            integrality=np.ones(len(cost), dtype=np.int64),
            bounds=Bounds(0, np.inf),
            constraints=self._constraints,
            options={"time_limit": seconds, "mip_rel_gap": 0.0},
        )
        if solved.status == 0:
            return round(float(solved.fun))
        if solved.status == 3 or (solved.status == 4 and self._fits(seconds)):
            return None
        if solved.status == 1:
            raise DisclosureError(f"The attack was not finished in {seconds:g} seconds. Give it longer.")
        raise DisclosureError("No true counts fit what is published, so the release contradicts itself.")

    def _fits(self, seconds: float) -> bool:
        """Tell whether any counts fit, since the solver may leave open whether there are none or no bound."""
        nothing = np.zeros(len(self._index) * self._months)
        solved = milp(
            nothing,
            integrality=np.ones(len(nothing), dtype=np.int64),
            bounds=Bounds(0, np.inf),
            constraints=self._constraints,
            options={"time_limit": seconds},
        )
        return solved.status == 0


def facts_of_cumulative(published: Mapping[str, Sequence[int]], *, slack: int = SLACK) -> list[Fact]:
    """Give the facts of protected cumulative counts: each is within the slack of the true cumulative count."""
    return [
        fact_of_window(key, 0, month, value, slack=slack)
        for key, released in published.items()
        for month, value in enumerate(released)
    ]


def fact_of_window(series: str, first: int, last: int, value: float, *, slack: float = 0) -> Fact:
    """Give the fact that a series, summed from the first to the last month, is within the slack of a value."""
    return Fact({(series, month): 1 for month in range(first, last + 1)}, value - slack, value + slack)
