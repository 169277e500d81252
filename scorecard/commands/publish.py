"""`scorecard publish`: makes the figures that the dashboard shows."""

from datetime import datetime

import click

from scorecard.commands.options import MOMENT
from scorecard.commands.progress import show_progress
from scorecard.commands.releasing import record_release
from scorecard.publication.publish import publish
from scorecard.settings import load_settings


@click.command("publish")
@click.option("--as-at", type=MOMENT, help="Publish what was known at a moment; all that is known if not given.")
def command(as_at: datetime | None) -> None:
    """Run every indicator and publish a new generation."""
    settings = load_settings()
    with show_progress("Publishing") as report:
        published = publish(settings, as_at=as_at, progress=report)
    click.echo(
        f"Published {published.name}: {published.indicators} indicators, {published.figures} figures "
        f"in {published.seconds:.1f} s, {published.seconds_in_sql:.1f} s of it in SQL."
    )
    if published.blocked:
        click.echo(f"The board's figures were not published. {published.blocked}", err=True)
    record_release(settings, published, "command_line")
    if published.blocked:
        raise SystemExit(1)
