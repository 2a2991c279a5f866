"""Who issues: the letterhead, the symbol, the signature, and the bodies that this office can charge."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.words import Chance, Table, table

REORGANISED, MERGED = 2025.2, 2025.5
"""When ministries and departments were reorganised, when provinces were merged and districts ended; 0.5: July."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """An issuing body as it is printed and as it is known."""

    level: str
    above: tuple[str, ...] = ()
    """The upper lines of the letterhead: the parent's."""
    lines: tuple[str, ...]
    """The issuer's own lines, bold."""
    name: str
    parent: str | None = None
    code: str
    """In the number: "UBND", "SNV", "TU"."""
    place: str
    host: str
    """How the text speaks of it: "UBND tỉnh"."""
    head: str
    """Who speaks for it: "Chủ tịch UBND tỉnh"."""
    authority: tuple[str, ...]
    position: str
    bodies: tuple[str, ...]
    """Whom it can charge, by name; `groups`: in groups."""
    groups: tuple[str, ...]
    bureau: str
    """The unit named in closing formulas."""
    party: bool = False


def _bodies(name: str) -> tuple[str, ...]:
    return tuple(table("bodies")["charged"][name])


def _groups(name: str) -> tuple[str, ...]:
    return tuple(table("bodies")["groups"][name])


def _province(chance: Chance, new: bool) -> tuple[str, str]:
    """The word and the name: "tỉnh", "Sơn La"."""
    rows = table("bodies")["provinces"]
    if chance.often(0.12):
        return "thành phố", chance.one(rows["cities"])  # as printed in the letterhead; the place line says more
    return "tỉnh", chance.one(rows["new" if new else "old"])


def departments(year: float) -> list[Table]:
    """The departments of a province in a year; the middle of 2025 counts as 2025.5."""
    rows: list[Table] = table("bodies")["department"]
    return [r for r in rows if r.get("since", 0) <= year - 0.2 and r.get("until", 9999) > year - 0.2]


def _charged_by_province(chance: Chance, year: float, unit: str) -> tuple[str, ...]:
    short = chance.often(0.25)
    names = [str(r["short"]) if short and "short" in r else str(r["name"]) for r in departments(year)]
    extra = chance.some(_bodies("province"), 5, 9) + chance.some(_bodies("odd"), 0, 2)
    if unit == "thành phố":
        extra = [b.replace("tỉnh", "thành phố") for b in extra if not b.startswith("Tỉnh")]
    return tuple(names + extra)


def _deputy(chance: Chance, collective: str | None, head: str, deputy: str) -> tuple[tuple[str, ...], str]:
    """The lines above the name, and the last of them: the position."""
    first = (f"TM. {collective}",) if collective else ()
    if chance.often(0.6):
        return (*first, f"KT. {head}"), deputy
    return first, head


def committee(chance: Chance, year: float) -> Office:
    """The people's committee of a province."""
    new = year >= MERGED
    unit, province = _province(chance, new)
    full = f"ỦY BAN NHÂN DÂN {unit} {province}".upper()
    two = ("ỦY BAN NHÂN DÂN", f"{unit} {province}".upper())
    authority, position = _deputy(chance, "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return Office(
        level="province",
        lines=chance.weighted(((two, 5), ((f"UBND {unit} {province}".upper(),), 2), ((full,), 3))),
        name=f"Ủy ban nhân dân {unit} {province}",
        code="UBND",
        place=province,
        host=f"UBND {unit}",
        head=f"Chủ tịch UBND {unit}",
        authority=authority,
        position=position,
        bodies=_charged_by_province(chance, year, unit),
        groups=tuple(g.replace("tỉnh", unit) for g in _groups("province_new" if new else "province_old")),
        bureau=f"Văn phòng UBND {unit}",
    )


def department(chance: Chance, year: float) -> Office:
    """A department of a province."""
    unit, province = _province(chance, year >= MERGED)
    row = chance.one(departments(year))
    name = str(row["name"])
    full = f"{unit} {province}".upper()
    above = chance.weighted((((f"UBND {full}",), 6), ((f"ỦY BAN NHÂN DÂN {full}",), 2), (("ỦY BAN NHÂN DÂN", full), 2)))
    authority, position = _deputy(chance, None, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    return Office(
        level="department",
        above=above,
        lines=(name.upper(),),
        name=f"{name} {unit} {province}",
        parent=f"Ủy ban nhân dân {unit} {province}",
        code=str(row["code"]),
        place=province,
        host=name,
        head=f"Giám đốc {name}",
        authority=authority,
        position=position,
        bodies=_bodies("department"),
        groups=_groups("department"),
        bureau="Văn phòng Sở",
    )


def district(chance: Chance, year: float) -> Office:
    """The committee of a district, till the middle of 2025."""
    name = chance.one(table("bodies")["places"]["districts"])
    province = chance.one(table("bodies")["provinces"]["old"])
    authority, position = _deputy(chance, "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    above = (f"UBND TỈNH {province}".upper(),) if chance.often(0.25) else ()
    return Office(
        level="district",
        above=above,
        lines=("ỦY BAN NHÂN DÂN", f"HUYỆN {name}".upper()),
        name=f"Ủy ban nhân dân huyện {name}",
        parent=f"Ủy ban nhân dân tỉnh {province}" if above else None,
        code="UBND",
        place=name,
        host="UBND huyện",
        head="Chủ tịch UBND huyện",
        authority=authority,
        position=position,
        bodies=_bodies("district"),
        groups=_groups("district"),
        bureau="Văn phòng HĐND và UBND huyện",
    )


def commune(chance: Chance, year: float) -> Office:
    """The committee of a commune or a ward."""
    name = chance.one(table("bodies")["places"]["communes"])
    unit = "xã" if chance.often(0.7) else "phường"
    new = year >= MERGED
    authority, position = _deputy(chance, "ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    over = chance.one(table("bodies")["places"]["districts"]) if not new and chance.often(0.4) else None
    bodies = _bodies("commune" if new else "village")
    return Office(
        level="commune",
        above=(f"UBND HUYỆN {over}".upper(),) if over else (),
        lines=("ỦY BAN NHÂN DÂN", f"{unit} {name}".upper()),
        name=f"Ủy ban nhân dân {unit} {name}",
        parent=f"Ủy ban nhân dân huyện {over}" if over else None,
        code="UBND",
        place=name,
        host=f"UBND {unit}",
        head=f"Chủ tịch UBND {unit}",
        authority=authority,
        position=position,
        bodies=tuple(f"{b.removesuffix('xã')}{unit}" if b.endswith("xã") else b for b in bodies),
        groups=tuple(g.replace(" xã", f" {unit}") for g in _groups("commune")),
        bureau=f"Văn phòng UBND {unit}",
    )


def ministry(chance: Chance, year: float) -> Office:
    rows = table("bodies")["ministries"]
    peers = rows["new" if year >= REORGANISED else "old"]
    name, code = chance.one(peers)
    authority, position = _deputy(chance, None, "BỘ TRƯỞNG", "THỨ TRƯỞNG")
    return Office(
        level="ministry",
        lines=(str(name).upper(),),
        name=name,
        code=code,
        place="Hà Nội",
        host=name,
        head=f"Bộ trưởng {name}",
        authority=authority,
        position=position,
        bodies=(*rows["units"], f"Sở {name.removeprefix('Bộ ')}"),
        groups=_groups("ministry"),
        bureau="Văn phòng Bộ",
    )


def government(chance: Chance, year: float) -> Office:
    """The Prime Minister, who charges ministries."""
    new = year >= REORGANISED
    ministries = [str(name) for name, _ in table("bodies")["ministries"]["new" if new else "old"]]
    deputy = chance.often(0.6)
    return Office(
        level="state",
        lines=("THỦ TƯỚNG CHÍNH PHỦ",),
        name="Thủ tướng Chính phủ",
        code="TTg",
        place="Hà Nội",
        host="Thủ tướng Chính phủ",
        head="Thủ tướng Chính phủ",
        authority=("KT. THỦ TƯỚNG",) if deputy else (),
        position="PHÓ THỦ TƯỚNG" if deputy else "THỦ TƯỚNG",
        bodies=(*ministries, *_bodies("state")),
        groups=_groups("state_new" if new else "state_old"),
        bureau="Văn phòng Chính phủ",
    )


def provincial_party(chance: Chance, year: float) -> Office:
    province = chance.one(table("bodies")["provinces"]["new" if year >= MERGED else "old"])
    return Office(
        level="party",
        lines=(f"TỈNH ỦY {province}".upper(),),
        name=f"Tỉnh ủy {province}",
        code="TU",
        place=province,
        host="Ban Thường vụ Tỉnh ủy",
        head="Bí thư Tỉnh ủy",
        authority=("T/M BAN THƯỜNG VỤ",),
        position=chance.one(("PHÓ BÍ THƯ", "BÍ THƯ")),
        bodies=_bodies("party"),
        groups=_groups("party"),
        bureau="Văn phòng Tỉnh ủy",
        party=True,
    )


def local_party(chance: Chance, year: float) -> Office:
    """The Party committee of a commune; above it the province's since 2025, the district's before."""
    name = chance.one(table("bodies")["places"]["communes"])
    places = table("bodies")
    if year >= MERGED:
        over = f"Tỉnh ủy {chance.one(places['provinces']['new'])}"
    else:
        over = f"Huyện ủy {chance.one(places['places']['districts'])}"
    above = chance.often(0.5)
    return Office(
        level="party",
        above=(over.upper(),) if above else (),
        lines=(f"ĐẢNG ỦY XÃ {name}".upper(),),
        name=f"Đảng ủy xã {name}",
        parent=over if above else None,
        code="ĐU",
        place=name,
        host="Đảng ủy xã",
        head="Bí thư Đảng ủy xã",
        authority=("T/M ĐẢNG ỦY",),
        position=chance.one(("PHÓ BÍ THƯ", "BÍ THƯ")),
        bodies=_bodies("local_party"),
        groups=_groups("local_party"),
        bureau="Văn phòng Đảng ủy",
        party=True,
    )


def union(chance: Chance, year: float) -> Office:
    """The trade unions of a province."""
    province = chance.one(table("bodies")["provinces"]["new" if year >= MERGED else "old"])
    authority, position = _deputy(chance, "BAN THƯỜNG VỤ", "CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    return Office(
        level="mass",
        above=("TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",),
        lines=(f"LIÊN ĐOÀN LAO ĐỘNG TỈNH {province}".upper(),),
        name=f"Liên đoàn Lao động tỉnh {province}",
        parent="Tổng Liên đoàn Lao động Việt Nam",
        code="LĐLĐ",
        place=province,
        host="LĐLĐ tỉnh",
        head="Chủ tịch LĐLĐ tỉnh",
        authority=authority,
        position=position,
        bodies=_bodies("mass"),
        groups=_groups("mass"),
        bureau="Văn phòng LĐLĐ tỉnh",
    )


def school(chance: Chance, year: float) -> Office:
    """A school below a commune or below the department of education."""
    name = chance.one(table("bodies")["places"]["schools"])
    where = chance.one(table("bodies")["places"]["communes"])
    authority, position = _deputy(chance, None, "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")
    if chance.often(0.5):
        above, parent = f"UBND XÃ {where}".upper(), f"Ủy ban nhân dân xã {where}"
        kinds = (("Trường Tiểu học", "TH"), ("Trường Trung học cơ sở", "THCS"), ("Trường Mầm non", "MN"))
        kind, short = chance.one(kinds)
    else:
        above, parent = "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"
        kind, short = ("Trường Trung học phổ thông", "THPT")
    abbreviated = short in ("THCS", "THPT") and chance.often(0.5)
    initials = "".join(word[0] for word in name.split()).upper()
    return Office(
        level="school",
        above=(above,),
        lines=(f"{f'TRƯỜNG {short}' if abbreviated else kind} {name}".upper(),),
        name=f"{kind} {name}",
        parent=parent,
        code=chance.one((short, initials + short, f"{short}{initials}")),
        place=where,
        host="Nhà trường",
        head="Hiệu trưởng",
        authority=authority,
        position=position,
        bodies=_bodies("school"),
        groups=_groups("school"),
        bureau="Văn phòng nhà trường",
    )


def university(chance: Chance, year: float) -> Office:
    name = chance.one(("Đại học Kinh tế Miền Trung", "Đại học Công nghệ Sông Hồng", "Cao đẳng Y tế Tây Bắc"))
    authority, position = _deputy(chance, None, "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG")
    above = chance.often(0.7)
    return Office(
        level="school",
        above=("BỘ GIÁO DỤC VÀ ĐÀO TẠO",) if above else (),
        lines=(f"TRƯỜNG {name}".upper(),),
        name=f"Trường {name}",
        parent="Bộ Giáo dục và Đào tạo" if above else None,
        code="".join(word[0] for word in name.split()).upper(),
        place=chance.one(("Hà Nội", "Đà Nẵng", "Sơn La")),
        host="Nhà trường",
        head="Hiệu trưởng",
        authority=authority,
        position=position,
        bodies=_bodies("university"),
        groups=_groups("university"),
        bureau="Phòng Hành chính",
    )


def hospital(chance: Chance, year: float) -> Office:
    unit, province = _province(chance, year >= MERGED)
    authority, position = _deputy(chance, None, "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    kind = chance.one(("Bệnh viện Đa khoa khu vực", "Bệnh viện Phụ sản", "Bệnh viện Y học cổ truyền"))
    parent = f"Sở Y tế {unit} {province}"
    return Office(
        level="other",
        above=(parent.upper(),),
        lines=(f"{kind} {province}".upper(),),
        name=f"{kind} {province}",
        parent=parent,
        code="BV",
        place=province,
        host="Bệnh viện",
        head="Giám đốc Bệnh viện",
        authority=authority,
        position=position,
        bodies=_bodies("hospital"),
        groups=_groups("hospital"),
        bureau="Phòng Tổ chức - Hành chính",
    )


BOARDS = (
    ("Ban Chỉ đạo", " Chuyển đổi số", "BCĐ", "TRƯỞNG BAN"),
    ("Ban Chỉ huy", " Phòng thủ dân sự", "BCH", "TRƯỞNG BAN"),
    ("Ban Quản lý", " Khu du lịch", "BQL", "TRƯỞNG BAN"),
    ("Trung tâm", " Điều hành đô thị", "TTĐH", "GIÁM ĐỐC"),
)


def board(chance: Chance, year: float) -> Office:
    """A steering board or an office that no table of agencies knows, below a committee."""
    base = committee(chance, year)
    host, rest, code, chief = chance.one(BOARDS)
    authority, position = _deputy(chance, None, chief, f"PHÓ {chief}")
    unit_and_place = base.name.removeprefix("Ủy ban nhân dân ")
    return replace(
        base,
        level="other",
        above=(f"UBND {unit_and_place}".upper(),),
        lines=(f"{host}{rest}".upper(),),
        name=f"{host}{rest} {unit_and_place}",
        parent=base.name,
        code=code,
        host=host,
        head=chief.capitalize(),
        authority=authority,
        position=position,
        bureau="Văn phòng thường trực",
    )


KINDS = (
    *((committee, 30.0), (department, 14.0), (district, 9.0), (commune, 12.0), (ministry, 8.0), (government, 6.0)),
    *((provincial_party, 5.0), (local_party, 4.0), (union, 3.0), (school, 5.0), (university, 2.0), (hospital, 3.0)),
    (board, 3.0),
)


def office(chance: Chance, year: float) -> Office:
    """An issuer that could have existed in that year."""
    kinds = [(make, weight) for make, weight in KINDS if make is not district or year < MERGED]
    return chance.weighted(kinds)(chance, year)
