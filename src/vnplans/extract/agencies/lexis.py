"""What a word at a token is: a verb that ends a name, a known part of a name, a plural, or none of them.

A name in running text goes over known words only (data/agency_name_words.toml, the fields of departments, places). An
unknown word of lower case ends it, unless it is one or two syllables before an end that needs no guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from vnplans.extract.agencies.lexicon import Tokens, Words, words

__all__ = ["LONGEST", "SEPARATORS", "Lexis"]

SEPARATORS = frozenset({",", ";", "và", "&", "/", "hoặc", "cùng", "+"})
LONGEST = 24
"""Words that a name may have; past that the grammar has lost its way."""
_SHORT_RUN = 2
"""Syllables of a word that no table knows."""


class Lexis:
    """Ends of phrases at tokens; each method gives the token after the phrase, or its argument (or 0) if there is none.

    `loose`: the text is known to be a list of bodies, so a name runs on to the next mark.
    """

    def __init__(self, text: str, *, loose: bool) -> None:
        self.t = Tokens(text)
        self.loose = loose
        self.w: Words = words()

    def begins(self, i: int) -> bool:
        """Does a body of its own begin at token i?"""
        raise NotImplementedError

    def noun(self, i: int) -> tuple[int, Mapping[str, Any]] | None:
        """A group noun at token i."""
        raise NotImplementedError

    def tail(self, i: int) -> int:
        """End of what belongs to the body before token i."""
        raise NotImplementedError

    def many(self, i: int) -> int:
        """End of "các", "một số" at token i."""
        while found := self.w.many.at(self.t, i):
            i = found[0]
        return i

    def stops(self, i: int) -> bool:
        """A word of lower case that no name goes over: a verb, a preposition."""
        return not self.loose and not self.t.is_capital(i) and bool(self.w.stops.at(self.t, i))

    def closed(self, i: int) -> bool:
        """The text, the clause or the bracket ends at token i."""
        return self.t.word(i) in ("", ",", ";", ".", ":", ")", "và")

    def inner(self, i: int) -> int:
        """End of a phrase that begins like a verb inside a name: "Dịch vụ việc làm"; 0 if there is none."""
        found = self.w.inner.at(self.t, i)
        return found[0] if found and not (self.t.word(i) == "phòng" and self.loose) else 0

    def part(self, i: int, *, first: bool = False) -> int:
        """End of a known part of a name at token i ("bệnh tật", "Công nghệ thông tin", "số 3"), 0 if there is none or a
        verb of that length stands there. `first`: the word right behind the head."""
        if self.t.word(i) == "số" and re.fullmatch(r"\d{1,2}", self.t.word(i + 1)):
            return i + 2
        found = self.w.parts.at(self.t, i)
        if not found:
            return 0
        verb = None if self.t.is_capital(i) else self.w.stops.at(self.t, i)
        if verb and verb[0] >= found[0] and not self._noun_here(found[0], first=first):
            return 0
        return found[0] + (self.t.word(found[0]) == "hóa")  # "cổ phần hóa"

    def _noun_here(self, end: int, *, first: bool) -> bool:
        """The word is a verb elsewhere ("đào tạo"); here a verb, a tail or a body follows: "cơ sở đào tạo tổ chức"."""
        if not re.match(r"\w", self.t.word(end)):
            return first
        return self.stops(end) or self.t.is_capital(end) or self.tail(end) > end

    def unknown(self, i: int, *, most: int = _SHORT_RUN, first: bool = False) -> int:
        """End of a short word of lower case that no table knows, where a sure end follows: "Các hội quán tổ chức".

        `first`: right behind the head, where a known part may follow too: "Ban Đại diện cha mẹ học sinh".
        """
        j = i
        while j - i < most and self._is_unknown(j):
            j += 1
        return j if j > i and (self._sure_end(i, j) or (first and (self.part(j) or self.inner(j)))) else i

    def glued(self, j: int) -> bool:
        """No blank stands around the mark at token j."""
        return j > 0 and self.t.ends[j - 1] == self.t.starts[j] and self.t.starts[j + 1 : j + 2] == [self.t.ends[j]]

    def _is_unknown(self, i: int) -> bool:
        return self.t.word(i).isalpha() and not self.t.is_capital(i) and not self.stops(i) and not self.part(i)

    def _sure_end(self, i: int, j: int) -> bool:
        word = self.t.word(j)
        if word in ("", ".", ":", ";", ")"):
            return True
        if word in (",", "và"):
            return not (self.stops(j + 1) or self.w.many.at(self.t, j + 1)) or self.begins(j + 1)
        if not re.match(r"\w", word) or self.w.many.at(self.t, j) or word.isdigit():
            return False
        stop = None if self.t.is_capital(j) else self.w.stops.at(self.t, j)
        if not stop:
            return self.tail(j) > j
        return j - i > 1 or stop[0] - j > 1 or not self.w.verbs.at(self.t, j)

    def second(self, i: int, j: int) -> bool:
        """Is token j the second syllable of a word that begins with a capital ("Điện lực"), no end of a proper name?"""
        if j - 1 < i:
            return False
        return self.t.is_capital(j - 1) and not self.t.is_code(j - 1) and not self.proper_name(i, j)

    def proper_name(self, i: int, j: int) -> bool:
        """Do two capitals or more of the name from i on stand right before token j: "Hà Nam", "Kim Đồng"?"""
        return j - 2 >= i and self.t.is_capital(j - 1) and self.t.is_capital(j - 2) and not self.t.is_code(j - 2)

    def compound(self, i: int) -> int:
        """End of a verb that is part of the noun: "đơn vị tư vấn", but not "các đơn vị quản lý, sử dụng"."""
        for end, noun in self.w.compounds.all_at(self.t, i):
            if noun:
                return end
            after = self.t.word(end)
            listed = after in (",", "và") and (self.stops(end + 1) and not self.begins(end + 1))
            if not listed and (not re.match(r"\w", after) or self.stops(end) or self.tail(end) > end or after == "và"):
                return end
        return i
