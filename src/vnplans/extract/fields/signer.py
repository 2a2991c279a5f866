"""Người ký: authority, position and name (Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, II.7).

TM. before a collective; KT. before the head's office when a deputy signs; TL., TUQ. by delegation; Q. acting. The last
office line is the signer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives
from vnplans.landmarks import (
    authority_line,
    begins_office,
    breaks_off,
    is_rule,
    is_signed,
    is_signing_line,
    mended_person,
    name_in_scan,
    name_span,
    names_authority,
    recipients_line,
    words,
)
from vnplans.models import Signer
from vnplans.pages import Quote
from vnplans.regex import regex
from vnplans.text import CAPITALS, SMALLS, fold

__all__ = ["signer"]

_OFFICE_GOES_ON = regex(r"(?:[-\u2013&]|\bVÀ)\s*$")
"""An office that its line breaks off: "TRƯỞNG PHÒNG TỔ CHỨC -"."""
_LONGEST = 120
"""Letters of a line of offices."""


class _Line(NamedTuple):
    """A line of the signature, or one office of a line that names several."""

    text: str
    block: int
    start: int
    end: int
    named: bool = False
    """The signer's name behind his office in capitals, on one line: "CHỦ TỊCH Nguyễn Văn An"."""


_NAMED = regex(
    rf"(?P<office>[{CAPITALS}][{CAPITALS}\s./,-]*[{CAPITALS}])"
    rf"\s+(?P<name>(?:[{CAPITALS}][{SMALLS}]*\s){{2,5}}[{CAPITALS}][{SMALLS}]+)"
)


def _signs(text: str) -> bool:
    return is_signing_line(text) or names_authority(text)


def _signature_blocks(layout: Layout) -> list[int]:
    """Blocks of the signature: the right column, else what is not the list of recipients; up to the first name."""
    blocks = [i for i in layout.closing if not is_rule(layout.block(i))]
    right = [i for i in blocks if layout.side(i) == "right"]
    if right:
        # a name that the reader set between the columns
        return right + [i for i in blocks if i > right[-1] and layout.block(i).column is None]
    listed = next((i for i in blocks if recipients_line(layout.block(i).text)), None)
    before = [i for i in blocks if listed is None or i < listed]
    if any(_signs(layout.block(i).text) for i in before):
        return before
    first = next((i for i in blocks if _signs(layout.block(i).text)), None)
    return [i for i in blocks if first is not None and i >= first]


@cache
def _next_office() -> re.Pattern[str]:
    """Where a line goes on with a further authority ("... / KT. CHỦ TỊCH") or, behind one, with the signer's office."""
    codes = "|".join(r"[./]?".join(code) for code in words("signs_for") if len(code) > 1)
    return re.compile(rf"\s+(?=(?:{codes})\s?[./]\s?[^\W\d_])|\s+(?=(?:{alternatives(words('head'))}|phó)(?![^\W_]))")


def _lines(layout: Layout, index: int) -> Iterator[_Line]:
    """The offices of a block: "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH" names three."""
    text = layout.block(index).text
    starts = [0]
    if len(text) <= _LONGEST and authority_line(text):
        for found in _next_office().finditer(fold(text)):
            behind, here = text[found.end() :], text[starts[-1] : found.start()]
            second = begins_office(behind) and not authority_line(behind)
            if not second or (_holds_office(here) and not breaks_off(here)):
                starts.append(found.end())
    for start, end in zip(starts, [*starts[1:], len(text) + 1], strict=True):
        words_alone = text[start:end].strip(" /")
        at = text.index(words_alone, start)
        parted = _NAMED.fullmatch(words_alone)
        if parted and is_signing_line(parted["office"]) and name_span(parted["name"]):
            yield _Line(parted["office"], index, at, at + parted.end("office"))
            yield _Line(parted["name"], index, at + parted.start("name"), at + len(words_alone), named=True)
        else:
            yield _Line(words_alone, index, at, at + len(words_alone))


def _holds_office(text: str) -> bool:
    """Does an authority line name whose office it stands for ("KT. CHỦ TỊCH"), beside its code?"""
    return any(begins_office(text[at.end() :]) for at in re.finditer(r"[./]\s*|\s", text))


def signer(layout: Layout, head: Head) -> Iterator[Finding[Signer]]:
    """The signer of the act; a name that is not printed stays None."""
    offices: list[list[_Line]] = []  # each authority line or office, wrapped lines together
    name: Quote | None = None
    blocks = _signature_blocks(layout)
    for line in (line for index in blocks for line in _lines(layout, index)):
        text = line.text
        if is_signed(text):
            continue
        block = layout.block(line.block)
        scanned = block.confidence is not None
        find = name_in_scan if scanned else name_span
        span = find(block.text) if line.start == 0 or not offices else None
        if line.named:
            span = line.start, line.end
        if span and scanned and (_misread_office(text) or _is_scrap(layout, blocks, line)):
            span = None
        broken = offices and text.isupper() and _OFFICE_GOES_ON.search(offices[-1][-1].text) is not None
        if offices and span and not broken and (not text.isupper() or len(text.split()) <= 4):
            name = layout.pages.quote(line.block, *span, rule="signer.name")
            break
        if len(text) > _LONGEST or not _may_be_office(text, block.column, below=bool(offices)):
            continue
        if not broken and (authority_line(text) or begins_office(text) or not offices):
            offices.append([line])
        else:
            offices[-1].append(line)
    groups = [g for g in offices if not g[0].text.isupper() or is_signing_line(g[0].text)]
    if groups or name:
        yield _signer(layout, groups, name)


def _misread_office(text: str) -> bool:
    """On a scan, an office whose first word is misread, and no person: "NO CHỦ TỊCH"."""
    return fold(text).endswith(tuple(f" {head}" for head in words("head")))


_NEAR = 3
"""Blocks below capitals in which the name itself stands."""


def _is_scrap(layout: Layout, blocks: Sequence[int], line: _Line) -> bool:
    """On a scan, capitals above a name in small letters are a misread office or what a seal left: "Ý Ủ TÌ"."""
    if not line.text.isupper():
        return False
    below = [layout.block(i) for i in blocks if line.block < i <= line.block + _NEAR]
    page = layout.block(line.block).page
    return any(b.page == page and not b.text.isupper() and name_in_scan(b.text) for b in below)


def _may_be_office(text: str, column: str | None, *, below: bool) -> bool:
    """In capitals; else only what names an office. `below`: an office or authority stands above."""
    if text.isupper():
        return True
    if column is None and not below:
        return names_authority(text)
    return is_signing_line(text, capitals=False) or (below and begins_office(text))


def _signer(layout: Layout, groups: Sequence[list[_Line]], name: Quote | None) -> Found[Signer]:
    def printed(group: list[_Line]) -> str:
        return " ".join(line.text for line in group)

    authority = [g for g in groups if authority_line(g[0].text)]
    position = groups[-1] if groups and groups[-1] not in authority else None
    value = Signer(
        name=_name_case(name.text, scanned=layout.block(name.block).confidence is not None) if name else None,
        position=printed(position) if position else None,
        authority=" / ".join(printed(g) for g in authority) or None,
    )

    def quotes(lines: Sequence[_Line], part: str) -> tuple[Quote, ...]:
        return tuple(layout.pages.quote(line.block, line.start, line.end, rule=f"signer.{part}") for line in lines)

    parts = {
        "name": (name,) if name else (),
        "position": quotes(position or [], "position"),
        "authority": quotes([line for g in authority for line in g], "authority"),
    }
    return Found(value, tuple(q for part in parts.values() for q in part), parts)


def _name_case(name: str, *, scanned: bool) -> str:
    """'NGUYỄN VĂN A' -> 'Nguyễn Văn A'; mixed case stays as printed, but for tones that an engine misread."""
    cased = name.title() if name.isupper() else name
    return mended_person(cased) if scanned else cased
