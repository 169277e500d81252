"""`scorecard log`: the access log: whether it is whole, the hash to keep in a second place, and its events."""

import json
from typing import Any

import click

from scorecard.access.log import Event, check_chain, count_events, head, read_every_event
from scorecard.commands.figures import write_csv
from scorecard.errors import AccessLogError
from scorecard.settings import load_settings

FIELDS = ("number", "at", "event", "person", "role", "details", "hash")


@click.group("log")
def command() -> None:
    """Check and read the access log: `check`, `head` and `export`."""


@command.command("check")
@click.option("--head", "kept", help="A hash kept in a second place, as `scorecard log head` printed it.")
def check(kept: str | None) -> None:
    """Say whether the log is whole; 1 and its first broken row where it is not."""
    path = load_settings().audit_log
    broken = check_chain(path, kept)
    if broken is not None:
        raise AccessLogError(
            f"The access log {path} is not whole from row {broken.number} on. {broken.why} "
            "Keep the file as it is, and tell whoever leads on information governance."
        )
    click.echo(f"The access log is whole: {count_events(path)} events.")


@command.command("head")
def print_head() -> None:
    """Print number and hash of the newest event, to be kept in a second place each night."""
    click.echo(head(load_settings().audit_log))


@command.command("export")
@click.option("--format", "style", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
def export(style: str) -> None:
    """Print every event, the oldest first."""
    rows = [_name_fields(event) for event in read_every_event(load_settings().audit_log)]
    if style == "json":
        click.echo(json.dumps([row | {"details": json.loads(row["details"])} for row in rows], indent=1))
    else:
        click.echo(write_csv(rows, FIELDS), nl=False)


def _name_fields(event: Event) -> dict[str, Any]:
    at = event.at.isoformat(timespec="milliseconds")
    named = {"number": event.number, "at": at, "event": event.event, "person": event.person, "role": event.role}
    return named | {"details": json.dumps(dict(event.details), sort_keys=True), "hash": event.hash}
