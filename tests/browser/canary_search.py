"""Searches bytes for numbers, however they are written: as text, as binary values, or packed into something else."""

import base64
import binascii
import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

import numpy as np

_DIGEST = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}")
_TOKEN = re.compile(rb"[A-Za-z_]?\d[\d,.]*[A-Za-z_]?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{12,}={0,2}")
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_GZIPPED = b"\x1f\x8b\x08"
FEWEST_DECIMALS = 4
"""A share with fewer may be any coordinate of a drawing."""


class Canaries:
    """Numbers that only some may be sent; `shares` are fractions that are searched as such and as percentages.

    Whole numbers have four digits or more; shorter ones stand everywhere.
    """

    def __init__(self, numbers: Iterable[int], shares: Iterable[float] = ()) -> None:
        self.numbers = frozenset(numbers)
        if any(number < 1000 for number in self.numbers):
            raise ValueError("A canary has four digits or more.")
        self.shares = {each: f"share {share}" for share in shares for each in (share, share * 100)}
        self._binary = [
            _Table(np.dtype("<u4"), {struct.pack(kind, each): str(each) for each in self.numbers for kind in "if"}),
            _Table(
                np.dtype("<u8"),
                {struct.pack("<d", each): str(each) for each in self.numbers}
                | {struct.pack("<d", share): name for share, name in self.shares.items()},
            ),
        ]

    def find(self, *contents: bytes) -> set[str]:
        """Give what is found in each of the contents and in everything that they unpack to."""
        found: set[str] = set()
        for part in chain.from_iterable(map(unpack, contents)):
            found |= self._find_text(part).union(*(table.find(part) for table in self._binary))
            if b"\0" in part:
                found |= self._find_text(part.replace(b"\0", b""))
        return found

    def _find_text(self, data: bytes) -> set[str]:
        """Find what is written with digits; digests and identifiers are none."""
        found: set[str] = set()
        for token in set(_TOKEN.findall(_DIGEST.sub(b" ", data))):
            text = token.decode()
            if text[0].isdigit() or text[-1] in "0123456789.,":
                digits = text.strip("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
                # A digit before a text may be its length, as protocol buffers write it.
                for form in (digits, digits[1:]):
                    found |= self._read(form)
        return found

    def _read(self, digits: str) -> set[str]:
        whole = _THOUSANDS.match(digits)
        pieces = {*digits.split(","), *([whole[0].replace(",", "")] if whole else [])}
        found = set()
        for piece in pieces:
            before, _, after = piece.partition(".")
            decimals = after.partition(".")[0]
            if before.isdecimal() and int(before) in self.numbers and not decimals.strip("0"):
                found.add(str(int(before)))
            if before.isdecimal() and len(decimals) >= FEWEST_DECIMALS:
                value, places = float(f"{before}.{decimals}"), min(len(decimals), 9)
                cut = 0.6 * 10**-places
                found |= {name for share, name in self.shares.items() if abs(value - share) < cut}
        return found


class _Table:
    """Values as binary, found wherever they begin."""

    def __init__(self, kind: "np.dtype[np.unsignedinteger[Any]]", names: dict[bytes, str]) -> None:
        self.kind = kind
        self.names = {int(np.frombuffer(pattern, kind)[0]): name for pattern, name in names.items()}
        self.sorted = np.array(sorted(self.names), dtype=kind)

    def find(self, data: bytes) -> set[str]:
        found: set[str] = set()
        for begin in range(self.kind.itemsize):
            values = np.frombuffer(
                data, self.kind, max(0, len(data) - begin) // self.kind.itemsize, min(begin, len(data))
            )
            places = np.searchsorted(self.sorted, values).clip(max=len(self.sorted) - 1)
            found |= {self.names[int(value)] for value in np.unique(values[self.sorted[places] == values])}
        return found


def unpack(data: bytes, depth: int = 3) -> Iterator[bytes]:
    """Give what can be read of the bytes, and whatever in it is packed: gzip, zip, deflate and base64, also nested."""
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            contents = [*map(archive.read, archive.namelist()), "\n".join(archive.namelist()).encode()]
    elif data.startswith(_GZIPPED):
        contents = [gzip.decompress(data)]
    else:
        yield data
        contents = list(_list_packed(data))
    if depth:
        for content in contents:
            yield from unpack(content, depth - 1)


def _list_packed(data: bytes) -> Iterator[bytes]:
    for begins, bits in ((_DEFLATED, 15), (re.compile(re.escape(_GZIPPED)), 31)):
        for place in begins.finditer(data):
            with suppress(zlib.error):
                yield zlib.decompressobj(bits).decompress(data[place.start() :])
    decoded = {_decode(each) for each in set(_BASE64.findall(_DIGEST.sub(b" ", data)))}
    yield from (each for each in decoded if b"\0" in each or each.startswith((b"PK", _GZIPPED, b"<svg")))


def _decode(text: bytes) -> bytes:
    with suppress(binascii.Error):
        return base64.b64decode(text + b"=" * (-len(text) % 4))
    return b""
