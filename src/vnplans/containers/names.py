"""Names of files inside containers, in whatever encoding they were written."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile
import zlib

from vnplans.regex import regex
from vnplans.syllables import is_syllable

__all__ = ["decode", "file_name", "zip_name"]

_UTF8_FLAG = 0x800
_UNICODE_PATH = 0x7075
# How Windows in Vietnam, old Vietnamese fonts, Western Windows and DOS wrote a name; the first of equals wins
_GUESSES = ("cp1258", "tcvn3", "vni", "cp1252", "cp437")

_WORD = regex(r"[^\W\d_]+")
_STRANGE = regex(r"[^\w\s.,()\[\]&+'\-/\\–;=@#!%~$^{}]")


def zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a ZIP member: by its Unicode extra field, its UTF-8 flag, or the reading that looks Vietnamese."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    raw = info.orig_filename.encode("cp437")
    return _unicode_path(info.extra, raw) or decode(raw)


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Info-ZIP's extra field 0x7075: version 1, CRC-32 of the plain name, the name in UTF-8."""
    while len(extra) >= 4:
        tag, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if tag == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            if struct.unpack("<L", field[1:5])[0] != zlib.crc32(raw):
                return None
            try:
                return field[5:].decode("utf-8")
            except UnicodeDecodeError:
                return None
    return None


def decode(raw: bytes) -> str:
    """Bytes of a name -> text. UTF-8 if it is, else the guess with the most Vietnamese syllables."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        readings = [text for guess in _GUESSES if (text := _read(raw, guess)) is not None]
        return max(readings, key=_vietnamese)  # max keeps the first of equals; cp437 always reads


def _read(raw: bytes, encoding: str) -> str | None:
    try:
        if encoding in ("tcvn3", "vni"):
            import viparse  # noqa: PLC0415 - heavy, and needed only for such names

            return str(viparse.fix(raw.decode("cp1252"), encoding=encoding))
        return unicodedata.normalize("NFC", raw.decode(encoding))
    except UnicodeDecodeError:
        return None


def _vietnamese(text: str) -> float:
    """How much a name looks Vietnamese: the share of its letters in possible syllables, less strange signs."""
    text = unicodedata.normalize("NFC", text)
    words = _WORD.findall(text)
    letters = sum(map(len, words)) or 1
    good = sum(len(w) for w in words if is_syllable(w, toneless=True))
    mixed = sum(1 for w in words if w[1:] != w[1:].lower() and w != w.upper())
    return (good - 2 * len(_STRANGE.findall(text)) - mixed) / letters


def file_name(name: str) -> str:
    """A name safe to show and harmless as a path: NFC, forward slashes, no drive, root, `..` or control characters."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    name = re.sub(r"^[A-Za-z]:", "", name)
    parts = [part for part in name.split("/") if part.strip() not in ("", ".", "..")]
    return "/".join(parts) or "không tên"
