"""`scorecard figures`: the published figures, the same as on the pages."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import click
import polars as pl

from scorecard.commands.options import MONTH
from scorecard.indicators.catalogue import find_indicator, load_catalogue
from scorecard.indicators.rollup import PERIODS
from scorecard.months import financial_quarter, financial_year, write_month
from scorecard.publication.reader import (
    Generation,
    list_kept,
    open_generation,
    open_version,
    read_about,
    read_agencies,
    read_figures,
)
from scorecard.settings import Settings, load_settings

KEYS = ("indicator", "code", "agency", "period", "breakdown", "category")
FIELDS = (
    *KEYS,
    "numerator",
    "denominator",
    "value",
    "state",
)


@click.command("figures")
@click.option("--indicator", help="Name or code of one indicator.")
@click.option("--agency", help="Code of one agency, or “all” for the partnership's total.")
@click.option("--from", "first", type=MONTH, help="First month.")
@click.option("--to", "last", type=MONTH, help="Last month; the reporting month if not given.")
@click.option("--period", type=click.Choice(PERIODS), default="month", show_default=True, help="What a figure covers.")
@click.option("--breakdown", is_flag=False, flag_value="*", help="Breakdowns too, or only the one named.")
@click.option("--version", "number", type=int, help="An earlier version: the figures as reported at the time.")
@click.option("--format", "style", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def command(
    indicator: str | None,
    agency: str | None,
    first: date | None,
    last: date | None,
    period: str,
    breakdown: str | None,
    number: int | None,
    style: str,
) -> None:
    """Print published figures.

    Of quarters and years the whole period is given, or the period to date at the last month.
    """
    settings = load_settings()
    generation = _open(settings, number)
    about = read_about(generation)
    names: tuple[str, ...] = ()
    if indicator is not None:
        names = (find_indicator(load_catalogue(settings.queries), indicator).name,)
    known = [about.all_agencies, *read_agencies(generation)["code"]]
    if agency is not None and agency not in known:
        raise click.BadParameter(
            f"no figures are about {agency}; those that exist: {', '.join(known)}", param_hint="--agency"
        )
    frame = read_figures(generation, names, (agency,) if agency else (), period, first, last or about.reporting_month)
    rows = [name_fields(row, period) for row in _choose_breakdown(frame, breakdown).iter_rows(named=True)]
    click.echo(json.dumps(rows, indent=1) if style == "json" else write_csv(rows), nl=style == "json")


def _open(settings: Settings, number: int | None) -> Generation:
    if number is None:
        return open_generation(settings.published, settings.audience)
    kept = list_kept(settings.published, settings.audience)
    if number not in kept:
        raise click.BadParameter(
            f"version {number} is not kept; those that are: {', '.join(map(str, kept)) or 'none'}",
            param_hint="--version",
        )
    return open_version(settings.published, settings.audience, number)


def _choose_breakdown(frame: pl.DataFrame, breakdown: str | None) -> pl.DataFrame:
    if breakdown is None:
        return frame.filter(pl.col("breakdown").is_null())
    if breakdown == "*":
        return frame
    known = frame["breakdown"].drop_nulls().unique().sort().to_list()
    if breakdown not in known:
        raise click.BadParameter(
            f"there is no breakdown {breakdown}; those that exist: {', '.join(known) or 'none'}",
            param_hint="--breakdown",
        )
    return frame.filter(pl.col("breakdown") == breakdown)


def name_fields(row: dict[str, Any], period: str) -> dict[str, Any]:
    """Give one figure the field names and the period names of the command line."""
    renamed = row | {"agency": row["agency_code"], "period": name_period(row["report_month"], period)}
    return {field: write_plainly(renamed[field]) for field in FIELDS}


def name_period(month: date, period: str) -> str:
    """Name a month, quarter or year as it is asked for."""
    return {"quarter": financial_quarter, "year": financial_year}.get(period, write_month)(month)


def write_plainly(value: Any) -> Any:
    """Write whole numbers without a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def write_csv(rows: list[dict[str, Any]], fields: Sequence[str] = FIELDS) -> str:
    """Write figures as CSV; text that a spreadsheet would take for a formula is kept as text."""
    target = io.StringIO()
    writer = csv.DictWriter(target, fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _as_text(value) for name, value in row.items()} for row in rows)
    return target.getvalue()


def _as_text(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
