"""Tables of invented people, so that every sum holds because each person is counted once in it."""

from collections.abc import Sequence

import numpy as np

from scorecard.disclosure.model import CountTable, Identity, Whole

SECRET = b"a secret that only tests may know"
OTHER_SECRET = b"one more secret, for tests alone."


def category(measure: str, breakdown: int, code: int) -> str:
    return f"{measure}/{breakdown}/{code}"


def breakdowns(
    people: Sequence[Sequence[int]], sizes: Sequence[int], months: int, *, measure: str = "all"
) -> tuple[list[str], list[list[int]], list[Identity]]:
    """Count people, each (month, code in the first breakdown, code in the second, …)."""
    keys, counts, identities = (
        [measure],
        [[sum(person[0] == month for person in people) for month in range(months)]],
        [],
    )
    for number, size in enumerate(sizes):
        parts = [category(measure, number, code) for code in range(size)]
        identities.append(Identity(measure, tuple(parts)))
        for code, part in enumerate(parts):
            keys.append(part)
            mine = [person[0] for person in people if person[number + 1] == code]
            counts.append([mine.count(month) for month in range(months)])
    return keys, counts, identities


def table_of(
    people: Sequence[Sequence[int]],
    sizes: Sequence[int],
    months: int,
    *,
    frozen: dict[str, list[int]] | None = None,
) -> CountTable:
    keys, counts, identities = breakdowns(people, sizes, months)
    return CountTable(
        tuple(keys),
        np.array(counts, dtype=np.int64).reshape(len(keys), months),
        np.ones(len(keys), dtype=np.bool_),
        tuple(identities),
        frozen or {},
    )


def invent_people(random: np.random.Generator, sizes: Sequence[int], months: int, mean: float) -> list[tuple[int, ...]]:
    return [
        (month, *(int(random.integers(size)) for size in sizes))
        for month in range(months)
        for _ in range(random.poisson(mean))
    ]


def up_and_down(count: int) -> tuple[int, int]:
    """The multiples of 5 next to a count, worked out by trying."""
    below = max(multiple for multiple in range(0, count + 1, 5))
    return (below, below) if below == count else (below, below + 5)


def breaches(table: CountTable, cumulative: Whole, months: range, widened: set[tuple[str, int]]) -> list[str]:
    """What is wrong with protected counts, by the rules as they are written."""
    index = {key: row for row, key in enumerate(table.keys)}
    wrong = []
    for key, row in index.items():
        for month in months:
            value = int(cumulative[row, month])
            truth = int(table.counts[row, : month + 1].sum())
            if value % 5:
                wrong.append(f"{key} {month}: {value} is no multiple of 5")
            if table.published[row] and (value in up_and_down(truth)) == ((key, month) in widened):
                wrong.append(f"{key} {month}: {value} for {truth}, widened: {sorted(widened)}")
            if value < (int(cumulative[row, month - 1]) if month else 0):
                wrong.append(f"{key} {month}: falls")
    for identity in table.identities:
        for month in months:
            total = cumulative[index[identity.total], month]
            if total != sum(cumulative[index[part], month] for part in identity.parts):
                wrong.append(f"{identity.total} {month}: does not add up")
    return wrong
