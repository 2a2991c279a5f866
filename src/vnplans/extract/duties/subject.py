"""Who a paragraph says must do it: its subject, the agency an order hands the work to, the doer named last."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from vnplans.extract.agencies.ends import goes_on_by_trade
from vnplans.extract.agencies.names import Mention, open_name
from vnplans.extract.duties.headers import ASSIGNS, label_line
from vnplans.extract.duties.leading import leading, mentions_at
from vnplans.extract.duties.strangers import Subject, behind, moved, people, role, role_behind, verb_in_small
from vnplans.extract.findings import Voice
from vnplans.extract.line import Line
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.extract.time.deadlines import read_cell
from vnplans.phrases import phrase, words_of
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = ["also_asked", "by_whom", "subject"]

_NAME = regex(rf"(?:^|(?<=\s))(?=[{CAPITALS}])|(?<=,\s)(?=(?:các|mỗi|từng|chủ|nhà)\s)")
_TIMED = regex(r"(?<=năm\s)(?=các\s)|(?<=tháng\s)(?=các\s)|(?<=quý\s)(?=các\s)")
"""A group right behind a rhythm: "Hằng năm các xã đăng ký ..."."""
_MARK = regex(r"[,:;.]\s")
_BRACKET = regex(r"\((?P<in>[^()]{3,120})\)[\s.;]*$")
_GOES_ON = (",", ";", " và", " đồng thời")
"""Before a second thing that a body does."""
_SHORTEST_WORK = 10
"""Characters of a work before a colon and the body that does it."""
_LONGEST_PEOPLE = 8
"""Words of a person's name with the office."""


@lru_cache(maxsize=1024)
def subject(passage: Line, voice: Voice) -> Subject | None:
    """The doers named at the start of a paragraph, or by an order within its first sentence; None if none are.

    "Sở Tư pháp: rà soát ..." · "Giao Sở Y tế chủ trì ..." · "Chủ tịch UBND tỉnh giao Sở Nội vụ ..." ·
    "Riêng UBND xã X ..." · "Về kinh phí: Sở Tài chính thẩm định ..." · "Sau khi có kết quả, giao Sở Y tế ..." ·
    "Tham luận ... - Trường A thực hiện".
    """
    label = label_line(passage.text)
    if label and label[0] != ASSIGNS:
        return None
    if phrase("subject.none").match(passage.key):
        return _behind_topic(passage, voice, None) or by_whom(passage, voice) or _behind(passage, voice)
    if (ordered := _behind_news(passage, voice)) is not None:
        return ordered
    within = role(passage) or role_behind(passage)
    found = leading(passage, _start(passage.key), voice) or _small(passage, voice)
    if within and not (found and found.mentions[0].end > within.mentions[0].end):
        return within
    topic = _behind_topic(passage, voice, found)
    if topic:
        return topic
    if found:
        return _handed_on(passage, found, voice)
    return by_whom(passage, voice) or _within(passage, voice) or _behind(passage, voice) or _in_bracket(passage, voice)


def _behind_news(passage: Line, voice: Voice) -> Subject | None:
    """ "Báo A đăng bài "...", Thủ tướng Chính phủ giao Bộ B ...": who is handed the work that rests on news."""
    found = _within(passage, voice) if phrase("subject.news").match(passage.key) else None
    if found is None or not found.ordered:
        return None
    return replace(found, start=len(passage.text) - len(passage.text[found.mentions[-1].end :].lstrip(" ,:")))


def by_whom(passage: Line, voice: Voice) -> Subject | None:
    """The doer within a passive: "Việc thu dọn phế thải do Đội Môi trường thực hiện"."""
    found = phrase("subject.by_whom").match(passage.key)
    mentions = mentions_at(passage.names, found.end(), voice) if found else ()
    if not found or not mentions or mentions[0].start != found.end():
        return None
    does = phrase("subject.does").match(passage.key, mentions[-1].end)
    return Subject(mentions, 0, False) if does else None


def _small(passage: Line, voice: Voice) -> Subject | None:
    """A body or its head typed small at the start of an item: "a) phòng Tổ chức - Hành chính theo dõi ...", "b) công an
    xã:"."""
    if not phrase("subject.small").match(passage.text):
        return None
    found = leading(passage, 0, voice, ordered=True)
    alone = found is not None and found.start >= len(passage.text)  # "a) công an xã", a heading
    return found if found and (alone or verb_at(passage.key, found.start) is not None) else None


def _behind_topic(passage: Line, voice: Voice, first: Subject | None) -> Subject | None:
    """ "Thanh tra khoa học và công nghệ: UBND các huyện làm đầu mối ...": the doer stands behind the topic."""
    colon = passage.text.find(":")
    if not 0 < colon < 110 or colon + 2 >= len(passage.text) or phrase("subject.list_word").search(passage.key[:colon]):
        return None
    if first and (first.ordered or (first.start < colon and verb_at(passage.key, first.start) is not None)):
        return None
    if first and _names_up_to(passage, first, colon) and opens_with_order(passage.key, colon + 2):
        return None  # "UBND xã: Giao công chức Tư pháp - Hộ tịch rà soát": the body named hands it out among its own
    found = leading(passage, colon + 2, voice)
    if not found or verb_at(passage.key, found.start) is None:
        return None
    only_who = phrase("segments.assigns").fullmatch(passage.key, found.start) is not None
    cut = not only_who and (verb_at(passage.key) is None or first is not None)
    return found if cut else Subject(found.mentions, 0, found.ordered)


def _names_up_to(passage: Line, first: Subject, colon: int) -> bool:
    """Nothing but a doer stands before the colon."""
    regarded = phrase("subject.regarding").match(passage.key)
    return not regarded and not passage.key[first.mentions[-1].end : colon].strip(" :")


def _start(key: str) -> int:
    found = phrase("subject.before").match(key)
    return found.end() if found else 0


def _handed_on(passage: Line, first: Subject, voice: Voice) -> Subject:
    """ "Chủ tịch UBND tỉnh giao Sở Nội vụ ...": the first named only gives the order."""
    also = phrase("subject.also").match(passage.key, first.mentions[-1].end)
    order = opens_with_order(passage.key, also.end()) if also else None
    found = None
    if order is None and not first.ordered and _speaks(passage, first, voice):
        found = also_asked(passage, first, voice)
    elif order is not None and not first.ordered and _hands_work_out(passage, first, voice):
        found = leading(passage, order, voice, ordered=True)
    return Subject(found.mentions, found.start, True) if found else first


def _speaks(passage: Line, first: Subject, voice: Voice) -> bool:
    """It is the issuer, or who leads it, and does what a letter itself does: "UBND tỉnh gửi kèm ... và yêu cầu"."""
    if len(first.mentions) != 1 or voice.host is None:
        return False
    if phrase("subject.writes").match(passage.key, first.mentions[0].end) is None:
        return False
    name, host = fold(first.mentions[0].agency.name), fold(voice.host)
    return name == host or host.startswith(f"{name} ") or name.endswith(f" {host}")


def also_asked(passage: Line, first: Subject, voice: Voice) -> Subject | None:
    """ "UBND tỉnh chuyển Công văn số 8 và giao Sở Xây dựng nghiên cứu": whom the one who speaks asks, behind what it
    does itself, in its first sentence. A favour asked of those above is none."""
    end = sentences(passage.text)[0][1]
    for order in phrase("subject.order").finditer(passage.key, first.mentions[-1].end, end):
        if not passage.key[: order.start()].rstrip().endswith(_GOES_ON):
            continue
        asked = leading(passage, order.end(), voice, ordered=True)
        if asked is None or asked.mentions[0].start != order.end():
            continue
        return None if phrase("subject.favour").match(passage.key, asked.start) else asked
    return None


def _hands_work_out(passage: Line, first: Subject, voice: Voice) -> bool:
    """The first named is a body that orders others about, or the one that speaks."""
    if phrase("subject.issuer").match(passage.key[first.mentions[0].start :]):
        return True
    if len(first.mentions) == 1 and phrase("subject.itself").match(fold(first.mentions[0].text)):
        return True
    name = fold(first.mentions[0].agency.name)
    return voice.host is not None and (fold(voice.host) == name or fold(voice.host).startswith(f"{name} "))


def _within(passage: Line, voice: Voice) -> Subject | None:
    """An order, or a subject behind a ground, within the first sentence."""
    first = len(passage.text.split(". ")[0])
    ordered = words_of("subject.order", "orders").search(passage.key, 0, first) is not None
    for order in phrase("subject.order").finditer(passage.key[:first]) if ordered else ():
        segment = _segment(passage.key, order.start())
        if segment and (not _gives_orders(passage, order.start(), segment, voice) or _told(passage, order, voice)):
            continue
        mentions = mentions_at(passage.names, order.end(), voice, ordered=True)
        if mentions and not (len(mentions) == 1 and phrase("subject.bare").match(fold(mentions[0].text))):
            idle = phrase("subject.idle").match(passage.key)
            return Subject(mentions, behind(passage.text, mentions[-1].end) if idle else 0, True)
    if not phrase("subject.ground").match(passage.key):
        return None
    for name in (*_NAME.finditer(passage.text[:first]), *_TIMED.finditer(passage.text[:first])):
        segment = _segment(passage.key, name.start())
        if segment and (
            phrase("subject.condition").match(segment)
            or not phrase("subject.ground").match(f"{segment} x")
            or phrase("subject.object").search(segment)
        ):
            continue
        found = leading(passage, name.start(), voice, ordered=passage.text[name.start()].islower())
        if found and (found.start >= len(passage.text) or _does(passage.key, found.start)):
            whole = _handed_on(passage, found, voice)
            return Subject(
                whole.mentions,
                whole.start if phrase("subject.idle").match(passage.key) and whole.ordered else 0,
                whole.ordered,
            )
    return None


def _does(key: str, at: int) -> bool:
    """A duty begins there: words of action, or what is forbidden."""
    return verb_at(key, at) is not None or phrase("sentences.forbids").match(key, at) is not None


def _told(passage: Line, order: re.Match[str], voice: Voice) -> bool:
    """An order that was given before, or another's that the paragraph only rests on: "Thực hiện Công văn số 8; trong
    đó, Bộ Nội vụ đề nghị các tỉnh ..."."""
    if phrase("subject.told").search(_segment(passage.key, order.start())):
        return True
    told = phrase("subject.reported").search(passage.key[: order.start()])
    if told is None:
        return False
    named = mentions_at(passage.names, told.start("who"), voice)
    return bool(named) and (voice.host is None or fold(named[0].agency.name) != fold(voice.host))


def _gives_orders(passage: Line, order: int, segment: str, voice: Voice) -> bool:
    """The words between the last mark and the order are a body or its head alone, or agree: "thống nhất giao"."""
    if phrase("subject.issuer").match(segment) or phrase("subject.agrees").fullmatch(segment):
        return True
    if phrase("subject.itself").match(segment):
        return True
    start = passage.key.rindex(segment, 0, order)
    named = mentions_at(passage.names[:order], start, voice)
    return bool(named) and not passage.key[named[-1].end : order].strip()


def _segment(key: str, end: int) -> str:
    """The words before `end` since the last mark."""
    marks = _marks(key)
    before = bisect_right(marks, end)
    return key[marks[before - 1] if before else 0 : end].strip()


@lru_cache(maxsize=16)
def _marks(key: str) -> list[int]:
    """Where the marks of a text end."""
    return [mark.end() for mark in _MARK.finditer(key)]


def _behind(passage: Line, voice: Voice) -> Subject | None:
    """The doer named last: "Tham luận về ôn thi - Trường THPT A hỗ trợ thực hiện."."""
    found = phrase("subject.behind").search(passage.text) if " - " in passage.text or "(" in passage.text else None
    if not found:
        return _behind_colon(passage, voice)
    mentions = mentions_at(passage.names, found.start("who"), voice)
    return Subject(mentions, 0, False, last=True) if mentions and mentions[0].start == found.start("who") else None


def _in_bracket(passage: Line, voice: Voice) -> Subject | None:
    """Bodies alone in the closing bracket, a time beside them or not: "(giao Phòng Nội vụ, quý II/2024)"."""
    found = _BRACKET.search(passage.text)
    if not found or verb_at(passage.key) is None:
        return None
    order = opens_with_order(passage.key, found.start("in"))
    start = order or found.start("in")
    mentions = mentions_at(passage.names[: found.end("in")], start, voice, ordered=order is not None)
    if not mentions or mentions[0].start != start:
        return None
    timed = ";" in passage.text[mentions[-1].end : found.end("in")]  # "(Phòng Hành chính; trước 15/01)" is the owner
    if not order and not timed and phrase("subject.receives").search(passage.text[: found.start()]):
        return None
    mentions = _whole(passage, mentions, found.end("in"))
    if not _only_time(passage.key[mentions[-1].end : found.end("in")]):
        return None
    return Subject(mentions, 0, False)


def _behind_colon(passage: Line, voice: Voice) -> Subject | None:
    """ "Báo cáo kết quả công tác năm 2023: Sở Nội vụ.", "Tổ chức hội thi: Hội Phụ nữ, tháng 10." """
    colon = passage.text.rfind(": ")
    tail = passage.text[colon + 2 :].rstrip(" .;")
    if colon < 4 or not 3 < len(tail) < 120:
        return None
    if passage.text.count("(", 0, colon) > passage.text.count(")", 0, colon):
        return None  # a role within a bracket
    if phrase("strangers.person").match(passage.text, colon + 2) and _are_people(tail):
        named = tuple(moved(m, colon + 2) for m in people(passage.part(colon + 2), len(tail)))
        return Subject(named, 0, False, last=True)
    if colon < _SHORTEST_WORK:
        return None
    mentions = _whole(passage, mentions_at(passage.names, colon + 2, voice), colon + 2 + len(tail))
    if not mentions or not _only_time(passage.key[mentions[-1].end : colon + 2 + len(tail)]):
        return None
    return Subject(mentions, 0, False, last=True)


def _are_people(words: str) -> bool:
    """Persons, with their offices perhaps, and no word of what they do."""
    few = len(words.split()) <= _LONGEST_PEOPLE * (1 + words.count(","))
    return few and verb_at(fold(words.partition(" ")[2])) is None and not verb_in_small(words, fold(words))


def _whole(passage: Line, mentions: tuple[Mention, ...], end: int) -> tuple[Mention, ...]:
    """The bodies that stand alone up to `end`, the last with the trade that it is named by: "(Đội Quản lý vận hành số
    2, xong 14/6)"."""
    if not mentions:
        return ()
    last = mentions[-1]
    mark = _MARK.search(passage.text, last.end, end)
    behind = passage.key[last.end : mark.start() if mark else end].rstrip(" .;")
    if not goes_on_by_trade(behind.strip()):
        return mentions
    name = passage.names[last.start : last.end + len(behind)]
    return (*mentions[:-1], Mention(name, last.start, last.start + len(name), open_name(name)))


def _only_time(rest: str) -> bool:
    """Nothing, or a time behind a mark: "; quý II/2024"."""
    words = rest.strip(" ,;()")
    return not words or (rest.lstrip()[:1] in ",;(" and read_cell(words) is not None)
