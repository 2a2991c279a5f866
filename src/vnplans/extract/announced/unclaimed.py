"""An act that no issuing verb announces, and that is new on the page's own day: the page is there for its sake, though
it says so in no form that told.py knows ("UBND tỉnh A (Công văn số 5/UBND-KT ngày 3/4) yêu cầu ...")."""

from __future__ import annotations

from collections.abc import Iterator

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.announced.article import Article
from vnplans.extract.announced.issuers import Speaker, may_issue
from vnplans.extract.announced.judged import Telling, is_signed, stands_free
from vnplans.extract.announced.named import Named, named
from vnplans.extract.announced.placed import is_recent
from vnplans.extract.orders.sentences import sentences
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["unclaimed"]


def unclaimed(page: Article) -> Iterator[tuple[Telling, int, int]]:
    """The acts of the last days that a sentence names first and does not say to be carried out by others; each with
    its block and the paragraph's place."""
    if page.day is None:
        return
    headed = any(phrase("announced.headline").search(fold(page.text(i))) for i in page.headlines)
    for position, block in enumerate(page.prose[: None if headed else 1]):
        text = page.text(block)
        key = fold(text)
        for start, end in sentences(text):
            act = next(named(text, start, end), None)
            if act is None or not is_signed(act) or not _is_new(page, act):
                continue
            source = position == 0 and start == 0 and phrase("announced.source_behind").search(key, start, act.start)
            if not source and _is_ground(key, start, act):
                continue
            speaker = _speaker(text, act, start, end)
            if speaker is not None or source or stands_free(key, start, act.start):
                yield Telling(act, (start, end), speaker, act.day, "by"), block, position


def _is_ground(key: str, start: int, act: Named) -> bool:
    """The sentence tells what was done by the act, or what was before."""
    before = phrase("announced.ground_of").search(key, start, act.start)
    return before is not None or phrase("announced.earlier").match(key, start) is not None


def _is_new(page: Article, act: Named) -> bool:
    day = act.day.date(page.day.date) if act.day and page.day else None
    return is_recent(page, day)


def _speaker(text: str, act: Named, start: int, end: int) -> Speaker | None:
    """The first body of the sentence that the number's symbol may stand for."""
    for body in find_agencies(text[start:end]) if act.of is None else ():
        speaker = Speaker(body.text, start + body.start, start + body.end)
        if may_issue(speaker, act.number, of=False):
            return speaker
    return None
