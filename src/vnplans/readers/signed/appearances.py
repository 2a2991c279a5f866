"""What the visible text of a digital signature says (Thông tư 01/2019/TT-BNV)."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

from vnplans.calendar import date_of, stamp
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import clean, fold

__all__ = ["shown_signature", "shown_time"]

_TIME = regex(
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
    """Who, body and time, as the words of an appearance say ("Ký bởi: UBND tỉnh X", "Cơ quan: ...")."""
    return _named("signed.who", text), _named("signed.body", text), shown_time(text)


def _named(name: str, text: str) -> str | None:
    match = phrase(name).search(fold(text))
    return clean(text[match.start("name") : match.end("name")]) or None if match else None
