"""Gathers from the warehouse what is published: the rows of every indicator, the returns, and what people wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter

import duckdb
import polars as pl

from scorecard.errors import WarehouseError
from scorecard.indicators.catalogue import load_catalogue, run_indicator
from scorecard.months import months_between, write_month
from scorecard.publication.agreed import add_agreed
from scorecard.publication.computing import Gathered
from scorecard.publication.decisions import gather_decisions
from scorecard.publication.formats import format_date
from scorecard.publication.history import choose_moment, read_history
from scorecard.publication.providers import gather_providers
from scorecard.publication.states import read_return_status
from scorecard.reference import load_reference
from scorecard.settings import Settings
from scorecard.warehouse.connection import open_workspace, use_current_rows
from scorecard.warehouse.return_status import keep_return_status
from scorecard.warehouse.submissions import list_months

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Material:
    """What is published from, the tables that are taken over as they are, and the seconds spent in SQL.

    Tables in `exact_only` are for the council's generation, and have no place in any other.
    """

    gathered: Gathered
    inputs: pl.DataFrame
    taken_over: dict[str, pl.DataFrame]
    exact_only: dict[str, pl.DataFrame]
    data_as_at: datetime
    seconds_in_sql: float


def gather(settings: Settings, as_at: datetime | None, made_at: datetime, report: Progress) -> Material:
    """Run every indicator on what the warehouse holds, or held at a moment."""
    reference = load_reference(settings.reference)
    catalogue = load_catalogue(settings.queries)
    data_as_at = as_at or choose_moment(settings.warehouse, reference.partnership.data_as_at, made_at)
    with open_workspace(settings.warehouse, data_as_at) as connection:
        reference = add_agreed(connection, reference)
        months = _list_report_months(connection, settings, data_as_at)
        returns = read_return_status(connection, reference, months, data_as_at)
        inputs = connection.sql("select * from store.current_submission").pl()
        history = read_history(connection) | gather_decisions(connection)
        begun = perf_counter()
        use_current_rows(connection, months.to_list())
        keep_return_status(connection, returns)
        rows = {}
        for done, indicator in enumerate(catalogue.values()):
            report(indicator.definition.title, done, len(catalogue))
            rows[indicator.name] = run_indicator(connection, indicator)
        exact_only = {"provider": gather_providers(connection, months)}
        seconds_in_sql = perf_counter() - begun
        commentary = connection.sql("select * from feed.commentary").pl()
        actions = connection.sql("select * from sent.learning_actions").pl()
    report("Judging what changed", len(catalogue), len(catalogue))
    taken_over = history | {
        "input": inputs,
        "return_status": returns,
        "commentary": commentary,
        "action": actions,
        "agency": reference.agencies,
        "theme": reference.themes,
        "event": reference.events,
        "comparator": reference.comparators,
    }
    gathered = Gathered(catalogue, rows, returns, reference, months)
    return Material(gathered, inputs, taken_over, exact_only, data_as_at, seconds_in_sql)


def _list_report_months(connection: duckdb.DuckDBPyConnection, settings: Settings, data_as_at: datetime) -> pl.Series:
    span = list_months(connection)
    if span is None:
        raise WarehouseError(
            f"The warehouse holds no return received by {format_date(data_as_at)}, {data_as_at:%H:%M}. "
            "Load one first: scorecard load PATH."
        )
    first, newest = span
    last: date = settings.reporting_month or newest
    if last < first:
        raise WarehouseError(
            f"The reporting month {write_month(last)} is before the first return, of {write_month(first)}. "
            f"Set SCORECARD_REPORTING_MONTH to a month from {write_month(first)}, or leave it out."
        )
    return pl.Series("report_month", months_between(first, last), dtype=pl.Date)
