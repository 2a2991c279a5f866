"""Độ mật, mức độ khẩn: stamped or boxed words of the first page (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar, get_args

from vnplans.extract.findings import Finding, Found, Head
from vnplans.extract.zones.zones import Layout
from vnplans.models import Secrecy, Urgency
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["secrecy", "urgency"]

_Mark = TypeVar("_Mark", Urgency, Secrecy)
_LABEL = regex(r"^độ\s+(?:mật|khẩn)\s*:\s*")


def _mark(layout: Layout, words: Sequence[_Mark], rule: str) -> Iterator[Found[_Mark]]:
    start, end = layout.extent
    for index in range(start, min(end, layout.heading[1] + 8)):
        text = layout.block(index).text
        key = _LABEL.sub("", _trimmed(fold(text))) if text.upper() == text else ""
        if key in words:
            yield Found(words[words.index(key)], (layout.pages.quote(index, rule=rule),))
            return


def _trimmed(text: str) -> str:
    """Without the stars, dashes and brackets around it."""
    kept = [i for i, char in enumerate(text) if char.isalnum()]
    return text[kept[0] : kept[-1] + 1] if kept else ""


def urgency(layout: Layout, head: Head) -> Iterator[Finding[Urgency]]:
    """KHẨN, THƯỢNG KHẨN, HỎA TỐC alone on a line near the head."""
    yield from _mark(layout, get_args(Urgency), "urgency.mark")


def secrecy(layout: Layout, head: Head) -> Iterator[Finding[Secrecy]]:
    """MẬT, TỐI MẬT, TUYỆT MẬT alone on a line near the head."""
    yield from _mark(layout, get_args(Secrecy), "secrecy.mark")
