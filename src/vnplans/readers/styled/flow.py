"""Paragraphs -> Blocks: old fonts decoded, typed letterheads parted, looks summed up."""

from __future__ import annotations

from collections.abc import Sequence

from vnplans.limits import Limits
from vnplans.pages import Block
from vnplans.readers.styled.blocks import blocks_of
from vnplans.readers.styled.budget import weigh
from vnplans.readers.styled.columns import place_columns
from vnplans.readers.styled.decoding import decode_all
from vnplans.readers.styled.entered import rejoined
from vnplans.readers.styled.grid import Grid, PlainGrid
from vnplans.readers.styled.one_line import parted
from vnplans.readers.styled.paragraph import Paragraph

__all__ = ["finish"]


def finish(paragraphs: Sequence[Paragraph], limits: Limits) -> tuple[tuple[Block, ...], str | None]:
    """The Blocks of a document's paragraphs, and the legacy encoding that most of its letters were decoded from.

    For forms that do not say how a table is ruled: the words of one show whether it is a letterhead or a signature
    part. Raises TooLarge.
    """
    weigh(paragraphs, limits)
    encoding = decode_all(paragraphs)
    paragraphs = list(parted(paragraphs))
    blocks: list[Block] = []
    for item in place_columns(rejoined(paragraphs), _grids(paragraphs)):
        if isinstance(item, Paragraph):
            blocks += blocks_of(item)
    return tuple(blocks), encoding


def _grids(paragraphs: Sequence[Paragraph]) -> list[Grid]:
    """The tables by their numbers, as far as their cells tell."""
    size: dict[int, tuple[int, int]] = {}
    for cell in (paragraph.cell for paragraph in paragraphs if paragraph.cell):
        rows, columns = size.get(cell.table, (0, 0))
        size[cell.table] = max(rows, cell.row + cell.row_span), max(columns, cell.column + cell.column_span)
    return [PlainGrid(*size.get(number, (0, 0))) for number in range(max(size, default=-1) + 1)]
