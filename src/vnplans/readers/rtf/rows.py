"""Table rows of an RTF, with the merges that \\trowd declares -> paragraphs with their cells' addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from vnplans.pages import Cell
from vnplans.readers.styled.spans import Paragraph

__all__ = ["Row", "table_paragraphs"]


@dataclass(slots=True)
class Row:
    """A table row being read: finished cells, and what \\trowd says of each cell's merges."""

    cells: list[list[Paragraph]] = field(default_factory=list)
    merges: list[set[str]] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)


def table_paragraphs(rows: list[Row], table: int) -> list[Paragraph]:
    """The cells of a table; a cell merged into the one above shows that one's words again."""
    out: list[Paragraph] = []
    above: dict[int, list[Paragraph]] = {}
    for r, row in enumerate(rows):
        for c, paragraphs in enumerate(row.cells):
            merge = row.merges[c] if c < len(row.merges) else set()
            if "h_next" in merge:
                continue
            repeated = "v_next" in merge and c in above
            if "v_first" in merge:
                above[c] = paragraphs
            elif not repeated:
                above.pop(c, None)
            cell = Cell(table, r, c, column_span=_width(row.merges, c), repeated=repeated)
            for paragraph in above[c] if repeated else paragraphs:
                out.append(replace(paragraph, cell=cell))
    return out


def _width(merges: list[set[str]], column: int) -> int:
    width = 1
    while column + width < len(merges) and "h_next" in merges[column + width]:
        width += 1
    return width
