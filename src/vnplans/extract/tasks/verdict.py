"""Does a leaf paragraph order work? Each check refuses for one reason, in the order of the tuple `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable

from vnplans.extract.duties.asked import asks_for, in_case
from vnplans.extract.duties.context import title_of
from vnplans.extract.duties.labels import UNLABELLED
from vnplans.extract.duties.leading import mentions_at
from vnplans.extract.duties.strangers import Subject
from vnplans.extract.duties.subject import by_whom
from vnplans.extract.findings import Reason
from vnplans.extract.line import Line
from vnplans.extract.orders.refusals import orders_nothing, tells_situation
from vnplans.extract.orders.sections import ORDERS, holds, labelled, reason
from vnplans.extract.orders.verbs import action, verb_at
from vnplans.extract.tasks.names import in_name_list, is_person
from vnplans.extract.tasks.ordered import Case, acts, may_order, mostly_acts, run_in
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["CLOSINGS", "FAREWELL", "LED", "is_farewell", "verdict"]

# "... ĐIỆN:", "Kính gửi:" above a list of names
_ADDRESSES = regex(r"(?:.*\bđiện|.*\bgửi)\s*:$")
_LONGEST_TITLE = 4
"""Words of a title that stands run-in before a full stop: "Đánh giá chung. ..."."""
CLOSINGS = frozenset({"task.closing", "task.difficulties", "task.effect"})
"""What stands behind such a sentence in its paragraph belongs to it."""
LED = frozenset({"funding", "time", "method", "approved", "agenda", "steps", "contents"})
"""Sections in which a paragraph that names its doer orders work."""
_IF_LED = ("funding", "time", "method", "approved")
_ASIDES = ("scope", "participants", "agenda")
"""Sections behind whose list a paragraph without a label may order something by a day."""
FAREWELL = Reason("task.closing", "câu kết, thể thức", "closing formula")
_HEADING = Reason("task.heading", "đề mục", "heading")
_NAMES = Reason("task.names", "chỉ nêu tên cơ quan", "names only")
_CHANGE = Reason("task.effect", "sửa đổi do văn bản này thực hiện", "what the act itself changes")
_DECISION = frozenset({"task.decision"})
_PASSIVE_MARK = " được"
_PASSIVE = Reason("task.passive", "nói về đơn vị được làm gì, không giao việc", "passive: nothing is handed out")
_NO_ORDER = Reason("task.no_order", "không thấy lời giao việc", "no words of order")
_ISSUER = Reason("task.issuer", "lời của cơ quan ban hành", "the issuer's own words")


def verdict(case: Case) -> Reason | None:
    """Why the paragraph orders no work; None if it does."""
    for check in CHECKS:
        if no := check(case):
            return no
    return None


def _by_words(case: Case) -> Reason | None:
    labels = [step.kind for step in (case.item, *case.item.above) if step.marker]
    opening = not labels or labels == ["bullet"]
    no = orders_nothing(case.words.key, led=case.led, opening=opening, named=case.found is not None)
    if no is not None and no.code == "task.noun" and (asks_for(case.words.key) or _by_whom(case)):
        no = None
    if no is not None and no.code == "task.situation" and in_case(case.words.key):
        no = None
    return no or _agrees(case)


def _by_whom(case: Case) -> bool:
    """ "Việc thu dọn phế thải do Đội Môi trường thực hiện" hands work out."""
    return case.found is not None and by_whom(case.words, case.head.voice) is not None


def _agrees(case: Case) -> Reason | None:
    """ "UBND huyện cơ bản nhất trí với nội dung dự thảo": who agrees hands nothing out."""
    if case.found is None or not case.found.start or case.ordered:
        return None
    rest = case.words.key[case.found.start :]
    if rest.startswith("thống nhất với "):  # with a body, what is to be done
        return None
    return orders_nothing(rest, led=False, opening=False, codes=_DECISION)


def _by_look(case: Case) -> Reason | None:
    """A heading with nothing below it."""
    item = case.item
    bare = item.heading and item.kind != "bullet" and not case.found and case.context.labels == UNLABELLED
    return _HEADING if bare else None


def _by_run_in_title(case: Case) -> Reason | None:
    """ "Mục tiêu: đến năm 2030 ..." """
    title = title_of(case.item)
    if title is None or case.led or title.text == case.words.text:
        return None
    kind = holds(title.names, heading=False) or labelled(title.names)
    if kind is None or kind in ORDERS or (kind == "situation" and _is_sentence(case.words, title)):
        return None
    if kind in ("described", "contents") and verb_at(case.words.key[len(title.text) :].lstrip(" :.")) is not None:
        return None  # "Phương tiện: huy động 02 xe"
    return reason(kind)


def _is_sentence(words: Line, title: Line) -> bool:
    """No title but an order that goes on: "Đánh giá các tiêu chí chưa đạt ở từng xã. Hoàn thành trong quý II.",
    "Đánh giá các câu lạc bộ (Chủ trì: Sở A)"."""
    goes_on = words.text[len(title.text) : len(title.text) + 1] == "." or "(" in title.text
    return goes_on and len(title.text.split()) > _LONGEST_TITLE and action(title.key)


def _by_section(case: Case) -> Reason | None:
    """Aims, targets, situation; under funding, time and method a paragraph that names its doer orders work."""
    kind = case.context.holds
    if kind is None or not case.context.silent or (kind in _IF_LED and (case.led or _led_in_time(case))):
        return None
    if kind in _ASIDES and case.ordered and case.item.marker is None and phrase("modes.dated").search(case.words.key):
        return None
    if (kind == "agenda" and case.found is not None) or (kind == "time" and _scheduled(case)):
        return None
    if kind == "steps" and (case.found is not None or acts(case.words.key)):
        return None
    if kind == "contents" and (case.found is not None or _among_verbs(case)):
        return None
    if kind == "described" and case.led and phrase("modes.dated").search(case.words.key):
        return None
    return reason(kind)


def _led_in_time(case: Case) -> bool:
    """Its doer stands behind a rhythm or a ground: "Hằng năm, các sở lập dự toán gửi Sở Tài chính"."""
    found = case.found
    if found is None or found.last or not found.mentions[0].start:
        return False
    key = case.words.key
    opened = phrase("units.before_role").match(key) is not None
    return opened and verb_at(key, found.mentions[-1].end) is not None


def _among_verbs(case: Case) -> bool:
    """It begins with a verb of action, and so do those beside it."""
    item = case.item
    alone = item.marker is None or item.parent is None
    return acts(case.words.key) and (alone or mostly_acts(item.parent, item.style))


def _scheduled(case: Case) -> bool:
    """A step of a timetable: "Từ 01/3 đến 31/3: Tổ chức các hoạt động cao điểm."."""
    step = phrase("verdict.step").match(case.words.key)
    if step is None or (case.item.marker is None and not case.item.one_of_several):
        return False
    rest = case.words.key[step.end() :]
    return (len(rest.split()) > 3 and case.item.marker is not None) or verb_at(rest) is not None


def _by_change(case: Case) -> Reason | None:
    """ "Điều chỉnh Chương trình ... như sau: 1. Bổ sung dự thảo ...": what the act itself changes."""
    above = next(iter(case.item.above), None)
    in_article = any(step.kind == "article" for step in case.item.above)
    if case.found is not None or above is None or case.context.leads or not in_article:
        return None
    changes = phrase("verdict.changes").match(case.words.key) and phrase("whole.amends").search(above.passage.key)
    return _CHANGE if changes else None


def _by_passive(case: Case) -> Reason | None:
    """ "Tổ giúp việc được trang bị phương tiện": what is done to the body that stands first, no duty of its own."""
    found = case.found
    if found is None or found.ordered or not found.start:
        return None
    done_to = phrase("verdict.done_to").match(case.words.key, found.start) is not None
    waits = done_to and fold(found.mentions[-1].text).endswith(_PASSIVE_MARK)
    return _PASSIVE if waits or phrase("segments.undergoes").match(case.words.key, found.mentions[-1].end) else None


def _by_names(case: Case) -> Reason | None:
    """Agencies with no work beside them: addressees, participants."""
    dated = case.context.when is not None or case.context.labels != UNLABELLED  # a roster, a tour: who and when
    own = case.words is case.item.passage and not dated
    voice = case.head.voice
    if own and (is_person(case.words) or in_name_list(case.item, case.words, case.found, voice)):
        return _NAMES
    if case.found is None or not case.found.start:
        return None
    rest = case.words.text[case.found.start :].rstrip(" .;,")
    listed = mentions_at(case.words.names, case.found.start, voice) if rest else ()
    only = sum(map(str.isalpha, rest)) < 6 or rest.istitle() or (listed and listed[-1].end >= len(case.words.text) - 2)
    return _NAMES if only and verb_at(fold(rest)) is None else None


def _by_order(case: Case) -> Reason | None:
    """In a section on tasks every labelled item may order; elsewhere only words of action or a doer."""
    if may_order(case):
        return None
    return _NO_ORDER


def _by_issuer(case: Case) -> Reason | None:
    """Outside sections on work, the issuer that speaks of itself hands out none."""
    if case.found is None or case.ordered or case.context.holds is not None or case.context.leads or run_in(case):
        return None  # also "4. Đối với Bảo hiểm xã hội huyện: Cử viên chức ...", one of a list of bodies
    if all(case.head.is_issuer(m.agency) for m in case.found.mentions):
        return _ISSUER
    return None


def _by_farewell(case: Case) -> Reason | None:
    asked = case.item.kind == "bullet" and phrase("verdict.asked_all").search(case.words.key) is not None
    loose = case.item.marker is None or bool(case.item.children) or asked
    loose = loose or phrase("verdict.this_act").search(case.words.key) is not None
    if loose and is_farewell(case.words, case.found):
        return FAREWELL
    return None


def is_farewell(words: Line, found: Subject | None) -> bool:
    """The last words to all: "Yêu cầu các đơn vị nghiêm túc thực hiện Chỉ thị này"."""
    start = max(found.start, found.mentions[-1].end) if found and not found.last else 0
    if found and found.ordered and phrase("verdict.asks_up").search(words.key, 0, found.mentions[0].start):
        asked = words.key[start:].strip(" ./;")
        if phrase("verdict.submits").fullmatch(asked):
            return True
    to_all = phrase("verdict.asked_all").search(words.key)
    start = max(start, to_all.end()) if to_all else start
    said = phrase("verdict.standing").sub("", words.key[start:].strip(" ./")).strip(" ./;")
    return any(phrase(name).fullmatch(said) is not None for name in ("verdict.farewell", "verdict.success"))


def _by_address(case: Case) -> Reason | None:
    """Those whom a telegram or letter is sent to: "CHỦ TỊCH ... ĐIỆN:" over a list of names."""
    above = next(iter(case.item.above), None)
    if above is None or above.marker is not None or case.item.kind not in ("bullet", "text"):
        return None
    if not _ADDRESSES.fullmatch(above.passage.key):
        return None
    return _NAMES


def _by_situation(case: Case) -> Reason | None:
    """A paragraph without a label and outside sections that tells what was done."""
    loose = case.context.holds is None and case.item.marker is None and not case.ordered
    loose = loose and not in_case(case.words.key)
    return reason("situation") if loose and tells_situation(case.words.key) else None


CHECKS: tuple[Callable[[Case], Reason | None], ...] = (
    _by_words,
    _by_look,
    _by_run_in_title,
    _by_address,
    _by_section,
    _by_change,
    _by_passive,
    _by_names,
    _by_order,
    _by_issuer,
    _by_farewell,
    _by_situation,
)
