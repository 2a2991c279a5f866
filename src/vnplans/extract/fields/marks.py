"""Độ mật, mức độ khẩn: stamped or boxed words of the first page (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnplans.extract.findings import Finding, Found
from vnplans.extract.head import Head
from vnplans.extract.zones.zones import Layout
from vnplans.models import Secrecy, Urgency
from vnplans.text import fold

__all__ = ["secrecy", "urgency"]

_URGENT: dict[str, Urgency] = {
    "hỏa tốc hẹn giờ": "hỏa tốc hẹn giờ",
    "hỏa tốc": "hỏa tốc",
    "thượng khẩn": "thượng khẩn",
    "khẩn": "khẩn",
}
_SECRET: dict[str, Secrecy] = {"tuyệt mật": "tuyệt mật", "tối mật": "tối mật", "mật": "mật"}
_EDGE = re.compile(r"^[\W_]*(?:độ\s+(?:mật|khẩn)\s*:\s*)?|[\W_]+$")


def _mark(layout: Layout, words: dict[str, object], rule: str) -> Iterator[Found[object]]:
    start, end = layout.extent
    for index in range(start, min(end, layout.heading[1] + 8)):
        block = layout.block(index)
        key = _EDGE.sub("", fold(block.text))
        if key in words and block.text.upper() == block.text:
            yield Found(words[key], (layout.pages.quote(index, rule=rule),))
            return


def urgency(layout: Layout, head: Head) -> Iterator[Finding[object]]:
    """KHẨN, THƯỢNG KHẨN, HỎA TỐC alone on a line near the head."""
    yield from _mark(layout, dict(_URGENT), "urgency.mark")


def secrecy(layout: Layout, head: Head) -> Iterator[Finding[object]]:
    """MẬT, TỐI MẬT, TUYỆT MẬT alone on a line near the head."""
    yield from _mark(layout, dict(_SECRET), "secrecy.mark")
