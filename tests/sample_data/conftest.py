"""Reads the sample's returns with the csv module and openpyxl alone, so that nothing of the product checks itself."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

RETURNS = Path(__file__).parents[2] / "sample_data" / "returns"
AGENCIES = "asc|bhft|elft|ccs|icb|police|housing|public_health|fire|vcse|commissioning|advocacy|lsab"
Rows = list[dict[str, str]]
ReadFeed = Callable[[str], Rows]


def plain(cell: Any) -> str:
    """Write a workbook's cell as text; the first of a month as 2024-03."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m}" if cell.day == 1 else f"{cell:%Y-%m-%d}"
    return "" if cell is None else str(cell).strip()


def read_cells(path: Path) -> list[list[str]]:
    """Give the cells of a text file, or of the first sheet of a workbook."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).worksheets[0]
        return [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","
    return list(csv.reader(io.StringIO(text), delimiter=separator))


def read_rows(path: Path) -> Rows:
    """Give the rows below the header, which is the first row with a cell in every column; blank rows are left out."""
    filled = [row for row in read_cells(path) if any(row)]
    at = next(index for index, row in enumerate(filled) if all(row))
    header = [name.strip().lower().replace(" ", "_") for name in filled[at]]
    return [dict(zip(header, row, strict=True)) for row in filled[at + 1 :]]


def as_code(label: str) -> str:
    """Turn a published label such as “Self-Neglect” into its code; a code stays as it is."""
    return re.sub(r"[^a-z0-9]+", "_", label.lower())


def as_day(text: str) -> date:
    """Read 31/01/2024 or 2024-01-31."""
    return datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()


def read_feed(feed: str, folder: Path = RETURNS) -> Rows:
    """Give all rows of a feed, months in order; of a return that was sent again only the second."""
    rows: Rows = []
    of_feed = re.compile(rf"({AGENCIES})_{feed}")
    for path in sorted(path for path in folder.glob("*/*") if of_feed.fullmatch(path.stem)):
        again = path.with_name(f"{path.stem}_2{path.suffix}")
        rows += read_rows(again if again.exists() else path)
    return rows


@pytest.fixture(scope="session")
def feed() -> ReadFeed:
    """Read a feed once for all tests."""
    kept: dict[str, Rows] = {}

    def read(name: str) -> Rows:
        if name not in kept:
            kept[name] = read_feed(name)
        return kept[name]

    return read


@pytest.fixture(scope="session")
def concerns(feed: ReadFeed) -> Rows:
    """Every concern as it stood last."""
    return list({row["concern_id"]: row for row in feed("concerns")}.values())


@pytest.fixture(scope="session")
def enquiries(feed: ReadFeed) -> Rows:
    """Every enquiry as it stood last, its days as yyyy-mm-dd."""
    latest = {row["enquiry_id"]: row for row in feed("enquiries")}
    days = ("started_on", "ended_on")
    return [row | {name: row[name] and as_day(row[name]).isoformat() for name in days} for row in latest.values()]
