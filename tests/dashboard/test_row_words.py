"""What a row of the scorecard says in each state of look.md: shape, then word."""

from datetime import date
from typing import Any

import pytest

from scorecard.dashboard import row_words
from scorecard.publication.verdicts import meets

REPORTED: dict[str, Any] = {
    "unit": "percent",
    "direction": "higher",
    "state": "reported",
    "month_state": "reported",
    "is_quarterly": False,
    "value": 71.4,
    "numerator": 20.0,
    "denominator": 28.0,
    "last_value": 71.4,
    "last_numerator": 20.0,
    "last_denominator": 28.0,
    "data_month": date(2024, 3, 1),
    "months_counted": 1,
    "months_due": 1,
    "variation": "improvement_high",
    "assurance": "fail",
    "target": 90.0,
}


def row(**changes: Any) -> dict[str, Any]:
    return REPORTED | changes


def test_a_reported_share_is_a_whole_percentage() -> None:
    assert row_words.figure_text(row()) == "71%"


def test_a_share_of_fewer_than_ten_is_written_by_its_parts() -> None:
    assert row_words.figure_text(row(value=5 / 9 * 100, numerator=5.0, denominator=9.0)) == "5 of 9"


def test_a_share_of_nothing_does_not_apply() -> None:
    assert row_words.figure_text(row(value=None, numerator=0.0, denominator=0.0)) == "[z]"


def test_a_true_zero_is_a_zero() -> None:
    assert row_words.figure_text(row(unit="count", value=0.0, numerator=0.0, denominator=None)) == "0"


def test_a_late_return_is_a_word_and_is_not_judged() -> None:
    late = row(state="late", month_state="late", value=None, numerator=None, denominator=None)
    assert row_words.figure_text(late) == "Late"
    assert row_words.is_word(late)
    assert row_words.change(late).words == "Not judged, late"
    assert row_words.against_target(late).words == "Not judged"


def test_a_late_row_says_how_far_its_data_go_with_a_clock() -> None:
    late = row(state="late", month_state="late", data_month=date(2024, 2, 1))
    assert str(row_words.data_to(late)).endswith("29 Feb")
    assert "<svg" in row_words.data_to(late)


def test_a_quarterly_figure_is_held_and_compared_but_not_judged() -> None:
    held = row(state="not_due", month_state="not_due", is_quarterly=True, value=None, last_value=82.0, target=80.0)
    assert row_words.figure_text(held) == "82%"
    assert row_words.change(held).words == "Quarterly, no judgement"
    assert row_words.change(held | {"is_yearly": True}).words == "Yearly, no judgement"
    assert row_words.against_target(held).words == "Met at last return"
    assert row_words.against_target(held | {"last_value": 79.0}).words == "Missed at last return"


def test_part_of_a_period_is_marked_and_says_how_many_months() -> None:
    part = row(
        state="partial", value=44.0, numerator=44.0, denominator=None, unit="count", months_counted=2, months_due=3
    )
    text = str(row_words.figure_text(part))
    assert text.startswith("44 ")
    assert "2 of 3 months received" in text


def test_what_is_not_collected_is_not_a_zero() -> None:
    assert row_words.figure_text(row(state="not_collected", value=None, numerator=None)) == "[x]"


def test_too_few_months_are_not_judged() -> None:
    young = row(variation=None, assurance=None, target=None)
    assert row_words.change(young).words == "Too few months"
    assert row_words.against_target(young).words == "No target"


@pytest.mark.parametrize(
    ("variation", "words"),
    [
        ("improvement_high", "Better, rising"),
        ("improvement_low", "Better, falling"),
        ("concern_high", "Worse, rising"),
        ("concern_low", "Worse, falling"),
        ("neutral_high", "Changing, higher"),
        ("neutral_low", "Changing, lower"),
        ("common_cause", "No real change"),
    ],
)
def test_a_verdict_has_its_fixed_words(variation: str, words: str) -> None:
    assert row_words.change(row(variation=variation)).words == words


@pytest.mark.parametrize(
    ("assurance", "words"), [("pass", "Always met"), ("inconsistent", "Sometimes met"), ("fail", "Always missed")]
)
def test_an_assurance_has_its_fixed_words(assurance: str, words: str) -> None:
    assert row_words.against_target(row(assurance=assurance)).words == words


@pytest.mark.parametrize(
    ("value", "target", "direction", "met"),
    [
        (90.0, 90.0, "higher", True),
        (89.9, 90.0, "higher", False),
        (3.0, 5.0, "lower", True),
        (3.0, 5.0, "neutral", None),
    ],
)
def test_a_figure_meets_its_target_by_its_direction(
    value: float, target: float, direction: str, met: bool | None
) -> None:
    assert meets(value, target, direction) is met
