"""Calls the command line on a home folder, as a person would."""

from pathlib import Path

from click.testing import CliRunner, Result

from scorecard.cli import main
from scorecard.settings import load_settings


def run(home: Path, *arguments: str, **settings: str) -> Result:
    """Run a command; settings are given without their prefix, in capitals or not."""
    environment = {f"SCORECARD_{name.upper()}": value for name, value in settings.items()}
    load_settings.cache_clear()
    try:
        return CliRunner(env={"SCORECARD_HOME": str(home), **environment}).invoke(main, list(arguments))
    finally:
        load_settings.cache_clear()
