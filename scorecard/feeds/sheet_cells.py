"""Walks the cells of a workbook for what the value reader hides: errors, formulas, hidden rows, far cells."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree

from scorecard.feeds.container import WORKBOOK
from scorecard.feeds.report import ReturnRefused, file_problem

RELATIONS = "xl/_rels/workbook.xml.rels"
RELATION_IDS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
"""The name under which a sheet says where it is kept, in a usual workbook and in a strict one."""
# A column of a table of the same workbook, such as Table1[eligible] or Table1[[#This Row],[eligible]]; a cell of
# another workbook has a “!” after its bracket.
OF_TABLE = re.compile(r"[\w.]+\[(?:[^\[\]]|\[[^\[\]]*\])*\]")
MOST_CELLS = 20_000_000
LAST_COLUMN = 16_384
Place = tuple[int, int]


@dataclass
class Sheet:
    """One worksheet: whether people see it, and the places (row and column, from 1) that need a look."""

    name: str
    visible: bool
    first_column: int = 0
    """The first that holds a value, at which the value reader begins."""
    errors: list[Place] = field(default_factory=list)
    formulas: list[Place] = field(default_factory=list)
    never_calculated: list[Place] = field(default_factory=list)
    external_links: list[Place] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_sheets(parts: Mapping[str, bytes]) -> list[Sheet]:
    """List the worksheets in their order; raises ReturnRefused where a value stands far outside the table.

    Raises ElementTree.ParseError, LookupError or ValueError where the workbook is damaged.
    """
    book = ElementTree.fromstring(parts[WORKBOOK])
    targets = {each.attrib["Id"]: each.attrib["Target"] for each in ElementTree.fromstring(parts[RELATIONS])}
    # A program that asks Excel to calculate when the file is opened has not calculated itself.
    uncalculated = any(each.get("fullCalcOnLoad") in ("1", "true") for each in book.iterfind("{*}calcPr"))
    sheets = []
    for each in book.iterfind("{*}sheets/{*}sheet"):
        relation = next((each.attrib[name] for name in RELATION_IDS if name in each.attrib), "")
        part = normpath(join("/xl", targets[relation])).lstrip("/")
        if "worksheets/" in part:
            sheet = Sheet(each.attrib["name"], each.get("state", "visible") == "visible")
            _walk(parts[part], sheet)
            if uncalculated:
                sheet.never_calculated = sheet.formulas
            sheets.append(sheet)
    return sheets


def has_comments(parts: Mapping[str, bytes]) -> bool:
    """Say whether any cell of the workbook has a comment."""
    return any(re.search(r"xl/(threaded)?comments", name, re.IGNORECASE) for name in parts)


def has_text_boxes(parts: Mapping[str, bytes]) -> bool:
    """Say whether words stand in a shape that lies over a sheet."""
    drawings = (part for name, part in parts.items() if name.lower().startswith("xl/drawings/"))
    return any(re.search(rb"<(\w+:)?t>[^<]", part) for part in drawings)


def _walk(content: bytes, sheet: Sheet) -> None:
    first, last_row, last_column = 0, 0, 0
    for cell, row, column in _cells(content, sheet):
        kind, children = cell.get("t"), {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
        has_value = bool(children.get("v")) or "is" in children or ("v" in children and kind in ("str", "d"))
        if has_value:
            first = min(first or column, column)
            last_row, last_column = max(last_row, row), max(last_column, column)
        if kind == "e":
            sheet.errors.append((row, column))
        if "f" in children:
            sheet.formulas.append((row, column))
            if not has_value:
                sheet.never_calculated.append((row, column))
            if "!" in OF_TABLE.sub("", children["f"]).partition("[")[2]:
                sheet.external_links.append((row, column))
    sheet.first_column = first
    if last_row * (last_column - first + 1) > MOST_CELLS:
        message = f"A value stands far outside the table, in row {last_row} or column {last_column}. Delete it."
        raise ReturnRefused([file_problem("no_far_cell", message)])


def _cells(content: bytes, sheet: Sheet) -> Iterator[tuple[ElementTree.Element, int, int]]:
    """Walk the cells that exist; a cell or row without a reference follows the one before it."""
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row, column = int(element.get("r", row + 1)), 0
                if element.get("hidden") in ("1", "true"):
                    sheet.hidden_rows.add(row)
        elif tag == "c":
            column = _column_number(element.attrib["r"]) if "r" in element.attrib else column + 1
            yield element, row, column
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.attrib["min"]), int(element.attrib["max"])
            sheet.hidden_columns.update(range(max(first, 1), min(last, LAST_COLUMN) + 1))
        elif tag == "row":
            element.clear()


def _column_number(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number
