"""Orders whose object stands first: "Số liệu của các xã đề nghị gửi về Phòng Thống kê trước ngày 10/8"."""

from __future__ import annotations

from vnplans.extract.duties.subject import Subject, mentions_at
from vnplans.extract.head import Voice
from vnplans.extract.line import Line
from vnplans.phrases import phrase

__all__ = ["asks_for", "senders"]


def asks_for(key: str) -> bool:
    """The (folded) words ask that a paper be sent: by a word of order, or by a day with nothing told behind it."""
    asked = phrase("objects.asked").match(key)
    if asked:
        return phrase("objects.told").search(asked["thing"]) is None
    dated = phrase("objects.dated").match(key)
    return dated is not None and phrase("objects.told").search(dated[0]) is None


def senders(passage: Line, voice: Voice) -> Subject | None:
    """Those who must send it: "của các xã", or those whom the word of order names."""
    if not asks_for(passage.key):
        return None
    for opener in phrase("objects.by").finditer(passage.key):
        mentions = mentions_at(passage.names, opener.end(), voice, ordered=True)
        if mentions and mentions[0].start == opener.end() and _sends(passage.key, mentions[-1].end):
            return Subject(mentions, 0, True)
    return None


def _sends(key: str, end: int) -> bool:
    """Right behind the bodies it is said that they send."""
    return phrase("objects.sends").match(key, end) is not None
