"""Files -> contents: a file is one, a mailbox in one file (mbox, RFC 4155) as many as it has mails."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from pathlib import Path

from vnplans.containers.mbox import mail_at, mails
from vnplans.readers.sniff import is_mbox
from vnplans.watch.looks import Seen

__all__ = ["Piece", "pieces_of"]

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """One content: where its bytes lie, and what people call it. `mail`: it comes from a mailbox."""

    sha256: str
    path: Path
    name: str
    mail: bool = False


def pieces_of(seen: Seen, spool: Path) -> Iterator[Piece]:
    """The contents of a file; mails of a mailbox are laid into `spool` one by one. Raises OSError."""
    with seen.path.open("rb") as stream:
        is_box = is_mbox(stream.read(2048))
        stream.seek(0)
        if not is_box:
            yield Piece(hashlib.file_digest(stream, "sha256").hexdigest(), seen.path, seen.name, seen.mailbox)
            return
        for number, (start, end) in enumerate(mails(stream), 1):
            data = mail_at(stream, start, end)
            sha256 = hashlib.sha256(data).hexdigest()
            path = spool / f"{sha256}.eml"
            spool.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            yield Piece(sha256, path, f"{seen.name}/{_subject(data) or f'thư {number}'}.eml", mail=True)


def _subject(data: bytes) -> str:
    """What the mail is about, as a name."""
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    found = re.search(rb"^Subject:[ \t]*(.*(?:\r?\n[ \t].*)*)", head, re.MULTILINE | re.IGNORECASE)
    if found is None:
        return ""
    try:
        text = str(make_header(decode_header(found[1].decode("utf-8", "replace"))))
    except (MessageError, ValueError, LookupError):
        return ""
    return re.sub(r"[\s/\\]+", " ", text).strip()[:_LONGEST]
