"""DOC (Word 97-2003) -> Pages: converted to DOCX by msdoc2docx, else by LibreOffice, else read as text only.

Word 2003 could also write one XML file; that is left to LibreOffice.
"""

from __future__ import annotations

import io
import logging
import struct
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

from vnplans.errors import DamagedFile, EncryptedFile, NoText, UnsupportedFile
from vnplans.limits import Limits
from vnplans.pages import Pages, Remark
from vnplans.readers.options import Inner, ReadOptions
from vnplans.readers.styled.flow import finish
from vnplans.readers.styled.looks import RunLook
from vnplans.readers.styled.paragraph import Paragraph
from vnplans.readers.word import docx, office
from vnplans.readers.word.pieces import Streams, boxed_letters, is_encrypted, paragraphs

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE = "application/msword"

_log = logging.getLogger("vnplans.readers.word.doc")


def read(data: bytes, options: ReadOptions, inner: Inner) -> Pages:
    """The pages of a .doc, by the DOCX reader.

    Where neither msdoc2docx nor LibreOffice opens it, its text alone, with the remark "table_structure_lost".
    Raises DamagedFile, EncryptedFile, TooLarge, NoText; UnsupportedFile for Word 2003 XML without LibreOffice.
    """
    if b"<?xml" in data[:64]:
        return _word_2003_xml(data, options, inner)
    streams = _streams(data)
    if streams and is_encrypted(streams.document):
        raise EncryptedFile("tệp .doc có mật khẩu", "the .doc file has a password")
    without_boxes: Pages | None = None
    for converter in (_by_doc2docx, _by_soffice):
        converted = converter(data, options.limits)
        if converted is None:
            continue
        try:
            pages = replace(docx.read(converted, options, inner), reader="doc", media_type=MEDIA_TYPE)
        except DamagedFile as error:
            _log.info("%s gave no sound .docx: %r", converter.__name__, error.__cause__)
            continue
        if without_boxes or not _boxes_lost(streams, converted):
            return pages
        without_boxes = pages
    return without_boxes.with_remarks(_NO_BOXES) if without_boxes else _text_only(streams, options.limits)


_FEW = 10
"""Letters in text boxes that are no loss: a page number."""
_NO_BOXES = Remark(
    "text_boxes_lost",
    "review",
    "không đọc được chữ trong khung của tệp .doc này; cài LibreOffice để đọc cả khung",
    "the words in text boxes of this .doc could not be read; install LibreOffice to read them",
)


def _boxes_lost(streams: Streams | None, converted: bytes) -> bool:
    """Has a file with words in text boxes none of them in its .docx? doc2docx leaves out those whose table it doubts,
    as LibreOffice writes it."""
    if streams is None or boxed_letters(streams.document) <= _FEW:
        return False
    with zipfile.ZipFile(io.BytesIO(converted)) as package:
        return b"txbxContent" not in package.read("word/document.xml")


def _word_2003_xml(data: bytes, options: ReadOptions, inner: Inner) -> Pages:
    converted = office.convert(data, "xml", "docx", options.limits.office_seconds)
    if converted is None:
        raise UnsupportedFile(
            "đây là tệp XML của Word 2003; cài LibreOffice để đọc, hoặc lưu lại thành .docx",
            "this is Word 2003 XML; install LibreOffice to read it, or save it as .docx",
        )
    return replace(docx.read(converted, options, inner), reader="doc", media_type=MEDIA_TYPE)


def _by_doc2docx(data: bytes, limits: Limits) -> bytes | None:
    """The file as .docx; None where doc2docx refuses it."""
    import doc2docx  # noqa: PLC0415
    from doc2docx.errors import EncryptedDocumentError  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="vnplans-") as folder:
        source, target = Path(folder, "in.doc"), Path(folder, "out.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, target)
            return target.read_bytes()
        except EncryptedDocumentError as error:
            raise EncryptedFile("tệp .doc có mật khẩu", "the .doc file has a password") from error
        except Exception as error:  # a foreign parser of untrusted bytes may fail in any way; the next way is tried
            _log.info("doc2docx refused the file: %r", error)
            return None


def _by_soffice(data: bytes, limits: Limits) -> bytes | None:
    return office.convert(data, "doc", "docx", limits.office_seconds)


def _streams(data: bytes) -> Streams | None:
    """The streams that hold text; None where the container is broken."""
    from doc2docx.cfb import CompoundFile  # noqa: PLC0415
    from doc2docx.errors import Doc2DocxError, StreamNotFound  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="vnplans-") as folder:
        source = Path(folder, "in.doc")
        source.write_bytes(data)
        try:
            compound = CompoundFile.from_path(source)
            document = compound.open_stream("WordDocument")
            tables: dict[str, bytes] = {}
            for name in ("0Table", "1Table"):
                try:
                    tables[name] = compound.open_stream(name)
                except StreamNotFound:
                    continue
        except (Doc2DocxError, ValueError, LookupError, struct.error, OSError, OverflowError, MemoryError) as error:
            _log.info("the OLE container cannot be read: %r", error)
            return None
    return Streams(document, tables)


def _text_only(streams: Streams | None, limits: Limits) -> Pages:
    try:
        texts = list(paragraphs(streams, limits)) if streams else []
    except (struct.error, ValueError, LookupError) as error:
        raise DamagedFile("tệp .doc bị hỏng hoặc bị cắt", "a damaged or truncated .doc file") from error
    if streams is None:
        raise DamagedFile("tệp .doc bị hỏng hoặc bị cắt", "a damaged or truncated .doc file")
    blocks, encoding = finish([Paragraph([(text, RunLook())]) for text in texts], limits)
    if not blocks:
        raise NoText("tệp .doc không có chữ", "the .doc holds no text")
    remark = Remark(
        "table_structure_lost",
        "warning",
        "chỉ đọc được chữ của tệp .doc này; cài LibreOffice để đọc cả bảng và kiểu chữ",
        "only the text of this .doc could be read; install LibreOffice to read its tables and styles",
    )
    return Pages(blocks, "doc", MEDIA_TYPE, encoding=encoding, remarks=(remark,))
