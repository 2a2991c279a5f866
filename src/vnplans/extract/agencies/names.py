"""Bodies as they are printed: which body a name means, those of a text that is known to be a list of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from vnplans.extract.agencies.cursor import Cursor, bracket, cursor, is_word, many, office, verb
from vnplans.extract.agencies.full_names import Context, agency_of
from vnplans.extract.agencies.grammar import Piece, begins
from vnplans.extract.agencies.groups import entry, further
from vnplans.extract.agencies.lexicon import phrases
from vnplans.knowledge import alternatives
from vnplans.models import Agency
from vnplans.text import fold

__all__ = ["KEPT", "Mention", "mentions", "open_name", "printed", "split_agencies"]

KEPT = 1024
"""Texts whose bodies are remembered: the rules for tasks ask for those of a paragraph several times."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A body in a text: `text` is how a list prints it (a shared head is put back: "Sở Xây dựng" of "các Sở: Tài chính,
    Xây dựng"), start and end are offsets of its own words."""

    text: str
    start: int
    end: int
    agency: Agency


def open_name(text: str, province: str | None = None, host: str | None = None, on: dt.date | None = None) -> Agency:
    """The body that a printed name means: full name in sentence case, level, province, parent, successor."""
    c, context = cursor(text, loose=True), Context(province, host, on)
    pieces = entry(c, 0)
    if len(pieces) == 1 and pieces[0].start == 0 and pieces[0].group and pieces[0].end == len(c.t):
        return agency_of(text, None, context, group=not c.t.shouting)
    return agency_of(_without_office(c, 0, text), text, context)


def _without_office(c: Cursor, i: int, text: str) -> str:
    """ "Sở Nội vụ" of "Giám đốc Sở Nội vụ", "Văn phòng UBND tỉnh" of "Chánh Văn phòng UBND tỉnh"."""
    held_by = office(c, i)
    if not held_by:
        return text
    end, row = held_by
    if end >= len(c.t):
        return row.body or text
    rest = text[c.t.starts[end] - c.t.starts[i] :]
    if not entry(c, end) and (row.body or not rest[:1].isupper()):
        return f"{row.body} {rest}" if row.body else text
    held = row.body and fold(rest).startswith(("ủy ban", "ubnd", "hđnd", "tỉnh ủy", "sở"))
    return f"{row.body} {rest}" if held else rest


def printed(c: Cursor, piece: Piece) -> tuple[str, int, int]:
    """The name as a list prints it, and the offsets of its own words."""
    words = c.t.span(piece.start, piece.end)
    text = f"{piece.prefix} {words}" if piece.prefix else words
    return text, c.t.starts[piece.start], c.t.ends[piece.end - 1]


def _mention(c: Cursor, piece: Piece, context: Context) -> Mention:
    text, start, end = printed(c, piece)
    if piece.group:
        agency = agency_of(text, None, context, group=True)
    else:
        own, at = (cursor(text, loose=True), 0) if piece.prefix else (c, piece.start)
        agency = agency_of(_without_office(own, at, text), text, context)
    return Mention(text, start, end, agency)


def mentions(c: Cursor, pieces: Sequence[Piece], context: Context) -> tuple[Mention, ...]:
    return tuple(_mention(c, piece, context) for piece in _with_branches(c, pieces))


def _with_branches(c: Cursor, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """A branch behind a dash belongs to its bank, a school to its university: "Ngân hàng Nhà nước - Chi nhánh Hà
    Giang", "Trường Đại học Luật - Đại học Huế" are one body each."""
    last: Piece | None = None
    for piece in pieces:
        dash = piece.start - 1
        if last is not None and last.end == dash and c.words[dash] == "-" and _is_branch(c, piece.start, last):
            last = replace(last, end=piece.end)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _is_branch(c: Cursor, i: int, of: Piece) -> bool:
    two = tuple(c.words[i : i + 2])
    return two in (("chi", "nhánh"), ("chỉ", "nhánh")) or (two == ("đại", "học") and c.words[of.start] == "trường")


# A text that is known to be a list ------------------------------------------------------------------------------------

_MARKS = frozenset({",", ";", "và", "&", "/", "hoặc", "cùng", "+", "-", "*", "•", ".", ":", "–"})


@cache
def _label() -> re.Pattern[str]:
    """What a cell says before its list: "- Cơ quan, đơn vị phối hợp:"."""
    body = "cơ quan|đơn vị"
    return re.compile(rf"^\s*[-+*•]?\s*(?:{body})?\s*(?:,\s*(?:{body})\s*)?(?:{alternatives(phrases('label'))})\s*:")


def split_agencies(
    text: str, *, province: str | None = None, host: str | None = None, on: dt.date | None = None
) -> tuple[Mention, ...]:
    """The bodies of a text that is known to be a list of them: a cell "Chủ trì", the words after "phối hợp với"."""
    return _split(text, Context(province, host, on))


@lru_cache(maxsize=KEPT)
def _split(text: str, context: Context) -> tuple[Mention, ...]:
    c = cursor(text, loose=True)
    label = _label().match(c.t.folded)
    i = c.t.at_offset(label.end() if label else 0)
    i = c.w.orders.end(c.t, i) or i
    pieces: list[Piece] = []
    while i < len(c.t):
        if c.words[i] == "(":  # "(chủ trì)", "(để báo cáo)": a role, not a part of the name
            i = next((j + 1 for j in range(i, len(c.t)) if c.words[j] == ")"), i + 1)
            continue
        if c.words[i] in _MARKS:
            i += 1
            continue
        if _numbered(c, i):
            i += 2  # "1. Sở Y tế 2. Sở Nội vụ", "a) Sở Y tế; b) Sở Nội vụ"
            continue
        more = (further(c, pieces[-1], i) if pieces else []) or entry(c, i)
        if not more and (colon := _label_end(c, i)):
            i = colon
            continue
        if not more and pieces and _belongs(c, pieces[-1], i):
            more = [replace(pieces.pop(), end=_unknown(c, i).end)]
        if not more and pieces and verb(c, i):
            i = _unknown(c, i).end  # "chủ trì", "phối hợp": words of the cell, no body
            continue
        pieces.extend(more or [_unknown(c, i)])
        pieces[-1] = _whole(c, pieces[-1])
        i = max(pieces[-1].end, i + 1)
        while i < len(c.t) and c.words[i] not in (",", ";", "-", "/", "(") and not _parts(c, i):
            i += 1
    return mentions(c, pieces, context)


def _numbered(c: Cursor, i: int) -> bool:
    """A number or small letter with its mark before a capital: the label of an entry."""
    if c.words[i + 1] not in (".", ")") or not c.capital[i + 2]:
        return False
    return c.words[i].isdigit() or (len(c.words[i]) == 1 and c.words[i].isalpha() and not c.capital[i])


def _label_end(c: Cursor, i: int) -> int:
    """The token behind "Phối hợp:", "Chủ trì:" at token i, or 0."""
    at = next((j for j in range(i, min(i + 6, len(c.t))) if c.words[j] in (":", ",", ";")), 0)
    return at + 1 if at and c.words[at] == ":" and c.w.stops.at(c.t, i) else 0


def _belongs(c: Cursor, last: Piece, i: int) -> bool:
    """Lower-case words behind a mark go on a name that is not whole: "Xúc tiến đầu tư, thương mại và du lịch"."""
    if c.w.posts.at(c.t, i) or c.w.many.at(c.t, i):
        return False  # "Cô Hoa, thầy Nam"; "giáo viên chủ nhiệm, tổ trưởng"; "Trưởng đoàn thể, các chuyên viên"
    return not last.closed and not last.prefix and not c.capital[i] and c.words[i - 1] in (",", "và")


def _parts(c: Cursor, i: int) -> bool:
    return c.words[i] in ("và", "cùng", "&", ".", ":", "*", "•", "+") or bool(entry(c, i)) or _numbered(c, i)


def _whole(c: Cursor, piece: Piece) -> Piece:
    """Words behind a body without a mark are its own ("BCN CT"), unless they are a verb."""
    i = piece.end
    ended = not is_word(c.words[i]) or c.words[i] in ("và", "cùng", "hoặc")
    if ended or _is_office(c, i) or c.w.stops.at(c.t, i) or entry(c, i) or _numbered(c, i):
        return piece
    return replace(piece, end=_unknown(c, i).end, closed=False)


def _is_office(c: Cursor, i: int) -> bool:
    return c.capital[i] and office(c, i) is not None


def _unknown(c: Cursor, i: int) -> Piece:
    """Words up to the next mark, or to "và" before a body."""
    title = many(c, i)
    comrade = title + 3 if c.words[title : title + 3] == ["đ", "/", "c"] else i  # "Các đ/c Phó Chủ tịch"
    held_by = office(c, comrade)
    j = held_by[0] if held_by else i + 1
    while j < len(c.t):
        word = c.words[j]
        if word in (",", ";") or (word in ("và", "-", "/") and begins(c, j + 1)) or _is_office(c, j):
            break
        if word == "và" and c.w.posts.at(c.t, j + 1):
            break
        j = (bracket(c, j) or j + 1) if word == "(" else j + 1
    return Piece(i, j)
