"""Where a saved web page comes from, and what its article links to. No address is ever followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin

from lxml import etree

from vnplans.pages import Block, Link
from vnplans.phrases import phrase
from vnplans.readers.article import Article
from vnplans.regex import regex
from vnplans.text import clean, fold

__all__ = ["address_of", "links_of"]

_ENDINGS = ("pdf", "doc", "docx", "xls", "xlsx", "odt", "rtf", "zip", "rar", "edxml")
_FILE = regex(rf"\.(?:{'|'.join(_ENDINGS)})(?:[?#]|$)", re.IGNORECASE)
_WEB = ("http://", "https://")


def address_of(root: etree._Element) -> str | None:
    """The canonical address of the page, else that for sharing; None if it tells none."""
    said = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    said += [e.get("content") for e in root.iter("meta") if (e.get("property") or "").lower() == "og:url"]
    return next((a.strip() for a in said if a and a.strip().startswith(_WEB)), None)


def links_of(found: Article, blocks: Sequence[Block], address: str | None) -> tuple[Link, ...]:
    """The article's links to files, and those whose words point to a document ("tại đây", "Xem toàn văn")."""
    out: list[Link] = []
    at = 0
    for element in _anchors(found.root, found.dropped):
        words = clean("".join(str(part) for part in element.itertext()))
        href = (element.get("href") or "").strip()
        if not words or not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        if not (_FILE.search(href) or phrase("pages.points_to_file").search(fold(words))):
            continue
        place = next((i for i in range(at, len(blocks)) if words in blocks[i].text), None)
        if place is None:
            continue
        at = place
        start = blocks[place].text.index(words)
        out.append(Link(place, start, start + len(words), _joined(address, href)))
    return tuple(out)


def _anchors(root: etree._Element, dropped: frozenset[etree._Element]) -> Iterator[etree._Element]:
    if root in dropped:
        return
    if root.tag == "a":
        yield root
    for child in root:
        if isinstance(child.tag, str):
            yield from _anchors(child, dropped)


def _joined(address: str | None, href: str) -> str:
    try:
        return urljoin(address or "", href)
    except ValueError:
        return href
