"""Makes the bytes of an export in a format, the same whenever the same is asked of the same generation."""

from scorecard.exports.contract import Choices, Export
from scorecard.exports.notes import write_notes
from scorecard.exports.tables import as_csv, as_workbook
from scorecard.publication.reader import Generation, read_about

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The media type of each format, by the ending of its files."""


def make_file(export: Export, generation: Generation, choices: Choices, style: str) -> bytes:
    """Give the file's bytes; `style` is one of FORMATS."""
    table = export.make(generation, choices)
    if style == "csv":
        return as_csv(table)
    notes = write_notes(export, generation, choices)
    return as_workbook(table, export.title, notes, read_about(generation).made_at)
