"""`scorecard check`: what would happen to a return, without keeping it."""

import json
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from scorecard.commands.options import FEED, MONTH, declare
from scorecard.errors import ScorecardError
from scorecard.feeds.reading import read_bytes
from scorecard.feeds.report_text import write_report
from scorecard.settings import load_settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import check_against_warehouse

FAILING = ("rows_refused", "refused")


@click.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--feed", type=FEED, required=True, help="Kind of return.")
@click.option("--agency", required=True, help="Code of the agency that sends it.")
@click.option("--month", type=MONTH, required=True, help="Month of the return, such as 2024-03.")
@click.option("--nil", is_flag=True, help="Declare that nothing happened in the month: a header and no rows.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Also write the report as this .xlsx file."
)
def command(file: Path, feed: str, agency: str, month: date, nil: bool, style: str, report: Path | None) -> None:
    """Check one return and list everything to mend."""
    settings = load_settings()
    declared = declare(settings, feed, agency, month, nil=nil)
    content = read_bytes(file, settings.largest_return)
    known = settings.warehouse.exists()
    with open_warehouse(settings.warehouse, read_only=True) if known else nullcontext() as connection:
        checked = check_against_warehouse(connection, content, declared, file_name=file.name)
    if report is not None:
        # Loaded for whoever asks for a workbook only: it takes as long as checking a return.
        from scorecard.feeds.report_workbook import write_report_workbook

        _save(report, write_report_workbook(content, checked, declared, file_name=file.name), file)
    click.echo(json.dumps(checked.fields(), ensure_ascii=False, indent=2) if style == "json" else write_report(checked))
    sys.exit(1 if checked.outcome in FAILING else 0)


def _save(report: Path, content: bytes, file: Path) -> None:
    """Write the report; raises ScorecardError where it cannot be, and never over the return itself."""
    if report.exists() and report.samefile(file):
        raise ScorecardError(f"{report} is the return itself. Name another file for the report.")
    try:
        report.write_bytes(content)
    except OSError as error:
        raise ScorecardError(f"{report} cannot be written: {error.strerror}. Name another file.") from error
