"""What was measured: two samples taken in turn, their ratio, and the promise it is held against."""

from dataclasses import dataclass, field
from statistics import median, quantiles

DROPPED = 2


@dataclass(eq=False)
class Samples:
    """Seconds of one thing, in the order in which they were taken."""

    what: str
    seconds: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def ninety_fifth(self) -> float:
        """Give the 95th percentile, within the values seen."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1] if len(self.seconds) > 1 else self.seconds[0]


@dataclass(frozen=True)
class Measure:
    """One comparison: ours beside what it is held against, at a size of the sample's cases."""

    name: str
    times: int
    ours: Samples
    beside: Samples
    at_most: float | None = None
    notes: dict[str, float] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.ours.median / self.beside.median

    @property
    def kept(self) -> bool | None:
        """Say whether the promise is kept; None where nothing is promised."""
        return None if self.at_most is None else self.ratio <= self.at_most
