"""Bytes that lie, nest or overflow: VnplansError or a record that can be written, and nothing else."""

from __future__ import annotations

import http.server
import io
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pdf_maker import Page, make_pdf
from small_files import LINES, docx, html, locked_odt, mail, nested, odt, png, rtf

import vnplans
from vnplans import readers
from vnplans.errors import DamagedFile, EncryptedFile, TooLarge, VnplansError
from vnplans.readers.declared import charset, integer
from vnplans.readers.signed.signatures import pdf_time
from vnplans.readers.word import office
from vnplans.text import clean, places

BIG = "9" * 5000
CODECS = ("undefined", "idna", "\0", "utf-7", "unicode_escape", "punycode", "base64", "rot13", "x" * 5000, "utf-32")
HOSTILE = {
    **{f"html declares {name[:16]!r}": html("", name).replace(b"\xe1", b"\xff", 1) for name in CODECS},
    **{f"mail in {name[:16]!r}": mail(f'text/plain; charset="{name}"') for name in CODECS},
    **{
        f"attachment named in {name[:16]!r}": mail(
            "text/plain", f"Content-Disposition: attachment; filename*={name}''%ff%00ke.txt\n"
        )
        for name in CODECS
    },
    "mails in mails": nested(300),
    "400 brackets": mail(f"text/plain; name={'(' * 400}", f"Content-Disposition: attachment; filename={'(' * 400}\n"),
    "odt: paragraphs in paragraphs": odt("<text:p>" * 500 + "x" + "</text:p>" * 500),
    "odt: lists in lists": odt(
        "<text:list><text:list-item>" * 400 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 400
    ),
    "odt: a length without a number": odt(
        '<text:p text:style-name="P">a</text:p>',
        '<style:style style:name="P"><style:paragraph-properties fo:text-indent=".cm"/></style:style>',
    ),
    "odt: numbers of 5,000 digits": odt(
        f'<text:h text:outline-level="{BIG}">a</text:h><text:list><text:list-item text:start-value="{BIG}">'
        f"<text:p>b</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell "
        f'table:number-rows-spanned="{BIG}" table:number-columns-spanned="{BIG}"><text:p>c</text:p></table:table-cell>'
        f'</table:table-row></table:table><text:p><text:s text:c="{BIG}"/>d</text:p>'
    ),
    "odt: LZMA": odt("", method=zipfile.ZIP_LZMA),
    "html: numbers of 5,000 digits": html(
        f'<ol start="{BIG}"><li>a</li></ol><table><tr><td rowspan="{BIG}" colspan="{BIG}">b</td></tr></table>'
        f'<p style="font-weight:{BIG};margin-left:{BIG}pt">c</p>'
    ),
    "html: a digit that is none": html(
        '<ol start="²"><li>a</li></ol><table><tr><td rowspan="²">b</td></tr></table><p style="font-weight:²">c</p>'
    ),
    "html: 150 open elements": html("<div>" * 150),
    "3,000 open elements": html("<div>" * 3000),
    "docx: numbers of 5,000 digits": docx(
        f'<w:p><w:pPr><w:outlineLvl w:val="{BIG}"/><w:ind w:left="{BIG}" w:firstLine="1e400"/></w:pPr></w:p>'
    ),
    "docx: not a number": docx('<w:p><w:pPr><w:outlineLvl w:val="nan"/><w:ind w:left="inf"/></w:pPr></w:p>'),
    "rtf: halves of characters": rtf(r"\u-10179?\u-8704? a \u-10179? b"),
    "text: halves of characters": b"\xff\xfe"
    + "\n".join([*LINES, "\ud83d x \ufffe"]).encode("utf-16-le", "surrogatepass"),
    "text: a serial of 5,000 digits": "\n".join(LINES).replace("12/KH", f"{BIG}/KH").encode(),
    "text: a day of 5,000 digits": "\n".join(LINES).replace("30/6", f"{BIG}/6").encode(),
    "text: a label of 5,000 digits": "\n".join(LINES).replace("1. Sở", f"{BIG}. Sở").encode(),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_nothing_but_our_own_errors_and_records_that_can_be_written(data: bytes) -> None:
    try:
        records = vnplans.parse_all(data)
    except VnplansError:
        return
    for record in records:
        assert record.model_dump_json()
        assert not [note for note in record.notes if note.code == "fault"]


SOUND = [name for name in HOSTILE if name.startswith(("html", "odt", "docx", "rtf", "text: h"))]


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_in_such_a_file_is_read(name: str) -> None:
    record = vnplans.parse(HOSTILE[name])
    assert record.number is not None
    assert record.number.text == "12/KH-UBND"
    assert [task.content for task in record.tasks if "danh mục cây trồng" in task.content]


def test_an_encrypted_part_is_said() -> None:
    with pytest.raises(EncryptedFile):
        vnplans.read(locked_odt())


@pytest.mark.parametrize("size", [(20000, 20000), (100000, 100000)])
def test_a_picture_of_few_bytes_and_many_pixels_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(TooLarge):
        vnplans.read(png(*size))


def test_lost_letters_are_noted() -> None:
    record = vnplans.parse(HOSTILE["text: halves of characters"])
    assert [note.code for note in record.notes if note.code == "letters_lost"]


def test_a_fault_of_a_reader_is_a_damaged_file_that_names_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr("vnplans.readers.plain.read", broken)
    with pytest.raises(DamagedFile, match=r"KeyError, readers/__init__\.py:\d+") as caught:
        vnplans.parse("\n".join(LINES).encode(), name="hồ sơ.txt")
    assert caught.value.file == "hồ sơ.txt"


def test_a_full_disk_is_no_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vnplans.readers.plain.read", full)
    with pytest.raises(OSError, match="No space left"):
        readers.read("\n".join(LINES).encode())


def test_no_memory_is_said_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("vnplans.readers.plain.read", hungry)
    with pytest.raises(TooLarge):
        vnplans.parse("\n".join(LINES).encode())


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 12 ", 12), ("12.5", 12), ("", None), (None, None), ("²", None), (BIG, None), ("nan", None),
     ("inf", None), ("1e400", None), ("12pt", None), ("-3", -3)],
)  # fmt: skip
def test_whole_numbers_of_a_file(text: str | None, number: int | None) -> None:
    assert integer(text) == number


@pytest.mark.parametrize(
    ("name", "codec"),
    [("UTF-8", "utf-8"), ("windows-1258", "cp1258"), ("us-ascii", "ascii"), (" utf-16le ", "utf-16-le"),
     *((name, None) for name in CODECS if name != "utf-32"), (None, None)],
)  # fmt: skip
def test_charsets_of_a_file(name: str | None, codec: str | None) -> None:
    assert charset(name) == codec


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a \ud83d\ude00 b", "a \U0001f600 b"),
        ("a \ud83d b", "a \ufffd b"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ud83d\u200b\ude00x", "\U0001f600x"),
        ("a\ufffeb\uffff", "ab"),
        ("\u202esố\u202c \u2067:\u2069", "số :"),
        ("Số： １２／KH－UBND", "Số: 12/KH-UBND"),
    ],
)
def test_text_that_can_be_written(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned
    assert len(places(text)) == len(cleaned)


@pytest.mark.parametrize("zone", ["+99'00'", "-99'99'", "+24'00'"])
def test_no_time_zone_of_the_earth_gives_no_time(zone: str) -> None:
    assert pdf_time(f"D:20230307163105{zone}") is None


@pytest.mark.parametrize("face", ["\U0001f600", "\ud83d", "\ude00", "\ufffe"])
def test_a_pdf_with_letters_beyond_the_first_plane_can_be_written(face: str) -> None:
    page = Page()
    for number, line in enumerate(LINES):
        page.text(72, 72 + 20 * number, line)
    shown = face.encode("utf-16-be", "surrogatepass").hex()
    page.content.append(f"BT 0 Tr /F 13 Tf 1 0 0 1 72 300 Tm <{shown}> Tj ET")
    record = vnplans.parse(make_pdf(page))
    assert record.number is not None
    assert record.model_dump_json()


def test_halves_of_a_letter_in_rtf_are_one() -> None:
    pages = vnplans.read(rtf(r"\par \u-10179?\u-8704? cay xanh"))
    assert pages.blocks[-1].text == "\U0001f600 cay xanh"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A web server of this machine, and what it was asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_asks_no_address_that_a_document_names(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    page = f'<html><body><p>Xin chào</p><img src="{address}/a.png"></body></html>'.encode()
    assert office.convert(page, "html", "odt")
    assert asked == []


@pytest.mark.skipif(not office._without_network(), reason="the system grants no network namespace")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_in_a_namespace_no_link_of_any_kind_reaches_the_network(listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    page = f'<html><head><link rel="stylesheet" href="{address}/a.css"></head><body><p>Xin chào</p></body></html>'
    assert office.convert(page.encode(), "html", "odt")
    assert asked == []


def _declared(data: bytes, part: str, words: str) -> bytes:
    """A package of which one part declares an entity of a file on the disk, and asks for the file itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name).decode("utf-8", "replace") if name == part else old.read(name)
            if isinstance(held, str):
                begins = held.index("<", held.index("?>") + 2) if held.startswith("<?xml") else 0
                held = f"{held[:begins]}{words}{held[begins:]}".replace("KẾ HOẠCH", "KẾ HOẠCH &f;", 1)
            new.writestr(name, held)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "part"), [(docx(""), "word/document.xml"), (odt(""), "content.xml")], ids=["docx", "odt"]
)
def test_no_entity_brings_in_a_file(data: bytes, part: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu 4711", "utf-8")
    declared = _declared(data, part, f'<!DOCTYPE a [<!ENTITY f SYSTEM "{secret.as_uri()}">]>')
    try:
        said = " ".join(block.text for block in readers.read(declared).blocks)
    except VnplansError:
        return
    assert "4711" not in said
    assert "Sở Xây dựng" in said


@pytest.mark.parametrize(
    "inside",
    [
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{uri}" parse="text"/>',
        '<text:section text:name="s"><text:section-source xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xlink:href="{uri}"/></text:section>',
    ],
)
def test_no_include_brings_in_a_file(inside: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("mật khẩu 4711", "utf-8")
    said = " ".join(block.text for block in readers.read(odt(inside.format(uri=secret.as_uri()))).blocks)
    assert "4711" not in said
    assert "Sở Xây dựng" in said
