"""The right side of a document without pages: its blocks in order, the quoted words marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import ClassVar

from vnplans.pages import Block, Pages
from vnplans.review.witness import Witness
from vnplans.wording import PARTS

__all__ = ["Cell", "Mark", "Paragraph", "Quoted", "Quotes", "Table", "flow", "left_quotes", "mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that quotes hold, with the colour and the value of the most telling one."""

    text: str
    quotes: list[int]
    anchors: list[tuple[int, str]]
    """Number and id of the quotes that have their first mark here."""
    kind: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block: its looks, its label, and its words cut where a quote begins or ends."""

    shape: ClassVar[str] = "paragraph"
    id: str
    looks: str
    label: str | None
    pieces: list[str | Mark]
    part: str | None
    """What the paragraph is, for the colour of the bar beside it."""
    part_name: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """The paragraphs of a cell; `skipped` columns before it hold nothing."""

    skipped: int
    span: int
    repeated: bool
    paragraphs: list[Paragraph]


@dataclass(frozen=True, slots=True)
class Table:
    """Every row with all its cells; the text of a merged cell is given again, faded."""

    shape: ClassVar[str] = "table"
    rows: list[list[Cell]]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote by itself, and where it stands in the document."""

    where: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes that stand nowhere above."""

    shape: ClassVar[str] = "quotes"
    quotes: list[Quoted]


def flow(pages: Pages, witness: Witness, placed: set[int], parts: Sequence[str] = ()) -> Iterator[Paragraph | Table]:
    """The blocks with their marks, tables as tables. Adds the quotes that are shown to `placed`.

    `parts`: what each block is; () where it is not known.
    """
    quoted = witness.in_blocks(pages)
    for table, run in groupby(enumerate(pages.blocks), key=lambda item: item[1].cell and item[1].cell.table):
        blocks = ((index, block, quoted.get(index, ())) for index, block in run)
        if table is not None:
            yield _table(list(blocks), witness, placed, parts)
            continue
        for index, block, numbers in blocks:
            yield _paragraph(index, block, witness, numbers, placed, parts)


_Quoted = tuple[int, Block, Sequence[int]]


def _table(blocks: Iterable[_Quoted], witness: Witness, placed: set[int], parts: Sequence[str]) -> Table:
    rows: dict[int, dict[int, list[_Quoted]]] = {}
    for index, block, numbers in blocks:
        assert block.cell
        rows.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append((index, block, numbers))
    return Table([list(_row(cells, witness, placed, parts)) for _, cells in sorted(rows.items())])


def _row(cells: dict[int, list[_Quoted]], witness: Witness, placed: set[int], parts: Sequence[str]) -> Iterator[Cell]:
    done = 0
    for column, items in sorted(cells.items()):
        cell = items[0][1].cell
        assert cell
        inside = [_paragraph(index, block, witness, numbers, placed, parts) for index, block, numbers in items]
        yield Cell(column - done, cell.column_span, cell.repeated, inside)
        done = column + cell.column_span


def _paragraph(  # noqa: PLR0913, PLR0917 - a block, what it is and what is marked in it
    index: int, block: Block, witness: Witness, numbers: Sequence[int], placed: set[int], parts: Sequence[str]
) -> Paragraph:
    looks = {
        "bold": block.bold, "italic": block.italic, "centred": block.centred,
        "aside": block.role != "text", f"c-{block.column}": block.column is not None,
    }  # fmt: skip
    chosen = " ".join(name for name, holds in looks.items() if holds)
    pieces = list(_pieces(block.text, witness, numbers, placed))
    part = parts[index] if parts else None
    return Paragraph(f"{witness.prefix}b{index}", chosen, block.label, pieces, part, PARTS[part] if part else None)


def _pieces(words: str, witness: Witness, numbers: Sequence[int], placed: set[int]) -> Iterator[str | Mark]:
    """Each piece is linked to all quotes that hold it."""
    spans = [(witness.quotes[n].start, witness.quotes[n].end, n) for n in numbers]
    edges = sorted({0, len(words), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    for start, end in pairwise(edges):
        # the shortest quote, the most telling one, gives the colour
        held = [n for s, e, n in sorted(spans, key=lambda span: span[1] - span[0]) if s <= start and end <= e]
        yield mark(words[start:end], witness, held, placed) if held else words[start:end]


def mark(words: str, witness: Witness, held: Sequence[int], placed: set[int]) -> Mark:
    """Words that the quotes `held` hold, the most telling one first. Adds them to `placed`."""
    anchors = [(n, witness.quote_id(n)) for n in held if n not in placed]
    placed.update(held)
    return Mark(words, list(held), anchors, witness.kinds[held[0]], next(iter(witness.values.get(held[0], ())), None))


def left_quotes(witness: Witness, placed: set[int]) -> Iterator[Quotes]:
    """The quotes that are not in `placed`: on a page that is not shown, or in a file that is not there."""
    left = [n for n in range(len(witness.quotes)) if n not in placed]
    left.sort(key=lambda n: (witness.quotes[n].block, witness.quotes[n].start))
    if left:
        yield Quotes([_quoted(number, witness, placed) for number in left])


def _quoted(number: int, witness: Witness, placed: set[int]) -> Quoted:
    quote = witness.quotes[number]
    where = f"trang {quote.page}, đoạn {quote.block + 1}" if quote.page else f"đoạn {quote.block + 1}"
    return Quoted(where, mark(quote.text, witness, [number], placed))
