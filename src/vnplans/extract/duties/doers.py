"""Agencies with their evidence; the doers that a heading hands down, the partners that a duty names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from vnplans.extract.agencies.ends import goes_on_by_trade
from vnplans.extract.agencies.lists import beside, coordinating, may_begin
from vnplans.extract.agencies.names import Mention, split_agencies
from vnplans.extract.duties.leading import mentions_at
from vnplans.extract.duties.strangers import Subject, moved
from vnplans.extract.duties.subject import also_asked, subject
from vnplans.extract.findings import Head, Voice
from vnplans.extract.line import Line
from vnplans.extract.orders.sentences import sentences
from vnplans.extract.orders.verbs import opens_with_order, verb_at
from vnplans.models import Agency
from vnplans.pages import Pages, Quote
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Body", "Role", "bodies", "doers_of", "heading_subject", "named", "partners", "time_behind", "without_count"]


_TOGETHER = regex(r"(?:cùng(?: với)?)\s+")
_COUNT = regex(r"\s*\(\s*\d[^)]*\)?[\s:.;]*$")


@dataclass(frozen=True)
class Body:
    """An agency and where it was read."""

    agency: Agency
    quotes: tuple[Quote, ...]


def without_count(passage: Line) -> Line:
    """A heading without the count of what stands below it: "Thanh tra Sở (6 nhiệm vụ):"."""
    return passage.part(0, len(_COUNT.sub("", passage.text)))


def heading_subject(passage: Line, head: Head) -> Subject | None:
    """The doers that a heading or lead-in hands down to what stands under it: those of its last sentence."""
    spans = sentences(passage.text) or [(0, 0)]
    go_on = len(spans) > 1 and phrase("prose.go_on").search(passage.key) is not None
    last = spans[-2:-1] if go_on else spans[-1:]  # "Nhà trường xây dựng kế hoạch. Cụ thể như sau:"
    shift = last[0][0]
    words = without_count(passage.part(shift, last[0][1] if go_on else None))
    found = subject(words, head.voice)
    if not found:
        return None
    if (asked := _asked_behind(words, found, head)) is not None:
        return Subject(tuple(moved(m, shift) for m in asked.mentions), len(passage.text), True)
    body = words.names.rstrip(" :.;")
    to_do = phrase("doers.to_do").search(words.key, 0, len(body))
    body = body[: to_do.start()] if to_do else body
    at, rest = found.mentions[0].start, words.key[found.mentions[-1].end : len(body)].strip(" :.;,")
    if len(body) - at < 160 and _runs_on(found, rest):
        voice = head.voice
        whole = split_agencies(body[at:], province=voice.province, host=voice.host, on=voice.on)
        found = Subject(tuple(moved(m, at) for m in whole), len(words.text), found.ordered)
    return Subject(tuple(moved(m, shift) for m in found.mentions), found.start + shift, found.ordered)


def _asked_behind(words: Line, found: Subject, head: Head) -> Subject | None:
    """ "Sở Nội vụ gửi kèm biểu mẫu và đề nghị các xã thực hiện:": whom the issuer asks, behind what it does itself."""
    if found.ordered or not words.text.endswith(":") or not all(head.is_issuer(m.agency) for m in found.mentions):
        return None
    return also_asked(words, found, head.voice)


def _runs_on(found: Subject, rest: str) -> bool:
    """The name goes on to the end of the heading: "Các cơ quan, đơn vị được kiểm tra"."""
    if fold(found.mentions[-1].text).endswith(" được"):
        return True
    sentence = any(c in ":;" or c.isdigit() for c in rest)
    if goes_on_by_trade(rest):
        return True
    return bool(rest) and not sentence and verb_at(rest) is None and not phrase("doers.ground").match(rest)


def partners(passage: Line, head: Head) -> tuple[Mention, ...]:
    """The agencies that a duty is done together with."""
    voice = head.voice
    found = coordinating(passage.names, province=voice.province, host=voice.host, on=voice.on)
    if found:
        return _with_those_before(passage, found, voice)
    small = phrase("doers.small").search(passage.text)
    if small and (listed := mentions_at(passage.names, small.end(), voice, ordered=True)):
        return listed
    together = _TOGETHER.match(passage.key) or phrase("doers.together").search(passage.key)
    together = together or phrase("doers.beside").search(passage.key)
    if together:
        listed = mentions_at(passage.names, together.end(), voice)
        return listed or beside(passage.names, together.end(), province=voice.province, host=voice.host, on=voice.on)
    helps = phrase("doers.helps").search(passage.key) or phrase("doers.helps_within").search(passage.key)
    if not helps:
        return ()
    at = helps.start("who")
    listed = mentions_at(passage.names[: helps.end("who")], at, voice)
    if listed or not passage.text[at].isupper():
        return listed
    return tuple(moved(m, at) for m in split_agencies(passage.names[at : helps.end("who")]))


def _with_those_before(passage: Line, found: tuple[Mention, ...], voice: Voice) -> tuple[Mention, ...]:
    """ "chủ trì, cùng với Công an, phối hợp với Đường sắt": those behind "cùng với" help too."""
    together = phrase("doers.together").search(passage.key, 0, found[0].start)
    before = mentions_at(passage.names, together.end(), voice) if together else ()
    return before + found if before and before[-1].end <= found[0].start else found


def bodies(pages: Pages, passage: Line, mentions: Sequence[Mention], rule: str) -> tuple[Body, ...]:
    """The mentions with their evidence."""
    return tuple(Body(m.agency, passage.quotes(pages, rule, m.start, m.end)) for m in mentions)


def named(found: tuple[Body, ...], above: Sequence[Body]) -> tuple[Body, ...]:
    """ "Trung tâm", "Sở" alone mean the body of that sort that the heading above names."""
    return tuple(_full(body, above) for body in found)


def _full(body: Body, above: Sequence[Body]) -> Body:
    short = fold(body.agency.text)
    if len(short.split()) > 2:
        return body
    return next((b for b in above if fold(b.agency.text).startswith(f"{short} ")), body)


# Cells and label lines: who leads, who works with them

Role = Literal["lead", "with", "both"]

# A cell that points elsewhere names no doer: "Theo phân công tại Quyết định số ..."
_NO_DOER = regex(r"(?:theo|như|căn cứ|xem)\b")
_BY = regex(r"do\s+(?=\w)")
_BEFORE_TIME = regex(r"(?<=[^\W\d])\s*(?:[,;(]|\s[-\u2013]\s)\s*")
_LIST_MARK = regex(r"[,;]\s+")
_FEWEST_WORDS = 4
"""Words of a duty behind the name of its doer in a cell."""
_AGAIN = regex(r"\s*/\s*(?P<name>[A-Za-z&,'. -]{4,80}?)[\s.]*(?:;|$)")
# Letters and clusters that no Vietnamese syllable has
_FOREIGN = regex(r"[fjwz]|ee|(?:[bdklqrsv]|th)\b|[rnscl]t|r[mdk]|tion|nce\b")
# In a cell of those who lead and those who help
_HELPERS = regex(r"(?<=\S)\s*\((?P<who>[^()]+)\)[\s.;]*$")
_WITH_BEHIND = regex(r"\s+(?:cùng )?phối hợp(?:\s+thực hiện)?[\s.;]*$")


def doers_of(pages: Pages, head: Head, words: Line, role: Role, rule: str) -> tuple[tuple[Body, ...], tuple[Body, ...]]:
    """The leads and the partners that a cell or label line names; `rule` says where: "cell", "label_line"."""
    leads: tuple[Body, ...] = ()
    with_: tuple[Body, ...] = ()
    if _NO_DOER.match(words.key):
        return leads, with_
    by = _BY.match(words.key)
    words = words.part(by.end()) if by else words
    behind = time_behind(words)
    words = words.part(0, len(words.text[: behind[0]].rstrip(" ,;(-\u2013"))) if behind else words
    for part, part_role in (pair for own in _own_language(words) for pair in _parts(own, role)):
        voice = head.voice
        whole = _before_work(part, head) or split_agencies(
            part.names, province=voice.province, host=voice.host, on=voice.on
        )
        mentions = _with_offices(part, [m for m in whole if any(c.isalpha() for c in m.text)])
        if part_role == "with":
            with_ += bodies(pages, part, mentions, f"coordinating_agencies.{rule}")
        else:
            leads += bodies(pages, part, mentions, f"lead_agencies.{rule}")
    return leads, with_


def time_behind(words: Line) -> tuple[int, int] | None:
    """Where a time stands behind the names of a cell, a mark before it: "Phòng Tài chính, tháng 7"."""
    for mark in reversed(list(_BEFORE_TIME.finditer(words.key))):
        rest = words.key[mark.end() :].rstrip(" .;)")
        if phrase("rows.noted_time").fullmatch(rest):
            return mark.end(), mark.end() + len(rest)
    return None


def _with_offices(words: Line, found: Sequence[Mention]) -> list[Mention]:
    """A person and his office behind a dash or comma are one doer: "Bà Diệu - Chủ tịch Hội Phụ nữ", "Đ/c Nam, PCT UBND
    xã"."""
    out: list[Mention] = []
    for mention in found:
        before = out[-1] if out else None
        if before and _is_office(before.text, words.text[before.end : mention.start].strip(), fold(mention.text)):
            text = words.text[before.start : mention.end]
            agency = before.agency.model_copy(update={"text": text, "name": text})
            out[-1] = Mention(text, before.start, mention.end, agency)
        else:
            out.append(mention)
    return out


def _is_office(person: str, mark: str, said: str) -> bool:
    """What stands behind a person's name and the mark is that person's office."""
    if not phrase("doers.titled").fullmatch(fold(person)):
        return False
    named = mark == "," and ")" not in person and phrase("doers.office").match(said) is not None
    return mark in ("-", "\u2013") or named


def _before_work(words: Line, head: Head) -> tuple[Mention, ...]:
    """The bodies of a cell that is a sentence: "Giao Sở Tài chính tham mưu bố trí kinh phí"; () if it is none."""
    order = opens_with_order(words.key)
    found = mentions_at(words.names, order or 0, head.voice, ordered=order is not None)
    rest = words.key[found[-1].end :] if found else ""
    if not rest.startswith(" ") or len(rest.split()) < _FEWEST_WORDS or (found[-1].agency.group and order is None):
        return ()  # a name that goes on: "Hội đồng cấp Nhà nước", "Các đơn vị sử dụng ngân sách"
    mark = _LIST_MARK.search(rest)
    if mark and len(rest[: mark.start()].split()) < _FEWEST_WORDS and may_begin(rest, mark.end()):
        return ()  # "Phòng Khảo thí và Đảm bảo chất lượng giáo dục, Đoàn Thanh niên"
    return found if verb_at(rest) is not None and not goes_on_by_trade(rest.rstrip(" .;")) else ()


def _own_language(words: Line) -> Iterator[Line]:
    """The words without a name given again in another language: "Phòng Cây xanh / Green Office"."""
    at = 0
    for again in _AGAIN.finditer(words.text):
        if _FOREIGN.search(again["name"].lower()):
            yield words.part(at, again.start())
            at = again.end()
    if not at or words.text[at:].strip(" ;.,"):
        yield words.part(at)


def _parts(words: Line, role: Role) -> Iterator[tuple[Line, Role]]:
    """ "Chủ trì: A; phối hợp: B" · "A chủ trì, phối hợp với B" · "A; B phối hợp" · "A (tham khảo ý kiến B)",
    "A (chủ trì), B (phối hợp)", "A/ B"."""
    first: Role = "with" if role == "with" else "lead"
    marks = list(phrase("roles.mark").finditer(words.key))
    if marks:
        if marks[0].start() > 2:
            before = words.part(0, marks[0].start())
            leads = phrase("roles.leads_behind").search(before.key)  # "A chủ trì, phối hợp: B"
            yield before.part(0, leads.start() if leads else None), first
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            yield words.part(mark.end(), following.start() if following else None), "with" if mark["with"] else "lead"
        return
    each = list(phrase("roles.each").finditer(words.key))
    if each:
        for start, role_mark in zip([0, *(m.end() for m in each)], each, strict=False):
            yield words.part(start, role_mark.start()), "with" if role_mark["with"] else first
        if words.key[each[-1].end() :].strip(" .;"):
            yield words.part(each[-1].end()), "with"
        return
    bracket = phrase("roles.bracket").search(words.key)
    if bracket:
        yield words.part(0, bracket.start()), first
        yield words.part(*bracket.span("who" if bracket["who"] is not None else "who_")), "with"
        return
    yield from _in_words(words, first, role)


def _in_words(words: Line, first: Role, role: Role) -> Iterator[tuple[Line, Role]]:
    then = phrase("roles.then_with").search(words.key) if first == "lead" else None
    behind = _WITH_BEHIND.search(words.key) if first == "lead" else None
    slash = words.text.find("/")
    if behind:
        cut = max(words.text.rfind(mark, 0, behind.start()) for mark in (";", "\u2022", ". ")) + 1
        leader = phrase("roles.leads_first").search(words.key, 0, behind.start())
        cut = leader.end() if leader else cut
        yield words.part(0, leader.start() if leader else cut), first
        yield words.part(cut, behind.start()), "with"
    elif then and then.start() > 2:
        yield words.part(0, then.start()), first
        yield words.part(then.end()), "with"
    elif role == "both" and (helpers := _HELPERS.search(words.text)):
        yield words.part(0, helpers.start()), "lead"
        yield words.part(*helpers.span("who")), "with"
    elif role == "both" and slash > 0 and words.text.count("/") == 1:
        yield words.part(0, slash), "lead"
        yield words.part(slash + 1), "with"
    else:
        leads = phrase("roles.leads_behind").search(words.key)
        yield words.part(0, leads.start() if leads else None), first
