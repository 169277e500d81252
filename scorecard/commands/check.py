"""`scorecard check`: what would happen to a return, without keeping it."""

import json
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import click

from scorecard.commands.options import FEED, MONTH, declare
from scorecard.feeds.reading import read_bytes
from scorecard.feeds.report import Checked
from scorecard.settings import load_settings
from scorecard.warehouse.connection import open_warehouse
from scorecard.warehouse.submissions import check_against_warehouse

FAILING = ("rows_refused", "refused")
WORDS = {
    "accepted": "Accepted. Nothing to mend.",
    "accepted_with_warnings": "Accepted, with things to look at.",
    "rows_refused": "Not accepted yet: some rows need mending.",
    "refused": "Refused: the file needs mending.",
    "already_received": "Received before. Nothing changed.",
}


@click.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--feed", type=FEED, required=True, help="Kind of return.")
@click.option("--agency", required=True, help="Code of the agency that sends it.")
@click.option("--month", type=MONTH, required=True, help="Month of the return, such as 2024-03.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(file: Path, feed: str, agency: str, month: date, style: str) -> None:
    """Check one return and list everything to mend."""
    settings = load_settings()
    declared = declare(settings, feed, agency, month)
    content = read_bytes(file, settings.largest_return)
    known = settings.warehouse.exists()
    with open_warehouse(settings.warehouse, read_only=True) if known else nullcontext() as connection:
        checked = check_against_warehouse(connection, content, declared, file_name=file.name)
    click.echo(json.dumps(checked.fields(), ensure_ascii=False, indent=2) if style == "json" else write_report(checked))
    sys.exit(1 if checked.outcome in FAILING else 0)


def write_report(checked: Checked, *, most: int | None = None) -> str:
    """Write a check as text: the outcome, the counts, and each problem on a line."""
    lines = [
        WORDS[checked.outcome],
        f"{checked.rows} rows: {checked.accepted_rows} accepted, {checked.refused} refused.",
    ]
    shown = checked.problems[:most]
    lines += [f"  {problem.severity.value.replace('_', ' ')}: {problem.sentence()}" for problem in shown]
    if len(shown) < len(checked.problems):
        lines.append(f"  … and {len(checked.problems) - len(shown)} more; see them all with scorecard check.")
    return "\n".join(lines)
