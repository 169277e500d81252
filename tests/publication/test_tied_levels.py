"""Open cases are those open before, more what started, less what was concluded; the rounding does not keep this sum.

An attacker knows it. It must pin nobody; how seldom it narrows what is promised is measured here, not proved.
"""

from collections.abc import Iterator

import numpy as np

from scorecard.disclosure.attack import Attacker, Fact, facts_of_cumulative
from scorecard.disclosure.model import CountTable, Identity
from scorecard.disclosure.rounding import round_cumulatives
from tests.publication.random_partnership import SECRET

REGISTERS = 40
MONTHS = 4
FEW = range(1, 5)
SHARE_NARROWED = 0.03
Counts = dict[str, list[int]]


def invent_register(seed: int) -> Counts:
    """Give what started, was concluded and was open, month after month, of a small register."""
    chance = np.random.default_rng(seed)
    usual = chance.choice([2, 5, 10])
    open_cases = int(chance.poisson(2 * usual))
    counts: Counts = {"started": [], "concluded": [], "open": []}
    for _ in range(MONTHS):
        started = int(chance.poisson(usual))
        concluded = min(open_cases + started, int(chance.poisson(usual)))
        open_cases += started - concluded
        for name, count in (("started", started), ("concluded", concluded), ("open", open_cases)):
            counts[name].append(count)
    return counts


def protect(counts: Counts, register: int) -> Counts:
    """Round flows as sums from the first month on, and each level by itself; gives the months as shown."""
    flows = np.array([counts["started"], counts["concluded"]])
    levels = np.array(counts["open"]).reshape(-1, 1)
    keys = tuple(f"{register} {name}" for name in ("started", "concluded"))
    table = CountTable(keys, flows, np.ones(2, dtype=np.bool_))
    rounded = round_cumulatives(table, secret=SECRET, key_version="1").cumulative
    months = tuple(f"{register} open {month}" for month in range(MONTHS))
    ends = CountTable(months, levels, np.ones(MONTHS, dtype=np.bool_))
    return {
        "started": rounded[0].tolist(),
        "concluded": rounded[1].tolist(),
        "open": round_cumulatives(ends, secret=SECRET, key_version="1").cumulative[:, 0].tolist(),
    }


def facts_of(shown: Counts) -> Iterator[Fact]:
    yield from facts_of_cumulative({name: shown[name] for name in ("started", "concluded")})
    for month, value in enumerate(shown["open"]):
        yield Fact({("open", month): 1}, value - 4, value + 4)
        so_far = range(month + 1)
        began = {("before", 0): -1.0} | {("started", each): -1.0 for each in so_far}
        yield Fact(began | {("concluded", each): 1.0 for each in so_far} | {("open", month): 1.0}, 0, 0)


def test_the_sum_of_open_started_and_concluded_pins_nobody() -> None:
    attacked = narrowed = 0
    nothing: tuple[Identity, ...] = ()
    for register in range(REGISTERS):
        counts = invent_register(register)
        shown = protect(counts, register)
        attacker = Attacker(["before", *counts], MONTHS, nothing, facts_of(shown))
        for name, months in counts.items():
            of_month = shown[name] if name == "open" else np.diff(shown[name], prepend=0).tolist()
            for month in range(MONTHS):
                if months[month] in FEW:
                    attacked += 1
                    found = attacker.interval({(name, month): 1})
                    assert not found.exact, (register, name, month, found)
                    narrowed += not found.covers(max(0, of_month[month] - 4), of_month[month] + 4)
    assert attacked > 100
    assert narrowed <= SHARE_NARROWED * attacked, (narrowed, attacked)
