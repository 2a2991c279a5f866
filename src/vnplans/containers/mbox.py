"""Folders of mails in one file (mbox, RFC 4155): each mail is a container of its own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO

from vnplans.containers.member import Budget, Member

__all__ = ["mail_at", "mails", "members"]

_CHUNK = 4 * 2**20
_BEGINS = re.compile(rb"(?:\A|\n\r?\n)(From [^\n]*\n)")
_QUOTED = re.compile(rb"^>(>*From )", re.M)


def members(data: bytes, budget: Budget) -> Iterator[Member]:
    """The mails in order."""
    stream = io.BytesIO(data)
    for number, (start, end) in enumerate(mails(stream), 1):
        budget.count()
        mail = mail_at(stream, start, end)
        budget.add(len(mail))
        yield Member(name_of(number), None, mail)


def name_of(number: int) -> str:
    """How the mail at a place is called."""
    return f"thư {number}.eml"


def mails(stream: IO[bytes]) -> list[tuple[int, int]]:
    """Where each mail begins, behind its "From " line, and ends. The file is passed over once, in bounded memory."""
    marks: list[tuple[int, int]] = []  # of the "From " line, of what follows it
    stream.seek(0)
    base, held = 0, b""
    while chunk := stream.read(_CHUNK):
        held += chunk
        safe = len(held) - 1024  # a line "From ..." may be cut here
        for match in _BEGINS.finditer(held):
            if match.start() < safe or len(chunk) < _CHUNK:
                marks.append((base + match.start(1), base + match.end(1)))
        keep = max(0, safe)
        base, held = base + keep, held[keep:]
        marks = list(dict.fromkeys(marks))
    end = base + len(held)
    starts = sorted(set(marks))
    return [(begin, starts[i + 1][0] if i + 1 < len(starts) else end) for i, (_, begin) in enumerate(starts)]


def mail_at(stream: IO[bytes], start: int, end: int) -> bytes:
    """The mail there, its quoted "From " lines as they were written."""
    stream.seek(start)
    return _QUOTED.sub(rb"\1", stream.read(end - start))
