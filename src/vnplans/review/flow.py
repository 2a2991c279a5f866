"""The right side of a document without pages: its blocks in order, the quoted words marked in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from vnplans.pages import Block, Pages
from vnplans.review.markup import element, text
from vnplans.review.witness import Witness

__all__ = ["flow_html", "quotes_html"]


def flow_html(pages: Pages, witness: Witness, placed: set[int]) -> Iterator[str]:
    """The blocks with their marks, tables as tables. Adds the quotes that are shown to `placed`."""
    quoted = witness.in_blocks(pages)
    for table, run in groupby(enumerate(pages.blocks), key=lambda item: item[1].cell and item[1].cell.table):
        if table is not None:
            yield _table(list(run), witness, quoted, placed)
            continue
        for index, block in run:
            yield _block(index, block, witness, quoted.get(index, ()), placed)


def _table(
    blocks: Sequence[tuple[int, Block]], witness: Witness, quoted: dict[int, list[int]], placed: set[int]
) -> str:
    """Every row with all its cells; the text of a merged cell is given again, faded."""
    rows: dict[int, dict[int, list[tuple[int, Block]]]] = {}
    for index, block in blocks:
        assert block.cell
        rows.setdefault(block.cell.row, {}).setdefault(block.cell.column, []).append((index, block))
    lines = []
    for _, cells in sorted(rows.items()):
        done, line = 0, ""
        for column, items in sorted(cells.items()):
            cell = items[0][1].cell
            assert cell
            line += "<td></td>" * (column - done)
            done = column + cell.column_span
            inner = "".join(_block(i, b, witness, quoted.get(i, ()), placed) for i, b in items)
            span = str(cell.column_span) if cell.column_span > 1 else None
            line += element("td", inner, colspan=span, class_="repeated" if cell.repeated else None)
        lines.append(element("tr", line))
    return element("table", *lines, class_="paper-table")


def _block(index: int, block: Block, witness: Witness, numbers: Sequence[int], placed: set[int]) -> str:
    looks = {
        "bold": block.bold, "italic": block.italic, "centred": block.centred,
        "aside": block.role != "text", f"c-{block.column}": block.column is not None,
    }  # fmt: skip
    label = element("span", text(block.label), " ", class_="label") if block.label else ""
    inner = _marked(block.text, witness, numbers, placed)
    chosen = " ".join(name for name, holds in looks.items() if holds)
    return element("p", label, inner, class_=chosen or None, id=f"{witness.prefix}b{index}")


def _marked(words: str, witness: Witness, numbers: Sequence[int], placed: set[int]) -> str:
    """The words cut where a quote begins or ends; each piece is linked to all quotes that hold it."""
    spans = [(witness.quotes[n].start, witness.quotes[n].end, n) for n in numbers]
    edges = sorted({0, len(words), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    parts = []
    for start, end in pairwise(edges):
        # the shortest quote, the most telling one, gives the colour
        held = [n for s, e, n in sorted(spans, key=lambda span: span[1] - span[0]) if s <= start and end <= e]
        parts.append(_piece(words[start:end], witness, held, placed) if held else text(words[start:end]))
    return "".join(parts)


def _piece(words: str, witness: Witness, held: Sequence[int], placed: set[int]) -> str:
    anchors = [element("i", id=witness.quote_id(n), data_q=str(n)) for n in held if n not in placed]
    first = bool(anchors)
    placed.update(held)
    values = witness.values.get(held[0], [])
    return "".join(anchors) + element(
        "a",
        text(words),
        class_=f"m k-{witness.kinds[held[0]]}",
        href=f"#{values[0]}" if values else None,
        data_q=" ".join(map(str, held)),
        tabindex=None if first else "-1",
    )


def quotes_html(witness: Witness, placed: set[int]) -> Iterator[str]:
    """The quotes that stand nowhere above: on a page that is not shown, or in a file that is not there."""
    left = [n for n in range(len(witness.quotes)) if n not in placed]
    left.sort(key=lambda n: (witness.quotes[n].block, witness.quotes[n].start))
    if not left:
        return
    yield element("h3", f"Các đoạn trích ({len(left)})")
    for number in left:
        quote = witness.quotes[number]
        where = f"trang {quote.page}, đoạn {quote.block + 1}" if quote.page else f"đoạn {quote.block + 1}"
        yield element("p", element("small", where), " ", _piece(quote.text, witness, [number], placed), class_="quote")
