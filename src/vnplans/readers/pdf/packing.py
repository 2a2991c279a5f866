"""What a stream of a PDF unpacks to, never more of it than is asked for."""

from __future__ import annotations

import base64
import io
import re
import zlib

__all__ = ["filters", "unpacked"]

_FILTER = re.compile(
    rb"/(Fl|A85|AHx|LZW|RL|FlateDecode|ASCII85Decode|ASCIIHexDecode|LZWDecode|RunLengthDecode)(?![A-Za-z0-9])"
)
_RUN, _END = 128, 128
"""Of a run: bytes of a length above it stand for one byte again and again; the byte that ends all runs."""


def filters(dictionary: bytes) -> list[bytes]:
    """The ways by which a stream is packed, outermost first."""
    return _FILTER.findall(dictionary)


def unpacked(packed: bytes, ways: list[bytes], most: int) -> bytes:
    """What lies in a stream; as soon as one layer has more than `most` bytes, what was made of it so far. Nothing where
    it is packed otherwise than it says."""
    for way in ways:
        try:
            packed = _layer(packed, way, most)
        except (zlib.error, ValueError):
            return b""
        if len(packed) > most:
            break
    return packed


def _layer(packed: bytes, way: bytes, most: int) -> bytes:
    if way.startswith(b"Fl"):
        return zlib.decompressobj().decompress(packed, most + 1)
    if way.startswith(b"LZW"):
        return _lzw(packed, most)
    if way.startswith(b"R"):
        return _runs(packed, most)
    if way.startswith((b"A8", b"ASCII8")):
        return base64.a85decode(packed.split(b"~", 1)[0])
    return bytes.fromhex(packed.split(b">", 1)[0].decode("ascii"))


def _lzw(packed: bytes, most: int) -> bytes:
    from pdfminer.lzw import LZWDecoder  # noqa: PLC0415  few files are packed so, and pdfminer is heavy

    out = bytearray()
    try:
        for piece in LZWDecoder(io.BytesIO(packed)).run():
            out += piece or b""
            if len(out) > most:
                break
    except (IndexError, TypeError):  # codes that were never defined
        pass
    return bytes(out)


def _runs(packed: bytes, most: int) -> bytes:
    out, at = bytearray(), 0
    while at < len(packed) and packed[at] != _END and len(out) <= most:
        length, at = packed[at], at + 1
        if length < _RUN:
            out += packed[at : at + length + 1]
            at += length + 1
        else:
            out += packed[at : at + 1] * (257 - length)
            at += 1
    return bytes(out)
