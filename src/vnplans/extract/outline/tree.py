"""The paragraphs of a range as a tree: which item stands under which, from list labels, headings and lead-ins.

No fixed ladder: a label of a style not yet open goes under what is open; one of an open style continues that list.
Numbering that restarts, levels that are missing and lists mixed of typed and automatic labels all occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vnplans.extract.line import Line
from vnplans.extract.outline.items import RANKS, Item, Shelf
from vnplans.extract.outline.labels import Marker, own_marker
from vnplans.extract.outline.scanned import scanned_markers
from vnplans.pages import Block, Pages
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["tree"]

_FULL_LINE = 60
"""Characters of a line that may be one of a paragraph typed as lines."""
_LONGEST = 10_000
"""Letters of an item from which a further line is one of its own."""
_HEADING_LENGTH = 250
_BOLD_LENGTH = 600
_PERIOD_LENGTH = 70


def tree(pages: Pages, start: int, end: int) -> Item:
    """The root of the range's items. Blocks that are not running text (page numbers, stamps) are left out."""
    return _closed(_Builder(pages, start, end).build())


def _labels(node: _Node, above: tuple[str, ...]) -> tuple[str, ...]:
    """`Item.labels` of a node, from those of what it stands under."""
    if node.marker is None or node.kind in ("title", "intro", "table", "bullet", "text"):
        return above
    said_again = above and node.marker.label.startswith(f"{above[-1]}.")
    return (*(above[:-1] if said_again else above), node.marker.label)


def looks_like_heading(block: Block, words: str, mark: Marker | None) -> bool:
    """A heading by its looks. A sentence ends with a mark; a heading with none, or with a colon."""
    if not words or len(words) > (_BOLD_LENGTH if block.bold and words[-1] not in ".;," else _HEADING_LENGTH):
        return False
    if block.heading is not None or (mark is None and _is_period(words)):
        return True
    ends = words[-1] in ".;,"
    if block.capitals and sum(c.isalpha() for c in words) > 3:
        return True
    if block.bold:
        return not ends or len(words) < 80
    if mark is not None and (mark.kind == "roman" or mark.kind in RANKS):
        return not ends and len(words) < 150
    return False


def _is_period(words: str) -> bool:
    """ "Tháng 9", "QUÝ III/2022 (Tháng 7 - 9)", "Tuần 1 (từ 02/9 đến 06/9):" in a line of its own."""
    return (
        len(words) < _PERIOD_LENGTH and words[0].isupper() and phrase("outline.period").match(fold(words)) is not None
    )


@dataclass(eq=False)
class _Node:
    """An item while the tree is built."""

    passage: Line
    block: int
    kind: str
    style: str
    marker: Marker | None = None
    heading: bool = False
    lead: int = 0
    table: int | None = None
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)

    @property
    def rank(self) -> int:
        return RANKS.get(self.kind, 9)


def _closed(root: _Node) -> Item:
    """The finished tree as items that know their place. No recursion: a file may nest its lists as deep as it likes."""
    nodes = list(_in_order(root))
    numbers = {id(node): number for number, node in enumerate(nodes)}
    shelf = Shelf()
    shelf.ends = [number + 1 for number in range(len(nodes))]
    for number in range(len(nodes) - 1, 0, -1):
        above = numbers[id(nodes[number].parent)]
        shelf.ends[above] = max(shelf.ends[above], shelf.ends[number])
    counts = {id(child): count for node in nodes for child, count in _counted(node.children)}
    texts = {id(node): sum(child.kind == "text" for child in node.children) for node in nodes if node.children}
    for number, node in enumerate(nodes):
        above_it = node.parent
        parent = shelf.items[numbers[id(above_it)]] if above_it else None
        shelf.items.append(
            Item(
                number=number,
                passage=node.passage,
                block=node.block,
                kind=node.kind,
                style=node.style,
                marker=node.marker,
                parent=parent,
                heading=node.heading,
                lead=node.lead,
                table=node.table,
                count=counts.get(id(node), 1),
                one_of_several=node.kind == "text" and above_it is not None and texts[id(above_it)] > 1,
                above=(parent, *parent.above) if parent is not None and parent.parent is not None else (),
                labels=_labels(node, parent.labels if parent is not None else ()),
                _shelf=shelf,
            )
        )
    for number, node in enumerate(nodes):
        if node.children:
            shelf.children[number] = tuple(shelf.items[numbers[id(child)]] for child in node.children)
    return shelf.items[0]


def _in_order(root: _Node) -> Iterator[_Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _counted(siblings: Sequence[_Node]) -> Iterator[tuple[_Node, int]]:
    """Each with the how-manieth of its style it is among them."""
    seen: dict[str, int] = {}
    for node in siblings:
        seen[node.style] = count = seen.get(node.style, 0) + 1
        yield node, count


class _Builder:
    """Reads blocks one by one and keeps the open items, outermost first."""

    def __init__(self, pages: Pages, start: int, end: int) -> None:
        self.pages = pages
        self.range = range(start, min(end, len(pages.blocks)))
        self.root = _Node(Line("", ()), -1, "root", "root")
        self.open = [self.root]
        self.last: _Node | None = None
        self.tables: set[int] = set()
        self.orders: set[tuple[int, str, str]] = set()
        """Which sign of bullets has stood over which: the item over both, the upper sign, the lower."""
        running = [i for i in self.range if pages.blocks[i].cell is None and pages.blocks[i].role == "text"]
        misread = scanned_markers(pages, running)
        self.marks = {
            i: mark
            for i in running
            if (mark := misread.get(i) or own_marker(pages.blocks[i].text, pages.blocks[i].label)) is not None
        }
        """The label of each block that has one."""
        self.next_marks = _next_of(self.range, self.marks)

    def build(self) -> _Node:
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
            self.last = self._put(_Node(Line("", ()), index, "table", "table", table=table), push=False)

    def _paragraph(self, index: int, block: Block) -> None:
        mark = self.marks.get(index)
        if mark is not None:
            mark = self._settle(mark)
        if mark is None and self._joins(index, block):
            return
        words = Line.of(self.pages, [(index, mark.end if mark else 0)])
        heading = looks_like_heading(block, words.text, mark)
        lead = max(0, block.bold_lead - (mark.end if mark else 0))
        if mark is not None:
            item = _Node(words, index, mark.kind, mark.style, mark, heading=heading, lead=lead)
            self._close_for(item)
            self.last = self._put(item)
        elif words.text:
            self.last = self._unmarked(_Node(words, index, "text", "text", heading=heading, lead=lead))

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
        broken = self._breaks_off(last, index, block)
        if not (title or further or wrapped or broken) or len(last.passage.text) > _LONGEST:
            return False
        last.passage += Line.of(self.pages, [(index, 0)])
        last.heading = last.heading or title
        if last.kind == "text" and not last.children and last.parent is not None and last.passage.leads_in:
            last.parent.children.pop()
            self.last = self._unmarked(last)  # its last line says that it leads in
        return True

    def _breaks_off(self, last: _Node, index: int, block: Block) -> bool:
        """A paragraph typed as lines: a full one that ends within its sentence, the next going on in small letters."""
        above = self.pages.blocks[index - 1]
        if last.heading or last.children or above.cell or above.role != "text" or block.page is not None:
            return False
        full = (
            len(above.text) >= _FULL_LINE and above.text[-1].isalpha() and last.passage.text.endswith(above.text[-20:])
        )
        plain = not (block.bold or block.centred or block.capitals)
        return full and plain and block.text[:1].islower() and block.text[1:2].isalpha()

    def _put(self, item: _Node, push: bool = True) -> _Node:
        item.parent = self.open[-1]
        if item.kind == "bullet" == item.parent.kind:
            self.orders.add((id(self._over_bullets()), item.parent.style, item.style))
        item.parent.children.append(item)
        if push:
            self.open.append(item)
        return item

    def _close_for(self, item: _Node) -> None:
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
        if item.kind == "bullet":
            above = id(self._over_bullets())
            while (above, item.style, self.open[-1].style) in self.orders:
                self.open.pop()
        if under := self._prefix_of(item.marker):
            del self.open[under + 1 :]
            return
        if counted_on := self._goes_on(item.marker):
            del self.open[counted_on:]
            return
        self._close_intro_for(item)

    def _over_bullets(self) -> _Node:
        """The innermost open item that is no bullet."""
        return next(node for node in reversed(self.open) if node.kind != "bullet")

    def _prefix_of(self, mark: Marker) -> int | None:
        """Where the item stands open that a decimal label goes on from: "1.1" for "1.1.1", an "a)" between or not."""
        if mark.kind != "decimal":
            return None
        above = mark.label.rsplit(".", 1)[0]
        places = range(len(self.open) - 1, 0, -1)
        return next((k for k in places if (m := self.open[k].marker) is not None and m.label == above), None)

    def _goes_on(self, mark: Marker) -> int | None:
        """Where a list stands open that the label counts on though its mark differs: "I-", then "II.", "III/"."""
        if mark.first or mark.value is None or mark.kind == "decimal" or mark.style.startswith("("):
            return None
        for place in range(len(self.open) - 1, 0, -1):
            other = self.open[place].marker
            if self.open[place].rank < 9:
                return None
            if other and other.kind == mark.kind and not other.style.startswith("(") and other.value == mark.value - 1:
                return place
        return None

    def _nested(self, mark: Marker, other: _Node, place: int) -> bool:
        """A list that starts anew in the same style under a lead-in of the list's own item."""
        if mark.kind == "bullet" or not mark.first or other.marker is None or not other.marker.value:
            return False
        return place < len(self.open) - 1 and self.open[-1].passage.leads_in and not self.open[-1].children

    def _close_intro_for(self, item: _Node) -> None:
        """A Roman number or capital letter of a new style stands above lists, lead-ins and headings without a label;
        a number above a dash that opens no list."""
        if item.kind == "number":
            while self.open[-1].kind == "bullet" and self.open[-1].passage.text[-1:] in (".", ";"):
                self.open.pop()
        if item.kind in ("roman", "upper") and not item.style.startswith("("):
            while len(self.open) > 1 and self.open[-1].kind in ("bullet", "letter", "number", "text", "decimal"):
                self.open.pop()

    def _unmarked(self, item: _Node) -> _Node:
        while self.open[-1].kind in ("bullet", "text") and not self._awaits(self.open[-1]):
            self.open.pop()
        opens = item.heading or item.passage.leads_in
        if opens:
            item.kind = item.style = "title" if item.heading else "intro"
            self._close_list_for(item)
            self._close_alike(item)
        else:
            while self.open[-1].kind == "intro" and any(c.marker for c in self.open[-1].children):
                self.open.pop()
        return self._put(item, push=opens)

    @staticmethod
    def _awaits(item: _Node) -> bool:
        """A bullet that is only a title: its words stand below."""
        return item.kind == "bullet" and not item.children and (item.passage.leads_in or item.heading)

    def _close_list_for(self, item: _Node) -> None:
        """Close the list whose numbering starts anew after this heading or lead-in."""
        following = self.next_marks.get(item.block)
        if following is None or following.kind == "bullet" or not following.first:
            return
        for place in range(1, len(self.open)):
            if self.open[place].style == following.style:
                del self.open[place:]
                return

    def _close_alike(self, item: _Node) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            other = self.open[place]
            if other.marker is not None:
                return
            if other.kind == item.kind and (other.children or item.kind == "title"):
                del self.open[place:]
                return
            if item.kind == "title" and other.kind == "intro":
                continue


def _next_of(places: range, marks: Mapping[int, Marker]) -> dict[int, Marker]:
    """For each block the label of the next one that has one."""
    out: dict[int, Marker] = {}
    following: Marker | None = None
    for index in reversed(places):
        if following is not None:
            out[index] = following
        following = marks.get(index, following)
    return out
