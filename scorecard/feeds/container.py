"""Opens the container of an XLSX workbook within limits; sizes are counted while unpacking."""

import io
import re
import zipfile
from collections.abc import Mapping

from scorecard.feeds.report import Problem, ReturnRefused, file_problem

MOST_ENTRIES = 200
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 100
SMALLEST_JUDGED = 1024 * 1024
WORKBOOK = "xl/workbook.xml"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
# Two parts of one name, or one outside the workbook: readers differ in which they read.
LEADS_OUT = re.compile(r"(^|/)\.\.(/|$)|^/|\\|:")


def open_container(content: bytes) -> dict[str, bytes]:
    """Give the XML parts of a workbook by name; raises ReturnRefused where it is damaged, hostile or too big."""
    try:
        parts = _unpack(content)
    except ReturnRefused:
        raise
    except Exception as error:  # zipfile and the decompressors under it raise errors of many kinds
        raise ReturnRefused([damaged_workbook()]) from error
    faults = _find_faults(parts)
    if faults:
        raise ReturnRefused(faults)
    return {name: part for name, part in parts.items() if name.endswith((".xml", ".rels"))}


def damaged_workbook() -> Problem:
    """Say that a workbook cannot be opened."""
    message = "The workbook cannot be opened: it is damaged or incomplete. Open it in Excel, save it again and send it."
    return file_problem("workbook_opens", message)


def _unpack(content: bytes) -> dict[str, bytes]:
    room = min(MOST_BYTES, max(SMALLEST_JUDGED, MOST_RATIO * len(content)))
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_ENTRIES:
            message = f"The workbook has more than {MOST_ENTRIES} parts. Copy the rows into a new workbook."
            raise ReturnRefused([file_problem("workbook_entries", message)])
        names = [entry.filename.lower() for entry in entries]
        if len(set(names)) < len(names) or any(LEADS_OUT.search(name) for name in names):
            message = "The workbook's parts are named as no spreadsheet names them. Save it anew in Excel."
            raise ReturnRefused([file_problem("workbook_parts", message)])
        for entry in entries:
            with archive.open(entry) as part:
                parts[entry.filename] = part.read(room + 1)
            room -= len(parts[entry.filename])
            if room < 0:
                message = "The workbook unpacks to far more than a return holds. Copy the rows into a new workbook."
                raise ReturnRefused([file_problem("workbook_size", message)])
    return parts


def _find_faults(parts: Mapping[str, bytes]) -> list[Problem]:
    if WORKBOOK not in parts:
        message = "The file is a packed file, but not an Excel workbook of today's kind. Save it as .xlsx."
        if parts.get("mimetype", b"").startswith(OPEN_DOCUMENT):
            message = "The file is an OpenDocument file, such as .ods. Save it as .xlsx (Excel 2007 or later)."
        return [file_problem("file_kind", message)]
    faults = []
    if any("vbaProject" in name for name in parts):
        faults.append(file_problem("no_macros", "The workbook holds macros. Save it as .xlsx without macros."))
    markup = [part for name, part in parts.items() if name.endswith((".xml", ".rels", ".vml"))]
    # A document type could also hide in an encoding other than UTF-8, which always shows NUL bytes.
    if any(b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part for part in markup):
        faults.append(file_problem("no_document_type", "The workbook declares document types. Save it anew in Excel."))
    return faults
