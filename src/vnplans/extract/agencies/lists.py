"""Bodies named in a text, with offsets: lists, subjects of sentences, partners, mentions anywhere.

Named bodies part at "," ";" "và"; plural nouns under one "các" stay together.

Everywhere `province` is the document's own ("UBND tỉnh", "Sở Nội vụ" are named after it), `host` the body that speaks
(its Phòng, Văn phòng have it for parent), `on` the day of issue: of bodies that had one name at different times, that
of the day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache, lru_cache

from vnplans.extract.agencies.cursor import Cursor, cursor, glued, head, is_word, many, verb
from vnplans.extract.agencies.ends import to_colon, to_duty, to_must, unknown_name
from vnplans.extract.agencies.full_names import Context
from vnplans.extract.agencies.grammar import Piece, modifiers, tail
from vnplans.extract.agencies.groups import entry, run
from vnplans.extract.agencies.lexicon import lexicon, phrases
from vnplans.extract.agencies.names import KEPT, Mention, mentions, printed
from vnplans.extract.agencies.tokens import opening, openings, words_in
from vnplans.knowledge import alternatives
from vnplans.regex import regex
from vnplans.text import CAPITALS, fold

__all__ = ["beside", "coordinating", "find_agencies", "find_names", "is_headman", "leading_agencies", "may_begin"]

_LEAD_IN = regex(
    r"^\s*(?:[-+*•]\s*|(?P<label>\(?[0-9a-zđ]{1,3}[.)]\s*))?(?:(?:ngoài ra|đồng thời|trước mắt|riêng)\b\s*,?\s*)?"
)
_CODE = regex(rf"(?![IVXLC]+\b)[{CAPITALS}]{{3,10}} (?=[^\W\d_])")
_START = 80
"""Letters of a text in which its lead-in and the first two words behind it stand."""
_LAST_WORDS = 6
"""Words of an unknown partner that ends a bracket."""


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


@lru_cache(maxsize=2 * KEPT)
def _leading(text: str, province: str | None, host: str | None, on: dt.date | None) -> tuple[Mention, ...]:
    start = fold(text[:_START])
    lead_in = _LEAD_IN.match(start)
    offset = lead_in.end() if lead_in else 0
    if lead_in and text[lead_in.start("label") : lead_in.end("label")][:1].isupper():
        offset = lead_in.start("label")  # "P.VHXH", "TT. Dịch vụ việc làm": no label
    if _subject_openings().isdisjoint(opening(start, offset)):
        return _coded(text, offset, Context(province, host, on))
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
    return mentions(c, pieces, context) if pieces and (order or _is_subject(c, pieces[-1].end)) else ()


def _coded(text: str, offset: int, context: Context) -> tuple[Mention, ...]:
    """A code that no table knows, before a word that bodies alone do: "XNQLTT chủ trì, phối hợp với ..."."""
    if _CODE.match(text, offset) is None:
        return ()
    c = cursor(text, loose=False)
    i = c.t.at_offset(offset)
    duty = c.w.duties.at(c.t, i + 1)
    return mentions(c, [Piece(i, i + 1, closed=True)], context) if duty and duty[1].first and not c.t.shouting else ()


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


@lru_cache(maxsize=KEPT)
def _coordinating(text: str, context: Context) -> tuple[Mention, ...]:
    out: list[Mention] = []
    for match in _together().finditer(fold(text)):
        c = cursor(text, loose=False)
        i = c.t.at_offset(match.end())
        pieces = _partners(c, i)
        unknown = match["with"] or _alone(c, i)
        for mention in mentions(c, pieces or (_object(c, i) if unknown else []), context):
            if all(fold(mention.text) != fold(m.text) for m in out):
                out.append(mention)
    return tuple(out)


def beside(
    text: str, at: int, *, province: str | None = None, host: str | None = None, on: dt.date | None = None
) -> tuple[Mention, ...]:
    """The partners that begin at `at`, behind "cùng", also where they are typed small: "cùng nhà trường khám ..."."""
    c = cursor(text, loose=False)
    pieces = _partners(c, c.t.at_offset(at))
    return mentions(c, pieces, Context(province, host, on)) if pieces else ()


def _partners(c: Cursor, i: int) -> list[Piece]:
    """The partners from token i on, the last ended where the duty begins."""
    pieces = run(c, i, partners=True)
    if pieces and not pieces[-1].group:
        pieces[-1] = replace(pieces[-1], end=to_duty(c, pieces[-1]))
    return pieces


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
    return tuple(printed(c, piece) for piece in pieces) if c else ()


def is_headman(text: str) -> bool:
    """Who speaks for a village or a cell of the Party, no body: "Trưởng thôn Đông"."""
    return lexicon().headmen.at(cursor(text, loose=False).t, 0) is not None


def may_begin(folded: str, at: int) -> bool:
    """Stands there, in a folded text, what the name of a body begins with? A quick look: not all that do are bodies."""
    w = lexicon()
    opens = opening(folded, at)
    return not (w.openings.isdisjoint(opens) and w.many.firsts.isdisjoint(opens))


@lru_cache(maxsize=KEPT)
def _find(text: str, context: Context) -> tuple[Mention, ...]:
    pieces = _pieces(text)
    return mentions(cursor(text, loose=False), pieces, context) if pieces else ()


@lru_cache(maxsize=KEPT)
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
