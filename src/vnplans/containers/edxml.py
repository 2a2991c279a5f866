"""edXML envelopes between offices (QCVN 102:2016/BTTTT, amended 2022; QĐ 28/2018/QĐ-TTg).

The envelope holds the documents as base64, each often zipped once more. Senders differ in namespaces and in where the
attachments stand, so elements are found by their local names.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml import etree

from vnplans.calendar import date_of, stamp
from vnplans.containers import zips
from vnplans.containers.member import Budget, Header, Member
from vnplans.containers.names import file_name
from vnplans.errors import DamagedFile, VnplansError
from vnplans.readers.sniff import sniff
from vnplans.regex import regex
from vnplans.text import clean

__all__ = ["header", "members"]

_DATE = regex(stamp())
_EMPTY = {"", "n/a", "na", "null", "none", "-"}


def members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The attached documents in order, each with the envelope's header. Raises DamagedFile."""
    root = _tree(data)
    head = header(root)
    names = _manifest(root)
    for number, part in enumerate(_attachments(root), 1):
        budget.count()
        content_id = _text(part, "ContentId")
        name = _text(part, "AttachmentName") or names.get(content_id or "") or f"tệp {number}"
        yield _member(part, file_name(name).rpartition("/")[2], head, budget)


def _tree(data: bytes) -> etree._Element:
    # huge_tree: attachments are text nodes of many megabytes; entities are never opened
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False)
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile("gói edXML bị hỏng hoặc bị cắt", "a damaged or truncated edXML envelope") from error


def header(root: etree._Element) -> Header:
    """What the MessageHeader says."""
    sender = _find(root, "From")
    serial, notation = _text(root, "CodeNumber"), _text(root, "CodeNotation")
    return Header(
        number=f"{serial or ''}/{notation}" if notation else serial,
        issued_on=_date(_text(_find(root, "PromulgationInfo"), "PromulgationDate")),
        issuer=_text(sender, "OrganName"),
        parent=_text(sender, "OrganizationInCharge") or _text(sender, "OrganInCharge"),
        doc_type=_text(_find(root, "DocumentType"), "TypeName"),
        title=_text(root, "Subject"),
        signer=_text(_find(root, "SignerInfo"), "FullName"),
        position=_text(_find(root, "SignerInfo"), "Position"),
        place=_text(_find(root, "PromulgationInfo"), "Place"),
    )


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _find(root: etree._Element | None, name: str) -> etree._Element | None:
    if root is None:
        return None
    return next((node for node in root.iter() if _local(node) == name), None)


def _text(root: etree._Element | None, name: str) -> str | None:
    node = _find(root, name)
    text = clean(node.text or "") if node is not None else ""
    return None if text.lower() in _EMPTY else text


def _date(text: str | None) -> dt.date | None:
    match = _DATE.match(text or "")
    return date_of(match) if match else None


def _manifest(root: etree._Element) -> dict[str, str]:
    """ContentId -> file name, from the references of the body."""
    names = {}
    for node in root.iter():
        if _local(node) == "Reference":
            key, name = _text(node, "ContentId"), _text(node, "AttachmentName")
            if key and name:
                names[key] = name
    return names


def _attachments(root: etree._Element) -> Iterator[etree._Element]:
    """What holds a document, each once: of attachments in attachments the inner one."""
    seen: set[etree._Element] = set()
    for node in root.iter():
        if _local(node) == "ContentTransferEncoded":
            part = next((above for above in node.iterancestors() if _local(above) == "Attachment"), None)
            if part is not None and part not in seen:
                seen.add(part)
                yield part


def _member(part: etree._Element, name: str, head: Header, budget: Budget) -> Member:
    node = _find(part, "ContentTransferEncoded")
    text = (node.text or "") if node is not None else ""
    if (size := len(text) * 3 // 4) > budget.limits.member_size:
        too_large = budget.limits.over("member_size", size)
        too_large.file = name
        return Member(name, None, b"", too_large, head)
    try:
        data = base64.b64decode(re.sub(r"\s+", "", text), validate=True)
    except (binascii.Error, ValueError):
        error = DamagedFile("phần base64 của tệp đính kèm bị hỏng", "the attachment's base64 is damaged", file=name)
        return Member(name, None, b"", error, head)
    budget.add(len(data))
    return _unwrapped(Member(name, None, data, None, head), budget)


def _unwrapped(member: Member, budget: Budget) -> Member:
    """Senders zip each attachment under a random name: the one file inside, under the attachment's own name."""
    if not member.data.startswith(b"PK\x03\x04") or _form(member.data) != "zip":
        return member
    try:
        inside = list(islice(zips.members(member.data, budget), 2))
    except VnplansError:
        if budget.spent:
            raise
        return member  # it is opened once more as what it is, and says what is wrong
    return replace(inside[0], name=member.name, header=member.header) if len(inside) == 1 else member


def _form(data: bytes) -> str | None:
    try:
        return sniff(data)
    except VnplansError:
        return None
