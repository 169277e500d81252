"""Cumulative controlled rounding to 5: months, parts and totals that add up, each cumulative next to the truth."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from scorecard.disclosure.keyed import KeyedThresholds
from scorecard.disclosure.model import (
    STEP,
    CountTable,
    DisclosureError,
    Flags,
    Real,
    Whole,
    complete,
    components,
    describe,
    frozen_values,
    identity_matrix,
    names,
)
from scorecard.disclosure.programs import (
    MonthProgram,
    is_whole,
    solve_among_neighbours,
    solve_relaxed,
    solve_widened,
)

DEARER_BY_LEVEL = 30
LEVELS = 3
PRICE_IF_NOT_SHOWN = 0.1
STANDING_STILL = 2.0


@dataclass(frozen=True)
class WidenedCell:
    """A cumulative released further from the truth than its two neighbouring multiples, by `beyond` (signed)."""

    series: str
    month: int
    released: int
    beyond: int


@dataclass(frozen=True)
class Rounded:
    """Protected cumulative counts (series by months, multiples of 5), and where they had to be widened."""

    keys: tuple[str, ...]
    cumulative: Whole
    widened: tuple[WidenedCell, ...]

    def by_series(self) -> dict[str, Whole]:
        """Give the cumulative counts of each series."""
        return dict(zip(self.keys, self.cumulative, strict=True))


def round_cumulatives(table: CountTable, *, secret: bytes, key_version: str) -> Rounded:
    """Choose the protected cumulative counts of every month that is not yet released, one month after another.

    Raises DisclosureError where what has been released contradicts the identities, so that no table can continue it.
    """
    thresholds = KeyedThresholds(secret, key_version)
    matrix = identity_matrix(table.keys, table.identities)
    values, known = complete(matrix, *frozen_values(table.keys, table.frozen, table.months))
    check_released(table, matrix, values, known)
    truth = table.counts.cumsum(axis=1)
    component = components(matrix)
    dear = price_by_level(table, matrix)
    for month in range(table.months):
        if known[:, month].all():
            continue
        before = values[:, month - 1] if month else np.zeros(len(values), dtype=np.int64)
        program = month_program(table, matrix, thresholds, dear, truth, month, before, values, known)
        values[:, month] = STEP * solve_month(table, program, component, month)
    return Rounded(table.keys, values, tuple(widened_cells(table, truth, values, known)))


def check_released(table: CountTable, matrix: csr_array, values: Whole, known: Flags) -> None:
    """Raise DisclosureError unless the released values are multiples of 5, never fall, and satisfy the identities."""
    fine = (values >= 0) & (values % STEP == 0)
    fine[:, 1:] &= (np.diff(values, axis=1) >= 0) | ~(known[:, 1:] & known[:, :-1])
    wrong = np.argwhere(known & ~fine).tolist()
    if len(wrong):
        row, month = wrong[0]
        raise DisclosureError(
            f"The released value of “{table.keys[row]}” in month {month} is {values[row, month]}, "
            f"not a multiple of {STEP} that is at least the month before; {len(wrong) - 1} others are at fault. "
            "Give the values as released, or leave out the sum that leads to this one."
        )
    settled = abs(matrix) @ (~known).astype(np.int64) == 0
    broken = np.argwhere(settled & (matrix @ values != 0)).tolist()
    if len(broken):
        row, month = broken[0]
        raise DisclosureError(
            f"The released values break the sum {describe(table.identities[row])} in month {month}. "
            "Leave out the sum, or start a new version of the history."
        )


def price_by_level(table: CountTable, matrix: csr_array) -> Real:
    """Give the price of widening each series: the more levels stand beneath it the dearer, and cheap if not shown."""
    level = np.zeros(len(table.keys), dtype=np.int64)
    coordinates = matrix.tocoo()
    is_part = coordinates.data > 0
    total_of_row = np.zeros(matrix.shape[0], dtype=np.int64)
    total_of_row[coordinates.row[~is_part]] = coordinates.col[~is_part]
    parts, totals = coordinates.col[is_part], total_of_row[coordinates.row[is_part]]
    for _ in range(LEVELS):
        np.maximum.at(level, totals, np.minimum(level[parts] + 1, LEVELS))
    return np.where(table.published, float(DEARER_BY_LEVEL) ** level, PRICE_IF_NOT_SHOWN)


def month_program(
    table: CountTable,
    matrix: csr_array,
    thresholds: KeyedThresholds,
    dear: Real,
    truth: Whole,
    month: int,
    before: Whole,
    values: Whole,
    known: Flags,
) -> MonthProgram:
    """State the program of one month, in units of 5."""
    now, settled = truth[:, month], known[:, month]
    lower = now // STEP
    upper = -(-now // STEP)
    least = before // STEP
    low = np.maximum(lower, least).astype(np.float64)
    high = np.maximum(upper, least).astype(np.float64)
    ceiling = np.full(len(now), np.inf)
    cost = np.zeros(len(now))
    for row in np.flatnonzero(table.published & (low < high) & ~settled):
        share = (now[row] % STEP) / STEP
        cost[row] = thresholds.of(table.keys[row], int(lower[row] * STEP)) - share
        if month and now[row] == truth[row, month - 1] and least[row] == lower[row]:
            cost[row] += STANDING_STILL
    fixed = values[settled, month] // STEP
    low[settled], high[settled], ceiling[settled] = fixed, fixed, fixed
    floor = np.where(settled, low, least)
    return MonthProgram(matrix, cost, low, high, floor, ceiling, dear)


def solve_month(table: CountTable, program: MonthProgram, component: NDArray[np.int32], month: int) -> Whole:
    """Solve all components together as a linear program, and one by one those where that does not do."""
    relaxed = solve_relaxed(program)
    if relaxed is not None and is_whole(relaxed):
        return np.rint(relaxed).astype(np.int64)
    answer = np.zeros(len(table.keys), dtype=np.int64)
    order = np.argsort(component, kind="stable")
    for series in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
        if relaxed is not None and is_whole(relaxed[series]):
            answer[series] = np.rint(relaxed[series]).astype(np.int64)
            continue
        part = program.part(series)
        chosen = solve_among_neighbours(part)
        if chosen is None:
            chosen = solve_widened(part)
        if chosen is None:
            raise DisclosureError(
                f"No protected figures of month {month} can continue what has been released of "
                f"{names(table.keys[row] for row in series)}. Leave out a sum that was not kept then, "
                "or start a new version of the history."
            )
        answer[series] = chosen
    return answer


def widened_cells(table: CountTable, truth: Whole, values: Whole, known: Flags) -> Iterator[WidenedCell]:
    """List the newly released cumulative counts of published series that are not next to the truth."""
    over = np.maximum(values - -(-truth // STEP) * STEP, 0)
    under = np.minimum(values - truth // STEP * STEP, 0)
    beyond = np.where(known | ~table.published[:, None], 0, over + under)
    for row, month in np.argwhere(beyond).tolist():
        yield WidenedCell(table.keys[row], month, int(values[row, month]), int(beyond[row, month]))
