"""Imagined people who show that series can move: enough of them that every series wanted is counted by one."""

import numpy as np

from scorecard.disclosure.model import Flags
from scorecard.disclosure.moves import Moves


def without_witness(moves: Moves, wanted: Flags) -> Flags:
    """Tell which of the wanted series no person can be in."""
    nobody = np.zeros((0, len(wanted)), dtype=np.bool_)
    return find_witnesses(moves, wanted, nobody)[0]


def find_witnesses(moves: Moves, wanted: Flags, known: Flags) -> tuple[Flags, Flags]:
    """Give the wanted series that no person can be in, and new people (one a row) for those not in a known one."""
    left = (wanted & ~known.any(axis=0)).tolist()
    stuck = np.zeros(len(wanted), dtype=np.bool_)
    people: list[list[int]] = []
    for series in np.flatnonzero(left).tolist():
        if not left[series]:
            continue
        person = moves.find([series], prefer=left)
        left[series] = False
        if person is None:
            stuck[series] = True
            continue
        people.append(person)
        for counted in person:
            left[counted] = False
    rows = np.zeros((len(people), len(wanted)), dtype=np.bool_)
    for row, person in enumerate(people):
        rows[row, person] = True
    return stuck, rows
