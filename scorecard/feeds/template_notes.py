"""Writes the sheet of a template that explains the return: its columns, its rules, and how it is sent."""

from collections.abc import Mapping
from typing import Any

import xlsxwriter

from scorecard.feeds.declared import Declaration
from scorecard.feeds.paper import fit_height, fit_on_paper
from scorecard.feeds.report_text import SEVERITIES
from scorecard.feeds.template_columns import Choices, describe_allowed
from scorecard.months import write_month

HOW_TO_FILL = (
    "Fill in one row for each case or count. Agency and month are filled in; rows that you do not use may stay.",
    "If you need more rows than are prepared, copy agency and month down.",
    "Leave the header as it is. Dark headings must be filled in, light ones may stay blank.",
    "To copy figures in from elsewhere, paste as values. Add no comments, colours or formulas.",
    "Never send names, NHS numbers, dates of birth, addresses, telephone numbers or e-mail addresses.",
    "A blank cell means that something is not known. Enter 0 only where you counted and there was nothing.",
    "If nothing happened in the month, declare a nil return instead of sending empty rows.",
)
HOW_TO_SEND = (
    "Save the workbook as .xlsx and send it to the data officer in the agreed way, or upload it where you may.",
    "The whole file is checked at once. You get it back with every problem marked, and what to do about each.",
    "To correct a month, send the whole month again: it takes the place of what you sent before.",
)
HEADINGS = {"column": 28, "needed": 12, "what it holds": 62, "what may stand there": 62}
MOST_SHOWN = 12


def write_notes(
    book: xlsxwriter.Workbook,
    sheet: Any,
    marker: str,
    declared: Declaration,
    choices: Mapping[str, Choices | None],
    *,
    sent_by: str,
    due: str,
    version: str,
) -> None:
    """Write the notes of a template, in words for whoever fills it in."""
    feed = declared.feed
    bold, wrapped = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    large = book.add_format({"bold": True, "font_size": 14})
    for place, width in enumerate(HEADINGS.values()):
        sheet.set_column(place, place, width)
    fit_on_paper(sheet, heads=None)
    about = f"{sent_by or declared.agency} sends this return for {declared.month:%B %Y}. {due}".rstrip()
    columns = [_column(name, declared, choices[name]) for name in feed.columns]
    rules = [[SEVERITIES[rule.severity], "", rule.sentence] for rule in feed.rules]
    blocks: list[tuple[list[str], list[list[str]]]] = [
        ([feed.title], [[marker], [feed.description], [about]]),
        (["How to fill it in"], [[line] for line in HOW_TO_FILL]),
        (list(HEADINGS), columns),
        (["when it does not hold", "", "what you read then"], rules),
        (["How to send it"], [[line] for line in HOW_TO_SEND]),
        (["About this template"], [[f"Version {version}, made for {declared.agency}, {write_month(declared.month)}."]]),
    ]
    row = 0
    for heading, lines in blocks:
        if not lines:
            continue
        for place, cell in enumerate(heading):
            sheet.write_string(row, place, cell, large if row == 0 else bold)
        for line in lines:
            row += 1
            if len(line) > 1:
                fit_height(sheet, row, zip(line, HEADINGS.values(), strict=False))
            for place, cell in enumerate(line):
                sheet.write_string(row, place, cell, wrapped if len(line) > 1 else None)
        row += 2


def _column(name: str, declared: Declaration, chosen: Choices | None) -> list[str]:
    column = declared.feed.columns[name]
    allowed = describe_allowed(name, declared)
    if chosen is not None:
        shown = [choice for choice, _ in chosen.choices[:MOST_SHOWN]]
        more = f" and {len(chosen.choices) - MOST_SHOWN} more on the sheet Lists" * (len(chosen.choices) > MOST_SHOWN)
        allowed += f" {'; '.join(shown)}{more}." if shown else " The partnership has none for this agency."
    return [name, "may be blank" if column.nullable else "yes", str(column.description), allowed]
