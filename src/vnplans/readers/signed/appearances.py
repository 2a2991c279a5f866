"""What the visible text of a digital signature says (Thông tư 01/2019/TT-BNV)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from vnplans.text import clean

__all__ = ["shown_signature", "shown_time"]

# Appearances: "Ký bởi: UBND tỉnh X", "Người ký: Sở Y", "Cơ quan: ...", "Thời gian ký: 07.03.2023 16:31:05 +07:00"
_NEXT = (
    r"(?=\s*(?:Cơ quan|Tổ chức|Đơn vị|Chức vụ|Email|E-mail|Thời gian|Ngày k[ýí]|Giờ k[ýí]|Date|Reason|Location"
    r"|$|\d{1,2}[./]\d))"
)
_SIGNED_BY = r"(?:(?:Được )?k[ýí] (?:số |điện tử )?bởi|Người k[ýí]|Digitally signed by)"
_WHO = re.compile(rf"{_SIGNED_BY}\s*:?\s*(.+?){_NEXT}", re.I)
_BODY = re.compile(rf"(?:Cơ quan|Tổ chức|Đơn vị)\s*:\s*(.+?){_NEXT}", re.I)
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
    """Who, body and time, as the words of an appearance say."""
    who, body = _WHO.search(text), _BODY.search(text)
    return (clean(who[1]) or None if who else None, clean(body[1]) or None if body else None, shown_time(text))
