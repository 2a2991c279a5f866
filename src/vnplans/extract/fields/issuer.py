"""Cơ quan ban hành: the issuer, its parent body, and further issuers of a joint act.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2: the parent body's line is not bold, the issuer's is; "ỦY BAN NHÂN DÂN" over
"TỈNH X" is one name, not two bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vnplans.extract.agencies.lists import open_name
from vnplans.extract.fields.issued import place
from vnplans.extract.fields.issuer_name import attach_place, province_phrase
from vnplans.extract.fields.number import letterhead_number
from vnplans.extract.fields.number_scanned import smudged_number
from vnplans.extract.findings import Finding, Found
from vnplans.extract.forgive import mend_name
from vnplans.extract.numbers import is_joint_code
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.landmarks import SUBJECT, is_motto, is_number_line, is_rule
from vnplans.extract.zones.layout_words import begins, begins_body
from vnplans.extract.zones.zones import Layout
from vnplans.models import Agency
from vnplans.pages import Quote
from vnplans.text import CAPITALS, bare, fold

__all__ = ["co_issuers", "enclosing_issuer", "letterhead_issuer"]

_MOTTO_TAIL = re.compile(r"\s*(?:CỘNG\s+H[OÒ][AÀ]|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập).*$")
_NUMBERED = re.compile(
    r"^\W*so\s?[:.;].*[\d/]|^\W*so\s?[:.;]\s*[a-z]+-[a-z]|^\W*so .*\d|/\s?[a-z]{1,6}\s?-\s?[a-z]{2,}"
)
"""A number line, well or badly read; on text without marks."""
# In a joint act the bodies stand side by side: "BỘ A - BỘ B"
_JOINT = re.compile(rf"\s+-\s+(?=[{CAPITALS}])")


@dataclass(frozen=True, slots=True)
class _Name:
    """A body's name over one or more letterhead lines; `text` is mended where OCR read it."""

    text: str
    quotes: tuple[Quote, ...]
    bold: bool


def _line(layout: Layout, index: int) -> str:
    """The words of a line without the motto beside it, mended where they were recognised from a picture."""
    block = layout.block(index)
    text = _MOTTO_TAIL.sub("", block.text) or block.text
    return text if block.confidence is None else mend_name(text)


def _issuer_lines(layout: Layout) -> list[int]:
    """The letterhead's lines above the number that name a body, without rules, motto and V/v."""
    out: list[int] = []
    for index in sorted((*layout.left, *layout.right)):
        block = layout.block(index)
        if index in layout.right:
            beside = _MOTTO_TAIL.search(block.text)  # both columns on one line
            if not (beside and beside.start() > 3):
                continue
        if is_number_line(block) or SUBJECT.match(block.text) or _NUMBERED.search(bare(block.text)):
            break
        if is_rule(block) or (is_motto(block) and not _MOTTO_TAIL.sub("", block.text).strip(" -*_")):
            continue
        if _not_issuer(block.text):
            continue
        out.append(index)
    return out


def _not_issuer(text: str) -> bool:
    return (
        begins(text.strip(" (*)-:."), "no_body")
        or not any(c.isalpha() for c in text)
        or (len(text) > 160 and not text.isupper())
    )


def _names(layout: Layout) -> list[_Name]:
    """The bodies named in the letterhead, upper first."""
    groups: list[list[int]] = []
    for index in _issuer_lines(layout):
        if groups and _continues(layout, groups[-1], index):
            groups[-1].append(index)
        else:
            groups.append([index])
    out = []
    for group in groups:
        quotes = []
        for index in group:
            text = layout.block(index).text
            cut = _MOTTO_TAIL.search(text)
            end = cut.start() if cut and cut.start() > 3 else len(text)
            if text[:end].strip(" -*_"):
                quotes.append(layout.pages.quote(index, 0, end, rule="issuer.letterhead"))
        read = any(layout.block(i).confidence is not None for i in group)
        printed = " ".join(q.text for q in quotes).strip(" -*_")
        text = mend_name(" ".join(_line(layout, i) for i in group)) if read and quotes else printed
        if text:
            out.append(_Name(text, tuple(quotes), all(layout.block(i).bold for i in group)))
    return out


def _continues(layout: Layout, group: Sequence[int], index: int) -> bool:
    """Does a line go on with the name above it?"""
    before = layout.block(group[-1])
    key = bare(_line(layout, index)).lstrip(" -")
    above = " ".join(bare(_line(layout, i)) for i in group)
    if begins(key, "place") and not begins_body(key):
        return True
    if before.text.rstrip().endswith(("-", ",", "VÀ", "và", "&", "CÁC")) or key.startswith(("va ", "- ", "& ")):
        return True
    if re.fullmatch(
        r"(?:hoi dong|uy ban|ban (?:thuong truc|chap hanh|chi dao|quan ly)|bo|so|truong)", above
    ) and not begins_body(key):
        return True
    if above == "chu tich" and key.startswith(("uy ban", "ubnd", "hoi dong")):
        return True
    if re.fullmatch(r"uy ban|hoi dong|van phong|lien doan", above) and re.match(r"nhan dan|mat tran|lao dong", key):
        return True
    return not begins_body(key)


def letterhead_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """The lowest body of the letterhead, with the body above it as parent and the province completed from it."""
    names = _names(layout)
    if not names:
        return
    joint = _joint_bodies(layout, names)
    if joint:
        yield Found(open_name(joint[0].text), joint[0].quotes)
        return
    parent = names[-2] if len(names) > 1 and not _is_joint(names[-2].text) else None
    where, where_quotes = _printed_place(layout)
    hidden = _named_by_symbol(layout, names[-1])
    if hidden:
        yield hidden
        return
    agency = attach_place(names[-1].text, parent.text if parent else None, where)
    quotes = (*names[-1].quotes, *(parent.quotes if parent else ()))
    parts = {"parent": parent.quotes} if parent else {}
    if where and agency.province and not any(fold(where) in fold(n.text) for n in names):
        quotes = (*quotes, *where_quotes)
    printed = " ".join(q.text for q in names[-1].quotes)
    yield Found(agency.model_copy(update={"text": printed}), quotes, parts)


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
            named = attach_place(agency.name, printed.text, None)
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


def _joint_bodies(layout: Layout, names: Sequence[_Name]) -> list[_Name]:
    """The bodies of a joint act: parted by dashes on one line, or one below the other under a joint type's symbol."""
    last = names[-1]
    if _is_joint(last.text):
        return [_Name(part.strip(" -"), last.quotes, last.bold) for part in _JOINT.split(last.text)]
    for finding in letterhead_number(layout):
        if isinstance(finding, Found) and is_joint_code(finding.value.type_code or ""):
            return list(names) if len(names) > 1 else []
    return []


def co_issuers(layout: Layout) -> Iterator[Finding[Agency]]:
    """The further bodies of a joint act, in the order printed."""
    names = _names(layout)
    for name in _joint_bodies(layout, names)[1:] if names else []:
        yield Found(open_name(name.text), name.quotes)


_OFFICE_OF = re.compile(r"^(?:Chủ tịch|Giám đốc|Bộ trưởng|Trưởng ban)\s+(?=(?:ủy|uỷ|UBND|Sở|Bộ|Ban))", re.IGNORECASE)


def enclosing_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """The body named in the 'Kèm theo ... của X' line of a detached appendix or of rules without a letterhead."""
    start, end = layout.extent
    for line, _ in enclosed_lines(layout.pages, start, min(end, start + 14)):
        match = named_act(line.text)
        if match and match["issuer"]:
            words = _OFFICE_OF.sub("", match["issuer"].strip())
            quotes = line.quotes(*match.span("issuer"), rule="issuer.enclosed")
            yield Found(open_name(words, province=province_phrase(words)), quotes)
            return
