"""Gives a checked return back as a workbook: a list of its problems, and its rows with the cells marked."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import polars as pl
import xlsxwriter

from scorecard.feeds.contract import Severity
from scorecard.feeds.declared import Declaration
from scorecard.feeds.markers import REPORT
from scorecard.feeds.masking import name_sheet
from scorecard.feeds.paper import fit_on_paper
from scorecard.feeds.report import Checked, Problem
from scorecard.feeds.report_problems import FILLS, PROBLEMS, SEVEREST_FIRST, list_columns, write_problems
from scorecard.feeds.report_rows import HIDDEN, hide_personal_data, looks_personal, read_own_header, read_own_rows
from scorecard.feeds.report_text import NEXT_STEPS, OUTCOMES, SEVERITIES, count_rows
from scorecard.months import write_month

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
MOST_NOTES, MOST_WHOLE_ROWS, LAST_ROW = 5_000, 10_000, 1_048_576
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
        write_problems(book, front, checked, _about(checked, declared, file_name), name, rows)
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
    columns = [PROBLEMS, *list_columns(rows)]
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


def _count(problems: Sequence[Problem]) -> str:
    return f"{SEVERITIES[_severest(problems)]} ({len(problems)})"
