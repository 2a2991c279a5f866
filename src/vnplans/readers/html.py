"""HTML -> Pages: web pages that announce plans, saved acts of legal databases, .doc files that Word saved as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
from lxml import etree

from vnplans.errors import DamagedFile, NoText
from vnplans.limits import Tally
from vnplans.pages import Pages
from vnplans.readers.article import Article, article
from vnplans.readers.declared import integer
from vnplans.readers.links import address_of, links_of
from vnplans.readers.options import ReadOptions
from vnplans.readers.posted import posted_on
from vnplans.readers.styled.charsets import decode_bytes
from vnplans.readers.styled.counting import counted
from vnplans.readers.styled.flow import finish
from vnplans.readers.styled.grid import Entry, place
from vnplans.readers.styled.lengths import points
from vnplans.readers.styled.looks import Face, ParagraphLook
from vnplans.readers.styled.paragraph import Paragraph
from vnplans.regex import regex

__all__ = ["read", "table_paragraphs"]

_DROPPED = frozenset(
    ("script", "style", "nav", "noscript", "template", "head", "iframe", "svg", "object", "button", "select")
)
_BLOCK = frozenset(
    (
        *("html", "body", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "center", "article", "section"),
        *("main", "header", "footer", "aside", "address", "pre", "figure", "figcaption", "fieldset", "form"),
        *("caption", "hr", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_BOLD = frozenset(("b", "strong", "th", *(f"h{n}" for n in range(1, 7))))
_ITALIC = frozenset(("i", "em"))
_SPACE = regex(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"']([\w.:-]+)", re.I)


def _declared(data: bytes) -> str | None:
    match = _XML_ENCODING.search(data[:200]) or _CHARSET.search(data[:4096])
    return match[1].decode("ascii", errors="ignore") if match else None


def _declarations(element: etree._Element) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in (element.get("style") or "").lower().split(";") if ":" in part)
    return {key.strip(): value.strip() for key, value in pairs}


def _face(face: Face, element: etree._Element, css: dict[str, str]) -> Face:
    """How letters are set within an element: by its tag, its `style` and, of old Word pages, `<font face>`."""
    tag = element.tag
    bold, italic = face.bold or tag in _BOLD, face.italic or tag in _ITALIC
    if weight := css.get("font-weight"):
        bold = weight in ("bold", "bolder") or (integer(weight) or 0) >= 600
    if slant := css.get("font-style"):
        italic = slant in ("italic", "oblique")
    font = css.get("font-family") or element.get("face")
    return Face(
        bold=bold,
        italic=italic,
        underlined=face.underlined or tag == "u" or "underline" in css.get("text-decoration", ""),
        capitals=face.capitals or css.get("text-transform") == "uppercase",
        size=points(css.get("font-size", "")) or face.size,
        font=font.split(",")[0].strip(" '\"") if font else face.font,
    )


class _Walk:
    """One pass over the tree; paragraphs are closed at the borders of block elements."""

    def __init__(self, dropped: frozenset[etree._Element], tally: Tally) -> None:
        self.dropped = dropped
        self.tally = tally
        self.done: list[Paragraph] = []
        self.tables = 0
        self.numbers: dict[etree._Element, int] = {}
        self.open = Paragraph()

    def close(self, following: Paragraph | None = None, *, item_ends: bool = False) -> None:
        """End the open paragraph; the label of an item that has said nothing yet goes to the block within it."""
        waiting = None if item_ends else self.open.label
        if any(text.strip() for text, _ in self.open.pieces):
            self.tally.add("blocks")
            self.done.append(self.open)
            waiting = None
        self.open = following or _paragraph(centred=self.open.look.centred)
        self.open.label = self.open.label or waiting

    def text(self, text: str | None, face: Face, *, kept: bool = False) -> None:
        if text:
            self.open.pieces.append((text if kept else _SPACE.sub(" ", text), face.look()))

    def element(self, element: etree._Element, face: Face, depth: int = 0) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _DROPPED or element in self.dropped:
            return
        if depth > self.tally.limits.nesting:
            self.tally.leave_out()
            return
        css = _declarations(element)
        if css.get("display") == "none" or css.get("mso-hide") == "all":
            return
        face = _face(face, element, css)
        if tag == "br":
            self.open.pieces.append(("\n", face.look()))
        elif tag == "table":
            self.table(element, face, depth)
        elif tag in _BLOCK:
            outer = self.open.look.centred
            self.close(_opened(element, css, outer, self.label(element) if tag == "li" else None))
            self.children(element, face, depth)
            self.close(_paragraph(centred=outer), item_ends=tag == "li")
        else:
            self.children(element, face, depth)

    def children(self, element: etree._Element, face: Face, depth: int) -> None:
        kept = element.tag == "pre"
        self.text(element.text, face, kept=kept)
        for child in element:
            self.element(child, face, depth + 1)
            self.text(child.tail, face, kept=kept)

    def label(self, item: etree._Element) -> str:
        """The label of an item of a list, as browsers count it."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "-"
        if item not in self.numbers:
            start = integer(parent.get("start"))
            items = parent.iterchildren("li")
            self.numbers |= {item: number for number, item in enumerate(items, 1 if start is None else start)}
        kind = parent.get("type")
        kind = kind if kind in ("a", "A", "i", "I") else "1"
        return counted(self.numbers[item], kind) + (")" if kind in "aA" else ".")

    def table(self, element: etree._Element, face: Face, depth: int) -> None:
        self.close()
        outer = self.open
        number, self.tables = self.tables, self.tables + 1
        rows = (
            [
                Entry(
                    _inside(cell, face, depth, self.dropped, self.tally),
                    width=_span(cell, "colspan"),
                    height=_span(cell, "rowspan"),
                )
                for cell in row
            ]
            for row in _rows(element)
        )
        for cell in place(rows, self.tally):
            self.tally.add("blocks", len(cell.shown))
            self.done += [replace(paragraph, cell=cell.address(number)) for paragraph in cell.shown]
        self.open = outer


def _inside(
    cell: etree._Element, face: Face, depth: int, dropped: frozenset[etree._Element], tally: Tally
) -> list[Paragraph]:
    """The paragraphs of one cell, those of tables within it among them."""
    walk = _Walk(dropped, tally)
    css = _declarations(cell)
    walk.open = _opened(cell, css, False)
    walk.children(cell, _face(face, cell, css), depth + 1)
    walk.close()
    return walk.done


def _paragraph(*, centred: bool) -> Paragraph:
    return Paragraph(look=ParagraphLook(centred=centred))


def _opened(element: etree._Element, css: dict[str, str], centred: bool, label: str | None = None) -> Paragraph:
    """The paragraph that a block element begins; `centred`: so is the text around it."""
    align = css.get("text-align") or (element.get("align") or "").lower()
    tag = str(element.tag)
    look = ParagraphLook(
        centred=align == "center" if align else centred or tag == "center",
        heading=int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else None,
        indent=points(css.get("text-indent", "") or css.get("margin-left", "")),
    )
    return Paragraph(look=look, label=label)


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for child in table:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _span(cell: etree._Element, name: str) -> int:
    return integer(cell.get(name)) or 1


def _parsed(text: str) -> etree._Element:
    return lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", " "))


def _paragraphs(found: Article, tally: Tally) -> list[Paragraph]:
    walk = _Walk(found.dropped, tally)
    if found.root.tag in ("td", "th", "tr", "tbody", "table"):  # a table that only lays the page out
        walk.children(found.root, Face(), 0)
    else:
        walk.element(found.root, Face())
    walk.close()
    return walk.done


def table_paragraphs(markup: str, number: int, tally: Tally) -> list[Paragraph]:
    """The cells of the tables of a piece of HTML that stands in another text, which has `number` tables before it;
    nothing where no parser takes it."""
    try:
        root = lxml.html.fragment_fromstring(markup.replace("\x00", " "), create_parent="div")
    except (etree.ParserError, ValueError, AssertionError):
        return []
    walk = _Walk(frozenset(), tally)
    walk.tables = number
    walk.element(root, Face())
    walk.close()
    return walk.done


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs and table cells of a page's article, its own address and its links to files.

    Scripts, styles, navigation and footers are left out (`readers.article`).
    The charset is the byte order mark's, else what decodes, else what the page declares.
    Raises NoText for a page without words, DamagedFile for one that no parser takes, TooLarge.
    """
    text, charset = decode_bytes(data, _declared(data), fonts=True)
    try:
        root = _parsed(text)
        found = article(root)
        tally = Tally(options.limits)
        blocks, legacy = finish(_paragraphs(found, tally), options.limits)
        address = address_of(root)
        links = links_of(found, blocks, address)
        posted = posted_on(root)
    except (etree.ParserError, ValueError, AssertionError) as error:
        raise DamagedFile("trang HTML không đọc được", "an HTML page that cannot be parsed") from error
    if not blocks:
        raise NoText("trang HTML không có chữ", "the HTML page holds no words")
    encoding = legacy or charset
    pages = Pages(
        blocks, reader="html", media_type="text/html", encoding=encoding, address=address, posted=posted, links=links
    )
    return pages.with_remarks(*tally.remarks())
