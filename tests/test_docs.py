"""The documentation names every setting, command, option and feed, or the build fails."""

from pathlib import Path

import click
import pytest

from scorecard.cli import main
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


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_documented_with_its_default(name: str) -> None:
    assert setting_row(name) in (DOCS / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = (DOCS / "command_line.md").read_text(encoding="utf-8")
    command = main.commands[name]
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


def test_every_local_link_of_the_documents_leads_somewhere() -> None:
    for document in [PROJECT / "README.md", *DOCS.rglob("*.md")]:
        for part in document.read_text(encoding="utf-8").split("](")[1:]:
            target = part.split(")")[0]
            if "://" not in target and not target.startswith("#"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"
