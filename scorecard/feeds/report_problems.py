"""The first sheet of a report workbook: what it is on, and one line for each problem."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from scorecard.feeds.contract import Severity
from scorecard.feeds.paper import fit_height, fit_on_paper
from scorecard.feeds.report import Checked, Problem
from scorecard.feeds.report_text import SEVERITIES, what_is_wrong, what_to_do

PROBLEMS = "Problems"
"""Name of the sheet, and of the column of the other sheet that says how many problems a row has."""
HEADINGS = {"Sheet": 20, "Row": 8, "Column": 24, "Value": 16, "What is wrong": 62, "What to do": 62, "Severity": 18}
FIRST_ROW = 7
"""Row of the first problem on its sheet, counted from 0."""
SEVEREST_FIRST = (Severity.REFUSE_FILE, Severity.REFUSE_ROW, Severity.WARN)
FILLS = {Severity.REFUSE_FILE: "#F4B6B0", Severity.REFUSE_ROW: "#F9D5A7", Severity.WARN: "#FFF2B3"}
MOST_PROBLEMS = 50_000


def list_columns(rows: pl.DataFrame) -> list[str]:
    """List the columns that a return has itself."""
    return [column for column in rows.columns if column != "row"]


def write_problems(
    book: xlsxwriter.Workbook, sheet: Any, checked: Checked, about: Sequence[str], name: str, rows: pl.DataFrame | None
) -> None:
    """Write the summary, then one line for each problem, the severest first, each linked to its cell."""
    top = {"text_wrap": True, "valign": "top"}
    wrapped = book.add_format(top)
    link = book.add_format({**top, "font_color": "#0B4F9E", "underline": 1})
    filled = {severity: book.add_format({**top, "bg_color": colour}) for severity, colour in FILLS.items()}
    large, bold = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True})
    for line, words in enumerate(about):
        sheet.write_string(line, 0, words, large if line == 0 else bold if line == 1 else None)
    for place, (heading, width) in enumerate(HEADINGS.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(FIRST_ROW - 1, place, heading, book.add_format({"bold": True, "bottom": 1}))
    sheet.freeze_panes(FIRST_ROW, 0)
    fit_on_paper(sheet, heads=FIRST_ROW - 1)
    problems = sorted(checked.problems, key=_severest_first)[:MOST_PROBLEMS]
    for line, (problem, target) in enumerate(zip(problems, _targets(problems, name, rows), strict=True), FIRST_ROW):
        cells: list[str | int | None] = [problem.sheet or name, problem.row, problem.column, problem.value]
        cells += [what_is_wrong(problem), what_to_do(problem)]
        fit_height(sheet, line, zip((str(cell or "") for cell in cells), HEADINGS.values(), strict=False))
        linked = None if target is None else 1 if problem.row else 2
        for place, cell in enumerate(cells):
            if linked == place:
                sheet.write_url(line, place, target, link, str(cell))
            style = link if linked == place else wrapped
            if isinstance(cell, int):
                sheet.write_number(line, place, cell, style)
            elif cell:
                sheet.write_string(line, place, cell, style)
        sheet.write_string(line, len(HEADINGS) - 1, SEVERITIES[problem.severity], filled[problem.severity])
    left = len(checked.problems) - len(problems)
    if left:
        sheet.write_string(FIRST_ROW + len(problems), 4, f"… and {left:,} more. Mend these first, then check again.")
    if problems:
        sheet.autofilter(FIRST_ROW - 1, 0, FIRST_ROW - 1 + len(problems), len(HEADINGS) - 1)


def _severest_first(problem: Problem) -> tuple[int, int, str]:
    return SEVEREST_FIRST.index(problem.severity), problem.row or 0, problem.column or ""


def _targets(problems: Iterable[Problem], name: str, rows: pl.DataFrame | None) -> Iterator[str | None]:
    """Give the address of the cell that each problem is about, None where it is not in this workbook."""
    places = {} if rows is None else {column: place for place, column in enumerate(list_columns(rows), start=1)}
    shown = set() if rows is None else set(rows["row"])
    for problem in problems:
        place = places.get(problem.column or "")
        if problem.row is not None and problem.row in shown:
            yield f"internal:{quote_sheetname(name)}!{xl_rowcol_to_cell(problem.row - 1, place or 0)}"
        elif problem.row is None and place is not None:
            yield f"internal:{quote_sheetname(name)}!{xl_rowcol_to_cell(0, place)}"
        else:
            yield None
