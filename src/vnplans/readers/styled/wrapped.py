"""Text whose paragraphs are broken into lines at a margin, as OCR programs, pdftotext and mail write it: made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnplans.landmarks import (
    SUBJECT,
    addressee_line,
    annex_label,
    authority_line,
    begins,
    is_enacting,
    is_mark,
    is_type_word,
    mark_role,
    motto_at,
    number_label,
    recipients_line,
)
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Margin", "centred_titles", "goes_on", "margin_of", "unbroken", "unglued", "unwrapped"]

_LONGEST = 130
"""Characters of a line; text with longer ones is not broken at a margin."""
_FEWEST, _SHARE = 6, 0.3
"""Lines that must break off at the margin, and their share of those with words of running text."""
_PROSE = 40
_FULL, _LEAST_FULL = 0.8, 0.65
"""Of the margin's width: a line that long may have been broken there; the less where blank lines part paragraphs."""
_SPACED = 0.12
"""Blank lines, of all: from that share on they part the paragraphs."""
_SIXTH = 6
"""A sixth of the lines, at least, goes on at the left margin."""
_GAP = regex(r"\t|\S {4,}\S")
_INDENT = regex(r"[ \t]*")
_LABEL = regex(
    r"\s*(?:[-+*•–~_]|\(?(?:\d{1,3}|[a-zđ]|[ivx]{1,5})(?:\.\d{1,3})*[.)/]\s"
    r"|điều\s+\d)",
    re.IGNORECASE,
)
_ENDED = regex(r"[.;:!?…]\W*$")
_PAGE = regex(r"\W*\d{1,3}\W*")
_ADDRESS = regex(r"(?<=\S)\s+(?=kính gửi\s*:)", re.IGNORECASE)
_SERIAL = regex(r"\d{1,5}\s?/\s?(?:\d{4}/)?[^\W\d_]")
_SERIAL_ENDS = regex(r"\s\d{1,5}/[^\W\d_]\S*\w\s*$")
_WORDS = 4
_TITLE = 8
"""Lines from the type word to the first grounds."""
_HEAD = 15
"""Lines of a text that may be its letterhead."""


@dataclass(frozen=True, slots=True)
class Margin:
    """Where the lines of a text break."""

    width: int
    indent: int
    """Blanks before most lines."""
    spaced: bool
    """Blank lines part the paragraphs."""
    left: int | None = None
    """Blanks before the lines that go on, where most first lines stand farther in."""


_LONGEST_BROKEN = 1500
"""Characters of a sentence that a link breaks, at most."""
_LISTS = regex(r"\b(?:sau|sau đây|gồm|gồm có)\W*$|\d/\d{2,4}\W*$")
"""A line behind which others are listed, or that ends with its day."""


def unwrapped(lines: Sequence[str], *, blank_apart: bool = False) -> list[str]:
    """The paragraphs of the text, one a line; blank lines are kept. The lines as they are where no margin is seen.

    `blank_apart`: a blank line alone parts paragraphs by the rules of the form (Markdown), however short a line is.

    A line goes on in the next where the next one's first word had no room in it, or begins small; never across a blank
    line (but the foot of a page), a label, a landmark of an act, a heading in capitals, or two columns.
    """
    margin = margin_of(lines)
    if margin is None:
        return list(lines)
    out: list[str] = []
    before = ""  # the last line with words, as it was broken
    typed = -_TITLE  # where the type word stands, below which the title does
    for place, line in enumerate(lines):
        if is_type_word(line.strip()):
            typed = place
        opens = place - typed < _TITLE and line.strip()[:1].isupper() and begins(line.strip(), "basis")
        if not line.strip():
            out.append(line)
        elif _is_page_number(lines, place):
            continue
        elif not opens and out and out[-1].strip() and goes_on(before, line, margin, blank_apart and margin.spaced):
            out[-1] = f"{out[-1].rstrip()} {line.strip()}"
            before = line
        elif (last := _last_words(out)) is not None and _over_the_page(lines, place, out[last], line):
            out[last:] = [f"{out[last].rstrip()} {line.strip()}"]
            before = line
        else:
            out.append(line)
            before = line
    return out


def centred_titles(lines: Sequence[str]) -> list[str]:
    """The lines, those below a type word that blanks move to its middle moved in as far as centred lines are."""
    out = list(lines)
    worded = [place for place, line in enumerate(lines) if line.strip()][:_OPENING]
    middle: float | None = None
    for place, after in pairwise(worded):
        line, indent = lines[place], _indent(lines[place])
        here = indent + len(line.strip()) / 2
        if is_type_word(line.strip()) and indent >= _MOVED:
            middle = here
            continue
        apart = after > place + 1 or _indent(lines[after]) > 1
        title = middle is not None and indent > 1 and abs(here - middle) < _OFF and apart
        if not title or _begins(line) or begins(line.strip(), "basis") or _ENDED.search(line):
            middle = None
            continue
        out[place] = " " * max(indent, _MOVED) + line.strip()
    return out


_MOVED = 9
"""Blanks before a line in the middle, at least."""
_OFF = 3
"""Letters by which the middles of two lines may differ."""
_OPENING = 30
"""Lines with words from the top of a text to the end of its title, at most."""


def unbroken(lines: Sequence[str]) -> list[str]:
    """Sentences of an article that the words of a link, or bold ones, have broken, made whole: "theo Kế hoạch số" over
    "145/KH-UBND" over "của UBND tỉnh". An act's lines are left as they are."""
    if any(motto_at(line) == 0 or number_label(line) for line in lines):
        return list(lines)
    out: list[str] = []
    for line in lines:
        last = _last_words(out)
        apart = last is not None and last < len(out) - 1
        if last is not None and line.strip() and _is_rest(out[last], line.strip(), apart=apart):
            glue = "" if line.strip()[0] in ",.;)" else " "
            out[last:] = [f"{out[last].rstrip()}{glue}{line.strip()}"]
        else:
            out.append(line)
    return out


def _is_rest(last: str, line: str, *, apart: bool) -> bool:
    """Does `line` go on with the sentence that breaks off in `last`? `apart`: blank lines stand between."""
    serial = _SERIAL.match(line) is not None
    if len(last) > _LONGEST_BROKEN or (_LISTS.search(last) and not serial):
        return False
    if _ENDED.search(last) or _LABEL.match(line) or _stands_alone(last) or (_stands_alone(line) and not serial):
        return False
    if last.rstrip().endswith(","):
        return not apart and not _LABEL.match(last)
    long = len(last.split()) >= _WORDS + apart
    if long and phrase("pages.breaks_off").search(fold(last)):
        return line[0].isdigit() or (not apart and not _LABEL.match(last))
    small = serial or line[0].islower() or line[0] in ",;)"
    return small and long and (not apart or _SERIAL_ENDS.search(last) is not None)


def unglued(lines: Sequence[str]) -> Iterator[str]:
    """The lines, those of the letterhead parted before "Kính gửi:": "Hà Nội, ngày 5/4/2019 Kính gửi: Bộ Y tế"."""
    seen = 0
    for line in lines:
        seen += bool(line.strip())
        yield from _ADDRESS.split(line, maxsplit=1) if seen <= _HEAD else (line,)


def margin_of(lines: Sequence[str]) -> Margin | None:
    """The margin at which the lines of a text were broken; None where they are whole paragraphs."""
    words = [line.strip() for line in lines]
    prose = sorted(len(line) for line in words if len(line) >= _PROSE)
    if len(prose) < _FEWEST or prose[-1] > _LONGEST:
        return None
    width = prose[int(len(prose) * 0.95) - 1]
    full = (two.strip() for one, two in pairwise(lines) if len(one.strip()) >= width * _FULL and not _ENDED.search(one))
    broken = sum(map(bool, full))
    if broken < _FEWEST or broken < len(prose) * _SHARE:
        return None
    indents = sorted(_indent(line) for line in lines if len(line.strip()) >= _PROSE)
    blank = sum(not line.strip() for line in lines)
    usual, least = indents[len(indents) // 2], indents[len(indents) // _SIXTH]
    return Margin(width, usual, blank >= len(lines) * _SPACED, least if usual > least + 1 else None)


def _indent(line: str) -> int:
    found = _INDENT.match(line.expandtabs(4))
    return found.end() if found else 0


def goes_on(last: str, line: str, margin: Margin, surely: bool = False) -> bool:
    """Is `line` a further piece of the paragraph whose last piece is `last`?"""
    if _stands_alone(last) or _stands_alone(line) or _begins(line) or _indent(line) > margin.indent + 1:
        return False
    if margin.left is not None and _indent(line) > margin.left + 1 and not _hangs(last, line):
        return False
    if surely and len(last) > margin.width / 2:
        return not last.endswith("\\")
    length, small = len(last.strip()), line.lstrip()[0].islower()
    full = length >= margin.width * (_LEAST_FULL if margin.spaced else _FULL)
    if _ENDED.search(last):
        return full and (small or (margin.spaced and last.rstrip()[-1] not in ":;"))
    return full or (small and (length >= margin.width / 2 or SUBJECT.match(last) is not None))


def _hangs(last: str, line: str) -> bool:
    """Does a line stand below the words of the one above, behind its label?"""
    label = _LABEL.match(last)
    inner = label.end() + 1 if label else 0
    return _indent(line) < _indent(last) - 1 or _indent(last) + 1 < _indent(line) <= max(inner, _indent(last))


def _stands_alone(line: str) -> bool:
    """A heading in capitals, a line with two columns."""
    letters = [c for c in line if c.isalpha()]
    return _GAP.search(line) is not None or (len(letters) > 1 and all(c.isupper() for c in letters))


def _begins(line: str) -> bool:
    """A label or a landmark opens something new."""
    if _LABEL.match(line):
        return True
    text = line.strip()
    if addressee_line(text) or recipients_line(text, marked=False) or number_label(text) or SUBJECT.match(text):
        return True
    if (
        annex_label(text)
        or motto_at(text) == 0
        or mark_role(text)
        or is_mark(text)
        or is_enacting(text)
        or is_type_word(text)
    ):
        return True
    return authority_line(text, marked=True)


def _is_page_number(lines: Sequence[str], place: int) -> bool:
    """A number alone between blank lines."""
    before = lines[place - 1] if place else ""
    behind = lines[place + 1] if place + 1 < len(lines) else ""
    return _PAGE.fullmatch(lines[place]) is not None and not before.strip() and not behind.strip()


def _last_words(out: Sequence[str]) -> int | None:
    return next((i for i in range(len(out) - 1, -1, -1) if out[i].strip()), None)


def _over_the_page(lines: Sequence[str], place: int, last: str, line: str) -> bool:
    """The foot of a page stands between a paragraph that breaks off and the small letter that it goes on with."""
    at = place - 1
    while at >= 0 and not lines[at].strip():
        at -= 1
    if at < 0 or not _is_page_number(lines, at):
        return False
    return not _ENDED.search(last) and line.lstrip()[0].islower() and not _begins(line) and not _stands_alone(last)
