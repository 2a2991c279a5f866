"""Numbers as list labels write them: Word's formats (ECMA-376, 17.18.59 ST_NumberFormat), and those of HTML and ODF."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["counted", "written"]

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        out += letters * times
    return out


def _letter(number: int) -> str:
    """a ... z, then aa, bb ... as Word counts."""
    if not 0 < number <= 26 * 30:
        return str(number)
    times, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (times + 1)


def _counting(number: int) -> str:
    """vietnameseCounting: một, hai ... mười một ... hai mươi mốt."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {tail}".strip()


def _custom(number: int, samples: str) -> str:
    """w:format of a custom numFmt lists the first labels: "a, b, c, d, đ, e, ..." or "001, 002, 003, ..."."""
    shown = [s.strip() for s in samples.split(",") if s.strip() and s.strip() not in ("...", "…")]
    if not shown:
        return str(number)
    if re.fullmatch(r"\d{1,9}", shown[0]):
        return str(number + int(shown[0]) - 1).zfill(len(shown[0]))
    return shown[number - 1] if 0 < number <= len(shown) else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "vietnameseCounting": _counting,
    "cardinalText": _counting,
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "none": lambda n: "",
}


def written(number: int, form: str, samples: str | None = None) -> str:
    """A count in the given numFmt; formats of other scripts are written as decimals. `samples`: w:format."""
    if form == "custom" and samples:
        return _custom(number, samples)
    return _FORMATS.get(form, str)(number)


_NUMBERINGS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""How HTML and ODF name what Word calls numFmt."""


def counted(number: int, form: str) -> str:
    """A list's count as HTML's `type` and ODF's `num-format` want it: 1, a, A, i or I; any other form as it is."""
    return written(number, _NUMBERINGS[form]) if form in _NUMBERINGS else form
