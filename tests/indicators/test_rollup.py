"""How months become quarters, years to date and rolling twelve months."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from scorecard.indicators.rollup import divide, months_of_periods, roll_up_flow
from scorecard.months import add_months

Figure = dict[str, Any]
Month = tuple[float | None, float | None, str]


def month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def reported(*numerators: float) -> list[Month]:
    return [(numerator, None, "reported") for numerator in numerators]


def roll_up(first: str, months: list[Month]) -> list[Figure]:
    """Roll up one series of consecutive months and divide it as a percentage."""
    rows = [
        {
            "agency_code": "asc",
            "breakdown": None,
            "category": None,
            "report_month": add_months(month(first), place),
            "numerator": numerator,
            "denominator": denominator,
            "state": state,
        }
        for place, (numerator, denominator, state) in enumerate(months)
    ]
    text, number = pl.String(), pl.Float64()
    monthly = pl.DataFrame(
        rows,
        schema={
            "agency_code": text,
            "breakdown": text,
            "category": text,
            "report_month": pl.Date(),
            "numerator": number,
            "denominator": number,
            "state": text,
        },
    )
    figures = roll_up_flow(monthly, months_of_periods(monthly["report_month"]))
    return list(divide(figures, "percent").iter_rows(named=True))


def at(figures: list[Figure], period: str, last: str) -> Figure:
    (found,) = [row for row in figures if row["period"] == period and row["report_month"] == month(last)]
    return found


def counts(row: Figure) -> tuple[str, int, int]:
    return row["state"], row["months_counted"], row["months_due"]


def members_of(period: str, last: str) -> list[date]:
    listed = months_of_periods(pl.Series("report_month", [month(last)]))
    return sorted(listed.filter(pl.col("period") == period)["month"])


@pytest.mark.parametrize(
    ("period", "last", "first"),
    [
        ("month", "2024-03", "2024-03"),
        ("quarter", "2024-03", "2024-01"),
        ("quarter", "2024-04", "2024-04"),
        ("quarter", "2024-05", "2024-04"),
        ("quarter", "2024-12", "2024-10"),
        ("year", "2024-03", "2023-04"),
        ("year", "2024-04", "2024-04"),
        ("year", "2024-12", "2024-04"),
        ("year", "2025-01", "2024-04"),
        ("rolling12", "2024-03", "2023-04"),
        ("rolling12", "2024-04", "2023-05"),
        ("rolling12", "2025-02", "2024-03"),
    ],
)
def test_a_period_runs_from_its_first_month_to_the_report_month(period: str, last: str, first: str) -> None:
    expected = [month(first)]
    while expected[-1] < month(last):
        expected.append(add_months(expected[-1], 1))
    assert members_of(period, last) == expected


def test_march_and_april_fall_in_different_years_and_quarters() -> None:
    assert not set(members_of("year", "2024-03")) & set(members_of("year", "2024-04"))
    assert not set(members_of("quarter", "2024-03")) & set(members_of("quarter", "2024-04"))


def test_counts_add_up_over_the_quarter_the_april_year_and_twelve_months() -> None:
    """From April 2023 to May 2024 the months count 1, 2, 3 and so on to 14."""
    figures = roll_up("2023-04", reported(*range(1, 15)))
    assert at(figures, "quarter", "2024-03")["numerator"] == 10 + 11 + 12
    assert at(figures, "quarter", "2024-05")["numerator"] == 13 + 14
    assert at(figures, "year", "2024-03")["numerator"] == 78
    assert at(figures, "year", "2024-04")["numerator"] == 13
    assert at(figures, "year", "2024-05")["numerator"] == 13 + 14
    assert at(figures, "rolling12", "2024-03")["numerator"] == 78
    assert at(figures, "rolling12", "2024-05")["numerator"] == 105 - 1 - 2


def test_a_share_is_a_sum_over_a_sum_and_no_mean_of_percentages() -> None:
    """1 of 2 is 50 % and 10 of 100 is 10 %: together 11 of 102, not 30 %."""
    figures = roll_up("2024-01", [(1, 2, "reported"), (10, 100, "reported")])
    quarter = at(figures, "quarter", "2024-02")
    assert (quarter["numerator"], quarter["denominator"]) == (11, 102)
    assert quarter["value"] == pytest.approx(1100 / 102)


def test_the_share_of_the_year_to_date_comes_from_the_summed_parts() -> None:
    figures = roll_up("2024-04", [(9, 10, "reported"), (1, 90, "reported"), (0, 0, "reported"), (5, 50, "reported")])
    assert at(figures, "year", "2024-07")["value"] == 15 * 100 / 150


def test_a_share_of_nothing_has_no_value() -> None:
    figures = roll_up("2024-04", [(0, 0, "reported")])
    assert (at(figures, "month", "2024-04")["numerator"], at(figures, "month", "2024-04")["value"]) == (0, None)


def test_a_plain_count_keeps_no_whole() -> None:
    assert at(roll_up("2024-04", reported(3, 4)), "quarter", "2024-05")["denominator"] is None


def test_a_number_that_is_no_percentage_is_its_own_value() -> None:
    figures = pl.DataFrame({"numerator": [34.5, None], "denominator": [100.0, None]})
    assert divide(figures, "days")["value"].to_list() == [34.5, None]


def test_twelve_months_with_fewer_than_twelve_of_data_are_partial_and_say_so() -> None:
    figures = roll_up("2023-04", reported(*[1] * 12))
    assert counts(at(figures, "rolling12", "2024-02")) == ("partial", 11, 12)
    assert counts(at(figures, "rolling12", "2024-03")) == ("reported", 12, 12)


def test_a_year_that_began_before_the_data_is_partial() -> None:
    assert counts(at(roll_up("2024-02", reported(1, 1)), "year", "2024-03")) == ("partial", 2, 12)


def test_a_year_to_date_is_whole_in_every_month_from_april() -> None:
    figures = roll_up("2024-04", reported(1, 1, 1))
    assert [counts(at(figures, "year", f"2024-0{number}")) for number in (4, 5, 6)] == [
        ("reported", 1, 1),
        ("reported", 2, 2),
        ("reported", 3, 3),
    ]


def test_a_quarter_with_a_late_month_is_partial_and_says_two_of_three() -> None:
    figures = roll_up("2024-04", [(5, None, "reported"), (None, None, "late"), (7, None, "reported")])
    quarter = at(figures, "quarter", "2024-06")
    assert (quarter["numerator"], *counts(quarter)) == (12, "partial", 2, 3)


def test_a_quarter_whose_only_returns_are_late_is_late_and_has_no_number() -> None:
    figures = roll_up("2024-04", [(None, None, "late"), (None, None, "late")])
    quarter = at(figures, "quarter", "2024-05")
    assert (quarter["numerator"], *counts(quarter)) == (None, "late", 0, 2)


def test_a_quarter_of_a_late_month_and_one_whose_day_has_not_come_is_late() -> None:
    figures = roll_up("2024-04", [(None, None, "late"), (None, None, "awaited")])
    assert counts(at(figures, "quarter", "2024-05")) == ("late", 0, 2)


def test_a_quarter_that_waits_for_a_month_is_partial() -> None:
    figures = roll_up("2024-04", [(5, None, "reported"), (6, None, "reported"), (None, None, "awaited")])
    quarter = at(figures, "quarter", "2024-06")
    assert (quarter["numerator"], *counts(quarter)) == (11, "partial", 2, 3)


def test_a_quarter_with_a_month_that_its_return_left_out_is_partial() -> None:
    figures = roll_up("2024-04", [(5, None, "reported"), (None, None, "left_out"), (7, None, "reported")])
    assert counts(at(figures, "quarter", "2024-06")) == ("partial", 2, 3)


def test_a_part_of_a_month_is_added_up_and_not_counted() -> None:
    figures = roll_up("2024-04", [(5, None, "reported"), (2, None, "partial")])
    quarter = at(figures, "quarter", "2024-05")
    assert (quarter["numerator"], *counts(quarter)) == (7, "partial", 1, 2)


def test_months_before_a_measure_began_are_neither_missing_nor_zero() -> None:
    """Six months before it began, then 2 of 3 in every month."""
    months: list[Month] = [(None, None, "not_collected")] * 6
    figures = roll_up("2023-04", [*months, *[(2.0, 3.0, "reported")] * 6])
    assert counts(at(figures, "year", "2023-09")) == ("not_collected", 0, 0)
    assert at(figures, "year", "2023-09")["numerator"] is None
    year = at(figures, "year", "2024-03")
    assert (year["numerator"], year["denominator"], *counts(year)) == (12, 18, "reported", 6, 6)


def test_a_measure_that_began_after_the_data_did_is_whole_though_no_year_of_data_is_there() -> None:
    figures = roll_up("2024-04", [(None, None, "not_collected"), (4, None, "reported"), (5, None, "reported")])
    assert counts(at(figures, "rolling12", "2024-06")) == ("reported", 2, 2)


def quarterly(*numbers: float) -> list[Month]:
    between: Month = (None, None, "not_due")
    return [each for number in numbers for each in (between, between, *reported(number))]


def test_a_year_of_a_quarterly_supplier_holds_four_returns() -> None:
    year = at(roll_up("2023-04", quarterly(10, 20, 30, 40)), "year", "2024-03")
    assert (year["numerator"], *counts(year)) == (100, "reported", 4, 4)


def test_between_quarters_a_quarterly_supplier_keeps_its_year_to_date_and_is_not_due() -> None:
    figures = roll_up("2023-04", quarterly(10, 20))
    assert counts(at(figures, "year", "2023-05")) == ("not_due", 0, 0)
    year, quarter = at(figures, "year", "2023-08"), at(figures, "quarter", "2023-08")
    assert (year["numerator"], *counts(year)) == (10, "reported", 1, 1)
    assert (quarter["numerator"], *counts(quarter)) == (None, "not_due", 0, 0)


def test_a_year_of_a_quarterly_supplier_with_a_late_return_holds_three_of_four() -> None:
    months = quarterly(10, 20, 30, 40)
    months[5] = (None, None, "late")
    year = at(roll_up("2023-04", months), "year", "2024-03")
    assert (year["numerator"], *counts(year)) == (80, "partial", 3, 4)


def test_of_a_quarterly_supplier_only_quarters_are_missing_before_the_data() -> None:
    assert counts(at(roll_up("2023-04", quarterly(10, 20)), "rolling12", "2023-09")) == ("partial", 2, 4)


YEARLY: list[Month] = [*[(None, None, "not_due")] * 11, (225, 320, "reported")]


def test_a_yearly_figure_stands_for_its_year_and_is_missing_in_none_of_the_other_months() -> None:
    """March is reported; before it nothing was due in the year, and after it the twelve months hold it."""
    figures = roll_up("2023-04", [*YEARLY, (None, None, "not_due")])
    assert counts(at(figures, "year", "2024-02")) == ("not_due", 0, 0)
    assert (at(figures, "year", "2024-03")["numerator"], *counts(at(figures, "year", "2024-03"))) == (
        225,
        "reported",
        1,
        1,
    )
    later = at(figures, "rolling12", "2024-04")
    assert (later["numerator"], later["denominator"], *counts(later)) == (225, 320, "reported", 1, 1)


def test_of_a_yearly_supplier_only_march_is_missing_before_the_data() -> None:
    figures = roll_up("2023-04", YEARLY)
    assert counts(at(figures, "rolling12", "2023-12")) == ("not_due", 0, 1)
    assert counts(at(figures, "rolling12", "2024-03")) == ("reported", 1, 1)


def test_a_rate_is_divided_for_100_like_a_share_but_may_be_more() -> None:
    figures = pl.DataFrame({"numerator": [6.0, 30.0, 0.0], "denominator": [200.0, 20.0, 0.0]})
    assert divide(figures, "rate")["value"].to_list() == [3, 150, None]


def test_series_are_kept_apart() -> None:
    one = {"agency_code": "asc", "breakdown": None, "category": None}
    others = [one, one | {"agency_code": "elft"}, one | {"breakdown": "course", "category": "level_1"}]
    rows = [
        {**series, "report_month": month(text), "numerator": float(10**place), "denominator": None, "state": "reported"}
        for place, series in enumerate(others)
        for text in ("2024-04", "2024-05")
    ]
    schema = {"denominator": pl.Float64(), "breakdown": pl.String(), "category": pl.String()}
    monthly = pl.DataFrame(rows, schema_overrides=schema)
    figures = roll_up_flow(monthly, months_of_periods(monthly["report_month"]))
    quarter = figures.filter(pl.col("period") == "quarter", pl.col("report_month") == month("2024-05"))
    assert sorted(quarter["numerator"]) == [2, 20, 200]
