"""Reads an XLSX workbook: container first, then values by calamine, then what calamine hides by openpyxl."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import fastexcel
import openpyxl
import polars as pl

from scorecard.feeds.contract import Feed, Severity
from scorecard.feeds.delimited import TextTable
from scorecard.feeds.headers import SEARCHED_ROWS, count_matches, find_header, match_header
from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning

MOST_ENTRIES = 200
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
SMALLEST_JUDGED = 1024 * 1024
ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def read_workbook(content: bytes, feed: Feed) -> TextTable:
    """Read the one sheet that holds the return; raises ReturnRefused where the workbook is in doubt."""
    _check_container(content)
    try:
        book = fastexcel.read_excel(content)
        sheets = {name: _load_sheet(book, name) for name in book.sheet_names}
    except fastexcel.FastExcelError as error:
        raise ReturnRefused([_damaged()]) from error
    name = _choose_sheet(sheets, feed)
    rows = sheets[name]
    head = [[cell or "" for cell in row] for row in rows.head(SEARCHED_ROWS).rows()]
    skipped, problems = find_header(head, feed)
    positions, notes = match_header(head[skipped], feed)
    problems += notes
    problems += _inspect(content, name, skipped)
    names = [rows.columns[index] for index in positions]
    data = rows.with_row_index("row", offset=1).slice(skipped + 1)
    picked = data.select(pl.col(names), pl.col("row")).rename(dict(zip(names, positions.values(), strict=True)))
    return TextTable(picked.filter(~pl.all_horizontal(pl.exclude("row").is_null())), tuple(problems))


def _damaged() -> Problem:
    message = "The workbook cannot be opened: it is damaged or incomplete. Open it in Excel, save it again and send it."
    return file_problem("workbook_opens", message)


def _check_container(content: bytes) -> None:
    """Refuse containers that are damaged, too big once unpacked or carry macros; sizes are counted while unpacking."""
    faults = []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                faults.append(
                    file_problem("workbook_entries", f"The workbook has more than {MOST_ENTRIES} parts. Save it anew.")
                )
            if any("vbaProject" in entry.filename for entry in entries):
                faults.append(file_problem("no_macros", "The workbook holds macros. Save it as .xlsx without macros."))
            unpacked = 0
            for entry in entries[:MOST_ENTRIES]:
                with archive.open(entry) as part:
                    while chunk := part.read(1024 * 1024):
                        unpacked += len(chunk)
                        if unpacked > MOST_BYTES or unpacked > max(SMALLEST_JUDGED, MOST_RATIO * len(content)):
                            raise ReturnRefused([_too_big()])
                        if entry.filename.endswith(".xml") and b"<!DOCTYPE" in chunk:
                            raise ReturnRefused(
                                [
                                    file_problem(
                                        "no_document_type",
                                        "The workbook declares document types. Save it anew in Excel.",
                                    )
                                ]
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ReturnRefused([_damaged()]) from error
    if faults:
        raise ReturnRefused(faults)


def _too_big() -> Problem:
    return file_problem(
        "workbook_size", "The workbook unpacks to far more than a return holds. Copy the rows into the template."
    )


def _load_sheet(book: Any, name: str) -> pl.DataFrame:
    sheet = book.load_sheet(name, header_row=None, dtypes="string", skip_whitespace_tail_rows=True)
    frame: pl.DataFrame = sheet.to_polars()
    return frame


def _choose_sheet(sheets: dict[str, pl.DataFrame], feed: Feed) -> str:
    enough = max(2, len(feed.columns) // 2)
    fitting = [name for name, rows in sheets.items() if _best_match(rows, feed) >= enough]
    if len(fitting) > 1:
        message = f"More than one sheet could be the return: {', '.join(fitting)}. Leave one of them."
        raise ReturnRefused([file_problem("one_data_sheet", message)])
    if not fitting:
        wanted = ", ".join(feed.columns)
        message = f"No sheet has the header of this feed. Start the sheet with these columns: {wanted}."
        raise ReturnRefused([file_problem("header_found", message)])
    return fitting[0]


def _best_match(rows: pl.DataFrame, feed: Feed) -> int:
    head = rows.head(SEARCHED_ROWS).rows()
    return max((count_matches([cell or "" for cell in row], feed) for row in head), default=0)


def _inspect(content: bytes, name: str, skipped: int) -> list[Problem]:
    """Find what the value reader hides: error cells, formulas, comments and hidden sheets."""
    problems = []
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        problems.append(
            warning("no_hidden_sheet", f"The workbook has hidden sheets ({', '.join(hidden)}); they were not read.")
        )
    if values[name].sheet_state != "visible":
        raise ReturnRefused(
            [file_problem("sheet_visible", "The sheet with the return is hidden. Show it and check it.")]
        )
    faults = []
    calculated = 0
    for written, shown in _cells(formulas[name], values[name], skipped):
        if written.comment is not None:
            faults.append(
                file_problem(
                    "no_cell_comments", "A cell has a comment, which may name people. Remove it.", row=written.row
                )
            )
        if shown.value in ERRORS:
            column = f"column {written.column}"
            problems.append(
                Problem(
                    written.row,
                    column,
                    Severity.REFUSE_ROW,
                    "no_error_cell",
                    "The cell holds a spreadsheet error. Enter the value.",
                )
            )
        elif written.data_type == "f":
            calculated += 1
            if shown.value is None:
                faults.append(
                    file_problem(
                        "formula_calculated", "A formula was never calculated. Paste as values.", row=written.row
                    )
                )
            elif "[" in str(written.value):
                faults.append(
                    file_problem(
                        "no_external_link", "A formula points to another workbook. Paste as values.", row=written.row
                    )
                )
    if faults:
        raise ReturnRefused(faults)
    if calculated:
        problems.append(
            warning("no_formulas", f"{calculated} cell(s) hold formulas; their values were read. Paste as values.")
        )
    return problems


def _cells(written: Any, shown: Any, skipped: int) -> Iterator[tuple[Any, Any]]:
    """Walk the cells that exist, so that one formatted far cell does not cost a walk over millions of empty ones."""
    for (row, column), cell in sorted(written._cells.items(), key=lambda item: item[0]):
        if row > skipped and (cell.value is not None or cell.comment is not None):
            yield cell, shown._cells.get((row, column), cell)
