"""One act, read once: its zones, and what is worked out of them, each thing once, when it is first asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cached_property

from vnplans.extract.outline.items import Item
from vnplans.extract.outline.tree import tree
from vnplans.extract.zones.acts import layouts
from vnplans.extract.zones.zones import Annex, Layout
from vnplans.landmarks import is_type_word
from vnplans.pages import Pages
from vnplans.text import fold

__all__ = ["Act", "Enclosure", "acts"]


_UNNAMED = "Văn bản kèm theo"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An annex with its outline. `name`: what a person calls it ("Phụ lục I", "Chương trình"); `title` is folded."""

    annex: Annex
    name: str
    title: str
    outline: Item


@dataclass(frozen=True)
class Act(Layout):
    """The zones of one act, with the outlines of its texts."""

    @classmethod
    def of(cls, layout: Layout) -> Act:
        """The act that stands in these zones."""
        return cls(**{zone.name: getattr(layout, zone.name) for zone in fields(Layout) if zone.init})

    @cached_property
    def outline(self) -> Item:
        """The paragraphs of the body as a tree."""
        return tree(self.pages, *self.body)

    @cached_property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """The annexes, each with its name and its own outline."""
        return tuple(Enclosure(annex, *_name(self, annex), tree(self.pages, *annex.body)) for annex in self.annexes)

    def within(self, enclosure: Enclosure) -> Act:
        """The annex as if it were an act of its own, without a letterhead and a closing."""
        annex = enclosure.annex
        part = Act(
            pages=self.pages,
            extent=(annex.heading[0], annex.body[1]),
            left=(),
            right=(),
            heading=annex.heading,
            body=annex.body,
            closing=(),
            annexes=(),
            type_block=next((i for i in range(*annex.heading) if self.block(i).text), None),
        )
        vars(part)["outline"] = enclosure.outline  # it is grown already
        return part

    @property
    def outlines(self) -> tuple[Item, ...]:
        """The outlines of all texts that may order work: the body's, then each annex's."""
        return (self.outline, *(enclosure.outline for enclosure in self.enclosures))


def acts(pages: Pages) -> tuple[Act, ...]:
    """The acts of a file, in order; at least one."""
    return tuple(Act.of(layout) for layout in layouts(pages))


def _name(layout: Layout, annex: Annex) -> tuple[str, str]:
    lines = [layout.block(i).text for i in range(*annex.heading) if layout.block(i).text]
    if annex.label:
        name = f"{annex.label[:1].upper()}{annex.label[1:]}"
        rest = [fold(line) for line in lines if fold(annex.label) not in fold(line)]
        return re.sub(r"^phụ lục", "Phụ lục", name, flags=re.IGNORECASE), rest[0] if rest else ""
    named = next((k for k, line in enumerate(lines) if is_type_word(line.strip(" :"))), 0)
    first = lines[named] if lines else ""
    if first.startswith("("):  # "(Ban hành kèm theo Quyết định số ...)" alone: the title was lost
        return _UNNAMED, fold(" ".join(lines))
    return first.capitalize(), fold(" ".join(lines[named + 1 :]))
