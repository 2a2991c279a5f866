"""The number on a scan: the symbol is print, the serial often ink. What is not surely read stays blank.

The symbol's letters may be mended by what the page itself says (its type word, its issuer's initials); digits never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from vnplans.extract.findings import Finding, Found, Near
from vnplans.extract.mend import distance, mend_name
from vnplans.extract.numbers import parse_number, type_codes
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Kind
from vnplans.landmarks import is_motto, number_word, type_line
from vnplans.models import DocumentNumber
from vnplans.text import bare

__all__ = ["smudged_number"]


@cache
def _smudged() -> tuple[re.Pattern[str], ...]:
    """Whatever the ink became, then the printed symbol: "Số: 2652 /QĐ-BGDDT", "Số:⁄6 /CT-UBND", "3641 /CI-UBND"; last,
    a symbol that lost its stroke."""
    label = rf"{number_word()}+\s*[:.;,]*"
    return (
        re.compile(
            rf"(?P<label>{label})?\s*(?P<ink>[^/]{{0,14}}?)\s*"
            r"(?P<symbol>/\s*[^\W\d_]{1,6}\s?[-–]\s?[^\W_][^\s]{1,24})"
        ),
        re.compile(rf"(?P<label>{label})(?P<ink>.{{0,14}}?)(?P<symbol>[A-ZĐ]{{2,}}(?:[-&][A-ZĐ]{{2,}})+)"),
    )


_DIGITS = re.compile(r"\d{1,5}")


def smudged_number(layout: Layout) -> Iterator[Finding[DocumentNumber]]:
    """The number in a letterhead that was recognised from a picture."""
    for index in (*layout.left, *layout.right):
        block = layout.block(index)
        if block.confidence is None or is_motto(block):
            continue
        match = next((m for pattern in _smudged() if (m := pattern.search(block.text))), None)
        if not match or not (match["label"] or len(block.text) < 30):
            continue
        ink = match["ink"].strip()
        serial = ink if match["label"] and _DIGITS.fullmatch(ink) else ""
        symbol = _mended(re.sub(r"\s", "", match["symbol"]).strip("/.,;:'"), layout)
        number = parse_number(f"{serial}/{symbol}")
        if number is None:
            continue
        start = match.start("ink") if serial else match.start("symbol")
        quote = layout.pages.quote(index, start, match.end("symbol"), rule="number.ocr")
        yield Found(number, (quote,))
        if ink and not serial:
            yield Near(
                "serial_unread", f"số không đọc chắc: {block.text}", "the serial is not surely read", quote, "review"
            )
        return


def _mended(symbol: str, layout: Layout) -> str:
    kind, dash, issuer = symbol.partition("-")
    code = _code_of_type(layout)
    if code and kind.upper() not in type_codes() and distance(bare(kind), bare(code), 1) <= 1:
        kind = code
    for known in _initials(layout):
        part, _, rest = issuer.partition("-")
        if bare(part) == bare(known) or (len(known) >= 4 and distance(bare(part), bare(known), 1) <= 1):
            issuer = known + (f"-{rest}" if rest else "")
            break
    return f"{kind}{dash}{issuer}"


def _code_of_type(layout: Layout) -> str | None:
    named = type_line(layout.block(layout.type_block)) if layout.type_block is not None else None
    return next((kind.code for kind in rows(Kind) if named and kind.name == named[0]), None)


def _initials(layout: Layout) -> list[str]:
    """The codes that the letterhead's own lines may have: 'BỘ GIÁO DỤC VÀ ĐÀO TẠO' -> BGDĐT."""
    names = [mend_name(layout.block(i).text) for i in layout.left if layout.block(i).text.isupper()]
    codes = ["".join(word[0] for word in re.findall(r"[^\W\d_]+", name) if bare(word) != "va") for name in names]
    return ["UBND" if bare(code) == "ubnd" else code.upper() for code in codes if len(code) >= 3]
