"""What the streams of a PDF unpack to, measured before PDFium makes objects of them: a hundred bytes for each byte."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from vnplans.limits import Limits

__all__ = ["check_streams"]

_MARK = re.compile(rb"endstream|stream\r?\n")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_DICTIONARY = 600
"""Bytes before a stream in which its dictionary stands."""
_HARMLESS = 4 * 2**20
"""Bytes that any stream may unpack to."""


def check_streams(data: bytes, limits: Limits) -> None:
    """Raises TooLarge where a packed stream that is no picture unpacks to more than `page_content` or, from 4 MiB on,
    to more than `content_ratio` times its size. Of a locked file nothing is seen."""
    for packed, layers in _packed(data):
        by_ratio = max(_HARMLESS, len(packed) * limits.content_ratio)
        most = min(by_ratio, limits.page_content)
        size = _unpacked(packed, layers, most)
        if size > most:
            raise limits.over("page_content" if most == limits.page_content else "content_ratio")


def _packed(data: bytes) -> Iterator[tuple[bytes, int]]:
    """The streams with the number of Flate layers that they are packed in; those without and pictures left out."""
    start = None
    for mark in _MARK.finditer(data):
        if mark[0] == b"endstream":
            if start is not None:
                head = data[max(0, start - _DICTIONARY) : start]
                head = head[head.rfind(b"obj") + 1 :]
                layers = len(_FLATE.findall(head))
                if layers and b"/Image" not in head:
                    yield data[start : mark.start()], layers
            start = None
        elif start is None:
            start = mark.end()


def _unpacked(packed: bytes, layers: int, most: int) -> int:
    """Bytes that the innermost layer has; as soon as one is larger than `most`, how many of it were looked at."""
    for _ in range(layers):
        try:
            packed = zlib.decompressobj().decompress(packed, most + 1)
        except zlib.error:
            return 0
        if len(packed) > most:
            break
    return len(packed)
