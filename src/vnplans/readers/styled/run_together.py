"""Letterheads and signature parts copied out of a PDF, whose two columns ran together on one line: blanks set between.

pdftotext and viewers give "SỞ Y TẾ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 3/KH-SYT Cần Thơ, ngày ...", "Nơi nhận:
GIÁM ĐỐC", "- Lưu: VT. Lê Thị A". No word is moved; `columns` parts the lines where the blanks are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from vnplans.landmarks import (
    annex_label,
    is_signing_line,
    is_type_word,
    is_whole,
    motto_at,
    name_behind,
    number_label,
    office_behind,
    place_and_date,
    recipients_line,
)
from vnplans.regex import regex

__all__ = ["set_apart"]

_WIDE = " " * 30
_HEAD = 15
"""Lines with words at the top of a text that may be its letterhead, and in it below the motto."""
_LIST = 30
"""Lines of a list of recipients, at most."""
_LONGEST = 60
"""Letters of a motto, at most."""
_ITEM = regex(r"\s*(?:[-+*•–]|lưu\b)", re.IGNORECASE)


def set_apart(lines: Sequence[str]) -> list[str]:
    """The lines, those that hold words of both columns with blanks between these."""
    out = list(lines)
    worded = [place for place, line in enumerate(out) if line.strip()]
    motto = next((k for k, place in enumerate(worded[:_HEAD]) if _state(out[place])), None)
    if motto is not None:
        _letterhead(out, worded[motto : motto + _HEAD])
    for k, place in enumerate(worded):
        found = recipients_line(out[place], marked=False)
        if found:
            _signature(out, worded[k : k + _LIST], found.end())
    return out


def _state(line: str) -> bool:
    """Does the line hold the state's name or the Party's, alone or behind words of the left column?"""
    at = motto_at(line)
    return at is not None and line[at:].strip().isupper()


def _letterhead(out: list[str], places: Sequence[int]) -> None:
    above: tuple[int, str] | None = None  # the line of a motto that breaks off, and as much as it says
    for place in places:
        line = out[place]
        if is_type_word(line.strip()):
            return
        at = motto_at(line)
        if at is not None:
            out[place] = _parted(line, at)
            said = line[at:].strip()
            above = None if is_whole(said, "motto") else (place, said)
            continue
        if above is not None and _rest(above[1], line):
            out[above[0]] += f" {line.strip()}"
            out[place] = ""
            above = None
            continue
        above = None
        dated = place_and_date(line)
        if dated is not None:
            out[place] = _parted(line, dated)
            return


def _rest(said: str, line: str) -> bool:
    """Does the line hold the last words of the motto that breaks off in `said`, and nothing else?"""
    return len(said) + len(line.strip()) < _LONGEST and is_whole(f"{said} {line.strip()}", "motto")


def _parted(line: str, at: int) -> str:
    """The line with wide blanks before the words of the right column."""
    left, right = line[:at].rstrip(), line[at:]
    return f"{left}{_WIDE}{right}" if left and at - len(left) < len(_WIDE) else line


def _signature(out: list[str], places: Sequence[int], behind: int) -> None:
    """The list of recipients, and beside it offices and at last the name."""
    first, signs, named = out[places[0]], False, False
    tail = first[behind:].lstrip(" :")
    if tail and is_signing_line(tail.strip()):
        out[places[0]] = _parted(first, len(first) - len(tail))
        signs = True
    for place in islice(places, 1, None):
        line = out[place]
        if annex_label(line.strip()) or motto_at(line) is not None or number_label(line):
            return
        if not _ITEM.match(line):
            continue
        at = office_behind(line)
        if at is not None:
            out[place] = _parted(line, at)
            signs = True
        elif signs and not named and (at := name_behind(line)) is not None:
            out[place] = _parted(line, at)
            named = True
