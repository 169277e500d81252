"""Series of monthly counts, and the identities that hold between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from scorecard.errors import ScorecardError

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Real = NDArray[np.float64]

STEP = 5
SLACK = STEP - 1


class DisclosureError(ScorecardError):
    """Counts cannot be protected as they stand, or a protected release does not hold what it promises."""


@dataclass(frozen=True)
class Identity:
    """In every month the total is the sum of its parts."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class CountTable:
    """True counts (series by months), which of the series are shown, and what holds between them.

    `frozen` holds the protected cumulative counts already released, from the first month on; it may be shorter for some
    series and lack others. Raises DisclosureError where the counts are not whole, are negative, or break an identity.
    """

    keys: tuple[str, ...]
    counts: Whole
    published: Flags
    identities: tuple[Identity, ...] = ()
    frozen: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_counts(self.keys, self.counts)
        if self.published.shape != (len(self.keys),):
            raise DisclosureError(
                f"Each of the {len(self.keys)} series must be marked as published or not; "
                f"the marks have the shape {self.published.shape}."
            )
        for key, released in self.frozen.items():
            if len(released) > self.months:
                raise DisclosureError(
                    f"Series “{key}” has {len(released)} released months, but only {self.months} months are counted. "
                    "Give the counts of every released month."
                )
        broken = np.argwhere(identity_matrix(self.keys, self.identities) @ self.counts).tolist()
        if len(broken):
            row, month = broken[0]
            raise DisclosureError(
                f"The parts of “{self.identities[row].total}” do not add up to it in month {month}, and "
                f"{len(broken) - 1} other sums fail: {describe(self.identities[row])}. Correct the counts or the sum."
            )

    @property
    def months(self) -> int:
        """The number of months."""
        return int(self.counts.shape[1])


def counts_from_frame(frame: pl.DataFrame) -> tuple[tuple[str, ...], Whole]:
    """Give keys and counts of a frame with a column `series` and one column for each month, in order."""
    counts = frame.drop("series").cast(pl.Int64).to_numpy().astype(np.int64)
    return tuple(frame["series"].to_list()), counts


def check_counts(keys: Sequence[str], counts: Whole) -> None:
    """Raise DisclosureError unless there is one row of whole counts of at least 0 for each key, and each key once."""
    if len(set(keys)) < len(keys):
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise DisclosureError(f"Each series needs a key of its own; these stand more than once: {', '.join(twice)}.")
    if counts.ndim != 2 or len(counts) != len(keys):
        raise DisclosureError(f"There are {len(keys)} keys, but the counts have the shape {counts.shape}.")
    if not np.issubdtype(counts.dtype, np.integer):
        raise DisclosureError(f"Counts must be whole numbers; these are of type {counts.dtype}.")
    negative = np.argwhere(counts < 0).tolist()
    if len(negative):
        row, month = negative[0]
        raise DisclosureError(f"Series “{keys[row]}” is {counts[row, month]} in month {month}; no count is below 0.")


def identity_matrix(keys: Sequence[str], identities: Sequence[Identity]) -> csr_array:
    """Give one row for each identity: parts less total, so that matrix @ values is 0 where it holds."""
    index = {key: row for row, key in enumerate(keys)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[int] = []
    for row, identity in enumerate(identities):
        for key, value in ((identity.total, -1), *((part, 1) for part in identity.parts)):
            if key not in index:
                raise DisclosureError(
                    f"The sum {describe(identity)} names “{key}”, which is not among the {len(index)} series."
                )
            rows.append(row)
            columns.append(index[key])
            values.append(value)
    shape = (len(identities), len(keys))
    entries = (np.array(values, dtype=np.int64), (np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64)))
    return csr_array(coo_array(entries, shape=shape))


def components(matrix: csr_array) -> NDArray[np.int32]:
    """Number the groups of series that identities tie together, one number for each series."""
    identities, series = matrix.shape
    entries = matrix.tocoo()
    between = coo_array(
        (np.ones(entries.nnz), (entries.row, entries.col + identities)), shape=(identities + series,) * 2
    )
    _, numbers = connected_components(between, directed=False)
    return numbers[identities:]


def describe(identity: Identity) -> str:
    """Write an identity as a sum, with the first parts only."""
    more = f" + {len(identity.parts) - 4} more" if len(identity.parts) > 4 else ""
    return f"{identity.total} = {' + '.join(identity.parts[:4]) or '0'}{more}"


def frozen_values(
    keys: Sequence[str], frozen: Mapping[str, Sequence[int]] | Mapping[str, Whole], months: int
) -> tuple[Whole, Flags]:
    """Give the released values (series by months), and which of them are known."""
    values = np.zeros((len(keys), months), dtype=np.int64)
    known = np.zeros((len(keys), months), dtype=np.bool_)
    for row, key in enumerate(keys):
        released = frozen.get(key, ())
        values[row, : len(released)] = released
        known[row, : len(released)] = True
    return values, known


def complete(matrix: csr_array, values: Whole, known: Flags) -> tuple[Whole, Flags]:
    """Work out every value that the identities give from known ones, one unknown at a time."""
    values, known = np.where(known, values, 0), known.copy()
    touches = abs(matrix).sign()
    numbers = np.arange(len(values))[:, None]
    while True:
        unknown = (~known).astype(np.int64)
        rows, months = np.nonzero(touches @ unknown == 1)
        series = (touches @ (unknown * numbers))[rows, months]
        factors = (matrix @ unknown)[rows, months]
        useful = factors != 0
        if not useful.any():
            return values, known
        rows, months, series, factors = rows[useful], months[useful], series[useful], factors[useful]
        values[series, months] = -(matrix @ values)[rows, months] // factors
        known[series, months] = True


def names(keys: Iterable[str], *, limit: int = 6) -> str:
    """List the first few keys for a message."""
    listed = list(keys)
    more = f" and {len(listed) - limit} more" if len(listed) > limit else ""
    return ", ".join(f"“{key}”" for key in listed[:limit]) + more
