"""edXML: the message header of the national document exchange (QCVN 102:2016/BTTTT, amendment 1:2022).

The standard has no place for tasks: they travel in a file of their own. Identifiers of offices, the trace of the
message and its signature belong to the system that sends it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from vnplans.errors import WrongRequest
from vnplans.export.atomic import replacing
from vnplans.export.rows import act_key, shorten
from vnplans.knowledge import rows
from vnplans.knowledge.tables import EdxmlType
from vnplans.models import Directive

__all__ = ["NAMESPACE", "header", "write"]

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
SUBJECT_LIMIT, PLACE_LIMIT, APPENDIX_LIMIT = 500, 150, 250

_PRIORITY = {None: 0, "khẩn": 1, "thượng khẩn": 2, "hỏa tốc": 3, "hỏa tốc hẹn giờ": 4}
# "45/KH-UBND", "15-KH/TU", "23/2023/QĐ-UBND", "66.25/2026/NQ-CP", "30c/NQ-CP"
_NUMBER = re.compile(r"(?P<serial>[\d.]+[a-zđ]?)?\s*[/-]?\s*(?P<notation>.*)")


def write(directives: Iterable[Directive], out: Path, *, organ_id: str | None = None) -> None:
    """One act: an .edxml file; several: a .zip of them, one each.

    organ_id: the issuer's identifier in the exchange ("000.00.00.H41"), which no document prints; without it OrganId
    and DocumentId are left out. Raises WrongRequest where `out` is not a .zip and there is not just one act.
    """
    if out.suffix.lower() == ".zip":
        _write_zip(directives, out, organ_id)
        return
    acts = iter(directives)
    first, second = next(acts, None), next(acts, None)
    if first is None or second is not None:
        raise WrongRequest(
            "một tệp .edxml chứa đúng một văn bản; nhiều văn bản thì xuất ra tệp .zip",
            "an .edxml file holds just one act; write several to a .zip",
        )
    with replacing(out) as temporary:
        temporary.write_bytes(header(first, organ_id=organ_id))


def header(directive: Directive, *, organ_id: str | None = None) -> bytes:
    """The envelope with the message header of one act, UTF-8. What the document does not say is left out."""
    root = etree.Element(f"{{{NAMESPACE}}}edXML", nsmap={"edXML": NAMESPACE})
    message = _add(_add(_add(root, "edXMLEnvelope"), "edXMLHeader"), "MessageHeader")
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
    xml: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return xml


def _write_zip(directives: Iterable[Directive], out: Path, organ_id: str | None) -> None:
    with replacing(out) as temporary, zipfile.ZipFile(temporary, "x", zipfile.ZIP_DEFLATED) as archive:
        for count, directive in enumerate(directives, 1):
            number = directive.number.text if directive.number else act_key(directive)
            name = re.sub(r"[^\w.-]+", "-", number).strip("-")
            archive.writestr(f"{count:05d}_{name}.edxml", header(directive, organ_id=organ_id))


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
