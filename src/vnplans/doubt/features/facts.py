"""What the features of a record share, worked out once: its notes by field, its sections by block, what tasks cover."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property

from vnplans.doubt.notes import HINTS, least_sure
from vnplans.extract.orders.sections import holds
from vnplans.extract.orders.verbs import verb_at
from vnplans.models import Directive, Quote, Section
from vnplans.pages import Pages
from vnplans.syllables import is_syllable
from vnplans.text import fold

__all__ = ["Facts", "Vector", "unknown_words"]

Vector = dict[str, float]
"""Features by name."""

_LINE = 40
"""Characters of a line that may order work."""


class Facts:
    """A record and its pages, with what several features ask of them."""

    def __init__(self, directive: Directive, pages: Pages) -> None:
        self.directive, self.pages = directive, pages
        self.codes: dict[str, Counter[str]] = {}
        """Codes of the notes by field: warnings and graver, and hints."""
        self.refused: dict[str, int] = Counter()
        """How many notes say what was seen and left out, by code."""
        self.refused_at: dict[int, str] = {}
        """The code of what was left out, by block."""
        self.places: dict[int, Vector] = {}
        """Where each task stands, as features; filled when first asked for."""
        for note in directive.notes:
            field = note.field or ""
            if note.severity == "info" and note.code not in HINTS:
                self.refused[note.code] += 1
                if note.quote is not None:
                    self.refused_at.setdefault(note.quote.block, note.code)
            else:
                self.codes.setdefault(field, Counter())[note.code] += 1

    def quotes(self, pointer: str) -> list[Quote]:
        return self.directive.evidence.get(pointer, [])

    def rule(self, pointer: str) -> str:
        """The last word of the rule that read the value, "" where nothing bears it out."""
        quotes = self.quotes(pointer)
        return quotes[0].rule.rpartition(".")[2] if quotes else ""

    @cached_property
    def ocr(self) -> bool:
        return self.pages.text_origin != "text"

    @cached_property
    def unsure(self) -> float:
        """How unsure OCR was of the whole text: 1 less the mean of its blocks; 0 for text."""
        sure = [b.confidence for b in self.pages.blocks if b.confidence is not None]
        return 1 - sum(sure) / len(sure) if sure else 0.0

    def unsure_of(self, pointer: str) -> float:
        """1 less the least confidence of OCR in the blocks of the value."""
        sure = least_sure(self.directive, self.pages, pointer)
        return 0.0 if sure is None else 1 - sure

    @cached_property
    def task_blocks(self) -> list[int]:
        """For each task the block where its words begin; -1 where nothing bears them out."""
        tasks = range(len(self.directive.tasks))
        return [quotes[0].block if (quotes := self.quotes(f"/tasks/{i}/content")) else -1 for i in tasks]

    @cached_property
    def tasks_in(self) -> Counter[int]:
        """How many tasks begin in each block."""
        return Counter(self.task_blocks)

    @cached_property
    def covered(self) -> frozenset[int]:
        """Blocks of which some words went into a value."""
        return frozenset(q.block for quotes in self.directive.evidence.values() for q in quotes)

    @cached_property
    def ordering(self) -> list[int]:
        """Blocks of running text that begin with a verb of action and gave nothing."""
        return [
            index
            for index, b in enumerate(self.pages.blocks)
            if index not in self.covered
            and b.role == "text"
            and len(b.text) > _LINE
            and verb_at(fold(b.text[:_LINE]).lstrip("-+*•. ")) is not None
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [section.block for section in self.directive.outline]

    def sections(self, block: int) -> list[Section]:
        """The headings above a block, the nearest first."""
        out: list[Section] = []
        place = bisect_right(self._starts, block) - 1
        while place >= 0:
            out.append(self.directive.outline[place])
            place = self._above[place]
        return out

    @cached_property
    def _above(self) -> list[int]:
        """For each section the nearest one before it of a higher level; -1 for none."""
        above: list[int] = []
        open_ones: list[int] = []
        for place, section in enumerate(self.directive.outline):
            while open_ones and self.directive.outline[open_ones[-1]].level >= section.level:
                open_ones.pop()
            above.append(open_ones[-1] if open_ones else -1)
            open_ones.append(place)
        return above

    @cached_property
    def kinds(self) -> list[str | None]:
        """For each task what the nearest telling heading above says that its section holds."""
        known: dict[int, str | None] = {}
        for block in self.task_blocks:
            if block not in known:
                said = (holds(section.title) for section in self.sections(block))
                known[block] = next((kind for kind in said if kind), None)
        return [known[block] for block in self.task_blocks]

    @cached_property
    def leads(self) -> list[frozenset[str]]:
        """For each task its leads, folded."""
        return [frozenset(fold(a.text) for a in task.lead_agencies) for task in self.directive.tasks]

    @cached_property
    def led(self) -> float:
        """The share of tasks that name a lead."""
        return sum(map(bool, self.leads)) / len(self.leads) if self.leads else 0.0


def unknown_words(text: str) -> float:
    """The share of words that are no syllables of Vietnamese: OCR that misread, or names from elsewhere."""
    words = [word for word in text.split() if word.isalpha()]
    return sum(not is_syllable(word) for word in words) / len(words) if words else 0.0
