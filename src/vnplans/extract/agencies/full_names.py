"""Who a printed name means: the full name in sentence case, level, province, parent, successor.

Capitals of names: Nghị định 30/2020/NĐ-CP, Phụ lục II. Successors: Nghị quyết 176/2025/QH15 (fields), 202/2025/QH15
(provinces).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from vnplans.extract.agencies.lexicon import Index, Known, Tokens, barred, words
from vnplans.knowledge import table
from vnplans.models import Agency, Level
from vnplans.text import fold

__all__ = ["agency_of"]

_SEVERAL = re.compile(
    r"\b(?:các|những) (?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|địa phương|cấp|tỉnh|trường|phòng)\b"
    r"|\bcấp (?:tỉnh|huyện|xã|cơ sở|trên|dưới)\b|\b(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu), "
)
""" "UBND các huyện, thị xã", "Công an cấp xã": no one body."""
_SMALL = frozenset({"và", "các", "của", "với", "cho", "về", "tại", "những", "thuộc"})


@cache
def _abbreviations() -> Index[str]:
    return Index((row["word"], row["name"]) for row in table("agency_abbreviations"))


@cache
def _provinces() -> Index[Mapping[str, Any]]:
    return Index((p, row) for row in table("provinces") for p in (row["name"], *row.get("variants", ())))


@cache
def _places() -> Mapping[str, Mapping[str, Any]]:
    return {row["name"]: row for row in table("provinces")}


class _Name:
    """One printed name under work: tokens in, words of the full name out."""

    def __init__(self, text: str, province: str | None) -> None:
        self.t = Tokens(text)
        self.out: list[str] = []
        self.level: Level | None = None
        self.unit: str | None = None
        self.province: str | None = None
        self.home = province
        self.known: Known | None = None
        self.field: Mapping[str, Any] | None = None
        self.head: str | None = None

    def read(self) -> None:
        i = self._start()
        rest = "field"
        while i < len(self.t):
            i, rest = self._step(i, rest)

    def _start(self) -> int:
        """The first known body or head, with its field; the token after it."""
        w = words()
        known = next(((e, k) for e, k in w.known.all_at(self.t, 0) if not k.code or self.t.is_code(0)), None)
        head = self._head_at(0)
        if known and (not head or known[0] > head[0]):
            self.known = known[1]
            self.field = known[1].field.row if known[1].field else None
            self.head = known[1].field.head if known[1].field else None
            of_head: Level | None = "ministry" if self.head == "Bộ" else "province" if self.head else None
            self.level = known[1].row.get("level") or of_head
            self._say(known[1].name)
            return known[0]
        return 0

    def _head_at(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        for end, row in words().heads.all_at(self.t, i):
            if end - i == 1 and " " in row["word"] and not self.t.is_code(i):
                continue
            if not self.t.is_capital(i) and end - i < 3:
                continue
            if barred(self.t, end, row) and (self.t.shouting or not self.t.is_capital(end)):
                continue
            return end, row
        return None

    def _say(self, phrase: str) -> None:
        self.out.extend(phrase.split(" "))

    def _step(self, i: int, rest: str) -> tuple[int, str]:
        """Read what stands at token i; give the next token and how open words after it are written."""
        if (head := self._head_at(i)) and (not self.out or head[0] - i > 1 or self.out[-1] not in ("Ban", "Sở")):
            end, row = head
            self._say(row["word"])
            if not self.level:
                self.level = row.get("level")
            if self.head is None and self.known is None:
                self.head = row["word"]
            return self._field(end, row)
        unit = words().units.at(self.t, i)
        if unit and (self.t.word(i) != "xã" or self.t.word(i + 1) not in ("hội", "viên", "đội")):
            return self._unit(*unit), "lower"
        if place := self._province(i):
            self.province = self.province or place[1]["name"]
            self._say(place[1]["name"])
            return place[0], rest
        if (short := _abbreviations().at(self.t, i)) and self.t.is_code(i):
            self._say(short[1])
            return short[0], "proper" if short[1].startswith(("Trung học", "Phổ thông")) else "lower"
        return self._word(i, rest)

    def _province(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        place = _provinces().at(self.t, i)
        alone = place and (self.t.shouting or not self.t.is_capital(place[0]) or place[0] - i > 1)
        return place if alone and self.t.is_capital(i) else None

    def _field(self, i: int, row: Mapping[str, Any]) -> tuple[int, str]:
        fields = words().fields.get(row["word"])
        for end, field in fields.all_at(self.t, i) if fields else ():
            if end - i > 1 or self.t.is_code(i) or fold(field.row["name"]) == self.t.word(i):
                if self.field is None:
                    self.field = field.row
                self._say(field.row["name"])
                return end, "lower"
        return i, row["rest"]

    def _unit(self, end: int, row: Mapping[str, Any]) -> int:
        """A unit and the proper name behind it."""
        self._say(row["word"])
        start = end
        place = _provinces().at(self.t, end)
        if place and place[1]["kind"] == row["word"]:
            self.province, self.unit = place[1]["name"], row["word"]
            self.level = self.level or "province"
            self._say(place[1]["name"])
            return place[0]
        while end < len(self.t) and end - start < 6 and (self.t.is_capital(end) or self.t.word(end).isdigit()):
            if self.t.shouting and (self._head_at(end) or words().units.at(self.t, end)) and end > start:
                break
            self._say(_title(self.t, end))
            end += 1
            if self.t.word(end) == "-" and self.t.is_capital(end + 1):
                self._say("-")
                end += 1
        self.unit = self.unit or row["word"]
        if end > start or row["word"] != "thành phố":
            self.level = self.level if self.level and self.level != "province" else row["level"]
        return end

    def _word(self, i: int, rest: str) -> tuple[int, str]:
        word = self.t.span(i, i + 1)
        if not self.t.shouting:
            word = self._glue(i, word)
            return i + 1, rest
        lower = word.lower()
        printed = lower.capitalize() if rest in ("field", "proper") and lower not in _SMALL else lower
        self._glue(i, word if any(c.isdigit() for c in word) else printed)
        return i + 1, "lower" if rest == "field" and printed != lower else rest

    def _glue(self, i: int, word: str) -> str:
        """Add a word with the blank before it that the print has (none before a comma, none inside brackets)."""
        if i and self.out and self.t.starts[i] == self.t.ends[i - 1]:
            self.out[-1] += word
        else:
            self.out.append(word)
        return word


def _title(tokens: Tokens, i: int) -> str:
    word = tokens.span(i, i + 1)
    return word.lower().capitalize() if tokens.shouting and not word.isdigit() else word


def _with_province(name: str, province: str) -> str:
    kind = _places().get(province, {}).get("kind", "tỉnh")
    if name.endswith((" tỉnh", " thành phố", " Thành phố")):
        base, _, unit = name.rpartition(" ")
        return f"{base} {kind if unit.lower() == 'thành phố' and kind == 'thành phố' else unit} {province}"
    return f"{name} {kind} {province}"


def _successor(read: _Name, name: str, province: str | None) -> str | None:
    """Who holds the duties now, where the field or the province went into another."""
    row = read.field if read.field is not None else (read.known.row if read.known else {})
    after = row.get("successor")
    place = _places().get(province or "", {})
    moved = place.get("successor")
    if not (after or moved) or read.level not in ("province", "ministry", None):
        return None
    new = name
    if after:
        new = new.replace(str(row["name"]), str(after), 1)
    if moved and province:
        kind, new_name = ("thành phố", moved[10:]) if moved.startswith("Thành phố ") else ("tỉnh", moved[5:])
        new = re.sub(rf"(?:tỉnh|thành phố) {re.escape(province)}\b|{re.escape(province)}$", f"{kind} {new_name}", new)
    return new if new != name else None


def agency_of(
    text: str, printed: str | None = None, *, province: str | None = None, host: str | None = None, group: bool = False
) -> Agency:
    """The Agency of one printed name without the office of its head; `printed` is its text where that differs."""
    printed = printed if printed is not None else text
    if group:
        return Agency(text=printed, name=text[:1].upper() + text[1:] if text[:1].islower() else text, group=True)
    read = _Name(re.sub(r"(?<=\w)\s*\([^()]*\)\s*$", "", text), province)
    read.read()
    name = re.sub(r"\s+([,;)])", r"\1", " ".join(read.out)).replace("( ", "(")
    name = name[:1].upper() + name[1:]
    if host and (inner := _inside(read, name, host)):
        of = agency_of(host, province=province)
        return Agency(text=printed, name=inner, parent=host, level=of.level, province=of.province, successor=None)
    name, where = _placed(read, name, province)
    return Agency(
        text=printed,
        name=name,
        group=bool(_SEVERAL.search(name)),
        level=read.level,
        province=where or (province if read.level in ("district", "commune", "province") else None),
        successor=_successor(read, name, where),
    )


def _inside(read: _Name, name: str, host: str) -> str | None:
    """A unit of the body that speaks: "Văn phòng Sở" of Sở Y tế is "Văn phòng Sở Y tế", "Phòng Tổng hợp" is its own."""
    last = name.rpartition(" ")[2]
    if last in ("Sở", "Bộ", "Cục") and last != name and host.startswith(f"{last} "):
        return f"{name[: -len(last)]}{host}"
    return name if read.head in ("Văn phòng", "Phòng", "Thanh tra") and not read.unit and read.level is None else None


def _placed(read: _Name, name: str, province: str | None) -> tuple[str, str | None]:
    """The name with the document's own province where it leaves it out ("UBND tỉnh", "Sở Nội vụ"), and the province."""
    where = read.province
    bound = read.level == "province" or name.endswith((" tỉnh", " Tỉnh"))
    city = read.unit == "thành phố"
    if province and not where and (bound or (city and name.endswith("thành phố"))):
        if not city or _places().get(province, {}).get("kind") == "thành phố":
            name, where = _with_province(name, province), province
            read.level = read.level or "province"
    elif read.unit == "tỉnh":
        read.level = read.level or "province"
    return name, where
