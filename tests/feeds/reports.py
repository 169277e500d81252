"""Makes reports of returns and reads them again."""

import io
import zipfile
from typing import Any

import openpyxl

from scorecard.feeds.checking import check_return
from scorecard.feeds.report_workbook import write_report_workbook
from tests.feeds.valid_returns import declaration

LIST = ["Sheet", "Row", "Column", "Value", "What is wrong", "What to do", "Severity"]
ABOVE_LIST = 7


def report(content: bytes, feed: str = "concerns", *, file_name: str = "asc.csv", **changes: Any) -> bytes:
    declared = declaration(feed, **changes)
    checked = check_return(content, declared, file_name=file_name)
    return write_report_workbook(content, checked, declared, file_name=file_name)


def opened(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content))


def problems_of(book: Any) -> list[tuple[Any, ...]]:
    """The lines of the list, each as its row, column, severity, what is wrong and what to do."""
    lines = list(book["Problems"].iter_rows(min_row=ABOVE_LIST, values_only=True))
    assert list(lines[0]) == LIST
    return [(row, column, severity, wrong, remedy) for _, row, column, _, wrong, remedy, severity in lines[1:]]


def everything(content: bytes) -> str:
    """All that the parts of a workbook say."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode() for name in parts.namelist())
