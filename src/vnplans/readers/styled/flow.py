"""Paragraphs -> Blocks: old fonts decoded, typed letterheads parted, looks summed up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from vnplans.limits import Limits
from vnplans.pages import Block
from vnplans.readers.styled.blocks import blocks_of
from vnplans.readers.styled.budget import weigh
from vnplans.readers.styled.columns import place_columns
from vnplans.readers.styled.decoding import decode_all
from vnplans.readers.styled.paragraph import Paragraph

__all__ = ["finish"]


def finish(paragraphs: Sequence[Paragraph], limits: Limits) -> tuple[tuple[Block, ...], str | None]:
    """The Blocks of a document's paragraphs, and the legacy encoding that most of its letters were decoded from.

    For forms that do not say how a table is ruled: a letterhead is looked for outside tables only. Raises TooLarge.
    """
    weigh(paragraphs, limits)
    encoding = decode_all(paragraphs)
    blocks: list[Block] = []
    for in_table, group in groupby(paragraphs, lambda paragraph: paragraph.cell is not None):
        for item in group if in_table else place_columns(list(group), ()):
            if isinstance(item, Paragraph):
                blocks += blocks_of(item)
    return tuple(blocks), encoding
