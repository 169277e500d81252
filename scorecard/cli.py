"""The command line: each command is a module of `scorecard.commands`."""

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

import scorecard.commands
from scorecard.errors import ScorecardError, UnknownName

REFUSED, USAGE = 1, 2


class Scorecard(click.Group):
    """Turns every fault that a person can mend into one sentence and the right exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where something was refused or failed, 2 where it was called wrongly."""
        try:
            return super().invoke(ctx)
        except UnknownName as error:
            raise click.UsageError(str(error), ctx) from error
        except ScorecardError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(REFUSED)


@click.group(cls=Scorecard, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="safeguarding-scorecard")
def main() -> None:
    """A monthly safeguarding scorecard: returns in, a dashboard out."""


for module in iter_modules(scorecard.commands.__path__):
    loaded = import_module(f"scorecard.commands.{module.name}")
    if hasattr(loaded, "command"):
        main.add_command(loaded.command)
