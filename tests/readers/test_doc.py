"""DOC: the ways to read one, tried in order; its text alone where neither opens it."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from wordml import docx, paragraph, row, table

from vnplans.errors import DamagedFile, EncryptedFile, VnplansError
from vnplans.limits import Limits
from vnplans.pages import Pages
from vnplans.readers import ReadOptions, read
from vnplans.readers.word import doc, office
from vnplans.readers.word.pieces import Streams, is_encrypted, paragraphs

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONVERTED = docx(paragraph("KẾ HOẠCH") + table(row("1", "Việc A"), row("2", "Việc B")))


def word97(text: str, *, wide: bool = False, flags: int = 0x0200) -> Streams:
    """The streams of a Word 97 file that holds one piece of text."""
    raw = text.encode("utf-16-le" if wide else "cp1252")
    place = 0x400 if wide else 0x400 * 2 | 0x40000000
    plc = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, place, 0)
    table_stream = b"\x01\x02\x00xx" + b"\x02" + struct.pack("<I", len(plc)) + plc
    header = bytearray(0x400)
    struct.pack_into("<HH", header, 0, 0xA5EC, 193)
    struct.pack_into("<H", header, 0x0A, flags)
    struct.pack_into("<i", header, 0x4C, len(text))
    struct.pack_into("<II", header, 0x01A2, 0, len(table_stream))
    return Streams(bytes(header) + raw, {"1Table": table_stream})


@pytest.mark.parametrize(
    ("text", "wide", "shown"),
    [
        ("KẾ HOẠCH\rnăm 2026\x0btrang sau\r", True, ["KẾ HOẠCH", "năm 2026\ntrang sau", ""]),
        ("1\x07Vi\xeac A\x07\x07", False, ["1", "Viêc A", "", ""]),
        ("a \x13 PAGE \x14 3\x15 b\r", False, ["a  3 b", ""]),
        ("a\x13PAGE\rb", False, ["aPAGE", "b"]),
        ("606\x1eKH\x01", False, ["606-KH"]),
        ("tr\x1f\xebng", False, ["tr\xad\xebng"]),
        ("\x1fc) t\xad\xac", False, ["c) t\xad\xac"]),
    ],
)
def test_text_of_the_piece_table(text: str, wide: bool, shown: list[str]) -> None:
    assert list(paragraphs(word97(text, wide=wide), Limits())) == shown


def test_word_95_has_no_piece_table() -> None:
    header = bytearray(0x100)
    struct.pack_into("<HH", header, 0, 0xA5DC, 100)
    struct.pack_into("<II", header, 0x18, 0x100, 0x105)
    assert list(paragraphs(Streams(bytes(header) + b"S\xe8: 5...", {}), Limits())) == ["Sè: 5"]


def test_a_password_is_seen() -> None:
    assert is_encrypted(word97("x", flags=0x0300).document)
    assert not is_encrypted(word97("x").document)


def inner(data: bytes, among: int = 1) -> Pages:
    return read(data)


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Neither converter takes the file."""
    monkeypatch.setattr(doc, "_by_doc2docx", lambda data, limits: None)
    monkeypatch.setattr(doc, "_by_soffice", lambda data, limits: None)
    return monkeypatch


def test_text_only(refused: pytest.MonkeyPatch) -> None:
    letterhead = f"UBND TỈNH X{' ' * 20}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\r"
    refused.setattr(doc, "_streams", lambda data: word97(letterhead + "Việc\x07\r", wide=True))
    pages = doc.read(b"", ReadOptions(), inner)
    assert [(b.text, b.column) for b in pages.blocks] == [
        ("UBND TỈNH X", "left"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "right"),
        ("Việc", None),
    ]
    assert (pages.reader, [r.code for r in pages.remarks]) == ("doc", ["table_structure_lost"])


def test_text_only_of_old_fonts(refused: pytest.MonkeyPatch) -> None:
    lines = "Céng hoµ x· héi chñ nghÜa ViÖt Nam\r§éc lËp - Tù do - H¹nh phóc\rC¨n cø NghÞ ®Þnh sè 86\r"
    refused.setattr(doc, "_streams", lambda data: word97(lines))
    pages = doc.read(b"", ReadOptions(), inner)
    assert pages.blocks[2].text == "Căn cứ Nghị định số 86"
    assert pages.encoding == "TCVN3"


def test_the_second_way_is_tried_where_the_first_gives_no_sound_file(refused: pytest.MonkeyPatch) -> None:
    refused.setattr(doc, "_by_doc2docx", lambda data, limits: b"no zip")
    refused.setattr(doc, "_by_soffice", lambda data, limits: CONVERTED)
    pages = doc.read(OLE, ReadOptions(), inner)
    assert [b.text for b in pages.blocks] == ["KẾ HOẠCH", "1", "Việc A", "2", "Việc B"]
    assert (pages.reader, pages.media_type) == ("doc", "application/msword")


def boxed(letters: int) -> Streams:
    header = bytearray(word97("x").document)
    struct.pack_into("<i", header, 0x64, letters)
    return Streams(bytes(header), {})


WITH_BOX = docx(
    paragraph("KẾ HOẠCH")
    + "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Số: 5/KH-SNV</w:t></w:r></w:p>"
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("letters", "ways", "shown", "told"),
    [
        (40, (CONVERTED, WITH_BOX), "Số: 5/KH-SNV", []),  # the other way shows it
        (40, (CONVERTED, None), "Việc B", ["text_boxes_lost"]),  # there is no other way
        (40, (WITH_BOX, CONVERTED), "Số: 5/KH-SNV", []),
        (3, (CONVERTED, WITH_BOX), "Việc B", []),  # a page number
    ],
)
def test_text_boxes_are_not_lost_in_silence(
    refused: pytest.MonkeyPatch, letters: int, ways: tuple[bytes, bytes | None], shown: str, told: list[str]
) -> None:
    refused.setattr(doc, "_by_doc2docx", lambda data, limits: ways[0])
    refused.setattr(doc, "_by_soffice", lambda data, limits: ways[1])
    refused.setattr(doc, "_streams", lambda data: boxed(letters))
    pages = doc.read(OLE, ReadOptions(), inner)
    assert (pages.blocks[-1].text, [r.code for r in pages.remarks]) == (shown, told)


def test_a_password_is_told(refused: pytest.MonkeyPatch) -> None:
    refused.setattr(doc, "_streams", lambda data: word97("x", flags=0x0300))
    with pytest.raises(EncryptedFile):
        doc.read(OLE, ReadOptions(), inner)


@pytest.mark.parametrize(
    "streams", [None, Streams(b"", {}), Streams(word97("x").document, {}), Streams(b"\xff" * 999, {})]
)
def test_broken_files(refused: pytest.MonkeyPatch, streams: Streams | None) -> None:
    refused.setattr(doc, "_streams", lambda data: streams)
    with pytest.raises(DamagedFile):
        doc.read(OLE, ReadOptions(), inner)


def test_no_ole_file_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_by_soffice", lambda data, limits: None)
    with pytest.raises(DamagedFile):
        doc.read(OLE + bytes(600), ReadOptions(), inner)


def test_real_files(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each .doc of the corpus opens without LibreOffice; cut off or flipped, it raises nothing but our errors."""
    monkeypatch.setattr(doc, "_by_soffice", lambda data, limits: None)
    smallest = sorted((shared / "corpus").glob("*.doc"), key=lambda p: p.stat().st_size)[:6]
    for path in smallest:
        data = path.read_bytes()
        assert len(doc.read(data, ReadOptions(), inner).blocks) > 20, path.name
        flipped = bytearray(data)
        for at in range(600, len(data), 997):
            flipped[at] ^= 0x10
        for broken in (data[: len(data) // 2], data[:700], bytes(flipped)):
            try:
                doc.read(broken, ReadOptions(), inner)
            except VnplansError:
                continue


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_there_and_back() -> None:
    old = office.convert(CONVERTED, "docx", "doc")
    assert old is not None
    assert old.startswith(OLE)
    again = office.convert(old, "doc", "docx")
    assert again is not None
    pages = doc.read(old, ReadOptions(), inner)
    assert [(b.text, b.cell and b.cell.row) for b in pages.blocks][:3] == [("KẾ HOẠCH", None), ("1", 0), ("Việc A", 0)]


def test_what_a_program_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the limit the whole process group is ended, the folder is gone."""
    alive = tmp_path / "alive"
    child = (
        f"import time,pathlib\nwhile True: pathlib.Path({str(alive)!r}).write_text(str(time.time())); time.sleep(.05)"
    )
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert office.convert(b"x", "doc", "docx", seconds=2) is None
    last = alive.read_text()
    time.sleep(0.3)
    assert alive.read_text() == last


def test_where_libreoffice_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert office.convert(b"x", "doc", "docx") is None


def test_doc2docx_is_asked_first() -> None:
    """The converter is a dependency, imported only when a .doc is read."""
    code = "import sys, vnplans.readers.word.doc; sys.exit('doc2docx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
