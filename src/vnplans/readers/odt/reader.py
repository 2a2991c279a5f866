"""ODT -> Pages: an own walk over content.xml, with the styles' bold, alignment and list labels."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

from lxml import etree

from vnplans.errors import DamagedFile, EncryptedFile, NoText
from vnplans.limits import Limits, Tally
from vnplans.pages import Pages
from vnplans.readers.declared import integer
from vnplans.readers.odt.styles import Levels, Style, attribute, local_name, over, read_styles, resolved
from vnplans.readers.options import ReadOptions
from vnplans.readers.styled.counting import counted
from vnplans.readers.styled.flow import finish
from vnplans.readers.styled.grid import Entry, place
from vnplans.readers.styled.looks import Face, ParagraphLook
from vnplans.readers.styled.paragraph import Paragraph
from vnplans.readers.zipped import refuse_overlaps

__all__ = ["read"]

_DROPPED = frozenset(("note", "annotation", "tracked-changes", "sequence-decls", "title", "desc"))


class _Walk:
    def __init__(self, styles: dict[str, Style], lists: dict[str, Levels], tally: Tally) -> None:
        self.styles, self.lists, self.tally = styles, lists, tally
        self.done: list[Paragraph] = []
        self.tables = 0
        self.counters: dict[tuple[str, int], int] = {}

    def section(self, element: etree._Element, depth: int = 0, outline: tuple[str, int] | None = None) -> None:
        """Paragraphs, lists and tables of a container, in order."""
        for child in element:
            name = local_name(child)
            if name in ("p", "h"):
                self.paragraph(child)
            elif name == "list":
                self.numbered(child, depth, outline)
            elif name == "table":
                self.table(child, depth)
            elif name not in _DROPPED and self.reaches(depth):
                self.section(child, depth + 1)

    def reaches(self, depth: int) -> bool:
        """Is what stands at a depth still read? It is counted where not."""
        if depth < self.tally.limits.nesting:
            return True
        self.tally.leave_out()
        return False

    def paragraph(
        self, element: etree._Element, label: str | None = None, level: int | None = None, depth: int = 0
    ) -> None:
        style = resolved(self.styles, attribute(element, "style-name"))
        heading = attribute(element, "outline-level") if local_name(element) == "h" else None
        look = ParagraphLook(
            centred=bool(style.centred),
            indent=style.indent,
            heading=integer(heading),
        )
        paragraph = Paragraph(look=look, label=label, level=level)
        self.inline(element, style, paragraph, depth)
        self.tally.add("blocks")
        self.done.append(paragraph)

    def inline(self, element: etree._Element, style: Style, paragraph: Paragraph, depth: int) -> None:
        def add(text: str | None) -> None:
            if text and not style.hidden:
                paragraph.pieces.append((text, _face(style).look()))

        add(element.text)
        for child in element:
            name = local_name(child)
            if name == "line-break":
                add("\n")
            elif name == "tab":
                add("\t")
            elif name == "s":
                add(" " * min(_count(child, "c"), 200))
            elif name == "soft-hyphen":
                add("\u00ad")
            elif name in ("p", "h"):  # a text box anchored here
                if self.reaches(depth):
                    self.paragraph(child, depth=depth + 1)
            elif name == "table":
                self.table(child, depth)
            elif name and name not in _DROPPED and self.reaches(depth):
                inner = resolved(self.styles, attribute(child, "style-name")) if name == "span" else Style()
                self.inline(child, over(style, inner), paragraph, depth + 1)
            add(child.tail)

    def numbered(self, element: etree._Element, depth: int, outer: tuple[str, int] | None) -> None:
        name = attribute(element, "style-name") or (outer[0] if outer else "")
        level = outer[1] + 1 if outer else 1
        if attribute(element, "continue-numbering") != "true" and not attribute(element, "continue-list"):
            self.counters[name, level] = 0
        for item in element:
            if local_name(item) not in ("list-item", "list-header") or not self.reaches(depth):
                continue
            label: str | None = None
            if local_name(item) == "list-item":
                start = integer(attribute(item, "start-value"))
                count = self.counters.get((name, level), 0) + 1 if start is None else start
                self.counters[name, level] = count
                label = self.label(name, level, count)
            for child in item:
                if local_name(child) in ("p", "h"):
                    self.paragraph(child, label, level - 1 if label else None)
                    label = None
                elif local_name(child) == "list":
                    self.numbered(child, depth + 1, (name, level))

    def label(self, name: str, level: int, count: int) -> str | None:
        prefix, form, suffix = self.lists.get(name, {}).get(level, ("", "-", ""))
        return f"{prefix}{counted(count, form)}{suffix}".strip() or None

    def table(self, element: etree._Element, depth: int) -> None:
        number, self.tables = self.tables, self.tables + 1
        rows = ([self.entry(cell, depth) for cell in row] for row in _rows(element))
        for cell in place(rows, self.tally):
            self.tally.add("blocks", len(cell.shown))
            self.done += [replace(paragraph, cell=cell.address(number)) for paragraph in cell.shown]

    def entry(self, cell: etree._Element, depth: int) -> Entry[list[Paragraph]]:
        walk = _Walk(self.styles, self.lists, self.tally)
        walk.section(cell, depth + 1)
        width, height = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
        return Entry(walk.done, width=width, height=height)


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """Rows of cells; cells covered by a span are left out."""
    rows: list[list[etree._Element]] = []
    for child in table:
        if local_name(child) == "table-row":
            rows.append([cell for cell in child if local_name(cell) == "table-cell"])
        elif local_name(child) in ("table-header-rows", "table-rows", "table-row-group"):
            rows += _rows(child)
    return rows


def _count(cell: etree._Element, name: str) -> int:
    return integer(attribute(cell, name)) or 1


def _face(style: Style) -> Face:
    return Face(
        bold=bool(style.bold),
        italic=bool(style.italic),
        underlined=bool(style.underlined),
        capitals=bool(style.capitals),
        size=style.size,
        font=(style.font or "").strip("'\" "),
    )


def _part(archive: zipfile.ZipFile, name: str, limits: Limits) -> etree._Element | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise EncryptedFile("tệp ODT có mật khẩu", "the ODT file has a password")
    limits.check("part_size", info.file_size)
    with archive.open(info) as stream:
        return _root(stream.read(limits.part_size + 1))


def _root(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _roots(data: bytes, limits: Limits) -> tuple[etree._Element | None, etree._Element | None]:
    """What holds the text, and what holds the styles besides."""
    if not data.startswith(b"PK"):  # flat OpenDocument: both in one file
        limits.check("part_size", len(data))
        return _root(data), None
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refuse_overlaps(archive)
        return _part(archive, "content.xml", limits), _part(archive, "styles.xml", limits)


def read(data: bytes, options: ReadOptions) -> Pages:
    """The paragraphs, lists and tables of an OpenDocument text (.odt, or the one XML file .fodt).

    Raises DamagedFile, EncryptedFile (a password), TooLarge or NoText.
    """
    try:
        content, styles = _roots(data, options.limits)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise DamagedFile("tệp ODT bị hỏng", "a damaged ODT file") from error
    body = content.find(".//{*}body/{*}text") if content is not None else None
    if content is None or body is None:
        raise DamagedFile("tệp ODT không có phần văn bản", "an ODT file without a text body")
    tally = Tally(options.limits)
    walk = _Walk(*read_styles(*(root for root in (styles, content) if root is not None)), tally)
    walk.section(body)
    blocks, encoding = finish(walk.done, options.limits)
    if not blocks:
        raise NoText("tệp ODT không có chữ", "the ODT file holds no words")
    media_type = "application/vnd.oasis.opendocument.text"
    return Pages(blocks, reader="odt", media_type=media_type, encoding=encoding).with_remarks(*tally.remarks())
