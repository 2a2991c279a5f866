"""Runs of styled text -> Blocks, with legacy fonts decoded: what RTF, ODT and HTML share.

A run is decoded by its font's name and only where its letters agree (many files name .VnTime and hold Unicode).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vnplans.pages import Block, Cell
from vnplans.readers import legacy
from vnplans.text import clean

__all__ = ["Paragraph", "Span", "blocks_of", "decode"]

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


def decode(spans: Sequence[Span]) -> tuple[list[Span], str | None]:
    """The spans in Unicode, and the legacy encoding that was decoded (None where nothing was).

    Neighbours of one font are decoded together: VNI may part a letter from its mark.
    """
    out: list[Span] = []
    seen: str | None = None
    for span in _joined(spans):
        encoding, capitals = legacy.font_encoding(span.font)
        text = span.text
        if encoding and not legacy.holds_unicode(text) and (legacy.gain(text, encoding) or 0) >= 0:
            text, seen = legacy.decode(text, encoding), seen if text.isascii() else encoding
        out.append(replace(span, text=text.upper() if capitals or span.capitals else text))
    return out, seen


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
