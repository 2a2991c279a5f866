"""Phụ lục and documents issued with the act: label, title, and the number of the act in the 'Kèm theo' line."""

from __future__ import annotations

from collections.abc import Iterator

from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.numbers import parse_number
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Annex, Layout
from vnplans.landmarks import annex_label, is_motto, is_rule
from vnplans.models import Attachment
from vnplans.pages import Quote

__all__ = ["attachments"]


def attachments(layout: Layout, head: Head) -> Iterator[Finding[Attachment]]:
    """Each annex that has a heading, in order."""
    for annex in layout.annexes:
        found = _attachment(layout, annex)
        if found:
            yield found


def _attachment(layout: Layout, annex: Annex) -> Found[Attachment] | None:
    title: list[Quote] = []
    act: Quote | None = None
    label: Quote | None = None
    enclosed = list(enclosed_lines(layout.pages, *annex.heading))
    for line, _ in enclosed:
        match = named_act(line.text)
        act = line.quotes(*match.span("number"), rule="attachments.enclosed")[0] if match and not act else act
    skipped = {i for _, blocks in enclosed for i in blocks}
    for index in (i for i in range(*annex.heading) if i not in skipped):
        block = layout.block(index)
        if is_rule(block) or is_motto(block) or block.role not in ("text", "text_box") or block.column:
            continue
        match = annex_label(block.text)
        start = 0
        if match and label is None and annex.label:
            label = layout.pages.quote(index, *match.span("label"), rule="attachments.label")
            start = match.start("rest")
        if block.text[start:].strip(" .:-"):
            title.append(layout.pages.quote(index, start, rule="attachments.title"))
    quotes = tuple(q for q in (label, *title, act) if q)
    if not quotes:
        return None
    number = parse_number(act.text) if act else None
    return Found(
        Attachment(
            label=annex.label,
            title=" ".join(q.text for q in title).strip(" .:-") or None,
            act=number.text if number else None,
        ),
        quotes,
    )
