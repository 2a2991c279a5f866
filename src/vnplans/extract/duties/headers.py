"""Header wordings of task tables and label lines -> the field they speak of.

Rows: data/table_headers.toml, data/header_words.toml.

A wording that no table lists is read by its words: "Bộ phận cùng thực hiện": the head "bộ phận" is about doers, the
role "cùng" makes them partners. "Hạn xong": the head "hạn" is about time, whatever follows.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.time.deadlines import find_deadline, read_cell
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import HeaderWords, TableHeader
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold, normal

__all__ = [
    "ASSIGNS",
    "ROLES",
    "field_of",
    "is_organising",
    "label_line",
    "only_bodies",
    "says_done",
    "speaks_of_doers",
    "title_field",
]

ROLES = frozenset({"lead", "coordinating", "both", "monitor"})
"""Fields of bodies."""


@cache
def _fields() -> dict[str, str]:
    return {variant: header.field for header in rows(TableHeader) for variant in header.variants}


@cache
def _lines() -> frozenset[str]:
    return frozenset(header.field for header in rows(TableHeader) if header.line)


@lru_cache(maxsize=16_384)
def field_of(text: str) -> str | None:
    """The field of a header cell; None if its wording is not known. "Thời gian hoàn thành (dự kiến)" -> "deadline".

    A wording that is known whole decides; then its words; else the longest known one that it begins with or holds.
    """
    words = normal(text)
    if not words or len(words) > 90:
        return None
    fields = _fields()
    if words in fields:
        return fields[words]
    spoken = _by_words(words)
    if spoken is not None:
        return spoken
    return _at_start(words) or _within(words) or _broken(words)


@cache
def _unspaced() -> dict[str, str]:
    return {variant.replace(" ", ""): field for variant, field in _fields().items()}


def _broken(words: str) -> str | None:
    """The field of a wording that a narrow column parts within its syllables: "ST T", "Gh i c hú"."""
    parts = words.split(" ")
    return _unspaced().get("".join(parts)) if len(parts) > 1 and all(len(part) < 4 for part in parts) else None


def _at_start(words: str) -> str | None:
    """The field of the longest known wording that the words begin with; of one word it must be that of a number."""
    fields = _fields()
    parts = words.split(" ")
    for count in range(len(parts), 0, -1):
        known = " ".join(parts[:count])
        if known in fields and (count > 1 or fields[known] == "ordinal"):
            return fields[known]
    return None


@cache
def _inner() -> tuple[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """Wordings that tell a field within others, between blanks, and the field, the longest first; before them all of
    them in one."""
    pairs = [(v, field) for v, field in _fields().items() if len(v) > 7 and field != "lead"]
    some = re.compile(alternatives(f"{v} " for v, _ in pairs))
    return some, tuple((f" {v} ", field) for v, field in sorted(pairs, key=lambda pair: -len(pair[0])))


def _within(words: str) -> str | None:
    some, inner = _inner()
    padded = f" {words} "
    if some.search(padded) is None:
        return None
    return next((field for known, field in inner if known in padded), None)


_LINE = regex(r"(?P<label>[^:;.]{3,60}):\s*")
_DASHED = regex(rf"(?P<label>[^:;.]{{3,60}}?)\s+[-\u2013]\s+(?=[{CAPITALS}])")
_LONGEST_TIME, _LONGEST_LABEL, _LONGEST_NOUN = 90, 7, 10
_TIME_NOUNS = ("thời gian", "thời hạn", "thời điểm")
ASSIGNS = "assigns"
"""Not a field of a table: a sentence that only says who does what is listed above it."""
_LONGEST_ASSIGNMENT, _ORDER_WITHIN = 240, 12
"""Characters of such a sentence; before the first body of it."""
_ORGANISING = ("tổ chức thực hiện", "tổ chức triển khai", "triển khai thực hiện")
_FEWEST_OF_WORK = 3
"""Words of a value that says what to do."""
_LONGEST_BARE, _WORDS_BEFORE = 12, 3
"""Words of a value that is no sure deadline; words before one."""


@lru_cache(maxsize=16_384)
def label_line(text: str) -> tuple[str, int] | None:
    """The field of a line such as "Đơn vị chủ trì: Sở Y tế", "Cơ quan chủ trì - Bộ Y tế", "Các nhiệm vụ trên hoàn thành
    trước ngày 30/6", and where its value begins; None for other lines."""
    above = phrase("headers.all_above").match(fold(text)) if "trên" in text else None
    if above is not None:
        return "deadline", above.end()
    dashed = _DASHED.match(text) if "-" in text or "\u2013" in text else None
    if dashed and _fields().get(normal(dashed["label"])) in ROLES & _lines():
        return _fields()[normal(dashed["label"])], dashed.end()
    found = _LINE.match(text) if ":" in text else None
    if not found and says_done(text):
        return "deadline", 0
    if not found:
        return (ASSIGNS, 0) if "chủ trì" in text and _assigns_only(text) else None
    name = _fields().get(normal(found["label"]))
    if name in _lines():
        value = text[found.end() :]
        is_work = _acts(value) if name in ROLES else _hands_out(value, timed=name == "deadline")
        return None if is_work else (name, found.end())
    if normal(found["label"]) in _ORGANISING and only_bodies(text[found.end() :]):
        return "lead", found.end()
    spoken = _spoken(normal(found["label"]), text[found.end() :])
    return (spoken, found.end()) if spoken else None


def says_done(text: str) -> bool:
    """ "Hoàn thành trong tháng 4/2024.": when the work above is done, and no work."""
    return len(text) < _LONGEST_TIME and phrase("headers.done_by").fullmatch(fold(text).rstrip(" .;")) is not None


def is_organising(text: str) -> bool:
    """ "Tổ chức thực hiện:" over lines of who does it."""
    return normal(text) in _ORGANISING


def _assigns_only(text: str) -> bool:
    """Bodies, what each does and a time: "Giao Sở A chủ trì, phối hợp với Sở B thực hiện trong quý III"."""
    if len(text) > _LONGEST_ASSIGNMENT or ":" in text:
        return False
    time = find_deadline(text)
    words = text[: time[1]] + text[time[2] :] if time else text
    first = next(iter(find_agencies(words)), None)
    return first is not None and first.start < _ORDER_WITHIN and only_bodies(words)


def only_bodies(value: str) -> bool:
    """Bodies and what each does, nothing else: "Sở Nội vụ chủ trì, phối hợp với các huyện"."""
    words, at = "", 0
    for mention in find_agencies(value):
        words, at = words + value[at : mention.start], mention.end
    return at > 0 and not any(map(str.isalnum, phrase("tails.between").sub(" ", fold(words + value[at:]))))


def _acts(value: str) -> bool:
    """The value says what to do, not who: "Đoàn kiểm tra: lập biên bản từng doanh nghiệp"."""
    if phrase("roles.mark").match(fold(value)):
        return False  # "Phân công: Chủ trì: Sở A; phối hợp: Sở B"
    acts = len(value.split()) > _FEWEST_OF_WORK and verb_at(fold(value)) is not None
    return acts and next((found.start for found in find_agencies(value)), 1) > 0


def _hands_out(value: str, *, timed: bool) -> bool:
    """The value is an order, no mere saying: "Kinh phí: ngoài phần tỉnh cấp, đề nghị UBND các xã bố trí thêm"; or a
    body and its work: "Dự toán: UBND các xã lập dự toán, gửi Sở Tài chính"."""
    key = fold(value)
    first = next(iter(find_agencies(value)), None)
    if first is not None and first.start == 0 and phrase("headers.works_out").match(key, first.end):
        return True
    if timed:
        return False
    if phrase("strangers.person").match(value):
        return True  # "Kinh phí: Đ/c Liên chuẩn bị"
    for order in phrase("subject.order").finditer(key):
        named = find_agencies(value[order.end() :]) if key[: order.start()].rstrip()[-1:] in ("", ",", ";", ".") else ()
        if named and named[0].start == 0:
            return True
    return False


def _spoken(label: str, value: str) -> str | None:
    """The field of a label by its words, if the value is of its sort: "Cơ quan tổ chức lập: UBND thị xã Nghĩa Lộ"."""
    head = _pattern("head").match(label)
    told = head is None or _words("head")[head[0]] in ("doer", "deadline")
    name = _by_words(label) if told else None
    if head is None and name != "coordinating":
        return None  # "Cùng thực hiện: UBND các xã"
    if name == "deadline" and phrase("headers.whole_act").search(label):
        return None  # "Thời gian thực hiện Kế hoạch: từ năm 2026 đến năm 2030": the whole act's
    if name == "deadline":
        noun = label.startswith(_TIME_NOUNS)
        short = len(label.split()) <= (_LONGEST_NOUN if noun else _LONGEST_LABEL)
        event = phrase("headers.event").match(label) or verb_at(label) is not None
        return name if short and not event and _only_time(value, sure=noun) else None
    if name not in ROLES or verb_at(fold(value)) is not None:
        return None
    if verb_at(label) is not None or any(c.isdigit() for c in label):
        return None  # "Tổ chức hội thi: Hội Phụ nữ, tháng 10": work and its doer; "Đoàn số 1: Trường A": a visit
    named = find_agencies(value)
    return name if named and named[0].start == 0 else None


def _only_time(value: str, *, sure: bool) -> bool:
    """The value says when and no work: "Ngày 05/5: Phòng Thống kê gửi báo cáo trước 10/5" is a step, no label.

    `sure`: the label is a noun of time; then a place or a remark may stand beside the time.
    """
    words = fold(value)
    if len(value) >= _LONGEST_TIME or (verb_at(words) is not None and not phrase("headers.done").match(words)):
        return False
    if sure:
        doer = next(iter(find_agencies(value)), None)
        points = words.startswith("theo ")  # elsewhere
        return read_cell(value) is not None and not points and (doer is None or doer.start > 0)
    found = find_deadline(value)
    if found is None:
        return len(words.split()) <= _LONGEST_BARE and read_cell(value) is not None and not find_agencies(value)
    return len(words[: found[1]].split()) <= _WORDS_BEFORE


@lru_cache(maxsize=1024)
def title_field(text: str) -> str | None:
    """The field that a title names and nothing else: "Cơ quan chủ trì, phối hợp:", "Nội dung"."""
    return _fields().get(normal(text))


_YEAR = regex(r"\b(?:19|20)\d\d\b")
_LONGEST_BODIES = 3
"""Words of a header that names a sort of bodies: "Thôn, tổ"; past that it may be one body's name."""


@cache
def _words(part: str) -> dict[str, str]:
    return {word: row.field for row in rows(HeaderWords) if row.part == part for word in row.words}


@cache
def _pattern(part: str) -> re.Pattern[str]:
    """Where each word of this part stands; the longest first."""
    return re.compile(rf"\b(?:{alternatives(_words(part))})\b")


def _by_words(words: str) -> str | None:
    """The field that the words of a header speak of; `words` as `text.normal` gives them."""
    head, rest = _head(words)
    if head in ("doer", "body"):
        return _role(rest, doer=head == "doer" or rest.endswith(" thực hiện"))
    if head is not None:
        return head
    found = _pattern("any").search(words)
    return _role(rest, noun=False) or (_words("any")[found[0]] if found else None)


def speaks_of_doers(text: str) -> bool:
    """The header is about doers and says nothing else of them: "Bộ phận", "Người lo"."""
    words = normal(text)
    head, _ = _head(words) if words else (None, "")
    plain = head == "doer" or (head == "body" and len(words.split()) <= _LONGEST_BODIES)
    return plain and field_of(text) is None


def _head(words: str) -> tuple[str | None, str]:
    """The field of the head, and the words without what opens them."""
    while True:
        found = _pattern("head").match(words)
        if found:
            return _words("head")[found[0]], words
        opener = _pattern("opener").match(words)
        if opener is None or opener.end() == len(words):
            return None, words
        words = words[opener.end() :].strip()


def _role(words: str, *, noun: bool = True, doer: bool = False) -> str | None:
    """What the doers of a wording do: leading, helping, or both ("Đơn vị chủ trì, phối hợp"); directing is neither.

    Without a noun for doers the wording must begin with the role: "Cùng thực hiện", "Đầu mối tham mưu".
    """
    found = [(match.start(), _words("role")[match[0]]) for match in _pattern("role").finditer(words)]
    if not found or (not noun and found[0][0]):
        return None
    names = {name for _, name in found}
    if "content" in names:
        return "content"
    partner = next((at for at, name in found if name == "coordinating"), None)
    lead = next((at for at, name in found if name == "lead" or (name, words[at:][:9]) == ("work", "thực hiện")), None)
    if partner is not None:
        return "both" if lead is not None and lead < partner else "coordinating"
    if "lead" in names:
        return "lead"
    if not doer:
        return None
    return "lead" if found[0][1] == "work" and not _YEAR.search(words) else "monitor"
