"""Who a printed name means: the full name in sentence case, level, province, parent, successor.

Capitals of names: Nghị định 30/2020/NĐ-CP, Phụ lục II. Successors: Nghị quyết 176/2025/QH15 (fields), 202/2025/QH15
(provinces).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from vnplans.extract.agencies.cursor import head_at
from vnplans.extract.agencies.lexicon import Lexicon, begun, dated, lexicon, phrases
from vnplans.extract.agencies.tokens import Tokens, tokens
from vnplans.knowledge import alternatives
from vnplans.knowledge.tables import AgencyField, AgencyHead, AgencyName, AgencyWord, Province, Rest
from vnplans.models import Agency, Level
from vnplans.text import fold

__all__ = ["NOWHERE", "Context", "agency_of"]

_SMALL = frozenset({"và", "các", "của", "với", "cho", "về", "tại", "những", "thuộc"})
"""Words without a capital inside a name."""
_LAST_BRACKET = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")


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
        return Agency(text=printed, name=_capitalised(text), group=True)
    read = _read(_LAST_BRACKET.sub("", text), context.on)
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


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


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
    some = alternatives(phrases("many"))
    return re.compile(rf"\b(?:{some}) (?:tỉnh|địa phương)\b|\bcấp tỉnh\b|\btỉnh, thành phố\b", re.IGNORECASE)


# Reading a name from left to right ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reading:
    """What is read of one printed name so far: the words of the full name, and what they say."""

    t: Tokens
    on: dt.date | None
    out: list[str] = field(default_factory=list)
    level: Level | None = None
    unit: str | None = None
    place: Province | None = None
    body: AgencyName | None = None
    department: AgencyField | None = None
    head: str | None = None

    def say(self, phrase: str) -> None:
        self.out += phrase.split(" ")

    def glue(self, i: int, word: str) -> None:
        """Add token i as `word`, with the blank before it that the print has (none before a comma, inside brackets)."""
        if i and self.out and self.t.starts[i] == self.t.ends[i - 1]:
            self.out[-1] += word
        else:
            self.out.append(word)

    @property
    def name(self) -> str:
        return _capitalised(re.sub(r"\s+([,;)])", r"\1", " ".join(self.out)).replace("( ", "("))


def _read(text: str, on: dt.date | None) -> _Reading:
    read, w = _Reading(tokens(text), on), lexicon()
    i = _known(read, w)
    rest: Rest = "field"
    while i < len(read.t):
        i, rest = _step(read, w, i, rest)
    return read


def _known(read: _Reading, w: Lexicon) -> int:
    """A known body at the start: the token behind it, 0 if there is none or a head of more words stands there."""
    t = read.t
    found = [(end, row) for end, row in w.known.all_at(t, 0) if not row.code or t.is_code(0)]
    head = head_at(t, w, 0)
    if not found or (head and head[0] >= found[0][0]):
        return 0
    end, known = dated(found, read.on)[0]
    if isinstance(known.row, AgencyName):
        read.body = known.row
    else:
        read.department = known.row
    read.head, read.level = known.head, known.level
    read.say(known.name)
    return end


def _step(read: _Reading, w: Lexicon, i: int, rest: Rest) -> tuple[int, Rest]:
    """Read what stands at token i; give the next token and how open words behind it are written."""
    t = read.t
    if (head := head_at(t, w, i)) and (not read.out or head[0] - i > 1 or read.out[-1] not in ("Ban", "Sở")):
        return _head(read, w, *head)
    unit = w.units.at(t, i)  # "tỉnh ủy" without a capital still says its level; "xã hội" none
    if unit and not (unit[1].word == "xã" and t.words[i + 1] in unit[1].unless):
        return _unit(read, w, *unit), "lower"
    if place := _place_alone(read, w, i):
        end, row = place
        read.place = read.place or row
        read.say(row.name)
        return end, rest
    if t.is_code(i) and (short := w.abbreviations.at(t, i)):
        read.say(short[1])
        return short[0], "proper" if short[1].startswith(("Trung học", "Phổ thông")) else "lower"
    return i + 1, _word(read, i, rest)


def _head(read: _Reading, w: Lexicon, end: int, row: AgencyHead) -> tuple[int, Rest]:
    """A head and the field behind it."""
    t = read.t
    read.say(row.word)
    read.level = read.level or row.level
    if read.head is None and read.body is None:
        read.head = row.word
    fields = w.fields.get(row.word)
    for stop, of in dated(fields.all_at(t, end), read.on) if fields else ():
        if stop - end > 1 or t.is_code(end) or fold(of.name) == t.words[end]:
            read.department = read.department or of
            read.say(of.name)
            return stop, "lower"
    return end, row.rest


def _place_at(read: _Reading, w: Lexicon, i: int) -> tuple[int, Province] | None:
    """A province; before its day a centrally run city was a city of a province: Huế until 2025."""
    found = [place for place in w.places.all_at(read.t, i) if begun(place[1], read.on)]
    return dated(found, read.on)[0] if found else None


def _place_alone(read: _Reading, w: Lexicon, i: int) -> tuple[int, Province] | None:
    """A province without its unit, and no part of a longer name in capitals."""
    t = read.t
    place = _place_at(read, w, i) if t.capital[i] else None
    return place if place and (t.shouting or not t.capital[place[0]] or place[0] - i > 1) else None


def _unit(read: _Reading, w: Lexicon, end: int, row: AgencyWord) -> int:
    """A unit and the proper name behind it."""
    t = read.t
    read.say(row.word)
    start = end
    place = _place_at(read, w, end)
    if place and place[1].kind == row.word:
        read.place, read.unit = place[1], row.word
        read.level = read.level or "province"
        read.say(place[1].name)
        return place[0]
    while end < len(t) and end - start < 6 and (t.capital[end] or t.words[end].isdigit()):
        if t.shouting and end > start and (head_at(t, w, end) or w.units.at(t, end)):
            break
        word = t.span(end, end + 1)
        read.say(word.capitalize() if t.shouting and not word.isdigit() else word)
        end += 1
        if t.words[end] == "-" and t.capital[end + 1]:
            read.say("-")
            end += 1
    read.unit = read.unit or row.word
    if end > start or row.word != "thành phố":
        read.level = read.level if read.level and read.level != "province" else row.level
    return end


def _word(read: _Reading, i: int, rest: Rest) -> Rest:
    """An open word: of a text in capitals written as `rest` says; how the words behind it are written."""
    word = read.t.span(i, i + 1)
    if not read.t.shouting:
        read.glue(i, word)
        return rest
    lower = word.lower()
    written = lower.capitalize() if rest != "lower" and lower not in _SMALL else lower
    read.glue(i, word if any(c.isdigit() for c in word) else written)
    return "lower" if rest == "field" and written != lower else rest


# What the document adds -----------------------------------------------------------------------------------------------


def _inside(read: _Reading, name: str, host: str) -> str | None:
    """A unit of the body that speaks: "Văn phòng Sở" of Sở Y tế is "Văn phòng Sở Y tế", "Phòng Tổng hợp" is its own."""
    last = name.rpartition(" ")[2]
    if last in ("Sở", "Bộ", "Cục") and last != name and host.startswith(f"{last} "):
        return f"{name[: -len(last)]}{host}"
    return name if read.head in ("Văn phòng", "Phòng", "Thanh tra") and not read.unit and read.level is None else None


def _placed(read: _Reading, name: str, context: Context) -> tuple[str, str | None, Level | None]:
    """The name with the document's own province where it leaves it out ("UBND tỉnh", "Sở Nội vụ"), province, level."""
    where, level = read.place.name if read.place else None, read.level
    if _elsewhere().search(name):
        return name, where, level or "province"
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


def _successor(read: _Reading, name: str, province: str | None, level: Level | None) -> str | None:
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
