"""Opens the bytes of a .docx under limits: word/document.xml and the parts it is related to.

ECMA-376, part 2 (Open Packaging Conventions): a part is a member of the ZIP; `_rels/NAME.rels` beside it says to which
parts it is related, and how. What a relation points to may be missing: Word ignores it, and so does this. Strict
packages are read as Transitional ones, under whose names the reader looks.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from vnplans.errors import DamagedFile, EncryptedFile, TooLarge
from vnplans.readers.word.names import Element

__all__ = ["PART_LIMIT", "TOTAL_LIMIT", "Parts", "open_parts"]

PART_LIMIT = 96 * 2**20
"""Unpacked bytes of one XML part: about 200 times the largest plan seen."""
TOTAL_LIMIT = 768 * 2**20
"""Unpacked bytes of the whole package, pictures included."""

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, etree.LxmlError),
    *(LookupError, ValueError, OSError, EOFError, RuntimeError),
)
"""What zipfile and lxml raise on bytes that are no sound package."""

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
FOOTNOTES, ENDNOTES, HEADER, FOOTER = (f"{_KINDS}{name}" for name in ("footnotes", "endnotes", "header", "footer"))
STYLES, NUMBERING, THEME = (f"{_KINDS}{name}" for name in ("styles", "numbering", "theme"))
_MAIN = f"{_KINDS}officeDocument"

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class _Relation:
    """A part that another is related to: the type of the relationship (STYLES ...) and the bytes."""

    kind: str
    blob: bytes


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reader walks: the root of word/document.xml, its bytes, and its relations by their id."""

    document: Element
    main: bytes
    relations: Mapping[str, _Relation]

    def related(self, kind: str) -> Element | None:
        """The root of the first part of a relationship type (STYLES ...); None if absent or not XML."""
        return next((root for _, root in self.all_related(kind)), None)

    def all_related(self, kind: str) -> Iterator[tuple[str, Element]]:
        """(relationship id, root) of every part of a type."""
        for rid, relation in self.relations.items():
            if relation.kind == kind:
                root = _root(relation.blob)
                if root is not None:
                    yield rid, root

    def bytes_of(self, kind: str) -> bytes | None:
        """The bytes of the first part of a relationship type."""
        return next((relation.blob for relation in self.relations.values() if relation.kind == kind), None)

    def mentions(self, *names: str) -> int:
        """How often the bytes of word/document.xml hold any of the names: 0 spares a search of the tree."""
        if self.main.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: not worth a second search
            return len(self.main)
        return sum(self.main.count(name.encode()) for name in names)

    def blob(self, rid: str | None) -> bytes | None:
        """The bytes of the part behind a relationship id."""
        relation = self.relations.get(rid or "")
        return relation.blob if relation else None


def open_parts(data: bytes) -> Parts:
    """The parts of a .docx, .docm or .dotx.

    Raises DamagedFile, EncryptedFile (a ZIP password), TooLarge (over PART_LIMIT or TOTAL_LIMIT when unpacked).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            name = next(part for kind, part in _targets(archive, "").values() if kind == _MAIN)
            main = _read(archive, name)
            related = {
                rid: _Relation(kind, main if part == name else _read(archive, part))
                for rid, (kind, part) in _targets(archive, name).items()
            }
            return Parts(etree.fromstring(main, _PARSER), main, related)
    except (*_BROKEN, StopIteration) as error:
        raise DamagedFile("tệp .docx bị hỏng hoặc bị cắt", "a damaged or truncated .docx file") from error


def _check(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedFile("tệp .docx có mật khẩu", "the .docx file has a password")
    largest = max((i.file_size for i in infos if i.filename.endswith((".xml", ".rels"))), default=0)
    if largest > PART_LIMIT or sum(i.file_size for i in infos) > TOTAL_LIMIT:
        raise TooLarge(
            f"tệp .docx giải nén quá {PART_LIMIT >> 20} MB một phần hoặc {TOTAL_LIMIT >> 20} MB tổng cộng",
            f"the .docx unpacks to more than {PART_LIMIT >> 20} MB a part or {TOTAL_LIMIT >> 20} MB in all",
        )


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part ("" is the package itself) is related to, by id: the type, and the name of a part that is there."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    there = set(archive.namelist())
    if rels not in there:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for relation in etree.fromstring(_read(archive, rels), _PARSER):
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        if relation.get("TargetMode") != "External" and target in there:
            found[relation.get("Id") or ""] = relation.get("Type") or "", target
    return found


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    blob = archive.read(name)
    if name.endswith((".xml", ".rels")) and _STRICT in blob:
        for strict, transitional in _TRANSITIONAL:
            blob = blob.replace(strict, transitional)
    return blob


def _root(blob: bytes) -> Element | None:
    try:
        return etree.fromstring(blob, _PARSER)
    except etree.XMLSyntaxError:
        return None
