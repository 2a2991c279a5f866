"""What an announced act is about, as the page words it: from "về", "về việc" or a title verb to where the page's own
sentence goes on."""

from __future__ import annotations

import re

from vnplans.extract.announced.days import signed_behind
from vnplans.extract.announced.named import day_behind
from vnplans.extract.announced.told import Telling
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["title_of"]

_OPEN = regex(r"[\s,(:\-]*[\"“]?")
_QUOTED = regex(r"\s*[\"“](?P<title>[^\"”]{10,300})[\"”]")
_SHORTEST = 2
"""Words that a title has at least."""
_CUT_OFF = regex(r"\s*(?:\.{3}|…)\s*$")


def title_of(text: str, told: Telling, following: int | None = None) -> tuple[int, int] | None:
    """Where the title stands in the paragraph; None if the page tells none. `following`: where the next announced act
    of the same sentence begins."""
    key = fold(text)
    end = min(told.sentence[1], following if following is not None else len(text))
    if told.title is not None:
        tail = phrase("announced.passive_tail").search(key, *told.title)
        return _trimmed(text, told.title[0], tail.start() if tail else told.title[1])
    at = told.act.end
    if told.how == "done" and (done := phrase("announced.done_in").search(key, told.sentence[0], told.act.start)):
        stop = phrase("announced.done_at").search(key, done.start("verb") if done["verb"] else at, told.act.start)
        return _trimmed(text, done.start("verb"), stop.start()) if done["verb"] and stop else None
    if told.how in ("passive", "points") and (passive := phrase("announced.passive").match(key, at, end)):
        day = day_behind(key, passive.end())
        at = day.end if day else passive.end()
    quoted = _QUOTED.match(text, at, end)
    if quoted is not None:
        return quoted.span("title")
    start = _start(key, at, end)
    if start is None:
        return None
    stop = phrase("announced.title_end").search(key, start, end)
    if told.orders_at is not None and told.speaker is not None and told.speaker.start > start:
        end = min(end, told.speaker.start)
    if told.day is not None and told.day.start > start and (signed := signed_behind(key, start, end)):
        end = min(end, signed.start())
    opens = phrase("announced.at").match(key, told.sentence[0])
    said = phrase("announced.said_behind").search(key, start, end) if opens and opens.end() <= told.act.start else None
    end = min(end, said.start()) if said else end
    return _trimmed(text, start, min(end, stop.start()) if stop else end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    start += len(text[start:end]) - len(text[start:end].lstrip(" ,("))
    words = _joined(_CUT_OFF.sub("", text[start:end]).rstrip(" ,.;:/("))
    return (start, start + len(words)) if len(words.split()) >= _SHORTEST else None


def _joined(words: str) -> str:
    """Without the "và" that joined the next act."""
    return re.sub(r"\s*(?:,|;|\s(?:và|cùng|cùng với))\s*$", "", words)


def _start(key: str, at: int, end: int) -> int | None:
    """Right behind the act, or behind those it is sent to: "gửi các sở về việc ...", "yêu cầu các sở về việc ..."."""
    opening = _OPEN.match(key, at, end)
    first = opening.end() if opening else at
    for sender, about in (("announced.sent", "announced.title_about"), ("announced.ordered", "announced.title_matter")):
        if phrase(sender).match(key, first, end):
            found = phrase(about).search(key, first, end)
            return found.start() if found and not key[: found.start()].rstrip().endswith("gửi") else None
    if key[at:first].strip().startswith(",") and not phrase("announced.title_about").match(key, first, end):
        return first if phrase("announced.title_verb").match(key, first, end) else None
    return None if phrase("announced.no_title").match(key, first, end) else first
