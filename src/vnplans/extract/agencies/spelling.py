"""A printed name read from left to right and spelt out: abbreviations opened, capitals as the decree has them.

A name in capitals says nothing of its own small letters. Known words take small ones; behind a head that is named
after somebody or something ("Trường", "Bệnh viện", "Công ty") an unknown word is a proper name and keeps its capital.
Nghị định 30/2020/NĐ-CP, Phụ lục II.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from vnplans.extract.agencies.cursor import head_at
from vnplans.extract.agencies.lexicon import Lexicon, begun, dated, lexicon
from vnplans.extract.agencies.tokens import Tokens, tokens
from vnplans.knowledge.bodies import AgencyAbbreviation, AgencyField, AgencyHead, AgencyName, AgencyWord, Province, Rest
from vnplans.models import Level
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Reading", "capitalised", "spelt"]

_SMALL = frozenset({"và", "các", "của", "với", "cho", "về", "tại", "những", "thuộc"})
"""Words without a capital inside a name."""
_OF_PLACE = frozenset({"vực", "vùng", "miền", "phía"})
"""Syllables behind which the name of a region stands: "khu vực Thủ Đức", "vùng Đông Bắc"."""
_LOOSE = regex(r"\s+([,;)])")
_DASH = regex(r"(?<=\w)-\s|\s-(?=\w)")
"""A dash with a blank on one side only."""
_VOWEL = regex(r"[AEIOUYÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ][^AEIOUYÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]{0,2}$")
"""A word with a vowel, and no more letters behind its last than a syllable has: "ĐKKV", "YHCT" are abbreviations."""
_NUMERAL = regex(r"[IVX]{1,4}")
_SYLLABLE = regex(r"(?:[BCDĐGHKLMNPRSTVX]|[CGKNPT]H|TR|NGH?|QU|GI)?[AEIOUYÀ-ỸƯƠ]{1,3}(?:[CMNPT]|CH|N[GH])?")
"""Letters in capitals that may be read as a syllable."""
_ADDRESS = 6
"""Syllables that the name of a place may have."""


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(slots=True)
class Reading:
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
    rest: Rest = "field"
    fresh: bool = True
    """No open word stands behind the last head: the next one opens the name."""
    proper: bool = False
    """The last word was a proper name."""

    def say(self, phrase: str) -> None:
        self.out += phrase.split(" ")

    def glue(self, i: int, word: str) -> None:
        """Add token i as `word`, with the blank before it that the print has (none before a comma, inside brackets)."""
        glued = i > 0 and self.t.starts[i] == self.t.ends[i - 1] and not (self.fresh and self.t.words[i - 1] == ".")
        if glued and self.out and not (self.out[-1] == "và" and self.t.words[i - 1] == "&"):
            self.out[-1] += word
        else:
            self.out.append(word)

    @property
    def name(self) -> str:
        name = _DASH.sub(" - ", " ".join(self.out))
        return capitalised(_LOOSE.sub(r"\1", name).replace("( ", "("))


def spelt(text: str, on: dt.date | None) -> Reading:
    """The reading of one printed name; `on`: the day of which the body stands, where two had one name."""
    read, w = Reading(tokens(text), on), lexicon()
    i = _known(read, w)
    while i < len(read.t):
        i = _step(read, w, i)
    return read


def _known(read: Reading, w: Lexicon) -> int:
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
    read.rest, read.fresh = "named", False
    return end


def _step(read: Reading, w: Lexicon, i: int) -> int:
    """Read what stands at token i; give the next token."""
    t = read.t
    phrase = _phrase(read, w, i) if t.shouting else 0
    if (head := head_at(t, w, i)) and head[0] >= phrase and _opens(read, w, i, *head):
        return _head(read, w, *head)
    if t.shouting and (name := w.propers.at(t, i)):
        read.say(name[1])
        read.fresh, read.proper = False, True
        return name[0]
    if phrase > i + 1:
        return _say_common(read, i, phrase)
    unit = w.units.at(t, i)  # "tỉnh ủy" without a capital still says its level; "xã hội" none
    if unit and not (unit[1].word == "xã" and t.words[i + 1] in unit[1].unless) and not _before_code(t, unit[0]):
        return _unit(read, w, *unit)
    if place := _place_alone(read, w, i):
        end, row = place
        read.place = read.place or row
        read.say(row.name)
        read.fresh, read.proper = False, True
        return end
    if t.is_code(i) and (short := w.abbreviations.at(t, i)) and _is_short(t, i, short[0]) and _belongs(read, short[1]):
        full = short[1].name
        read.say(full)
        named = read.rest == "named" or full.startswith(("Trung học", "Phổ thông"))
        read.rest, read.fresh = ("named" if named else "lower"), False
        return short[0]
    return _say_common(read, i, phrase) if phrase else _word(read, i)


def _before_code(t: Tokens, i: int) -> bool:
    """Behind "P.", "TT." a code that no place is called by: "P. HT" holds an office."""
    short = t.words[i - 2 : i] in (["p", "."], ["tt", "."])
    return short and t.is_code(i) and not _SYLLABLE.fullmatch(t.span(i, i + 1))


# Names in capitals: which words they are made of ----------------------------------------------------------------------


def _phrase(read: Reading, w: Lexicon, i: int) -> int:
    """The token behind the known words at token i of a name in capitals; 0 where none stand or a name goes on.

    One syllable alone is not enough behind a proper name: "Chợ Rẫy", "Sông Biển".
    """
    end = w.common.end(read.t, i)
    if read.rest == "proper" and end - i < 3:
        return 0
    return 0 if end == i + 1 and read.proper else end


def _opens(read: Reading, w: Lexicon, i: int, end: int, row: AgencyHead) -> bool:
    """Does a head at token i begin a body within the name? Of one syllable it may be the end of a word ("cán bộ")."""
    if not read.out or (end - i > 1 and not _of_field(read, w, end, row)):
        return True
    if not read.t.shouting:
        return read.out[-1] not in ("Ban", "Sở")
    fields = w.fields.get(row.word)
    return (read.fresh and read.out[-1] not in ("Ban", "Sở")) or bool(fields and fields.at(read.t, end))


def _of_field(read: Reading, w: Lexicon, end: int, row: AgencyHead) -> bool:
    """Is a kind of school in the midst of a name in capitals without a name of its own: "Phòng Đào tạo đại học"?"""
    t = read.t
    if not t.shouting or row.level != "school" or read.fresh or read.out[-1] == "-":
        return False
    return not t.words[end][:1].isalpha() or w.common.end(t, end) > 0


def _is_short(t: Tokens, i: int, end: int) -> bool:
    """An abbreviation that is spelt like a syllable ("TƯ") is one in a name in capitals only where the name ends."""
    return not t.shouting or not _SYLLABLE.fullmatch(t.span(i, end)) or end == len(t)


def _belongs(read: Reading, short: AgencyAbbreviation) -> bool:
    """Do the words that give the abbreviation its meaning stand before it?"""
    return not short.behind or fold(" ".join(read.out)).endswith(tuple(map(fold, short.behind)))


def _say_common(read: Reading, i: int, end: int) -> int:
    """Known words in small letters; the first word of the name behind a head with a capital, "và" begins another."""
    for at in range(i, end):
        lower = read.t.span(at, at + 1).lower()
        read.glue(at, capitalised(lower) if _opens_part(read, lower) else lower)
        read.fresh = False
    read.proper = False
    return end


def _word(read: Reading, i: int) -> int:
    """An open word: of a text in capitals written as `rest` says."""
    word = read.t.span(i, i + 1)
    if word == "&" and read.t.shouting:
        read.say("và")
        return i + 1
    if not read.t.shouting or not word[:1].isalpha():
        read.glue(i, word)
        return i + 1
    lower = word.lower()
    if any(c.isdigit() for c in word) or not _VOWEL.search(word) or (_NUMERAL.fullmatch(word) and _counts(read, i)):
        read.glue(i, word)
        return i + 1
    region = bool(read.out) and read.out[-1].lower() in _OF_PLACE
    read.proper = lower not in _SMALL and (read.rest in ("named", "proper") or region or read.proper)
    read.glue(i, capitalised(lower) if read.proper or _opens_part(read, lower) else lower)
    read.fresh = False
    return i + 1


def _opens_part(read: Reading, lower: str) -> bool:
    """Does a word open the name behind its head, or behind "và" a further part of it?"""
    return read.rest != "lower" and lower not in _SMALL and (read.fresh or read.out[-1:] == ["và"])


def _counts(read: Reading, i: int) -> bool:
    """A Roman numeral ends the name or a part of it: "khu vực III", "Trung ương I"; "vi sinh" is a word."""
    after = read.t.words[i + 1]
    return not after[:1].isalpha() or (bool(read.out) and read.out[-1].lower() in _OF_PLACE)


# Heads, units, places -------------------------------------------------------------------------------------------------


def _head(read: Reading, w: Lexicon, end: int, row: AgencyHead) -> int:
    """A head and the field behind it."""
    t = read.t
    read.say(row.word)
    read.level = read.level or row.level
    if read.head is None and read.body is None:
        read.head = row.word
    read.rest, read.fresh, read.proper = row.rest, True, False
    fields = w.fields.get(row.word)
    for stop, of in dated(fields.all_at(t, end), read.on) if fields else ():
        if stop - end > 1 or t.is_code(end) or fold(of.name) == t.words[end]:
            read.department = read.department or of
            read.say(of.name)
            read.rest, read.fresh = "named", False
            return stop
    return end


def _place_at(read: Reading, w: Lexicon, i: int) -> tuple[int, Province] | None:
    """A province; before its day a centrally run city was a city of a province: Huế until 2025."""
    found = [place for place in w.places.all_at(read.t, i) if begun(place[1], read.on)]
    return dated(found, read.on)[0] if found else None


def _place_alone(read: Reading, w: Lexicon, i: int) -> tuple[int, Province] | None:
    """A province without its unit, and no part of a longer name in capitals."""
    t = read.t
    place = _place_at(read, w, i) if t.capital[i] else None
    return place if place and (t.shouting or not t.capital[place[0]] or place[0] - i > 1) else None


def _unit(read: Reading, w: Lexicon, end: int, row: AgencyWord) -> int:
    """A unit and the proper name behind it."""
    t = read.t
    read.say(row.word)
    read.rest, read.fresh, read.proper = "lower", False, False
    start = end
    place = _place_at(read, w, end)
    if place and place[1].kind == row.word:
        read.place, read.unit = place[1], row.word
        read.level = read.level or "province"
        read.say(place[1].name)
        return place[0]
    while end < len(t) and end - start < _ADDRESS and (t.capital[end] or t.words[end].isdigit()):
        if t.shouting and (_ends_place(w, t, end) if end > start else t.words[end] in _SMALL):
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


def _ends_place(w: Lexicon, t: Tokens, i: int) -> bool:
    """Does something else begin behind the first syllable of a place in capitals?"""
    return t.words[i] in _SMALL or bool(head_at(t, w, i) or w.units.at(t, i)) or w.common.end(t, i) > i + 1
