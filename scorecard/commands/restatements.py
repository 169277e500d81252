"""`scorecard restatements`: the figures that were published otherwise before, and what changed them."""

import json
from datetime import date
from typing import Any

import click
import polars as pl

from scorecard.commands.figures import KEYS, name_period, write_csv, write_plainly
from scorecard.commands.options import MONTH
from scorecard.indicators.rollup import PERIODS
from scorecard.months import write_month
from scorecard.publication.reader import open_generation, read_restatements
from scorecard.settings import load_settings

FIELDS = (
    *KEYS,
    "was_numerator",
    "was_denominator",
    "was_value",
    "was_state",
    "numerator",
    "denominator",
    "value",
    "state",
    "kind",
    "why",
    "published_in",
    "published_at",
    "restated_in",
    "restated_at",
)


@click.command("restatements")
@click.option("--month", type=MONTH, help="Only figures of one month, or of a period that ends in it.")
@click.option("--period", type=click.Choice(PERIODS), default="month", show_default=True, help="What a figure covers.")
@click.option("--format", "style", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def command(month: date | None, period: str, style: str) -> None:
    """Print the figures that changed since they were first published, the newest change first."""
    settings = load_settings()
    generation = open_generation(settings.published, settings.audience)
    rows = read_restatements(generation, month=month).filter(pl.col("period") == period)
    named = [name_fields(row, period) for row in rows.iter_rows(named=True)]
    if style == "csv":
        click.echo(write_csv(named, FIELDS), nl=False)
    else:
        returns = [[_name_return(each) for each in row["returns"]] for row in rows.iter_rows(named=True)]
        told = [row | {"returns": brought} for row, brought in zip(named, returns, strict=True)]
        click.echo(json.dumps(told, indent=1))


def name_fields(row: dict[str, Any], period: str) -> dict[str, Any]:
    """Give one restatement the field names and the period names of the command line."""
    moments = {name: row[name] and row[name].isoformat(timespec="seconds") for name in ("published_at", "restated_at")}
    renamed = row | moments | {"agency": row["agency_code"], "period": name_period(row["report_month"], period)}
    return {field: write_plainly(renamed[field]) for field in FIELDS}


def _name_return(brought: dict[str, Any]) -> dict[str, Any]:
    received = brought["received_at"]
    return {
        "feed": brought["feed"],
        "agency": brought["agency_code"],
        "month": write_month(brought["report_month"]),
        "received_at": None if received is None else received.isoformat(timespec="seconds"),
    }
