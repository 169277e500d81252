"""Indicators are found by looking, in the order of the scorecard, and their SQL is run in one place."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from scorecard.errors import IndicatorError, UnknownName
from scorecard.indicators.catalogue import FIGURE_SCHEMA, Indicator, find_indicator, load_catalogue, run_indicator
from scorecard.indicators.definition import SECTIONS
from scorecard.settings import PROJECT

HEAD = """\
-- /// indicator
-- code = "{code}"
-- title = "{name}"
-- section = "{section}"
-- order = {order}
-- themes = ["msp"]
-- question = "How many?"
-- definition = "Counted."
-- numerator = "Some"
-- unit = "count"
-- kind = "{kind}"
-- direction = "neutral"
-- feeds = ["{feed}"]
-- source = "Local"
-- caveat = "None."
-- rising = "More"
-- falling = "Fewer"
-- ///

"""
ONE_ROW = "select 'asc' as agency_code, date '2024-03-01' as report_month, 3 as numerator, null::bigint as denominator"


def write(
    folder: Path,
    name: str,
    code: str,
    *,
    section: str = "Referrals",
    order: int = 0,
    kind: str = "flow",
    feed: str = "concerns",
    sql: str = ONE_ROW,
) -> Path:
    path = folder / f"{name}.sql"
    head = HEAD.format(code=code, name=name, section=section, order=order, kind=kind, feed=feed)
    path.write_text(f"{head}{sql}\n")
    return path


def run(folder: Path, sql: str, kind: str = "flow") -> pl.DataFrame:
    write(folder, "one", "CON-01", kind=kind, sql=sql)
    (indicator,) = load_catalogue(folder).values()
    return run_sql(indicator)


def run_sql(indicator: Indicator) -> pl.DataFrame:
    with duckdb.connect() as connection:
        return run_indicator(connection, indicator)


def row(**changed: str) -> str:
    values = {
        "agency_code": "'asc'",
        "report_month": "date '2024-03-01'",
        "numerator": "3",
        "denominator": "null::bigint",
    } | changed
    return "select " + ", ".join(f"{value} as {name}" for name, value in values.items())


def test_indicators_stand_in_the_order_of_sections_then_their_order_then_their_names(tmp_path: Path) -> None:
    write(tmp_path, "a_partnership", "PAR-01", section="Partnership")
    write(tmp_path, "z_first", "CON-01", order=1)
    write(tmp_path, "y_second", "CON-02", order=2)
    write(tmp_path, "b_second", "CON-03", order=2)
    write(tmp_path, "a_training", "TRN-01", section="Training")
    assert list(load_catalogue(tmp_path)) == ["z_first", "b_second", "y_second", "a_training", "a_partnership"]


def test_checks_and_other_files_are_no_indicators(tmp_path: Path) -> None:
    write(tmp_path, "one", "CON-01")
    (tmp_path / "check_something.sql").write_text("select 1")
    (tmp_path / "notes.txt").write_text("select 1")
    assert list(load_catalogue(tmp_path)) == ["one"]


def test_an_indicator_keeps_its_file_as_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, "one", "CON-01")
    assert load_catalogue(tmp_path)["one"].sql == path.read_text()


def test_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    write(tmp_path, "one", "CON-01")
    write(tmp_path, "two", "CON-01")
    write(tmp_path, "three", "CON-03", feed="konzerns")
    write(tmp_path, "four", "CON4")
    (tmp_path / "five.sql").write_text("select 1")
    with pytest.raises(IndicatorError) as raised:
        load_catalogue(tmp_path)
    message = str(raised.value)
    assert "one.sql and two.sql have the same code CON-01. Give one another." in message
    assert "three.sql names the feed konzerns; there are audits, commentary, concerns," in message
    assert "The head of four.sql needs mending: code" in message
    assert "five.sql has no head" in message


def test_a_folder_without_indicators_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndicatorError, match=f"There are no indicators in {tmp_path}"):
        load_catalogue(tmp_path)


def test_an_indicator_is_found_by_its_name_and_by_its_code_in_any_case(tmp_path: Path) -> None:
    write(tmp_path, "one", "CON-0A")
    catalogue = load_catalogue(tmp_path)
    assert {find_indicator(catalogue, name).name for name in ("one", "CON-0A", "con-0a")} == {"one"}


def test_an_unknown_indicator_is_answered_with_the_nearest_and_with_all(tmp_path: Path) -> None:
    write(tmp_path, "concerns", "CON-01")
    with pytest.raises(UnknownName) as raised:
        find_indicator(load_catalogue(tmp_path), "konzerns")
    assert str(raised.value) == (
        "There is no indicator called “konzerns”. Did you mean concerns? Those that exist: CON-01, concerns."
    )


def test_rows_come_with_every_column_in_order_and_type(tmp_path: Path) -> None:
    frame = run(tmp_path, row())
    assert frame.schema == pl.Schema(FIGURE_SCHEMA)
    assert frame.rows() == [("month", "asc", date(2024, 3, 1), None, None, 3.0, None)]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    columns = "numerator, denominator, category, breakdown, report_month, agency_code"
    sql = f"select * from (values (3, 4, 'x', 'b', date '2024-03-01', 'asc')) as given ({columns})"
    assert run(tmp_path, sql).rows() == [("month", "asc", date(2024, 3, 1), "b", "x", 3.0, 4.0)]


def test_a_recounted_figure_keeps_its_period(tmp_path: Path) -> None:
    assert run(tmp_path, row(period="'quarter'"), kind="people")["period"].to_list() == ["quarter"]


@pytest.mark.parametrize(
    ("sql", "kind", "said"),
    [
        ("select 1 as nothing", "flow", "missing: agency_code, report_month, numerator, denominator, unknown: nothing"),
        (row(), "people", "missing: period, unknown: none"),
        (row(), "duration", "missing: period, unknown: none"),
        (row(agency="'asc'"), "flow", "missing: none, unknown: agency"),
        (f"{row()} union all {row(numerator='4')}", "flow", "gives more than one row for"),
        (row(numerator="-1"), "flow", "with a numerator that is missing, below 0 or no number"),
        (row(numerator="null::bigint"), "flow", "with a numerator that is missing, below 0 or no number"),
        (row(numerator="0.0 / 0"), "flow", "with a numerator that is missing, below 0 or no number"),
        (row(denominator="-1"), "flow", "or a denominator below 0 or no number"),
        (row(denominator="1e0 / 0"), "flow", "or a denominator below 0 or no number"),
        (row(report_month="null::date"), "flow", "gives a row without a month"),
        ("select from", "flow", "one.sql cannot be run: "),
        ("select * from feed.nowhere", "flow", "one.sql cannot be run: "),
    ],
)
def test_what_a_file_must_not_give_is_refused_by_its_name(tmp_path: Path, sql: str, kind: str, said: str) -> None:
    with pytest.raises(IndicatorError) as raised:
        run(tmp_path, sql, kind)
    assert str(raised.value).startswith("one.sql ")
    assert said in str(raised.value)


def test_the_same_series_in_two_periods_is_no_double(tmp_path: Path) -> None:
    sql = f"{row(period=chr(39) + 'month' + chr(39))} union all {row(period=chr(39) + 'year' + chr(39))}"
    assert run(tmp_path, sql, kind="people").height == 2


def test_a_file_with_no_row_gives_none(tmp_path: Path) -> None:
    assert run(tmp_path, f"{row()} limit 0").schema == pl.Schema(FIGURE_SCHEMA)


def test_the_indicators_of_the_scorecard_load_and_cover_every_section() -> None:
    catalogue = load_catalogue(PROJECT / "queries")
    assert {indicator.definition.section for indicator in catalogue.values()} == set(SECTIONS)
    assert len(catalogue) == len(list((PROJECT / "queries").glob("*.sql")))
