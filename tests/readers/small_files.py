"""Small files of each form around one act, with anything put before its words."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

__all__ = ["LINES", "docx", "html", "locked_odt", "mail", "nested", "odt", "png", "rtf", "zip_of"]

LINES = (
    "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG",
    "Số: 12/KH-UBND",
    "Hà Giang, ngày 3 tháng 4 năm 2024",
    "KẾ HOẠCH",
    "Chăm sóc cây xanh năm 2024",
    "1. Sở Xây dựng chủ trì lập danh mục cây trồng trước ngày 30/6/2024.",
)


def html(body: str, declared: str = "utf-8") -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    return f'<html><head><meta charset="{declared}"></head><body>{body}{lines}</body></html>'.encode()


def mail(kind: str, extra: str = "", body: bytes = "\n".join(LINES).encode()) -> bytes:
    head = f"From: a@b.vn\nTo: c@d.vn\nSubject: x\nMIME-Version: 1.0\nContent-Type: {kind}\n{extra}\n"
    return head.encode() + body


def nested(layers: int) -> bytes:
    inner = b"From: a@b.vn\nTo: c@d.vn\nSubject: x\n\nhi"
    for _ in range(layers):
        inner = b"From: a@b.vn\nTo: c@d.vn\nContent-Type: message/rfc822\n\n" + inner
    return inner


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        *(("office", "office"), ("text", "text"), ("table", "table"), ("style", "style")),
        ("fo", "xsl-fo-compatible"),
    )
)


def odt(body: str, styles: str = "", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    lines = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}{lines}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def locked_odt() -> bytes:
    """An ODT whose content.xml says that it is encrypted."""
    data = bytearray(odt(""))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"content.xml"))
    local = data.rfind(b"PK\x03\x04", 0, data.find(b"content.xml"))
    data[entry + 8] |= 1
    data[local + 6] |= 1
    return bytes(data)


def zip_of(files: int) -> bytes:
    """A ZIP of so many texts of one letter."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(files):
            archive.writestr(f"{number}.txt", "a")
    return out.getvalue()


def rtf(words: str) -> bytes:
    lines = (line + r"\par " for line in LINES)
    letters = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in "".join(lines))
    return (r"{\rtf1\ansi " + letters + words + "}").encode()


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx(body: str) -> bytes:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES)
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{main}"/><Default Extension="rels" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" Type="{_OFFICE}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}{lines}</w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()
