"""The interval of a share, against what Newcombe prints for his method 3 (1998, table I), and a rounded one's range."""

import pytest

from scorecard.disclosure.model import SLACK
from scorecard.publication.intervals import OFF_OF_LEVEL, OFF_OF_WINDOW, interval_of_share, range_of_rounded_share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_printed_one(part: int, whole: int, low: float, high: float) -> None:
    assert interval_of_share(part, whole) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(
    ("part", "whole", "off"), [(10, 50, 8), (0, 50, 8), (50, 50, 8), (45, 50, 8), (10, 50, 4), (100, 500, 8)]
)
def test_the_range_of_a_rounded_share_holds_every_share_that_could_be_shown_so(part: int, whole: int, off: int) -> None:
    shares = [
        true / of
        for of in range(whole - off, whole + off + 1)
        for true in range(max(0, part - off), min(part + off, of) + 1)
    ]
    assert range_of_rounded_share(part, whole, off) == pytest.approx((min(shares), max(shares)))


def test_the_range_is_as_wide_as_the_rounding() -> None:
    assert (OFF_OF_LEVEL, OFF_OF_WINDOW) == (SLACK, 2 * SLACK)
