"""Staff short of target are people, counted up to the next whole person."""

from typing import Any

import pytest

from scorecard.dashboard import training_table


@pytest.mark.parametrize(
    ("compliant", "eligible", "target", "short"),
    [
        (890, 1000, 90.0, 10),
        (900, 1000, 90.0, 0),
        (95, 100, 90.0, 0),
        (8, 9, 90.0, 1),
        (89, 99, 90.0, 1),
        (10, 100, None, None),
    ],
)
def test_staff_short_of_target(compliant: int, eligible: int, target: float | None, short: int | None) -> None:
    row: dict[str, Any] = {
        "last_numerator": compliant,
        "last_denominator": eligible,
        "last_value": 1.0,
        "target": target,
    }
    assert training_table.staff_short(row) == short
