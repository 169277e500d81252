"""How far chance alone may have moved a share, and how far rounding may have."""

from math import sqrt

Z_95 = 1.959964
"""The standard normal deviate of a two-sided interval of 95 %."""
OFF_OF_LEVEL = 4
"""How far a count is at most from the truth that is rounded to a neighbouring multiple of 5."""
OFF_OF_WINDOW = 2 * OFF_OF_LEVEL
"""The same of a difference of two of them; a few are farther off where nothing else would have added up."""


def interval_of_share(part: float, whole: float) -> tuple[float, float]:
    """Give the 95 % interval of a share of 1, by Wilson's score method without continuity correction.

    Source: Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3.
    """
    share, squared = part / whole, Z_95 * Z_95
    middle = (share + squared / (2 * whole)) / (1 + squared / whole)
    half = Z_95 * sqrt(share * (1 - share) / whole + squared / (4 * whole * whole)) / (1 + squared / whole)
    return max(0.0, middle - half), min(1.0, middle + half)


def range_of_rounded_share(part: float, whole: float, off: float) -> tuple[float, float]:
    """Give the least and the greatest share of 1 where part and whole are each shown up to `off` from the truth."""
    least = max(0.0, part - off) / (whole + off)
    greatest = (part + off) / max(whole - off, part + off, 1.0)
    return least, greatest
