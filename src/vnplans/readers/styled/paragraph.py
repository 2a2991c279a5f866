"""A paragraph as a reader found it: pieces of raw text with their looks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vnplans.pages import Cell, Role
from vnplans.readers.styled.looks import ParagraphLook, RunLook

__all__ = ["Chunk", "Item", "Paragraph", "Piece"]

Piece = tuple[str, RunLook]
"""Raw text and its look. "\\t" is a tab, "\\n" a forced line break; soft hyphens are kept (TCVN3's letter ư)."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph before its text is decoded."""

    pieces: list[Piece] = field(default_factory=list)
    look: ParagraphLook = field(default_factory=ParagraphLook)
    role: Role = "text"
    label: str | None = None
    level: int | None = None
    cell: Cell | None = None
    column: Literal["left", "right"] | None = None


@dataclass(slots=True)
class Chunk:
    """The place of a document of another form inside this one (w:altChunk)."""

    rid: str
    cell: Cell | None = None


Item = Paragraph | Chunk
