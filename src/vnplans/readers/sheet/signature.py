"""The signature part of a page: its list of recipients on the left, and the signer on the right."""

from __future__ import annotations

from collections.abc import Sequence

from vnplans.landmarks import annex_label, begins, is_signing_line, name_behind, office_behind, recipients_line
from vnplans.readers.sheet.lines import Line, word_at
from vnplans.regex import regex

__all__ = ["listed", "recipients", "signature_parts", "signature_start"]

_LISTED = regex(r"[-+] ?\S|luu\b")


def listed(line: Line, width: float) -> bool:
    """May the first line of a page belong to the list of recipients or to the signer?"""
    apart = line.x0 > 0.45 * width and line.middle > 0.58 * width and not _annex(line)
    return apart or (line.x0 < 0.4 * width and bool(_LISTED.match(line.key)))


def _annex(line: Line) -> bool:
    """The label of an appendix alone on its line, or of a form."""
    found = annex_label(line.text)
    return found is not None and (not found["rest"].strip(" .:-") or begins(line.text, "form"))


def recipients(line: Line, width: float) -> bool:
    """Does the line open a list of recipients on the left?"""
    return line.x0 < 0.4 * width and recipients_line(line.text, marked=False) is not None


def signature_start(lines: Sequence[Line], closing: int, width: float) -> int:
    """The first line of the signature part: the signer's lines may begin above "Nơi nhận:"."""
    first = closing
    while first > 0:
        line = lines[first - 1]
        near = lines[first].top - line.bottom < 2.5 * line.size
        if not (near and line.x0 > 0.4 * width and (line.text.isupper() or is_signing_line(line.text, capitals=False))):
            break
        first -= 1
    return first


def signature_parts(
    lines: Sequence[Line], first: int, closing: int, width: float
) -> tuple[list[Line], list[Line], int]:
    """Left and right lines of the signature part and the index after it: as long as an empty strip parts them."""
    strips = [((0.3 if lines[closing].words[0].confidence is not None else 0.2) * width, 0.8 * width)]
    end = len(lines)
    for index in range(first, len(lines)):
        left = _strips(strips, lines[index])
        far = index > closing and lines[index].top - lines[index - 1].bottom > 14 * lines[index].size
        if index > closing and (far or not left or _annex(lines[index])):
            end = index
            break
        strips = left or strips
    zone = lines[first:end]
    # where the signer stands left of the middle there is more room behind him than before him
    parting = [strip for strip in strips if any(word.x0 >= strip[1] for line in zone for word in line.words)]
    widest = max(parting or strips, key=lambda s: s[1] - s[0])
    x = (widest[0] + widest[1]) / 2
    halves = [
        [Line(part, line.page) for line in zone if (part := [w for w in line.words if (w.x0 + w.x1) / 2 < x])],
        [Line(part, line.page) for line in zone if (part := [w for w in line.words if (w.x0 + w.x1) / 2 >= x])],
    ]
    if not halves[1]:
        halves = _run_together(halves[0], signs=recipients_line(lines[closing].text, marked=False) is not None)
    return halves[0], halves[1], end


def _run_together(lines: Sequence[Line], *, signs: bool) -> list[list[Line]]:
    """The same where no strip parts the columns of a table that a browser made narrow: offices and the name stand
    behind an entry of the list, as close as its words.

    `signs`: the offices stand here too; else on the page before.
    """
    left: list[Line] = []
    right: list[Line] = []
    for line in lines:
        at = office_behind(line.text) if line.words[0].confidence is None else None
        if at is None and (right or not signs):
            at = name_behind(line.text)
        index = 0 if at == 0 else word_at(line, at) if at else None
        if index != 0:
            left.append(Line(line.words[:index], line.page))
        if index is not None:
            right.append(Line(line.words[index:], line.page))
    return [left, right]


def _strips(strips: list[tuple[float, float]], line: Line) -> list[tuple[float, float]]:
    """What the words of the line leave empty of the strips, where it is at least 10 points wide."""
    for word in line.words:
        strips = [
            part for a, b in strips for part in ((a, min(b, word.x0)), (max(a, word.x1), b)) if part[1] - part[0] >= 10
        ]
    return strips
