"""Integer programs of controlled rounding, in units of 5, for the series of one month."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from scorecard.disclosure.model import Real, Whole

TOLERANCE = 1e-6


@dataclass(frozen=True)
class MonthProgram:
    """Choose a whole number for each series so that every identity holds and the cost is least.

    Between `low` and `high` a number is a neighbour of the truth; `floor` is the least that may be chosen at all (what
    has been released before), and `ceiling` the greatest. `dear` is the price of each step outside the neighbours.
    """

    matrix: csr_array
    cost: Real
    low: Real
    high: Real
    floor: Real
    ceiling: Real
    dear: Real

    def part(self, series: NDArray[np.intp]) -> "MonthProgram":
        """Keep only some series, which must be whole components, and the identities they stand in."""
        columns = csr_array(self.matrix.tocsc()[:, series])
        rows = np.flatnonzero(np.diff(columns.indptr))
        numbers = (getattr(self, name)[series] for name in ("cost", "low", "high", "floor", "ceiling", "dear"))
        return MonthProgram(csr_array(columns[rows]), *numbers)


def solve_relaxed(program: MonthProgram) -> Real | None:
    """Solve as a linear program among the neighbours, over the series that have a choice; None if there is no way."""
    fixed = program.low == program.high
    answer = np.where(program.cost < 0, program.high, program.low)
    wanted = -(program.matrix @ np.where(fixed, program.low, 0.0))
    in_sums = np.diff(program.matrix.tocsc().indptr) > 0
    free = np.flatnonzero(~fixed & in_sums)
    columns = csr_array(program.matrix.tocsc()[:, free])
    used = np.diff(columns.indptr) > 0
    if np.any(np.abs(wanted[~used]) > TOLERANCE):
        return None
    if len(free):
        solved = milp(
            program.cost[free],
            bounds=Bounds(program.low[free], program.high[free]),
            constraints=LinearConstraint(columns[np.flatnonzero(used)], wanted[used], wanted[used]),
        )
        if solved.x is None:
            return None
        answer[free] = solved.x
    return answer


def is_whole(values: Real) -> bool:
    """Tell whether all values are whole numbers, but for rounding error of the solver."""
    return bool(np.all(np.abs(values - np.rint(values)) <= TOLERANCE))


def solve_among_neighbours(program: MonthProgram) -> Whole | None:
    """Solve as an integer program among the neighbours; None if there is no way."""
    relaxed = solve_relaxed(program)
    if relaxed is None:
        return None
    if is_whole(relaxed):
        return np.rint(relaxed).astype(np.int64)
    solved = milp(
        program.cost,
        integrality=np.ones(len(program.cost), dtype=np.int64),
        bounds=Bounds(program.low, program.high),
        constraints=LinearConstraint(program.matrix, 0, 0),
    )
    return None if solved.x is None else np.rint(solved.x).astype(np.int64)


def solve_widened(program: MonthProgram) -> Whole | None:
    """Solve with the cheapest steps outside the neighbours, and among those the least cost; None if there is no way.

    A second step outside is three times as dear as a first, so that the deviation is spread rather than deep. Where the
    linear program leaves fractions, whole numbers are sought next to its answer first, since that takes far less time.
    """
    size, sums = len(program.cost), program.matrix.shape[0]
    identity, nothing = eye_array(size, format="csr"), csr_array((size, size))
    rows = vstack(
        [
            hstack([program.matrix, csr_array((sums, 4 * size))]),
            hstack([identity, -identity, -identity, nothing, nothing]),
            hstack([identity, nothing, nothing, identity, identity]),
        ],
        format="csr",
    )
    unlimited, ones, zeros = np.full(size, np.inf), np.ones(size), np.zeros(sums)
    constraints = LinearConstraint(
        rows, np.concatenate([zeros, -unlimited, program.low]), np.concatenate([zeros, program.high, unlimited])
    )
    price = program.dear * (1 + 2 * np.abs(program.cost).sum()) / program.dear.min()
    cost = np.concatenate([program.cost, price, 3 * price, price, 3 * price])
    whole = np.concatenate([np.ones(size, dtype=np.int64), np.zeros(4 * size, dtype=np.int64)])
    outside = np.concatenate([ones, unlimited, ones, unlimited])

    def solve(least: Real, most: Real, integrality: NDArray[np.int64] | None) -> Real | None:
        bounds = Bounds(np.concatenate([least, np.zeros(4 * size)]), np.concatenate([most, outside]))
        return milp(cost, integrality=integrality, bounds=bounds, constraints=constraints).x

    solved = solve(program.floor, program.ceiling, None)
    if solved is not None and not is_whole(solved[:size]):
        below, above = np.floor(solved[:size] + TOLERANCE), np.ceil(solved[:size] - TOLERANCE)
        solved = None
        for steps in (0, 1, np.inf):
            if solved is None:
                least, most = np.maximum(below - steps, program.floor), np.minimum(above + steps, program.ceiling)
                solved = solve(least, most, whole)
    return None if solved is None else np.rint(solved[:size]).astype(np.int64)
