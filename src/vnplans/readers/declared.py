"""What a file says of itself, believed only as far as it can be true: whole numbers and charsets."""

from __future__ import annotations

import codecs

__all__ = ["charset", "integer"]

_LARGEST = 10**7
"""No count of rows, size or number of a list in a document is larger."""
_NO_TEXT = frozenset(
    {"undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem", "palmos"}
)
"""Codecs of Python that no document is written in; UTF-7 as browsers refuse it (WHATWG Encoding, 4.2)."""


def integer(text: str | None) -> int | None:
    """A whole number, or None for what is none ("", "²", "12.5pt", 5,000 digits); "12.5" counts as 12."""
    try:
        number = int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None
    return number if number is None or abs(number) < _LARGEST else None


def charset(name: str | None) -> str | None:
    """The codec of a text encoding that a file names; None for what is none ("undefined", "base64", "\\0")."""
    try:
        codec = codecs.lookup(name.strip()) if name else None
    except (LookupError, ValueError):
        return None
    if codec is None or codec.name in _NO_TEXT or not codec._is_text_encoding:
        return None
    return codec.name
