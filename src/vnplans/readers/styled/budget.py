"""What a document's paragraphs weigh, before their text is decoded, cleaned and copied."""

from __future__ import annotations

from collections.abc import Iterable

from vnplans.limits import Limits
from vnplans.readers.styled.paragraph import Item, Paragraph

__all__ = ["weigh"]


def weigh(items: Iterable[Item], limits: Limits) -> None:
    """Raise TooLarge for too many paragraphs or letters (of repeated cells each time); take labels that are too long
    away."""
    letters = count = 0
    for item in items:
        count += 1
        if isinstance(item, Paragraph):
            letters += sum(len(text) for text, _ in item.pieces)
            if item.label is not None and len(item.label) > limits.label:
                item.label = item.level = None
    limits.check("blocks", count)
    limits.check("letters", letters)
