"""The search for canaries finds a number however it is written; otherwise finding none would show nothing."""

import base64
import gzip
import io
import struct
import zipfile
import zlib

import polars as pl
import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.canary_search import Canaries

NUMBER = 104729
SEARCH = Canaries([7919, NUMBER], [7919 / NUMBER])


def arrow(kind: type[pl.DataType] | pl.DataType) -> bytes:
    target = io.BytesIO()
    pl.DataFrame({"value": [3, NUMBER, 5]}).cast(kind).write_ipc_stream(target)
    return target.getvalue()


def zipped(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("sheet1.xml"), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def message(words: str) -> bytes:
    """Give a message as the server sends it, with the words and, before them, their length in one byte."""
    sent = ForwardMsg()
    sent.delta.new_element.markdown.body = words
    return bytes(sent.SerializeToString())


@pytest.mark.parametrize(
    "data",
    [
        b"104729 contacts",
        b"<td>104,729</td>",
        b"[3,104729,5]",
        b'{"value":104729.0}',
        "was 104,729 contacts".encode("utf-16"),
        "104729".encode("utf-16-be"),
        b"x" + struct.pack("<i", NUMBER),
        b"xx" + struct.pack("<q", NUMBER),
        b"xxx" + struct.pack("<d", NUMBER),
        struct.pack("<f", NUMBER),
        arrow(pl.Int64),
        arrow(pl.Int32),
        arrow(pl.Float64),
        arrow(pl.Float32),
        arrow(pl.String),
        gzip.compress(b"104,729", mtime=0),
        b"before" + gzip.compress(b"104,729", mtime=0) + b"after",
        zlib.compress(b"of 104729 contacts"),
        zipped(b"<v>104729</v>"),
        zipped(gzip.compress(b"104729", mtime=0)),
        b'{"bdata":"' + base64.b64encode(struct.pack("<3d", 1, NUMBER, 2)) + b'"}',
        *(message(f"104729 contacts {'x' * length}") for length in range(120)),
    ],
)
def test_a_number_is_found_however_it_is_written(data: bytes) -> None:
    assert str(NUMBER) in SEARCH.find(data)


@pytest.mark.parametrize(
    "data", [b"7.5614%", b"0.07561", struct.pack("<d", 7919 / 104729 * 100), struct.pack("<d", 7919 / 104729)]
)
def test_a_share_is_found_by_its_decimals_or_as_a_float(data: bytes) -> None:
    """7919 / 104729 is 0.0756142…, by hand."""
    assert SEARCH.find(data) == {f"share {7919 / 104729}"}


@pytest.mark.parametrize(
    "data",
    [
        b"104730 104728 1047290 2104729.5x 0.104729",
        b"8% of 104,730",
        b"7.56",
        b"a" * 27 + b"7919f",
        b"key-a104729b",
        struct.pack("<3d", 104730, 7920, 8.0),
        gzip.compress(b"104,730", mtime=0),
    ],
)
def test_what_is_another_number_or_a_name_is_not_found(data: bytes) -> None:
    assert SEARCH.find(data) == set()


def test_a_number_that_may_stand_anywhere_is_no_canary() -> None:
    with pytest.raises(ValueError, match="four digits"):
        Canaries([999])
