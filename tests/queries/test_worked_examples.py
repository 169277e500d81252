"""Every indicator has an example worked by hand: a few rows in, and the answer a person can check."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.contract import Feed
from scorecard.indicators.catalogue import WINDOWED
from scorecard.indicators.front_matter import read_definition
from scorecard.warehouse.calendar import create_calendar
from scorecard.warehouse.provider_funnel import create_funnel
from scorecard.warehouse.return_status import RETURN_STATUS, keep_return_status

Row = dict[str, Any]

QUERIES = sorted(
    path for path in Path(__file__).parents[2].joinpath("queries").glob("*.sql") if not path.stem.startswith("check_")
)
EXAMPLES = Path(__file__).with_name("examples")
IN_WAREHOUSE = {"agency": "agency_code", "month": "report_month"}
COLUMN_TYPES = {
    "period": "VARCHAR",
    "agency_code": "VARCHAR",
    "report_month": "DATE",
    "breakdown": "VARCHAR",
    "category": "VARCHAR",
    "numerator": "BIGINT",
    "denominator": "BIGINT",
}

every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)


@dataclass(frozen=True)
class Example:
    """Rows of the feeds in a warehouse of a few months, and the rows that the query must give."""

    story: str
    first: date
    last: date
    rows: dict[str, list[Row]]
    answer: list[Row]
    returns: list[Row] = field(default_factory=list)


def read_example(query: Path) -> Example:
    path = EXAMPLES / f"{query.stem}.toml"
    if not path.exists():
        pytest.fail(f"{query.name} has no worked example. Write {path.name} into tests/queries/examples.")
    fields = tomllib.loads(path.read_text(encoding="utf-8"))
    return Example(
        fields["story"],
        fields["calendar"]["first"],
        fields["calendar"]["last"],
        fields.get("rows", {}),
        fields["answer"],
        fields.get("returns", []),
    )


def make_warehouse(example: Example) -> duckdb.DuckDBPyConnection:
    unknown = sorted(set(example.rows) - set(all_feeds()))
    assert not unknown, f"There is no feed called {', '.join(unknown)}. Those that exist: {', '.join(all_feeds())}."
    connection = duckdb.connect()
    create_calendar(connection, example.first, example.last)
    connection.execute("create schema feed")
    connection.execute("create schema sent")
    for name, feed in all_feeds().items():
        connection.register("sent", make_frame(feed, example.rows.get(name, []), example.first))
        connection.execute(f"create table feed.{name} as select * from sent")
        connection.execute(f"create table sent.{name} as select * from sent")
        connection.unregister("sent")
    create_funnel(connection)
    connection.execute(RETURN_STATUS)
    keep_return_status(connection, make_status(connection, example.returns))
    return connection


def make_status(connection: duckdb.DuckDBPyConnection, returns: list[Row]) -> pl.DataFrame:
    """Fill what an example leaves out of the record of returns with null."""
    schema = connection.sql("from returns.status").pl().schema
    unknown = sorted({column for row in returns for column in row} - set(schema))
    assert not unknown, f"The record of returns has no {', '.join(unknown)}. It has: {', '.join(schema)}."
    return pl.DataFrame(returns, schema=schema)


def make_frame(feed: Feed, rows: list[Row], first_month: date) -> pl.DataFrame:
    """Fill what an example leaves out: the sender is the council, the month the first, every other column null."""
    schema = {IN_WAREHOUSE.get(name, name): kind for name, kind in feed.schema.create_empty().schema.items()}
    unknown = sorted({column for row in rows for column in row} - set(schema))
    assert not unknown, f"{feed.name} has no column {', '.join(unknown)}. Those it has: {', '.join(schema)}."
    filled = [{"agency_code": "asc", "report_month": first_month, **row} for row in rows]
    return pl.DataFrame(filled, schema=schema)


def describe(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in connection.execute(f"describe\n{sql}").fetchall()}


def in_order(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(rows, key=repr)


def answer_rows(example: Example, columns: list[str]) -> list[tuple[Any, ...]]:
    """Give the answer in the order of the query's columns; a column that a row leaves out is null."""
    unknown = sorted({column for row in example.answer for column in row} - set(columns))
    assert not unknown, f"The answer has {', '.join(unknown)}, which the query does not give: {', '.join(columns)}."
    return in_order([tuple(row.get(column) for column in columns) for row in example.answer])


@pytest.fixture(scope="module")
def empty_warehouse() -> duckdb.DuckDBPyConnection:
    return make_warehouse(Example("No agency has sent anything.", date(2024, 3, 1), date(2024, 4, 1), {}, []))


def test_every_example_belongs_to_a_query() -> None:
    strays = sorted({path.stem for path in EXAMPLES.iterdir()} - {path.stem for path in QUERIES})
    assert not strays, f"No query is called {', '.join(strays)}. Rename the example, or take it away."


def test_there_are_queries_to_try() -> None:
    assert QUERIES


@every_query
def test_the_query_gives_the_answer_worked_by_hand(query: Path) -> None:
    example, sql = read_example(query), query.read_text(encoding="utf-8")
    connection = make_warehouse(example)
    assert example.story.strip()
    expected = answer_rows(example, list(describe(connection, sql)))
    assert in_order(connection.execute(sql).fetchall()) == expected


@every_query
def test_a_view_of_the_whole_file_gives_the_same_answer(query: Path) -> None:
    example, sql = read_example(query), query.read_text(encoding="utf-8")
    connection = make_warehouse(example)
    connection.execute(f"create view indicator as {sql}")
    expected = answer_rows(example, list(describe(connection, sql)))
    assert in_order(connection.execute("select * from indicator").fetchall()) == expected


@every_query
def test_empty_feeds_give_no_row(query: Path, empty_warehouse: duckdb.DuckDBPyConnection) -> None:
    assert empty_warehouse.execute(query.read_text(encoding="utf-8")).fetchall() == []


@every_query
def test_the_columns_are_those_promised_in_order_and_type(
    query: Path, empty_warehouse: duckdb.DuckDBPyConnection
) -> None:
    definition = read_definition(query)
    columns = describe(empty_warehouse, query.read_text(encoding="utf-8"))
    optional = {"breakdown", "category"} if "breakdown" in columns else set()
    if definition.kind in WINDOWED:
        optional.add("period")
    promised = {
        name: kind
        for name, kind in COLUMN_TYPES.items()
        if name in optional | {"agency_code", "report_month", "numerator", "denominator"}
    }
    if definition.kind == "duration":
        promised["numerator"] = "DOUBLE"
    assert list(columns.items()) == list(promised.items())


@every_query
def test_what_does_not_add_up_is_counted_for_the_whole_partnership_too(query: Path) -> None:
    recounted = read_definition(query).kind in WINDOWED
    assert recounted == ("all" in {row["agency_code"] for row in read_example(query).answer})


@every_query
def test_a_percentage_has_a_denominator_and_a_plain_number_only_one_it_names(query: Path) -> None:
    definition = read_definition(query)
    given = {"denominator" in row for row in read_example(query).answer}
    assert given == {definition.denominator is not None}


@every_query
def test_a_breakdown_and_its_category_come_together(query: Path) -> None:
    assert all(("breakdown" in row) == ("category" in row) for row in read_example(query).answer)


@every_query
def test_a_part_is_never_more_than_its_whole(query: Path) -> None:
    answer = read_example(query).answer
    assert all(row["numerator"] <= row["denominator"] for row in answer if "denominator" in row)
