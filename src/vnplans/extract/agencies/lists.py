"""Bodies named in a text, with offsets: lists, subjects of sentences, partners, mentions anywhere.

Named bodies part at "," ";" "và"; plural nouns under one "các" stay together.

Everywhere `province` is the document's own ("UBND tỉnh", "Sở Nội vụ" are named after it), `host` the body that speaks
(its Phòng, Văn phòng have it for parent), `on` the day of issue: of bodies that had one name at different times, that
of the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from vnplans.extract.agencies.cursor import Cursor, bracket, cursor, glued, head, is_word, many, office, verb
from vnplans.extract.agencies.ends import to_colon, to_duty, to_must, unknown_name
from vnplans.extract.agencies.full_names import Context, agency_of
from vnplans.extract.agencies.grammar import Piece, begins, modifiers, tail
from vnplans.extract.agencies.groups import entry, further, run
from vnplans.extract.agencies.lexicon import lexicon, phrases
from vnplans.extract.agencies.tokens import opening, openings, words_in
from vnplans.knowledge import alternatives
from vnplans.models import Agency
from vnplans.regex import regex
from vnplans.text import fold

__all__ = [
    "Mention",
    "coordinating",
    "find_agencies",
    "find_names",
    "is_headman",
    "leading_agencies",
    "may_begin",
    "open_name",
    "split_agencies",
]

_MARKS = frozenset({",", ";", "và", "&", "/", "hoặc", "cùng", "+", "-", "*", "•", ".", ":", "–"})
_LEAD_IN = regex(r"^\s*(?:[-+*•]\s*|\(?[0-9a-zđ]{1,3}[.)]\s*)?(?:(?:ngoài ra|đồng thời|trước mắt|riêng)\b\s*,?\s*)?")
_START = 80
"""Letters of a text in which its lead-in and the first two words behind it stand."""
_LAST_WORDS = 6
"""Words of an unknown partner that ends a bracket."""
_KEPT = 1024
"""Texts whose bodies are remembered: the rules for tasks ask for those of a paragraph several times."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A body in a text: `text` is how a list prints it (a shared head is put back: "Sở Xây dựng" of "các Sở: Tài chính,
    Xây dựng"), start and end are offsets of its own words."""

    text: str
    start: int
    end: int
    agency: Agency


# One name -------------------------------------------------------------------------------------------------------------


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


def _printed(c: Cursor, piece: Piece) -> tuple[str, int, int]:
    """The name as a list prints it, and the offsets of its own words."""
    words = c.t.span(piece.start, piece.end)
    text = f"{piece.prefix} {words}" if piece.prefix else words
    return text, c.t.starts[piece.start], c.t.ends[piece.end - 1]


def _mention(c: Cursor, piece: Piece, context: Context) -> Mention:
    text, start, end = _printed(c, piece)
    if piece.group:
        agency = agency_of(text, None, context, group=True)
    else:
        own, at = (cursor(text, loose=True), 0) if piece.prefix else (c, piece.start)
        agency = agency_of(_without_office(own, at, text), text, context)
    return Mention(text, start, end, agency)


def _mentions(c: Cursor, pieces: Sequence[Piece], context: Context) -> tuple[Mention, ...]:
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


@lru_cache(maxsize=_KEPT)
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
    return _mentions(c, pieces, context)


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


# The subject of a sentence --------------------------------------------------------------------------------------------


@cache
def _telegram() -> re.Pattern[str]:
    """The heading of a telegram: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ... ĐIỆN:"."""
    senders = alternatives(fold(word) for word in phrases("sender"))
    return re.compile(rf"^\W*(?:{senders})\b.*\sđiện\W*$")


def leading_agencies(
    text: str, *, province: str | None = None, host: str | None = None, on: dt.date | None = None
) -> tuple[Mention, ...]:
    """The bodies that a sentence begins with as its subject, behind "Giao", "Đề nghị"; empty if it begins otherwise.

    The subject ends where the last mention ends.
    """
    return _leading(text, province, host, on)


@cache
def _subject_openings() -> frozenset[str]:
    """What a subject opens with: a text that opens otherwise needs no further look."""
    w = lexicon()
    return w.openings | w.orders.openings


@lru_cache(maxsize=2 * _KEPT)
def _leading(text: str, province: str | None, host: str | None, on: dt.date | None) -> tuple[Mention, ...]:
    start = fold(text[:_START])
    lead_in = _LEAD_IN.match(start)
    offset = lead_in.end() if lead_in else 0
    if _subject_openings().isdisjoint(opening(start, offset)):
        return ()
    c = cursor(text, loose=False)
    i = c.t.at_offset(offset)
    order = c.w.orders.end(c.t, i)
    if order:
        i = order + (c.words[order] == ":")
    elif not (c.capital[i] or c.w.many.at(c.t, i) or head(c, i)):
        return ()
    if c.t.shouting and _telegram().search(c.t.folded):
        return ()
    pieces = run(c, i) or unknown_name(c, i)
    if pieces and pieces[-1].group:
        pieces[-1] = replace(pieces[-1], end=to_colon(c, to_must(c, pieces[-1])))
    elif pieces:
        pieces[-1] = replace(pieces[-1], end=to_duty(c, pieces[-1]))
    context = Context(province, host, on)
    return _mentions(c, pieces, context) if pieces and (order or _is_subject(c, pieces[-1].end)) else ()


def _is_subject(c: Cursor, end: int) -> bool:
    """Does a duty follow the bodies: a verb, an adverb, a colon, or nothing at all? "của", "về" go on with a noun."""
    return c.words[end] not in ("của", "về") or verb(c, end) > 0 or c.capital[end]


# Partners -------------------------------------------------------------------------------------------------------------


@cache
def _together() -> re.Pattern[str]:
    """ "phối hợp (chặt chẽ, đồng bộ) (làm việc) với"; "sự phối hợp", "quy chế phối hợp" may stand before it."""
    return re.compile(
        r"(?<!kiểm tra việc )(?<!giám sát việc )(?<!kiểm tra việc chủ trì, )(?<!giám sát việc chủ trì, )"
        rf"\bphối hợp(?:\s+(?:{alternatives(phrases('manner'))}|và)(?:\s?,)?){{0,5}}(?:\s+làm việc)?"
        r"(?P<with>\s+cùng với|\s+với|\s+cùng)?\s+"
    )


def coordinating(
    text: str, *, province: str | None = None, host: str | None = None, on: dt.date | None = None
) -> tuple[Mention, ...]:
    """The partners of a duty: bodies after "phối hợp với", ended at the first verb of the duty or at "liên quan"."""
    return _coordinating(text, Context(province, host, on)) if "phối hợp" in fold(text) else ()


@lru_cache(maxsize=_KEPT)
def _coordinating(text: str, context: Context) -> tuple[Mention, ...]:
    out: list[Mention] = []
    for match in _together().finditer(fold(text)):
        c = cursor(text, loose=False)
        i = c.t.at_offset(match.end())
        pieces = run(c, i, partners=True)
        if pieces and not pieces[-1].group:
            pieces[-1] = replace(pieces[-1], end=to_duty(c, pieces[-1]))
        unknown = match["with"] or _alone(c, i)
        for mention in _mentions(c, pieces or (_object(c, i) if unknown else []), context):
            if all(fold(mention.text) != fold(m.text) for m in out):
                out.append(mention)
    return tuple(out)


def _alone(c: Cursor, i: int) -> bool:
    """A capital and what follows end a bracket, no verb among them: "(Tổ Xã hội chủ trì, phối hợp Liên đội)"."""
    if not c.capital[i]:
        return False
    stop = next((j for j in range(i, min(i + _LAST_WORDS, len(c.t))) if not is_word(c.words[j])), len(c.t))
    return c.words[stop] == ")" and not any(verb(c, j) for j in range(i, stop))


def _object(c: Cursor, i: int) -> list[Piece]:
    """An unknown partner behind "với": words up to a verb or a mark."""
    pieces: list[Piece] = []
    while True:
        start = many(c, i)
        end = tail(c, _up_to_mark(c, start))
        if end == start:
            break
        while c.words[end] == "/" and glued(c, end) and (more_words := _up_to_mark(c, end + 1)) > end + 1:
            end = more_words  # "cha mẹ/người giám hộ"
        pieces.append(Piece(i, end, group=not c.capital[i]))
        if c.words[end] not in (",", "và"):
            break
        i = end + 1
        if more := run(c, i):
            return pieces + more
        if verb(c, i) or not c.words[i].isalpha():
            break
    return pieces


def _up_to_mark(c: Cursor, i: int) -> int:
    """The words of an unknown partner, up to a mark, "và" or a verb: "cha mẹ học sinh"."""
    end = modifiers(c, i, open_end=True)
    comma = next((j for j in range(i, end) if c.words[j] == ","), end)
    return comma if comma > i and not c.w.parts.at(c.t, comma + 1) else end


# Anywhere -------------------------------------------------------------------------------------------------------------


def find_agencies(
    text: str, *, province: str | None = None, host: str | None = None, on: dt.date | None = None
) -> tuple[Mention, ...]:
    """All bodies named in running text, in order."""
    return _find(text, Context(province, host, on))


def find_names(text: str) -> tuple[tuple[str, int, int], ...]:
    """The same as printed, with their offsets, for those who do not ask which body it is."""
    pieces = _pieces(text)
    c = cursor(text, loose=False) if pieces else None
    return tuple(_printed(c, piece) for piece in pieces) if c else ()


def is_headman(text: str) -> bool:
    """Who speaks for a village or a cell of the Party, no body: "Trưởng thôn Đông"."""
    return lexicon().headmen.at(cursor(text, loose=False).t, 0) is not None


def may_begin(folded: str, at: int) -> bool:
    """Stands there, in a folded text, what the name of a body begins with? A quick look: not all that do are bodies."""
    w = lexicon()
    opens = opening(folded, at)
    return not (w.openings.isdisjoint(opens) and w.many.firsts.isdisjoint(opens))


@lru_cache(maxsize=_KEPT)
def _find(text: str, context: Context) -> tuple[Mention, ...]:
    pieces = _pieces(text)
    return _mentions(cursor(text, loose=False), pieces, context) if pieces else ()


@lru_cache(maxsize=_KEPT)
def _pieces(text: str) -> tuple[Piece, ...]:
    w = lexicon()
    if w.openings.isdisjoint(openings(text)) and w.many.firsts.isdisjoint(words_in(text)):
        return ()
    c = cursor(text, loose=False)
    pieces: list[Piece] = []
    i, end = 0, len(c.t)
    openers, many_of = c.w.openers, c.w.many.firsts
    while i < end:
        word = c.words[i]
        opens = word in openers and (c.capital[i] or (word in many_of and c.w.many.at(c.t, i)))
        found = entry(c, i) if opens else []
        pieces += found
        i = max(found[-1].end, i + 1) if found else i + 1
    return tuple(pieces)
