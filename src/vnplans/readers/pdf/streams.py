"""What the streams of a PDF unpack to, measured before PDFium makes objects of them: a hundred bytes for each byte."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplans.limits import Limits
from vnplans.readers.pdf.packing import filters, unpacked

__all__ = ["check_streams"]

_MARK = re.compile(rb"endstream|stream\r?\n")
_SHRINKS = (b"Fl", b"LZW", b"R")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary stands."""
_HARMLESS = 4 * 2**20
"""Bytes that any stream may unpack to."""


def check_streams(data: bytes, limits: Limits) -> None:
    """Raises TooLarge where a packed stream that is no picture unpacks to more than `page_content` or, from 4 MiB on,
    to more than `content_ratio` times its size. Of a locked file nothing is seen until it is unlocked."""
    for packed, ways in _packed(data):
        by_ratio = max(_HARMLESS, len(packed) * limits.content_ratio)
        most = min(by_ratio, limits.page_content)
        if len(unpacked(packed, ways, most)) > most:
            raise limits.over("page_content" if most == limits.page_content else "content_ratio")


def _packed(data: bytes) -> Iterator[tuple[bytes, list[bytes]]]:
    """The streams with the ways by which they are packed; pictures, and what hardly shrinks, left out."""
    start = None
    for mark in _MARK.finditer(data):
        if mark[0] == b"endstream":
            if start is not None:
                head = data[max(0, start - _DICTIONARY) : start]
                head = head[head.rfind(b"obj") + 1 :]
                ways = filters(head)
                if any(way.startswith(_SHRINKS) for way in ways) and b"/Image" not in head:
                    yield data[start : mark.start()], ways
            start = None
        elif start is None:
            start = mark.end()
