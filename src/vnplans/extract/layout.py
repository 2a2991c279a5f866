"""The zones of an act: letterhead, heading, body, closing, annexes. Extraction rules look only where their field stands.

Layout of Nghị định 30/2020/NĐ-CP, Phụ lục I (cells 1-9), and of the Party's Hướng dẫn 36-HD/VPTW, 05-HD/VPTW.
"""

from __future__ import annotations

from dataclasses import dataclass

from vnplans.pages import Block, Pages

__all__ = ["Annex", "Layout"]


@dataclass(frozen=True, slots=True)
class Annex:
    """An appendix, or a document issued with the act: block ranges within Pages, end exclusive."""

    label: str | None
    """'Phụ lục I' as printed; None for a plan, programme or regulation issued with the act."""
    heading: tuple[int, int]
    """Blocks of its label, title and 'Kèm theo' line."""
    body: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """One act within the pages of its file. All ranges are (start, end) block indexes, end exclusive; start == end: absent.

    left, right: block indexes of the two letterhead columns (issuer, number, V/v | motto, place and date).
    """

    pages: Pages
    extent: tuple[int, int]
    left: tuple[int, ...]
    right: tuple[int, ...]
    heading: tuple[int, int]
    """Type word and title, "Kính gửi" lines included."""
    body: tuple[int, int]
    """The act's own text, legal bases included, without closing."""
    closing: tuple[int, ...]
    """Blocks of the signature part and the list of recipients."""
    annexes: tuple[Annex, ...]

    def block(self, index: int) -> Block:
        return self.pages.blocks[index]

    def texts(self) -> tuple[tuple[int, int], ...]:
        """The ranges that may order work: the body, then each annex's body."""
        return (self.body, *(annex.body for annex in self.annexes))
