"""Figures, changes and dates as text."""

from datetime import date

import pytest

from scorecard.publication.formats import (
    Unit,
    format_change,
    format_date,
    format_figure,
    format_financial_year,
    format_month,
    format_part_of_whole,
    format_quarter,
    format_short_date,
    format_short_month,
    format_value,
)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1234, "count", "1,234"),
        (0, "count", "0"),
        (1234567, "people", "1,234,567"),
        (57.4, "percent", "57%"),
        (100, "percent", "100%"),
        (12, "days", "12 days"),
        (1, "days", "1 day"),
        (0.6, "days", "1 day"),
        (1234.56, "rate", "1,234.6"),
        (-3, "count", "\u22123"),
        (-0.2, "count", "0"),
    ],
)
def test_each_unit_has_its_form(value: float, unit: Unit, text: str) -> None:
    assert format_value(value, unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "1"),
        (1.5, "2"),
        (2.5, "3"),
        (-0.5, "\u22121"),
        (-2.5, "\u22123"),
        (2.4999, "2"),
        # 113 of 200 is 56.5%, which binary arithmetic makes 56.49999999999999.
        (0.565 * 100, "57"),
    ],
)
def test_a_half_rounds_away_from_zero(value: float, text: str) -> None:
    assert format_value(value, "count") == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_figure_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="is not a figure"):
        format_value(value, "count")


@pytest.mark.parametrize(
    ("new", "old", "unit", "text"),
    [
        (57, 59, "percent", "2 points lower"),
        (71, 70, "percent", "1 point higher"),
        (57, 57.4, "percent", "no difference"),
        # As shown: 58% and 57%, whatever the decimals.
        (57.5, 57.4, "percent", "1 point higher"),
        (262, 241, "count", "21 more"),
        (23, 26, "people", "3 fewer"),
        (2241, 1000, "count", "1,241 more"),
        (12, 15, "days", "3 days shorter"),
        (13, 12, "days", "1 day longer"),
        (3.2, 2, "rate", "1.2 higher"),
        (10, 10, "count", "no difference"),
    ],
)
def test_a_change_is_said_in_the_unit_s_own_words(new: float, old: float, unit: Unit, text: str) -> None:
    assert format_change(new, old, unit) == text


def test_a_share_is_written_by_its_parts() -> None:
    assert format_part_of_whole(16, 28) == "16 of 28"
    assert format_part_of_whole(1600, 2800) == "1,600 of 2,800"


@pytest.mark.parametrize(
    ("value", "unit", "numerator", "denominator", "text"),
    [
        (55.6, "percent", 5, 9, "5 of 9"),
        (0, "percent", 0, 1, "0 of 1"),
        (50, "percent", 5, 10, "50%"),
        (57.1, "percent", 16, 28, "57%"),
        (57.1, "percent", None, None, "57%"),
        (5, "count", 5, None, "5"),
        (3, "days", 12, 4, "3 days"),
    ],
)
def test_fewer_than_ten_never_make_a_percentage(
    value: float, unit: Unit, numerator: float | None, denominator: float | None, text: str
) -> None:
    assert format_figure(value, unit, numerator, denominator) == text


def test_dates_are_written_in_full_and_for_tables() -> None:
    day = date(2024, 3, 5)
    assert format_date(day) == "5 March 2024"
    assert format_short_date(day) == "5 Mar 2024"
    assert format_month(day) == "March 2024"
    assert format_short_month(day) == "Mar 2024"


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2024, 3, 31), "2023/24", "Quarter 4 2023/24"),
        (date(2024, 4, 1), "2024/25", "Quarter 1 2024/25"),
        (date(2023, 9, 30), "2023/24", "Quarter 2 2023/24"),
        (date(2023, 12, 1), "2023/24", "Quarter 3 2023/24"),
        (date(1999, 12, 31), "1999/00", "Quarter 3 1999/00"),
    ],
)
def test_the_financial_year_runs_from_april(day: date, year: str, quarter: str) -> None:
    assert format_financial_year(day) == year
    assert format_quarter(day) == quarter
