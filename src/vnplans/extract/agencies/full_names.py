"""Who a printed name means: the full name in sentence case, level, province, parent, successor.

Capitals of names: Nghị định 30/2020/NĐ-CP, Phụ lục II. Successors: Nghị quyết 176/2025/QH15 (fields), 202/2025/QH15
(provinces).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from vnplans.extract.agencies.lexicon import dated, lexicon, phrases
from vnplans.extract.agencies.spelling import Reading, capitalised, spelt
from vnplans.knowledge import alternatives
from vnplans.knowledge.bodies import Province
from vnplans.models import Agency, Level
from vnplans.regex import regex

__all__ = ["NOWHERE", "Context", "agency_of"]

_LAST_BRACKET = regex(r"(?<=\w)\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a name is printed: the act's own province, the body that speaks, the day of issue; as far as known."""

    province: str | None = None
    host: str | None = None
    on: dt.date | None = None


NOWHERE = Context()


def agency_of(text: str, printed: str | None = None, context: Context = NOWHERE, *, group: bool = False) -> Agency:
    """The Agency of one printed name without the office of its head; `printed` is its text where that differs."""
    return _agency_of(text, text if printed is None else printed, context, group)


@lru_cache(maxsize=4096)
def _agency_of(text: str, printed: str, context: Context, group: bool) -> Agency:
    if group:
        return Agency(text=printed, name=capitalised(text), group=True)
    read = spelt(_LAST_BRACKET.sub("", text), context.on)
    name = read.name
    if context.host and (inner := _inside(read, name, context.host)):
        of = agency_of(context.host, context=replace(context, host=None))
        return Agency(text=printed, name=inner, parent=context.host, level=of.level, province=of.province)
    name, where, level = _placed(read, name, context)
    own = context.province if level in ("district", "commune", "province") and not _elsewhere().search(name) else None
    return Agency(
        text=printed,
        name=name,
        group=bool(_several().search(name)),
        level=level,
        province=where or own,
        successor=_successor(read, name, where, level),
    )


@cache
def _several() -> re.Pattern[str]:
    """ "UBND các huyện, thị xã", "Công an cấp xã": no one body."""
    units = phrases("unit")
    lists = alternatives(u for u in units if u != "tỉnh")
    return re.compile(
        rf"\b(?:{alternatives(phrases('many'))}) (?:{alternatives(units)}|địa phương|cấp|trường|phòng)\b"
        rf"|\bcấp (?:{alternatives(phrases('level', 'several'))}|dưới)\b|\b(?:{lists}), |\btỉnh, thành phố\b"
    )


@cache
def _elsewhere() -> re.Pattern[str]:
    """ "Công an các tỉnh", "Sở Y tế một số tỉnh", "UBND cấp tỉnh": bodies of provinces, not of one."""
    some, other = alternatives(phrases("many")), alternatives(phrases("elsewhere"))
    return re.compile(rf"\b(?:{some}) (?:tỉnh|địa phương)\b|\b(?:{other})\b", re.IGNORECASE)


# What the document adds -----------------------------------------------------------------------------------------------


def _inside(read: Reading, name: str, host: str) -> str | None:
    """A unit of the body that speaks: "Văn phòng Sở" of Sở Y tế is "Văn phòng Sở Y tế", "Phòng Tổng hợp" is its own."""
    last = name.rpartition(" ")[2]
    if last in ("Sở", "Bộ", "Cục") and last != name and host.startswith(f"{last} "):
        return f"{name[: -len(last)]}{host}"
    return name if read.head in ("Văn phòng", "Phòng", "Thanh tra") and not read.unit and read.level is None else None


def _placed(read: Reading, name: str, context: Context) -> tuple[str, str | None, Level | None]:
    """The name with the document's own province where it leaves it out ("UBND tỉnh", "Sở Nội vụ"), province, level."""
    where, level = read.place.name if read.place else None, read.level
    if _elsewhere().search(name):
        return name, where, level or ("province" if read.unit == "tỉnh" else None)
    own = _province(context.province, context.on)
    bound = level == "province" or name.endswith((" tỉnh", " Tỉnh"))
    city = read.unit == "thành phố"
    if context.province and not where and (bound or (city and name.endswith("thành phố"))):
        if not city or (own and own.kind == "thành phố"):
            kind = own.kind if own else "tỉnh"
            return _with_province(name, context.province, kind), context.province, level or "province"
    elif read.unit == "tỉnh":
        level = level or "province"
    return name, where, level


def _province(name: str | None, on: dt.date | None) -> Province | None:
    rows = lexicon().provinces.get(name or "", ())
    return dated(((0, row) for row in rows), on)[0][1] if rows else None


def _with_province(name: str, province: str, kind: str) -> str:
    if name.endswith((" tỉnh", " thành phố", " Thành phố")):
        base, _, unit = name.rpartition(" ")
        return f"{base} {kind if unit.lower() == 'thành phố' and kind == 'thành phố' else unit} {province}"
    return f"{name} {kind} {province}"


def _successor(read: Reading, name: str, province: str | None, level: Level | None) -> str | None:
    """Who holds the duties today of a body that has ended, where its field or its province went into another.

    The record of an old act says so too, beside the name as printed; the day of issue decides only which body it was.
    """
    row = read.department or read.body
    place = _province(province, read.on)
    after = row.successor if row else None
    moved = place.successor if place else None
    if not (after or moved) or level not in ("province", "ministry", None):
        return None
    new = name.replace(row.name, after, 1) if row and after else name
    if place and moved:
        kind = "thành phố" if moved.startswith("Thành phố ") else "tỉnh"
        old = re.escape(place.name)
        new = re.sub(rf"(?:tỉnh|thành phố) {old}\b|{old}$", kind + moved[len(kind) :], new)
    return new if new != name else None
