"""Letterhead, number, date, legal bases, addressees, recipients and signature: words and truth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from generator.act import Block, Columns, Text
from generator.offices import Office
from generator.words import Chance, capital, table

Row = tuple[tuple[Text, ...], tuple[Text, ...]]

CODES = {
    "KẾ HOẠCH": "KH",
    "QUYẾT ĐỊNH": "QĐ",
    "CHỈ THỊ": "CT",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "CHƯƠNG TRÌNH": "CTr",
    "CÔNG ĐIỆN": "CĐ",
    "NGHỊ QUYẾT": "NQ",
    "KẾT LUẬN": "KL",
}


@dataclass(frozen=True)
class Number:
    printed: str
    """With "Số:" before it."""
    truth: str
    symbol: str
    pen: str = ""
    """The serial, where a hand writes it."""


def number(chance: Chance, office: Office, doc_type: str, *, known: bool) -> Number:
    """The number in the style of the regime; not known: the blank that a clerk fills in by hand."""
    least, most = chance.weighted((((1, 99), 3), ((100, 999), 4), ((1000, 9999), 2)))
    serial = f"{chance.number(least, most):02}"
    gap = " " * chance.number(4, 9)
    code = CODES.get(doc_type, "")
    pen = serial if known and chance.often(0.3) else ""
    if office.party:
        symbol = f"-{code or 'CV'}/{office.code}"
        colon = ":" if chance.often(0.2) else ""
        return Number(
            f"Số{colon} {serial if known else gap}{symbol}", f"{serial}{symbol}" if known else symbol, symbol, pen
        )
    symbol = f"/{code}-{office.code}" if code else f"/{office.code}-{chance.one(_unit_codes(office))}"
    shown = serial if known else gap
    space = " " if known and chance.often(0.08) else ""
    return Number(f"Số: {shown}{space}{symbol}", f"{serial}{symbol}" if known else symbol, symbol, pen)


def _unit_codes(office: Office) -> tuple[str, ...]:
    rows = {
        "province": ("KT", "VX", "NC", "TH", "KGVX", "NN", "XD", "HCC"),
        "district": ("VP", "TCKH", "NV"),
        "commune": ("VHXH", "KT", "VP"),
        "state": ("CN", "KGVX", "NN", "TH"),
        "ministry": ("PC", "TCCB", "KHTC", "VP", "DP"),
    }
    return rows.get(office.level, ("VP", "TH", "NV", "KHTC"))


def date_line(chance: Chance, place: str, day: dt.date, *, known: bool) -> str:
    month = f"{day.month:02}" if day.month < 3 or chance.often(0.3) else str(day.month)
    printed = f"{day.day:02}" if day.day > 9 or chance.often(0.85) else str(day.day)
    return f"{place}, ngày {printed if known else '   '} tháng {month} năm {day.year}"


def letterhead(chance: Chance, office: Office, printed: Number, date: str, subject: str | None) -> list[Block]:
    """Issuer beside national motto, number beside date; one row or two; a letter's subject under the number."""
    left = [Text(line, align="centre", size=12) for line in office.above]
    left += [Text(line, bold=True, align="centre", size=12.5) for line in office.lines]
    if office.party:
        left.append(Text("*", align="centre"))
        right = [Text("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, align="centre")]
    else:
        if chance.often(0.15):
            left.append(Text(chance.one(("-------", "_______", "***")), align="centre"))
        republic = chance.weighted(
            (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 9), ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1))
        )
        motto = chance.weighted((("Độc lập - Tự do - Hạnh phúc", 9), ("Độc lập – Tự do – Hạnh phúc", 1)))
        right = [Text(republic, bold=True, align="centre", size=12), Text(motto, bold=True, align="centre")]
        if chance.often(0.15):
            right.append(Text("---------------", align="centre"))
    under = [Text(printed.printed, align="centre", pen=printed.pen)]
    if subject:
        under.append(Text(subject, align="centre", size=12))
    day = Text(date, italic=True, align="centre")
    if chance.often(0.65):
        return [Columns(((tuple(left), tuple(right)), (tuple(under), (day,))))]
    return [Columns(((tuple(left + under), (*right, day)),))]


@dataclass(frozen=True)
class Bases:
    lines: tuple[Text, ...]
    truth: tuple[str, ...]


def cited(chance: Chance, year: int, party: bool = False) -> tuple[str, str]:
    """A cited act in full and its number."""
    serial, day, month = chance.number(1, 2400), chance.number(1, 28), chance.number(1, 12)
    old = year - chance.number(0, 4)
    topic = chance.one(chance.one(table("works")["field"])["topic"])
    if party:
        kind, code = chance.one((("Nghị quyết", "NQ"), ("Chỉ thị", "CT"), ("Kết luận", "KL")))
        found = f"{chance.number(1, 60)}-{code}/TW"
        return f"{kind} số {found}, ngày {day:02}/{month}/{old} của Ban Bí thư về {topic}", found
    kind, symbol, who = chance.one(
        (
            *(("Quyết định", "/QĐ-TTg", "Thủ tướng Chính phủ"), ("Nghị định", f"/{old}/NĐ-CP", "Chính phủ")),
            *(("Kế hoạch", "/KH-UBND", "UBND tỉnh"), ("Chỉ thị", "/CT-TTg", "Thủ tướng Chính phủ")),
            *(("Thông tư", f"/{old}/TT-BNV", "Bộ trưởng Bộ Nội vụ"), ("Nghị quyết", "/NQ-CP", "Chính phủ")),
        )
    )
    date = f"{day:02}/{month}/{old}" if chance.often(0.6) else f"{day:02} tháng {month} năm {old}"
    return f"{kind} số {serial}{symbol} ngày {date} của {who} về {topic}", f"{serial}{symbol}"


def bases(chance: Chance, office: Office, year: int, *, decision: bool) -> Bases:
    """The opening lines "Căn cứ ..."; laws by name, acts by number, in order."""
    lines: list[str] = []
    truth: list[str] = []
    laws = chance.some(table("wording")["laws"]["any"], 1, 2) if decision and not office.party else []
    for law in laws:
        lines.append(f"Căn cứ {law} ngày {chance.number(1, 28):02} tháng 6 năm {year - chance.number(1, 8)}")
        truth.append(law)
    for _ in range(chance.number(1, 2)):
        text, known_by = cited(chance, year, office.party)
        lines.append(f"{chance.weighted((('Căn cứ', 5), ('Thực hiện', 2)))} {text}")
        truth.append(known_by)
    if decision:
        who = office.bodies[0] if office.level != "state" else "Bộ trưởng " + office.bodies[0]
        lines.append(
            f"Theo đề nghị của {chance.one(('Giám đốc ', 'Thủ trưởng ')) if office.level == 'province' else ''}{who}"
        )
    italic = chance.often(0.6)
    ends = [";"] * (len(lines) - 1) + [chance.one((".", ",", ";")) if decision else ";"]
    return Bases(tuple(Text(t + e, italic=italic) for t, e in zip(lines, ends, strict=True)), tuple(truth))


@dataclass(frozen=True)
class Closing:
    block: Columns
    recipients: tuple[str, ...]
    signer: dict[str, object]


def person(chance: Chance) -> str:
    rows = table("bodies")["people"]
    return f"{chance.one(rows['family'])} {chance.one(rows['middle'])} {chance.one(rows['given'])}"


def closing(chance: Chance, office: Office, *, letter: bool, decision: bool) -> Closing:
    """Recipients on the left, the signature on the right."""
    rows = table("wording")["recipients"]
    names = chance.some(rows["province" if office.level == "province" else "other"], 2, 5)
    if office.host == "UBND thành phố":
        names = [n.replace("tỉnh", "thành phố").replace("Tỉnh ủy", "Thành ủy") for n in names]
    if office.party:
        names = [r for r in rows["party"] if chance.often(0.7) or r.startswith("Lưu")]
    else:
        if letter or decision:
            names.insert(0, rows["first"][1] if decision else chance.one((rows["first"][0], rows["first"][2])))
        names.append(chance.one(rows["file"]))
    dash = chance.weighted((("- ", 8), ("– ", 1), ("-", 1)))
    left = [Text(chance.weighted((("Nơi nhận:", 9), ("Nơi nhận", 1))), bold=True, italic=True, align="left", size=12)]
    for n, name in enumerate(names):
        left.append(Text(f"{dash}{name}{'.' if n == len(names) - 1 else ';'}", align="left", size=11))
    name = person(chance)
    right = [Text(line, bold=True, align="centre") for line in (*office.authority, office.position)]
    right.append(Text("(Đã ký)" if chance.often(0.3) else "", italic=True, align="centre"))
    right += [Text("", align="centre"), Text(name, bold=True, align="centre")]
    signer: dict[str, object] = {
        "name": name,
        "position": office.position,
        "authority": " / ".join(office.authority) or None,
    }
    return Closing(Columns(((tuple(left), tuple(right)),), share=0.48), tuple(names), signer)


def addressees(chance: Chance, office: Office) -> list[Block]:
    names = [chance.one(office.bodies), *chance.some(office.groups, 1, 2)]
    if len(names) == 1 or chance.often(0.3):
        return [Text(f"Kính gửi: {capital(names[-1])}", align="centre")]
    lines: list[Block] = [Text("Kính gửi:", level=2, align="left")]
    lines += [
        Text(f"- {capital(n)}{'.' if k == len(names) - 1 else ';'}", level=3, align="left") for k, n in enumerate(names)
    ]
    return lines
