"""An item of an outline: a paragraph in its place, what stands above and below it, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from vnplans.extract.line import Line
from vnplans.extract.outline.labels import Marker
from vnplans.where import step, way

__all__ = ["RANKS", "Item", "Shelf", "path"]

RANKS = {"part": 1, "chapter": 2, "section": 3, "subsection": 4, "article": 5}


class Shelf:
    """What the items of one tree share; filled by `_closed`, never changed after."""

    __slots__ = ("children", "ends", "items")

    def __init__(self) -> None:
        self.items: list[Item] = []
        """In reading order, the root first."""
        self.ends: list[int] = []
        """For each item the number after the last one under it."""
        self.children: dict[int, tuple[Item, ...]] = {}


@dataclass(frozen=True, eq=False)
class Item:
    """A paragraph, list item, heading or table in its place. The tree is closed when the first Item is seen."""

    number: int
    """Its place in reading order; 0 is the root."""
    passage: Line
    """Its own words, without the label."""
    block: int
    """The block where it begins; -1 for the root."""
    kind: str
    """Kind of its marker; "title" (a heading without label), "intro" (such a lead-in), "text", "table", "root"."""
    style: str
    marker: Marker | None = None
    parent: Item | None = field(default=None, repr=False)
    heading: bool = False
    """Looks like a heading: heading style, bold, capitals, or a short title after a Roman number."""
    lead: int = 0
    """Length of a bold start of its words: a run-in heading."""
    table: int | None = None
    count: int = 1
    """The how-manieth of its style under its parent; lead-ins do not part a list."""
    one_of_several: bool = False
    """Other paragraphs without a label stand under the same parent."""
    above: tuple[Item, ...] = field(default=(), repr=False)
    """Its ancestors, nearest first, without the root."""
    labels: tuple[str, ...] = ()
    """The labels from the top down to it, bullets left out; "1.1" says the "1" above it too."""
    _shelf: Shelf = field(default_factory=Shelf, repr=False)

    @cached_property
    def worked_out(self) -> dict[str, bool]:
        """What rules made of it, by their name: what several ask of an item is worked out once."""
        return {}

    @property
    def children(self) -> tuple[Item, ...]:
        """What stands right under it, in reading order."""
        return self._shelf.children.get(self.number, ())

    @property
    def walk(self) -> Sequence[Item]:
        """Itself and all under it, in reading order."""
        if not self._shelf.items:
            return (self,)
        return self._shelf.items[self.number : self._shelf.ends[self.number]]

    @property
    def rank(self) -> int:
        """Fixed rank of a named division (phần 1 ... điều 5); 9 for what has none."""
        return RANKS.get(self.kind, 9)

    def alone(self, marker: Marker) -> Item:
        """The same words as a lead-in with nothing above or below it."""
        return replace(self, number=0, parent=None, kind="intro", marker=marker, above=(), labels=(), _shelf=Shelf())


def path(item: Item) -> str:
    """The way to an item, as a person would say it: "II.1.a", "Điều 2, gạch đầu dòng 1", "IV.2, gạch đầu dòng 3".

    Labels from the top down to the item; bullets and further paragraphs by their count under their parent.
    """
    labels = item.labels
    counted: list[str] = []
    for each in (*item.above[::-1], item):
        if each.kind == "bullet":
            sign = each.marker.label if each.marker else "-"
            counted.append(step("bullet", each.count) if sign in "-•" else step("sign", f"{sign} {each.count}"))
        elif each.kind == "text" and (each.one_of_several or not labels):
            counted.append(step("paragraph", each.count))
    return way(".".join(labels), *counted)
