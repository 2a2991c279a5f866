"""What a file is, by its first bytes. Names lie: a .doc may be HTML, a .docx OLE, a .pdf JSON."""

from __future__ import annotations

import errno
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from vnplans.errors import DamagedFile, EncryptedFile, UnsupportedFile

__all__ = ["is_mbox", "opened_zip", "sniff", "zip_form"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: dict[str, tuple[bytes, ...]] = {
    "7z": (b"7z\xbc\xaf\x27\x1c",),
    "image": (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM"),
}
# Named so that the error can say what the file is; none of them is read
_OTHERS = {
    b"\x75\xab\x5a\x01": ("một tệp đã mã hóa", "an encrypted container"),
    b"Rar!\x1a\x07": ("tệp nén RAR (hãy giải nén)", "a RAR archive (unpack it)"),
    b"\x1f\x8b": ("tệp nén gzip", "a gzip file"),
    b"{": ("dữ liệu JSON", "JSON data"),
    b"[": ("dữ liệu JSON", "JSON data"),
    b"MZ": ("chương trình Windows", "a Windows program"),
    b"\x7fELF": ("chương trình Linux", "a Linux program"),
    b"%!PS": ("PostScript", "PostScript"),
}


_LETTERS = (b"BM", b"MZ")
"""Beginnings that a text has as well ("BM.07-QT.02", the code of a form); a picture or a program has zeros behind."""


def _begins(head: bytes, magic: bytes) -> bool:
    return head.startswith(magic) and (magic not in _LETTERS or b"\x00" in head[2:64])


def _unsupported(vi: str, en: str) -> UnsupportedFile:
    return UnsupportedFile(f"đây là {vi}, không phải văn bản đọc được", f"this is {en}, not a document vnplans reads")


_ODT = b"application/vnd.oasis.opendocument.text"


def _first_bytes(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    if name not in names or archive.getinfo(name).flag_bits & 1:
        return b""
    with archive.open(name) as stream:
        return stream.read(64)


def opened_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """What begins as a ZIP, opened. Raises DamagedFile."""
    with _told_by_zip():
        return zipfile.ZipFile(stream)


@contextmanager
def _told_by_zip() -> Iterator[None]:
    """What zipfile raises of a broken archive, as DamagedFile; what the disk raises goes on."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in (None, errno.EINVAL):
            raise
        raise DamagedFile("tệp .docx/.zip bị hỏng hoặc bị cắt", "a damaged or truncated .docx or .zip file") from error


def zip_form(archive: zipfile.ZipFile) -> str:
    """The form of a ZIP by its list of files: docx, odt or zip. Raises as `sniff`."""
    infos = archive.infolist()
    files = [info for info in infos if not info.is_dir()]
    if files and all(info.flag_bits & 1 for info in files):
        raise EncryptedFile("tệp nén có mật khẩu", "the archive has a password")
    names = {info.filename for info in infos}
    with _told_by_zip():
        if _ODT in _first_bytes(archive, "mimetype", names):
            return "odt"
    if names.isdisjoint({"[Content_Types].xml", "word/document.xml"}):
        return "zip"
    if any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith("xl/") for n in names):
        raise _unsupported("bảng tính Excel", "an Excel workbook")
    if any(n.startswith("ppt/") for n in names):
        raise _unsupported("bản trình chiếu PowerPoint", "a PowerPoint presentation")
    return "zip"


def _directory_at(data: bytes) -> int:
    """Where the header of an OLE file says that its directory begins ([MS-CFB] 2.2)."""
    if len(data) < 512:
        return 512
    shift, first = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    return (first + 1) << min(shift, 12)


def _ole_form(data: bytes) -> str:
    """Word 97-2003, or what else an OLE file is. The directory holds stream names in UTF-16."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise EncryptedFile("tệp Office có mật khẩu", "a password-protected Office file")
    if has("WordDocument"):
        return "doc"
    if _directory_at(data) >= len(data):
        raise DamagedFile("tệp Office 97-2003 bị cắt cụt", "a truncated Office 97-2003 file")
    if has("Workbook") or has("Book"):
        raise _unsupported("bảng tính Excel 97-2003", "an Excel 97-2003 workbook")
    if has("PowerPoint Document"):
        raise _unsupported("bản trình chiếu PowerPoint 97-2003", "a PowerPoint 97-2003 presentation")
    if has("__substg1.0_") or has("__properties_version1.0"):
        raise _unsupported("thư Outlook .msg", "an Outlook .msg mail")
    raise _unsupported("tệp OLE không có phần Word", "an OLE file without a Word part")


_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p|span|\?xml[^>]*>\s*<(?:!doctype html|html))[\s>]", re.I
)

# What a page of HTML has, and Markdown with tables in HTML has not
_PAGE = re.compile(rb"<(?:!doctype|html|head|body|meta)[\s>]", re.I)
# The envelope of QCVN 102:2016/BTTTT, bare or inside SOAP
_EDXML = re.compile(rb"<(?:\w+:)?edXML(?:Envelope|Header)?[\s>]|QCVN_102_2016|www\.e-doc\.vn/Schema", re.I)
# A document in one XML file, by the name or namespace of its root
_XML: dict[str, re.Pattern[bytes]] = {
    "docx": re.compile(rb"<(?:\w+:)?package\s[^>]*schemas\.microsoft\.com/office/2006/xmlPackage"),
    "doc": re.compile(rb"<(?:\w+:)?wordDocument\s[^>]*schemas\.microsoft\.com/office/word/2003/wordml"),
    "odt": re.compile(rb"<(?:\w+:)?document\s[^>]*application/vnd\.oasis\.opendocument\.text[\"']"),
}
_MAIL_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[^\n]*\n(?:[ \t]+[^\n]*\n)*")
_MAIL_FIELDS = {
    b"from", b"to", b"cc", b"subject", b"date", b"mime-version", b"received", b"message-id", b"return-path",
    b"content-type", b"delivered-to", b"reply-to", b"dkim-signature", b"sender", b"x-mailer", b"in-reply-to",
}  # fmt: skip


def _is_mail(head: bytes) -> bool:
    """Do the first lines stand as the fields of a mail (RFC 5322), two of them known ones?"""
    known, at = set(), len(head) - len(head.lstrip())
    while match := _MAIL_FIELD.match(head, at):
        known.add(match[1].lower())
        at = match.end()
    return len(known & _MAIL_FIELDS) >= 2


def is_mbox(head: bytes) -> bool:
    """Does a folder of mails begin here: a line "From ..." without colon, and a mail behind it (RFC 4155)?"""
    return head.startswith(b"From ") and _is_mail(head.partition(b"\n")[2])


def _mail_form(head: bytes) -> str | None:
    return "mbox" if is_mbox(head) else "mail" if _is_mail(head) else None


_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _head(data: bytes, utf_16: int = 4096, other: int = 2048) -> bytes:
    """The first bytes; of UTF-16 the ASCII letters, so that its markup is seen."""
    return data[2:utf_16].replace(b"\x00", b"") if data.startswith(_UTF16) else data[:other]


def sniff(data: bytes) -> str:
    """The form of a file: docx, doc, pdf, html, markdown, text, rtf, odt, image, zip, 7z, mail, mbox, edxml.

    Raises UnsupportedFile (naming what it is), EncryptedFile or DamagedFile.
    """
    head = _head(data)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        with opened_zip(io.BytesIO(data)) as archive:
            return zip_form(archive)
    if head.startswith(_OLE):
        return _ole_form(data)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if form := next((form for form, magics in _BEGINNINGS.items() if any(_begins(head, m) for m in magics)), None):
        return form
    for magic, (vi, en) in _OTHERS.items():
        if _begins(head.lstrip(), magic):
            if magic in (b"{", b"[") and not re.match(rb"\s*[\[{]\s*[\"\[{\]}]", head):
                continue
            if magic == b"\x75\xab\x5a\x01":
                raise EncryptedFile(f"đây là {vi}", f"this is {en}")
            raise _unsupported(vi, en)
    return _marked_form(data, head) or _text_form(data)


def _marked_form(data: bytes, head: bytes) -> str | None:
    """The form of a text file with marks of its own: XML, HTML, a mail."""
    if _EDXML.search(head):
        return "edxml"
    if form := _xml_form(data) or _mail_form(data[:8192]):
        return form
    if _HTML.search(head) and not (_is_markdown(data[:65536]) and not _PAGE.search(head)):
        return "html"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        raise _unsupported("một tệp XML", "an XML file")
    return None


def _xml_form(data: bytes) -> str | None:
    """The form of a document that is one XML file: Word's flat package, Word 2003, flat OpenDocument."""
    head = _head(data, 8192, 8192)  # the root of OpenDocument names a score of namespaces first
    if b"<?xml" not in head[:64]:
        return None
    return next((form for form, root in _XML.items() if root.search(head)), None)


# Headings, escaped marks of lists, bold words, the line below a table's head
_MARKDOWN = re.compile(
    rb"^#{1,6} +\S|^\s*(?:\d{1,3}|[a-z])?\\[-+*.)] |\*\*[^*\s][^*\n]*\*\*|^\s*\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.M
)


def _is_markdown(sample: bytes) -> bool:
    """Do marks of Markdown stand in the text, three at least and one in twenty lines that are no tags?"""
    marks = sum(1 for _ in _MARKDOWN.finditer(sample))
    lines = (line.strip() for line in sample.splitlines())
    return marks >= 3 and marks * 20 >= sum(1 for line in lines if line and not line.startswith(b"<"))


def _text_form(data: bytes) -> str:
    sample = data[:65536]
    if sample.startswith(_UTF16):
        return "text"
    few, many = sorted((sample[0::2].count(0), sample[1::2].count(0)))
    if many * 8 > len(sample) and few * 4 < many and b"\x00\x00\x00" not in sample:
        return "text"  # UTF-16 without a byte order mark
    if _is_markdown(sample):
        return "markdown"
    control = sum(sample.count(bytes([c])) for c in range(32) if c not in (7, 9, 10, 12, 13, 27))
    if control > len(sample) * 0.02:
        raise _unsupported("dữ liệu nhị phân không rõ loại", "binary data of an unknown kind")
    return "text"
