"""Reads the table of a return from bytes of any kind: what counts is the content, not the file's name."""

from dataclasses import replace
from pathlib import Path

from scorecard.errors import ScorecardError
from scorecard.feeds.contract import Feed
from scorecard.feeds.delimited import read_delimited
from scorecard.feeds.report import ReturnRefused, file_problem, warning
from scorecard.feeds.text_table import TextTable
from scorecard.feeds.workbook import read_workbook

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENTS = (b"%PDF", b"<", b"\xef\xbb\xbf<")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MEGABYTE = 1024 * 1024
NAMES_OF_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def read_bytes(path: Path, largest_megabytes: int) -> bytes:
    """Read a file, of one that is too large no more than shows it; raises ScorecardError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(largest_megabytes * MEGABYTE + 1)
    except OSError as error:
        raise ScorecardError(
            f"{path} cannot be read: {error.strerror}. Check that it is there and not locked."
        ) from error


def read_table(content: bytes, feed: Feed, *, file_name: str, largest_megabytes: int) -> TextTable:
    """Read a return as text; raises ReturnRefused with every fault that stops it from being read."""
    if len(content) > largest_megabytes * MEGABYTE:
        message = f"The file is larger than {largest_megabytes} MB. Send one month of one feed."
        raise ReturnRefused([file_problem("file_size", message)])
    if content.startswith(OLD_OFFICE):
        message = "The file is an old Excel workbook. Save it as .xlsx."
        if ENCRYPTED in content:
            message = "The workbook is protected by a password. Save it without one; send it by the agreed safe way."
        raise ReturnRefused([file_problem("file_kind", message)])
    if content[:1024].lstrip().startswith(DOCUMENTS):
        message = "The file is a document or a web page, not a table. Save it as .xlsx or as “CSV UTF-8”."
        raise ReturnRefused([file_problem("file_kind", message)])
    is_workbook = content.startswith(ZIP)
    table = read_workbook(content, feed) if is_workbook else read_delimited(content, feed)
    if is_workbook == file_name.lower().endswith(NAMES_OF_WORKBOOKS) or not file_name:
        return table
    held = "a workbook" if is_workbook else "delimited text"
    note = warning("file_name", f"The file's name does not say that it holds {held}; it was read as that.")
    return replace(table, problems=(*table.problems, note))
