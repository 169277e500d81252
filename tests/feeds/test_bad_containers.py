"""The catalogue of bad returns: files that are no workbook, damaged ones and hostile ones."""

import io
import time
import zipfile
from typing import Any

import pytest

from tests.feeds.valid_returns import as_csv, as_workbook, check, concerns, edit_part, find

RIGHT = as_workbook(concerns(3))
SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"


@pytest.mark.parametrize(
    "page", ["<!DOCTYPE html><table>", "<html><table>", "\ufeff<table>", "\n <?xml version='1.0'?>"]
)
def test_a_web_page_named_as_a_workbook_is_refused(page: str) -> None:
    checked = check(page.encode() + b"<tr><td>agency</td></tr></table>", file_name="return.xls")
    assert checked.outcome == "refused"
    assert "web page" in find(checked, "file_kind").message


def test_a_document_is_refused() -> None:
    assert find(check(b"%PDF-1.7\n..."), "file_kind")


def test_text_named_as_a_workbook_is_read_by_content_with_a_warning() -> None:
    checked = check(as_csv(concerns(2)), file_name="asc_concerns.xlsx")
    assert checked.outcome == "accepted_with_warnings"
    assert "holds delimited text" in find(checked, "file_name").message


def test_a_workbook_named_as_text_is_read_by_content_with_a_warning() -> None:
    checked = check(RIGHT, file_name="asc_concerns.csv")
    assert checked.outcome == "accepted_with_warnings"
    assert "holds a workbook" in find(checked, "file_name").message


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_half_a_workbook_is_refused(share: float) -> None:
    checked = check(RIGHT[: int(len(RIGHT) * share)])
    assert checked.outcome == "refused"
    assert "damaged or incomplete" in find(checked, "workbook_opens").message


def test_damaged_parts_of_a_workbook_are_refused() -> None:
    for place in range(200, len(RIGHT) - 200, 211):
        flipped = RIGHT[:place] + bytes([RIGHT[place] ^ 0xFF]) + RIGHT[place + 1 :]
        checked = check(flipped)
        assert checked.outcome in ("refused", "accepted")
        assert checked.outcome == "refused" or checked.content_digest == check(RIGHT).content_digest


@pytest.mark.parametrize("part", [BOOK, SHEET, "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"])
@pytest.mark.parametrize("content", [b"", b"<a>", b"<a/>", b"\xff\xfe"])
def test_a_workbook_with_a_broken_part_is_never_read_wrongly(part: str, content: bytes) -> None:
    checked = check(edit_part(RIGHT, part, lambda old: content))
    assert checked.outcome == "refused" or checked.content_digest == check(RIGHT).content_digest


def test_a_workbook_protected_by_a_password_is_refused_in_plain_words() -> None:
    protected = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 480
    )
    checked = check(protected, file_name="asc_concerns.xlsx")
    assert checked.outcome == "refused"
    assert "protected by a password" in find(checked, "file_kind").message


def test_an_old_workbook_is_refused_with_the_kind_to_save_it_as() -> None:
    checked = check(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1016, file_name="asc_concerns.xls")
    assert checked.outcome == "refused"
    assert "Save it as .xlsx" in find(checked, "file_kind").message


def test_another_packed_file_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert "packed file" in find(check(stream.getvalue()), "file_kind").message


@pytest.mark.parametrize("kind", ["spreadsheet", "spreadsheet-template", "text"])
def test_an_open_document_is_refused_with_the_kind_to_save_it_as(kind: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<office/>")
    message = find(check(stream.getvalue(), file_name="asc_concerns.ods"), "file_kind").message
    assert message == "The file is an OpenDocument file, such as .ods. Save it as .xlsx (Excel 2007 or later)."


def test_a_workbook_with_macros_is_refused() -> None:
    stream = io.BytesIO(RIGHT)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    checked = check(stream.getvalue(), file_name="asc_concerns.xlsm")
    assert checked.outcome == "refused"
    assert "holds macros" in find(checked, "no_macros").message


def test_a_workbook_that_unpacks_to_far_more_is_refused_without_unpacking_it() -> None:
    stream = io.BytesIO(RIGHT)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.xml", "w") as part:
        for _ in range(64):
            part.write(b" " * 1024 * 1024)
    assert len(stream.getvalue()) < 80_000
    begun = time.monotonic()
    checked = check(stream.getvalue())
    assert time.monotonic() - begun < 1
    assert checked.outcome == "refused"
    assert "unpacks to far more" in find(checked, "workbook_size").message


def test_a_workbook_of_very_many_parts_is_refused() -> None:
    stream = io.BytesIO(RIGHT)
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(200):
            archive.writestr(f"xl/media/{number}.txt", b"")
    assert "more than 200 parts" in find(check(stream.getvalue()), "workbook_entries").message


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/sharedStrings.xml", "docProps/app.xml"])
def test_nested_entities_are_refused(part: str) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    checked = check(edit_part(RIGHT, part, lambda old: bomb))
    assert checked.outcome == "refused"
    assert "document types" in find(checked, "no_document_type").message


def test_entities_in_another_encoding_are_refused() -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'.encode("utf-16")
    assert find(check(edit_part(RIGHT, SHEET, lambda old: bomb)), "no_document_type")


def test_one_formatted_far_cell_costs_nothing() -> None:
    def format_far_cell(book: Any, sheet: Any) -> None:
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    content = as_workbook(concerns(3), format_far_cell)
    begun = time.monotonic()
    checked = check(content)
    assert time.monotonic() - begun < 2
    assert (checked.outcome, checked.rows) == ("accepted", 3)


def test_a_value_in_a_far_cell_is_refused_before_the_sheet_is_laid_out() -> None:
    content = as_workbook(concerns(3), lambda book, sheet: sheet.write(1_048_575, 16_383, "x"))
    begun = time.monotonic()
    checked = check(content)
    assert time.monotonic() - begun < 2
    assert checked.outcome == "refused"
    assert "row 1048576 or column 16384" in find(checked, "no_far_cell").message
