"""Bố cục: the headings of an act and its annexes, each with the way to it, its level and where its text begins."""

from __future__ import annotations

from collections.abc import Iterator

from vnplans.extract.act import Act
from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.outline.items import Item
from vnplans.models import Section
from vnplans.pages import Pages

__all__ = ["outline"]


def outline(act: Act, head: Head) -> Iterator[Finding[Section]]:
    """The labelled headings in order. `label`: the way to it ("II.1", "Phụ lục I, 2"); `level` counts from 1."""
    yield from _sections(act.pages, act.outline, "")
    for enclosure in act.enclosures:
        yield from _sections(act.pages, enclosure.outline, enclosure.name)


def _sections(pages: Pages, root: Item, prefix: str) -> Iterator[Found[Section]]:
    for item in root.walk:
        if item.marker is None or item.kind == "bullet" or not _is_heading(item):
            continue
        title = item.passage.part(0, item.lead) if _run_in(item) else item.passage
        way = ".".join(item.labels)
        level = sum(1 for step in item.above if step.marker and step.kind != "bullet") + 1
        section = Section(
            label=f"{prefix}, {way}" if prefix else way,
            title=title.text.rstrip(" :."),
            level=level + (1 if prefix else 0),
            block=item.block,
        )
        quotes = title.quotes(pages, "outline.heading") or (pages.quote(item.block, rule="outline.heading"),)
        yield Found(section, quotes)


def _run_in(item: Item) -> bool:
    """A bold start of a paragraph: "3. Sở Y tế: chủ trì ...", "Điều 1. Phạm vi"."""
    return 3 < item.lead < len(item.passage.text)


def _is_heading(item: Item) -> bool:
    """Looks like one, heads a list with a short title, or begins with a bold title; an article always."""
    if item.heading or item.rank < 9 or _run_in(item):
        return True
    return bool(item.children) and len(item.passage.text) < 120 and item.passage.text[-1:] not in (".", ";", "")
