"""The doers that a paragraph names; those that no list of bodies knows: persons, posts, roles and units, by the word
they begin with and the verb behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vnplans.extract.agencies.names import Mention, open_name, split_agencies
from vnplans.extract.duties.clause import with_clause
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import opens_with_order, verb_at, verb_end
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = [
    "Subject",
    "behind",
    "moved",
    "named_unit",
    "people",
    "person_behind_colon",
    "role",
    "role_behind",
    "stranger",
    "stranger_above",
    "stranger_in_bracket",
    "stranger_ordered",
    "unit",
    "verb_in_small",
    "verb_within",
]

_GAP = regex(r"\s+")
_MARK = regex(r"[.;:()]\s|[.;:]$")
_OFFICE = regex(r",\s|\s[-\u2013]\s")
_BETWEEN = regex(r"\s*,\s+|\s+và\s+")
_HELPED = regex(r"[;,]\s[^;,]+phối hợp(?: thực hiện)?$")
_BRACKET = regex(r"\((?P<in>[^()]{3,80})\)[\s.;]*$")
_NO_HEADING = regex(r"[:;]|(?<![PTQ])\.|\d{2,}")
_PLAIN = regex(r"[^.;:()]*")
_CAPITALS = regex(rf"(?:\s+[{CAPITALS}]\w*)*")
_ASIDE = regex(r"\s*\([^()\d]{3,40}\)")
_LONGEST, _LONGEST_ORDERED, _BEFORE_ASIDE = 14, 16, 7
"""Words of a name; words of one before a bracket or colon behind it."""
_LONGEST_OFFICE = 20
"""Words of a person's two offices: "Đồng chí Phó Trưởng phòng ... - Phó Trưởng tiểu ban"."""
_INNER = 4
"""Words of a unit's name behind its first: "Tổ tuyên truyền lưu động"."""
_TOPIC = 60
"""Characters before the colon of a matter that is handed out."""
_CHARGE = 2
"""Words of "phụ trách", behind which its object stands, be it a verb or not."""
_AFTER = regex(r"[\s:,.\-]*")
_ROLE_LENGTH = 90
_ROLE_WORDS = 8
_BEFORE_ROLE = 260
"""Characters of a ground before a role."""
_COMMA = regex(r",\s+")
_NEXT_PERSON = regex(r"\s*[,;]\s+|\s+và\s+")


@dataclass(frozen=True)
class Subject:
    """The doers that a paragraph names, and where the words about their work begin."""

    mentions: tuple[Mention, ...]
    start: int
    """Offset of the content: behind the agency where it stands first, 0 where it stands within the sentence."""
    ordered: bool
    """Handed the work by "giao", "yêu cầu", "đề nghị"."""
    last: bool = False
    """Named behind the words: "Tham luận ... - Trường A thực hiện"."""


def behind(text: str, at: int) -> int:
    """Where the words go on behind marks and blanks."""
    found = _AFTER.match(text, at)
    return found.end() if found else at


def moved(mention: Mention, shift: int) -> Mention:
    """The mention in a text that has `shift` more characters before it."""
    if not shift:
        return mention
    return Mention(mention.text, mention.start + shift, mention.end + shift, mention.agency)


def stranger(passage: Line) -> Subject | None:
    """The doers that a sentence begins with, by their first word: "Từng đoàn viên đăng ký ...", "Đ/c Nam trực ...",
    "Ông Lê A, Trưởng ban phụ trách ...", "Kế toán: quyết toán ..."."""
    return _named(passage, _begins(passage))


def stranger_above(passage: Line) -> Subject | None:
    """The doers of a heading or lead-in for the items below: "Trưởng thôn, Bí thư chi bộ các thôn:", "Tổ trưởng có
    nhiệm vụ:", "Giao thủ kho:"."""
    words = passage.text.rstrip(" :.;")
    duty = phrase("strangers.duty").search(passage.key, 0, len(words))
    end = duty.start() if duty else len(words)
    order = opens_with_order(passage.key)
    at = order or _begins(passage)
    named = at is not None and _is_doer(passage, at)
    person = phrase("strangers.person").match(passage.text, at or 0)
    if (
        at is None
        or not named
        or len(passage.text[at:end].split()) > (_LONGEST_OFFICE if person else _LONGEST)
        or _NO_HEADING.search(words, at, end)
        or _breaks_off(passage, at, end)
    ):
        return None
    office = _OFFICE.search(passage.text, person.end(), end) if person and duty is None else None
    inner = next(_verbs(passage, at, office.start() if office else end), None)  # "..., Chỉ huy trưởng Ban CHQS xã"
    if phrase("strangers.no_name").search(passage.key + " ", at, end + 1):
        return None
    if inner is not None and not phrase("strangers.bare").fullmatch(passage.key[at:inner].strip()):
        return None
    return Subject(
        tuple(_mention(passage, a, b) for a, b in _several(passage, at, end)), len(passage.text), bool(order)
    )


def stranger_ordered(passage: Line) -> Subject | None:
    """The doer behind a first word of order, whatever it is called: "Giao công chức Địa chính rà soát ..."."""
    before = phrase("subject.before").match(passage.key)
    at = opens_with_order(passage.key, before.end() if before else 0)
    if at is None or verb_at(passage.key, at) is not None or phrase("strangers.thing").match(passage.key, at):
        return None
    person = phrase("strangers.person").match(passage.text, at)
    if not passage.text[at : at + 1].isalpha() or (passage.key.startswith("phân công") and not person):
        return None
    end = _end(passage, at, _LONGEST_ORDERED)
    return _subject(passage, at, end, ordered=True) if end else None


def stranger_in_bracket(passage: Line) -> Subject | None:
    """A person, post or unit alone in the closing bracket, or before one that helps: "(giáo viên Ngữ văn)",
    "(cô Hoa - thủ thư; Đoàn trường phối hợp)"."""
    found = _BRACKET.search(passage.text)
    if not found:
        return None
    at, end = found.span("in")
    doer = _is_doer(passage, at)
    if not doer and not phrase("units.role").match(passage.key, at):
        return None
    helped = _HELPED.search(passage.key, at, end)
    end = helped.start() if helped else end
    role = phrase("strangers.role").search(passage.key, at, end)
    end = role.start() if role else end
    words = passage.text[at:end]
    if len(words.split()) > _LONGEST or any(c in ",;" or c.isdigit() for c in words):
        return None
    if not doer and verb_within(passage.key[at:end]):
        return None
    return Subject((_mention(passage, at, end),), 0, False)


def person_behind_colon(passage: Line) -> Subject | None:
    """ "Thôn 1: đ/c Nam đứng điểm ...": the person behind the place or matter that is handed out."""
    colon = passage.text.find(": ")
    if not 0 < colon < _TOPIC or not phrase("strangers.person").match(passage.text, colon + 2):
        return None
    end = _end(passage, colon + 2, _LONGEST)
    return _subject(passage, colon + 2, end, ordered=False) if end else None


def _named(passage: Line, at: int | None) -> Subject | None:
    if at is None:
        return None
    end = _end(passage, at, _LONGEST)
    return _subject(passage, at, end, ordered=False) if end else None


def _begins(passage: Line) -> int | None:
    """Where the name of a doer begins, which must be the sentence's first words; None if it begins otherwise."""
    before = phrase("subject.before").match(passage.key)
    at = before.end() if before else 0
    if opens_with_order(passage.key) is not None:
        return None  # "Phân công cán bộ trực": the doer above is to find somebody
    return at if _is_doer(passage, at) else None


def _is_doer(passage: Line, at: int) -> bool:
    if phrase("strangers.person").match(passage.text, at):
        return True
    return phrase("strangers.doer").match(passage.key, at) is not None and verb_end(passage.key, at) == at


def _end(passage: Line, at: int, longest: int) -> int | None:
    """Where the name that begins at `at` ends: before a verb or a colon with work behind it; None if neither comes."""
    person = phrase("strangers.person").match(passage.text, at)  # "ThS. Lê A": that full stop is none
    mark = _MARK.search(passage.text, max(_without_aside(passage, at), person.end() if person else at))
    stop = mark.start() if mark else len(passage.text)
    if mark and mark[0][0] == ":" and phrase("strangers.office").match(passage.key, at):
        short = len(passage.text[at:stop].split()) <= _LONGEST_OFFICE and "," not in passage.text[at:stop]
        if short and verb_at(passage.key, stop + 2) is not None:
            return stop  # "Đồng chí Trưởng ban Xây dựng Đảng - Trưởng Tiểu ban: Phụ trách chung"
    verbs = [gap for gap in _verbs(passage, at, stop) if len(passage.text[at:gap].split()) <= longest]
    must = phrase("clause.duty").search(passage.key, at, stop)  # "Bí thư chi bộ thôn phải dự họp dân"
    if must and (not verbs or must.start() < verbs[0]) and len(passage.text[at : must.start()].split()) <= longest:
        return must.start()
    if must and len(passage.text[at : must.start()].split()) <= longest and _given(passage, at, must.start()):
        return must.start()  # "Nhân viên được giao soạn thảo văn bản có trách nhiệm ..."
    bare = bool(verbs) and phrase("strangers.bare").fullmatch(passage.key[at : verbs[0]].strip()) is not None
    if mark and mark[0][0] == ":" and len(passage.text[at:stop].split()) <= (_BEFORE_ASIDE if verbs else longest):
        return stop if passage.text[stop + 1 :].strip() else None
    if bare:  # "Tổ kiểm tra rà soát ..."
        return _beside(passage, verbs)
    if not verbs or phrase("strangers.no_name").search(passage.key, at, verbs[0]) or _breaks_off(passage, at, verbs[0]):
        return _head(passage, at)
    first = verbs[0]
    if phrase("strangers.charge").match(passage.key, first):
        later = [verb for verb in verbs[1:] if len(passage.text[first:verb].split()) > _CHARGE]
        if later and "," not in passage.text[first : later[0]]:
            return later[0]
        if phrase("strangers.post").search(passage.key, at, first):
            return None
    return first


def _given(passage: Line, at: int, end: int) -> bool:
    """The name tells what those were given: the verbs within it are part of it, and no mark parts them."""
    given = phrase("strangers.given").search(passage.key, at, end)
    return given is not None and not any(mark in passage.key[given.start() : end] for mark in ",;:")


def _breaks_off(passage: Line, at: int, end: int) -> bool:
    """A comma behind which no further doer, office or place of the name stands."""
    commas = re.finditer(r",\s", passage.text[at:end])
    behind = [at + comma.end() for comma in commas]
    return not all(passage.text[i].isupper() or phrase("strangers.goes_on").match(passage.key, i) for i in behind)


def _head(passage: Line, at: int) -> int | None:
    """Where the first words of the name end, capitals behind them taken along: what follows is no verb we know."""
    person = phrase("strangers.person").match(passage.text, at)
    found = person or phrase("strangers.doer").match(passage.key, at)
    if found is None or phrase("strangers.bare").fullmatch(found[0].lower()):
        return None
    end = _CAPITALS.match(passage.text, found.end())
    last = _without_aside(passage, end.end() if end else found.end())
    following = passage.text[last:].lstrip()
    return last if following[:1].islower() and last > found.start() else None


def _without_aside(passage: Line, at: int) -> int:
    """Behind a bracket within a name: "Đồng chí Lê Văn A (Phó ban) vẽ sơ đồ"."""
    plain = _PLAIN.match(passage.text, at)
    aside = _ASIDE.match(passage.text, plain.end()) if plain and len(plain[0].split()) <= _BEFORE_ASIDE else None
    return aside.end() if aside else at


def _beside(passage: Line, verbs: list[int]) -> int | None:
    """The second of two verbs, where nothing but the first stands before it."""
    for one, two in pairwise(verbs):
        if len(passage.text[one:two].split()) <= _INNER and "," not in passage.text[one:two]:
            return two
    return None


def _verbs(passage: Line, at: int, stop: int) -> Iterator[int]:
    """Offsets between `at` and `stop` where words of action begin, adverbs with them."""
    head = phrase("strangers.doer").match(passage.key, at)
    end, word = head.end() if head else at, at
    for gap in _GAP.finditer(passage.key, at, stop):
        start, before, word = gap.end(), word, gap.end()
        if start < end or phrase("strangers.inside").match(passage.key, before):
            continue
        if phrase("strangers.no_verb").match(passage.key, start):
            continue
        verb = verb_at(passage.key, start)
        if verb is not None and passage.text[start].islower():
            yield gap.start()
            end = verb_end(passage.key, verb)


def _subject(passage: Line, at: int, end: int, *, ordered: bool) -> Subject | None:
    if ordered and not phrase("strangers.person").match(passage.text, at):
        mentions = tuple(moved(m, at) for m in split_agencies(passage.names[at:end].rstrip(" :,")))
    else:
        mentions = tuple(_mention(passage, a, b) for a, b in _several(passage, at, end))
    if mentions:
        mentions, end = with_clause(passage, mentions, min(end, mentions[-1].end))
    start = behind(passage.text, end)
    if not passage.text[start:].strip() or not mentions:
        return None
    return Subject(mentions, start, ordered)


def _several(passage: Line, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Each doer of "Trưởng thôn, Bí thư chi bộ"; what follows a person's name is that person's office."""
    person = phrase("strangers.person").match(passage.text, at) is not None
    start = at
    for mark in _BETWEEN.finditer(passage.text, at, end):
        if not person and _is_doer(passage, mark.end()):
            yield start, mark.start()
            start = mark.end()
    yield start, end


def _mention(passage: Line, start: int, end: int) -> Mention:
    name = passage.names[start:end].rstrip(" :,")
    return Mention(name, start, start + len(name), open_name(name))


# Units and groups by their first word, people by their role


def role_behind(passage: Line) -> Subject | None:
    """A role behind a rhythm or a ground: "Hằng năm, Hiệu trưởng ban hành", "Căn cứ kế hoạch, giáo viên soạn"."""
    opened = phrase("units.before_role").match(passage.key)
    for mark in _COMMA.finditer(passage.key, 0, min(len(passage.key), _BEFORE_ROLE)) if opened else ():
        if not phrase("units.role").match(passage.key, mark.end()):
            continue
        found = role(passage.part(mark.end()))
        if found is None or verb_at(passage.key, mark.end() + found.start) is None:
            continue
        return Subject(tuple(moved(m, mark.end()) for m in found.mentions), 0, False)
    return None


def unit(passage: Line) -> Subject | None:
    """In a section that assigns work, what a short heading or the words before a colon call a unit or a group,
    though no list of bodies knows it: "Các khu dân cư", "Hạt Quản lý đê: kiểm tra ..."."""
    colon = passage.text.find(":")
    name = passage.names[:colon] if colon > 0 else passage.names.rstrip(" .;")
    person = phrase("units.person").match(passage.text) if colon > 0 else None
    if person and person.end() <= colon + 1 and verb_at(passage.key, colon + 1) is not None:
        return Subject(tuple(people(passage, colon)), behind(passage.text, colon), False)
    if code := phrase("units.code").match(passage.text):
        return _coded(passage, code.end("code"))
    if phrase("units.post").match(passage.key) and verb_at(passage.key, colon + 1) is not None:
        return Subject((Mention(name, 0, colon, open_name(name)),), behind(passage.text, colon), False)
    if not phrase("units.unit").match(passage.key) or len(name.split()) > 12 or verb_at(passage.key) is not None:
        return None
    if colon < 0 and (
        verb_in_small(passage.text, passage.key) or (passage.text.isupper() and verb_within(passage.key))
    ):
        return None  # "Hệ Quản lý Học viên" is a name
    mentions = split_agencies(name)
    return Subject(mentions, behind(passage.text, len(name)), False) if mentions else None


def _coded(passage: Line, end: int) -> Subject | None:
    """Codes alone in a heading, or before a colon and their work: "TCKT, QLKT:", "XNQLTT: sửa cống"."""
    start = behind(passage.text, end)
    if start < len(passage.text) and verb_at(passage.key, start) is None:
        return None
    return Subject(split_agencies(passage.names[:end]), start, False)


def people(passage: Line, end: int) -> Iterator[Mention]:
    """Each person of "Đ/c Tú, đ/c Hạnh"; what else stands behind a comma is the office of the one before it."""
    at = 0
    for mark in _NEXT_PERSON.finditer(passage.text, 0, end):
        if phrase("strangers.person").match(passage.text, mark.end()):
            yield _mention(passage, at, mark.start())
            at = mark.end()
    yield _mention(passage, at, end)


def named_unit(passage: Line) -> Subject | None:
    """In a text without such sections, a unit's proper name before a colon and its work: "Khoa Nội: tiếp nhận ..."."""
    found = unit(passage)
    words = passage.text.split(maxsplit=3)
    proper = len(words) > 1 and words[1][:1].isupper()
    return found if found and proper and verb_at(passage.key, found.start) is not None else None


def verb_in_small(words: str, key: str) -> bool:
    """A word in small letters, not the first, begins a verb of action. `key`: the same words to compare by."""
    gaps = (gap.end() for gap in re.finditer(r"\s+", key))
    return any(words[at : at + 1].islower() and verb_at(key, at) == at for at in gaps)


def verb_within(key: str) -> bool:
    """Some word but the first begins a verb of action: the words are a sentence, not a name."""
    return any(verb_at(key, gap.end()) == gap.end() for gap in re.finditer(r"\s+", key))


def _several_roles(name: str) -> tuple[Mention, ...]:
    """ "TPTĐ, GVCN", "tổ chuyên môn, tổ văn phòng": several roles; () if it is one, or a part is none."""
    parts = split_agencies(name) if "," in name else ()
    known = (phrase("units.role").match(fold(p.text)) or phrase("units.unit").match(fold(p.text)) for p in parts)
    return tuple(parts) if len(parts) > 1 and all(known) else ()


def role(passage: Line) -> Subject | None:
    """A person's or unit's role within the issuer: "Giáo viên chủ nhiệm rà soát ...", "Tổ trưởng chuyên môn: ..."."""
    known = phrase("units.role").match(passage.key)
    if not known:
        return None
    for end in (m.start() for m in re.finditer(r":|\s(?=\S)", passage.key[:_ROLE_LENGTH])):
        inner = phrase("units.no_role").search(passage.key, known.end(), end + 1)
        if inner and len(passage.text[: inner.start()].split()) <= _ROLE_WORDS:
            name = passage.text[: inner.start()]  # "Trưởng khu đến từng hộ vận động ..."
            return Subject((Mention(name, 0, len(name), open_name(name)),), len(name) + 1, False)
        start = behind(passage.text, end)
        if end >= known.end() and (passage.text[end] == ":" or verb_at(passage.key, start) is not None):
            name = passage.text[:end].rstrip(" :")
            if several := _several_roles(name):
                return Subject(several, start, False)
            named, last = with_clause(passage, (Mention(name, 0, len(name), open_name(name)),), len(name))
            return Subject(named, behind(passage.text, last), False)
    if len(passage.text.split()) < 7 and not any(c.isdigit() or c in ".;," for c in passage.text):
        name = passage.text.rstrip(" :.;")
        return Subject((Mention(name, 0, len(name), open_name(name)),), len(passage.text), False)
    return None
