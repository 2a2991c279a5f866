"""The paragraphs of a range as a tree: which item stands under which, from list labels, headings and lead-ins.

No fixed ladder: a label of a style not yet open goes under what is open; one of an open style continues that list.
Numbering that restarts, levels that are missing and lists mixed of typed and automatic labels all occur.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vnplans.extract.line import Passage
from vnplans.extract.outline.labels import Marker, own_marker
from vnplans.extract.outline.scanned import scanned_markers
from vnplans.pages import Block, Pages

__all__ = ["Item", "items", "tree"]

_RANKS = {"part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5}
_HEADING_LENGTH = 250
_BOLD_LENGTH = 600


@dataclass(eq=False)
class Item:
    """A paragraph, list item, heading or table in its place."""

    passage: Passage
    """Its own words, without the label."""
    block: int
    """The block where it begins; -1 for the root."""
    kind: str
    """Kind of its marker; "title" (a heading without label), "intro" (such a lead-in), "text", "table", "root"."""
    style: str
    marker: Marker | None = None
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)
    heading: bool = False
    """Looks like a heading: heading style, bold, capitals, or a short title after a Roman number."""
    lead: int = 0
    """Length of a bold start of its words: a run-in heading."""
    table: int | None = None

    @property
    def above(self) -> Iterator[Item]:
        """Its ancestors, nearest first, without the root."""
        item = self.parent
        while item is not None and item.parent is not None:
            yield item
            item = item.parent

    @property
    def walk(self) -> Iterator[Item]:
        """Itself and all under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk

    @property
    def rank(self) -> int:
        """Fixed rank of a named division (phần 1 ... điều 5); 9 for what has none."""
        return _RANKS.get(self.kind, 9)


def items(pages: Pages, start: int, end: int) -> Iterator[Item]:
    """The items of the range in reading order, as a flat list; see `tree`."""
    return (item for item in tree(pages, start, end).walk if item.parent is not None)


def tree(pages: Pages, start: int, end: int) -> Item:
    """The root of the range's items. Blocks that are not running text (page numbers, stamps) are left out."""
    return _Builder(pages, start, end).build()


def looks_like_heading(block: Block, words: str, mark: Marker | None) -> bool:
    """A heading by its looks. A sentence ends with a mark; a heading with none, or with a colon."""
    if not words or len(words) > (_BOLD_LENGTH if block.bold and words[-1] not in ".;," else _HEADING_LENGTH):
        return False
    if block.heading is not None:
        return True
    ends = words[-1] in ".;,"
    if block.capitals and sum(c.isalpha() for c in words) > 3:
        return True
    if block.bold:
        return not ends or len(words) < 80
    if mark is not None and (mark.kind == "roman" or mark.kind in _RANKS):
        return not ends and len(words) < 150
    return False


class _Builder:
    """Reads blocks one by one and keeps the open items, outermost first."""

    def __init__(self, pages: Pages, start: int, end: int) -> None:
        self.pages = pages
        self.range = range(start, min(end, len(pages.blocks)))
        self.root = Item(Passage("", ()), -1, "root", "root")
        self.open = [self.root]
        self.last: Item | None = None
        self.tables: set[int] = set()
        running = [i for i in self.range if pages.blocks[i].cell is None and pages.blocks[i].role == "text"]
        self.misread = scanned_markers(pages, running)

    def build(self) -> Item:
        for index in self.range:
            block = self.pages.blocks[index]
            if block.cell is not None:
                self._table(index, block.cell.table)
            elif block.role == "text" and block.text:
                self._paragraph(index, block)
        return self.root

    def _table(self, index: int, table: int) -> None:
        if table not in self.tables:
            self.tables.add(table)
            self.last = self._put(Item(Passage("", ()), index, "table", "table", table=table), push=False)

    def _paragraph(self, index: int, block: Block) -> None:
        mark = self.misread.get(index) or own_marker(block.text, block.label)
        if mark is not None:
            mark = self._settle(mark)
        if mark is None and self._joins(index, block):
            return
        words = Passage.of(self.pages, [(index, mark.end if mark else 0)])
        heading = looks_like_heading(block, words.text, mark)
        lead = max(0, block.bold_lead - (mark.end if mark else 0))
        if mark is not None:
            item = Item(words, index, mark.kind, mark.style, mark, heading=heading, lead=lead)
            self._close_for(item)
            self.last = self._put(item)
        elif words.text:
            self.last = self._unmarked(Item(words, index, "text", "text", heading=heading, lead=lead))

    def _settle(self, mark: Marker) -> Marker:
        """'I.' after 'H.' is a letter; a Roman number otherwise."""
        if mark.kind == "roman" and mark.label in "IVX" and len(mark.label) == 1:
            style = mark.style.replace("roman", "upper")
            letter = own_marker(f"{mark.label}. x".replace(mark.label, "H"), None)
            for item in self.open:
                if item.style == style and item.marker and item.marker.label in ("H", "U", "T"):
                    return Marker("upper", style, mark.label, (letter.value or 0) + 1 if letter else None, mark.end)
        return mark

    def _joins(self, index: int, block: Block) -> bool:
        """Add a further line to the item before it: a forced line break, or the title under 'Phần I'."""
        last = self.last
        if last is None or last.table is not None:
            return False
        bare_division = last.rank < 5 and not last.children
        title = (
            bare_division
            and (block.centred or block.bold or block.capitals)
            and not last.passage.text.endswith((".", ":"))
        )
        further = block.continues and last.passage.text and last.passage.text[-1] not in ".:;"
        both = last.heading and block.capitals and block.centred and self.pages.blocks[last.block].capitals
        wrapped = both and self.pages.blocks[last.block].centred and not last.children
        if not (title or further or wrapped):
            return False
        last.passage += Passage.of(self.pages, [(index, 0)])
        last.heading = last.heading or title
        return True

    def _put(self, item: Item, push: bool = True) -> Item:
        item.parent = self.open[-1]
        item.parent.children.append(item)
        if push:
            self.open.append(item)
        return item

    def _close_for(self, item: Item) -> None:
        """Close the open items that the new labelled item does not stand under."""
        if item.rank < 9:
            while len(self.open) > 1 and self.open[-1].rank >= item.rank:
                self.open.pop()
            return
        assert item.marker is not None
        for place in range(len(self.open) - 1, 0, -1):
            other = self.open[place]
            if other.rank < 9:
                return
            if other.style == item.style:
                if self._nested(item.marker, other, place):
                    return
                del self.open[place:]
                return
        self._close_intro_for(item)

    def _nested(self, mark: Marker, other: Item, place: int) -> bool:
        """A list that starts anew in the same style under a lead-in of the list's own item."""
        if mark.kind == "bullet" or not mark.first or other.marker is None or not other.marker.value:
            return False
        return place < len(self.open) - 1 and self.open[-1].passage.text.endswith(":") and not self.open[-1].children

    def _close_intro_for(self, item: Item) -> None:
        """A Roman number or capital letter of a new style stands above lists, lead-ins and headings without a label;
        a number above a dash that opens no list."""
        if item.kind == "number":
            while self.open[-1].kind == "bullet" and self.open[-1].passage.text[-1:] in (".", ";"):
                self.open.pop()
        if item.kind in ("roman", "upper") and not item.style.startswith("("):
            while len(self.open) > 1 and self.open[-1].kind in ("bullet", "letter", "number", "text", "decimal"):
                self.open.pop()

    def _unmarked(self, item: Item) -> Item:
        while self.open[-1].kind in ("bullet", "text") and not self._awaits(self.open[-1]):
            self.open.pop()
        opens = item.heading or item.passage.text.endswith(":")
        if opens:
            item.kind = item.style = "title" if item.heading else "intro"
            self._close_list_for(item)
            self._close_alike(item)
        else:
            while self.open[-1].kind == "intro" and any(c.marker for c in self.open[-1].children):
                self.open.pop()
        return self._put(item, push=opens)

    @staticmethod
    def _awaits(item: Item) -> bool:
        """A bullet that is only a title: its words stand below."""
        return item.kind == "bullet" and not item.children and (item.passage.text.endswith(":") or item.heading)

    def _close_list_for(self, item: Item) -> None:
        """Close the list whose numbering starts anew after this heading or lead-in."""
        following = next(self._marks_after(item.block), None)
        if following is None or following.kind == "bullet" or not following.first:
            return
        for place in range(1, len(self.open)):
            if self.open[place].style == following.style:
                del self.open[place:]
                return

    def _marks_after(self, index: int) -> Iterator[Marker]:
        for later in range(index + 1, self.range.stop):
            block = self.pages.blocks[later]
            if block.cell is None and block.role == "text":
                mark = self.misread.get(later) or own_marker(block.text, block.label)
                if mark:
                    yield mark

    def _close_alike(self, item: Item) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            other = self.open[place]
            if other.marker is not None:
                return
            if other.kind == item.kind and (other.children or item.kind == "title"):
                del self.open[place:]
                return
            if item.kind == "title" and other.kind == "intro":
                continue
