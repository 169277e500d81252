"""`scorecard template`: a blank workbook for one return."""

from datetime import date
from pathlib import Path

import click

from scorecard.commands.options import FEED, MONTH, declare
from scorecard.errors import ScorecardError
from scorecard.months import write_month
from scorecard.publication.templates import make_template
from scorecard.settings import load_settings


@click.command("template")
@click.argument("feed", type=FEED)
@click.option("--agency", required=True, help="Code of the agency that is to send the return.")
@click.option("--month", type=MONTH, required=True, help="Month of the return, such as 2024-03.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder for it, which then has it as 2024-03/asc_concerns.xlsx, or the name of an .xlsx file.",
)
def command(feed: str, agency: str, month: date, into: Path) -> None:
    """Write the blank workbook of a return, with its lists, checks and notes."""
    target = into if into.suffix.lower() == ".xlsx" else into / write_month(month) / f"{agency}_{feed}.xlsx"
    settings = load_settings()
    content = make_template(settings, declare(settings, feed, agency, month))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise ScorecardError(f"{target} exists already and may be filled in. Move it, or name another file.") from error
    except OSError as error:
        raise ScorecardError(f"{target} cannot be written: {error.strerror}. Name another folder.") from error
    click.echo(str(target))
