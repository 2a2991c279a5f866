"""Table cells in which the engine saw nothing although there is ink: a lone "1" in a narrow column, mostly.

They are set under one another in a picture of their own and read once more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from vnplans.pages import Box
from vnplans.readers.ocr.picture import Grey, ink_of
from vnplans.readers.ocr.tables import share_out
from vnplans.readers.ocr.words import PixelWord
from vnplans.readers.sheet.ruled import Ruled

__all__ = ["read_bare_cells"]

GAP = 30
EDGE = 5
"""Pixels left out along the rules of a cell."""
BlockReader = Callable[[Grey], list[PixelWord]]


def read_bare_cells(
    words: Sequence[PixelWord], tables: Sequence[Ruled], grey: Grey, read_block: BlockReader
) -> list[PixelWord]:
    """The words of cells that have ink and no words yet."""
    pieces = [piece for box in _bare(words, tables) if (piece := _ink_box(grey, box)) is not None]
    if not pieces:
        return []
    width = max(x1 - x0 for x0, _, x1, _ in pieces) + 2 * GAP
    height = sum(y1 - y0 + GAP for _, y0, _, y1 in pieces) + GAP
    sheet = np.full((height, width), 255, np.uint8)
    tops, at = [], GAP
    for x0, y0, x1, y1 in pieces:
        sheet[at : at + y1 - y0, GAP : GAP + x1 - x0] = grey[y0:y1, x0:x1]
        tops.append(at)
        at += y1 - y0 + GAP
    found = []
    for word in read_block(sheet):
        middle = (word.box[1] + word.box[3]) / 2
        index = max(i for i, top in enumerate(tops) if i == 0 or top - GAP / 2 <= middle)
        dx, dy = pieces[index][0] - GAP, pieces[index][1] - tops[index]
        a, b, c, d = word.box
        found.append(replace(word, box=(a + dx, b + dy, c + dx, d + dy), line=(-1, index, *word.line)))
    return found


def _bare(words: Sequence[PixelWord], tables: Sequence[Ruled]) -> list[Box]:
    _, inside = share_out(words, tables)
    return [
        cell.box
        for table, cells in zip(tables, inside, strict=True)
        for cell, some in zip(table.cells, cells, strict=True)
        if not some
    ]


def _ink_box(grey: Grey, box: Box) -> tuple[int, int, int, int] | None:
    """Around the ink of a cell; None where there is no more than specks."""
    x0, y0, x1, y1 = (round(v) for v in box)
    area = ink_of(grey[y0 + EDGE : y1 - EDGE, x0 + EDGE : x1 - EDGE])
    rows, columns = np.nonzero(area.sum(1) > 1)[0], np.nonzero(area.any(0))[0]
    if len(rows) < 12 or area.sum() < 30:
        return None
    left, top = x0 + EDGE + int(columns[0]), y0 + EDGE + int(rows[0])
    right, bottom = x0 + EDGE + int(columns[-1]) + 1, y0 + EDGE + int(rows[-1]) + 1
    return left, top, right, bottom
