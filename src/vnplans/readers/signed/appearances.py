"""What the visible text of a digital signature says (Thông tư 01/2019/TT-BNV)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from vnplans.phrases import phrase
from vnplans.text import clean, fold

__all__ = ["shown_signature", "shown_time"]

_TIME = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*(?:GMT)?\s*([+-]\d{1,2}):?(\d\d))?"
)
_TIME_ISO = re.compile(
    r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([+-]\d{1,2}):?'?(\d\d))?"
)


def shown_time(text: str) -> datetime | None:
    """The time that an appearance shows, with its offset if it shows one."""
    match = _TIME.search(text)
    if match:
        day, month, year = int(match[1]), int(match[2]), int(match[3])
    else:
        match = _TIME_ISO.search(text)
        if not match:
            return None
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    zone = None
    if match[7]:
        hours = int(match[7])
        zone = timezone(timedelta(hours=hours, minutes=int(match[8]) * (-1 if hours < 0 else 1)))
    try:
        return datetime(year, month, day, int(match[4]), int(match[5]), int(match[6] or 0), tzinfo=zone)
    except ValueError:
        return None


def shown_signature(text: str) -> tuple[str | None, str | None, datetime | None]:
    """Who, body and time, as the words of an appearance say ("Ký bởi: UBND tỉnh X", "Cơ quan: ...")."""
    return _named("signed.who", text), _named("signed.body", text), shown_time(text)


def _named(name: str, text: str) -> str | None:
    match = phrase(name).search(fold(text))
    return clean(text[match.start("name") : match.end("name")]) or None if match else None
