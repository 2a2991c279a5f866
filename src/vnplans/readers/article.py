"""The article of a web page among menus, side columns, comments, cookie bars and footers.

By the density of running text: from the body down to the element whose children share the prose among them, then up
to the headline. Nothing is taken from pages without such furniture (pages that Word saved). A saved act keeps its
letterhead, its signature and its recipients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from vnplans.knowledge import rows
from vnplans.knowledge.tables import PageFurniture
from vnplans.text import bare

__all__ = ["Article", "article", "is_furniture", "words_of"]

_SKIPPED = frozenset(("script", "style", "noscript", "template", "head", "iframe", "svg", "object", "button", "select"))
_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "menu", "dialog"))
_HOLDERS = frozenset(
    ("div", "section", "article", "main", "header", "ul", "ol", "dl", "table", "td", "tr", "tbody", "center")
)
_PROSE = 60
"""Characters of running text that are no label of a menu."""
_LINKS = 5
"""Links that a page without furniture does not have."""
_SHARE = 0.7
"""Of its parent's prose, so that the article stands in one child."""
_UP = 5
"""Steps from the prose up to the headline."""
_HEADLINE = 400
"""Characters of a headline, its date line and author."""
_LETTERHEAD = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc")
_CLOSING = ("noi nhan",)


@dataclass(frozen=True, slots=True)
class Article:
    """The element that holds the article and its headline, and what within it is left out."""

    root: etree._Element
    dropped: frozenset[etree._Element]


@cache
def _named(kind: str) -> frozenset[str]:
    return frozenset(w for row in rows(PageFurniture) if row.kind == kind for w in row.words)


def words_of(element: etree._Element) -> set[str]:
    """The class names and the id of an element, in small letters."""
    said = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''}"
    return {re.sub(r"[_]", "-", w.lower()) for w in said.split()}


def is_furniture(names: set[str]) -> bool:
    """Some name is one of furniture, whole or as its first or last part: "main-menu", "footer-links"."""
    known = _named("furniture")
    if names & _named("content"):
        return False
    for name in names:
        parts = name.split("-")
        if name in known or parts[-1] in known or parts[0] in known:
            return True
    return False


def article(root: etree._Element) -> Article:
    """The article of the page; all of it where nothing parts it from furniture."""
    body = next(iter(root.iter("body")), root)
    if not _is_portal(body):
        cell = _laid_out(body)
        return Article(root if cell is None else cell, frozenset())
    prose = _Prose(body)
    marks = list(_marks(body))
    held = _held(body, prose, marks)
    if held is None:
        return Article(root, frozenset())
    top = held if marks else _with_headline(held, prose)
    return Article(top, frozenset(e for e in top.iter() if e is not top and _is_dropped(e, held, prose)))


def _laid_out(body: etree._Element) -> etree._Element | None:
    """The cell of a table that only lays the page out: a saved act's from its letterhead to its recipients, else one
    beside which there are but links."""
    if next(body.iter("table"), None) is None:
        return None
    prose, marks = _Prose(body), list(_marks(body))
    held = _held(body, prose, marks)
    if held is None or held is body:
        return None
    cell = held if held.tag in _CELL else next(held.iterancestors(*_CELL), None)
    if cell is None or marks:
        return cell
    beside = prose.text[body] - prose.links[body] - prose.text[cell] + prose.links[cell]
    return cell if beside <= _BESIDE and sum(1 for _ in cell.iter(*_TEXT)) >= _PARTS else None


_BESIDE = 60
"""Characters beside such a cell that are no links, at most."""
_TEXT, _PARTS = ("p", "div", "li", "tr"), 5
_CELL = ("td", "th")


def _is_portal(body: etree._Element) -> bool:
    if any(True for _ in body.iter("nav", "footer", "aside", "header")):
        return True
    return sum(1 for _ in body.iter("a")) >= _LINKS


class _Prose:
    """How much running text each element holds, links left out; what all of a page's text and links are."""

    def __init__(self, body: etree._Element) -> None:
        self.of: dict[etree._Element, int] = {}
        self.links: dict[etree._Element, int] = {}
        self.text: dict[etree._Element, int] = {}
        self._measure(body, linked=False, depth=0)

    def _measure(self, element: etree._Element, *, linked: bool, depth: int) -> tuple[int, int, int, int]:
        """Prose, text within links, all text, and the text of its own paragraph that is not yet prose."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED or depth > 200:
            return 0, 0, 0, 0
        linked = linked or element.tag == "a"
        own = len((element.text or "").strip())
        prose = links = 0
        text = own
        for child in element:
            inner, inner_links, inner_text, loose = self._measure(child, linked=linked, depth=depth + 1)
            tail = len((child.tail or "").strip())
            prose, links, text = prose + inner, links + inner_links, text + inner_text + tail
            own += loose + tail
        if linked:
            links, own = text, 0
        inline = element.tag in ("a", "b", "strong", "i", "em", "u", "span", "font", "br", "sup", "sub", "small")
        loose = own if inline else 0
        if not inline and own >= _PROSE:
            prose += own
        self.of[element], self.links[element], self.text[element] = prose, links, text
        return prose, links, text, loose


def _held(body: etree._Element, prose: _Prose, marks: Sequence[etree._Element]) -> etree._Element | None:
    """The deepest element that holds most of the prose; of a saved act, all from its letterhead to its recipients."""
    if not prose.of.get(body):
        return None
    element = body
    while True:
        total = prose.of.get(element, 0)
        inner = [c for c in element if isinstance(c.tag, str) and c.tag in _HOLDERS]
        best = max(inner, key=lambda c: prose.of.get(c, 0), default=None)
        if best is None or prose.of.get(best, 0) < _SHARE * total or _is_named_furniture(best):
            return element
        if any(mark is not best and not _within(mark, best) for mark in marks):
            return element
        element = best


def _is_named_furniture(element: etree._Element) -> bool:
    return element.tag in _FURNITURE_TAGS or is_furniture(words_of(element))


def _marks(body: etree._Element) -> Iterator[etree._Element]:
    """The elements of the motto and of the recipients of a saved act; none of a page of news."""
    found = list(_saying(body, _LETTERHEAD))
    if found:
        yield from found[:2]
        yield from _saying(body, _CLOSING)


def _saying(body: etree._Element, words: tuple[str, ...]) -> Iterator[etree._Element]:
    for element in body.iter():
        if isinstance(element.tag, str) and element.tag not in _SKIPPED:
            said = " ".join(bare(element.text or "").split())
            if said and len(said) < 200 and any(w in said for w in words):
                yield element


def _within(element: etree._Element, outer: etree._Element) -> bool:
    return any(a is outer for a in element.iterancestors())


def _with_headline(held: etree._Element, prose: _Prose) -> etree._Element:
    """The nearest element above that holds the headline too; a headline that is no heading stands right beside the
    prose, with little else."""
    if any(True for _ in held.iter("h1")):
        return held
    for step, above in enumerate(held.iterancestors()):
        if step >= _UP or above.tag == "html":
            break
        if any(not _in_furniture(h, above) for h in above.iter("h1")):
            return above
    for above in held.iterancestors():
        if above.tag not in _HOLDERS or not _little_else(above, held, prose):
            break
        held = above
    return held


def _little_else(above: etree._Element, held: etree._Element, prose: _Prose) -> bool:
    plain = prose.text.get(above, 0) - prose.text.get(held, 0)
    links = prose.links.get(above, 0) - prose.links.get(held, 0)
    return plain <= _HEADLINE and 2 * links <= plain


def _in_furniture(element: etree._Element, top: etree._Element) -> bool:
    for above in element.iterancestors():
        if above is top:
            return False
        if _is_named_furniture(above):
            return True
    return False


def _is_dropped(element: etree._Element, held: etree._Element, prose: _Prose) -> bool:
    """Furniture by its tag or name, or a list of links; never what holds the prose, nor a letterhead."""
    if not isinstance(element.tag, str) or element is held or _within(held, element):
        return False
    if any(True for _ in _saying(element, (*_LETTERHEAD, *_CLOSING))):
        return False
    if _is_named_furniture(element):
        return 2 * prose.of.get(element, 0) < max(1, prose.of.get(held, 0))
    if element.tag in ("div", "ul", "section", "table", "ol", "header") and not prose.of.get(element):
        links = prose.links.get(element, 0)
        return sum(1 for _ in element.iter("a")) >= 3 and 10 * links >= 6 * prose.text.get(element, 0)
    return False
