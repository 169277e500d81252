"""The limits of care providers, held against tables of the Poisson distribution and against another program's."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import polars as pl
import pytest
from scipy.stats import poisson

from scorecard.months import add_months
from scorecard.warehouse.provider_funnel import create_funnel

JANUARY = date(2024, 1, 1)
# Means of 2 and 10 for 10 places, which are easy to look up.
HOMES = [("H1", "care_home", 10, 9), ("H2", "care_home", 180, 29)]
DAYS = [("D1", "day_service", 10, 1), ("D2", "day_service", 10, 19)]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema feed")
        connection.execute(
            "create table feed.provider_concerns (agency_code varchar, report_month date, provider_code varchar, "
            "care_kind varchar, places bigint, concerns bigint)"
        )
        yield connection


def add(connection: duckdb.DuckDBPyConnection, month: date, rows: list[tuple[str, str, int, int]]) -> None:
    connection.executemany(
        "insert into feed.provider_concerns values (?, ?, ?, ?, ?, ?)", [("asc", month, *row) for row in rows]
    )


def ask(connection: duckdb.DuckDBPyConnection, period: str) -> dict[str, dict[str, Any]]:
    create_funnel(connection)
    rows = connection.sql(f"from funnel.provider where period = '{period}' and provider_code is not null").pl()
    return {row["provider_code"]: row for row in rows.iter_rows(named=True)}


def test_limits_around_two_and_around_ten_are_those_of_a_table(connection: duckdb.DuckDBPyConnection) -> None:
    """Around 2, 5 or more come with 0.0527 and 6 with 0.0166; 8 with 0.0011 and 9 with 0.0002; none is not rare.

    Around 10, 1 or fewer come with 0.0005 and 2 with 0.0028; 3 with 0.0103 and 4 with 0.0293.
    """
    add(connection, JANUARY, [*HOMES, *DAYS])
    found = ask(connection, "month")
    two, ten = found["H1"], found["D1"]
    assert (two["places"], two["rate"], two["rate_of_kind"]) == (10, 90, pytest.approx(20))
    assert 10 * 5 < two["upper_95"] < 10 * 6
    assert 10 * 8 < two["upper_998"] < 10 * 9
    assert (two["lower_95"], two["lower_998"]) == (0, 0)
    assert (ten["rate"], ten["rate_of_kind"]) == (10, pytest.approx(100))
    assert 10 * 1 < ten["lower_998"] < 10 * 2
    assert 10 * 3 < ten["lower_95"] < 10 * 4
    assert {code: row["outside"] for code, row in found.items()} == {
        "H1": "above",
        "H2": None,
        "D1": "below",
        "D2": None,
    }


def test_between_two_counts_a_limit_divides_the_step_as_the_chance_does(connection: duckdb.DuckDBPyConnection) -> None:
    """Around 2: 8 with 0.0010967 and exactly 8 with 0.0008593, so that 0.1125 of the step is left above 0.001."""
    add(connection, JANUARY, HOMES)
    assert ask(connection, "month")["H1"]["upper_998"] == pytest.approx(10 * 8.1125, abs=0.005)


def test_twelve_months_are_added_up_and_stay_a_monthly_rate(connection: duckdb.DuckDBPyConnection) -> None:
    """The concerns came all in the first month: 9 for 120 place-months, where the kind has 38 for 2,280."""
    add(connection, JANUARY, HOMES)
    for later in range(1, 12):
        add(connection, add_months(JANUARY, later), [(code, kind, places, 0) for code, kind, places, _ in HOMES])
    found = ask(connection, "rolling12")["H1"]
    assert (found["report_month"], found["concerns"], found["places"]) == (date(2024, 12, 1), 9, 10)
    assert found["rate"] == pytest.approx(7.5)
    assert found["rate_of_kind"] == pytest.approx(100 * 38 / 2280)
    assert found["upper_998"] == pytest.approx(100 * 8.1125 / 120, abs=0.0005)
    assert found["outside"] == "above"


def test_there_are_no_twelve_months_before_the_twelfth(connection: duckdb.DuckDBPyConnection) -> None:
    for later in range(11):
        add(connection, add_months(JANUARY, later), HOMES)
    assert ask(connection, "rolling12") == {}


def test_where_no_provider_of_a_kind_had_a_concern_nothing_is_limited(connection: duckdb.DuckDBPyConnection) -> None:
    add(connection, JANUARY, [("H1", "care_home", 10, 0), ("H2", "care_home", 20, 0)])
    found = ask(connection, "month")["H1"]
    assert (found["rate"], found["rate_of_kind"], found["upper_998"], found["outside"]) == (0, 0, None, None)


def test_who_is_outside_is_who_scipy_says_and_the_curves_run_through_the_same_limits(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = [(f"H{number}", "care_home", 5 + 9 * number, (number * 7) % 23) for number in range(30)]
    add(connection, JANUARY, rows)
    found = ask(connection, "month")
    rate = sum(concerns for *_, concerns in rows) / sum(places for _, _, places, _ in rows)
    for code, _, places, concerns in rows:
        above = poisson.sf(concerns - 1, places * rate) < 0.001
        below = poisson.cdf(concerns, places * rate) < 0.001
        assert found[code]["outside"] == ("above" if above else "below" if below else None), code
    assert {row["outside"] for row in found.values()} == {"above", "below", None}
    curve: pl.DataFrame = connection.sql("from funnel.provider where provider_code is null order by places").pl()
    assert curve["places"].max() == pytest.approx(1.1 * (5 + 9 * 29))
    for row in curve.iter_rows(named=True):
        most = int(row["upper_998"] * row["places"] / 100)
        assert poisson.sf(most - 1, row["places"] * rate) >= 0.001 > poisson.sf(most, row["places"] * rate)
