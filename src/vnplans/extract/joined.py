"""Several blocks read as one run of words, with the way back to each block's own offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vnplans.pages import Pages, Quote

__all__ = ["Joined"]


@dataclass(frozen=True, slots=True)
class Joined:
    """The texts of blocks, joined by one blank; `starts[i]` is where block `indexes[i]` begins in `text`."""

    pages: Pages
    indexes: tuple[int, ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, pages: Pages, indexes: Iterable[int]) -> Joined:
        indexes = tuple(indexes)
        starts, at = [], 0
        for index in indexes:
            starts.append(at)
            at += len(pages.blocks[index].text) + 1
        return cls(pages, indexes, " ".join(pages.blocks[i].text for i in indexes), tuple(starts))

    def quotes(self, start: int, end: int, *, rule: str) -> tuple[Quote, ...]:
        """One quote for each block that `text[start:end]` touches. Raises ValueError if those words are blank."""
        out = []
        for index, at in zip(self.indexes, self.starts, strict=True):
            length = len(self.pages.blocks[index].text)
            a, b = max(start - at, 0), min(end - at, length)
            if a < b and self.pages.blocks[index].text[a:b].strip():
                out.append(self.pages.quote(index, a, b, rule=rule))
        if not out:
            raise ValueError("an empty quote")
        return tuple(out)
