"""Who issues an announced act: the body before the verb, without the signer's name and office; by the symbol where a
chairman or a deputy signs; with the province that headline, mark or text tells."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.agencies.names import open_name
from vnplans.extract.announced.article import places_named, province_spans
from vnplans.knowledge import rows
from vnplans.knowledge.bodies import Province
from vnplans.models import Agency, DocumentNumber
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = ["Speaker", "issuer_of", "may_issue", "named_by", "speaker_before", "without_person"]

_LONGEST_GAP = 90
_NAME = regex(rf"(?:\s(?:-\s)?[{CAPITALS}]\w*)+")
_CAPITAL = regex(rf"[{CAPITALS}]")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words that name who acts before a verb; offsets into the paragraph."""

    text: str
    start: int
    end: int
    reported: bool = False
    """It stands in a clause of time or in the passive: "sau khi UBND tỉnh ban hành ..."."""
    vague: bool = False
    """No body or office was found in the words."""


def speaker_before(text: str, start: int, verb: int, *, unknown: bool = False) -> Speaker | None:
    """Who stands before the verb at `verb` in the sentence that begins at `start`; None if other words do.
    `unknown`: a body that no list knows will do, though no "vừa", "đã" stands behind it."""
    zone = text[start:verb]
    key = fold(zone)
    tail = _adverbs(zone, key)
    cut = tail.start() if tail else len(key)
    zone = zone[:cut].rstrip(" ,")
    if not zone.strip():
        return Speaker("", start, start, vague=True)
    found = _on_behalf(zone) or _office(zone)
    two = _of_two_offices(zone, _office) if found is None else None
    found = found or two or _body(zone) or _place(zone) or _coordinated(text[start:verb])
    found = found or _unknown(zone, bool(tail) or unknown)
    if found is None:
        found = two = _of_two_offices(zone, _body)
    if found is None:
        mark = phrase("announced.prefix").match(zone)
        if mark and mark.end() >= len(zone) - 1:
            return Speaker("", start, start, vague=True)
        return None
    at, to = found
    reported = phrase("announced.reported").search(fold(text[start : start + at])) is not None
    return Speaker(zone[at:to], start + at, start + (len(zone) if two else to), reported)


def _adverbs(zone: str, key: str) -> re.Match[str] | None:
    """The words behind who acts: "vừa chỉ đạo", printed small; "Ban Chỉ đạo" is a name."""
    tail = phrase("announced.adverbs").search(key)
    while tail is not None and (name := _CAPITAL.search(zone, tail.start())):
        tail = phrase("announced.adverbs").search(key, name.end())
    return tail


def _gap(zone: str, end: int) -> bool:
    """What stands between the body and the verb is a person's name, a date, an aside."""
    rest = zone[end:]
    return len(rest) <= _LONGEST_GAP and phrase("announced.gap").fullmatch(rest) is not None


def _body(zone: str) -> tuple[int, int] | None:
    bodies = find_agencies(zone)
    while bodies:
        last = bodies[-1]
        before = bodies[-2] if len(bodies) > 1 else None
        if _gap(zone, last.end):
            if before is not None and phrase("announced.joint").fullmatch(fold(zone[before.end : last.start])):
                return before.start, before.end
            start = last.start
            if before is not None and not zone[before.end : last.start].strip():
                start = before.start
            return start, _zone_end(zone, last.text, last.end)
        bodies = bodies[:-1]
        if len(zone) - last.end > _LONGEST_GAP:
            break
    return None


def _zone_end(zone: str, name: str, end: int) -> int:
    """The name of a zone goes on behind the kind: "Ban Quản lý Khu kinh tế Dung Quất"."""
    more = _NAME.match(zone, end) if phrase("announced.zone_end").search(fold(name)) else None
    return more.end() if more else end


def _on_behalf(zone: str) -> tuple[int, int] | None:
    """ "Thay mặt Bộ Chính trị, Thường trực Ban Bí thư B ký": the act is of the body that he signs for."""
    found = phrase("announced.on_behalf").match(fold(zone))
    if found is None:
        return None
    words = zone[slice(*found.span("who"))]
    body = next(iter(find_agencies(words)), None)
    return found.span("who") if body is not None and body.start == 0 and body.end == len(words) else None


def _of_two_offices(zone: str, read: Callable[[str], tuple[int, int] | None]) -> tuple[int, int] | None:
    """ "Phó Thủ tướng B, Trưởng Ban Chỉ đạo chống bão, có công điện": the first of two offices, as `read` finds it."""
    second = phrase("announced.second_office").search(zone)
    return read(zone[: second.start()]) if second else None


def _office(zone: str) -> tuple[int, int] | None:
    """ "Phó Thủ tướng Chính phủ Trần Văn B", "Chủ tịch Hà Nội": an office that no list of bodies holds."""
    found = None
    for found in phrase("announced.head_of_state").finditer(zone):
        if _gap(zone, found.end()):
            return found.start(), found.end()
    return None


def _coordinated(zone: str) -> tuple[int, int] | None:
    """ "UBND tỉnh A đã họp bàn và ban hành": a first verb stands before the issuing one."""
    for body in reversed(find_agencies(zone)):
        if phrase("announced.coordinated").match(zone, body.end):
            return body.start, body.end
    return None


def _unknown(zone: str, told: bool) -> tuple[int, int] | None:
    """A body that no list knows, alone in its clause: "Ban Chỉ đạo phòng chống bão quận A vừa"."""
    if not told:
        return None
    found = phrase("announced.unknown_body").search(zone)
    if found is None or phrase("announced.no_body").search(fold(found["body"])):
        return None
    return found.span("body")


def _place(zone: str) -> tuple[int, int] | None:
    """ "Ninh Bình ban hành ...", "thành phố vừa ban hành": a place for its People's Committee."""
    found = phrase("announced.place").search(zone)
    if found is None:
        return None
    words = found["place"]
    bare_unit = phrase("announced.bare_unit").fullmatch(fold(words)) is not None
    if bare_unit or places_named(words):
        return found.span("place")
    return None


@cache
def _surname() -> re.Pattern[str]:
    return phrase("announced.person")


def without_person(words: str) -> str:
    """The body without the name of its head behind it: "Chủ tịch UBND tỉnh A Trần Văn B" -> "Chủ tịch UBND tỉnh A"."""
    places = province_spans(words)
    whole = next((b for _, b in places if _NAMED_PERSON.fullmatch(words, b)), None)
    if whole is not None and phrase("announced.of_province").search(fold(words[:whole])):
        return words[:whole]
    starts: list[int] = []
    for found in _surname().finditer(words):
        at = found.start()
        before = fold(words[:at]).rstrip()
        if not before or any(a <= at < b for a, b in places):
            continue
        unit = phrase("announced.unit_before").search(before)
        long = len(words[at:].split()) > 2
        if unit is None or (unit["city"] and long):
            starts.append(at)
    if len(starts) > 1 and phrase("announced.unit_before").search(fold(words[: starts[0]]).rstrip().rpartition(" ")[0]):
        starts = starts[1:]  # a place of two syllables, of which the second is a surname too
    return words[: starts[0]].rstrip(" ,-") if starts else words


_NAMED_PERSON = regex(rf"(?:\s[{CAPITALS}][\w'’]*){{2,5}}")
"""A name behind a province's: "UBND tỉnh Gia Lai Rơ Chăm H"."""
_ABBREVIATED = regex(r"\s*\((?:[A-ZĐ&]{2,}[^()]{0,8}|sau đây[^()]*|gọi tắt[^()]*)\)")
"""The short form of a name in brackets: "Ủy ban nhân dân (UBND) tỉnh"."""


def named_by(words: str, province: str | None) -> Agency | None:
    """The body that a speaker's words name: its office and its head's name taken off; a place is its committee."""
    words = without_person(words.strip(" ,"))
    words = phrase("announced.kept_head").sub("", words)
    if phrase("announced.head_of_state").match(words):
        return open_name("Thủ tướng Chính phủ").model_copy(update={"text": words})
    body = _ministry(words) or _ABBREVIATED.sub("", phrase("announced.office").sub("", words))
    body = body[: term.start()] if (term := phrase("announced.term").search(fold(body))) else body
    opened = phrase("announced.city").sub("thành phố Hồ Chí Minh", body)
    place = phrase("announced.place").fullmatch(opened)
    if (place is not None or not opened) and (committee := _committee(words, opened, province)) is not None:
        return committee
    agency = open_name(opened[:1].upper() + opened[1:], province)
    return agency.model_copy(update={"text": words, "name": _settled(agency.name, province)})


def _ministry(words: str) -> str | None:
    """ "Bộ trưởng Y tế" is the head of "Bộ Y tế"."""
    head = phrase("announced.minister").match(fold(words))
    name = f"Bộ {words[head.end() :]}" if head else ""
    return name if head and open_name(name).level == "ministry" and find_agencies(name) else None


def _settled(name: str, province: str | None) -> str:
    """The central committee of an association is not the Party's; "Tỉnh ủy" alone is that of the page's province."""
    name = phrase("announced.association").sub("Trung ương ", name)
    return f"{name} {province}" if province and fold(name).endswith(("tỉnh ủy", "thành ủy")) else name


def _committee(words: str, place: str, province: str | None) -> Agency | None:
    named = places_named(place)
    if named:
        kind = next(row.kind for row in rows(Province) if row.name == named[0])
        name = f"Ủy ban nhân dân {kind} {named[0]}"
    elif phrase("announced.bare_unit").fullmatch(fold(place)):
        unit = fold(place)
        name = f"UBND {unit}"
    else:
        return None
    agency = open_name(name, province)
    return agency.model_copy(update={"text": words})


def issuer_of(  # noqa: PLR0913 - what the sentence, the symbol and the page say
    speaker: Speaker | None,
    of: str | None,
    number: DocumentNumber | None,
    province: str | None,
    *,
    sentence: str = "",
    page: str = "",
) -> Agency | None:
    """The issuer: the body behind "của", else that of the symbol where state heads sign, else the speaker's.

    `sentence`: the words before the act, where the body of a symbol may stand beside another office of its head;
    `page`: the page's words, headline first, where a bare "UBND huyện" finds its name.
    """
    agency = named_by(of, province) if of else None
    if agency is None and speaker is not None and speaker.text:
        agency = named_by(speaker.text, province)
    by_symbol = _of_symbol(number)
    if by_symbol is not None and not of:
        return by_symbol.model_copy(update={"text": agency.text if agency else by_symbol.text})
    if agency is None:
        return _of_code(number, province)
    if _is_committee_symbol(number) and not fold(agency.name).startswith(("ủy ban nhân dân", "hội đồng nhân dân")):
        signing = next((m for m in find_agencies(sentence) if fold(m.agency.name).startswith("ủy ban nhân dân")), None)
        by_code = named_by(signing.text, province) if signing else _of_code(number, province)
        agency = by_code.model_copy(update={"text": agency.text}) if by_code else agency
    return _council(_whole(agency, page), number)


def may_issue(speaker: Speaker | None, number: DocumentNumber | None, *, of: bool) -> bool:
    """ "Theo Công văn số 12/UBND-KT, UBND tỉnh yêu cầu ...": the symbol may be that of the body that orders. An act
    that the page says to be of a body (`of`) is cited."""
    if of or speaker is None or not speaker.text or number is None:
        return False
    said = fold(speaker.text)
    own = fold(getattr(named_by(speaker.text, None), "name", ""))
    by_symbol = _of_symbol(number) or _of_code(number, None)
    if by_symbol is not None:
        return fold(by_symbol.name) in (said, own)
    department = _department(number)
    if department is not None:
        return own.startswith(fold(department.name))
    committee = phrase("announced.committee").search(said) is not None
    return committee == ((number.issuer_code or "").upper().startswith("UBND"))


def _department(number: DocumentNumber) -> Agency | None:
    """The department of a province that a symbol names: "SXD", "SYT"."""
    code = re.split(r"[-/]", number.issuer_code or "", maxsplit=1)[0]
    agency = open_name(code) if code[:1] == "S" and len(code) > 2 and code.isupper() else None
    return agency if agency is not None and agency.level == "province" else None


def _is_committee_symbol(number: DocumentNumber | None) -> bool:
    """A plain "/KH-UBND": the People's Committee issued, whoever is named."""
    return number is not None and (number.issuer_code or "").upper() == "UBND" and number.type_code is not None


def _whole(agency: Agency, page: str) -> Agency:
    """ "UBND huyện" of a page that names one district only."""
    unit = phrase("announced.unit_end").search(fold(agency.name))
    if unit is None:
        return agency
    names = re.findall(rf"\b{unit['unit']} ([{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{0,3}})", page, re.IGNORECASE)
    names = [n for n in names if n[:1].isupper()]
    if not names:
        return agency
    best = without_person(max(names, key=lambda n: (names.count(n), -names.index(n))))
    return agency.model_copy(update={"name": f"{agency.name} {best}"})


@cache
def _heads() -> dict[str, str]:
    return {"TTG": "Thủ tướng Chính phủ", "CP": "Chính phủ", "VPCP": "Văn phòng Chính phủ", "QH": "Quốc hội"}


def _of_symbol(number: DocumentNumber | None) -> Agency | None:
    """The body of a symbol of the state's heads, whoever signs: a deputy signs "/QĐ-TTg" and "/NQ-CP" alike."""
    code = (number.issuer_code or "").upper() if number else ""
    first = re.split(r"[-/\d]", code, maxsplit=1)[0]
    name = _heads().get(first)
    return open_name(name) if name else None


def _of_code(number: DocumentNumber | None, province: str | None) -> Agency | None:
    """The body of a symbol alone, where the sentence names none: "UBND" in the page's province, "BYT"."""
    code = re.split(r"[-/]", number.issuer_code or "", maxsplit=1)[0] if number else ""
    if code in ("UBND", "HĐND"):
        if province is None:
            return None
        kind = next(row.kind for row in rows(Province) if row.name == province)
        return open_name(f"{code} {kind} {province}", province).model_copy(update={"text": code})
    if code[:1] == "B" and len(code) > 2:
        agency = open_name(code)
        return agency if agency.level == "ministry" else None
    return None


def _council(agency: Agency, number: DocumentNumber | None) -> Agency:
    """The People's Council and its Committee share head and place: the symbol says which one issued."""
    code = (number.issuer_code or "").upper() if number else ""
    if code.startswith("UBND") and agency.name.startswith("Văn phòng Ủy ban nhân dân "):
        return agency.model_copy(update={"name": agency.name.removeprefix("Văn phòng ")})  # he signs by order
    for sign, name, other in (
        ("UBND", "Ủy ban nhân dân", "Hội đồng nhân dân"),
        ("HĐND", "Hội đồng nhân dân", "Ủy ban nhân dân"),
    ):
        if code == sign and agency.name.startswith(f"{other} "):
            return agency.model_copy(update={"name": f"{name}{agency.name[len(other) :]}"})
    return agency
