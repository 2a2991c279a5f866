"""Flat OPC: a .docx in one XML file ("Word XML Document"), put into the ZIP that it stands for."""

from __future__ import annotations

import base64
import io
import zipfile

from lxml import etree

__all__ = ["zipped"]

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def zipped(data: bytes) -> bytes:
    """The same package as a ZIP, nothing packed. Raises etree.XMLSyntaxError; ValueError for no part, bad base64."""
    types = etree.Element(f"{{{_TYPES}}}Types")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in etree.fromstring(data, _PARSER).iterchildren(f"{_PKG}part"):
            name = part.get(f"{_PKG}name") or ""
            if not name.startswith("/"):
                raise ValueError("a part without a name")
            override = etree.SubElement(types, f"{{{_TYPES}}}Override")
            override.set("PartName", name)
            override.set("ContentType", part.get(f"{_PKG}contentType") or "application/xml")
            archive.writestr(name[1:], _content(part))
        if not len(types):
            raise ValueError("a package without parts")
        archive.writestr("[Content_Types].xml", etree.tostring(types))
    return out.getvalue()


def _content(part: etree._Element) -> bytes:
    xml = part.find(f"{_PKG}xmlData")
    if xml is not None and len(xml):
        return etree.tostring(xml[0], xml_declaration=True, encoding="UTF-8", standalone=True)
    return base64.b64decode(part.findtext(f"{_PKG}binaryData") or "")
