"""Documents that are one XML file: Word's flat package, Word 2003, flat OpenDocument."""

from __future__ import annotations

import base64
import io
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from vnplans import parse
from vnplans.errors import DamagedFile, TooLarge, UnsupportedFile
from vnplans.limits import Limits
from vnplans.readers import ReadOptions, read
from vnplans.readers.sniff import sniff
from vnplans.readers.word import doc, office

SAMPLE = Path(__file__).parents[2] / "samples" / "plan-nd30.docx"
PKG = "http://schemas.microsoft.com/office/2006/xmlPackage"
HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'


def flat(package: bytes) -> bytes:
    """A .docx as Word's "XML Document"."""
    root = etree.Element(f"{{{PKG}}}package", nsmap={"pkg": PKG})
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        named = {e.get("PartName"): e.get("ContentType") for e in types}
        by_ending = {e.get("Extension"): e.get("ContentType") for e in types}
        for name in archive.namelist():
            if name == "[Content_Types].xml":
                continue
            part = etree.SubElement(root, f"{{{PKG}}}part")
            part.set(f"{{{PKG}}}name", f"/{name}")
            part.set(f"{{{PKG}}}contentType", named.get(f"/{name}") or by_ending[name.rpartition(".")[2]] or "")
            if name.endswith((".xml", ".rels")):
                etree.SubElement(part, f"{{{PKG}}}xmlData").append(etree.fromstring(archive.read(name)))
            else:
                etree.SubElement(part, f"{{{PKG}}}binaryData").text = base64.b64encode(archive.read(name)).decode()
    return HEAD + etree.tostring(root)


def test_a_flat_package_reads_as_the_file() -> None:
    data = SAMPLE.read_bytes()
    assert sniff(flat(data)) == "docx"
    assert read(flat(data)).blocks == read(data).blocks


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b'<pkg:part pkg:name="document.xml"/>',
        b'<pkg:part pkg:name="/a.bin"><pkg:binaryData>***</pkg:binaryData></pkg:part>',
        b'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData/></pkg:part>',
        b"<pkg:part",
    ],
)
def test_a_broken_package(inside: bytes) -> None:
    with pytest.raises(DamagedFile):
        read(HEAD + f'<pkg:package xmlns:pkg="{PKG}">'.encode() + inside + b"</pkg:package>")


def test_the_budget_of_a_flat_file() -> None:
    with pytest.raises(TooLarge):
        read(flat(SAMPLE.read_bytes()), ReadOptions(limits=Limits(part_size=1000)))


FODT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document '
    + " ".join(
        f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for p, n in [("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible")]
    )
    + ' office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.{kind}">'
    '<office:styles><style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
    '</office:styles><office:body><office:text><text:p text:style-name="B">KẾ HOẠCH</text:p><text:p>Một</text:p>'
    "</office:text></office:body></office:document>"
)


def test_flat_opendocument() -> None:
    pages = read(FODT.replace("{kind}", "text").encode())
    assert [(block.text, block.bold) for block in pages.blocks] == [("KẾ HOẠCH", True), ("Một", False)]


@pytest.mark.parametrize(
    "data",
    [
        FODT.replace("{kind}", "spreadsheet").encode(),
        b'<?xml version="1.0"?><urlset><url>a</url></urlset>',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<rss version="2.0"></rss>',
    ],
)
def test_other_xml_is_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedFile, match="XML"):
        read(data)


WORD_2003 = HEAD + (
    b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
    b"<w:p><w:r><w:t>K\xe1\xba\xbe HO\xe1\xba\xa0CH</w:t></w:r></w:p></w:body></w:wordDocument>"
)


def test_word_2003_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "convert", lambda *_: None)
    with pytest.raises(UnsupportedFile, match="LibreOffice"):
        read(WORD_2003)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_word_2003() -> None:
    pages = read(WORD_2003)
    assert ([block.text for block in pages.blocks], pages.reader, pages.media_type) == (
        ["KẾ HOẠCH"],
        "doc",
        doc.MEDIA_TYPE,
    )


def test_a_record_of_a_flat_package() -> None:
    act, same = parse(flat(SAMPLE.read_bytes()), name="ke-hoach.xml"), parse(SAMPLE)
    assert (act.title, len(act.tasks)) == (same.title, len(same.tasks))
