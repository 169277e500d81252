"""Staff short of target are people, counted up to the next whole person."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scorecard.dashboard import training_table
from scorecard.dashboard.frame import Opened
from tests.dashboard.opening import open_page, read_title


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


def test_one_course_says_which_agencies_are_short_and_by_how_many(opened: Opened) -> None:
    """Returned for level 3 in March: Hospitals 890 of 1,000, ELFT 408 of 480, CCS 310 of 340, ICB 53 of 58.

    90% of 1,000 is 900, ten more than the Hospitals have; ELFT, whose target is 80%, has 85%.
    """
    page = training_table.write_training(opened, date(2024, 3, 1), "adults_l3")
    assert page.title == "Level 3: 3 of 4 agencies meet their target, 10 staff are short of it"
    for agency in ("Hospitals", "ELFT", "CCS", "ICB"):
        assert f">{agency}</th>" in page.markup
    assert "Police</th>" not in page.markup
    assert "Level 2" not in page.markup


def test_the_course_stands_in_the_address(home: Path) -> None:
    assert "Level 3: 3 of 4 agencies" in read_title(open_page("training", course="adults_l3"))
    every = open_page("training", course="nothing")
    assert "courses meet their target" in read_title(every)
    assert "course" not in every.query_params
