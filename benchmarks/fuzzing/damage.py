"""Files damaged the way transport, old programs and attackers do: by bytes, and by the structure of their form."""

from __future__ import annotations

import base64
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

__all__ = ["WORDS", "changed", "wrapped"]

NUMBERS = ("0", "-1", "1", "9" * 4301, "1e400", "nan", "²", "65536", "2147483648", "", "12.5pt", ".cm")
WORDS = (
    *("\U0001f600", "\ud83d", "\u202e", "\ufffe", "\x00", "（", "１２", "của", "ngày 30/6/2024", "Số: 12/KH-UBND"),
    *("PHỤ LỤC", "KẾ HOẠCH", "Nơi nhận:", "1.", "a)", "I.", "," * 50, "(" * 50, "Sở Y tế", "ngày 31/02/0000", "\u0301"),
    *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Trước ngày 99/99/9999", "hằng năm", "Điều 1.", "=HYPERLINK(1)", "\x0b"),
)
_ELEMENT = re.compile(r"<(/?)([\w:]+)([^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_CONTROL = re.compile(r"\\([a-z]+)(-?\d+)?")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_OPERAND = re.compile(r"/[A-Za-z]\w*|-?\d+(?:\.\d+)?|\b[A-Za-z*]{1,2}\b|<<|>>|\[|\]")

_ENVELOPE = """<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXMLEnvelope><edXMLHeader><MessageHeader>
<Code><CodeNumber>606</CodeNumber><CodeNotation>KH-SNV</CodeNotation></Code>
<PromulgationInfo><Place>N/A</Place><PromulgationDate>2024/03/15</PromulgationDate></PromulgationInfo>
<Subject>Về cải cách hành chính</Subject></MessageHeader></edXMLHeader>
<edXMLBody><edXMLManifest><Reference><ContentId>cid:0</ContentId><AttachmentName>{name}</AttachmentName></Reference>
</edXMLManifest></edXMLBody></edXMLEnvelope><AttachmentEncoded><Attachment><ContentId>cid:0</ContentId>
<ContentTransferEncoded>{data}</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>"""

Change = Callable[[str, random.Random], str]


def bytes_changed(data: bytes, chance: random.Random) -> bytes:
    """Bits turned, pieces cut out, doubled, moved, or cut off."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 30))):
        if not out:
            break
        at, size = chance.randrange(len(out)), chance.choice((1, 2, 8, 100, 4000))
        kind = chance.randrange(5)
        if kind == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del out[at : at + size]
        elif kind == 2:
            out[at:at] = out[at : at + size]
        elif kind == 3:
            out[at : at + 1] = chance.choice(WORDS).encode("utf-8", "replace")
        elif chance.random() < 0.2:
            del out[at:]
    return bytes(out)


def _one_of_many(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    """A match behind a place drawn by lot, else the first: of a long text not all are looked up."""
    return pattern.search(text, chance.randrange(len(text) + 1)) or pattern.search(text)


def markup_changed(text: str, chance: random.Random) -> str:
    """Elements doubled, nested, dropped or exchanged; attributes and numbers given absurd values; words put in."""
    match, other = (_one_of_many(_ELEMENT, text, chance) for _ in range(2))
    if match is None or other is None:
        return text
    start, end = match.span()
    kind = chance.randrange(6)
    if kind == 0:
        attributes = list(_ATTRIBUTE.finditer(match[0]))
        if attributes:
            one = chance.choice(attributes)
            value = chance.choice((*NUMBERS, *WORDS)).replace("<", "").replace("&", "").replace('"', "")
            return text[: start + one.start(2)] + value + text[start + one.end(2) :]
    if kind == 1:
        return text[:start] + text[end:]
    if kind == 2:
        return text[:start] + match[0] * chance.choice((2, 50, 600)) + text[end:]
    if kind == 3:
        return text[:end] + chance.choice(WORDS) + text[end:]
    if kind == 4:
        low, high = sorted((start, other.start()))
        piece = text[low:high][:20_000]
        return text[:high] + piece * chance.choice((1, 3, 20)) + text[high:]
    return text[:start] + other[0] + text[end:]


def rtf_changed(text: str, chance: random.Random) -> str:
    """Control words exchanged, repeated, left out, given absurd numbers; groups that never close."""
    found, other = (_one_of_many(_CONTROL, text, chance) for _ in range(2))
    if found is None or other is None:
        return text
    new = chance.choice(
        (
            *(other[0], "{" * 50, "}" * 3, rf"\u{chance.randrange(-70000, 70000)}?", other[0] * 100, ""),
            *(rf"\{found[1]}{chance.choice(NUMBERS)}", rf"\bin{chance.choice(NUMBERS)} ", r"\trowd\cell\row" * 40),
        )
    )
    return text[: found.start()] + new + text[found.end() :]


def lines_changed(text: str, chance: random.Random) -> str:
    """Lines doubled, moved, dropped, joined; words put in."""
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(6)
    if kind == 0:
        lines[at : at + 1] = [lines[at]] * chance.choice((2, 40, 300))
    elif kind == 1:
        lines.insert(at, lines.pop(other))
    elif kind == 2:
        del lines[at : at + chance.choice((1, 3))]
    elif kind == 3:
        lines[at] = " ".join(lines[at : at + chance.choice((2, 6))])
    elif kind == 4:
        words = lines[at].split(" ")
        words.insert(chance.randrange(len(words) + 1), chance.choice(WORDS))
        lines[at] = " ".join(words)
    else:
        lines[at] = lines[at] * chance.choice((2, 30))
    return "\n".join(lines)


def operators_changed(text: str, chance: random.Random) -> str:
    """Operands and operators of a page's content or of PDF objects exchanged, repeated, left out."""
    found, other = (_one_of_many(_OPERAND, text, chance) for _ in range(2))
    if found is None or other is None:
        return text
    new = chance.choice((other[0], f"{found[0]} " * 200, "", "-1", "99999999999", "1e9", "0", "q " * 300, "[" * 300))
    return text[: found.start()] + new + text[found.end() :]


def _text_changed(data: bytes, chance: random.Random, change: Change, code: str = "utf-8") -> bytes:
    text = data.decode(code, "surrogateescape" if code == "utf-8" else "strict")
    for _ in range(chance.choice((1, 1, 2, 6))):
        text = change(text, chance)
    return text.replace("\ud83d", "\udc80").encode(code, "surrogateescape" if code == "utf-8" else "replace")


def parts_changed(data: bytes, chance: random.Random) -> bytes:
    """One part of a package damaged, the package sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        parts = [name for name in names if name.endswith((".xml", ".rels"))] or names
        main = [name for name in parts if name.endswith(("document.xml", "content.xml"))] or parts
        chosen = chance.choice(main if chance.random() < 0.6 else parts)
        for name in names:
            blob = source.read(name)
            if name == chosen:
                damage = chance.random() < 0.8
                blob = _text_changed(blob, chance, markup_changed) if damage else bytes_changed(blob, chance)
            if chance.random() < 0.01:
                continue
            target.writestr(name, blob)
    return out.getvalue()


def pdf_changed(data: bytes, chance: random.Random) -> bytes:
    """One content stream unpacked, changed and packed anew, or the objects around the streams changed."""
    streams = list(_STREAM.finditer(data))
    if not streams or chance.random() < 0.4:
        last = chance.choice(streams).start() if streams else len(data)
        first = max(0, last - 3000)
        return data[:first] + _text_changed(data[first:last], chance, operators_changed, "latin-1") + data[last:]
    chosen = chance.choice(streams)
    try:
        content, packed = zlib.decompress(chosen[1]), True
    except zlib.error:
        content, packed = chosen[1], False
    content = _text_changed(content[:200_000], chance, operators_changed, "latin-1")
    new = zlib.compress(content, 1) if packed else content
    return data[: chosen.start(1)] + new + data[chosen.end(1) :]


def sectors_changed(data: bytes, chance: random.Random) -> bytes:
    """Sectors of an OLE file exchanged, repeated, blanked; numbers of its header and tables turned."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 4))):
        count = max(1, len(out) // 512)
        at, other = 512 * chance.randrange(count), 512 * chance.randrange(count)
        kind = chance.randrange(4)
        if kind == 0:
            out[at : at + 512] = out[other : other + 512]
        elif kind == 1:
            out[at : at + 512] = bytes(chance.choice((0, 255)) for _ in range(512))
        elif kind == 2:
            word = at + 4 * chance.randrange(128)
            out[word : word + 4] = chance.choice((b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\0\0\0\0", b"\1\0\0\0"))
        else:
            out[at : at + chance.choice((2, 8, 64))] = chance.choice(WORDS).encode("utf-16-le", "replace")
    return bytes(out)


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    ".docx": parts_changed,
    ".odt": parts_changed,
    ".zip": parts_changed,
    ".pdf": pdf_changed,
    ".doc": sectors_changed,
    ".rtf": lambda data, chance: _text_changed(data, chance, rtf_changed, "latin-1"),
    ".html": lambda data, chance: _text_changed(data, chance, markup_changed),
    ".edxml": lambda data, chance: _text_changed(data, chance, markup_changed),
    ".txt": lambda data, chance: _text_changed(data, chance, lines_changed),
    ".eml": lambda data, chance: _text_changed(data, chance, lines_changed),
    ".mbox": lambda data, chance: _text_changed(data, chance, lines_changed),
}


def changed(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """The seed, damaged as its form may be, one time in four by bytes alone."""
    change = CHANGES.get(suffix)
    return bytes_changed(data, chance) if change is None or chance.random() < 0.25 else change(data, chance)


def wrapped(data: bytes, suffix: str, chance: random.Random) -> tuple[bytes, str]:
    """The file inside a ZIP, a mail, a folder of mails or another document, with the wrap's suffix."""
    kind = chance.randrange(4)
    name = f"hồ sơ{suffix}"
    if kind == 0:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))) as archive:
            for _ in range(chance.choice((1, 1, 3))):
                name = "../" * chance.randrange(1, 3) + name  # each its own: a name listed twice is a warning
                archive.writestr(name, data)
        return out.getvalue(), ".zip"
    lines = base64.encodebytes(data).decode()
    mail = (
        "From: a@b.vn\nTo: c@d.vn\nSubject: =?utf-8?B?S+G6vyBob+G6oWNo?=\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nKính gửi\n--b\n'
        f"Content-Type: application/octet-stream; name*=utf-8''t%E1%BB%87p{suffix}\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: attachment\n\n{lines}--b--\n"
    )
    if kind == 1:
        return mail.encode(), ".eml"
    if kind == 2:
        return f"From a@b.vn Mon Jan  1 00:00:00 2024\n{mail}\n".encode() * chance.choice((1, 2)), ".mbox"
    return _ENVELOPE.format(name=name, data="".join(lines.split())).encode(), ".edxml"
