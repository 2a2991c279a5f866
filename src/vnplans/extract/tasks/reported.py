"""What a report is to tell: nouns below "đề nghị các sở báo cáo theo các nội dung sau:" are no works of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Voice
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.phrases import phrase

__all__ = ["asks_report", "behind_points"]

_FEWEST = 2
"""Points of a report."""


def asks_report(item: Item, real: Sequence[Item], voice: Voice) -> bool:
    """Does the lead-in hand out one report, and do the points below it only say what it tells?"""
    words = item.passage
    asked = phrase("reported.asks").search(words.key) if words.leads_in and not item.heading else None
    who = subject(words, voice) if asked else None
    if who is None or not who.ordered or asked is None or who.mentions[-1].end > asked.start():
        return False
    points = [child for child in real if child.marker is not None]
    return len(points) >= _FEWEST and all(_is_point(child, voice) for child in points)


def behind_points(real: Sequence[Item]) -> Iterator[Item]:
    """What stands behind the points, without a label."""
    for child in real:
        yield from [child] if child.marker is None else child.children


def _is_point(item: Item, voice: Voice) -> bool:
    """A noun, or what a report does: "Đánh giá kết quả", "Đề xuất, kiến nghị"; it names no doer."""
    words = item.passage
    if item.table is not None or item.heading or words.leads_in:
        return False
    if any(child.marker is not None or child.table is not None for child in item.children):
        return False
    named = subject(words, voice)
    if named is not None and (named.start or named.ordered):
        return False
    return verb_at(words.key) is None or phrase("reported.tells").match(words.key) is not None
