"""Turns the bytes of a text file into UTF-8 with one form of line end; nothing is guessed in silence."""

import re

from scorecard.feeds.report import Problem, ReturnRefused, file_problem, warning

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
UTF8_MARK = b"\xef\xbb\xbf"
END_OF_FILE = b"\x1a"
AT_ONCE = 4096
LINE_END = re.compile(rb"\r\n|\n|\r")


def decode(content: bytes) -> tuple[bytes, list[Problem]]:
    """Give the content as UTF-8 without a mark, lines ended by one newline each, with what is worth a warning.

    Raises ReturnRefused where the encoding is in doubt.
    """
    notes: list[Problem] = []
    if content.startswith(UTF16_MARKS):
        data = _decode_utf16(content)
    else:
        data = content.removeprefix(UTF8_MARK)
        if not data.isascii():
            data, notes = _decode_marked_or_windows(data)
    if b"\x00" in data:
        message = "The file holds NUL bytes, so its encoding is in doubt. Save it as “CSV UTF-8” and send it again."
        raise ReturnRefused([file_problem("no_nul_bytes", message)])
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    end = _end_of_rows(data)
    after = data[end:]
    if after.rstrip(b"\n").endswith(END_OF_FILE):
        message = "An end-of-file character stands after the last row; it was left out."
        notes.append(warning("no_end_of_file_mark", message))
    return data if after == b"\n" else data[:end] + b"\n", notes


def _end_of_rows(data: bytes) -> int:
    """Give the place after the last byte that is no blank, line end or mark, without a copy of all the others."""
    end = len(data)
    while end:
        start = max(end - AT_ONCE, 0)
        kept = data[start:end].rstrip(b"\n " + END_OF_FILE)
        if kept:
            return start + len(kept)
        end = start
    return 0


def _decode_utf16(content: bytes) -> bytes:
    try:
        return content.decode("utf-16").encode("utf-8")
    except UnicodeDecodeError as error:
        message = "The file begins as UTF-16 but is damaged. Save it as “CSV UTF-8” and send it again."
        raise ReturnRefused([file_problem("encoding", message)]) from error


def _decode_marked_or_windows(data: bytes) -> tuple[bytes, list[Problem]]:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        message = "The file is in Windows-1252, not UTF-8. It was read as that; save it as “CSV UTF-8”."
        return _decode_windows(data), [warning("encoding", message)]
    return data, []


def _decode_windows(data: bytes) -> bytes:
    """Decode Windows-1252; lines in two encodings, and bytes that it does not know, refuse the file."""
    foreign, unknown = [], []
    some_utf8 = False
    for number, line in enumerate(LINE_END.split(data), start=1):
        if line.isascii():
            continue
        if _decodes(line, "utf-8"):
            some_utf8 = True
            continue
        foreign.append(number)
        if not _decodes(line, "cp1252"):
            unknown.append(number)
    if some_utf8:
        message = "The line is in another encoding than the rest. Save the whole file as “CSV UTF-8”."
        raise ReturnRefused(file_problem("one_encoding", message, row=number) for number in foreign)
    if unknown:
        message = "The line holds a character of no known encoding. Save the file as “CSV UTF-8” and send it again."
        raise ReturnRefused(file_problem("encoding", message, row=number) for number in unknown)
    return data.decode("cp1252").encode("utf-8")


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
