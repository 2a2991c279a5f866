"""Who and when behind the words of a task, in whatever order: "... (Đội A chủ trì, tổ B phối hợp, xong quý II)",
"... - Xí nghiệp C (thường xuyên)", "..., do phòng D thực hiện, thời hạn: 31/12", "... . Hạt E chủ trì, phối hợp: xã F".

A tail counts only where all of its words are names, roles and a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vnplans.extract.agencies.lists import find_names, may_begin
from vnplans.extract.duties import when
from vnplans.extract.duties.doers import Body, doers_of
from vnplans.extract.duties.headers import ROLES, label_line, title_field
from vnplans.extract.duties.labels import Labels
from vnplans.extract.duties.strangers import verb_within
from vnplans.extract.findings import Head
from vnplans.extract.line import Line
from vnplans.extract.orders.verbs import verb_at
from vnplans.extract.time.deadlines import read_cell
from vnplans.models import TOLD
from vnplans.pages import Pages
from vnplans.phrases import phrase
from vnplans.regex import regex
from vnplans.text import fold

__all__ = ["Tail", "tail_of"]

_BRACKET = regex(r"\((?P<in>[^()]{3,200})\)(?P<more>\s*[,;]\s*[^();]{3,60})?[\s.;,]*$")
_DASH = regex(r"\s[-\u2013]\s")
_BY = regex(r"[,;]\s+(?:do|giao(?: cho)?|phân công)\s+(?=\S)")
_BY_WORDS = ("do ", "giao ", "phân công ")
"""One of them stands in every `_BY`."""
_APART = regex(r"[.;]\s+(?=\w)")
_NO_WORD = regex(r"[\W_]*")
_END = " .;,)"
_LONGEST, _LONGEST_TIME, _LONGEST_NAME = 220, 9, 12
"""Characters of a tail; words of a time and of a name in it."""
_FEWEST = 3
"""Words of the work before it."""


@dataclass(frozen=True)
class Tail:
    """What a tail says. `start`: where it begins; `apart`: a clause or sentence of its own, no part of the work."""

    start: int
    apart: bool
    said: Labels


def tail_of(pages: Pages, words: Line, head: Head) -> Tail | None:
    """The tail of a task's words; None if they have none that can be read whole."""
    for start, at, end, sure, apart in _places(words):
        if end - at > _LONGEST or len(words.text[:start].split()) < _FEWEST:
            continue
        role = phrase("tails.role").search(words.key, at, end)
        if role is None and sure is _never:
            continue
        part = words.part(at, end)
        if apart and ":" in part.text and title_field(part.text.partition(":")[0]) in ROLES:
            return None  # "... . Người thực hiện: Đài xã. Thời gian: 01 - 31/5": label lines
        if not _may_tell(part) or (role is None and not sure()):
            continue
        found = _read(pages, part, head, sure)
        if found is None or (apart and not found.leads):
            continue
        return Tail(start, apart, found)
    return None


def _places(words: Line) -> Iterator[tuple[int, int, int, Callable[[], bool], bool]]:
    """Where a tail may stand: its start, the bounds of its words, whether bare names will do, whether it is apart."""
    text = words.text
    end = len(text.rstrip(_END))
    bracket = _BRACKET.search(text)
    if bracket is not None:
        before = text[: bracket.start()].rstrip()
        only = bracket["more"] is None
        yield bracket.start(), bracket.start("in"), end, lambda: not (only and _ends_with_name(before)), False
    for gap in _APART.finditer(text) if ". " in text or "; " in text else ():
        yield gap.start() + 1, gap.end(), end, _never, True
    by = list(_BY.finditer(words.key)) if any(word in words.key for word in _BY_WORDS) else ()
    if by:
        yield by[-1].start(), by[-1].end(), end, _never, False
    dashes = list(_DASH.finditer(text)) if " - " in text or "\u2013" in text else ()
    if dashes:
        dash = dashes[-1]
        yield dash.start(), dash.end(), end, lambda: not _ends_with_name(text[: dash.start()]), False


def _never() -> bool:
    return False


def _ends_with_name(text: str) -> bool:
    named = find_names(text)
    return bool(named) and named[-1][2] >= len(text)


def _read(pages: Pages, words: Line, head: Head, sure: Callable[[], bool]) -> Labels | None:
    """Leads, partners, time and result, if the words say nothing else. `sure`: names without a role lead; asked last,
    for it reads the words before."""
    words, told = _told(words)
    rest, time = _timed(words)
    if not rest.text or (phrase("tails.role").search(rest.key) is None and not sure()):
        return None
    leads, partners = doers_of(pages, head, rest, "lead", "tail")
    if not (leads or partners) or not _only_said(rest, leads + partners):
        return None
    said = when.in_cell(pages, time, head, "deadline.tail") if time is not None else None
    return Labels(leads, partners, said, told)


def _may_tell(words: Line) -> bool:
    """Do the words begin with a time, or behind roles with what a name may begin with? A quick look at what `_is_time`
    and `_only_said` ask for: most words behind a mark are no tail."""
    key, at = words.key, 0
    if phrase("tails.time").match(key):
        return True
    while blank := _NO_WORD.match(key, at):
        start = blank.end()
        if may_begin(key, start) or phrase("units.unit").match(key, start):
            return True
        if phrase("strangers.person").match(words.text, start):
            return True
        role = phrase("tails.between").match(key, start)
        if role is None:
            break
        at = role.end()
    return False


def _told(words: Line) -> tuple[Line, dict[str, Line]]:
    """The words without the plain texts told behind them: "...; kết quả: 02 hội nghị"."""
    told: dict[str, Line] = {}
    while mark := words.text.rfind(";") + 1:
        last = words.part(mark)
        label = label_line(last.text)
        if label is None or label[0] not in TOLD:
            break
        told[label[0]] = last.part(label[1], len(last.text.rstrip(_END)))
        words = words.part(0, mark - 1)
    return words, told


def _timed(words: Line) -> tuple[Line, Line | None]:
    """The words without the time at their end or start, and that time."""
    marks = list(phrase("tails.mark").finditer(words.key))
    for mark in marks:
        behind = words.part(mark.end(), len(words.text.rstrip(_END)))
        if _is_time(behind):
            return words.part(0, mark.start()), behind
    for mark in reversed(marks):
        before = words.part(0, mark.start())
        if _is_time(before):
            return words.part(mark.end()), before
    return words, None


def _is_time(words: Line) -> bool:
    key = words.key
    if len(key.split()) > _LONGEST_TIME or phrase("tails.time").match(key) is None:
        return False
    if phrase("rows.noted_time").fullmatch(key):
        return True
    return not find_names(words.text) and phrase("tails.role").search(key) is None and read_cell(key) is not None


def _only_said(words: Line, named: tuple[Body, ...]) -> bool:
    """Every name is a body's or a person's, and nothing but roles stands beside them."""
    rest = words.key
    for body in sorted(named, key=lambda body: -len(body.agency.text)):
        name = body.agency.text
        key = fold(name)
        if len(name.split()) > _LONGEST_NAME or not _is_body(name, key) or key not in rest:
            return False
        rest = rest.replace(key, " ", 1)
    return not any(map(str.isalnum, phrase("tails.between").sub(" ", rest)))


def _is_body(name: str, key: str) -> bool:
    if phrase("tails.time").match(key):
        return False
    known = find_names(name[:1].upper() + name[1:])
    if known and known[0][1] == 0:
        return True
    if phrase("strangers.person").match(name):
        return True
    return phrase("units.unit").match(key) is not None and verb_at(key) is None and not verb_within(key)
