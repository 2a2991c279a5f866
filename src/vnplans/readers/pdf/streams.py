"""What the streams of a PDF unpack to, measured before PDFium makes objects of them: a hundred bytes for each byte."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from vnplans.limits import Limits

__all__ = ["check_streams"]

_MARK = re.compile(rb"endstream|stream\r?\n")
_FILTER = re.compile(rb"/(Fl|A85|AHx|FlateDecode|ASCII85Decode|ASCIIHexDecode)\b")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary stands."""
_HARMLESS = 4 * 2**20
"""Bytes that any stream may unpack to."""


def check_streams(data: bytes, limits: Limits) -> None:
    """Raises TooLarge where a packed stream that is no picture unpacks to more than `page_content` or, from 4 MiB on,
    to more than `content_ratio` times its size. Of a locked file nothing is seen until it is unlocked."""
    for packed, filters in _packed(data):
        by_ratio = max(_HARMLESS, len(packed) * limits.content_ratio)
        most = min(by_ratio, limits.page_content)
        size = _unpacked(packed, filters, most)
        if size > most:
            raise limits.over("page_content" if most == limits.page_content else "content_ratio")


def _packed(data: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """The streams with the filters that they are packed by, outermost first; without Flate, and pictures, left out."""
    start = None
    for mark in _MARK.finditer(data):
        if mark[0] == b"endstream":
            if start is not None:
                head = data[max(0, start - _DICTIONARY) : start]
                head = head[head.rfind(b"obj") + 1 :]
                filters = _FILTER.findall(head)
                if any(name.startswith(b"Fl") for name in filters) and b"/Image" not in head:
                    yield data[start : mark.start()], filters
            start = None
        elif start is None:
            start = mark.end()


def _unpacked(packed: bytes, filters: list[bytes], most: int) -> int:
    """Bytes that the innermost layer has; as soon as one is larger than `most`, how many of it were looked at."""
    for name in filters:
        try:
            if name.startswith(b"Fl"):
                packed = zlib.decompressobj().decompress(packed, most + 1)
            elif name.startswith((b"A8", b"ASCII8")):
                packed = base64.a85decode(packed.split(b"~", 1)[0])
            else:
                packed = bytes.fromhex(packed.split(b">", 1)[0].decode("ascii"))
        except (zlib.error, ValueError):
            return 0
        if len(packed) > most:
            break
    return len(packed)
