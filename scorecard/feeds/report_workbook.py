"""Gives a checked return back as a workbook: a list of its problems, and its rows with the cells marked."""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from scorecard.feeds.contract import Severity
from scorecard.feeds.declared import Declaration
from scorecard.feeds.markers import REPORT
from scorecard.feeds.masking import name_sheet
from scorecard.feeds.paper import fit_height, fit_on_paper
from scorecard.feeds.report import Checked, Problem
from scorecard.feeds.report_rows import HIDDEN, hide_personal_data, looks_personal, read_own_header, read_own_rows
from scorecard.feeds.report_text import NEXT_STEPS, OUTCOMES, SEVERITIES, count_rows, what_is_wrong, what_to_do
from scorecard.months import write_month

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
PROBLEMS = "Problems"
HEADINGS = {"Sheet": 20, "Row": 8, "Column": 24, "Value": 16, "What is wrong": 62, "What to do": 62, "Severity": 18}
FIRST_ROW = 7
"""Row of the first problem on its sheet, counted from 0."""
SEVEREST_FIRST = (Severity.REFUSE_FILE, Severity.REFUSE_ROW, Severity.WARN)
FILLS = {Severity.REFUSE_FILE: "#F4B6B0", Severity.REFUSE_ROW: "#F9D5A7", Severity.WARN: "#FFF2B3"}
MOST_PROBLEMS, MOST_NOTES, MOST_WHOLE_ROWS, LAST_ROW = 50_000, 5_000, 10_000, 1_048_576
LONGEST_NOTE = 2_000
NOTE = {"author": "Scorecard", "x_scale": 2, "y_scale": 1.2}
Marks = Mapping[tuple[int, str], list[Problem]]


def write_report_workbook(content: bytes, checked: Checked, declared: Declaration, *, file_name: str) -> bytes:
    """Write the problems of a return and its own rows, each in its own line, as an XLSX workbook.

    No value that identifies a person is repeated, and every value is text. Of a long return only the rows with
    problems are given.
    """
    table = read_own_rows(content, declared, file_name=file_name) if _has_places(checked) else None
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, AS_TEXT) as book:
        front = book.add_worksheet(PROBLEMS)
        rows, name = None, ""
        if table is not None:
            rows = hide_personal_data(table.frame, declared, checked.problems)
            name = name_sheet(table.sheet, declared.feed) if table.sheet else "Return"
            rows = _choose_rows(rows, checked.problems)
            _write_rows(book, name, rows, _marks(checked.problems, rows.columns))
        elif header := read_own_header(content, declared, file_name=file_name):
            _write_header(book, header, checked.problems)
        _write_problems(book, front, checked, _about(checked, declared, file_name), name, rows)
    return stream.getvalue()


def _has_places(checked: Checked) -> bool:
    return checked.rows > 0 or any(problem.row is not None for problem in checked.problems)


def _about(checked: Checked, declared: Declaration, file_name: str) -> list[str]:
    """The lines above the list: what the report is on, the outcome, the sum of rows, and what to do next."""
    shown = HIDDEN if looks_personal(file_name) else file_name
    return [
        f"{REPORT}: {declared.feed.title}, {declared.agency}, {write_month(declared.month)}"
        + (shown and f" ({shown})"),
        OUTCOMES[checked.outcome],
        count_rows(checked),
        f"What to do next: {NEXT_STEPS[checked.outcome]}",
        f"This workbook is a report, not a return. “{HIDDEN}” stands for what may identify a person.",
    ]


def _choose_rows(rows: pl.DataFrame, problems: Iterable[Problem]) -> pl.DataFrame:
    """Leave the rows without problems out of a long return, and what is beyond the last row of a sheet."""
    rows = rows.filter(pl.col("row") <= LAST_ROW)
    if rows.height <= MOST_WHOLE_ROWS:
        return rows
    told = {problem.row for problem in problems}
    return rows.filter(pl.col("row").is_in(list(told - {None}))).head(MOST_WHOLE_ROWS)


def _marks(problems: Iterable[Problem], columns: Iterable[str]) -> Marks:
    """Gather the problems by cell: those of a column at its heading in row 1, those of a row in its first cell."""
    marks: dict[tuple[int, str], list[Problem]] = defaultdict(list)
    known = set(columns)
    for problem in problems:
        column = problem.column if problem.column in known else PROBLEMS
        if problem.row is not None or column != PROBLEMS:
            marks[problem.row or 1, column].append(problem)
    return marks


def _severest(problems: Iterable[Problem]) -> Severity:
    return min((problem.severity for problem in problems), key=SEVEREST_FIRST.index)


def _write_rows(book: xlsxwriter.Workbook, name: str, rows: pl.DataFrame, marks: Marks) -> None:
    """Write each row at the place that it has in the file, its marked cells filled and with a note."""
    sheet = book.add_worksheet(name)
    filled = {severity: book.add_format({"bg_color": colour, "border": 1}) for severity, colour in FILLS.items()}
    bold = book.add_format({"bold": True})
    columns = [PROBLEMS, *_columns(rows)]
    told: dict[int, list[Problem]] = defaultdict(list)
    for (row, _), found in marks.items():
        told[row] += found
    last, notes = 1, 0
    for row, *cells in chain([(1, *columns[1:])], rows.iter_rows()):
        first = PROBLEMS if row == 1 else _count(told[row]) if row in told else None
        for place, (column, cell) in enumerate(zip(columns, [first, *cells], strict=True)):
            marked = marks.get((row, column), []) or (told.get(row, []) if place == 0 and row > 1 else [])
            if marked or cell is not None:
                style = filled[_severest(marked)] if marked else bold if row == 1 else None
                sheet.write_string(row - 1, place, cell or "", style)
            if (row, column) in marks and notes < MOST_NOTES:
                sheet.write_comment(row - 1, place, "\n".join(each.message for each in marked)[:LONGEST_NOTE], NOTE)
                notes += 1
        last = row
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, len(columns) - 1, 18)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 2) - 1, len(columns) - 1)
    fit_on_paper(sheet)


def _write_header(
    book: xlsxwriter.Workbook, header: Iterable[tuple[str, str | None]], problems: Sequence[Problem]
) -> None:
    """Write the header for which a return was refused; what is about none of its cells is noted at the first."""
    sheet = book.add_worksheet("Return")
    bold, filled = book.add_format({"bold": True}), book.add_format({"bg_color": FILLS[Severity.REFUSE_FILE]})
    columns = [(PROBLEMS, PROBLEMS), *header]
    told = {column: [each.message for each in problems if each.column == column] for column, _ in columns}
    told[PROBLEMS] = [f"{each.column or ''}: {each.message}" for each in problems if each.column not in told]
    for place, (column, cell) in enumerate(columns):
        sheet.write_string(0, place, HIDDEN if cell is None else cell, filled if told[column] else bold)
        if told[column]:
            sheet.write_comment(0, place, "\n".join(told[column])[:LONGEST_NOTE], NOTE)
    sheet.set_column(0, len(columns) - 1, 18)
    sheet.freeze_panes(1, 1)
    fit_on_paper(sheet)


def _columns(rows: pl.DataFrame) -> list[str]:
    return [column for column in rows.columns if column != "row"]


def _count(problems: Sequence[Problem]) -> str:
    return f"{SEVERITIES[_severest(problems)]} ({len(problems)})"


def _write_problems(
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
    places = {} if rows is None else {column: place for place, column in enumerate(_columns(rows), start=1)}
    shown = set() if rows is None else set(rows["row"])
    for problem in problems:
        place = places.get(problem.column or "")
        if problem.row is not None and problem.row in shown:
            yield f"internal:{quote_sheetname(name)}!{xl_rowcol_to_cell(problem.row - 1, place or 0)}"
        elif problem.row is None and place is not None:
            yield f"internal:{quote_sheetname(name)}!{xl_rowcol_to_cell(0, place)}"
        else:
            yield None
