"""What a publication came to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """What was published, and how long it took, in seconds.

    `blocked` says why the board's figures were not published, where they were not; then it keeps those it had.
    """

    name: str
    indicators: int
    figures: int
    seconds: float
    seconds_in_sql: float
    blocked: str | None = None
