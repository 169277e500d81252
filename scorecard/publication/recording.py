"""Records what became of every return in the warehouse, so that queries can count returns there as in a publication."""

from datetime import datetime

import duckdb
import polars as pl

from scorecard.months import months_between
from scorecard.publication.agreed import add_agreed
from scorecard.publication.states import read_return_status
from scorecard.reference import load_reference
from scorecard.settings import Settings
from scorecard.warehouse.return_status import keep_return_status
from scorecard.warehouse.submissions import list_months


def record_return_status(connection: duckdb.DuckDBPyConnection, settings: Settings, now: datetime) -> None:
    """Keep the state of every return as at a moment; what SQL cannot see of it stands in the reference files."""
    span = list_months(connection)
    if span is None:
        return
    reference = add_agreed(connection, load_reference(settings.reference))
    months = pl.Series("report_month", months_between(*span), dtype=pl.Date)
    keep_return_status(connection, read_return_status(connection, reference, months, now))
