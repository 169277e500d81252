"""Which series of counts add up to which others, which lie within others, and which sums earlier releases kept."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from scorecard.disclosure.model import STEP, Identity, Whole
from scorecard.publication.figures import ALL

Place = tuple[str, str, str | None, str | None]
"""Indicator, agency, breakdown and category."""


def name_series(place: Place, part: str) -> str:
    """Name the series of one part of the figures of an indicator, agency and category."""
    return "/".join([*(word or "" for word in place), part])


def find_sums(
    series: Mapping[tuple[Place, str], Whole],
) -> tuple[tuple[Identity, ...], tuple[tuple[str, str], ...]]:
    """Find the totals that are the sum of their parts, and the pairs of which the first lies within the second.

    Parts that do not add up to their total still lie within it, and a numerator within its denominator.
    """
    identities, within = [], []
    for (total, part), parts in (*_over_agencies(series), *_over_categories(series)):
        key = name_series(total, part)
        if np.array_equal(series[total, part], sum(series[each, part] for each in parts)):
            identities.append(Identity(key, tuple(name_series(each, part) for each in parts)))
        else:
            within += [(name_series(each, part), key) for each in parts]
    within += [
        (name_series(place, "n"), name_series(place, "d"))
        for place, part in series
        if (place, "d") in series and part == "n"
    ]
    return tuple(identities), tuple(within)


def was_kept(identity: Identity, released: Mapping[str, list[int]]) -> bool:
    """Say whether what was released is no contradiction to a sum."""
    members = (identity.total, *identity.parts)
    known = [member for member in members if member in released]
    months = min((len(released[member]) for member in known), default=0)
    total = np.array(released.get(identity.total, [0] * months)[:months])
    parts = sum((np.array(released[part][:months]) for part in identity.parts if part in released), np.zeros(months))
    if len(known) == len(members):
        return bool(np.array_equal(total, parts))
    if len(known) < len(members) - 1:
        return True
    rest = total - parts if identity.total in released else parts
    return bool(np.all(np.diff(rest, prepend=0) >= 0) and np.all(rest % STEP == 0))


def _over_agencies(series: Mapping[tuple[Place, str], Whole]) -> Iterator[tuple[tuple[Place, str], list[Place]]]:
    """Give each total of all agencies with those it is made of."""
    found: dict[tuple[Place, str], list[Place]] = defaultdict(list)
    for place, part in series:
        total = (place[0], ALL, place[2], place[3])
        if place[1] != ALL and (total, part) in series:
            found[total, part].append(place)
    yield from found.items()


def _over_categories(series: Mapping[tuple[Place, str], Whole]) -> Iterator[tuple[tuple[Place, str], list[Place]]]:
    """Give each total with its categories, once for every breakdown."""
    found: dict[tuple[Place, str, str], list[Place]] = defaultdict(list)
    for place, part in series:
        indicator, agency, breakdown, _ = place
        if breakdown is not None and ((indicator, agency, None, None), part) in series:
            found[(indicator, agency, None, None), part, breakdown].append(place)
    for (total, part, _), places in found.items():
        yield (total, part), places
