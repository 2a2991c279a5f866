"""How the type of a document orders work (data/order_modes.toml)."""

from __future__ import annotations

from dataclasses import dataclass

from vnplans.extract.outline.items import Item
from vnplans.knowledge import rows
from vnplans.knowledge.tables import OrderMode
from vnplans.phrases import phrase
from vnplans.text import fold, normal

__all__ = [
    "OPINION",
    "ORDERS_ALL",
    "REPLY",
    "Mode",
    "answers",
    "gives_opinion",
    "is_standing",
    "mode_of",
    "mode_of_rules",
]


@dataclass(frozen=True)
class Mode:
    """`name`: silent, rules, report, reply or order; `opens`: how titles of sections that order work begin, or ()."""

    name: str
    opens: tuple[str, ...] = ()

    def opened_by(self, title: str) -> bool:
        """May a section of this title order work?"""
        return self.name == "order" or f"{normal(title)} ".startswith(tuple(f"{words} " for words in self.opens))


ORDERS_ALL = Mode("order")
REPLY = Mode("reply")
"""A letter that answers: it explains rules, and orders only what it asks of somebody ("Đề nghị Công ty ...")."""
OPINION = Mode("opinion")
"""A letter that gives its opinion of a draft: what it proposes is no work, only what it hands down."""
_CHAPTERS, _ARTICLES = 2, 5
"""Chapters and articles that only rules have."""
_OPENING = 4
"""Paragraphs among which a letter says what it answers."""


def mode_of(doc_type: str | None, root: Item) -> Mode:
    """The mode of an act's text: its type's; rules, whatever the type, if an article names their scope."""
    words = fold(doc_type or "")
    for row in rows(OrderMode):
        if words in row.types:
            return ORDERS_ALL if _is_planned(root, row) else Mode(row.mode, row.opens)
    return mode_of_rules(root)


def _is_planned(root: Item, row: OrderMode) -> bool:
    """Has the text a section that only plans of work have, lines that say who leads each of its works, or works that
    must be done by a day of the calendar? (A hướng dẫn may state rules, or plan an event.)"""
    starts = tuple(f"{title} " for title in row.planned)
    labels = tuple(f"{label}:" for label in row.labels)
    headed = any(item.heading and f"{normal(item.passage.text)} ".startswith(starts) for item in root.walk)
    labelled = sum(_is_labelled(item.passage.key, labels) for item in root.walk) if labels else 0
    dated = sum(phrase("modes.dated").search(item.passage.key) is not None for item in root.walk) if labels else 0
    return headed or labelled > 1 or dated > 1


def _is_labelled(key: str, labels: tuple[str, ...]) -> bool:
    """A line "Cơ quan chủ trì: ...", or one that closes with such a bracket."""
    return key.lstrip("-+ ").startswith(labels) or key.rpartition("(")[2].startswith(labels)


def mode_of_rules(root: Item) -> Mode:
    """The mode of rules in articles, one of which names their scope, or in chapters of articles; else the plain one."""
    articles = [item for item in root.walk if item.kind == "article"]
    chapters = sum(item.kind == "chapter" for item in root.walk)
    in_chapters = chapters >= _CHAPTERS and len(articles) >= _ARTICLES
    if in_chapters or any(phrase("modes.scope").search(item.passage.key[:60]) for item in articles):
        return next(Mode(row.mode, row.opens) for row in rows(OrderMode) if row.mode == "rules")
    return ORDERS_ALL


def is_standing(doc_type: str | None) -> bool:
    """Is its text standing rules ("Quy chế phối hợp"), whose duties no one reports as done?"""
    words = f"{fold(doc_type or '')} "
    return any(words.startswith(tuple(f"{start} " for start in row.loose)) for row in rows(OrderMode))


def answers(title: str | None, root: Item) -> bool:
    """Does a letter answer a question or petition of a citizen or a firm? By its title, or its first words."""
    if title is not None and phrase("modes.answer_title").match(fold(title)):
        return True
    return any(phrase("modes.answer").search(key) for key in _first_words(root))


def gives_opinion(root: Item) -> bool:
    """Does a letter say what its writer thinks of a draft? By its first words."""
    opening = _first_words(root)
    says = any(phrase("modes.opinion").search(key) for key in opening)
    return says and any(phrase("modes.draft").search(key) for key in opening)


def _first_words(root: Item) -> list[str]:
    return [item.passage.key for item in root.walk if item.passage.text and item.marker is None][:_OPENING]
