"""Người ký: authority, position and name (Nghị định 30/2020/NĐ-CP, Điều 13 and Phụ lục I, II.7).

TM. before a collective; KT. before the head's office when a deputy signs; TL., TUQ. by delegation; Q. acting. The last
office line is the signer's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from vnplans.extract.findings import Finding, Found
from vnplans.extract.head import Head
from vnplans.extract.zones.zones import Layout
from vnplans.knowledge import alternatives
from vnplans.landmarks import authority_line, begins, begins_office, is_rule, is_signing_line, recipients_line, words
from vnplans.models import Signer
from vnplans.pages import Quote
from vnplans.text import CAPITALS

__all__ = ["signer"]

_NAME = re.compile(rf"[{CAPITALS}][^\W\d_]*(?:[ -][{CAPITALS}'][^\W\d_']*){{1,5}}")


@cache
def _rank() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{alternatives(words('rank'))})(?![^\W_])[\s,.]*)+")


def _is_office(text: str) -> bool:
    return text.isupper() and begins_office(text)


def _is_signed(text: str) -> bool:
    return begins(text.lstrip(" ([./"), "signed")


def _name_span(text: str) -> tuple[int, int] | None:
    """Where the name stands in a line that is a name, after ranks and degrees; None for any other line."""
    text_end = len(text.rstrip(" ./"))
    degree = _rank().match(text)
    start = degree.end() if degree else 0
    return (start, text_end) if _NAME.fullmatch(text[start:text_end]) and not _is_office(text) else None


def _signature_blocks(layout: Layout) -> list[int]:
    """Blocks of the signature: the right column, else what is not the list of recipients; up to the first name."""
    blocks = [i for i in layout.closing if not is_rule(layout.block(i))]
    right = [i for i in blocks if layout.side(i) == "right"]
    if right:
        return right
    listed = next((i for i in blocks if recipients_line(layout.block(i).text)), None)
    before = [i for i in blocks if listed is None or i < listed]
    if any(is_signing_line(layout.block(i).text) for i in before):
        return before
    first = next((i for i in blocks if is_signing_line(layout.block(i).text)), None)
    return [i for i in blocks if first is not None and i >= first]


def signer(layout: Layout, head: Head) -> Iterator[Finding[Signer]]:
    """The signer of the act; a name that is not printed stays None."""
    lines = _signature_blocks(layout)
    offices: list[list[int]] = []  # groups of lines: each authority line or office, wrapped lines together
    name: tuple[int, tuple[int, int]] | None = None
    for index in lines:
        text = layout.block(index).text.strip()
        if _is_signed(text):
            continue
        span = _name_span(layout.block(index).text)
        if offices and span and (not text.isupper() or len(text.split()) <= 4):
            name = (index, span)
            break
        if not text.isupper() or len(text) > 120:
            continue
        if authority_line(text) or _is_office(text) or not offices:
            offices.append([index])
        else:
            offices[-1].append(index)
    if offices or name:
        yield _signer(layout, [g for g in offices if is_signing_line(layout.block(g[0]).text)], name)


def _signer(layout: Layout, groups: Sequence[list[int]], name: tuple[int, tuple[int, int]] | None) -> Found[Signer]:
    def printed(group: list[int]) -> str:
        return " ".join(layout.block(i).text.strip() for i in group)

    authority = [g for g in groups if authority_line(layout.block(g[0]).text)]
    position = groups[-1] if groups and groups[-1] not in authority else None
    name_quote = layout.pages.quote(name[0], *name[1], rule="signer.name") if name else None
    value = Signer(
        name=_name_case(name_quote.text) if name_quote else None,
        position=printed(position) if position else None,
        authority=" / ".join(printed(g) for g in authority) or None,
    )

    def quotes(indexes: Sequence[int], part: str) -> tuple[Quote, ...]:
        return tuple(layout.pages.quote(i, rule=f"signer.{part}") for i in indexes)

    parts = {
        "name": (name_quote,) if name_quote else (),
        "position": quotes(position or [], "position"),
        "authority": quotes([i for g in authority for i in g], "authority"),
    }
    return Found(value, tuple(q for part in parts.values() for q in part), parts)


def _name_case(name: str) -> str:
    """'NGUYỄN VĂN A' -> 'Nguyễn Văn A'; mixed case stays as printed."""
    return name.title() if name.isupper() else name
