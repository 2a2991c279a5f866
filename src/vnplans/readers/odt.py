"""ODT -> Pages: an own walk over content.xml, with the styles' bold, alignment and list labels."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, replace

from lxml import etree

from vnplans.errors import DamagedFile, NoText, TooLarge
from vnplans.pages import Block, Pages
from vnplans.readers.grid import place
from vnplans.readers.options import ReadOptions
from vnplans.readers.spans import Paragraph, Span, blocks_of, decode

__all__ = ["read"]

MAX_XML = 200_000_000
MAX_DEPTH = 200
_STYLE, _TEXT, _TABLE, _OFFICE = "style", "text", "table", "office"
_DROPPED = frozenset(("note", "annotation", "tracked-changes", "sequence-decls", "title", "desc"))
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    capitals: bool | None = None
    size: float | None = None
    font: str | None = None
    centred: bool | None = None
    indent: float | None = None
    hidden: bool | None = None


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by its local name: the namespaces of OpenDocument differ between versions."""
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name), None)


def _points(value: str | None) -> float | None:
    match = re.fullmatch(r"(-?[\d.]+)(pt|cm|mm|in|px)", value or "")
    return round(float(match[1]) * _POINTS[match[2]], 2) if match and match[1].count(".") < 2 else None


def _read_style(element: etree._Element) -> _Style:
    found: dict[str, str] = {}
    for child in element:
        if _name(child) in ("text-properties", "paragraph-properties"):
            found |= {str(k).rpartition("}")[2]: str(v) for k, v in child.attrib.items()}

    def yes(name: str, *values: str) -> bool | None:
        return found[name] in values if name in found else None

    return _Style(
        parent=_attribute(element, "parent-style-name"),
        bold=yes("font-weight", "bold", "600", "700", "800", "900"),
        italic=yes("font-style", "italic", "oblique"),
        underlined=None if "text-underline-style" not in found else found["text-underline-style"] != "none",
        capitals=yes("text-transform", "uppercase"),
        size=_points(found.get("font-size")),
        font=found.get("font-name") or found.get("font-family"),
        centred=yes("text-align", "center"),
        indent=_points(found.get("text-indent")),
        hidden=yes("display", "none"),
    )


def _resolved(styles: dict[str, _Style], name: str | None) -> _Style:
    """A style with what it inherits."""
    chain: list[_Style] = []
    while name and name in styles and len(chain) < 20:
        chain.append(styles[name])
        name = styles[name].parent
    merged: dict[str, object] = {}
    for style in reversed(chain):
        merged |= {f: v for f in _Style.__slots__ if (v := getattr(style, f)) is not None}
    return _Style(**merged)  # type: ignore[arg-type]


class _Walk:
    def __init__(self, styles: dict[str, _Style], lists: dict[str, dict[int, tuple[str, str, str]]]) -> None:
        self.styles, self.lists = styles, lists
        self.blocks: list[Block] = []
        self.tables = 0
        self.encoding: str | None = None
        self.counters: dict[tuple[str, int], int] = {}

    def section(self, element: etree._Element, depth: int = 0, outline: tuple[str, int] | None = None) -> None:
        """Paragraphs, lists and tables of a container, in order."""
        for child in element:
            name = _name(child)
            if name in ("p", "h"):
                self.paragraph(child)
            elif name == "list":
                self.list(child, depth, outline)
            elif name == "table":
                self.table(child, depth)
            elif name not in _DROPPED and depth < MAX_DEPTH:
                self.section(child, depth + 1)

    def paragraph(self, element: etree._Element, label: str | None = None, level: int | None = None) -> None:
        style = _resolved(self.styles, _attribute(element, "style-name"))
        heading = _attribute(element, "outline-level") if _name(element) == "h" else None
        paragraph = Paragraph(
            centred=bool(style.centred),
            indent=style.indent,
            label=label,
            level=level,
            heading=int(heading) if heading and heading.isdecimal() else None,
        )
        self.inline(element, style, paragraph, 0)
        paragraph.spans, encoding = decode(paragraph.spans)
        self.encoding = self.encoding or encoding
        self.blocks += blocks_of(paragraph)

    def inline(self, element: etree._Element, style: _Style, paragraph: Paragraph, depth: int) -> None:
        def add(text: str | None, *, broken: bool = False) -> None:
            if (text or broken) and not style.hidden:
                paragraph.spans.append(_span(style, text or "", broken))

        add(element.text)
        for child in element:
            name = _name(child)
            if name == "line-break":
                add("", broken=True)
            elif name in ("s", "tab"):
                add(" ")
            elif name == "soft-hyphen":
                add("\u00ad")
            elif name in ("p", "h"):  # a text box anchored here
                self.paragraph(child)
            elif name == "table":
                self.table(child, depth)
            elif name and name not in _DROPPED and depth < MAX_DEPTH:
                inner = _resolved(self.styles, _attribute(child, "style-name")) if name == "span" else _Style()
                self.inline(child, _over(style, inner), paragraph, depth + 1)
            add(child.tail)

    def list(self, element: etree._Element, depth: int, outer: tuple[str, int] | None) -> None:
        name = _attribute(element, "style-name") or (outer[0] if outer else "")
        level = outer[1] + 1 if outer else 1
        if _attribute(element, "continue-numbering") != "true" and not _attribute(element, "continue-list"):
            self.counters[name, level] = 0
        for item in element:
            if _name(item) not in ("list-item", "list-header") or depth > MAX_DEPTH:
                continue
            label: str | None = None
            if _name(item) == "list-item":
                start = _attribute(item, "start-value")
                count = int(start) if start and start.isdecimal() else self.counters.get((name, level), 0) + 1
                self.counters[name, level] = count
                label = self.label(name, level, count)
            for child in item:
                if _name(child) in ("p", "h"):
                    self.paragraph(child, label, level - 1 if label else None)
                    label = None
                elif _name(child) == "list":
                    self.list(child, depth + 1, (name, level))

    def label(self, name: str, level: int, count: int) -> str | None:
        prefix, form, suffix = self.lists.get(name, {}).get(level, ("", "-", ""))
        return f"{prefix}{_counted(form, count)}{suffix}".strip() or None

    def table(self, element: etree._Element, depth: int) -> None:
        number, self.tables = self.tables, self.tables + 1
        rows = (
            [(cell, _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")) for cell in row]
            for row in _rows(element)
        )
        for placed in place(number, rows):
            walk = _Walk(self.styles, self.lists)
            walk.section(placed.content, depth + 1)
            self.encoding = self.encoding or walk.encoding
            self.blocks += [replace(block, cell=placed.cell) for block in walk.blocks]


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """Rows of cells; cells covered by a span are left out."""
    rows: list[list[etree._Element]] = []
    for child in table:
        if _name(child) == "table-row":
            rows.append([cell for cell in child if _name(cell) == "table-cell"])
        elif _name(child) in ("table-header-rows", "table-rows", "table-row-group"):
            rows += _rows(child)
    return rows


def _count(cell: etree._Element, name: str) -> int:
    value = _attribute(cell, name) or "1"
    return int(value) if value.isdecimal() else 1


def _span(style: _Style, text: str, broken: bool) -> Span:
    return Span(
        text,
        bold=bool(style.bold),
        italic=bool(style.italic),
        underlined=bool(style.underlined),
        capitals=bool(style.capitals),
        size=style.size,
        font=(style.font or "").strip("'\" "),
        break_before=broken,
    )


def _over(outer: _Style, inner: _Style) -> _Style:
    return replace(outer, **{f: v for f in _Style.__slots__ if (v := getattr(inner, f)) is not None})


_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _counted(form: str, count: int) -> str:
    if form in ("i", "I") and 0 < count < 400:
        return _roman(count) if form == "I" else _roman(count).lower()
    if form in ("a", "A"):
        return chr(ord(form) + (count - 1) % 26)
    return str(count) if form == "1" else form


def _styles(*roots: etree._Element) -> tuple[dict[str, _Style], dict[str, dict[int, tuple[str, str, str]]]]:
    styles: dict[str, _Style] = {}
    lists: dict[str, dict[int, tuple[str, str, str]]] = {}
    for root in roots:
        for element in root.iter(etree.Element):
            kind, name = _name(element), _attribute(element, "name")
            if kind == "style" and name:
                styles[name] = _read_style(element)
            elif kind == "list-style" and name:
                lists[name] = dict(filter(None, map(_list_level, element)))
    return styles, lists


def _list_level(element: etree._Element) -> tuple[int, tuple[str, str, str]] | None:
    level = _attribute(element, "level")
    if not level or not level.isdecimal():
        return None
    if _name(element) == "list-level-style-number":
        prefix, suffix = _attribute(element, "num-prefix") or "", _attribute(element, "num-suffix") or ""
        return int(level), (prefix, _attribute(element, "num-format") or "", suffix)
    bullet = _attribute(element, "bullet-char") or "-"
    return int(level), ("", bullet if bullet in "-+*" else "-", "")


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_XML:
        raise TooLarge("tệp ODT giải nén quá lớn", "the ODT file unpacks to too much")
    with archive.open(info) as stream:
        data = stream.read(MAX_XML + 1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs, lists and tables of an OpenDocument text. Raises DamagedFile, TooLarge or NoText."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content, styles = _part(archive, "content.xml"), _part(archive, "styles.xml")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise DamagedFile("tệp ODT bị hỏng", "a damaged ODT file") from error
    body = content.find(".//{*}body/{*}text") if content is not None else None
    if content is None or body is None:
        raise DamagedFile("tệp ODT không có phần văn bản", "an ODT file without a text body")
    walk = _Walk(*_styles(*(root for root in (styles, content) if root is not None)))
    walk.section(body)
    if not walk.blocks:
        raise NoText("tệp ODT không có chữ", "the ODT file holds no words")
    media_type = "application/vnd.oasis.opendocument.text"
    return Pages(tuple(walk.blocks), reader="odt", media_type=media_type, encoding=walk.encoding)
