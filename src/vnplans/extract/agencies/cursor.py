"""A cursor over the tokens of a text, and what of the lexicon stands at a token: single words, units, territories.

Every function takes the cursor and a token, and gives the token behind what stands there: 0 if it does not stand there;
the token itself where it says that it may be empty. Nothing here looks at a whole name; that is grammar.py.
In the productions words in capitals are those of the tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from vnplans.extract.agencies.lexicon import Lexicon, lexicon, phrases
from vnplans.extract.agencies.tokens import Tokens, tokens
from vnplans.knowledge import alternatives
from vnplans.knowledge.bodies import AgencyHead, AgencyWord

__all__ = [
    "Cursor",
    "barred",
    "bracket",
    "closed",
    "cursor",
    "field",
    "further_names",
    "glued",
    "ground",
    "group_noun",
    "head",
    "head_at",
    "inner",
    "is_number",
    "is_word",
    "known",
    "many",
    "office",
    "proper",
    "proper_name",
    "second",
    "stops",
    "territory",
    "unit",
    "verb",
]


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is read, and how. `loose`: the text is known to be a list of bodies, so a name runs on to the next mark."""

    t: Tokens
    words: list[str]
    """The folded tokens, empty ones behind the last."""
    capital: list[bool]
    loose: bool
    w: Lexicon

    @property
    def strict(self) -> Cursor:
        """The same text read as running text."""
        return cursor(self.t.text, loose=False) if self.loose else self


_SHORT_UNITS = ("thành", "thị")
"""What cities and towns are called behind other units: "các huyện, thành, thị"."""
_BRACKET = 40
"""Tokens within which a bracket must close."""


@lru_cache(maxsize=256)
def cursor(text: str, *, loose: bool) -> Cursor:
    """The cursor of a text; who asks for the same text again gets the same one."""
    t = tokens(text)
    return Cursor(t, t.words, t.capital, loose, lexicon())


def is_word(token: str) -> bool:
    """No mark, and not behind the end."""
    return token[:1].isalnum()


def is_number(token: str) -> bool:
    """One or two digits: the number of a ward, a team."""
    return token.isdecimal() and len(token) <= 2


def closed(c: Cursor, i: int) -> bool:
    """The text, the clause or the bracket ends at token i."""
    return c.words[i] in ("", ",", ";", ".", ":", ")", "và")


def glued(c: Cursor, i: int) -> bool:
    """No blank stands around the mark at token i."""
    t = c.t
    return 0 < i < len(t) - 1 and t.ends[i - 1] == t.starts[i] and t.starts[i + 1] == t.ends[i]


def many(c: Cursor, i: int) -> int:
    """many = { "các" | "một số" | ... }; may be empty."""
    while found := c.w.many.at(c.t, i):
        i = found[0]
    return i


def verb(c: Cursor, i: int) -> int:
    """A word of lower case that names do not go over in running text: a verb, a preposition."""
    return 0 if c.capital[i] else c.w.stops.end(c.t, i)


def stops(c: Cursor, i: int) -> bool:
    """Does a name end at token i since a verb stands there? In a list of bodies none does."""
    return not c.loose and verb(c, i) > 0


def inner(c: Cursor, i: int) -> int:
    """A phrase that begins like a verb inside a name: "Dịch vụ việc làm"."""
    return 0 if c.loose and c.words[i] == "phòng" else c.w.inner.end(c.t, i)


def head_at(t: Tokens, w: Lexicon, i: int) -> tuple[int, AgencyHead] | None:
    """The head noun of a body: with a capital, three words long, or before the capital of its field ("phòng Kinh tế");
    an abbreviation of several words in capitals."""
    for end, row in w.heads.all_at(t, i):
        length = end - i
        if length == 1 and " " in row.word and not t.is_code(i):
            continue
        if not t.capital[i] and length < 3 and not _of_field(t, w, end, row.word):
            continue
        if barred(t, end, row.unless) and (t.shouting or not t.capital[end]):
            continue
        if (t.words[end - 1] == "." or t.words[i:end] == ["tt"]) and not _shortened(t, w, i, end, row):
            continue
        return end, row
    return None


def _shortened(t: Tokens, w: Lexicon, i: int, end: int, row: AgencyHead) -> bool:
    """Is "P.", "TT" at token i the head, no ward, town or standing board: what such a body deals with stands behind
    ("TT. Dịch vụ việc làm"), or a code that is no body ("P.VHXH")?"""
    if not t.capital[i] or not t.capital[end] or t.words[end] in row.unless:
        return False
    fields = w.fields.get(row.word)
    if fields is not None and fields.at(t, end):
        return True
    if row.word == "Trung tâm" and (w.known.at(t, end) or w.heads.at(t, end)):
        return False  # "TT. HĐND", "TT Tỉnh ủy"
    if t.is_code(end):
        return not t.shouting or not is_word(t.words[end + 1])
    common = w.common.end(t, end)
    return common > end + 1 and not t.capital[end + 1] and not t.shouting  # "P. Thống Nhất" is a ward


def _of_field(t: Tokens, w: Lexicon, i: int, head: str) -> bool:
    fields = w.fields.get(head)
    return fields is not None and t.capital[i] and fields.at(t, i) is not None


def barred(t: Tokens, end: int, unless: tuple[str, ...]) -> bool:
    """Is the word that ends before token `end` the beginning of another one ("Bộ phận", "Bộ tài liệu")?"""
    return bool(unless) and (t.words[end] in unless or f"{t.words[end]} {t.words[end + 1]}" in unless)


def head(c: Cursor, i: int) -> tuple[int, AgencyHead] | None:
    """The head noun of a body in a text; the shortest ("Sở", "Ban") are none where a comma or nothing follows."""
    found = head_at(c.t, c.w, i)
    if found and found[0] - i == 1 and not found[1].lone and c.words[found[0]] in (",", ""):
        return None
    return found


def field(c: Cursor, of: str, i: int) -> int:
    """field = FIELD [ "-" field ]; FIELD: what a department with that head is for: "Phòng Nội vụ - LĐTBXH"."""
    fields = c.w.fields.get(of)
    if not fields or not c.capital[i]:
        return 0
    for end, _ in fields.all_at(c.t, i):
        if end - i > 1 or c.t.is_code(i) or c.t.shouting:
            return (c.words[end] == "-" and field(c, of, end + 1)) or end
    return 0


def known(c: Cursor, i: int) -> int:
    """A body known by name: a code in capitals ("TTgCP"), a name with a capital; in a list of bodies any name."""
    for end, row in c.w.known.all_at(c.t, i):
        if c.t.is_code(i) if row.code else c.capital[i] or c.loose:
            return end
    return 0


def group_noun(c: Cursor, i: int) -> tuple[int, AgencyWord] | None:
    """A noun of bodies that is not the beginning of another word ("ban hành", "ngành, nghề")."""
    for end, row in c.w.groups.all_at(c.t, i):
        if not barred(c.t, end, row.unless):
            return end, row
    return None


def office(c: Cursor, i: int) -> tuple[int, AgencyWord] | None:
    """The office of a person, his deputy's too, unless it is part of a body's own name ("Chủ tịch nước")."""
    found = c.w.offices.at(c.t, i) or (c.w.offices.at(c.t, i + 1) if c.words[i] == "phó" else None)
    return None if found and c.w.known.end(c.t, i) > found[0] else found


def unit(c: Cursor, i: int) -> int:
    """A unit of territory: "tỉnh", "thành phố", "TP."; "TT" alone is none."""
    found = c.w.units.at(c.t, i)
    if not found or c.words[i + 1] in found[1].unless or (found[0] - i == 1 and c.words[i] == "tt"):
        return 0
    return found[0]


def _level(c: Cursor, i: int) -> int:
    """level = "cấp" LEVEL { ("," | "và") ( "cấp" LEVEL | unit ) }: "cấp tỉnh, huyện", "cấp huyện và cấp xã"."""
    end = c.w.levels.end(c.t, i + 1) if c.words[i] == "cấp" else 0
    while end and c.words[end] in (",", "và"):
        more = c.w.levels.end(c.t, end + 2) if c.words[end + 1] == "cấp" else _small(c, unit(c, end + 1))
        if not more:
            break
        end = more
    return end


def _small(c: Cursor, end: int) -> int:
    """The unit that ends before token `end`, unless the name of a place follows."""
    return 0 if c.capital[end] else end


def proper(c: Cursor, i: int) -> int:
    """proper = { Capital | number | "-" Capital }, seven tokens at most; may be empty. The name of a place."""
    j = i
    while j - i < 7 and j < len(c.t):
        if c.words[j] == "-" and j > i and c.capital[j + 1]:
            j += 1
        elif not (c.capital[j] or is_number(c.words[j])) or (j > i and _long_head(c, j)):
            break
        else:
            j += 1
    return j


def _long_head(c: Cursor, i: int) -> bool:
    found = head(c, i)
    return found is not None and found[0] - i > 1


def second(c: Cursor, i: int, j: int) -> bool:
    """Is token j, of a name from i on, the second syllable of a word ("Điện lực"), not behind a proper name?"""
    return j > i and c.capital[j - 1] and not c.t.is_code(j - 1) and not proper_name(c, i, j)


def proper_name(c: Cursor, i: int, j: int) -> bool:
    """Do two capitals or more of the name from i on stand right before token j: "Hà Nam", "Kim Đồng"?"""
    return j - 2 >= i and c.capital[j - 1] and c.capital[j - 2] and not c.t.is_code(j - 2)


@cache
def _aside() -> re.Pattern[str]:
    """A bracket that is no part of a name: a role, a date, a way of speaking."""
    anywhere = set(phrases("aside")) - set(phrases("aside", "first"))
    opens = alternatives(phrases("aside", "first"))
    return re.compile(rf"^\(\s*(?:{opens})\b|\d+/\d|\b(?:{alternatives(anywhere)})")


def bracket(c: Cursor, i: int) -> int:
    """bracket = "(" ... ")", unless it is an aside: "(chủ trì)", "(trước ngày 20/6)"."""
    if c.words[i] != "(":
        return 0
    for j in range(i + 1, min(i + _BRACKET, len(c.t))):
        if c.words[j] == ")":
            return 0 if _aside().search(c.t.folded[c.t.starts[i] : c.t.ends[j]]) else j + 1
    return 0


def territory(c: Cursor, i: int) -> int:
    """territory = level | [ MANY ] unit { ("," | "và" | "-" | "/") unit } [ places ] | MANY ("địa phương" | "cấp").

    "các huyện, thị xã, thành phố", "tỉnh Hải Dương", "các xã: A, B", "cấp xã".
    """
    several = c.w.many.end(c.t, i)
    j = several or i
    if end := _level(c, j):
        return end
    end = unit(c, j)
    if not end:
        noun = c.w.groups.at(c.t, j) if several else None
        return noun[0] if noun and noun[1].word in ("địa phương", "cấp") else 0
    while c.words[end] in (",", "và", "-", "/"):
        more = unit(c, end + 1) or (_short_unit(c, end + 1) if several else 0)
        if not more or c.capital[more]:
            break
        end = more
    return _places(c, end) if several else proper(c, end)


def _short_unit(c: Cursor, i: int) -> int:
    """ "thành", "thị" behind other units of a list: "các huyện, thành, thị"; none where a word goes on: "thành lập"."""
    short = c.words[i] in _SHORT_UNITS and not c.capital[i]
    return i + 1 if short and (closed(c, i + 1) or stops(c, i + 1) or verb(c, i + 1)) and not verb(c, i) > 1 else 0


def _places(c: Cursor, i: int) -> int:
    """places = [ ":" ] proper { ("," | "và") [ unit ] proper }; may be empty: "các phường: 1, 2, 3", "các xã A, B"."""
    colon = c.words[i] == ":" and _is_place(c, i + 1) and not _opens_a_duty(c, i + 1)
    end = proper(c, i + colon)
    while c.words[end] in (",", "và"):
        at = unit(c, end + 1) or end + 1
        if not _is_place(c, at) or _opens(c, at):
            break
        further = proper(c, at)
        if further == at:
            break
        end = further
    return end


def further_names(c: Cursor, i: int) -> int:
    """{ ("," | "và") proper } behind the name of the first of several; may be empty: "các xã Tân Lập |, Phú Thịnh",
    "các trường THCS Lê Lai |, Nguyễn Du và Kim Đồng"."""
    if not (c.capital[i - 1] or is_number(c.words[i - 1])) or c.t.is_code(i - 1):
        return i
    while c.words[i] in (",", "và") and _is_place(c, i + 1) and not c.t.is_code(i + 1) and not _opens(c, i + 1):
        end = proper(c, i + 1)
        listed = c.words[end] in (",", "và") or closed(c, end) or verb(c, end) > 0 or stops(c, end)
        if not listed or unit(c, i + 1):
            break
        i = end
    return i


def _opens_a_duty(c: Cursor, i: int) -> bool:
    """A verb or a time behind a colon, with the capital of its sentence: "các xã, phường: Định kỳ hằng quý ..."."""
    return not c.capital[i + 1] and is_word(c.words[i + 1]) and c.w.stops.end(c.t, i) > 0


def _opens(c: Cursor, i: int) -> bool:
    """Does the first word of a body stand at token i, where the name of a place may too?"""
    return bool(office(c, i) or head(c, i) or known(c, i))


def _is_place(c: Cursor, i: int) -> bool:
    """A capital, or the number of a ward: "các phường: 1, 2, 3"."""
    return c.capital[i] or (is_number(c.words[i]) and (closed(c, i + 1) or verb(c, i + 1) > 0))


def ground(c: Cursor, i: int) -> int:
    """ground = [ "đóng" ] "trên địa bàn" [ territory ] | "tại phụ lục" [ number ]."""
    at = i + (c.words[i] == "đóng") + (c.words[i : i + 2] == ["đóng", "quân"])
    if c.words[at : at + 3] == ["trên", "địa", "bàn"]:
        return territory(c, at + 3) or at + 3
    if c.words[i : i + 3] == ["tại", "phụ", "lục"]:
        return i + 3 + bool(re.fullmatch(r"[ivx\d]{1,4}", c.words[i + 3]))
    return 0
