"""Moves of one imagined person: which series can count one more or one fewer together, with every identity kept."""

from collections.abc import Iterable, Iterator, Sequence

from scorecard.disclosure.model import CountTable, Identity

UNKNOWN = -1
MOST_TRIES = 100


class Moves:
    """Finds sets of series that may change by the same amount at once.

    Such a set holds a total exactly if it holds one, and only one, of its parts. Series are numbered as in `keys`.
    """

    def __init__(self, keys: Sequence[str], identities: Sequence[Identity]) -> None:
        index = {key: row for row, key in enumerate(keys)}
        self._totals = [index[identity.total] for identity in identities]
        self._parts = [[index[part] for part in identity.parts] for identity in identities]
        self._as_total: list[list[int]] = [[] for _ in keys]
        self._as_part: list[list[int]] = [[] for _ in keys]
        for row, (total, parts) in enumerate(zip(self._totals, self._parts, strict=True)):
            self._as_total[total].append(row)
            for part in parts:
                self._as_part[part].append(row)
        self._value = [UNKNOWN] * len(keys)
        self._open = [len(parts) for parts in self._parts]
        self._moved = [0] * len(identities)
        self._trail: list[int] = []
        self._ones: list[int] = []

    def find(self, series: Iterable[int], *, prefer: Sequence[bool] | None = None) -> list[int] | None:
        """Give a set that holds all these series, or None; between parts those that are preferred come first."""
        try:
            if all(self._assign(one, 1) for one in series) and self._settle(prefer):
                return list(self._ones)
            return None
        finally:
            self._undo(0)

    def may_hold(self, series: Iterable[int]) -> bool:
        """Tell whether nothing speaks at once against a set that holds all these series; `find` makes sure."""
        try:
            return all(self._assign(one, 1) for one in series)
        finally:
            self._undo(0)

    def _settle(self, prefer: Sequence[bool] | None) -> bool:
        """Choose a part for each moved total that has none yet, going back where a choice leads nowhere."""
        choices: list[tuple[int, int, Iterator[int]]] = []
        position = tries = 0
        while True:
            position, waiting = self._next_waiting(position)
            if waiting is None:
                return True
            open_parts = [part for part in self._parts[waiting] if self._value[part] == UNKNOWN]
            if prefer is not None:
                open_parts.sort(key=lambda part: not prefer[part])
            choices.append((len(self._trail), position, iter(open_parts)))
            while choices:
                mark, position, candidates = choices[-1]
                self._undo(mark)
                candidate = next(candidates, None)
                if candidate is None:
                    choices.pop()
                    continue
                tries += 1
                if tries > MOST_TRIES:
                    return False
                if self._assign(candidate, 1):
                    break
            else:
                return False

    def _next_waiting(self, position: int) -> tuple[int, int | None]:
        """Find the next identity whose total moves while none of its parts does."""
        while position < len(self._ones):
            for row in self._as_total[self._ones[position]]:
                if not self._moved[row]:
                    return position, row
            position += 1
        return position, None

    def _assign(self, series: int, value: int) -> bool:
        """Put a series in or out, with all that follows from it; False where that is contradictory."""
        waiting = [(series, value)]
        while waiting:
            one, value = waiting.pop()
            if self._value[one] != UNKNOWN:
                if self._value[one] != value:
                    return False
                continue
            self._value[one] = value
            self._trail.append(one)
            if value:
                self._ones.append(one)
            for row in self._as_part[one]:
                self._open[row] -= 1
                self._moved[row] += value
            for row in self._as_part[one]:
                if not self._follow(row, waiting):
                    return False
            for row in self._as_total[one]:
                if not self._follow(row, waiting):
                    return False
        return True

    def _follow(self, row: int, waiting: list[tuple[int, int]]) -> bool:
        """Add what an identity now demands of its total and its parts; False where it cannot be kept."""
        total = self._value[self._totals[row]]
        if self._moved[row] > 1:
            return False
        if self._moved[row]:
            if total == 0:
                return False
            if total == UNKNOWN:
                waiting.append((self._totals[row], 1))
            demanded = 0
        elif total == 0:
            demanded = 0
        elif not self._open[row]:
            if total == 1:
                return False
            waiting.append((self._totals[row], 0))
            return True
        elif total == 1 and self._open[row] == 1:
            demanded = 1
        else:
            return True
        if self._open[row]:
            waiting.extend((part, demanded) for part in self._parts[row] if self._value[part] == UNKNOWN)
        return True

    def _undo(self, mark: int) -> None:
        """Forget everything settled after the mark."""
        while len(self._trail) > mark:
            one = self._trail.pop()
            value = self._value[one]
            self._value[one] = UNKNOWN
            if value:
                self._ones.pop()
            for row in self._as_part[one]:
                self._open[row] += 1
                self._moved[row] -= value


def moves_of(table: CountTable) -> Moves:
    """Give the moves of a table's series."""
    return Moves(table.keys, table.identities)
