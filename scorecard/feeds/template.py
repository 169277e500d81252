"""Writes the blank workbook of a return from the contract of its feed."""

import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from scorecard.feeds.code_lists import labels
from scorecard.feeds.contract import Feed, code_list_of, kind_of
from scorecard.feeds.declared import Declaration
from scorecard.feeds.markers import TEMPLATE, TEMPLATE_PROPERTY
from scorecard.feeds.paper import fit_on_paper
from scorecard.feeds.template_columns import Choices, choices_of, limits_of, validation_of
from scorecard.feeds.template_notes import write_notes
from scorecard.months import write_month

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
LISTS, NOTES = "Lists", "Notes"
PREPARED_ROWS, CHECKED_ROWS = 500, 20_000
"""Rows with agency and month filled in, and rows whose cells are checked while they are filled in."""
WIDTHS = {"agency": 12, "month": 12, "date": 14, "whole_number": 14, "text": 48}
Titles = Mapping[str, Mapping[str, str]]


def template_version(feed: Feed) -> str:
    """Give the version of a feed's template, which changes when its columns or code lists change."""
    parts = [
        (name, kind_of(column), column.nullable, column.description, limits_of(column), _listed(code_list_of(column)))
        for name, column in feed.columns.items()
    ]
    return hashlib.sha256(repr((feed.name, parts)).encode()).hexdigest()[:8]


def _listed(code_list: str | None) -> list[tuple[str, str]]:
    return list(labels(code_list).items()) if code_list else []


def write_template(declared: Declaration, *, titles: Titles | None = None, sent_by: str = "", due: str = "") -> bytes:
    """Write the blank return of one feed, agency and month as an XLSX workbook.

    The reference codes that may be chosen are those declared as known; `titles` gives what they mean, by kind.
    `sent_by` names the sender for people, `due` says in a sentence when the return is wanted.
    """
    feed, version = declared.feed, template_version(declared.feed)
    choices = {name: choices_of(column, declared, titles or {}) for name, column in feed.columns.items()}
    marker = f"{TEMPLATE}: feed {feed.name}, version {version}. This sheet is not read."
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, AS_TEXT) as book:
        book.set_properties(
            {
                "title": f"{feed.title}, {declared.agency}, {write_month(declared.month)}",
                "subject": f"Template of the feed {feed.name}, version {version}",
                "created": datetime(declared.month.year, declared.month.month, 1),
            }
        )
        book.set_custom_property(TEMPLATE_PROPERTY, f"{feed.name} {version}")
        sheet = book.add_worksheet(feed.title.translate(str.maketrans("", "", "[]:*?/\\"))[:31])
        notes, lists = book.add_worksheet(NOTES), book.add_worksheet(LISTS)
        ranges = _write_lists(book, lists, marker, choices)
        _write_sheet(book, sheet, declared, choices, ranges)
        write_notes(book, notes, marker, declared, choices, sent_by=sent_by, due=due, version=version)
    return stream.getvalue()


def _write_lists(
    book: xlsxwriter.Workbook, sheet: Any, marker: str, choices: Mapping[str, Choices | None]
) -> dict[Choices, str]:
    """Write every list that can be chosen from, two columns each; gives the range of each."""
    bold = book.add_format({"bold": True, "bottom": 1})
    ranges: dict[Choices, str] = {}
    sheet.write_string(0, 0, marker, book.add_format({"font_color": "#595959"}))
    place = 0
    for each in filter(None, choices.values()):
        if each in ranges or not each.choices:
            continue
        sheet.write_string(2, place, each.name, bold)
        sheet.write_string(2, place + 1, "stands for", bold)
        for row, (choice, meaning) in enumerate(each.choices, start=3):
            sheet.write_string(row, place, choice)
            sheet.write_string(row, place + 1, meaning)
        sheet.set_column(place, place + 1, min(50, 3 + max(len(choice) for choice, _ in each.choices)))
        ranges[each] = f"={LISTS}!{xl_range_abs(3, place, 2 + len(each.choices), place)}"
        place += 3
    sheet.freeze_panes(3, 0)
    fit_on_paper(sheet, heads=2)
    return ranges


def _write_sheet(
    book: xlsxwriter.Workbook,
    sheet: Any,
    declared: Declaration,
    choices: Mapping[str, Choices | None],
    ranges: Mapping[Choices, str],
) -> None:
    """Write the header, the agency and month of each prepared row, and what each column takes."""
    needed = book.add_format({"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1})
    optional = book.add_format({"italic": True, "bg_color": "#DCE6F1", "border": 1})
    text, whole = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0"})
    styles = {"date": book.add_format({"num_format": "dd/mm/yyyy"}), "whole_number": whole}
    filled = {"agency": declared.agency, "month": write_month(declared.month)}
    for place, (name, column) in enumerate(declared.feed.columns.items()):
        kind, chosen = kind_of(column), choices[name]
        listed = ranges.get(chosen) if chosen else None
        longest = max((len(choice) for choice, _ in chosen.choices), default=0) if chosen else 0
        width = max(len(name) + 3, WIDTHS.get(kind, 18), min(longest + 3, 44))
        sheet.set_column(place, place, width, styles.get(kind, text))
        sheet.write_string(0, place, name, optional if column.nullable else needed)
        rule = validation_of(name, declared, listed)
        sheet.data_validation(0, place, 0, place, {"validate": "any"} | _prompt_only(rule))
        sheet.data_validation(1, place, CHECKED_ROWS, place, rule)
        if kind in filled:
            for row in range(1, PREPARED_ROWS + 1):
                sheet.write_string(row, place, filled[kind], text)
    sheet.freeze_panes(1, 2)
    fit_on_paper(sheet)
    # References of figures alone are kept as text on purpose.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _prompt_only(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {name: rule[name] for name in ("input_title", "input_message")}
