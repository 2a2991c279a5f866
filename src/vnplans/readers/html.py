"""HTML -> Pages: web pages that announce plans, saved acts of legal databases, .doc files that Word saved as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
from lxml import etree

from vnplans.errors import DamagedFile, NoText
from vnplans.pages import Pages
from vnplans.readers.article import Article, article
from vnplans.readers.links import address_of, links_of
from vnplans.readers.options import ReadOptions
from vnplans.readers.plain import decode_bytes
from vnplans.readers.styled.grid import place
from vnplans.readers.styled.spans import Paragraph, Span, counted, finish

__all__ = ["read"]

_DROPPED = frozenset(
    ("script", "style", "nav", "noscript", "template", "head", "iframe", "svg", "object", "button", "select")
)
_BLOCK = re.compile(
    "html|body|p|div|li|ul|ol|dl|dt|dd|h[1-6]|blockquote|center|article|section|main|header|footer|aside|address|pre"
    "|figure|figcaption|fieldset|form|caption|hr"
)
_STYLE_OF_TAG: dict[str, dict[str, bool]] = {
    "b": {"bold": True},
    "strong": {"bold": True},
    "i": {"italic": True},
    "em": {"italic": True},
    "u": {"underlined": True},
    **{f"h{n}": {"bold": True} for n in range(1, 7)},
    "th": {"bold": True},
}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"']([\w.:-]+)", re.I)
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0}
MAX_DEPTH = 200


def _declared(data: bytes) -> str | None:
    match = _XML_ENCODING.search(data[:200]) or _CHARSET.search(data[:4096])
    return match[1].decode("ascii", errors="ignore") if match else None


def _declarations(element: etree._Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in (element.get("style") or "").lower().split(";") if ":" in part)
    return {key.strip(): value.strip() for key, value in pairs}


def _length(value: str) -> float | None:
    match = re.match(r"(-?[\d.]+)\s*(pt|px|cm|mm|in)\b", value)
    try:
        return round(float(match[1]) * _POINTS[match[2]], 2) if match else None
    except ValueError:
        return None


def _styled(style: Span, element: etree._Element, css: dict[str, str]) -> Span:
    """The style within an element: its tag, its `style` and, of old Word pages, `<font face>`."""
    style = replace(style, **_STYLE_OF_TAG.get(str(element.tag), {}))  # type: ignore[arg-type]
    if weight := css.get("font-weight"):
        style = replace(style, bold=weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600))
    if slant := css.get("font-style"):
        style = replace(style, italic=slant in ("italic", "oblique"))
    if "underline" in css.get("text-decoration", ""):
        style = replace(style, underlined=True)
    if css.get("text-transform") == "uppercase":
        style = replace(style, capitals=True)
    if size := _length(css.get("font-size", "")):
        style = replace(style, size=size)
    if face := css.get("font-family") or element.get("face"):
        style = replace(style, font=face.split(",")[0].strip(" '\""))
    return style


class _Walk:
    """One pass over the tree; paragraphs are closed at the borders of block elements."""

    def __init__(self, dropped: frozenset[etree._Element] = frozenset()) -> None:
        self.dropped = dropped
        self.done: list[Paragraph] = []
        self.tables = 0
        self.open = Paragraph()

    def close(self, following: Paragraph | None = None) -> None:
        if any(span.text.strip() for span in self.open.spans):
            self.done.append(self.open)
        self.open = following or Paragraph(centred=self.open.centred)

    def text(self, text: str | None, style: Span, *, kept: bool = False) -> None:
        if text:
            self.open.spans.append(replace(style, text=text if kept else _SPACE.sub(" ", text)))

    def element(self, element: etree._Element, style: Span, depth: int = 0) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or depth > MAX_DEPTH or element in self.dropped:
            return
        css = _declarations(element)
        if css.get("display") == "none" or css.get("mso-hide") == "all":
            return
        style = _styled(style, element, css)
        if tag == "br":
            self.open.spans.append(replace(style, text="\n"))
        elif tag == "table":
            self.table(element, style, depth)
        elif _BLOCK.fullmatch(tag):
            outer = self.open.centred
            self.close(self.paragraph(element, css, outer))
            self.children(element, style, depth)
            self.close(Paragraph(centred=outer))
        else:
            self.children(element, style, depth)

    def children(self, element: etree._Element, style: Span, depth: int) -> None:
        kept = element.tag == "pre"
        self.text(element.text, style, kept=kept)
        for child in element:
            self.element(child, style, depth + 1)
            self.text(child.tail, style, kept=kept)

    def paragraph(self, element: etree._Element, css: dict[str, str], centred: bool) -> Paragraph:
        align = css.get("text-align") or (element.get("align") or "").lower()
        tag = str(element.tag)
        return Paragraph(
            centred=align == "center" if align else centred or tag == "center",
            heading=int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None,
            label=_list_label(element) if tag == "li" else None,
            indent=_length(css.get("text-indent", "") or css.get("margin-left", "")),
        )

    def table(self, element: etree._Element, style: Span, depth: int) -> None:
        self.close()
        outer = self.open
        number, self.tables = self.tables, self.tables + 1
        rows = ([(cell, _span(cell, "rowspan"), _span(cell, "colspan")) for cell in row] for row in _rows(element))
        for placed in place(number, rows):
            self.done += [replace(p, cell=placed.cell) for p in self.inside(placed.content, style, depth)]
        self.open = outer

    def inside(self, cell: etree._Element, style: Span, depth: int) -> list[Paragraph]:
        """The paragraphs of one cell, those of tables within it among them."""
        walk = _Walk(self.dropped)
        css = _declarations(cell)
        walk.open = walk.paragraph(cell, css, False)
        walk.children(cell, _styled(style, cell, css), depth + 1)
        walk.close()
        return walk.done


def _list_label(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "-"
    before = sum(1 for _ in item.itersiblings("li", preceding=True))
    start = parent.get("start") or "1"
    number = (int(start) if start.isdigit() else 1) + before
    kind = parent.get("type")
    kind = kind if kind in ("a", "A", "i", "I") else "1"
    return counted(number, kind) + (")" if kind in "aA" else ".")


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: etree._Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if value.isdecimal() else 1


def _parsed(text: str) -> etree._Element:
    return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", " "))


def _paragraphs(found: Article) -> list[Paragraph]:
    walk = _Walk(found.dropped)
    if found.root.tag in ("td", "th", "tr", "tbody", "table"):  # a table that only lays the page out
        walk.children(found.root, Span(""), 0)
    else:
        walk.element(found.root, Span(""))
    walk.close()
    return walk.done


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs and table cells of a page's article, its own address and its links to files.

    Scripts, styles, navigation and footers are left out (`readers.article`).

    The charset is the byte order mark's, else what decodes, else what the page declares.
    Raises NoText for a page without words, DamagedFile for one that no parser takes.
    """
    text, charset = decode_bytes(data, _declared(data))
    try:
        root = _parsed(text)
        found = article(root)
        blocks, legacy = finish(_paragraphs(found))
        address = address_of(root)
        links = links_of(found, blocks, address)
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise DamagedFile("trang HTML không đọc được", "an HTML page that cannot be parsed") from error
    if not blocks:
        raise NoText("trang HTML không có chữ", "the HTML page holds no words")
    return Pages(
        blocks, reader="html", media_type="text/html", encoding=legacy or charset, address=address, links=links
    )
