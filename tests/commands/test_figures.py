"""`scorecard figures` prints what the published file holds, named as the field names it."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from scorecard.commands.figures import FIELDS, name_fields, write_csv
from scorecard.publication.opening import open_generation
from tests.commands.command_line import run

Row = dict[str, Any]


def read_csv(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def read_json(result: Result) -> list[Row]:
    assert result.exit_code == 0, result.output
    rows: list[Row] = json.loads(result.stdout)
    return rows


def ask(home: Path, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Ask the published file itself."""
    return open_generation(home / "published").ask(query, **parameters).rows()


def test_figures_come_as_csv_with_a_header(published_home: Path) -> None:
    result = run(published_home, "figures", "--indicator", "concerns_received", "--agency", "asc")
    assert result.stdout.splitlines()[0] == ",".join(FIELDS)
    rows = read_csv(result)
    assert [row["period"] for row in rows[:2]] == ["2022-04", "2022-05"]
    assert len(rows) == 24
    assert {(row["indicator"], row["code"], row["agency"], row["state"]) for row in rows} == {
        ("concerns_received", "CON-01", "asc", "reported")
    }


def test_json_and_csv_hold_the_same(published_home: Path) -> None:
    command = ("figures", "--indicator", "risk_removed", "--agency", "all", "--period", "quarter")
    as_json = read_json(run(published_home, *command, "--format", "json"))
    as_csv = read_csv(run(published_home, *command))
    assert [list(row) for row in as_json] == [list(FIELDS)] * len(as_json)
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in as_json] == as_csv


def test_whole_numbers_have_no_decimal_point_and_what_is_missing_is_null(published_home: Path) -> None:
    (row,) = read_json(
        run(
            published_home, "figures", "--indicator", "risk_removed", "--agency", "all", "--period", "quarter",
            "--from", "2023-04", "--to", "2023-06", "--format", "json",
        )
    )  # fmt: skip
    assert (row["numerator"], row["denominator"]) == (16, 68)
    assert isinstance(row["numerator"], int)
    assert row["value"] == pytest.approx(1600 / 68)
    assert (row["breakdown"], row["category"]) == (None, None)


@pytest.mark.parametrize("period", ["month", "quarter", "year", "rolling12"])
@pytest.mark.parametrize(
    ("indicator", "agency"),
    [("concerns_received", "all"), ("people_in_section_42_enquiries", "elft"), ("training_in_date", "elft")],
)
def test_every_figure_agrees_with_the_published_file(
    published_home: Path, indicator: str, agency: str, period: str
) -> None:
    """The sample ends in March, so every quarter and year in it is whole."""
    ends = {"quarter": (3, 6, 9, 12), "year": (3,)}.get(period, tuple(range(1, 13)))
    expected = ask(
        published_home,
        """
        select numerator, denominator, value, state
        from figure
        where indicator = $indicator and agency_code = $agency and period = $period and breakdown is null
            and list_contains($ends, month(report_month))
        order by report_month
        """,
        indicator=indicator,
        agency=agency,
        period=period,
        ends=list(ends),
    )
    command = ("figures", "--indicator", indicator, "--agency", agency, "--period", period, "--format", "json")
    rows = read_json(run(published_home, *command))
    assert [(row["numerator"], row["denominator"], row["value"], row["state"]) for row in rows] == expected


@pytest.mark.parametrize(
    ("period", "names"),
    [
        ("month", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("quarter", ["2023/24 Q3", "2023/24 Q4"]),
        ("year", ["2023/24"]),
        ("rolling12", ["2023-11", "2023-12", "2024-01", "2024-02"]),
    ],
)
def test_periods_are_named_as_the_field_names_them(published_home: Path, period: str, names: list[str]) -> None:
    command = ("figures", "--indicator", "CON-01", "--agency", "all", "--from", "2023-11", "--to", "2024-02")
    assert [row["period"] for row in read_csv(run(published_home, *command, "--period", period))] == names


def test_a_quarter_that_the_dates_cut_is_given_to_its_last_month(published_home: Path) -> None:
    command = ("figures", "--indicator", "CON-01", "--agency", "all", "--to", "2024-02", "--period", "quarter")
    last = read_csv(run(published_home, *command))[-1]
    ((expected,),) = ask(
        published_home,
        """
        select sum(numerator)::bigint from figure
        where indicator = 'concerns_received' and agency_code = 'all' and period = 'month'
            and report_month between date '2024-01-01' and date '2024-02-01'
        """,
    )
    assert (last["period"], last["numerator"]) == ("2023/24 Q4", str(expected))


@pytest.mark.parametrize("name", ["concerns_received", "CON-01", "con-01"])
def test_an_indicator_is_given_by_its_name_or_its_code(published_home: Path, name: str) -> None:
    rows = read_csv(run(published_home, "figures", "--indicator", name, "--agency", "all"))
    assert {row["indicator"] for row in rows} == {"concerns_received"}


def test_without_an_agency_there_is_each_and_not_the_total(published_home: Path) -> None:
    rows = read_csv(run(published_home, "figures", "--from", "2024-03"))
    agencies = {code for (code,) in ask(published_home, "select distinct agency_code from figure")}
    assert {row["agency"] for row in rows} == agencies - {"all"}
    assert {row["period"] for row in rows} == {"2024-03"}


def test_all_is_the_partnerships_total(published_home: Path) -> None:
    rows = read_csv(run(published_home, "figures", "--agency", "all", "--from", "2024-03"))
    assert {row["agency"] for row in rows} == {"all"}
    ((indicators,),) = ask(
        published_home,
        "select count(distinct indicator) from figure where agency_code = 'all' and breakdown is null",
    )
    assert len(rows) == indicators


def test_breakdowns_are_given_when_asked_for_and_one_when_it_is_named(published_home: Path) -> None:
    command = ("figures", "--indicator", "CON-16", "--agency", "asc", "--from", "2024-03")
    totals = read_csv(run(published_home, *command))
    both = read_csv(run(published_home, *command, "--breakdown"))
    named = read_csv(run(published_home, *command, "--breakdown", "referral_source"))
    assert [row["category"] for row in totals] == [""]
    assert both == totals + named
    assert {(row["breakdown"], row["category"]) for row in named} == {
        ("referral_source", source) for source in ("vcse", "public", "self")
    }
    assert sum(int(row["numerator"]) for row in named) == int(totals[0]["numerator"])


def test_an_indicator_that_has_only_categories_gives_nothing_without_a_breakdown(published_home: Path) -> None:
    result = run(published_home, "figures", "--indicator", "concerns_by_type_of_risk")
    assert read_csv(result) == []
    assert result.stdout == ",".join(FIELDS) + "\n"


def test_a_late_figure_has_its_state_and_no_number(published_home: Path) -> None:
    """Housing sent nothing for March."""
    (row,) = read_csv(
        run(published_home, "figures", "--agency", "housing", "--indicator", "RSL-01", "--from", "2024-03")
    )
    assert (row["numerator"], row["value"], row["state"]) == ("", "", "late")


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--indicator", "konzerns", ["There is no indicator called “konzerns”", "concerns_received", "CON-01"]),
        ("--agency", "nobody", ["no figures are about nobody; those that exist: all, asc, bhft, elft"]),
        ("--breakdown", "colour", ["there is no breakdown colour; those that exist:", "course", "type_of_risk"]),
        ("--period", "decade", ["'month', 'quarter', 'year', 'rolling12'"]),
        ("--format", "xml", ["'csv', 'json'"]),
        ("--from", "March", ["“March” is not a month. Write the year and the month, such as 2024-03."]),
        ("--to", "2024-13", ["“2024-13” is not a month"]),
    ],
)
def test_what_does_not_exist_is_answered_with_what_does(
    published_home: Path, option: str, value: str, said: list[str]
) -> None:
    result = run(published_home, "figures", option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    for words in said:
        assert words in result.stderr


def test_without_a_publication_it_fails_with_what_to_do(tmp_path: Path) -> None:
    result = run(tmp_path, "figures")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: Nothing has been published in {tmp_path / 'published'}. Load the returns and publish them: "
        "scorecard load PATH, then scorecard publish.\n"
    )


def test_text_that_a_spreadsheet_would_calculate_stays_text() -> None:
    row = dict.fromkeys(FIELDS) | {"category": "=1+1", "state": "-x", "value": -1.5}
    (read,) = csv.DictReader(io.StringIO(write_csv([row])))
    assert (read["category"], read["state"], read["value"]) == ("'=1+1", "'-x", "-1.5")


def test_a_figure_keeps_its_decimals_and_its_blanks() -> None:
    row = dict.fromkeys(FIELDS) | {
        "agency_code": "asc",
        "report_month": date(2024, 4, 1),
        "numerator": 3.0,
        "value": 2.5,
    }
    named = name_fields(row, "year")
    assert (named["agency"], named["period"], named["numerator"], named["value"], named["denominator"]) == (
        "asc",
        "2024/25",
        3,
        2.5,
        None,
    )
