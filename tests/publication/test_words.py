"""The words of one point: which way it went, by which way is good."""

import pytest

from scorecard.publication.words import FIGURE_STATES, RESTATED_STATES, word_denominator, word_point, word_protection


@pytest.mark.parametrize(
    ("point_type", "direction", "expected"),
    [
        ("special_cause_improvement", "higher", ("better_rising", "Better, rising")),
        ("special_cause_improvement", "lower", ("better_falling", "Better, falling")),
        ("special_cause_concern", "higher", ("worse_falling", "Worse, falling")),
        ("special_cause_concern", "lower", ("worse_rising", "Worse, rising")),
        ("special_cause_neutral_high", "neutral", ("changing_higher", "Changing, higher")),
        ("special_cause_neutral_low", "neutral", ("changing_lower", "Changing, lower")),
        ("common_cause", "higher", None),
        (None, "lower", None),
    ],
)
def test_a_point_is_worded_by_which_way_is_good(
    point_type: str | None, direction: str, expected: tuple[str, str] | None
) -> None:
    assert word_point(point_type, direction) == expected


def test_a_changed_figure_of_part_of_a_month_is_shown_itself() -> None:
    assert "partial" in FIGURE_STATES
    assert "partial" not in RESTATED_STATES
    assert RESTATED_STATES["withheld"] == FIGURE_STATES["withheld"] == "Hidden"


@pytest.mark.parametrize(
    ("protected", "kind", "begins"),
    [
        (True, "flow", "Rounded to 5."),
        (True, "stock", "Rounded to 5."),
        (True, "people", "Rounded to 5, over twelve months only."),
        (True, "duration", "Hidden:"),
        (False, "flow", "Exact:"),
        (False, "stock", "Exact:"),
    ],
)
def test_how_the_board_is_shown_an_indicator(protected: bool, kind: str, begins: str) -> None:
    assert word_protection(protected=protected, kind=kind).startswith(begins)


@pytest.mark.parametrize(
    ("words", "kind", "written"),
    [
        ("Enquiries concluded", "flow", "Enquiries concluded"),
        (None, "flow", "None: a plain count."),
        (None, "duration", "None: the middle of all the values."),
    ],
)
def test_what_an_indicator_is_out_of(words: str | None, kind: str, written: str) -> None:
    assert word_denominator(words, kind) == written
