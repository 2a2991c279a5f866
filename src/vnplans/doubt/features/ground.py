"""What features ask of the pages alone, worked out once: an act's own blocks, all of a page about acts."""

from __future__ import annotations

from functools import cached_property

from vnplans.extract.orders.verbs import verb_at
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Ground"]

_LINE = 40
"""Characters of a line that may order work."""
_ITEM = 30
"""Characters of an item or cell that may be work."""
_MARKED = regex(r"(?:[-+*•]|\(?\w{1,3}[.)/])\s")


class Ground:
    """The pages that a record is judged by. Of indexes all are in order."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    @cached_property
    def text(self) -> dict[int, int]:
        """The length of each block of running text, by its index."""
        blocks = self.pages.blocks
        return {i: len(blocks[i].text) for i in self.pages.own if blocks[i].role == "text"}

    @cached_property
    def length(self) -> int:
        """The length of the running text."""
        return sum(self.text.values())

    @cached_property
    def unsure(self) -> float:
        """How unsure OCR was of the whole text: 1 less the mean of its blocks; 0 for text."""
        blocks = self.pages.blocks
        sure = [c for i in self.pages.own if (c := blocks[i].confidence) is not None]
        return 1 - sum(sure) / len(sure) if sure else 0.0

    @cached_property
    def ordering(self) -> list[int]:
        """Blocks of running text that begin with a verb of action."""
        heads = ((i, fold(self.pages.blocks[i].text)[:_LINE]) for i, length in self.text.items() if length > _LINE)
        return [i for i, head in heads if verb_at(head.lstrip("-+*•. ")) is not None]

    @cached_property
    def items(self) -> list[int]:
        """Paragraphs that bear a label or a mark."""
        blocks = self.pages.blocks
        return [i for i in self._body if blocks[i].label or _MARKED.match(blocks[i].text)]

    @cached_property
    def cells(self) -> list[int]:
        """Cells of tables that may be work."""
        blocks = self.pages.blocks
        return [i for i in self.pages.own if blocks[i].cell is not None and len(blocks[i].text) > _ITEM]

    @cached_property
    def orders(self) -> list[int]:
        """Paragraphs that hand work out."""
        hands_out, blocks = phrase("doubt.hands_out"), self.pages.blocks
        return [i for i in self._body if hands_out.search(fold(blocks[i].text), 0, 160)]

    @cached_property
    def _body(self) -> list[int]:
        return [i for i, length in self.text.items() if length > _ITEM and self.pages.blocks[i].cell is None]
