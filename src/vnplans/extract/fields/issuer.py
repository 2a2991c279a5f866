"""Cơ quan ban hành: the issuer, its parent body, and further issuers of a joint act.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2: the parent body's line is not bold, the issuer's is; "ỦY BAN NHÂN DÂN" over
"TỈNH X" is one name, not two bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from vnplans.extract.agencies.cursor import cursor, head
from vnplans.extract.agencies.grammar import body
from vnplans.extract.agencies.lexicon import lexicon
from vnplans.extract.agencies.lists import find_agencies, open_name
from vnplans.extract.agencies.tokens import tokens
from vnplans.extract.fields.bodies import begins_body, province_in
from vnplans.extract.fields.issued import place
from vnplans.extract.fields.issuer_scanned import may_name, without_scraps, witnessed
from vnplans.extract.fields.number import letterhead_number
from vnplans.extract.fields.number_scanned import smudged_number
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.mend import mend_name
from vnplans.extract.numbers import is_joint_code, number_line, set_up_by
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.tables import Province
from vnplans.landmarks import (
    SUBJECT,
    annex_label,
    begins,
    begins_exactly,
    is_mark,
    is_motto,
    is_rule,
    is_whole,
    leads_to,
    motto_at,
    type_end,
    words,
)
from vnplans.models import Agency
from vnplans.pages import Quote
from vnplans.regex import regex
from vnplans.text import CAPITALS, bare, fold

__all__ = ["co_issuers", "enclosing_issuer", "letterhead_issuer"]

_NUMBERED = regex(r"^\W*so\s?[:.;].*[\d/]|^\W*so\s?[:.;]\s*[a-z]+-[a-z]|^\W*so .*\d|/\s?[a-z]{1,6}\s?-\s?[a-z]{2,}")
"""A number line, well or badly read; on text without marks."""
_MARKS = ("draft", "urgency", "secrecy", "restricted", "paper")
_OFFICE = regex(r"\W*sở\b")
_NAMED_WITHIN = 12
"""Blocks of the text in which an act names its own issuer."""
_LONGEST = 160
"""Letters of a name over one line."""
_SENTENCE = 5
"""Words of a line in small letters that make it a sentence beside a letterhead in capitals."""
_DIGITS = regex(r"\d{3}")
_CELL = "chi bộ"
_COUNCIL, _PARTY, _BRANCH = "hội đồng nhân dân", "đảng", "chi nhánh"
# In a joint act the bodies stand side by side: "BỘ A - BỘ B"
_JOINT = regex(rf"\s+-\s+(?=[{CAPITALS}])")


@dataclass(frozen=True, slots=True)
class _Name:
    """A body's name over one or more letterhead lines; `text` is mended where OCR read it."""

    text: str
    quotes: tuple[Quote, ...]
    read: str | None = None
    """What was read, where witnesses spell it otherwise."""


# The lines of the letterhead that name bodies


def _own_end(text: str) -> int:
    """Where the left column's words end on a line that holds the motto beside them."""
    motto = motto_at(text)
    return len(text) if motto is None else len(text[:motto].rstrip())


def _line(layout: Layout, index: int) -> str:
    """The words of a line without the motto beside it, mended where they were recognised from a picture."""
    block = layout.block(index)
    text = block.text[: _own_end(block.text)] or block.text
    return text if block.confidence is None else mend_name(without_scraps(text))


_SURE = 0.85
"""Confidence that a scanned line needs whose words begin no body that the tables know."""


def _issuer_lines(layout: Layout) -> list[int]:
    """The letterhead's lines above the number that name a body, without rules, motto and V/v."""
    out: list[int] = []
    received: list[int] = []
    for index in sorted((*layout.left, *layout.right)):
        block = layout.block(index)
        end = _own_end(block.text)
        if index in layout.right and not 3 < end < len(block.text):
            continue  # both columns on one line are the only words of a body there
        typed = block.confidence is None
        if SUBJECT.match(block.text):
            break
        if (block.label or "").strip(" .-+*\u2022\u2013") == "" and block.label:
            continue  # a bullet: an entry of a page's menu
        if _is_number(block.text, typed=typed):
            if out:
                break
            continue  # above every body: the heading of a page that shows the act
        if is_rule(block) or (is_motto(block) and not block.text[:end].strip(" -*_")):
            continue
        if typed and is_whole(block.text, "arrival"):
            received, out = received or out, []  # above the stamp of a letter's arrival stands who received it
            continue
        if out and typed and _NUMERAL.fullmatch(block.text.strip()) and _numbered_unit(layout.block(out[-1]).text):
            out.append(index)
            continue
        if _not_issuer(block.text, typed=typed) or not (typed or may_name(block)):
            continue
        out.append(index)
    return out or received


_NUMERAL = regex(r"\d{1,3}|[IVX]{1,5}")


def _numbered_unit(text: str) -> bool:
    """Does a line end with a word that a number must follow: "ĐỘI QUẢN LÝ THỊ TRƯỜNG SỐ" over "4"?"""
    return fold(text).rpartition(" ")[2] in words("numbered")


def _is_number(text: str, *, typed: bool) -> bool:
    """A number line, also with the type before it: "Luật số: 27/2023/QH15"; in print "SỞ Y TẾ QUẬN 1" is none."""
    if typed and set_up_by(text):
        return False  # "ĐOÀN KIỂM TRA THEO QĐ SỐ 88/QĐ-TTT"
    kind = type_end(text)
    number = text[kind:].lstrip() if kind else text
    if number_line(number):
        return True
    return bool(_NUMBERED.search(bare(number))) and not (typed and _OFFICE.match(fold(number)))


def _not_issuer(text: str, *, typed: bool) -> bool:
    """A stamp, a mark, an annex label, half a motto; typed words must have their tones: "MẶT TRẬN" is no "MẬT"."""
    line = text.strip(" (*)-:.")
    if typed:
        mark = begins_exactly(line, "no_body") or (is_mark(text) and begins_exactly(line, *_MARKS))
    else:
        mark = begins(line, "no_body", "draft", "urgency", "secrecy")
    return (
        mark
        or not any(c.isalpha() for c in text)
        or is_whole(text.strip(" -*_."), "motto_piece")
        or bool(annex_label(text))
        or (len(text) > _LONGEST and not text.isupper())
    )


def _names(layout: Layout) -> list[_Name]:
    """The bodies named in the letterhead, upper first."""
    groups: list[list[int]] = []
    for index in _issuer_lines(layout):
        if groups and _continues(layout, groups[-1], index):
            groups[-1].append(index)
        elif _names_body(layout, index):
            groups.append([index])
    if any(begins_body(_line(layout, group[0])) for group in groups):  # the others are scraps, stamps, half a line
        groups = [group for group in groups if begins_body(_line(layout, group[0]))]
    out = []
    for group in groups:
        quotes = []
        for index in group:
            text = layout.block(index).text
            end = _own_end(text) if _own_end(text) > 3 else len(text)
            if text[:end].strip(" -*_"):
                quotes.append(layout.pages.quote(index, 0, end, rule="issuer.letterhead"))
        read = any(layout.block(i).confidence is not None for i in group)
        printed = " ".join(q.text for q in quotes).strip(" -*_")
        text = mend_name(without_scraps(" ".join(_line(layout, i) for i in group))) if read and quotes else printed
        if text:
            text = " ".join(text.replace(":", " ").split())
            spelt = witnessed(text, layout) if read else text
            out += [_Name(part, tuple(quotes), None if bare(spelt) == bare(text) else text) for part in _parted(spelt)]
    return out


def _parted(text: str) -> tuple[str, ...]:
    """A body and the one below it that a line gives without a break: "BỘ TÀI CHÍNH TỔNG CỤC HẢI QUAN"."""
    c = cursor(text, loose=False)
    above = body(c, 0)
    if above is None or not above.closed or above.end >= len(c.t) - 1:
        return (text,)
    below = head(c, above.end)
    if below is None or body(c, above.end) is None:
        return (text,)
    return text[: c.t.ends[above.end - 1]], text[c.t.starts[above.end] :]


def _continues(layout: Layout, group: Sequence[int], index: int) -> bool:
    """Does a line go on with the name above it?"""
    before = layout.block(group[-1])
    key = bare(_line(layout, index)).lstrip(" -")
    if before.text.rstrip().endswith(("-", ",", "VÀ", "và", "&", "CÁC")) or key.startswith(("va ", "- ", "& ")):
        return True
    above = " ".join(bare(_line(layout, i)) for i in group)
    together = leads_to(f"{above} {key}", "half", "chairman")
    if together == len(above) + 1 or is_whole(above, "open_head"):
        return True
    line = _line(layout, index)
    if before.confidence is not None and before.text.isupper() and line.islower():
        return False  # the subject of a letter, below a number line that was lost
    if before.confidence is None and _cuts_a_word(" ".join(layout.block(i).text for i in group), line):
        return True
    return not (begins_body(line) or _is_sentence(before.text, line) or _is_whole_before(layout, group, line))


def _cuts_a_word(above: str, line: str) -> bool:
    """Does a narrow column part a word: "BỘ NÔNG NGHIỆP VÀ MÔI" over "TRƯỜNG"? The place "XÃ AN THỊ" lacks nothing."""
    if _unit().search(open_name(above).name):
        return False
    t, last = tokens(f"{above} {line}"), len(tokens(above)) - 1
    return last > 1 and any(end > last + 1 for end, _ in lexicon().common.all_at(t, last))


def _is_whole_before(layout: Layout, group: Sequence[int], line: str) -> bool:
    """Words behind a committee with its place are no more of its name, unless they may be the rest of that place."""
    name = open_name(" ".join(_line(layout, i) for i in group)).name
    if not begins(name, "council", "committee") or not _unit().search(name):
        return False
    t, common = tokens(line), lexicon().common
    return any(common.end(t, i) > i + 1 for i in range(len(t)))


def _is_sentence(above: str, line: str) -> bool:
    """Words in small letters below a body in capitals: a note, an address, a year."""
    return (
        above.isupper()
        and not line.isupper()
        and (len(line.split()) >= _SENTENCE or ":" in line or bool(_DIGITS.search(line)))
    )


def _names_body(layout: Layout, index: int) -> bool:
    """Does a line that begins a name begin as bodies do? On a picture, read with faults, one in capitals may."""
    block = layout.block(index)
    read = block.confidence is not None and block.confidence >= _SURE and block.text.isupper()
    return (read and len(block.text.split()) > 1) or begins_body(_line(layout, index))


# The issuer


def letterhead_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """The lowest body of the letterhead, with the body above it as parent and the province completed from it."""
    names = _names(layout)
    if not names:
        yield from _unknown(layout)
        return
    joint = _joint_bodies(layout, names)
    if joint:
        yield Found(open_name(joint[0].text), joint[0].quotes)
        return
    parent = names[-2] if len(names) > 1 and (not _is_joint(names[-2].text) or _is_both(names[-2].text)) else None
    where, where_quotes = _printed_place(layout)
    hidden = _named_by_symbol(layout, names[-1])
    if hidden:
        yield hidden
        return
    above = names[-3].text if len(names) > 2 and not _is_joint(names[-3].text) else None
    agency = _attach_place(names[-1].text, parent.text if parent else None, where, above)
    quotes = (*names[-1].quotes, *(parent.quotes if parent else ()))
    parts = {"parent": parent.quotes} if parent else {}
    if where and agency.province and not any(fold(where) in fold(n.text) for n in names):
        quotes = (*quotes, *where_quotes)
    printed = " ".join(q.text for q in names[-1].quotes)
    if fold(agency.name) in words("council"):
        yield from _of_the_text(layout, names[-1])
        return
    yield Found(agency.model_copy(update={"text": printed}), quotes, parts)
    for name in names[-2:]:
        if name.read:
            why, why_en = f"tên cơ quan đọc là {name.read}, sửa thành {name.text}", f"the name was read as {name.read}"
            yield Near("issuer_mended", why, why_en, name.quotes[0], "review", (name.read,))


def _of_the_text(layout: Layout, printed: _Name) -> Iterator[Finding[Agency]]:
    """Half a name, "ỦY BAN NHÂN DÂN": the text behind the letterhead may name the committee with its place."""
    start = max(printed.quotes[-1].block + 1, layout.extent[0])
    for index in range(start, min(layout.extent[1], layout.body[0] + _NAMED_WITHIN)):
        for named in find_agencies(layout.block(index).text):
            name = named.agency.name
            if fold(name).startswith(fold(open_name(printed.text).name)) and _unit().search(name):
                quote = layout.pages.quote(index, named.start, named.end, rule="issuer.named_in_text")
                yield Found(named.agency.model_copy(update={"text": printed.text}), (*printed.quotes, quote))
                return
    yield Near("unknown_issuer", f"tên cơ quan chưa đủ: {printed.text}", "half a name", printed.quotes[0], "review")


def _unknown(layout: Layout) -> Iterator[Near]:
    """A letterhead whose lines begin no body that the tables know: a title, a note or a body with a name of its own."""
    for index in _issuer_lines(layout)[:1]:
        quote = layout.pages.quote(index, 0, len(layout.block(index).text), rule="issuer.letterhead")
        yield Near("unknown_issuer", f"không rõ có phải tên cơ quan: {quote.text}", "no body known", quote, "review")


def _named_by_symbol(layout: Layout, printed: _Name) -> Found[Agency] | None:
    """The department that the symbol names ("300/STTTT-CNTT") where the scanner lost its line below the committee's."""
    if not fold(printed.text).startswith(("ubnd", "ủy ban nhân dân")):
        return None
    for finding in (*smudged_number(layout), *letterhead_number(layout)):
        if not isinstance(finding, Found) or finding.value.type_code:
            continue
        code = finding.value.issuer_code or ""
        agency = open_name(code) if re.fullmatch(r"S[A-ZĐ&]{2,}", code) else None
        if agency and agency.name.startswith("Sở "):
            named = _attach_place(agency.name, printed.text, None)
            return Found(named.model_copy(update={"text": code}), (*finding.quotes, *printed.quotes))
    return None


def _printed_place(layout: Layout) -> tuple[str | None, tuple[Quote, ...]]:
    for finding in place(layout):
        if isinstance(finding, Found):
            return finding.value, finding.quotes
    return None, ()


def _is_joint(text: str) -> bool:
    """'BỘ NỘI VỤ - BỘ TÀI CHÍNH', not 'BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI'."""
    parts = _JOINT.split(text)
    return len(parts) > 1 and all(begins_body(part) for part in parts)


def _is_both(text: str) -> bool:
    """A council and a committee that one office serves: "HĐND - UBND HUYỆN X"."""
    return _councils().match(fold(open_name(text).name)) is not None


def _joint_bodies(layout: Layout, names: Sequence[_Name]) -> list[_Name]:
    """The bodies of a joint act: parted by dashes on one line, or one below the other under a joint type's symbol."""
    last = names[-1]
    if _is_joint(last.text):
        return [_Name(part.strip(" -"), last.quotes) for part in _JOINT.split(last.text)]
    for finding in letterhead_number(layout):
        if isinstance(finding, Found) and is_joint_code(finding.value.type_code or ""):
            return list(names) if len(names) > 1 and not _is_department(names) else []
    return []


def _is_department(names: Sequence[_Name]) -> bool:
    """ "UBND TỈNH X" over "SỞ Y": the body above is the department's own, and issues nothing with it."""
    own = open_name(names[-1].text).name.split()[:1]
    return begins(open_name(names[-2].text).name, "council") and own in (["Sở"], ["Phòng"], ["Ban"])


def co_issuers(layout: Layout) -> Iterator[Finding[Agency]]:
    """The further bodies of a joint act, in the order printed."""
    names = _names(layout)
    for name in _joint_bodies(layout, names)[1:] if names else []:
        yield Found(open_name(name.text), name.quotes)


def enclosing_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """The body named in the 'Kèm theo ... của X' line of a detached appendix or of rules without a letterhead."""
    start, end = layout.extent
    for line, _ in enclosed_lines(layout.pages, start, min(end, start + 14)):
        match = named_act(line.text)
        if match and match["issuer"]:
            named = match["issuer"].strip()
            named = named[leads_to(named, "chairman", "head_of") or 0 :]
            quotes = line.quotes(*match.span("issuer"), rule="issuer.enclosed")
            if begins_body(named):
                yield Found(open_name(named, province=province_in(named)), quotes)
            return


# How its full name takes its place from the body above it or from the place line


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words('unit'))})\s+[{CAPITALS}\d].*$")


@cache
def _committee() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('committee'))})\b")


@cache
def _councils() -> re.Pattern[str]:
    council = alternatives(words("council"))
    return re.compile(rf"{council}(?:\s-\s|\svà\s){council}")


_DASHED = regex(r"\s-\s")


def _place_with_unit(place: str | None) -> str | None:
    """'Đồng Tháp' -> 'tỉnh Đồng Tháp', by the table of provinces; None for a place that is no province."""
    if not place:
        return None
    name = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", place.strip(), flags=re.IGNORECASE)
    return next((f"{row.kind} {row.name}" for row in rows(Province) if fold(row.name) == fold(name)), None)


def _attach_place(text: str, parent_text: str | None, printed_place: str | None, above: str | None = None) -> Agency:
    """The issuer of a letterhead: its own lines, those of the body above it, and the place of the date line.
    `above`: the body over that one, whose district or province it takes: "UBND HUYỆN X" over "PHÒNG GIÁO DỤC"."""
    office = leads_to(text, "chairman")
    if office:  # the chairman issues in his own name
        body = _attach_place(text[office:], parent_text, printed_place)
        return body.model_copy(update={"text": text, "name": f"Chủ tịch {body.name}"})
    province = province_in(parent_text or "") or province_in(text)
    where = _place_with_unit(printed_place)
    agency = open_name(text)
    parent = open_name(parent_text) if parent_text else None
    parent_name = _own_place(parent.name, where) if parent else None
    if parent_name and above and begins(parent_name, "of_place"):
        parent_name = _full(parent_name, open_name(above).name, where)
    name = agency.name if _named_itself(agency) else _full(agency.name, parent_name, where)
    if not province and not _of_the_state(agency) and not (parent and _of_the_state(parent)):
        province = province_in(printed_place or "")
    return agency.model_copy(update={"name": name, "parent": parent_name, "province": agency.province or province})


def _named_itself(agency: Agency) -> bool:
    """A school with a proper name needs no place: "Trường Mầm non Hoa Sen", but "Trường Chính trị tỉnh X"."""
    if fold(agency.name).startswith(_BRANCH):
        return False
    return agency.level in ("school", "other") and not agency.name.split()[-1][:1].islower()


def _of_the_state(agency: Agency) -> bool:
    """A body of the whole country has no province, though it signs in one: its "UBND tỉnh" is that of any province.

    Of bodies that no row gives a level those are local that a place or a letterhead above them says to be.
    """
    if _unit().search(agency.name) or begins(agency.name, "council", "committee"):
        return False
    central = agency.level in ("state", "ministry") or begins(agency.name, "central")
    return central or agency.name.endswith("Việt Nam") or "trung ương" in fold(agency.name)


def _before_place(name: str) -> str:
    """The name without the unit of territory that it ends with."""
    unit = _unit().search(name)
    return name[: unit.start()].rstrip() if unit else name


def _own_place(name: str, where: str | None) -> str:
    """'Ủy ban nhân dân' or 'Sở Y tế' without a place takes that of the date line; a ministry has none."""
    local = begins(name, "council") or fold(name).split()[:1] == ["sở"]
    if not where or not local or _unit().search(name) or province_in(name):
        return name
    base = re.sub(r" (?:tỉnh|thành phố)$", "", name)  # "UBND TỈNH" of the place line "Sơn La, ngày ..."
    return f"{base} {where}"


def _full(name: str, parent: str | None, where: str | None) -> str:
    if parent is None:
        return _own_place(name, where)
    key, above = fold(name), fold(parent)
    if above.startswith("ban chấp hành trung ương"):
        return f"{name} Trung ương Đảng" if begins(name, "of_center") and "trung ương" not in key else name
    if "trung ương" in key and "đảng" not in key and _committee().search(above):
        return f"{name} Đảng"
    if key == "văn phòng" and _councils().match(above):  # "HĐND - UBND HUYỆN X" over "VĂN PHÒNG"
        return f"{name} {_DASHED.sub(' và ', parent, count=1)}"
    if key in words("serving") or (
        _committee().match(above) and not _committee().search(key) and not key.startswith(_CELL)
    ):
        return f"{name} {parent}"
    if above.startswith(_COUNCIL) and _COUNCIL not in key and key.startswith("ban "):
        return f"{_before_place(name)} {parent}"  # "BAN PHÁP CHẾ" of a people's council
    if key.startswith(_BRANCH):  # "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI" over "CHI NHÁNH TỈNH X"
        return f"{parent} {name}"
    if fold(_before_place(name)) in words("serving") and _PARTY not in above and not _committee().match(above):
        # "HỘI NÔNG DÂN VIỆT NAM" over "BAN CHẤP HÀNH TỈNH X"
        organ = _before_place(name)
        return f"{organ} {parent.removesuffix(' Việt Nam')} {name[len(organ) :].strip()}"
    unit = _unit().search(parent)
    placeless = not _unit().search(name) and not province_in(name)
    office = key.startswith("văn phòng ") and key.endswith(tuple(words("council")))  # "VĂN PHÒNG HĐND VÀ UBND"
    if unit and placeless and (office or begins(name, "of_place")) and begins(parent, "council"):
        return f"{name.removesuffix(' ' + unit.group().split()[0])} {unit.group()}"  # "THANH TRA TỈNH"
    return name
