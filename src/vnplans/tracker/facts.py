"""What tells one act from another, small enough to keep for every record of an archive, every act of a tracker."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from vnplans.models import Directive
from vnplans.regex import regex
from vnplans.text import bare

__all__ = ["BANDS", "Facts", "bands", "facts", "figures", "likeness", "same_act", "sketch"]

_SLOTS = 64
BANDS = 16
_WORD = regex(r"[^\W_]+")
_EMPTY = b""
_SURE = 0.25
"""Share of content that must agree where number, date and issuer do; a scan loses much."""
_ALIKE = 0.6
"""Share of content that must agree where number or date is blank in one of the two: a draft."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Number, date, issuer and a sketch of the content (MinHash of word triples, `_SLOTS` numbers of 32 bits)."""

    sha256: str
    serial: int | None
    symbol: str
    """Type and issuer codes: "KH-UBND"; "" where unread."""
    issued_on: str | None
    issuer: str | None
    figures: str
    """The figures of the title: this year's plan is not last year's."""
    sketch: bytes


def facts(record: Directive) -> Facts:
    """The facts of a record."""
    number, contents = record.number, [task.content for task in record.tasks]
    symbol = "-".join(p for p in (number.type_code, number.issuer_code) if p) if number else ""
    return Facts(
        sha256=record.source.sha256,
        serial=number.serial if number else None,
        symbol=symbol,
        issued_on=record.issued_on.isoformat() if record.issued_on else None,
        issuer=bare(record.issuer.name) if record.issuer else None,
        figures=figures(record.title),
        sketch=sketch([record.title or "", *(s.title for s in record.outline if s.title), *contents]),
    )


def figures(title: str | None) -> str:
    """The figures of a title, in order."""
    return " ".join(re.findall(r"\d+", title or ""))


def same_act(one: Facts, other: Facts) -> bool:
    """Are these two files of one act? What both say must agree; what one leaves blank the content must make up for."""
    pairs = (
        (one.serial, other.serial),
        (one.issued_on, other.issued_on),
        (one.issuer, other.issuer),
        (one.symbol, other.symbol),
        (one.figures, other.figures),
    )
    known = [(a, b) for a, b in pairs if a not in (None, "") and b not in (None, "")]
    if any(a != b for a, b in known):
        return False
    sure = all(v is not None for v in (one.serial, other.serial, one.issued_on, other.issued_on))
    sure = sure and bool(one.issuer and other.issuer)
    return likeness(one.sketch, other.sketch) >= (_SURE if sure else _ALIKE)


def sketch(texts: Iterable[str]) -> bytes:
    """MinHash of the runs of three words of the texts, without marks: scans lose tones; b"" for no words."""
    return _sketch(_triples(texts))


def _triples(texts: Iterable[str]) -> set[bytes]:
    triples: set[bytes] = set()
    for text in texts:
        words = _WORD.findall(bare(text))
        triples |= {" ".join(words[i : i + 3]).encode() for i in range(max(1, len(words) - 2))} if words else set()
    return triples


def _sketch(triples: Iterable[bytes]) -> bytes:
    """Minimum of each hash over all triples; b"" for no content."""
    digests = [hashlib.shake_128(t).digest(_SLOTS * 4) for t in triples] if triples else []
    if not digests:
        return _EMPTY
    columns = zip(*(struct.unpack(f"<{_SLOTS}I", d) for d in digests), strict=True)
    return struct.pack(f"<{_SLOTS}I", *map(min, columns))


def bands(sketch: bytes, width: int = _SLOTS // BANDS) -> list[int]:
    """Keys for finding sketches that are alike: two that agree in one band, of `width` numbers, share its key."""
    size = 4 * width
    return [
        int.from_bytes(hashlib.blake2b(sketch[i * size : (i + 1) * size] + bytes([i]), digest_size=7).digest(), "big")
        for i in range(BANDS if sketch else 0)
    ]


def likeness(one: bytes, other: bytes) -> float:
    """Share of common content, 0 to 1 (an estimate of the Jaccard index, +- 0.06)."""
    if not one or not other:
        return 0.0
    a, b = struct.unpack(f"<{_SLOTS}I", one), struct.unpack(f"<{_SLOTS}I", other)
    agree: int = sum(x == y for x, y in zip(a, b, strict=True))
    return agree / _SLOTS
