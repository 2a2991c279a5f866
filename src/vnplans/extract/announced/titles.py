"""What an announced act is about, as the page words it: from "về", "về việc" or a title verb to where the page's own
sentence goes on."""

from __future__ import annotations

import re

from vnplans.extract.announced.told import Telling
from vnplans.phrases import phrase
from vnplans.text import fold

__all__ = ["title_of"]

_OPEN = re.compile(r"[\s,(]*[\"“]?")
_SHORTEST = 2
"""Words that a title has at least."""
_CUT_OFF = re.compile(r"\s*(?:\.{3}|…)\s*$")


def title_of(text: str, told: Telling, following: int | None = None) -> tuple[int, int] | None:
    """Where the title stands in the paragraph; None if the page tells none. `following`: where the next announced act
    of the same sentence begins."""
    key = fold(text)
    end = min(told.sentence[1], following if following is not None else len(text))
    if told.how == "passive":
        passive = phrase("announced.passive").match(key, told.act.end, end)
        if passive is not None and passive["title"]:
            return passive.span("title")
    start = _start(key, told.act.end, end)
    if start is None:
        return None
    stop = phrase("announced.title_end").search(key, start, end)
    if told.orders_at is not None and told.speaker is not None:
        end = min(end, told.speaker.start)
    end = min(end, stop.start()) if stop else end
    words = _CUT_OFF.sub("", text[start:end]).rstrip(" ,.;:/")
    words = _joined(words)
    return (start, start + len(words)) if len(words.split()) >= _SHORTEST else None


def _joined(words: str) -> str:
    """Without the "và" that joined the next act."""
    return re.sub(r"\s*(?:,|;|\s(?:và|cùng|cùng với))\s*$", "", words)


def _start(key: str, at: int, end: int) -> int | None:
    """Right behind the act, or behind those it is sent to: "gửi các sở về việc ...", "yêu cầu các sở về việc ..."."""
    opening = _OPEN.match(key, at, end)
    first = opening.end() if opening else at
    if phrase("announced.title_about").match(key, first, end) or phrase("announced.title_verb").match(key, first, end):
        return first
    for sender, about in (("announced.sent", "announced.title_about"), ("announced.ordered", "announced.title_matter")):
        if phrase(sender).match(key, first, end):
            found = phrase(about).search(key, first, end)
            stop = re.search(r"[.;:]", key[first:end])
            if found and (stop is None or first + stop.start() > found.start()):
                return found.start()
    return None
