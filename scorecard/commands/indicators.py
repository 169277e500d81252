"""`scorecard indicators`: the list of indicators."""

import json

import click

from scorecard.indicators.catalogue import load_catalogue
from scorecard.settings import load_settings


@click.command("indicators")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(style: str) -> None:
    """List every indicator with its code and title."""
    definitions = [indicator.definition for indicator in load_catalogue(load_settings().queries).values()]
    if style == "json":
        click.echo(json.dumps([definition.model_dump(mode="json") for definition in definitions], indent=2))
        return
    for definition in definitions:
        click.echo(f"{definition.code:<8}{definition.name:<52}{definition.title}")
