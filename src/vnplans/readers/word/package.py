"""Opens the bytes of a .docx with python-docx, under limits, and gives its XML parts."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage, Unmarshaller
from docx.opc.part import Part
from docx.opc.pkgreader import PackageReader
from lxml import etree

from vnplans.errors import DamagedFile, EncryptedFile
from vnplans.limits import Limits
from vnplans.readers.word.flat import zipped
from vnplans.readers.word.names import Element
from vnplans.readers.zipped import refuse_overlaps

__all__ = ["BROKEN", "Parts", "open_parts"]

BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, etree.LxmlError, PythonDocxError, OpcError),
    *(LookupError, ValueError, TypeError, AttributeError, OSError, EOFError, RuntimeError, AssertionError),
)
"""What zipfile, lxml and python-docx raise on bytes that are no sound package."""

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a package that a reader walks. `main` is python-docx's part of word/document.xml.

    The XML is parsed by plain lxml: python-docx's own element classes make every step of a walk dearer.
    """

    main: Any
    document: Element

    def related(self, kind: str) -> Element | None:
        """The root of the first part of a relationship type (RT.STYLES ...); None if absent or not XML."""
        return next((root for _, root in self.all_related(kind)), None)

    def all_related(self, kind: str) -> Iterator[tuple[str, Element]]:
        """(relationship id, root) of every part of a type."""
        for rid, relation in self.main.rels.items():
            if relation.reltype == kind and not relation.is_external:
                root = _root(relation.target_part)
                if root is not None:
                    yield rid, root

    def bytes_of(self, kind: str) -> bytes | None:
        """The bytes of the first part of a relationship type."""
        parts = (r.target_part for r in self.main.rels.values() if r.reltype == kind and not r.is_external)
        return next((part.blob for part in parts), None)

    def mentions(self, *names: str) -> int:
        """How often the bytes of word/document.xml hold any of the names: 0 spares a search of the tree."""
        blob: bytes = self.main.blob
        if blob.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16: not worth a second search
            return len(blob)
        return sum(blob.count(name.encode()) for name in names)

    def blob(self, rid: str | None) -> bytes | None:
        """The bytes of the part behind a relationship id."""
        relation = self.main.rels.get(rid)
        return None if relation is None or relation.is_external else relation.target_part.blob


def _root(part: Any) -> Element | None:
    try:
        return etree.fromstring(part.blob, _PARSER)
    except etree.XMLSyntaxError:
        return None


def _check(archive: zipfile.ZipFile, limits: Limits) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise EncryptedFile("tệp .docx có mật khẩu", "the .docx file has a password")
    largest = max((i.file_size for i in infos if i.filename.endswith((".xml", ".rels"))), default=0)
    limits.check("members", len(infos))
    limits.check("part_size", largest)
    limits.check("package_size", sum(i.file_size for i in infos))
    refuse_overlaps(archive)


def _mended(data: bytes) -> bytes:
    """The package without relationships to parts that are missing (Word ignores them; python-docx does not),
    and Strict OOXML in the names of the Transitional one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as mended:
        names = set(archive.namelist())
        for name in archive.namelist():
            blob = archive.read(name)
            if name.endswith((".xml", ".rels")) and _STRICT in blob:
                for strict, transitional in _TRANSITIONAL:
                    blob = blob.replace(strict, transitional)
            mended.writestr(name, _without_dangling(name, blob, names) if name.endswith(".rels") else blob)
    return out.getvalue()


def _without_dangling(name: str, blob: bytes, names: set[str]) -> bytes:
    folder = name.rpartition("_rels/")[0]
    root = etree.fromstring(blob, _PARSER)
    for relation in list(root):
        target = relation.get("Target") or ""
        path = target.lstrip("/") if target.startswith("/") else _resolved(folder, target)
        if relation.get("TargetMode") != "External" and path not in names:
            root.remove(relation)
    return etree.tostring(root)


def _resolved(folder: str, target: str) -> str:
    steps: list[str] = []
    for step in (folder + target).split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _opened(data: bytes) -> Parts:
    package = OpcPackage()
    source = PackageReader.from_file(io.BytesIO(data))  # type: ignore[no-untyped-call]
    Unmarshaller.unmarshal(source, package, _plain_part)  # type: ignore[no-untyped-call]
    main = package.main_document_part
    return Parts(main, etree.fromstring(main.blob, _PARSER))


def _plain_part(name: Any, media_type: str, _kind: str, blob: bytes, package: OpcPackage) -> Part:
    return Part(name, media_type, blob, package)  # type: ignore[arg-type]


def open_parts(data: bytes, limits: Limits) -> Parts:
    """The parts of a .docx, .docm or .dotx, or of such a package in one XML file.

    Raises DamagedFile, EncryptedFile (a ZIP password), TooLarge.
    """
    try:
        if not data.startswith(b"PK"):
            limits.check("part_size", len(data))
            data = zipped(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, limits)
        try:
            return _opened(data)
        except (LookupError, ValueError):
            return _opened(_mended(data))
    except BROKEN as error:
        raise DamagedFile("tệp .docx bị hỏng hoặc bị cắt", "a damaged or truncated .docx file") from error


FOOTNOTES, ENDNOTES, HEADER, FOOTER = RT.FOOTNOTES, RT.ENDNOTES, RT.HEADER, RT.FOOTER
STYLES, NUMBERING, THEME, SETTINGS = RT.STYLES, RT.NUMBERING, RT.THEME, RT.SETTINGS
