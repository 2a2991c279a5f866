"""The header of an edXML envelope that has no document with it -> Pages: a line a value, "Số, ký hiệu: 45/KH-SNV".

QCVN 102:2016/BTTTT. What is attached to an envelope is read by itself (vnplans.containers).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from vnplans.errors import DamagedFile, NoText
from vnplans.knowledge import rows
from vnplans.knowledge.tables import EdxmlField
from vnplans.pages import Block, Pages
from vnplans.readers.options import ReadOptions
from vnplans.text import clean

__all__ = ["read"]


def read(data: bytes, options: ReadOptions) -> Pages:
    """The values of the header in the order of data/edxml_fields.toml. Raises DamagedFile; NoText where none are."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False)
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile("gói edXML bị hỏng hoặc bị cắt", "a damaged or truncated edXML envelope") from error
    message = next((node for node in root.iter() if _local(node) == "MessageHeader"), None)
    lines = tuple(_lines(message)) if message is not None else ()
    if not any(line.startswith(_named("number", "title")) for line in lines):
        raise NoText("gói edXML không có văn bản nào", "no document inside the edXML envelope")
    return Pages(tuple(map(Block, lines)), reader="edxml", media_type="application/xml")


def _named(*fields: str) -> tuple[str, ...]:
    return tuple(f"{row.label}: " for row in rows(EdxmlField) if row.field in fields)


def _lines(message: etree._Element) -> Iterator[str]:
    for row in rows(EdxmlField):
        first, *more = ([clean(node.text or "") for node in _at(message, path)] for path in row.path)
        if not more:
            yield from (f"{row.label}: {value}" for value in first if value)
        elif number := "/".join(("".join(first[:1]), "".join(more[0][:1]))).rstrip("/"):
            yield f"{row.label}: {number}"


def _at(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of local names."""
    found = [root]
    for name in path.split("/"):
        found = [child for node in found for child in node if _local(child) == name]
    return found


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
