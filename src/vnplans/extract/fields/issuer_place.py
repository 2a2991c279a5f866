"""How an issuer's full name takes its place: from the body above it, or from the line of place and date."""

from __future__ import annotations

import re
from functools import cache

from vnplans.extract.agencies.names import open_name
from vnplans.extract.fields.bodies import province_in
from vnplans.knowledge import alternatives, rows
from vnplans.knowledge.bodies import Province
from vnplans.landmarks import begins, leads_to, words
from vnplans.models import Agency
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = ["councils", "unit_of_place", "with_place"]

_CELL = ("chi bộ", "đảng bộ")
_COUNCIL, _PARTY, _BRANCH = "hội đồng nhân dân", "đảng", "chi nhánh"


@cache
def unit_of_place() -> re.Pattern[str]:
    """A unit of territory with its name, up to the end: "tỉnh X", "phường 3"."""
    return re.compile(rf"\b(?:{alternatives(words('unit'))})\s+[{CAPITALS}\d].*$")


@cache
def _committee() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('committee'))})\b")


@cache
def councils() -> re.Pattern[str]:
    """A council and a committee in one name."""
    council = alternatives(words("council"))
    return re.compile(rf"{council}(?:\s-\s|\svà\s){council}")


_DASHED = regex(r"\s-\s")


def _place_with_unit(place: str | None) -> str | None:
    """'Đồng Tháp' -> 'tỉnh Đồng Tháp', by the table of provinces; None for a place that is no province."""
    if not place:
        return None
    name = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", place.strip(), flags=re.IGNORECASE)
    return next((f"{row.kind} {row.name}" for row in rows(Province) if fold(row.name) == fold(name)), None)


def with_place(text: str, parent_text: str | None, printed_place: str | None, above: str | None = None) -> Agency:
    """The issuer of a letterhead: its own lines, those of the body above it, and the place of the date line.
    `above`: the body over that one, whose district or province it takes: "UBND HUYỆN X" over "PHÒNG GIÁO DỤC"."""
    office = leads_to(text, "chairman")
    if office:  # the chairman issues in his own name
        body = with_place(text[office:], parent_text, printed_place)
        return body.model_copy(update={"text": text, "name": f"Chủ tịch {body.name}"})
    province = province_in(parent_text or "") or province_in(text)
    where = _place_with_unit(printed_place)
    agency = open_name(text)
    parent = open_name(parent_text) if parent_text else None
    parent_name = _own_place(parent.name, where) if parent else None
    if parent and parent_name and above and begins(parent_name, "of_place") and not _named_itself(parent):
        parent_name = _full(parent_name, open_name(above).name, where)
    name = agency.name if _named_itself(agency) else _full(agency.name, parent_name, where)
    if not province and not _of_the_state(agency) and not (parent and _of_the_state(parent)):
        province = province_in(printed_place or "")
    return agency.model_copy(update={"name": name, "parent": parent_name, "province": agency.province or province})


def _named_itself(agency: Agency) -> bool:
    """A school with a proper name needs no place: "Trường Mầm non Hoa Sen", but "Trường Chính trị tỉnh X"."""
    if fold(agency.name).startswith(_BRANCH):
        return False
    return agency.level in ("school", "other") and not agency.name.split()[-1][:1].islower()


def _of_the_state(agency: Agency) -> bool:
    """A body of the whole country has no province, though it signs in one: its "UBND tỉnh" is that of any province.

    Of bodies that no row gives a level those are local that a place or a letterhead above them says to be.
    """
    if unit_of_place().search(agency.name) or begins(agency.name, "council", "committee"):
        return False
    central = agency.level in ("state", "ministry") or begins(agency.name, "central")
    return central or agency.name.endswith("Việt Nam") or "trung ương" in fold(agency.name)


def _before_place(name: str) -> str:
    """The name without the unit of territory that it ends with."""
    unit = unit_of_place().search(name)
    return name[: unit.start()].rstrip() if unit else name


def _own_place(name: str, where: str | None) -> str:
    """'Ủy ban nhân dân' or 'Sở Y tế' without a place takes that of the date line; a ministry has none."""
    local = begins(name, "council") or fold(name).split()[:1] == ["sở"]
    if not where or not local or unit_of_place().search(name) or province_in(name):
        return name
    base = re.sub(r" (?:tỉnh|thành phố)$", "", name)  # "UBND TỈNH" of the place line "Sơn La, ngày ..."
    return f"{base} {where}"


def _full(name: str, parent: str | None, where: str | None) -> str:
    if parent is None:
        return _own_place(name, where)
    key, above = fold(name), fold(parent)
    if above.startswith("ban chấp hành trung ương"):
        return f"{name} Trung ương Đảng" if begins(name, "of_center") and "trung ương" not in key else name
    if "trung ương" in key and "đảng" not in key and _committee().search(above):
        return f"{name} Đảng"
    if key == "văn phòng" and councils().match(above):  # "HĐND - UBND HUYỆN X" over "VĂN PHÒNG"
        return f"{name} {_DASHED.sub(' và ', parent, count=1)}"
    if key in words("serving") or (
        _committee().match(above) and not _committee().search(key) and not key.startswith(_CELL)
    ):
        return f"{name} {parent}"
    if above.startswith(_COUNCIL) and _COUNCIL not in key and key.startswith("ban "):
        return f"{_before_place(name)} {parent}"  # "BAN PHÁP CHẾ" of a people's council
    if key.startswith(_BRANCH):  # "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI" over "CHI NHÁNH TỈNH X"
        return f"{parent} {name}"
    if fold(_before_place(name)) in words("serving") and _PARTY not in above and not _committee().match(above):
        # "HỘI NÔNG DÂN VIỆT NAM" over "BAN CHẤP HÀNH TỈNH X"
        organ = _before_place(name)
        return f"{organ} {parent.removesuffix(' Việt Nam')} {name[len(organ) :].strip()}"
    unit = unit_of_place().search(parent)
    placeless = not unit_of_place().search(name) and not province_in(name)
    office = key.startswith("văn phòng ") and key.endswith(tuple(words("council")))  # "VĂN PHÒNG HĐND VÀ UBND"
    if unit and placeless and (office or begins(name, "of_place")) and begins(parent, "council"):
        return f"{name.removesuffix(' ' + unit.group().split()[0])} {unit.group()}"  # "THANH TRA TỈNH"
    return name
