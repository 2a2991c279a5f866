"""What the visible text of a digital signature says (Thông tư 01/2019/TT-BNV)."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, timezone

from vnplans.calendar import date_of, stamp
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
    rf"{stamp()}\s+(?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?:\s*(?:GMT)?\s*(?P<sign>[+-])(?P<hours>\d{1,2}):?'?(?P<minutes>\d\d))?"
)


def shown_time(text: str) -> datetime | None:
    """The time that an appearance shows, with its offset if it shows one."""
    match = _TIME.search(text)
    day = date_of(match) if match else None
    if match is None or day is None:
        return None
    zone = None
    try:
        if match["sign"]:
            offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))
            zone = timezone(-offset if match["sign"] == "-" else offset)
        clock = time(int(match["hour"]), int(match["minute"]), int(match["second"] or 0), tzinfo=zone)
    except ValueError:
        return None
    return datetime.combine(day, clock)


def shown_signature(text: str) -> tuple[str | None, str | None, datetime | None]:
    """Who, body and time, as the words of an appearance say."""
    who, body = _WHO.search(text), _BODY.search(text)
    return (clean(who[1]) or None if who else None, clean(body[1]) or None if body else None, shown_time(text))
