"""Cơ quan ban hành: the issuer, its parent body, and further issuers of a joint act.

Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2: the parent body's line is not bold, the issuer's is; "ỦY BAN NHÂN DÂN" over
"TỈNH X" is one name, not two bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vnplans.extract.agencies.lists import find_agencies
from vnplans.extract.agencies.names import open_name
from vnplans.extract.fields.bodies import begins_body, province_in
from vnplans.extract.fields.gazette import names_issuer
from vnplans.extract.fields.issued import place
from vnplans.extract.fields.issuer_place import councils, unit_of_place, with_place
from vnplans.extract.fields.letterhead import PrintedName, issuer_lines, printed_names
from vnplans.extract.fields.number import letterhead_number
from vnplans.extract.fields.number_scanned import smudged_number
from vnplans.extract.fields.side_by_side import side_by_side
from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.numbers import number_line
from vnplans.extract.zones.enclosed import enclosed_lines, named_act
from vnplans.extract.zones.zones import Layout
from vnplans.kinds import is_joint_code
from vnplans.landmarks import begins, is_motto, leads_to, words
from vnplans.models import Agency
from vnplans.pages import Block, Quote
from vnplans.text import fold

__all__ = ["co_issuers", "enclosing_issuer", "letterhead_issuer"]

_NAMED_WITHIN = 12
"""Blocks of the text in which an act names its own issuer."""


def letterhead_issuer(layout: Layout) -> Iterator[Finding[Agency]]:
    """The lowest body of the letterhead, with the body above it as parent and the province completed from it."""
    if names_issuer(layout) and not any(_heads(layout.block(i)) for i in (*layout.left, *layout.right)):
        return  # what stands above is the name of the collection that prints the act
    names = _coded(printed_names(layout), layout)
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
    agency = with_place(names[-1].text, parent.text if parent else None, where, above)
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


def _heads(block: Block) -> bool:
    """A motto or a number: what a letterhead has beside the names of bodies."""
    return is_motto(block) or number_line(block.text, anywhere=True) is not None


def _coded(names: list[PrintedName], layout: Layout) -> list[PrintedName]:
    """On a scan, without what a stamp left below the council or committee whose code the number has."""
    if not names or layout.block(names[-1].quotes[0].block).confidence is None:
        return names
    number = next((found.value for found in smudged_number(layout) if isinstance(found, Found)), None)
    code = re.split(r"[-(&]", (number.issuer_code or "") if number else "")[0]
    at = [k for k, name in enumerate(names) if code in _COUNCILS and fold(name.text).startswith(_COUNCILS[code])]
    return names[: at[-1] + 1] if at else names


_COUNCILS = {"UBND": "ủy ban nhân dân", "HĐND": "hội đồng nhân dân"}


def _of_the_text(layout: Layout, printed: PrintedName) -> Iterator[Finding[Agency]]:
    """Half a name, "ỦY BAN NHÂN DÂN": the text behind the letterhead may name the committee with its place."""
    start = max(printed.quotes[-1].block + 1, layout.extent[0])
    for index in range(start, min(layout.extent[1], layout.body[0] + _NAMED_WITHIN)):
        for named in find_agencies(layout.block(index).text):
            name = named.agency.name
            if fold(name).startswith(fold(open_name(printed.text).name)) and unit_of_place().search(name):
                quote = layout.pages.quote(index, named.start, named.end, rule="issuer.named_in_text")
                yield Found(named.agency.model_copy(update={"text": printed.text}), (*printed.quotes, quote))
                return
    yield Near("unknown_issuer", f"tên cơ quan chưa đủ: {printed.text}", "half a name", printed.quotes[0], "review")


def _unknown(layout: Layout) -> Iterator[Near]:
    """A letterhead whose lines begin no body that the tables know: a title, a note or a body with a name of its own."""
    for index in issuer_lines(layout)[:1]:
        quote = layout.pages.quote(index, 0, len(layout.block(index).text), rule="issuer.letterhead")
        yield Near("unknown_issuer", f"không rõ có phải tên cơ quan: {quote.text}", "no body known", quote, "review")


def _named_by_symbol(layout: Layout, printed: PrintedName) -> Found[Agency] | None:
    """The department that the symbol names ("300/STTTT-CNTT") where the scanner lost its line below the committee's."""
    if not fold(printed.text).startswith(("ubnd", "ủy ban nhân dân")):
        return None
    for finding in (*smudged_number(layout), *letterhead_number(layout)):
        if not isinstance(finding, Found) or finding.value.type_code:
            continue
        code = finding.value.issuer_code or ""
        agency = open_name(code) if re.fullmatch(r"S[A-ZĐ&]{2,}", code) else None
        if agency and agency.name.startswith("Sở "):
            named = with_place(agency.name, printed.text, None)
            return Found(named.model_copy(update={"text": code}), (*finding.quotes, *printed.quotes))
    return None


def _printed_place(layout: Layout) -> tuple[str | None, tuple[Quote, ...]]:
    for finding in place(layout):
        if isinstance(finding, Found):
            return finding.value, finding.quotes
    return None, ()


def _is_joint(text: str) -> bool:
    """'BỘ NỘI VỤ - BỘ TÀI CHÍNH', not 'BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI'."""
    return len(side_by_side(text)) > 1


def _is_both(text: str) -> bool:
    """A council and a committee that one office serves: "HĐND - UBND HUYỆN X"."""
    return councils().match(fold(open_name(text).name)) is not None


def _joint_bodies(layout: Layout, names: Sequence[PrintedName]) -> list[PrintedName]:
    """The bodies of a joint act: parted by dashes on one line, or one below the other under a joint type's symbol."""
    last = names[-1]
    if _is_joint(last.text):
        return [PrintedName(part.strip(" -"), last.quotes) for part in side_by_side(last.text)]
    for finding in letterhead_number(layout):
        if isinstance(finding, Found) and is_joint_code(finding.value.type_code or ""):
            return list(names) if len(names) > 1 and not _is_department(names) else []
    return []


def _is_department(names: Sequence[PrintedName]) -> bool:
    """ "UBND TỈNH X" over "SỞ Y": the body above is the department's own, and issues nothing with it."""
    own = open_name(names[-1].text).name.split()[:1]
    return begins(open_name(names[-2].text).name, "council") and own in (["Sở"], ["Phòng"], ["Ban"])


def co_issuers(layout: Layout) -> Iterator[Finding[Agency]]:
    """The further bodies of a joint act, in the order printed."""
    names = printed_names(layout)
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
