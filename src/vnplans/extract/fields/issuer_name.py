"""How an issuer's full name takes its place from the body above it or from the place line."""

from __future__ import annotations

import re

from vnplans.extract.agencies.lists import open_name
from vnplans.extract.zones.layout_words import begins
from vnplans.knowledge import table
from vnplans.models import Agency
from vnplans.text import CAPITALS, bare, fold

__all__ = ["attach_place", "province_phrase"]

_UNIT = re.compile(rf"\b(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+[{CAPITALS}\d].*$")
_CHAIRMAN = re.compile(r"CHỦ TỊCH\s+(?=ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG)")
_COMMITTEE = re.compile(r"(?:tỉnh|thành|huyện|quận|thị|đảng) ủy\b")
# Bodies named after the body they serve
_SERVING = re.compile(r"(?:văn phòng|ban thường trực|thường trực|thanh tra|ban tiếp công dân|đảng ủy)$")


def province_phrase(text: str) -> str | None:
    """The province named in a text, as data/provinces.toml spells it."""
    key = f" {bare(text)} "
    names = sorted((row["name"] for row in table("provinces")), key=len, reverse=True)
    return next((name for name in names if re.search(rf"\W{re.escape(bare(name))}\W", key)), None)


def _place_with_unit(place: str | None) -> str | None:
    """'Đồng Tháp' -> 'tỉnh Đồng Tháp', by the table of provinces; None for a place that is no province."""
    if not place:
        return None
    name = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", place.strip(), flags=re.IGNORECASE)
    for row in table("provinces"):
        if fold(row["name"]) == fold(name):
            return f"{row['kind']} {row['name']}"
    return None


def attach_place(text: str, parent_text: str | None, printed_place: str | None) -> Agency:
    """The issuer of a letterhead: its own lines, those of the body above it, and the place of the date line."""
    office = _CHAIRMAN.match(text)
    if office:  # the chairman issues in his own name
        body = attach_place(text[office.end() :], parent_text, printed_place)
        return body.model_copy(update={"text": text, "name": f"Chủ tịch {body.name}"})
    province = province_phrase(parent_text or "") or province_phrase(text) or province_phrase(printed_place or "")
    where = _place_with_unit(printed_place)
    agency = open_name(text)
    parent = open_name(parent_text) if parent_text else None
    parent_name = _own_place(parent.name, where) if parent else None
    name = _full(agency.name, parent_name, where)
    return agency.model_copy(update={"name": name, "parent": parent_name, "province": agency.province or province})


def _own_place(name: str, where: str | None) -> str:
    """'Ủy ban nhân dân' or 'Sở Y tế' without a place takes that of the date line; a ministry has none."""
    if (
        _UNIT.search(name)
        or not where
        or province_phrase(name)
        or not re.match(r"(?:ủy ban nhân dân|hội đồng nhân dân|sở)\b", fold(name))
    ):
        return name
    return f"{name} {where}"


def _full(name: str, parent: str | None, where: str | None) -> str:
    key = fold(name)
    if parent is None:
        return _own_place(name, where)
    above = fold(parent)
    if above.startswith("ban chấp hành trung ương"):
        return name if "trung ương" in key else f"{name} Trung ương Đảng"
    if "trung ương" in key and "đảng" not in key and _COMMITTEE.search(above):
        return f"{name} Đảng"
    if _SERVING.match(key) or (_COMMITTEE.match(above) and not _COMMITTEE.search(key)):
        return f"{name} {parent}"
    unit = _UNIT.search(parent)
    if (
        unit
        and not _UNIT.search(name)
        and not province_phrase(name)
        and begins(name, "of_place")
        and above.startswith(("ủy ban nhân dân", "hội đồng nhân dân"))
    ):
        return f"{name} {unit.group()}"
    return name
