"""Shifts between series that show that a published month can have been lower, found by linear programs."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scorecard.disclosure.model import SLACK, Flags, Real, Whole, components

TOLERANCE = 1e-6


def cannot_be_lower(matrix: csr_array, monthly: Whole, shown: Flags) -> Flags:
    """Tell in which months (series by months) a shown series that is not 0 cannot be 4 lower than it says.

    A shift lowers some series by 4 and raises others by 4, so that all identities hold; what is lowered must have
    enough in that month. One program lowers as many series as it can at once, and few programs do for a month.
    """
    component = components(matrix)
    return np.column_stack(
        [left_over(matrix, component, monthly[:, month], shown) for month in range(monthly.shape[1])]
    ).astype(np.bool_)


def left_over(matrix: csr_array, component: NDArray[np.int32], amounts: Whole, shown: Flags) -> Flags:
    """Tell which shown series of one month no shift lowers."""
    least = -(amounts // SLACK).astype(np.float64)
    least[shown] = np.maximum(least[shown], -1.0)
    most = np.where(shown, 1.0, np.inf)
    left = shown & (least < 0)
    while left.any():
        shift = best_shift(matrix, np.where(left, 1.0, 0.0), least, most, whole=False)
        lowered = left & whole_components(shift, component) & (shift < -1 + TOLERANCE)
        if not lowered.any():
            break
        left &= ~lowered
    for series in np.flatnonzero(left).tolist():
        if left[series]:
            only = np.flatnonzero(component == component[series])
            place = csr_array(matrix.tocsc()[:, only])
            wish = np.where(only == series, float(len(only) + 1), np.where(left[only], 1.0, 0.0))
            shift = best_shift(place, wish, least[only], most[only], whole=True)
            if shift[only == series][0] < -1 + TOLERANCE:
                left[only[left[only] & (shift < -1 + TOLERANCE)]] = False
    return left


def best_shift(matrix: csr_array, wish: Real, least: Real, most: Real, *, whole: bool) -> Real:
    """Find the shift that lowers most of what is wished; no shift at all is always one."""
    solved = milp(
        wish,
        integrality=np.ones(len(wish), dtype=np.int64) if whole else None,
        bounds=Bounds(least, most),
        constraints=LinearConstraint(matrix, 0, 0),
    )
    return np.zeros(len(wish)) if solved.x is None else solved.x


def whole_components(values: Real, component: NDArray[np.int32]) -> Flags:
    """Tell for each series whether all values of its component are whole numbers."""
    broken = np.unique(component[np.abs(values - np.rint(values)) > TOLERANCE])
    return ~np.isin(component, broken)
