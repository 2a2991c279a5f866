"""What stands at a token of a text with names of bodies, and how far it reaches: units, territories, tails, groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vnplans.extract.agencies.lexicon import barred
from vnplans.extract.agencies.lexis import LONGEST, SEPARATORS, Lexis

__all__ = ["Reach"]

_LEVELS = frozenset({"tỉnh", "huyện", "xã", "cơ", "trung", "phường", "thành", "thị", "quận", "sở", "bộ", "trên"})
_TWO_SYLLABLES = ("cơ", "trung", "thành", "thị")
_COMMITTEE = frozenset({"ủy", "đoàn"})
_NOT_UNIT = {
    "xã": frozenset({"hội", "viên", "đội", "luận"}),
    "tỉnh": _COMMITTEE | {"lỵ", "táo"},
    "huyện": _COMMITTEE | {"lỵ"},
    "quận": _COMMITTEE,
}
_SHORT = frozenset({"Sở", "Bộ", "Ban", "Phòng", "Hội", "Đoàn", "Cục", "Vụ"})
# Brackets that are no part of a name: a role, a date, a way of speaking
_ASIDE = re.compile(
    r"^\(\s*(?:chủ trì|phối hợp|đầu mối|để)\b|\d+/\d|\btrước ngày|hoàn thành|thời gian|thời hạn|gọi tắt|gọi chung",
    re.IGNORECASE,
)


class Reach(Lexis):
    """Ends of phrases at tokens; each method gives the token after the phrase, or its argument if there is none."""

    def name_end(self, i: int) -> int:
        """End of the body with a name at token i."""
        raise NotImplementedError

    def head(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        for end, row in self.w.heads.all_at(self.t, i):
            one = end - i == 1
            if one and row["word"].count(" ") and not self.t.is_code(i):
                continue
            if not self.t.is_capital(i) and not (end - i > 2):
                continue
            after = self.t.word(end)
            if barred(self.t, end, row) and (not self.t.is_capital(end) or self.t.shouting):
                continue
            if one and after in (",", "") and row["word"] in _SHORT:
                continue
            return end, row
        return None

    def field_end(self, head: str, i: int) -> int:
        """End of the field of a department at token i, or 0."""
        fields = self.w.fields.get(head)
        if not fields:
            return 0
        for end, _ in fields.all_at(self.t, i):
            if (end - i > 1 or self.t.is_code(i) or self.t.shouting) and self.t.is_capital(i):
                joined = self.t.word(end) == "-" and self.field_end(head, end + 1)
                return joined or end  # "Phòng Nội vụ - LĐTBXH"
        return 0

    def noun(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        """A group noun that is not the beginning of another word ("ban hành", "ngành, nghề")."""
        for end, row in self.w.groups.all_at(self.t, i):
            if not barred(self.t, end, row):
                return end, row
        return None

    def modifiers(self, i: int, *, open_end: bool = False, known: bool = False) -> int:
        """End of the words that belong to a group noun: "cơ quan chuyên môn", "đơn vị tư vấn".

        `open_end`: unknown words are passed over too, up to a verb or a mark. `known`: no unknown word is.
        """
        j = i
        while j < len(self.t) and j - i < LONGEST:
            step = self._known_modifier(i, j)
            if not step:
                if self._parts(j) or self._related(j) > j or self._place(j) > j or self._of(j) > j:
                    break
                step = self._modifier(j, open_end=open_end)
                if known and step > j and not self.t.is_capital(j) and not self.loose:
                    break
            if step == j:
                break
            j = step
        return j

    def _known_modifier(self, i: int, j: int) -> int:
        """End of words at token j that a table or their form knows as inside the name of a group, or 0."""
        word = self.t.word(j)
        if word == "-":
            if self.t.word(j + 1) == "xã":  # chính trị - xã hội
                return j + 3
            return j + 2 if self.glued(j) and self.t.is_code(j + 1) else 0  # "trung tâm GDNN-GDTX"
        if inner := self.inner(j):
            return inner
        if word == "được" and self.stops(j + 1) and self.t.word(j + 1) not in ("giao", "phân"):
            return next(e for e, _ in self.w.stops.all_at(self.t, j + 1))  # "đơn vị được kiểm tra"
        if part := self.part(j, first=j == i):
            return part
        if j > i:
            return self._listed(j)
        return self.part(self.many(j)) if self.many(j) > j else 0  # "chủ đầu tư các dự án"

    def _modifier(self, j: int, *, open_end: bool) -> int:
        """End of the word at token j if it goes on the name of the group, else j."""
        if self.t.is_capital(j) and (named := self.name_end(j)) > j + 1:
            return named  # "Cơ quan Ủy ban Kiểm tra Trung ương"
        if self.loose or open_end or self.t.is_capital(j) or not self.t.word(j).isalpha():
            return j + 1
        return self.unknown(j)

    def _listed(self, i: int) -> int:
        """End of a further part of the noun behind a mark: "cơ sở sản xuất, kinh doanh"; 0 if there is none."""
        if self.t.word(i) not in (",", "và") or self.noun(i + 1) or self.begins(i + 1) or self.t.is_capital(i + 1):
            return 0
        return self.part(i + 1)

    def _parts(self, i: int) -> bool:
        """A mark, a verb, or a word that a tail begins with."""
        word = self.t.word(i)
        return word in SEPARATORS or word in ("thuộc", "cấp") or not re.match(r"\w", word) or self.stops(i)

    def unit(self, i: int) -> int:
        """End of a unit word ("tỉnh", "thành phố") at token i, or 0."""
        found = self.w.units.at(self.t, i)
        if not found or self.t.word(i + 1) in _NOT_UNIT.get(self.t.word(i), ()):
            return 0
        return found[0] if found[0] - i > 1 or self.t.word(i) != "tt" else 0

    def territory(self, i: int) -> int:
        """End of "các huyện, thị xã, thành phố", "tỉnh Hải Dương", "các xã: A, B", "cấp xã"; i if there is none."""
        many = self.w.many.at(self.t, i)
        j = many[0] if many else i
        if self.t.word(j) == "cấp" and self.t.word(j + 1) in _LEVELS:
            return self._level(j)
        end = self.unit(j)
        if not end:
            if many and (found := self.w.groups.at(self.t, j)) and found[1]["word"] in ("địa phương", "cấp"):
                return found[0]
            return i
        while self.t.word(end) in (",", "và", "-", "/"):
            more = self.unit(end + 1)
            if not more or self.t.is_capital(more):
                break
            end = more
        end += bool(many) and self.t.word(end) == ":" and self._is_name(end + 1)
        end = self.proper(end)
        while many and self.t.word(end) in (",", "và"):
            at = self.unit(end + 1) or end + 1
            if not self._is_name(at) or self.begins(at) or (further := self.proper(at)) == at:
                break
            end = further
        return end

    def _is_name(self, i: int) -> bool:
        """A capital, or the number of a ward: "các phường: 1, 2, 3"."""
        return self.t.is_capital(i) or bool(re.fullmatch(r"\d{1,2}", self.t.word(i)) and self.closed(i + 1))

    def _level(self, i: int) -> int:
        j = i + 2
        if self.t.word(i + 1) in _TWO_SYLLABLES:
            j += 1
        while self.t.word(j) in (",", "và"):
            if self.t.word(j + 1) == "cấp" and self.t.word(j + 2) in _LEVELS:
                j += 3 + (self.t.word(j + 2) in _TWO_SYLLABLES)
            elif (unit := self.unit(j + 1)) and not self.t.is_capital(unit):
                j = unit
            else:
                break
        return j

    def proper(self, i: int) -> int:
        """End of a proper name of a place: capitalised words, numbers, a hyphen between."""
        j = i
        while j - i < 7 and j < len(self.t):
            word = self.t.word(j)
            if word == "-" and j > i and self.t.is_capital(j + 1):
                j += 1
            elif not (self.t.is_capital(j) or re.fullmatch(r"\d{1,2}", word)) or (j > i and self._head_of_list(j)):
                break
            else:
                j += 1
        return j

    def _head_of_list(self, i: int) -> bool:
        head = self.head(i)
        return bool(head and head[0] - i > 1)

    def tail(self, i: int) -> int:
        """End of what belongs to the body before token i: brackets, territory, "liên quan", "trên địa bàn", "thuộc"."""
        previous = -1
        while previous != i:
            previous = i
            for part in (self.bracket, self.territory, self._member, self._related, self._place, self._of):
                i = part(i)
        return i

    def bracket(self, i: int) -> int:
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
        if self.t.words[i : i + 2] in (["việt", "nam"], ["trung", "ương"], ["tối", "cao"]):
            return i + 2
        if self.t.words[i : i + 2] == ["trực", "thuộc"] and self.closed(i + 2):
            return i + 2
        if self.t.word(i) in ("vùng", "ven") and (end := self.part(i)):
            return end
        if self.t.word(i) in ("miền", "phía") and self.t.is_capital(i + 1):
            return i + 2
        if self.t.words[i : i + 2] == ["khu", "vực"] and (end := self.proper(i + 2)) > i + 2:
            return end
        if self.t.words[i : i + 2] == ["chi", "nhánh"] and (end := self.territory(i + 2)) > i + 2:
            return end
        place = self.w.places.at(self.t, i)
        return place[0] if place and self.t.is_capital(i) else i

    def _place(self, i: int) -> int:
        at = i + (self.t.word(i) == "đóng")
        if self.t.words[at : at + 3] == ["trên", "địa", "bàn"]:
            return max(self.territory(at + 3), at + 3)
        if self.t.words[i : i + 3] == ["tại", "phụ", "lục"]:
            return i + 3 + bool(re.fullmatch(r"[ivx\d]{1,4}", self.t.word(i + 3)))
        return i

    def _of(self, i: int) -> int:
        """ "thuộc UBND tỉnh", "của Sở", "trực thuộc Sở", "thuộc tỉnh"."""
        at = i + (self.t.word(i) == "trực")
        if self.t.words[i : i + 3] == ["trực", "tiếp", "của"]:
            at = i + 2
        if self.t.words[at : at + 4] == ["thuộc", ",", "trực", "thuộc"]:
            at += 3
        if self.t.word(at) not in ("thuộc", "của"):
            return i
        if (end := self.territory(at + 1)) > at + 1:
            return end
        if (end := self.name_end(at + 1)) > at + 1:
            return end
        if group := self.noun(at + 1):
            end = self.modifiers(group[0])
            return end if group[1].get("alone") or end > group[0] else i
        if self.t.word(at + 1) == "việt" and self.t.is_capital(at + 1):
            return at + 3
        if self.t.word(at + 1) in ("sở", "bộ", "trung", "tw", "tư"):
            return at + 2 + (self.t.word(at + 2) == "ương")
        return i
