"""How the name of a body goes on: head noun, field, territory, tail. Works on tokens, gives pieces of text.

Handbook 5.3 ("Splitting agency lists"): a mark or "và" parts two bodies only where another body begins behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vnplans.extract.agencies_index import Tokens, Words, words

__all__ = ["Grammar", "Piece"]

_SEPARATORS = frozenset({",", ";", "và", "&", "/", "hoặc", "cùng", "+"})
_LEVEL_WORDS = frozenset({"tỉnh", "huyện", "xã", "cơ", "trung", "phường", "thành", "thị", "quận", "sở", "bộ", "trên"})
_NOT_UNIT = {"xã": frozenset({"hội", "viên", "đội", "luận"}), "tỉnh": frozenset({"ủy", "đoàn", "lỵ", "táo"})}
_ASIDE = re.compile(r"^\(\s*(?:chủ trì|phối hợp|đầu mối|để)\b|\d+/\d|\btrước ngày|hoàn thành|thời gian|thời hạn|gọi tắt|gọi chung", re.IGNORECASE)
_LONGEST = 24
"""Words that a name may have; past that the grammar has lost its way."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens start to end (exclusive) that name a body; `prefix` is the shared head of "các Sở: Tài chính, Xây dựng"."""

    start: int
    end: int
    prefix: str = ""
    group: bool = False
    head: str = ""
    """The head whose fields may follow alone: "Sở Tài chính, Kế hoạch và Đầu tư"."""
    closed: bool = False
    """The name is whole: a known body, a field, a territory."""


class Grammar:
    """Reads bodies in one text. `loose`: the text is known to be a list of bodies, so a name runs on to the next mark."""

    def __init__(self, text: str, *, loose: bool) -> None:
        self.t = Tokens(text)
        self.loose = loose
        self.w: Words = words()

    # One entry of a list -------------------------------------------------------------------------------------------

    def entry(self, i: int) -> list[Piece]:
        """The body at token i, or the bodies of a list under one head; empty if none begins there."""
        j = self._many(i)
        office = self._office(j)
        if office and (self.t.is_capital(i) or self.t.is_capital(j) or self.loose):
            return self._held(i, *office)
        shared = self._shared(i, j) if j > i else []
        if shared:
            return shared
        if j == i and (named := self._named(i)):
            return [named]
        return self._group(i, j)

    def _office(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        """The office at token i, unless it is part of a body's own name ("Chủ tịch nước")."""
        office = self.w.offices.at(self.t, i)
        known = self.w.known.at(self.t, i)
        return None if office and known and known[0] > office[0] else office

    def _many(self, i: int) -> int:
        while found := self.w.many.at(self.t, i):
            i = found[0]
        return i

    def _held(self, i: int, j: int, row: Mapping[str, Any]) -> list[Piece]:
        """A body behind the office of its head: "Giám đốc Sở Nội vụ", "Thủ trưởng các sở, ban, ngành"."""
        if inner := self.entry(j):
            office = self.t.span(i, j) + " "
            first = inner[0]
            if first.prefix:
                return [Piece(p.start, p.end, office + p.prefix, p.group) for p in inner]
            return [Piece(i, first.end, "", first.group, first.head, first.closed), *inner[1:]]
        if "body" in row or self.loose:
            end = self._tail(self._name(j, joins=self.loose))
            return [Piece(i, end)] if "body" in row or end > j else []
        return []

    def _shared(self, i: int, j: int) -> list[Piece]:
        """Bodies under one plural head: "các Sở: Tài chính, Xây dựng"; "các trường THPT: A, B"."""
        found = self.w.heads.at(self.t, j)
        if not found:
            return []
        end, row = found
        head = str(row["word"])
        colon = self.t.word(end) == ":"
        at = end + colon
        fields = self.w.fields.get(head)
        if not (colon or (fields and fields.at(self.t, at) and self.t.is_capital(at))) or head.startswith("Ủy ban nh"):
            return []
        prefix = self.t.span(j, end)
        prefix = prefix if not self.t.is_capital(j) or len(prefix.split()) > 1 else head
        pieces: list[Piece] = []
        while at < len(self.t):
            stop = self._field_end(head, at) or self._capital_run(at)
            if stop == at or (pieces and not self._field_end(head, at) and self._begins(at)):
                break
            pieces.append(Piece(at, self._tail(stop), prefix, head=head))
            at = pieces[-1].end
            if self.t.word(at) not in _SEPARATORS:
                break
            at += 1
        return pieces

    def _field_end(self, head: str, i: int) -> int:
        """End of the field of a department at token i, or 0."""
        fields = self.w.fields.get(head)
        if not fields:
            return 0
        for end, _ in fields.all_at(self.t, i):
            if end - i > 1 or self.t.is_code(i) or self.t.shouting:
                if self.t.is_capital(i):
                    return end
        return 0

    def _begins(self, i: int) -> bool:
        """Does a body of its own begin at token i?"""
        strict = Grammar.__new__(Grammar)
        strict.t, strict.w, strict.loose = self.t, self.w, False
        after = self._many(i)
        if after > i:
            return bool(self._noun(after) or self._unit(after) or self._head(after) or self.w.offices.at(self.t, after))
        return bool(self._office(i) or strict._named(i))

    # A body with a name --------------------------------------------------------------------------------------------

    def _named(self, i: int) -> Piece | None:
        head = self._head(i)
        known = next(
            (
                (end, k)
                for end, k in self.w.known.all_at(self.t, i)
                if (self.t.is_code(i) if k.code else self.t.is_capital(i) or self.loose)
            ),
            None,
        )
        if known and (not head or known[0] > head[0]) and not self._field_end(str(head[1]["word"]) if head else "", i):
            return Piece(i, self._tail(self._territory(known[0])), closed=True)
        if not head:
            return None
        end, row = head
        word = str(row["word"])
        if field := self._field_end(word, end):
            return Piece(i, self._tail(self._territory(field)), head=word, closed=True)
        at = self._territory(end)
        closed = at > end
        if at == end:
            at = self._name(end, joins=word not in self.w.fields or self.loose or word == "Phòng", named=bool(row.get("named")))
        if at == end and (row.get("named") or word in self.w.fields) and not self.loose and not self._closed(end):
            if word != "Phòng" and word != "Sở":
                return None
        return Piece(i, self._tail(at), closed=closed or self._tail(at) > at)

    def _head(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        for end, row in self.w.heads.all_at(self.t, i):
            one = end - i == 1
            if one and row["word"].count(" ") and not self.t.is_code(i):
                continue
            if not self.t.is_capital(i) and not (end - i > 2):
                continue
            after = self.t.word(end)
            if after in row.get("unless", ()) and (not self.t.is_capital(end) or self.t.shouting):
                continue
            if one and after in (",", "") and row["word"] in ("Sở", "Bộ", "Ban", "Phòng", "Hội", "Đoàn", "Cục", "Vụ"):
                continue
            return end, row
        return None

    def _closed(self, i: int) -> bool:
        return self.t.word(i) in ("", ",", ";", ".", ":", ")", "và")

    def _capital_run(self, i: int) -> int:
        """End of a run of capitalised words, numbers and hyphens between them; lower-case words may follow the first."""
        j = i
        while j < len(self.t) and j - i < _LONGEST:
            if self.t.word(j) in _SEPARATORS or not re.match(r"[\w\-]", self.t.word(j)):
                break
            if self._stops(j):
                break
            j += 1
        return j

    def _name(self, i: int, *, joins: bool, named: bool = False) -> int:
        """End of an open name: words up to a mark, a verb, a unit; marks inside it are joined before a further capital."""
        j = i
        while j < len(self.t) and j - i < _LONGEST:
            word = self.t.word(j)
            if word in ("-", "&", ".") and j > i and self.t.is_capital(j + 1) and not self._begins(j + 1):
                j += 2
            elif word in (",", "và") and joins and j > i and self._goes_on(j + 1, i):
                j += 1
            elif inner := self._inner(j):
                j = inner
            elif word in _SEPARATORS or not re.match(r"\w", word) or (word == "các" and self._territory(j) > j):
                break
            elif j == i and (compound := self._compound(j)) > j:
                j = compound
            elif (self._unit(j) and not self.t.is_capital(j)) or (self._stops(j) and not (named and j == i)):
                break
            elif j > i and self.t.is_capital(j) and (nested := self._nested(j)):
                return nested
            else:
                j += 1
        return j

    def _inner(self, i: int) -> int:
        """End of a phrase that begins like a verb inside a name: "Dịch vụ việc làm"; 0 if there is none."""
        found = self.w.inner.at(self.t, i)
        return found[0] if found and not (self.t.word(i) == "phòng" and self.loose) else 0

    def _nested(self, i: int) -> int:
        """End of a body inside the name: "Văn phòng Ủy ban nhân dân tỉnh"; only many-word heads and party committees."""
        head = self._head(i)
        if head and (field := self._field_end(str(head[1]["word"]), head[0])):
            return self._territory(field)
        if head and head[0] - i >= 2 and str(head[1]["word"]).split()[0] in ("Ủy", "Hội", "Tỉnh", "Đảng", "Thành", "Huyện"):
            return self._territory(head[0])
        return 0

    def _goes_on(self, i: int, start: int) -> bool:
        """Is the capital word behind a mark a further part of the name ("Đầu tư, Thương mại và Du lịch")?"""
        if not self.t.is_capital(i) or self.t.is_code(i) or not any(self.t.capital[start : i - 1]):
            return False
        return not self._begins(i) and not self._noun(i)

    def _stops(self, i: int) -> bool:
        return (not self.t.is_capital(i) or self.t.word(i).isdigit()) and not self.loose and bool(self.w.stops.at(self.t, i))

    # Territory and tail ----------------------------------------------------------------------------------------------

    def _unit(self, i: int) -> int:
        """End of a unit word ("tỉnh", "thành phố") at token i, or 0."""
        found = self.w.units.at(self.t, i)
        if not found or self.t.word(i + 1) in _NOT_UNIT.get(self.t.word(i), ()):
            return 0
        return found[0] if found[0] - i > 1 or self.t.word(i) != "tt" else 0

    def _territory(self, i: int) -> int:
        """End of "các huyện, thị xã, thành phố", "tỉnh Hải Dương", "các xã: A, B", "cấp xã"; i if there is none."""
        many = self.w.many.at(self.t, i)
        j = many[0] if many else i
        if self.t.word(j) == "cấp" and self.t.word(j + 1) in _LEVEL_WORDS:
            return self._level(j)
        end = self._unit(j)
        if not end:
            if many and (found := self.w.groups.at(self.t, j)) and found[1]["word"] in ("địa phương", "cấp"):
                return found[0]
            return i
        while self.t.word(end) in (",", "và", "-", "/") and (more := self._unit(end + 1)) and not self.t.is_capital(more):
            end = more
        end += self.t.word(end) == ":" and self.t.is_capital(end + 1)
        end = self._proper(end)
        while many and self.t.word(end) in (",", "và"):
            at = self._unit(end + 1) or end + 1
            if not self.t.is_capital(at) or self._begins(at) or (further := self._proper(at)) == at:
                break
            end = further
        return end

    def _level(self, i: int) -> int:
        j = i + 2
        if self.t.word(i + 1) in ("cơ", "trung", "thành", "thị"):
            j += 1
        while self.t.word(j) in (",", "và"):
            if self.t.word(j + 1) == "cấp" and self.t.word(j + 2) in _LEVEL_WORDS:
                j += 3 + (self.t.word(j + 2) in ("cơ", "trung", "thành", "thị"))
            elif (unit := self._unit(j + 1)) and not self.t.is_capital(unit):
                j = unit
            else:
                break
        return j

    def _proper(self, i: int) -> int:
        """End of a proper name of a place: capitalised words, numbers, a hyphen between."""
        j = i
        while j - i < 7 and j < len(self.t):
            word = self.t.word(j)
            if word == "-" and j > i and self.t.is_capital(j + 1):
                j += 1
            elif not (self.t.is_capital(j) or (word.isdigit() and len(word) < 3)):
                break
            elif j > i and self._head_of_list(j):
                break
            else:
                j += 1
        return j

    def _head_of_list(self, i: int) -> bool:
        head = self._head(i)
        return bool(head and head[0] - i > 1)

    def _tail(self, i: int) -> int:
        """End of what belongs to the body before token i: brackets, territory, "liên quan", "trên địa bàn", "thuộc ..."."""
        previous = -1
        while previous != i:
            previous = i
            for part in (self._bracket, self._territory, self._member, self._related, self._place, self._of):
                i = part(i)
        return i

    def _bracket(self, i: int) -> int:
        if self.t.word(i) != "(":
            return i
        for j in range(i + 1, min(i + 40, len(self.t))):
            if self.t.word(j) == ")":
                return i if _ASIDE.search(self.t.span(i, j + 1)) else j + 1
        return i

    def _member(self, i: int) -> int:
        found = self.w.members.at(self.t, i)
        return found[0] if found else i

    def _related(self, i: int) -> int:
        at = i + (self.t.word(i) == "có")
        if self.t.words[at : at + 2] == ["liên", "quan"] and self.t.word(at + 2) not in ("đến", "tới"):
            return at + 2
        if self.t.words[i : i + 2] in (["việt", "nam"], ["trung", "ương"], ["tối", "cao"], ["trực", "thuộc"]):
            if self.t.word(i + 1) != "thuộc" or self._closed(i + 2):
                return i + 2
        if self.t.words[i : i + 2] == ["khu", "vực"] and (end := self._proper(i + 2)) > i + 2:
            return end
        if self.t.words[i : i + 2] == ["chi", "nhánh"] and (end := self._territory(i + 2)) > i + 2:
            return end
        place = self.w.places.at(self.t, i)
        return place[0] if place and self.t.is_capital(i) else i

    def _place(self, i: int) -> int:
        at = i + (self.t.word(i) == "đóng")
        if self.t.words[at : at + 3] == ["trên", "địa", "bàn"]:
            return max(self._territory(at + 3), at + 3)
        return i

    def _of(self, i: int) -> int:
        """ "thuộc UBND tỉnh", "của Sở", "trực thuộc Sở", "thuộc tỉnh"."""
        at = i + (self.t.word(i) == "trực")
        if self.t.words[at : at + 4] == ["thuộc", ",", "trực", "thuộc"]:
            at += 3
        if self.t.word(at) not in ("thuộc", "của"):
            return i
        if (end := self._territory(at + 1)) > at + 1:
            return end
        if inner := self._named(at + 1):
            return inner.end
        if (group := self._noun(at + 1)) and group[1].get("alone"):
            return self._modifiers(group[0])
        if self.t.word(at + 1) in ("sở", "bộ", "trung", "tw", "tư"):
            return at + 2 + (self.t.word(at + 2) == "ương")
        return i

    # A group -----------------------------------------------------------------------------------------------------------

    def _group(self, i: int, j: int) -> list[Piece]:
        """Bodies without a name: "các sở, ban, ngành, địa phương"; "cơ quan, đơn vị liên quan"."""
        found = self._noun(j)
        if not found:
            return []
        end, row = found
        count = 1
        end = self._tail(self._modifiers(self._compound(end)))
        while self.t.word(end) in (",", "và", "-", "/", "&") and (more := self._noun(end + 1)):
            if j == i and any(self.t.capital[i + 1 : end]) and not self.t.is_capital(end + 1):
                break  # "lực lượng Công an, chính quyền địa phương": no "các" holds them together
            if self.t.is_capital(end + 1) and self._begins(end + 1):
                break
            end = self._tail(self._modifiers(more[0]))
            count += 1
        if j > i or row.get("alone") or count > 1 or self.loose:
            return [Piece(i, end, group=True)]
        return []

    def _noun(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        """A group noun that is not the beginning of another word ("ban hành", "ngành, nghề")."""
        for end, row in self.w.groups.all_at(self.t, i):
            after = self.t.word(end), f"{self.t.word(end)} {self.t.word(end + 1)}"
            if not any(a in row.get("unless", ()) for a in after):
                return end, row
        return None

    def _compound(self, i: int) -> int:
        """End of a verb that is part of the noun: "đơn vị tư vấn", but not "các đơn vị quản lý, sử dụng"."""
        for end, noun in self.w.compounds.all_at(self.t, i):
            if noun:
                return end
            after = self.t.word(end)
            listed = after in (",", "và") and (self._stops(end + 1) and not self._begins(end + 1))
            if not listed and (not re.match(r"\w", after) or self._stops(end) or self._tail(end) > end or after == "và"):
                return end
        return i

    def _modifiers(self, i: int) -> int:
        """End of the words that belong to a group noun: "cơ quan chuyên môn", "đơn vị tư vấn"."""
        j = i
        while j < len(self.t) and j - i < _LONGEST:
            word = self.t.word(j)
            if word == "-" and self.t.word(j + 1) == "xã":  # chính trị - xã hội
                j += 3
            elif inner := self._inner(j):
                j = inner
            elif word == "được" and self._stops(j + 1) and self.t.word(j + 1) not in ("giao", "phân"):
                j = next(e for e, _ in self.w.stops.all_at(self.t, j + 1))  # "đơn vị được kiểm tra"
            elif word in _SEPARATORS or not re.match(r"\w", word) or self._stops(j):
                break
            elif self._related(j) > j or self._place(j) > j or self._of(j) > j or word in ("thuộc", "cấp"):
                break
            else:
                j += 1
        return j
