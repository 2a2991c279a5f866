"""What tells one act from another, small enough to keep for every record of an archive."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from vnplans.models import Directive
from vnplans.text import bare

__all__ = ["BANDS", "Facts", "bands", "facts", "likeness"]

_SLOTS = 64
BANDS = 16
_WORD = re.compile(r"[^\W_]+")
_EMPTY = b""


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
    number = record.number
    symbol = "-".join(p for p in (number.type_code, number.issuer_code) if p) if number else ""
    return Facts(
        sha256=record.source.sha256,
        serial=number.serial if number else None,
        symbol=symbol,
        issued_on=record.issued_on.isoformat() if record.issued_on else None,
        issuer=bare(record.issuer.name) if record.issuer else None,
        figures=" ".join(re.findall(r"\d+", record.title or "")),
        sketch=_sketch(_triples(record)),
    )


def _triples(record: Directive) -> set[bytes]:
    """Runs of three words of title, outline and tasks, without marks: scans lose tones."""
    texts = [record.title or "", *(s.title for s in record.outline if s.title), *(t.content for t in record.tasks)]
    triples = set()
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


def bands(sketch: bytes) -> list[int]:
    """Keys for finding sketches that are alike: two that agree in one band share its key."""
    width = len(sketch) // BANDS
    return [
        int.from_bytes(hashlib.blake2b(sketch[i * width : (i + 1) * width] + bytes([i]), digest_size=7).digest(), "big")
        for i in range(BANDS if sketch else 0)
    ]


def likeness(one: bytes, other: bytes) -> float:
    """Share of common content, 0 to 1 (an estimate of the Jaccard index, +- 0.06)."""
    if not one or not other:
        return 0.0
    a, b = struct.unpack(f"<{_SLOTS}I", one), struct.unpack(f"<{_SLOTS}I", other)
    agree: int = sum(x == y for x, y in zip(a, b, strict=True))
    return agree / _SLOTS
