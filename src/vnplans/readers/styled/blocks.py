"""Paragraphs -> Blocks: text cleaned, lines parted, the look of the letters summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from vnplans.pages import Block, Role
from vnplans.readers.styled.looks import RunLook
from vnplans.readers.styled.paragraph import Paragraph, Piece
from vnplans.readers.styled.symbols import symbols
from vnplans.regex import regex
from vnplans.text import clean, fold

__all__ = ["blocks_of", "lines"]

_TAB_STOP = 36.0
_WORDS = regex(r"[^\W_]")
_PRIVATE = regex("[\uf000-\uf0ff]")
_PAGE_NUMBER = regex(r"[-\s.]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-\s.]*|[ivxlc]{1,6}")


def blocks_of(paragraph: Paragraph) -> Iterator[Block]:
    """The blocks of a decoded paragraph: one for each of its lines that holds text."""
    first = True
    for line in lines(paragraph.pieces):
        block = _block(line, paragraph, first)
        if block is not None:
            yield block
            first = False
    if first and paragraph.label and paragraph.cell:
        # A numbered cell without text: the number is all that stands there
        yield Block(paragraph.label, role=paragraph.role, cell=paragraph.cell, centred=paragraph.look.centred)


def lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces parted at forced line breaks."""
    line: list[Piece] = []
    for text, look in pieces:
        if "\n" not in text:
            line.append((text, look))
            continue
        head, *rest = text.split("\n")
        line.append((head, look))
        for part in rest:
            yield line
            line = [(part, look)]
    yield line


def _block(line: list[Piece], paragraph: Paragraph, first: bool) -> Block | None:
    shown = [(_shown(text, look), look) for text, look in line if text]
    raw = shown[0][0] if len(shown) == 1 else "".join([text for text, _ in shown])
    text = clean(raw)
    if not text:
        return None
    look = paragraph.look
    seen = shown if len(shown) == 1 else [piece for piece in shown if _WORDS.search(piece[0])] or shown
    bold, italic, underlined, size = _summed(seen)
    return Block(
        text,
        role=_role(text, paragraph.role),
        label=paragraph.label if first else None,
        level=paragraph.level if first else None,
        bold=bold,
        bold_lead=len(text) if bold else _bold_lead(shown, text) if len(shown) > 1 else 0,
        italic=italic,
        capitals=text.isupper(),
        centred=look.centred,
        underlined=underlined,
        indent=_indent(raw, look.indent),
        size=size,
        column=paragraph.column,
        continues=not first,
        heading=look.heading,
        cell=paragraph.cell,
    )


def _role(text: str, role: Role) -> Role:
    return "page_number" if role in ("header", "footer") and _PAGE_NUMBER.fullmatch(fold(text)) else role


def _shown(text: str, look: RunLook) -> str:
    if look.capitals:
        text = text.upper()
    return symbols(text) if _PRIVATE.search(text) else text


def _bold_lead(shown: list[Piece], text: str) -> int:
    """Length of the bold letters that open a line; blanks between bold runs count as bold."""
    lead = ""
    for part, run in shown:
        if part.strip() and not run.bold:
            break
        lead += part
    return min(len(clean(lead)), len(text))


def _indent(raw: str, indent: float | None) -> float | None:
    if not raw.startswith("\t"):
        return indent
    tabs = len(raw) - len(raw.lstrip("\t"))
    return (indent or 0.0) + tabs * _TAB_STOP


def _summed(seen: list[Piece]) -> tuple[bool, bool, bool, float | None]:
    """Bold, italic and underlined throughout, and the size of most letters."""
    if len(seen) == 1:
        run = seen[0][1]
        return run.bold, run.italic, run.underlined, run.size
    looks = [run for _, run in seen]
    bold, italic = all(run.bold for run in looks), all(run.italic for run in looks)
    return bold, italic, all(run.underlined for run in looks), _size(seen)


def _size(seen: list[Piece]) -> float | None:
    sizes: Counter[float] = Counter()
    for text, run in seen:
        if run.size:
            sizes[run.size] += len(text)
    return sizes.most_common(1)[0][0] if sizes else None
