"""Writes the documents that are made from the code: settings, commands, pages, feeds, and the report's coverage."""

import ast
from pathlib import Path
from typing import Any

import click

from scorecard.dashboard.navigation import list_pages
from scorecard.feeds.catalogue import all_feeds
from scorecard.feeds.code_lists import labels
from scorecard.feeds.contract import Feed, Severity, code_list_of, kind_of
from scorecard.indicators.catalogue import load_catalogue
from scorecard.settings import PROJECT, Settings
from tests.helpers.annual_report import read_statements, write_coverage
from tests.helpers.take_screenshots import name_of
from tests.test_docs import list_commands, option_row, setting_row

DOCS = PROJECT / "docs"
KINDS = {
    "agency": "code of the agency",
    "month": "month, yyyy-mm",
    "identifier": "pseudonymous reference",
    "reference": "code of a reference file",
    "code": "code",
    "codes": "codes, with semicolons between them",
    "date": "date, dd/mm/yyyy or yyyy-mm-dd",
    "whole_number": "whole number",
    "text": "text",
}
SEVERITIES = {Severity.REFUSE_FILE: "file refused", Severity.REFUSE_ROW: "row refused", Severity.WARN: "warning"}


def write_settings() -> str:
    """Write the table of settings."""
    rows = "\n".join(setting_row(name) for name in Settings.model_fields)
    return f"""# Settings

Set in the environment, or in a file `.env` where the scorecard is started.

| name | default | meaning |
|---|---|---|
{rows}
"""


def write_command_line() -> str:
    """Write the commands with their options."""
    parts = ["# Command line\n\nExit status: 0 done, 1 refused or failed, 2 called wrongly.\n"]
    for name, command in list_commands().items():
        parts.append(f"## `scorecard {name}`\n\n{command.help}\n")
        options = [option_row(each) for each in command.params if isinstance(each, click.Option)]
        if options:
            parts.append("| option | meaning |\n|---|---|\n" + "\n".join(options) + "\n")
    return "\n".join(parts)


def write_pages() -> str:
    """Write what each page is for, with its picture."""
    parts = ["# The pages\n\nPictures of the invented sample partnership; `make screenshots` takes them anew.\n"]
    for page in list_pages():
        said = ast.get_docstring(ast.parse(page.path.read_text(encoding="utf-8"))) or ""
        where = f"{page.section}: {page.title}" if page.section else page.title
        parts.append(f"## {where}\n\n{said}\n\n![{page.title}](images/{name_of(page.name)})\n")
    return "\n".join(parts)


def write_feed(feed: Feed) -> str:
    """Write one feed's page."""
    columns = "\n".join(_column(name, column) for name, column in feed.columns.items())
    rules = "\n".join(f"| `{rule.name}` | {SEVERITIES[rule.severity]} | {rule.sentence} |" for rule in feed.rules)
    lists = dict.fromkeys(filter(None, (code_list_of(column) for column in feed.columns.values())))
    codes = "\n".join(f"| {name} | {', '.join(f'`{code}`' for code in labels(name))} |" for name in lists)
    return (
        "\n".join(
            [
                f"# {feed.title}\n\nFeed `{feed.name}`. {feed.description}\n",
                f"Blank workbook: `scorecard template {feed.name} --agency CODE --month YYYY-MM`.\n",
                f"| column | kind | needed | meaning |\n|---|---|---|---|\n{columns}\n",
                f"## Rules\n\n| rule | when broken | what the sender reads |\n|---|---|---|\n{rules}\n"
                if rules
                else "",
                f"## Code lists\n\n| list | codes |\n|---|---|\n{codes}\n" if codes else "",
            ]
        ).rstrip()
        + "\n"
    )


def _column(name: str, column: Any) -> str:
    needed = "yes" if not column.nullable else "no"
    return f"| `{name}` | {KINDS[kind_of(column)]} | {needed} | {column.description} |"


def write(path: Path, text: str) -> None:
    """Write one document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(DOCS / "settings.md", write_settings())
    write(DOCS / "command_line.md", write_command_line())
    write(DOCS / "pages.md", write_pages())
    for each in all_feeds().values():
        write(DOCS / "feeds" / f"{each.name}.md", write_feed(each))
    write(DOCS / "annual_report_coverage.md", write_coverage(read_statements(), load_catalogue(PROJECT / "queries")))
