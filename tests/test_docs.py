"""The documentation names every setting, command, option and feed, or the build fails."""

import re
from pathlib import Path

import click
import pytest

from scorecard.cli import main
from scorecard.dashboard.navigation import PageScript, list_pages
from scorecard.feeds.catalogue import all_feeds
from scorecard.settings import PROJECT, Settings

DOCS = PROJECT / "docs"


def setting_row(name: str) -> str:
    field = Settings.model_fields[name]
    default = field.default
    shown = "not set" if default is None else default.name if isinstance(default, Path) else str(default)
    return f"| `SCORECARD_{name.upper()}` | {shown} | {field.description} |"


def option_row(option: click.Option) -> str:
    return f"| `{', '.join(option.opts)}` | {option.help or ''} |"


def list_commands(group: click.Group = main, before: str = "") -> dict[str, click.Command]:
    """Give every command by its whole name, those of a group after it."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found[before + name] = command
        if isinstance(command, click.Group):
            found |= list_commands(command, f"{before}{name} ")
    return found


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    assert setting_row(name) in (DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(list_commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = (DOCS / "command_line.md").read_text(encoding="utf-8")
    command = list_commands()[name]
    assert f"## `scorecard {name}`" in text
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert option_row(parameter) in text


@pytest.mark.parametrize("name", list(all_feeds()))
def test_every_feed_has_its_page_with_every_column(name: str) -> None:
    text = (DOCS / "feeds" / f"{name}.md").read_text(encoding="utf-8")
    for column, contract in all_feeds()[name].columns.items():
        assert f"| `{column}` |" in text
        assert str(contract.description) in text
    for rule in all_feeds()[name].rules:
        assert f"| `{rule.name}` |" in text
        assert rule.sentence in text


@pytest.mark.parametrize("page", list_pages(), ids=lambda page: page.name)
def test_every_page_is_documented_with_its_picture(page: PageScript) -> None:
    picture = f"images/{page.name.replace('_', '-')}.png"
    assert f"![{page.title}]({picture})" in (DOCS / "pages.md").read_text(encoding="utf-8")
    assert (DOCS / picture).read_bytes().startswith(b"\x89PNG")


def list_places(document: Path) -> list[str]:
    """List what links to the headings of a document are called."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_every_local_link_of_the_documents_leads_somewhere() -> None:
    for document in [PROJECT / "README.md", *DOCS.rglob("*.md")]:
        for part in document.read_text(encoding="utf-8").split("](")[1:]:
            target = part.split(")")[0]
            if "://" not in target:
                path, _, place = target.partition("#")
                found = document.parent / path if path else document
                assert found.exists(), f"{document.name}: {target}"
                assert not place or place in list_places(found), f"{document.name}: {target}"
