"""RTF -> tokens: groups, control words, bytes and letters. Knows the syntax and nothing of Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Token", "tokens"]

# Rich Text Format specification 1.9.1, "Basic entities"
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?"  # control word, its number; one blank ends it
    rb"|\\'([0-9a-fA-F]{2})"  # a byte of the code page
    rb"|\\([^a-zA-Z\r\n])"  # control symbol
    rb"|\\(\r?\n|\r)"  # the same as \par
    rb"|([{}])"
    rb"|([^\\{}\r\n]+)"
    rb"|(\r|\n|.)",
    re.S,
)


class Token(NamedTuple):
    """kind: open, close, word, symbol, bytes. `data` holds the bytes, `word` the control word or symbol."""

    kind: str
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of an RTF file, in order; never raises. Binary data after `\\bin` is passed over."""
    position = 0
    while match := _TOKEN.match(data, position):
        position = match.end()
        word, number, hexed, symbol, newline, brace, plain, _ = match.groups()
        if word:
            value = int(number) if number else None
            if word == b"bin":
                position += max(value or 0, 0)
            yield Token("word", word.decode("ascii"), value)
        elif hexed:
            yield Token("bytes", data=bytes.fromhex(hexed.decode("ascii")))
        elif symbol:
            yield Token("symbol", symbol.decode("latin-1"))
        elif newline:
            yield Token("word", "par")
        elif brace:
            yield Token("open" if brace == b"{" else "close")
        elif plain:
            yield Token("bytes", data=plain)
