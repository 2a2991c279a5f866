"""The text of a Word 97-2003 file by its piece table, without styles or tables ([MS-DOC] 2.4.1, 2.9.177)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from vnplans.limits import Limits
from vnplans.regex import regex

__all__ = ["Streams", "boxed_letters", "is_encrypted", "paragraphs"]

_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_MAGIC = (b"\xec\xa5", b"\xdc\xa5")
_WORD97 = 101
# Control characters of the text: paragraph and cell marks, breaks; hyphens; pictures, notes and drawings
_ENDS = regex("[\r\x07\x0c\x0e]")
_SHOWN = {0x0B: "\n", 0x1E: "-", 0xA0: " "}
_GONE = dict.fromkeys([0x01, 0x02, 0x03, 0x04, 0x05, 0x08, 0x13, 0x14, 0x15], None)


@dataclass(frozen=True, slots=True)
class Streams:
    """The two streams that hold text: WordDocument, and the table stream its header names (0Table or 1Table)."""

    document: bytes
    tables: dict[str, bytes]


def _flags(document: bytes) -> int:
    return int(struct.unpack_from("<H", document, 0x0A)[0])


def is_encrypted(document: bytes) -> bool:
    """Does the header of the WordDocument stream say that a password is needed?"""
    return document[:2] in _MAGIC and len(document) > 0x0C and bool(_flags(document) & _ENCRYPTED)


def boxed_letters(document: bytes) -> int:
    """How many letters stand in text boxes of the main text, by the header of the WordDocument stream."""
    if document[:2] not in _MAGIC or len(document) < 0x68 or struct.unpack_from("<H", document, 2)[0] < _WORD97:
        return 0
    return max(int(struct.unpack_from("<i", document, 0x64)[0]), 0)


def paragraphs(streams: Streams, limits: Limits) -> Iterator[str]:
    """The paragraphs of the main text, cells among them, in order; "\\n" is a forced line break.

    Raises struct.error or ValueError where the header or the piece table is broken; TooLarge.
    """
    text = _text(streams, limits)
    # 0x1F is an optional hyphen; where the text has no U+00AD it may be TCVN3's letter ư
    shown = _SHOWN | {0x1F: "" if "\u00ad" in text else "\u00ad"}
    for paragraph in _ENDS.split("".join(_without_codes(text))):
        yield paragraph.translate(_GONE).translate(shown)


def _without_codes(text: str) -> Iterator[str]:
    """The characters that are shown: of a field (0x13 code 0x14 result 0x15) the result."""
    depth: list[bool] = []
    balanced = text.count("\x13") == text.count("\x15")
    for char in text:
        if char == "\x13":
            depth.append(True)
        elif char == "\x14" and depth:
            depth[-1] = False
        elif char == "\x15" and depth:
            depth.pop()
        elif not (balanced and any(depth)):
            yield char


def _text(streams: Streams, limits: Limits) -> str:
    document = streams.document
    if struct.unpack_from("<H", document, 2)[0] < _WORD97:  # Word 6 and 95: one run of single bytes
        first, last = struct.unpack_from("<II", document, 0x18)
        return document[first:last].decode("cp1252", "replace")
    length = int(struct.unpack_from("<i", document, 0x4C)[0])
    start, size = struct.unpack_from("<II", document, 0x01A2)
    table = streams.tables["1Table" if _flags(document) & _SECOND_TABLE else "0Table"]
    text = "".join(_pieces(document, _piece_table(table[start : start + size]), limits))
    return text[: max(length, 0)] if length else text


def _piece_table(clx: bytes) -> bytes:
    """The PlcPcd of a Clx: it stands behind any number of property lists (Prc)."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
    if at >= len(clx) or clx[at] != 2:
        raise ValueError("no piece table")
    size = int(struct.unpack_from("<I", clx, at + 1)[0])
    return clx[at + 5 : at + 5 + size]


def _pieces(document: bytes, plc: bytes, limits: Limits) -> Iterator[str]:
    """The text of each piece: cp1252 of one byte a letter, or UTF-16."""
    count = (len(plc) - 4) // 12
    if count <= 0:
        raise ValueError("an empty piece table")
    ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
    limits.check("letters", max(ends))  # pieces may share their bytes
    for index in range(count):
        length = ends[index + 1] - ends[index]
        if length < 0:
            raise ValueError("a piece table out of order")
        place = int(struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0])
        offset = place & 0x3FFFFFFF
        if place & 0x40000000:
            yield document[offset // 2 : offset // 2 + length].decode("cp1252", "replace")
        else:
            yield document[offset : offset + 2 * length].decode("utf-16-le", "replace")
