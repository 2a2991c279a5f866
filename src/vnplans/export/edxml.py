"""edXML: messages of the national document exchange (QCVN 102:2016/BTTTT, amendment 1:2022).

A message is a header and the document itself, where it is at hand; both can be read in again. The standard has no place
for tasks: they travel in a file of their own. Identifiers of offices, the trace of the message and its signature belong
to the system that sends it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

from lxml import etree

from vnplans.export.atomic import replacing
from vnplans.export.rows import act_key, shorten
from vnplans.knowledge import rows
from vnplans.knowledge.tables import EdxmlType
from vnplans.models import Directive
from vnplans.regex import regex

__all__ = ["NAMESPACE", "envelope", "write"]

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
SUBJECT_LIMIT, PLACE_LIMIT, APPENDIX_LIMIT = 500, 150, 250

_PRIORITY = {None: 0, "khẩn": 1, "thượng khẩn": 2, "hỏa tốc": 3, "hỏa tốc hẹn giờ": 4}
# "45/KH-UBND", "15-KH/TU", "23/2023/QĐ-UBND", "66.25/2026/NQ-CP", "30c/NQ-CP"
_NUMBER = regex(r"(?P<serial>[\d.]+[a-zđ]?)?\s*[/-]?\s*(?P<notation>.*)")


def write(
    directives: Iterable[Directive],
    out: Path,
    *,
    organ_id: str | None = None,
    files: Sequence[Path] = (),
    tell: Callable[[str, str], None] | None = None,
) -> Path:
    """One act: an .edxml file; several: a .zip of them, one each, beside `out` under its name where `out` is no .zip.

    organ_id: the issuer's identifier in the exchange ("000.00.00.H41"), which no document prints; without it OrganId
    and DocumentId are left out. files: where the documents lie, files or folders; each is attached to its act, found by
    its content. An act whose document is not there is a header alone.
    """
    acts, originals = iter(directives), _Originals(files)
    first, second = next(acts, None), next(acts, None)
    packed = out.suffix.lower() == ".zip" or second is not None or first is None
    target = out.with_suffix(".zip") if packed else out
    with replacing(target) as temporary:
        if packed:
            told = (act for act in (first, second) if act is not None)
            _write_zip(chain(told, acts), temporary, organ_id, originals)
        elif first is not None:
            temporary.write_bytes(envelope(first, organ_id=organ_id, original=originals.find(first)))
    if tell is not None and originals.lost:
        tell(
            f"{originals.lost} văn bản không có tệp gốc nên gói chỉ có phần đầu; --files THƯ_MỤC cho biết tệp ở đâu",
            f"{originals.lost} acts have a header and no document; --files FOLDER says where the documents lie",
        )
    return target


class _Originals:
    """Documents by their content."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = [Path(place) for place in places]
        self._known: dict[str, Path] | None = None
        self.lost = 0

    def find(self, directive: Directive) -> tuple[str, bytes] | None:
        """Name and bytes of the document that the act was read from; counted as lost where it is not there."""
        if self._known is None:
            files = (f for place in self._places for f in (sorted(place.rglob("*")) if place.is_dir() else [place]))
            self._known = {_sha256(path): path for path in files if path.is_file()}
        path = self._known.get(directive.source.sha256)
        if path is None:
            self.lost += 1
            return None
        return directive.source.name or path.name, path.read_bytes()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def envelope(directive: Directive, *, organ_id: str | None = None, original: tuple[str, bytes] | None = None) -> bytes:
    """The envelope with the message header of one act, UTF-8. What the document does not say is left out.

    original: name and bytes of the document, which then lies in the envelope.
    """
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={"edXML": NAMESPACE})
    outer = _add(root, "edXMLEnvelope")
    _header(_add(_add(outer, "edXMLHeader"), "MessageHeader"), directive, organ_id)
    if original is not None:
        _attach(root, outer, *original, directive.source.media_type)
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml


def _attach(root: etree._Element, outer: etree._Element, name: str, data: bytes, media_type: str) -> None:
    """The document as base64, and its reference in the manifest."""
    named = {"ContentId": "cid:1", "ContentType": media_type, "AttachmentName": name}
    reference = _add(_add(_add(outer, "edXMLBody"), "edXMLManifest"), "Reference")
    attachment = _add(_add(root, "AttachmentEncoded"), "Attachment")
    for tag, text in named.items():
        _add(reference, tag, text)
        _add(attachment, tag, text)
    _add(attachment, "ContentTransferEncoded", base64.b64encode(data).decode("ascii"))


def _header(message: etree._Element, directive: Directive, organ_id: str | None) -> None:
    _parties(message, directive, organ_id)
    code, notation = _code(directive)
    _group(message, "Code", {"CodeNumber": code, "CodeNotation": notation})
    day = f"{directive.issued_on:%Y/%m/%d}" if directive.issued_on else None
    _group(message, "PromulgationInfo", {"Place": directive.place, "PromulgationDate": day})
    kind = directive.doc_type.name if directive.doc_type else None
    numbers = {row.name: str(row.number) for row in rows(EdxmlType)}
    _group(message, "DocumentType", {"Type": numbers.get(kind or ""), "TypeName": kind})
    if directive.title:
        _add(message, "Subject", shorten(directive.title, SUBJECT_LIMIT))
        _add(message, "Content", shorten(directive.title, SUBJECT_LIMIT))
    if signer := directive.signer:
        known = {"Competence": signer.authority, "Position": signer.position, "FullName": signer.name}
        _group(message, "SignerInfo", known)
    _others(message, directive)
    if directive.number and organ_id and day and code:
        _add(message, "DocumentId", f"{organ_id},{day},{directive.number.text}")


def _write_zip(directives: Iterable[Directive], out: Path, organ_id: str | None, originals: _Originals) -> None:
    with zipfile.ZipFile(out, "x", zipfile.ZIP_DEFLATED) as archive:
        for count, directive in enumerate(directives, 1):
            number = directive.number.text if directive.number else act_key(directive)
            name = re.sub(r"[^\w.-]+", "-", number).strip("-")
            written = envelope(directive, organ_id=organ_id, original=originals.find(directive))
            archive.writestr(f"{count:05d}_{name}.edxml", written)


def _parties(message: etree._Element, directive: Directive, organ_id: str | None) -> None:
    issuer = directive.issuer
    parent, name = (issuer.parent, issuer.name) if issuer else (None, None)
    _group(message, "From", {"OrganId": organ_id, "OrganizationInCharge": parent, "OrganName": name})
    for addressee in directive.addressees:
        _group(message, "To", {"OrganName": addressee})


def _code(directive: Directive) -> tuple[str | None, str | None]:
    """('45', 'KH-UBND') of 45/KH-UBND; the year of a legal act stays with the notation."""
    if directive.number is None:
        return None, None
    match = _NUMBER.fullmatch(directive.number.text)
    return (match["serial"], match["notation"] or None) if match else (None, directive.number.text)


def _others(message: etree._Element, directive: Directive) -> None:
    if directive.recipients:
        places = _add(message, "ToPlaces")
        for recipient in directive.recipients:
            _add(places, "Place", shorten(recipient, PLACE_LIMIT))
    other = _add(message, "OtherInfo")
    _add(other, "Priority", str(_PRIORITY[directive.urgency]))
    if directive.source.pages:
        _add(other, "PageAmount", str(directive.source.pages))
    if directive.attachments:
        appendixes = _add(other, "Appendixes")
        for attachment in directive.attachments:
            name = ". ".join(part for part in (attachment.label, attachment.title) if part)
            _add(appendixes, "Appendix", shorten(name, APPENDIX_LIMIT))


def _group(parent: etree._Element, name: str, children: dict[str, str | None]) -> None:
    """An element with those children that are known; none where nothing is."""
    if any(children.values()):
        group = _add(parent, name)
        for child, text in children.items():
            if text:
                _add(group, child, text)


def _add(parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    element.text = text
    return element
