"""Paragraphs of styled runs -> Blocks: what RTF, ODT and HTML share with Word (old fonts, typed letterheads, looks)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from vnplans.pages import Block, Cell
from vnplans.readers.styled import legacy
from vnplans.readers.styled.blocks import blocks_of
from vnplans.readers.styled.columns import place_columns
from vnplans.readers.styled.counting import written
from vnplans.readers.styled.decoding import decode_all
from vnplans.readers.word import story
from vnplans.readers.word.styles import ParagraphLook, RunLook

__all__ = ["Paragraph", "Span", "counted", "finish"]

_NUMBERINGS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""How HTML and ODF name what Word calls numFmt."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one style, with its tabs; "\\n" is a forced line break. `font` is the font's name, `size` in points."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    size: float | None = None
    font: str = ""

    def look(self) -> RunLook:
        encoding, capitals_font = legacy.font_encoding(self.font)
        return RunLook(
            bold=self.bold,
            italic=self.italic,
            underlined=self.underlined,
            capitals=self.capitals,
            size=self.size,
            encoding=encoding,
            capitals_font=capitals_font,
        )


@dataclass(slots=True)
class Paragraph:
    """A paragraph being gathered: its spans, and what stands for all of it (as in Block)."""

    spans: list[Span] = field(default_factory=list)
    centred: bool = False
    heading: int | None = None
    label: str | None = None
    level: int | None = None
    indent: float | None = None
    cell: Cell | None = None

    def as_word(self) -> story.Paragraph:
        pieces = [(span.text, span.look()) for span in self.spans]
        look = ParagraphLook(centred=self.centred, indent=self.indent, heading=self.heading)
        return story.Paragraph(pieces, look, label=self.label, level=self.level, cell=self.cell)


def finish(paragraphs: Sequence[Paragraph]) -> tuple[tuple[Block, ...], str | None]:
    """The Blocks of a document's paragraphs, and the legacy encoding that most of its letters were decoded from."""
    items: list[story.Paragraph | story.Chunk] = [paragraph.as_word() for paragraph in paragraphs]
    encoding = decode_all([item for item in items if isinstance(item, story.Paragraph)])
    blocks: list[Block] = []
    for in_table, group in groupby(items, lambda item: item.cell is not None):
        for item in group if in_table else place_columns(list(group), ()):
            if isinstance(item, story.Paragraph):
                blocks += blocks_of(item)
    return tuple(blocks), encoding


def counted(number: int, form: str) -> str:
    """A list's count as HTML's `type` and ODF's `num-format` want it: 1, a, A, i or I; any other form as it is."""
    return written(number, _NUMBERINGS[form]) if form in _NUMBERINGS else form
