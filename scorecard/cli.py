"""The command line: each command is a module of `scorecard.commands`."""

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

import scorecard.commands
from scorecard.errors import ScorecardError, UnknownName

REFUSED, USAGE = 1, 2
MODULES = frozenset(module.name for module in iter_modules(scorecard.commands.__path__))


class Scorecard(click.Group):
    """Turns every fault that a person can mend into one sentence and the right exit status.

    A command is the module of its name and imported when it is asked for: some need libraries that load for a second.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the modules that hold a command."""
        return sorted(name for name in MODULES if self.get_command(ctx, name) is not None)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a name; None where there is none."""
        if cmd_name not in MODULES:
            return None
        return getattr(import_module(f"scorecard.commands.{cmd_name}"), "command", None)

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
