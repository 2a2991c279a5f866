"""Bodies named in a text, with offsets: lists, subjects of sentences, partners, mentions anywhere.

GUIDE of the tracker: named bodies part at "," ";" "và"; plural nouns under one "các" stay together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vnplans.extract.agencies.full_names import agency_of
from vnplans.extract.agencies.grammar import Grammar, Piece
from vnplans.models import Agency
from vnplans.text import fold

__all__ = ["Mention", "coordinating", "find_agencies", "leading_agencies", "open_name", "split_agencies"]

_SEPARATORS = frozenset({",", ";", "và", "&", "/", "hoặc", "cùng", "+", "-", "*", "•", ".", ":", "–"})
_LABEL = re.compile(
    r"^\s*[-+*•]?\s*(?:cơ quan|đơn vị)?\s*(?:,\s*(?:cơ quan|đơn vị)\s*)?(?:chủ trì|phối hợp|thực hiện|đầu mối)\s*:"
)
# "phối hợp (chặt chẽ, đồng bộ) (làm việc) với"; the noun "sự phối hợp", "quy chế phối hợp" may stand before it
_TOGETHER = re.compile(
    r"\bphối hợp(?:\s+(?:chặt chẽ|tốt|đồng bộ|thường xuyên|hiệu quả|có hiệu quả|kịp thời|nhịp nhàng|thống nhất"
    r"|toàn diện|trực tiếp|và|,)){0,4}"
    r"(?:\s+làm việc)?(?P<with>\s+cùng với|\s+với|\s+cùng)?\s+"
)
# The heading of a telegram: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ... ĐIỆN:"
_SENDS = re.compile(
    r"^\W*(?:chủ tịch|phó chủ tịch|thủ tướng|bộ trưởng|trưởng ban|giám đốc|ủy ban|ubnd|ban|văn phòng)\b.*\sđiện\W*$"
)
_LEAD_IN = re.compile(r"^\s*(?:[-+*•]\s*|\(?[0-9a-zđ]{1,3}[.)]\s*)?(?:(?:ngoài ra|đồng thời|trước mắt|riêng)\s*,?\s*)?")


@dataclass(frozen=True, slots=True)
class Mention:
    """A body in a text: `text` is how a list prints it (a shared head is put back: "Sở Xây dựng" of "các Sở: Tài chính,
    Xây dựng"), start and end are offsets of its own words."""

    text: str
    start: int
    end: int
    agency: Agency


def open_name(text: str, province: str | None = None, host: str | None = None) -> Agency:
    """The body that a printed name means: full name in sentence case, level, province, parent, successor.

    `province`: the document's own province; "UBND tỉnh", "Sở Nội vụ" are named after it. `host`: the body that speaks
    (its Phòng, Văn phòng have it for parent).
    """
    grammar = Grammar(text, loose=True)
    pieces = grammar.entry(0)
    if len(pieces) == 1 and pieces[0].start == 0 and pieces[0].group and pieces[0].end == len(grammar.t):
        return agency_of(text, province=province, host=host, group=not grammar.t.shouting)
    return agency_of(_without_office(grammar, 0, text), text, province=province, host=host)


def _without_office(grammar: Grammar, i: int, text: str) -> str:
    """ "Sở Nội vụ" of "Giám đốc Sở Nội vụ", "Văn phòng UBND tỉnh" of "Chánh Văn phòng UBND tỉnh"."""
    office = grammar.office(i)
    if not office or office[0] >= len(grammar.t):
        return str(office[1]["body"]) if office and "body" in office[1] else text
    rest = text[grammar.t.starts[office[0]] - grammar.t.starts[i] :]
    body = office[1].get("body")
    if not grammar.entry(office[0]) and (body or not rest[:1].isupper()):
        return f"{body} {rest}" if body else text
    return f"{body} {rest}" if body and fold(rest).startswith(("ủy ban", "ubnd", "hđnd", "tỉnh ủy", "sở")) else rest


def _mention(grammar: Grammar, piece: Piece, province: str | None, host: str | None) -> Mention:
    words = grammar.t.span(piece.start, piece.end)
    text = f"{piece.prefix} {words}" if piece.prefix else words
    if piece.group:
        agency = agency_of(text, province=province, host=host, group=True)
    else:
        own = Grammar(text, loose=True) if piece.prefix else grammar
        body = _without_office(own, 0 if piece.prefix else piece.start, text)
        agency = agency_of(body, text, province=province, host=host)
    return Mention(text, grammar.t.starts[piece.start], grammar.t.ends[piece.end - 1], agency)


def _further(grammar: Grammar, last: Piece, i: int) -> list[Piece]:
    """A field alone behind a department: "Sở Tài chính, Kế hoạch và Đầu tư"."""
    if not last.head:
        return []
    end = grammar.field_end(last.head, i)
    if not end or (grammar.w.units.at(grammar.t, end) and grammar.w.heads.at(grammar.t, i)):
        return []
    return [Piece(i, end, last.prefix or last.head, head=last.head)]


def _run(grammar: Grammar, i: int) -> list[Piece]:
    """Bodies from token i on, parted by marks or "và", as long as a body follows."""
    pieces = list(grammar.entry(i))
    while pieces:
        i = pieces[-1].end
        if grammar.t.word(i) not in (",", ";", "và", "cùng", "/", "&", "-"):
            break
        i += 1 + (grammar.t.word(i) in (",", ";", "cùng") and grammar.t.word(i + 1) in ("và", "với"))
        more = _further(grammar, pieces[-1], i) or grammar.entry(i)
        if not more:
            break
        pieces.extend(more)
    return pieces


def split_agencies(text: str, *, province: str | None = None, host: str | None = None) -> tuple[Mention, ...]:
    """The bodies of a text that is known to be a list of them: a cell "Chủ trì", the words after "phối hợp với"."""
    label = _LABEL.match(fold(text))
    grammar = Grammar(text, loose=True)
    pieces: list[Piece] = []
    i = next((k for k in range(len(grammar.t)) if grammar.t.starts[k] >= (label.end() if label else 0)), len(grammar.t))
    if order := grammar.w.orders.at(grammar.t, i):
        i = order[0]
    while i < len(grammar.t):
        if grammar.t.word(i) == "(":  # "(chủ trì)", "(để báo cáo)": a role, not a part of the name
            i = next((j + 1 for j in range(i, len(grammar.t)) if grammar.t.word(j) == ")"), i + 1)
            continue
        if grammar.t.word(i) in _SEPARATORS:
            i += 1
            continue
        more = (_further(grammar, pieces[-1], i) if pieces else []) or grammar.entry(i)
        if not more and (colon := _label_end(grammar, i)):
            i = colon
            continue
        if not more and pieces and _belongs(grammar, pieces[-1], i):
            more = [replace(pieces.pop(), end=_unknown(grammar, i).end)]
        if not more and grammar.w.stops.at(grammar.t, i) and not grammar.t.is_capital(i) and pieces:
            i = _unknown(grammar, i).end  # "chủ trì", "phối hợp": words of the cell, no body
            continue
        pieces.extend(more or [_unknown(grammar, i)])
        pieces[-1] = _whole(grammar, pieces[-1])
        i = max(pieces[-1].end, i + 1)
        while i < len(grammar.t) and grammar.t.word(i) not in (",", ";", "-", "/", "(") and not _parts(grammar, i):
            i += 1
    return tuple(_mention(grammar, p, province, host) for p in pieces)


def _label_end(grammar: Grammar, i: int) -> int:
    """The token behind "Phối hợp:", "Chủ trì:" at token i, or 0."""
    at = next((j for j in range(i, min(i + 6, len(grammar.t))) if grammar.t.word(j) in (":", ",", ";")), 0)
    return at + 1 if at and grammar.t.word(at) == ":" and grammar.w.stops.at(grammar.t, i) else 0


def _belongs(grammar: Grammar, last: Piece, i: int) -> bool:
    """Lower-case words behind a mark go on a name that is not whole: "Xúc tiến đầu tư, thương mại và du lịch"."""
    return not last.closed and not last.prefix and not grammar.t.is_capital(i) and grammar.t.word(i - 1) in (",", "và")


def _parts(grammar: Grammar, i: int) -> bool:
    return grammar.t.word(i) in ("và", "cùng", "&", ".", ":", "*", "•", "+") or bool(grammar.entry(i))


def _whole(grammar: Grammar, piece: Piece) -> Piece:
    """Words behind a body without a mark are its own ("BCN CT"), unless they are a verb."""
    i = piece.end
    word = grammar.t.word(i)
    ended = not re.match(r"\w", word) or word in ("và", "cùng", "hoặc")
    if ended or _is_office(grammar, i) or grammar.w.stops.at(grammar.t, i) or grammar.entry(i):
        return piece
    return replace(piece, end=_unknown(grammar, i).end, closed=False)


def _is_office(grammar: Grammar, i: int) -> bool:
    return grammar.t.is_capital(i) and grammar.office(i) is not None


def _unknown(grammar: Grammar, i: int) -> Piece:
    """Words up to the next mark, or to "và" before a body."""
    j = i + 1
    while j < len(grammar.t):
        word = grammar.t.word(j)
        if word in (",", ";") or (word in ("và", "-", "/") and grammar.begins(j + 1)) or _is_office(grammar, j):
            break
        if word == "(":
            j = max(grammar.bracket(j), j + 1)
            continue
        j += 1
    return Piece(i, j)


def leading_agencies(text: str, *, province: str | None = None, host: str | None = None) -> tuple[Mention, ...]:
    """The bodies that a sentence begins with as its subject, behind "Giao", "Đề nghị"; empty if it begins otherwise.

    The subject ends where the last mention ends.
    """
    folded = fold(text)
    start = _LEAD_IN.match(folded)
    grammar = Grammar(text, loose=False)
    offset = start.end() if start else 0
    i = next((k for k in range(len(grammar.t)) if grammar.t.starts[k] >= offset), len(grammar.t))
    order = grammar.w.orders.at(grammar.t, i)
    if order:
        i = order[0] + (grammar.t.word(order[0]) == ":")
    if not (order or grammar.t.is_capital(i) or grammar.w.many.at(grammar.t, i) or grammar.head(i)):
        return ()
    if grammar.t.shouting and _SENDS.search(folded):
        return ()
    pieces = _run(grammar, i)
    if not pieces or not _is_subject(grammar, pieces[-1], bool(order)):
        return ()
    return tuple(_mention(grammar, p, province, host) for p in pieces)


def _is_subject(grammar: Grammar, last: Piece, ordered: bool) -> bool:
    """Does a duty follow: a verb, an adverb, a colon, or nothing at all?"""
    i = last.end
    word = grammar.t.word(i)
    if ordered or word in ("", ":", "(", ",", ";", "."):
        return True
    return bool(grammar.w.stops.at(grammar.t, i)) or grammar.t.is_capital(i) or word not in ("của", "về")


def coordinating(text: str, *, province: str | None = None, host: str | None = None) -> tuple[Mention, ...]:
    """The partners of a duty: bodies after "phối hợp với", ended at the first verb of the duty or at "liên quan"."""
    folded = fold(text)
    out: list[Mention] = []
    grammar: Grammar | None = None
    for match in _TOGETHER.finditer(folded):
        grammar = grammar or Grammar(text, loose=False)
        starts = grammar.t.starts
        i = next((k for k in range(len(starts)) if starts[k] >= match.end()), len(starts))
        pieces = _run(grammar, i) or (_object(grammar, i) if match["with"] else [])
        for piece in pieces:
            mention = _mention(grammar, piece, province, host)
            if all(fold(mention.text) != fold(m.text) for m in out):
                out.append(mention)
    return tuple(out)


def _object(grammar: Grammar, i: int) -> list[Piece]:
    """An unknown partner behind "với": words up to a verb or a mark."""
    start = grammar.many(i)
    end = grammar.tail(grammar.modifiers(start, open_end=True))
    if end == start:
        return []
    first = Piece(i, end, group=not grammar.t.is_capital(i))
    if grammar.t.word(end) in (",", "và"):
        return [first, *_run(grammar, end + 1)]
    return [first]


def find_agencies(text: str, *, province: str | None = None, host: str | None = None) -> tuple[Mention, ...]:
    """All bodies named in running text, in order."""
    grammar = Grammar(text, loose=False)
    pieces: list[Piece] = []
    i = 0
    while i < len(grammar.t):
        found = grammar.entry(i) if grammar.t.is_capital(i) or grammar.w.many.at(grammar.t, i) else []
        pieces.extend(found)
        i = max(found[-1].end, i + 1) if found else i + 1
    return tuple(_mention(grammar, p, province, host) for p in pieces)
