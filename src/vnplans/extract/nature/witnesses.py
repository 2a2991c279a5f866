"""What speaks for a directive and what against it: independent witnesses, each a number from 0 to 1.

Their weights stand in data/nature_witnesses.toml, fitted by benchmarks/fit_nature.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from vnplans.extract.act import Act
from vnplans.extract.duties.subject import subject
from vnplans.extract.findings import Head
from vnplans.extract.nature.kinds import Likeness, Looks, is_letter
from vnplans.extract.nature.sheets import hollow_cells, span
from vnplans.extract.orders.sections import holds
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.tables.table import Refused, table_columns, task_rows
from vnplans.knowledge import rows
from vnplans.knowledge.tables import Kind
from vnplans.landmarks import SUBJECT, annex_label, begins, names_authority, recipients_line, tie_at
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["DEAR", "WITNESSES", "Seen", "Witness"]

_GAP = regex(r"[.…_]{5,}|(?:\. ){4,}|…{2,}|…[^…]*…|(?:[.…]{2,}\s*/\s*){2}|□|☐|(?:[.…]{3,}.*){2}")
_GAP_SIGNS = ("..", "…", "__", ". .", "._", "_.", "□", "☐")
"""One of them stands in every gap: looked for before the pattern is tried."""
_GAPS_FULL = 0.3
"""Share of lines with a gap to fill in from which a text is nothing but a form."""
_GAPS_OF_FORM = 0.5
"""How much `gaps` must say of a text under the number of a form."""
_HOLLOW_OF_FORM = 0.8
"""How much `hollow_cells` must say of a table without any head."""
_HOLLOW_OF_SHEET = 0.3
"""The same under the number of a form."""
_ARTICLES = 8
"""Articles from which a text without a head is standing law."""
_LATE, _LATE_ARTICLES = 20, 3
"""So many articles of such high numbers are enough: a decision of an office has no twentieth."""
_HEAD_LINES = 14
_FEW_LINES = 4
_TEMPLATE = 3
_ASKED_FULL = 0.2
_ORDERED_FULL = 2
"""Paragraphs that name a body and its work from which a text surely orders."""


@dataclass(frozen=True)
class Seen:
    """The document as its witnesses see it; each thing is worked out when it is first asked for."""

    act: Act
    head: Head
    within: bool = False
    """An annex that stands behind its act."""

    @cached_property
    def gaps(self) -> float:
        """How many of its lines have a gap to fill in, 1 for many; none of a text of a few lines."""
        if len(self.lines) <= _FEW_LINES:
            return 0.0
        whole = "\n".join(self.lines)
        signs = [sign for sign in _GAP_SIGNS if sign in whole]
        gaps = sum(any(sign in line for sign in signs) and _GAP.search(line) is not None for line in self.lines)
        return min(1.0, gaps / len(self.lines) / _GAPS_FULL)

    @cached_property
    def looks(self) -> Looks:
        return Looks(self.act, self.head)

    @property
    def likenesses(self) -> tuple[Likeness, ...]:
        return self.looks.likenesses

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The texts of heading and body, outside tables and columns."""
        found = (self.act.block(i) for zone in (self.act.heading, span(self.act)) for i in range(*zone))
        return tuple(block.text for block in found if block.text and (block.cell is None or block.column))

    @cached_property
    def worked(self) -> dict[int, float]:
        """How surely each table hands out work: 1 with a column of doers, a half with times alone, else nought."""
        found: dict[int, float] = {}
        for item in self.act.outline.walk:
            if item.table is None:
                continue
            columns = table_columns(self.act.pages, item.table)
            idle = isinstance(columns, Refused) or next(task_rows(self.act.pages, item.table, columns), None) is None
            if idle or isinstance(columns, Refused):
                found[item.table] = 0.0  # orders nothing, or is to be filled in
            else:
                found[item.table] = 1.0 if columns.of("lead", "both", "coordinating") else 0.5
        return found

    @property
    def opening(self) -> Iterator[str]:
        start, end = self.act.extent
        return (self.act.block(i).text for i in range(start, min(end, start + 2 * _HEAD_LINES)))

    @cached_property
    def template(self) -> bool:
        """Three sorts of blanks that only a form has in place of an act's number, body, year and signature."""
        places = (*self.act.left, *self.act.right, *range(*self.act.heading), *self.act.closing)
        texts = (*(self.act.block(i).text for i in places), *self.opening)
        found = (phrase("nature.template").search(fold(text)) for text in dict.fromkeys(texts))
        return len({match.lastgroup for match in found if match}) >= _TEMPLATE

    @property
    def sheet(self) -> bool:
        """The number of a form stands over it and much of it, or of its tables, is left to fill in; or without number,
        day and recipients a third of its lines has a gap, or nobody's table waits for a pen."""
        if _sheet(self) == 1.0 and (self.gaps >= _GAPS_OF_FORM or _hollow(self) >= _HOLLOW_OF_SHEET):
            return True
        if self.head.number is not None or self.head.issued_on is not None or _recipients(self):
            return False
        return self.gaps == 1.0 or (self.head.issuer is None and _hollow(self) >= _HOLLOW_OF_FORM)

    @property
    def spoken(self) -> bool:
        """Lines speak to those present, or one does with a speech's words. Under a type word ("BÁO CÁO TÓM TẮT") they
        do both, or somebody speaks for himself, and neither number nor recipients stand there."""
        if self.typed and (self.head.number is not None or _recipients(self) > 0):
            return False
        told = _addressed(self)
        if told == 0.0 or (told == 1.0 and not self.typed):
            return told > 0.0
        if self.typed and _spoken(self) > 0:
            return True
        said = any(like.said and like.nature.code == "speech" for like in self.likenesses)
        return said and (told == 1.0 or not self.typed)

    @property
    def standing(self) -> bool:
        """Many articles, or some of high numbers, and no head of an act that issues them: a law's or rules' text, or a
        chapter of it."""
        if self.head.number is not None or self.typed or self.head.issuer is not None:
            return False
        articles = [item for item in self.act.outline.walk if item.kind == "article"]
        late = [item for item in articles if item.marker is not None and (item.marker.value or 0) >= _LATE]
        return len(articles) >= _ARTICLES or len(late) >= _LATE_ARTICLES

    @property
    def letter(self) -> bool:
        return is_letter(self.act, self.head)

    @property
    def typed(self) -> bool:
        """A type word of an act of its own is printed, or a letter has an issuer, a number or a V/v line."""
        if self.head.doc_type is None or not self.head.doc_type.name:
            return False
        if self.inner:
            return self.within or (self._annex and _tied(self) > 0)
        known = self.head.issuer is not None or self.head.number is not None
        return not self.letter or known or self._subject

    @property
    def untyped(self) -> bool:
        """A letterhead without a type word or a letter's marks: number, recipients and signature make no act of such a
        paper; where no letterhead stands, the rest of an act may be left."""
        return self.head.doc_type is None and (self.head.issuer is not None or self.head.number is not None)

    @property
    def inner(self) -> bool:
        """Its type word is that of a part of an act."""
        return self.head.doc_type is not None and self.head.doc_type.name in _inner()

    @property
    def _annex(self) -> bool:
        at = self.act.type_block
        return at is not None and annex_label(self.act.block(at).text) is not None

    @property
    def _subject(self) -> bool:
        places = (*self.act.left, *range(*self.act.heading))
        return any(SUBJECT.match(self.act.block(index).text) for index in places)


@cache
def _inner() -> frozenset[str]:
    return frozenset(kind.name for kind in rows(Kind) if kind.inner)


Witness = Callable[[Seen], float]


def _number(seen: Seen) -> float:
    """A number of its own with its symbol, not that of the act it came with; half where the serial is blank."""
    number = seen.head.number
    if number is None or not (number.type_code or number.issuer_code) or _tied(seen) > 0 or seen.untyped:
        return 0.0
    return 1.0 if number.serial is not None else 0.5


def _issuer(seen: Seen) -> float:
    """An issuer; half where it is that of the act with which an annex came."""
    if seen.head.issuer is None:
        return 0.0
    return 0.5 if seen.typed and seen.inner else 1.0


def _type(seen: Seen) -> float:
    """The type word of an act: "Phụ lục" is none."""
    return float(seen.typed and not seen.inner)


def _signed(seen: Seen) -> float:
    """An authority or office signs."""
    return float(
        not seen.untyped
        and any(names_authority(seen.act.block(i).text) or _office(seen.act, i) for i in seen.act.closing)
    )


def _office(act: Act, index: int) -> bool:
    block = act.block(index)
    return block.capitals and begins(block.text, "authority", "office", "head")


def _recipients(seen: Seen) -> float:
    return float(not seen.untyped and any(recipients_line(seen.act.block(i).text) for i in seen.act.closing))


def _bases(seen: Seen) -> float:
    """It opens with the words that it is issued on: "Căn cứ ...", "Thực hiện Kế hoạch số ..."."""
    return float(any(begins(line.lstrip("-+ "), "opening") for line in seen.lines[:_HEAD_LINES]))


def _tied(seen: Seen) -> float:
    """A detached annex: "(Kèm theo Kế hoạch số ...)" stands in its heading."""
    if seen.within:
        return 1.0
    return float(seen.head.number is not None and any(tie_at(line) is not None for line in seen.opening))


def _assigns(seen: Seen) -> float:
    """A section on carrying out or on who does what, or a title that says so."""
    items = (i for i in seen.act.outline.walk if i.kind != "bullet" and (i.heading or (i.marker and i.children)))
    titles = (seen.act.block(i).text for i in range(*seen.act.heading))
    return float(any(holds(title) == "assignment" for title in (*titles, *(item.passage.names for item in items))))


def _work_table(seen: Seen) -> float:
    """A table of work with a column of doers; half with times alone."""
    return max(seen.worked.values(), default=0.0)


def _idle_table(seen: Seen) -> float:
    """Tables that order nothing hold most of the words, and no table of work stands beside them."""
    if not seen.worked or any(seen.worked.values()):
        return 0.0
    words = dict.fromkeys((True, False), 0)
    for index in range(*span(seen.act)):
        block = seen.act.block(index)
        words[block.cell is not None and block.column is None] += len(block.text)
    return float(words[True] > words[False])


def _ordered(seen: Seen) -> float:
    """Paragraphs whose subject is a body that must do something."""
    issuer = fold(seen.head.issuer.name) if seen.head.issuer else None
    count = 0
    for item in seen.act.outline.walk:
        if item.table is not None or not item.passage.text:
            continue
        found = subject(item.passage, seen.head.voice)
        if found is None or (issuer and all(fold(m.agency.name).startswith(issuer) for m in found.mentions)):
            continue  # the issuer's own words: "Công ty ... xác nhận:"
        count += found.ordered or verb_at(item.passage.key, found.start) is not None
        if count >= _ORDERED_FULL:
            break
    return count / _ORDERED_FULL


def _named(seen: Seen) -> float:
    """Its title is that of a kind that orders nothing; a letter has no title."""
    return float((seen.letter or not seen.typed) and seen.looks.titled)


def _about(seen: Seen) -> float:
    """Its type may order, its title is that of a kind that orders nothing: "THÔNG BÁO tuyển sinh"."""
    return float(seen.typed and not seen.letter and seen.looks.titled)


def _said(seen: Seen) -> float:
    return float(any(like.said for like in seen.likenesses))


def _agree(seen: Seen) -> float:
    """Two of title, words and table speak for one kind."""
    return float(any(like.signs > 1 for like in seen.likenesses))


def _tabled(seen: Seen) -> float:
    return float(any(like.tabled for like in seen.likenesses))


def _gaps(seen: Seen) -> float:
    return seen.gaps


def _asked(seen: Seen) -> float:
    """Questions."""
    asked = sum(line.rstrip().endswith("?") for line in seen.lines)
    return min(1.0, asked / max(1, len(seen.lines)) / _ASKED_FULL) if asked > 1 else 0.0


def _hollow(seen: Seen) -> float:
    """Share of the cells of tables, behind what is to be filled in, that are blank or dotted."""
    return hollow_cells(seen.act)


def _sheet(seen: Seen) -> float:
    """It begins with the number of a form: "Mẫu số 02"; half where nothing is left to fill in."""
    if not any(phrase("nature.sheet").match(fold(line)) for line in islice(seen.opening, _HEAD_LINES)):
        return 0.0
    return 1.0 if seen.gaps >= _GAPS_OF_FORM or _hollow(seen) > 0 else 0.5


def _bare(seen: Seen) -> float:
    """Nothing of an act is printed: no number, no type word, no closing."""
    return float(seen.head.number is None and not seen.typed and not seen.act.closing)


def _spoken(seen: Seen) -> float:
    """Somebody speaks for himself: "tôi", "chúng em"."""
    spoken = (line for line in seen.lines if phrase("nature.person").search(fold(line)))
    return len(list(islice(spoken, 3))) / 3


def _addressed(seen: Seen) -> float:
    """Lines that speak to those present: "Kính thưa ...", "Thưa các đồng chí"."""
    addressed = (line for line in seen.lines if phrase("nature.address").match(fold(line)))
    return len(list(islice(addressed, 2))) / 2


WITNESSES: Mapping[str, Witness] = {
    "number": _number,
    "issuer": _issuer,
    "type": _type,
    "signed": _signed,
    "recipients": _recipients,
    "bases": _bases,
    "tied": _tied,
    "bare": _bare,
    "assigns": _assigns,
    "named": _named,
    "about": _about,
    "addressed": _addressed,
    "said": _said,
    "tabled": _tabled,
    "agree": _agree,
    "gaps": _gaps,
    "hollow": _hollow,
    "sheet": _sheet,
    "asked": _asked,
    "spoken": _spoken,
    "idle_table": _idle_table,
}
"""In the order of asking: those that cost little first."""
DEAR: Mapping[str, Witness] = {"work_table": _work_table, "ordered": _ordered}
"""Witnesses for a directive that cost time: asked only where the others speak against it."""
