"""Reads an XLSX workbook: container first, then what calamine would hide, then values by calamine."""

from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import ParseError

import fastexcel
import polars as pl

from scorecard.feeds.container import damaged_workbook, open_container
from scorecard.feeds.contract import Feed, Severity
from scorecard.feeds.headers import (
    SEARCHED_ROWS,
    best_match,
    enough_matches,
    find_header,
    find_unnamed,
    match_header,
    point_to_template,
)
from scorecard.feeds.markers import PROPERTIES, REPORT, TEMPLATE, TEMPLATE_PROPERTY, carries
from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning
from scorecard.feeds.sheet_cells import Place, Sheet, has_comments, has_text_boxes, read_sheets
from scorecard.feeds.text_table import TextTable, leave_out_prepared


def read_workbook(content: bytes, feed: Feed) -> TextTable:
    """Read the one sheet that holds the return; raises ReturnRefused where the workbook is in doubt."""
    parts = open_container(content)
    try:
        sheets = read_sheets(parts)
        book = fastexcel.read_excel(content)
        frames = [_load_sheet(book, sheet.name) for sheet in sheets]
    except (fastexcel.FastExcelError, ParseError, LookupError, ValueError) as error:
        raise ReturnRefused([damaged_workbook()]) from error
    if any(carries(rows, REPORT) for rows in frames):
        message = "This is the report on a return, not a return. Mend your own file and send that again."
        raise ReturnRefused([file_problem("not_a_report", message)])
    # Sheets that came with the template are no part of the return, whether they are shown or not.
    of_template = [carries(rows, TEMPLATE) for rows in frames]
    frames = [rows.clear() if ours else rows for rows, ours in zip(frames, of_template, strict=True)]
    chosen = _choose_sheet(sheets, frames, feed)
    sheet, rows = sheets[chosen], frames[chosen]
    head = _head(rows)
    index, problems = find_header(head, feed)
    positions, notes = match_header(head[index], feed)
    problems += notes
    problems += _inspect(sheet, index + 1, {place + sheet.first_column: name for place, name in positions.items()})
    hidden = [number for number, each in enumerate(sheets, start=1) if not each.visible and not of_template[number - 1]]
    if hidden:
        message = f"The workbook has hidden sheets ({_list(hidden)}); they were not read. Delete what is not needed."
        problems.append(warning("no_hidden_sheet", message))
    if has_comments(parts):
        message = "The workbook has cell comments, which may name people. Remove them all."
        problems.append(file_problem("no_cell_comments", message))
    if has_text_boxes(parts):
        message = "The workbook has text boxes, which may name people. Remove them all."
        problems.append(file_problem("no_text_boxes", message))
    problems += find_unnamed(head[index], rows.slice(index + 1).get_columns())
    data = rows.with_row_index("row", offset=1).slice(index + 1)
    names = {rows.columns[place]: name for place, name in positions.items()}
    table = data.select("row", pl.col(list(names))).rename(names)
    if any(of_template) or TEMPLATE_PROPERTY.encode() in parts.get(PROPERTIES, b""):
        faulty = [problem.row for problem in problems if problem.severity is not Severity.WARN]
        table = leave_out_prepared(table, faulty)
    if any(problem.severity is Severity.REFUSE_FILE for problem in problems):
        raise ReturnRefused(problems, table)
    return TextTable(table, tuple(problems), sheet=sheet.name)


def _load_sheet(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """Load a sheet as text from its first row on, so that places are those that people see."""
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return sheet.to_polars()


def _head(rows: pl.DataFrame) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in rows.head(SEARCHED_ROWS).rows()]


def _choose_sheet(sheets: Sequence[Sheet], frames: Sequence[pl.DataFrame], feed: Feed) -> int:
    fitting = [place for place, rows in enumerate(frames) if best_match(_head(rows), feed) >= enough_matches(feed)]
    if len(fitting) > 1:
        message = f"Sheets {_list([place + 1 for place in fitting])} could all be the return. Leave one of them."
        raise ReturnRefused([file_problem("one_data_sheet", message)])
    if not fitting:
        message = (
            f"No sheet has the header of this feed. Start the sheet with these columns: {', '.join(feed.columns)}. "
            f"{point_to_template(feed)}"
        )
        raise ReturnRefused([file_problem("header_found", message)])
    if not sheets[fitting[0]].visible:
        message = "The sheet with the return is hidden. Show it and check it."
        raise ReturnRefused([file_problem("sheet_visible", message)])
    return fitting[0]


def _inspect(sheet: Sheet, header: int, columns: Mapping[int, str]) -> list[Problem]:
    """Report the errors and formulas below the header in the feed's columns, and what is hidden."""

    def within(places: Iterable[Place]) -> list[tuple[int, str]]:
        return [(row, columns[column]) for row, column in places if row > header and column in columns]

    problems = []
    for row, name in within(sheet.errors):
        message = "The cell holds a spreadsheet error. Enter the value."
        problems.append(Problem(row, name, Severity.REFUSE_ROW, "no_error_cell", message))
    for row, name in within(sheet.never_calculated):
        message = "The formula was never calculated. Open the file in Excel and paste the values."
        problems.append(file_problem("formula_calculated", message, row=row, column=name))
    for row, name in within(sheet.external_links):
        message = "The formula points to another workbook. Paste the value."
        problems.append(file_problem("no_external_link", message, row=row, column=name))
    formulas = within(sheet.formulas)
    if formulas:
        row, name = formulas[0]
        message = f"{len(formulas)} cell(s) hold formulas, here first; their values were read. Paste as values."
        problems.append(warning("no_formulas", message, row=row, column=name))
    rows = sorted(row for row in sheet.hidden_rows if row > header)
    if rows:
        message = f"{len(rows)} row(s) are hidden, here first; they were read like the others. Show and check them."
        problems.append(warning("no_hidden_rows", message, row=rows[0]))
    for name in [columns[column] for column in sorted(sheet.hidden_columns) if column in columns]:
        message = "The column is hidden; it was read like the others. Show and check it."
        problems.append(warning("no_hidden_columns", message, column=name))
    return problems


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))
