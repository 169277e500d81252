"""Months are the first of each; the year of the figures begins in April."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.months import (
    add_months,
    financial_quarter,
    financial_year,
    last_day,
    months_between,
    parse_month,
    write_month,
)

firsts = st.builds(date, st.integers(1900, 2100), st.integers(1, 12), st.just(1))


@pytest.mark.parametrize("text", ["2024-03", "2024-03-01", " 2024-03 "])
def test_a_month_is_read_as_its_first_day(text: str) -> None:
    assert parse_month(text) == date(2024, 3, 1)


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-3", "03-2024", "March 2024", "2024-03-02", "202403", ""])
def test_what_is_no_month_is_told_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a month\. Write the year and the month, such as 2024-03\."):
        parse_month(text)


@given(firsts)
def test_a_month_written_is_read_back(month: date) -> None:
    assert parse_month(write_month(month)) == month


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2024, 1, 1), 1, date(2024, 2, 1)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 1, 1), -1, date(2023, 12, 1)),
        (date(2024, 3, 1), -15, date(2022, 12, 1)),
        (date(2024, 3, 1), 0, date(2024, 3, 1)),
    ],
)
def test_months_are_added_and_taken_away_across_years(start: date, count: int, end: date) -> None:
    assert add_months(start, count) == end


@pytest.mark.parametrize(
    ("month", "day"),
    [("2024-02", 29), ("2023-02", 28), ("1900-02", 28), ("2000-02", 29), ("2024-04", 30), ("2024-12", 31)],
)
def test_the_last_day_knows_leap_years(month: str, day: int) -> None:
    assert last_day(parse_month(month)).day == day
    assert last_day(parse_month(month).replace(day=15)).day == day


def test_months_between_holds_both_ends() -> None:
    assert months_between(date(2023, 11, 1), date(2024, 2, 1)) == [
        date(2023, 11, 1),
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    ]
    assert months_between(date(2024, 2, 1), date(2024, 2, 1)) == [date(2024, 2, 1)]
    assert months_between(date(2024, 2, 1), date(2024, 1, 1)) == []


@given(firsts, st.integers(0, 60))
def test_months_between_counts_each_month_once(first: date, count: int) -> None:
    months = months_between(first, add_months(first, count))
    assert len(set(months)) == count + 1
    assert [add_months(month, 1) for month in months[:-1]] == months[1:]


@pytest.mark.parametrize(
    ("month", "year", "quarter"),
    [
        ("2023-04", "2023/24", "2023/24 Q1"),
        ("2023-06", "2023/24", "2023/24 Q1"),
        ("2023-07", "2023/24", "2023/24 Q2"),
        ("2023-12", "2023/24", "2023/24 Q3"),
        ("2024-01", "2023/24", "2023/24 Q4"),
        ("2024-03", "2023/24", "2023/24 Q4"),
        ("2024-04", "2024/25", "2024/25 Q1"),
        ("1999-04", "1999/00", "1999/00 Q1"),
    ],
)
def test_the_year_begins_in_april(month: str, year: str, quarter: str) -> None:
    assert (financial_year(parse_month(month)), financial_quarter(parse_month(month))) == (year, quarter)
