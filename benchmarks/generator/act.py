"""What a generated document says, and its truth: a flat list of blocks that every form can write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "centre", "justify", "right"]
Label = dict[str, object]


@dataclass(frozen=True)
class Text:
    """A paragraph. The first `strong` characters are bold; `level` is its depth in the outline.

    `pen`: words that a hand writes into the print where the form is a picture; every other form prints them.
    """

    text: str
    bold: bool = False
    italic: bool = False
    align: Align = "justify"
    level: int = 0
    size: float = 13.0
    strong: int = 0
    pen: str = ""


@dataclass(frozen=True)
class Columns:
    """Two columns without rules: a letterhead, or recipients beside the signature. `share`: the left one's width."""

    rows: tuple[tuple[tuple[Text, ...], tuple[Text, ...]], ...]
    share: float = 0.42


@dataclass(frozen=True)
class Cell:
    text: str
    columns: int = 1
    rows: int = 1
    bold: bool = False


@dataclass(frozen=True)
class Grid:
    """A ruled table: a header row, then rows; a cell may span columns (a group row) or rows (a merged lead)."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Page:
    """A new page; `wide`: landscape from here on."""

    wide: bool = False


Block = Text | Columns | Grid | Page


@dataclass(frozen=True)
class Deadline:
    """A deadline's words and their meaning, as gold trackers hold it."""

    text: str
    kind: str
    start: str | None = None
    end: str | None = None
    rrule: str | None = None

    def label(self) -> Label:
        return {"text": self.text, "kind": self.kind, "start": self.start, "end": self.end, "rrule": self.rrule}


@dataclass(frozen=True)
class Task:
    """The truth of one task, in the words printed."""

    content: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    deadline: Deadline | None = None
    product: str | None = None
    where: str = ""

    def label(self) -> Label:
        return {
            "content": self.content,
            "where": self.where,
            "lead": list(self.lead),
            "coordinating": list(self.coordinating),
            "deadline": self.deadline.label() if self.deadline else None,
            "product": self.product,
        }


@dataclass
class Act:
    """A document: blocks in reading order, the truth in the label format, and what it is a specimen of."""

    blocks: list[Block]
    truth: Label
    traits: dict[str, str] = field(default_factory=dict)

    def words(self) -> str:
        """All words, a block after the other: what a reader of the file must find in it."""
        return "\n".join(texts(self.blocks))


def texts(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Text):
            yield block.text
        elif isinstance(block, Columns):
            yield from (text.text for row in block.rows for side in row for text in side)
        elif isinstance(block, Grid):
            yield from (cell.text for row in (block.header, *block.rows) for cell in row)
