"""How the name of a body goes on: office, head noun, field, name, group. Works on tokens, gives pieces of text.

Handbook 5.3 ("Splitting agency lists"): a mark or "và" parts two bodies only where another body begins behind it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from vnplans.extract.agencies.lexis import LONGEST, SEPARATORS
from vnplans.extract.agencies.reach import Reach

__all__ = ["Grammar", "Piece"]

_PARTS = frozenset({"sở", "bộ", "cục", "ban", "tỉnh", "huyện", "xã", "đảng", "trường", "viện", "hội", "đoàn", "vụ"})
_BOARDS = ("Ban ", "Hội đồng")
_COMMITTEES = ("Ủy ", "Hội ", "Tỉnh ", "Đảng ", "Thành ", "Huyện ")


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens start to end (exclusive) that name a body; `prefix`: the shared head of "các Sở: Tài chính, Xây dựng"."""

    start: int
    end: int
    prefix: str = ""
    group: bool = False
    head: str = ""
    """The head whose fields may follow alone: "Sở Tài chính, Kế hoạch và Đầu tư"."""
    closed: bool = False
    """The name is whole: a known body, a field, a territory."""


class Grammar(Reach):
    """Reads the bodies of one text."""

    def entry(self, i: int) -> list[Piece]:
        """The body at token i, or the bodies of a list under one head; empty if none begins there."""
        j = self.many(i)
        office = self.office(j)
        if office and (self.t.is_capital(i) or self.t.is_capital(j) or self.loose):
            return self._held(i, *office)
        shared = self._shared(i, j) if j > i else []
        if shared:
            return shared
        if j == i and (named := self._named(i)):
            return [named]
        return self._group(i, j)

    def office(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        """The office at token i, unless it is part of a body's own name ("Chủ tịch nước")."""
        office = self.w.offices.at(self.t, i)
        known = self.w.known.at(self.t, i)
        return None if office and known and known[0] > office[0] else office

    def _held(self, i: int, j: int, row: Mapping[str, Any]) -> list[Piece]:
        """A body behind the office of its head: "Giám đốc Sở Nội vụ", "Thủ trưởng các sở, ban, ngành"."""
        if inner := self.entry(j):
            office = self.t.span(i, j) + " "
            first = inner[0]
            if first.prefix:
                return [Piece(p.start, p.end, office + p.prefix, p.group) for p in inner]
            return [Piece(i, first.end, "", first.group, first.head, first.closed), *inner[1:]]
        if field := self.field_end(str(row.get("body")), j):
            return [Piece(i, self.tail(self.territory(field)), closed=True)]
        if "body" in row or self.loose:
            end = self.tail(self._name(j, joins=self.loose))
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
            stop = self.field_end(head, at) or self._capital_run(at)
            if stop == at or (pieces and not self.field_end(head, at) and self.begins(at)):
                break
            pieces.append(Piece(at, self.tail(stop), prefix, head=head))
            at = pieces[-1].end
            if self.t.word(at) not in SEPARATORS:
                break
            at += 1
        return pieces

    def begins(self, i: int) -> bool:
        """Does a body of its own begin at token i?"""
        strict = Grammar.__new__(Grammar)
        strict.t, strict.w, strict.loose = self.t, self.w, False
        after = self.many(i)
        if after > i:
            return bool(self.noun(after) or self.unit(after) or self.head(after) or self.w.offices.at(self.t, after))
        return bool(self.office(i) or strict._named(i))

    def name_end(self, i: int) -> int:
        """End of the body with a name at token i, or i."""
        named = self._named(i)
        return named.end if named else i

    def _named(self, i: int) -> Piece | None:
        head = self.head(i)
        known = next(
            (
                (end, k)
                for end, k in self.w.known.all_at(self.t, i)
                if (self.t.is_code(i) if k.code else self.t.is_capital(i) or self.loose)
            ),
            None,
        )
        if known and (not head or known[0] > head[0]) and not self.field_end(str(head[1]["word"]) if head else "", i):
            return Piece(i, self.tail(self.territory(known[0])), closed=True)
        if not head:
            return None
        end, row = head
        word = str(row["word"])
        if field := self.field_end(word, end):
            return Piece(i, self.tail(self.territory(field)), head=word, closed=True)
        at = self.territory(end)
        closed = at > end
        if at == end:
            joins = word not in self.w.fields or self.loose or word == "Phòng"
            at = self._name(end, joins=joins, row=row)
        if at == end and not self.loose and not self._stands_alone(end, row):
            return None
        return Piece(i, self.tail(at), closed=closed or self.tail(at) > at)

    def _stands_alone(self, end: int, row: Mapping[str, Any]) -> bool:
        """A head without a name, ended before token `end`: "Văn phòng tham mưu", but not "Phòng hơn chữa bệnh"."""
        closed = self.closed(end) or not re.match(r"\w", self.t.word(end))
        if closed or row.get("named") or row["word"] == "Bộ":
            return closed and not row.get("named")
        return self.stops(end) or self.t.is_capital(end) or self.tail(end) > end

    def _capital_run(self, i: int) -> int:
        """End of a run of words and numbers up to a mark or a verb."""
        j = i
        while j < len(self.t) and j - i < LONGEST:
            if self.t.word(j) in SEPARATORS or not re.match(r"[\w\-]", self.t.word(j)):
                break
            if self.stops(j):
                break
            j += 1
        return j

    def _name(self, i: int, *, joins: bool, row: Mapping[str, Any] = MappingProxyType({})) -> int:
        """End of an open name: words up to a mark, a verb, a unit; a mark before a further capital may be inside it."""
        j = i
        while j < len(self.t) and j - i < LONGEST:
            step = self._over_mark(i, j, joins, row) or self._over_known(i, j)
            if not step:
                if self._ends(i, j, row):
                    break
                if self.t.is_capital(j) and (nested := self._nested(j)):
                    return nested
                step = self._over_word(i, j, row)
            if step == j:
                break
            j = step
        return j

    def _over_mark(self, i: int, j: int, joins: bool, row: Mapping[str, Any]) -> int:
        """The token behind a mark or "và" that is inside the name, or 0."""
        word = self.t.word(j)
        if j == i:
            return 0
        if word in ("-", "&", ".") and self.t.is_capital(j + 1) and not self.begins(j + 1):
            return j + 1
        if word == "/" and self.glued(j) and not self.begins(j + 1):
            return j + 2  # "da cam/dioxin"
        if word in (",", "và") and joins and (self._goes_on(j + 1, i) or self._listed(j)):
            return self._listed(j) or j + 1  # "Trung tâm Xúc tiến đầu tư, thương mại và du lịch"
        if word == "và" and row.get("rest") == "lower" and self._plain(j + 1):
            return j + 1  # "Ban Quản lý công trình dân dụng và công nghiệp"
        return 0

    def _over_known(self, i: int, j: int) -> int:
        """End of words at token j that a table knows as inside names, or 0."""
        if (inner := self.inner(j)) or self.t.word(j) in SEPARATORS or not re.match(r"\w", self.t.word(j)):
            return inner
        if self.t.word(j) == "các" and self.territory(j) == j and not self.loose:
            if j > i:
                return self.part(j + 1)  # "Ban Chỉ đạo cổ phần hóa các doanh nghiệp"
            noun = self.noun(j + 1)  # "Liên hiệp các Hội Khoa học và Kỹ thuật"
            return j + 1 if self.t.is_capital(j + 1) else noun[0] if noun else 0
        if j == i and (compound := self.compound(j)) > j:
            return compound
        return self.part(j, first=j == i)

    def _ends(self, i: int, j: int, row: Mapping[str, Any]) -> bool:
        """A mark, a unit, a verb or an office at token j ends the name."""
        word = self.t.word(j)
        if word in SEPARATORS or not re.match(r"\w", word) or (word == "các" and self.territory(j) > j):
            return True
        if (self.unit(j) and not self.t.is_capital(j)) or (self.stops(j) and not (row.get("named") and j == i)):
            return row.get("rest") != "field" or not self._cut_short(i, j)
        return j > i and self.t.is_capital(j) and self.office(j) is not None

    def _over_word(self, i: int, j: int, row: Mapping[str, Any]) -> int:
        """End of the word at token j if it goes on the name, else j."""
        free = self.loose or self.t.is_capital(j) or not self.t.word(j).isalpha() or self.second(i, j)
        if free or (row.get("rest") == "field" and self._cut_short(i, j)):
            return j + 1
        return self.unknown(j, most=1 if self.proper_name(i, j) else 2, first=j == i)

    def _plain(self, i: int) -> bool:
        """A lower-case word that begins no body, group or verb."""
        word = self.t.word(i)
        other = self.noun(i) or self.unit(i) or self.w.many.at(self.t, i) or self.w.offices.at(self.t, i)
        return word.isalpha() and not self.t.is_capital(i) and not other and not self.w.stops.at(self.t, i)

    def _cut_short(self, i: int, j: int) -> bool:
        """One syllable is no name: "Trung tâm Xúc đầu tư" lacks a word, its verb is part of the name."""
        word = self.t.word(i)
        short = j == i + 1 and self.t.is_capital(i) and len(word) > 1 and not self.t.is_code(i)
        return short and word not in _PARTS and not self.part(i)

    def _nested(self, i: int) -> int:
        """End of a body inside the name: "Văn phòng Ủy ban nhân dân tỉnh"; long heads and party committees only."""
        head = self.head(i)
        if head and (field := self.field_end(str(head[1]["word"]), head[0])):
            return self.territory(field)
        if head and head[0] - i >= 2 and str(head[1]["word"]).startswith(_COMMITTEES):
            return self.territory(head[0])
        if head and head[0] - i >= 2 and str(head[1]["word"]).startswith(_BOARDS):
            return self.name_end(i)
        return 0

    def _goes_on(self, i: int, start: int) -> bool:
        """Is the capital word behind a mark a further part of the name ("Đầu tư, Thương mại và Du lịch")?"""
        if not self.t.is_capital(i) or not any(self.t.capital[start : i - 1]):
            return False
        if self.t.is_code(i) and not (self.t.is_code(i - 2) and self.t.word(i - 1) == "và"):
            return False
        return not self.begins(i) and not self.noun(i)

    def _whole(self, i: int, end: int) -> bool:
        """Without "các" to hold a list together, a noun with a proper name or an owner stands for itself:
        "lực lượng Công an, chính quyền địa phương"."""
        return any(self.t.capital[i + 1 : end]) or "của" in self.t.words[i:end]

    def _of_state(self, i: int) -> bool:
        """A unit ("xã") or "sở" takes no unknown word into its name."""
        return bool(self.unit(i)) or self.t.word(i) == "sở"

    def _group(self, i: int, j: int) -> list[Piece]:
        """Bodies without a name: "các sở, ban, ngành, địa phương"; "cơ quan, đơn vị liên quan"."""
        found = self.noun(j)
        if not found:
            return []
        end, row = found
        count = 1
        end = self.tail(self.modifiers(self.compound(end), known=self._of_state(j)))
        while self.t.word(end) in (",", "và", "-", "/", "&") and (more := self.noun(end + 1)):
            if j == i and not self.t.is_capital(end + 1) and self._whole(i, end):
                break
            if self.t.is_capital(end + 1) and self.begins(end + 1):
                break
            end = self.tail(self.modifiers(more[0], known=self._of_state(end + 1)))
            count += 1
        alone = row.get("alone") or (row.get("modified") and end > found[0])
        if j > i or alone or count > 1 or self.loose:
            return [Piece(i, end, group=True)]
        return []
