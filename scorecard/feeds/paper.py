"""How a sheet of a workbook comes out on paper, and that nothing on it lies over anything else."""

from collections.abc import Iterable
from math import ceil
from typing import Any

A4 = 9
LINE_HEIGHT = 15


def fit_on_paper(sheet: Any, *, heads: int | None = 0) -> None:
    """Print a sheet on A4 as wide as a page, lying, with its heading, the row `heads` from 0, on top of each page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RPage &P of &N")
    if heads is not None:
        sheet.repeat_rows(heads)


def fit_height(sheet: Any, row: int, cells: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as its wrapped words, each with its column's width: some spreadsheets do not by themselves."""
    lines = max(ceil(len(words) / width) for words, width in cells)
    if lines > 1:
        sheet.set_row(row, LINE_HEIGHT * lines)
