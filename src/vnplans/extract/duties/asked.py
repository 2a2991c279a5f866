"""What is asked for without a verb of work: that a paper be sent, or something be done in a case."""

from __future__ import annotations

from vnplans.extract.duties.leading import mentions_at
from vnplans.extract.duties.strangers import Subject
from vnplans.extract.findings import Voice
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.phrases import phrase

__all__ = ["asks_for", "in_case", "senders"]


def asks_for(key: str) -> bool:
    """The (folded) words ask that a paper be sent: by a word of order, or by a day with nothing told behind it;
    or that something be done in a case, and nobody is named."""
    asked = phrase("objects.asked").match(key)
    if asked:
        return phrase("objects.told").search(asked["thing"]) is None
    if in_case(key):
        return True
    dated = phrase("objects.dated").match(key)
    return dated is not None and phrase("objects.told").search(dated[0]) is None


def in_case(key: str) -> bool:
    """ "Trường hợp đã gửi báo cáo, đề nghị kiểm tra lại số liệu": something is asked in a case, and of nobody."""
    case = phrase("objects.case").match(key)
    return case is not None and verb_at(key, case.end()) is not None


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
