"""Walks a story (body, header, footnote, text box) to its paragraphs, in reading order."""

from __future__ import annotations

from dataclasses import replace

from vnplans.limits import Tally
from vnplans.pages import Cell, Role
from vnplans.readers.styled.paragraph import Chunk, Item, Paragraph, Piece
from vnplans.readers.word.inline import Inline, chosen, text_boxes, word_art
from vnplans.readers.word.names import MC, OFFICE, Element, W
from vnplans.readers.word.numbering import Numbering
from vnplans.readers.word.styles import Styles
from vnplans.readers.word.tables import Table
from vnplans.regex import regex

__all__ = ["Story"]

_P, _TBL, _PPR, _RPR = W + "p", W + "tbl", W + "pPr", W + "rPr"
_CHUNK, _ALTERNATE = W + "altChunk", MC + "AlternateContent"
_ITEM = regex(r"(?:[-+*•]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)])\s")
_SENTENCE = 40
"""A sentence has about so many letters or more."""
_NAMES = "sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo"
_WRAPPERS = frozenset(W + name for name in _NAMES.split())


class Story:
    """Walks one story; the list it gives holds each paragraph once, and again where a vertical merge shows it again."""

    def __init__(self, styles: Styles, numbering: Numbering, tables: list[Table], tally: Tally) -> None:
        self._styles = styles
        self._numbering = numbering
        self._tables = tables
        self._tally = tally
        self._carried: list[Piece] = []
        self._items: list[Item] = []

    def walk(self, root: Element, role: Role = "text", *, marked: bool = True) -> list[Item]:
        """The paragraphs of a story's root element, in reading order; its tables join `tables`.

        `marked`: there may be fields or tracked changes.
        """
        self._inline = Inline(self._styles, root, marked=marked)
        self._items = []
        self._blocks(root, None, role)
        return self._items

    def _blocks(self, parent: Element, cell: Cell | None, role: Role) -> None:
        for child in parent:
            tag = child.tag
            if tag == _P:
                self._paragraph(child, cell, role)
            elif tag == _TBL:
                self._table(child, cell, role)
            elif tag in _WRAPPERS:
                self._blocks(child, cell, role)
            elif tag == _ALTERNATE:
                branch = chosen(child)
                if branch is not None:
                    self._blocks(branch, cell, role)
            elif tag == _CHUNK and child.get(OFFICE + "id"):
                self._items.append(Chunk(child.get(OFFICE + "id") or "", cell))
        if self._carried and parent.tag not in _WRAPPERS:
            self._items.append(Paragraph(self._carried, self._styles.paragraph(None), role, cell=cell))
            self._carried = []

    def _paragraph(self, element: Element, cell: Cell | None, role: Role) -> None:
        ppr = element[0] if len(element) and element[0].tag == _PPR else None
        look = self._styles.paragraph(ppr)
        drawings: list[Element] = []
        pieces = self._inline.pieces(element, look.style, drawings.append)
        if self._inline.tracked and ppr is not None and _mark_deleted(ppr):
            self._carried += pieces
        elif pieces or look.list:
            self._tally.add("blocks")
            label = self._numbering.next(*look.list) if look.list else None
            level = look.list[1] if look.list and label else None
            self._items.append(Paragraph(self._carried + pieces, look, role, label, level, cell))
            self._carried = []
        for drawn in drawings:
            self._drawn(drawn, cell, role)

    def _drawn(self, drawn: Element, cell: Cell | None, role: Role) -> None:
        inner: Role = "text_box" if role == "text" else role
        for words in word_art(drawn):
            piece = (words, self._styles.run(None, None))
            self._items.append(Paragraph([piece], self._styles.paragraph(None), inner, cell=cell))
        for box in text_boxes(drawn):
            start = len(self._items)
            self._blocks(box, cell, inner)
            self._as_text(start, role)

    def _as_text(self, start: int, role: Role) -> None:
        """What stands in a box from item `start` on is text like what stands around it, if it holds sentences or
        items of a list; a stamp, a mark, a label of a drawing is not."""
        inside = [item for item in self._items[start:] if isinstance(item, Paragraph)]
        if any(_is_running(paragraph) for paragraph in inside):
            for paragraph in inside:
                paragraph.role = role

    def _table(self, element: Element, outer: Cell | None, role: Role) -> None:
        """Cells with their addresses; one column is no table but a frame around text, whose address it takes."""
        table = Table(element, self._tally)
        number: int | None = None
        if table.columns > 1 and len(table.cells) > 1 and (outer is None or self._is_layout(outer)):
            number = len(self._tables)
            self._tables.append(table)
        ranges: dict[int, tuple[int, int]] = {}
        for cell in table.cells:
            address = outer if number is None else cell.address(number)
            if cell.above is not None:
                self._again(ranges.get(id(cell.above), (0, 0)), address)
                continue
            start = len(self._items)
            for part in cell.content:
                self._blocks(part, address, role)
            ranges[id(cell)] = (start, len(self._items))

    def _is_layout(self, cell: Cell) -> bool:
        """Does the table around a nested one only place things on the page?"""
        around = self._tables[cell.table]
        return around.columns == 1 or around.rows == 1

    def _again(self, shown: tuple[int, int], address: Cell | None) -> None:
        """The text of a merged cell once more, for a further row."""
        for item in self._items[shown[0] : shown[1]]:
            if isinstance(item, Paragraph) and item.role != "text_box" and item.cell and address:
                same = item.cell.table == address.table
                self._tally.add("blocks", int(same))
                self._items += [replace(item, cell=address)] if same else []


def _is_running(paragraph: Paragraph) -> bool:
    """Is a paragraph a sentence or an item of a list, not a few words?"""
    words = "".join(text for text, _ in paragraph.pieces).strip()
    return len(words) >= _SENTENCE and (words.endswith((".", ";", ":")) or _is_item(paragraph, words))


def _is_item(paragraph: Paragraph, words: str) -> bool:
    return paragraph.label is not None or _ITEM.match(words) is not None


def _mark_deleted(ppr: Element) -> bool:
    """Is the paragraph's end mark deleted or moved away, so that its text joins the next paragraph?"""
    mark = ppr.find(_RPR)
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
