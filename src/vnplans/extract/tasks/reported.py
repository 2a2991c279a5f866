"""Lists that are no works of their own: what a report is to tell ("đề nghị các sở báo cáo theo các nội dung sau:"), the
papers of a file ("lập hồ sơ, gồm:"), whom or what a work is for ("rà soát các trường hợp sau:"), the days that are kept
("tuyên truyền các ngày lễ lớn:")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Voice
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.outline.items import Item
from vnplans.phrases import phrase

__all__ = ["asks_report", "behind_points", "lists_things"]

_FEWEST = 2
"""Points of a report."""


def asks_report(item: Item, real: Sequence[Item], voice: Voice) -> bool:
    """Does the lead-in hand out one report, and do the points below it only say what it tells?"""
    words = item.passage
    asked = phrase("reported.asks").search(words.key) if words.leads_in and not item.heading else None
    who = subject(words, voice) if asked else None
    if asked is None or (who is not None and who.mentions[-1].end > asked.start()):
        return False
    points = [child for child in real if child.marker is not None]
    return len(points) >= _FEWEST and all(_is_point(child, voice) for child in points)


def lists_things(item: Item, real: Sequence[Item], voice: Voice) -> bool:
    """Does the lead-in end with what is listed, papers, cases or days, and do the points below it name them alone?"""
    words = item.passage
    if item.heading or not words.text.endswith(":"):
        return False
    points = [child for child in real if child.marker is not None]
    if phrase("reported.events").search(words.key) is not None:
        return bool(points) and all(_is_event(child) for child in points)
    papers = phrase("reported.papers").search(words.key) is not None
    if not papers and not phrase("reported.cases").search(words.key):
        return False
    return bool(points) and all(_is_thing(child, voice, papers=papers) for child in points)


def _is_event(item: Item) -> bool:
    """A day that is kept: "Kỷ niệm 70 năm Chiến thắng Điện Biên Phủ (07/5/1954 - 07/5/2024)"."""
    plain = item.table is None and not item.children and not item.passage.leads_in
    return plain and phrase("reported.event").match(item.passage.key) is not None


def _is_thing(item: Item, voice: Voice, *, papers: bool) -> bool:
    """A noun that no duty stands behind: "Đơn đề nghị hỗ trợ (01 bản)", "Học sinh có cha mẹ thuộc hộ nghèo"."""
    words = item.passage
    if item.table is not None or item.heading or item.children or words.text.endswith(":"):
        return False
    if papers and phrase("reported.paper").match(words.key):
        return True
    named = subject(words, voice)
    return verb_at(words.key) is None and (named is None or not named.ordered)


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
