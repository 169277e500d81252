"""`scorecard people`: who may sign in, and with which role."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from scorecard.access import people
from scorecard.access.log import record_event
from scorecard.access.people import Person
from scorecard.access.roles import POLICIES
from scorecard.commands.releasing import name_user
from scorecard.reference import load_reference
from scorecard.settings import Settings, load_settings

ROLES = f"One of {', '.join(POLICIES)}."
FIELDS = ("email", "name", "role", "agency", "enabled")
EMAIL = click.argument("email")


@click.group("people")
def command() -> None:
    """Manage who may sign in to the dashboard, and with which role. See docs/sign_in.md."""


@command.command("list")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(style: str) -> None:
    """List everybody who has a role, those who are disabled too."""
    everybody = people.list_people(load_settings().access)
    if style == "json":
        click.echo(json.dumps([_write_fields(person) for person in everybody], ensure_ascii=False, indent=1))
        return
    for person in everybody:
        click.echo(_describe(person))
    if not everybody:
        click.echo("Nobody may sign in yet. Add the first: scorecard people add EMAIL --name NAME --role ROLE.")


@command.command("add")
@EMAIL
@click.option("--name", required=True, help="Name, as the dashboard shows it to the person.")
@click.option("--role", required=True, help=ROLES)
@click.option("--agency", help="Code of the agency, for the role agency only.")
def add(email: str, name: str, role: str, agency: str | None) -> None:
    """Let a person sign in with a role, by the e-mail address that the provider knows them by."""
    settings = load_settings()
    stated: dict[str, Any] = {"name": name, "role": role, "agency": agency, "note": _note(settings, "added")}
    click.echo(_describe(people.add_person(settings.access, email, _list_agencies(settings), _now(), **stated)))


@command.command("change")
@EMAIL
@click.option("--name", help="New name.")
@click.option("--role", help=f"New role. {ROLES}")
@click.option("--agency", help="Code of the new agency, for the role agency only.")
def change(email: str, name: str | None, role: str | None, agency: str | None) -> None:
    """Change a person's name, role or agency; counts from the next thing they do."""
    if name is None and role is None and agency is None:
        raise click.UsageError("Say what to change: --name, --role or --agency.")
    _change(email, "changed", name=name, role=role, agency=agency)


@command.command("disable")
@EMAIL
def disable(email: str) -> None:
    """Let a person in no longer, from the next thing they do; what they did stays recorded."""
    _change(email, "disabled", enabled=False)


@command.command("enable")
@EMAIL
def enable(email: str) -> None:
    """Let a disabled person sign in again."""
    _change(email, "enabled", enabled=True)


@command.command("end-sessions")
@EMAIL
def end_sessions(email: str) -> None:
    """End every sign-in of a person, such as after a lost laptop; they may sign in anew."""
    settings = load_settings()
    people.end_sessions(settings.access, email, _now(), _note(settings, "sessions_ended"))
    click.echo(f"Every sign-in of {people.fold(email)} has ended.")


def _change(email: str, state: str, **changes: Any) -> None:
    settings = load_settings()
    note = _note(settings, state)
    click.echo(
        _describe(people.change_person(settings.access, email, _list_agencies(settings), _now(), **changes, note=note))
    )


def _note(settings: Settings, state: str) -> Callable[[Person], None]:
    """Record a change in the access log; what cannot be recorded is not done."""

    def record(person: Person) -> None:
        agency: dict[str, Any] = {"agency": person.agency} if person.agency else {}
        record_event(
            settings.audit_log,
            "role_changed",
            name_user(),
            role=person.role,
            subject=person.email,
            state=state,
            **agency,
        )

    return record


def _list_agencies(settings: Settings) -> frozenset[str]:
    return load_reference(settings.reference).known_codes()["agency"]


def _now() -> datetime:
    return datetime.now(UTC)


def _write_fields(person: Person) -> dict[str, Any]:
    stated = asdict(person)
    moments = {name: value and value.isoformat(timespec="seconds") for name, value in stated.items() if "_at" in name}
    return {name: stated[name] for name in FIELDS} | moments


def _describe(person: Person) -> str:
    agency = f" of {person.agency}" if person.agency else ""
    disabled = "" if person.enabled else ", disabled"
    return f"{person.email}  {person.name}, {person.role}{agency}{disabled}"
