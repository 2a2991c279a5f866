"""One paragraph, one task or several: sentences, and the clauses of a sentence (GUIDE: rules 4 and 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vnplans.extract.orders.verbs import action, verb_at
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import CAPITALS, SMALLS, fold

__all__ = ["acts_behind", "acts_in_time", "clauses", "sentences", "split_clauses"]

_STOP = regex(
    rf"(?:[.!?]|…)[\"”’)]*\s+(?=[\"“‘(]?[{CAPITALS}])"
    rf"|(?:(?<=[{SMALLS}]{{2}})|(?<=\b\d{{4}}))\.(?=[{CAPITALS}][{SMALLS}])"
)
"""Also one without a blank: "xong trước ngày 05/4/2011.Các tổ nộp sổ"."""
_SHORT_LENGTH = 12
"""Characters before a full stop that may be a short form which ends no sentence."""
_TIME_LENGTH = 80
_MARKS = regex(r"[;()\[\]“”]")
_BRACKETS = {"(": 1, "[": 1, "“": 1, ")": -1, "]": -1, "”": -1}


def sentences(text: str) -> list[tuple[int, int]]:
    """Ranges of the sentences of a paragraph, outer blanks left out."""
    out, start = [], 0
    within = text[:-1]  # most paragraphs are one sentence, whose stop is their last character
    for stop in _STOP.finditer(text) if "." in within or "!" in within or "?" in within or "…" in within else ():
        if text[stop.start()] == "." and phrase("sentences.short").search(
            text, max(0, stop.start() - _SHORT_LENGTH), stop.start()
        ):
            continue
        if _depth(text[start : stop.start()]) > 0:
            continue
        end = stop.end() - len(stop[0]) + len(stop[0].rstrip())
        out.append((start, end))
        start = stop.end()
    if text[start:].strip():
        out.append((start, len(text.rstrip())))
    return out


def _depth(text: str) -> int:
    """Open brackets and quotes at the end of the text; never below nought."""
    depth = 0
    for mark in _MARKS.findall(text):
        depth = max(0, depth + _BRACKETS.get(mark, 0))
    return depth


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Ranges between the ";" of the words, those within brackets or quotes not counted."""
    end = len(text) if end is None else end
    out, depth, at = [], 0, start
    for mark in _MARKS.finditer(text, start, end):
        depth = max(0, depth + _BRACKETS.get(mark[0], 0))
        if mark[0] == ";" and not depth:
            out.append((at, mark.start()))
            at = mark.end()
    out.append((at, end))
    trimmed = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in out]
    return [(a, b) for a, b in trimmed if a < b]


def split_clauses(
    text: str, spans: Sequence[tuple[int, int]], *, first: int = 0, led: bool = False
) -> list[tuple[int, int]]:
    """The tasks of one sentence: one range per clause of action, or the whole as one. `spans`: its clauses; `first`:
    where its first verb stands, behind a time and the doer; `led`: the doer stands right before it, its verb may be one
    we do not know.

    It stays one task if any clause is a noun, an aim or an attitude, or if they hang under "trong đó", "gồm" ...
    """
    parts = _joined(text, spans)
    whole = [(0, len(text))]
    if len(parts) < 2:
        return whole
    key = fold(text)
    marks = [phrase("sentences.enumerated").match(key, a, b) for a, b in parts]
    if all(marks):
        parts = [(mark.end(), b) for mark, (_, b) in zip(marks, parts, strict=True) if mark is not None]
    if not led and not _first_acts(key, max(first, parts[0][0]), parts[0][1]):
        return whole
    if not all(_goes_on(key[a:b]) and not phrase("sentences.fault").match(key[a:b]) for a, b in parts[1:]):
        return whole
    if any(phrase("sentences.list").search(key[a:b]) and not _closed_list(key[a:b]) for a, b in parts[:-1]):
        return whole
    return parts


def acts_in_time(clause: str) -> bool:
    """Words of action at the start, or behind a time: "định kỳ 6 tháng một lần báo cáo ...", "trước 05/12, ..."."""
    if action(clause):
        return True
    if not phrase("sentences.times").match(clause):
        return False
    return any(action(clause, gap.end()) for gap in re.finditer(r"[\s,]+", clause[:_TIME_LENGTH]))


def _goes_on(clause: str) -> bool:
    """A further duty: words of action, or what is forbidden."""
    return acts_in_time(clause) or phrase("sentences.forbids").match(clause) is not None


def _joined(text: str, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """A clause that only dates the one before it ("; hoàn thành trước ngày 30/6") belongs to it."""
    out: list[tuple[int, int]] = []
    for start, end in parts:
        if out and phrase("sentences.dates").fullmatch(fold(text[start:end])):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _closed_list(clause: str) -> bool:
    """The list stands in brackets: "(gồm 5 xã)"."""
    found = phrase("sentences.list").search(clause)
    return found is not None and _depth(clause[: found.start()]) > 0


def _first_acts(key: str, start: int, end: int) -> bool:
    """The sentence's first clause orders work, a time, a ground or a topic before its verb passed over."""
    clause = key[start:end]
    if action(clause):
        return True
    colon = clause.find(":")
    if colon > 0 and verb_at(clause, colon + 1) is not None:
        return True
    if not phrase("sentences.opener").match(clause):
        return False
    return any(action(clause, comma.end()) for comma in re.finditer(r"[,:]\s*", clause)) or verb_inside(clause)


def acts_behind(key: str) -> bool:
    """Words of action stand behind a comma or colon: "căn cứ mực nước, tổ chức trực đê"."""
    return any(action(key, mark.end()) for mark in re.finditer(r"[,:]\s+", key))


def verb_inside(clause: str) -> bool:
    """A ground without a comma before the verb: "căn cứ tình hình thực tế trình Hội đồng nhân dân ..."."""
    return clause.startswith(("căn cứ", "trên cơ sở", "theo chức năng"))
