"""Runs of styled text -> Blocks, with legacy fonts decoded: what RTF, ODT and HTML share.

A run is decoded by its font's name and only where its letters agree (many files name .VnTime and hold Unicode).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import viparse

from vnplans.pages import Block, Cell
from vnplans.text import clean

__all__ = ["Paragraph", "Span", "blocks_of", "decode", "legacy_encoding"]

# Font families of the encodings (handbook of TCVN 5712:1993, VNI, VISCII, VPS)
_FONTS = {
    "tcvn3": re.compile(r"^\.?\s*vn(?!i)[a-z]|^\.vn", re.I),
    "vni": re.compile(r"^vni[-\s]", re.I),
    "vps": re.compile(r"^vps\s", re.I),
    "viscii": re.compile(r"^vi\s+\w", re.I),
}
_CAPITALS_FONT = re.compile(r"^\.?vn\w*h$", re.I)
# Letters that only Unicode Vietnamese has: a text with them was never written in a legacy encoding
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one style. `font` is the font's name, `break_before` a forced line break."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    size: float | None = None
    font: str = ""
    break_before: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph being gathered: its spans, and what stands for all of it (as in Block)."""

    spans: list[Span] = field(default_factory=list)
    centred: bool = False
    heading: int | None = None
    label: str | None = None
    level: int | None = None
    indent: float | None = None


def legacy_encoding(font: str) -> str | None:
    """The legacy encoding that a font's name speaks of."""
    return next((name for name, pattern in _FONTS.items() if pattern.search(font)), None)


def decode(spans: Sequence[Span]) -> tuple[list[Span], str | None]:
    """The spans in Unicode, and the legacy encoding that was decoded (None where nothing was).

    Neighbours of one font are decoded together: VNI may part a letter from its mark.
    """
    out: list[Span] = []
    seen: str | None = None
    for span in _joined(spans):
        encoding = legacy_encoding(span.font)
        if encoding is None or span.text.isascii() or _UNICODE.search(span.text):
            out.append(span)
            continue
        seen = encoding
        text = viparse.fix(span.text, encoding=encoding)
        out.append(replace(span, text=text.upper() if _CAPITALS_FONT.search(span.font) else text))
    capitals = [replace(s, text=s.text.upper()) if _is_capitals(s) else s for s in out]
    return capitals, seen


def _is_capitals(span: Span) -> bool:
    return span.capitals or bool(_CAPITALS_FONT.search(span.font) and legacy_encoding(span.font))


def _joined(spans: Sequence[Span]) -> list[Span]:
    out: list[Span] = []
    for span in spans:
        if out and not span.break_before and replace(out[-1], text="", break_before=False) == replace(span, text=""):
            out[-1] = replace(out[-1], text=out[-1].text + span.text)
        elif span.text or span.break_before:
            out.append(span)
    return out


def _lines(spans: Iterable[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        if span.break_before:
            lines.append([])
        lines[-1].append(span)
    return lines


def _common(spans: Sequence[Span], name: str) -> bool:
    """All letters carry the property; False for a line without letters."""
    marked = [bool(getattr(s, name)) for s in spans if any(c.isalnum() for c in s.text)]
    return bool(marked) and all(marked)


def _size(spans: Sequence[Span]) -> float | None:
    weights: dict[float, int] = {}
    for span in spans:
        if span.size is not None:
            weights[span.size] = weights.get(span.size, 0) + len(span.text)
    return max(weights, key=lambda size: weights[size]) if weights else None


def _bold_lead(spans: Sequence[Span]) -> int:
    lead = ""
    for span in spans:
        if span.text.strip() and not span.bold:
            break
        lead += span.text
    return len(clean(lead))


def blocks_of(paragraph: Paragraph, cell: Cell | None = None) -> list[Block]:
    """The Blocks of one paragraph: one a line, further lines marked `continues`; empty lines are left out.

    The spans must be decoded.
    """
    out: list[Block] = []
    for line in _lines(paragraph.spans):
        text = clean("".join(span.text for span in line))
        if not text:
            continue
        out.append(
            Block(
                text=text,
                label=paragraph.label if not out else None,
                level=paragraph.level if not out else None,
                bold=_common(line, "bold"),
                bold_lead=_bold_lead(line),
                italic=_common(line, "italic"),
                underlined=_common(line, "underlined"),
                capitals=any(c.isalpha() for c in text) and text == text.upper(),
                centred=paragraph.centred,
                indent=paragraph.indent,
                size=_size(line),
                continues=bool(out),
                heading=paragraph.heading,
                cell=cell,
            )
        )
    return out
