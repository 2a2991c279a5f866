"""Writes small .docx files for the tests, part by part, as Word would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# part: (relationship, root element)
PARTS = {
    "styles": ("styles", "styles"),
    "numbering": ("numbering", "numbering"),
    "footnotes": ("footnotes", "footnotes"),
    "header1": ("header", "hdr"),
    "header2": ("header", "hdr"),
    "footer1": ("footer", "ftr"),
}


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; text without tags becomes a plain run."""
    inside = "".join(r if r.startswith("<") else run(r) for r in runs)
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{inside}</w:p>"


def item(text: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of an automatic list."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties=listed)


def cell(*paragraphs: str, properties: str = "", width: int = 2000) -> str:
    inside = "".join(p if p.startswith("<") else paragraph(p) for p in paragraphs) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def table(*rows: str, bordered: bool = False) -> str:
    borders = '<w:tblBorders><w:insideH w:val="single"/><w:insideV w:val="single"/></w:tblBorders>' if bordered else ""
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{''.join(rows)}</w:tbl>"


def level(number: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def docx(body: str, parts: Mapping[str, str] | None = None, files: Mapping[str, str | bytes] | None = None) -> bytes:
    """A .docx: `parts` are the inner XML of PARTS, `files` parts of other kinds, reached as rIdX1, rIdX2 ..."""
    links, types = "", ""
    written: dict[str, str | bytes] = {}
    for name, inner in (parts or {}).items():
        kind, root = PARTS[name]
        written[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"
        links += f'<Relationship Id="rId_{name}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
    for index, (name, content) in enumerate((files or {}).items(), start=1):
        written[f"word/{name}"] = content
        links += f'<Relationship Id="rIdX{index}" Type="{RELATIONS}/aFChunk" Target="{name}"/>'
        types += f'<Default Extension="{name.rpartition(".")[2]}" ContentType="application/octet-stream"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    written["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>{types}'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>'
    )
    to_main = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
    written["_rels/.rels"] = f'<Relationships xmlns="{package}/relationships">{to_main}</Relationships>'
    written["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package}/relationships">{links}</Relationships>'
    written["word/document.xml"] = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return out.getvalue()
