"""The bodies that begin at a token: one with a name, several under one office or head, a group without a name.

    entry  = [ MANY ] OFFICE ( entry | field tail | name tail ) | MANY shared | body | group
    shared = HEAD [ ":" ] field tail { ("," | "và" | ";" ...) field tail }
    group  = [ MANY ] GROUP modifiers tail { ("," | "và" | "-" | "/" | "&") GROUP modifiers tail }
    run    = entry { ("," | ";" | "và" | "cùng" | "/" | "&" | "-") ( field | entry ) }

A mark or "và" parts two bodies only where another body begins behind it.
"""

from __future__ import annotations

from dataclasses import replace

from vnplans.extract.agencies.cursor import (
    Cursor,
    field,
    further_names,
    group_noun,
    is_number,
    is_word,
    many,
    office,
    proper,
    stops,
    territory,
    unit,
    verb,
)
from vnplans.extract.agencies.ends import behind_aside, to_clause, to_sign, unlisted
from vnplans.extract.agencies.grammar import LONGEST, SEPARATORS, Piece, begins, body, compound, modifiers, name, tail
from vnplans.knowledge.bodies import AgencyWord

__all__ = ["entry", "further", "run"]

_TIMES = frozenset({"ngày", "tháng", "quý", "năm"})
_BEFORE_TIMES = frozenset(
    {"chậm", "cuối", "đầu", "đến", "định", "hàng", "hằng", "hết", "sau", "thường", "trong", "trước", "từ"}
)
_SECTION = "bộ phận"
"""A noun that names nobody without what it deals with."""
_QUARTERS = frozenset({"i", "ii", "iii", "iv"})


def entry(c: Cursor, i: int) -> list[Piece]:
    """entry = held | MANY shared | body | group: empty if no body begins at token i."""
    if c.words[i] not in c.w.openers:
        return []
    j = many(c, i)
    if spoken_for := _headman(c, i, j):
        return spoken_for
    comrades = j + 2 if j > i and c.words[j : j + 2] == ["đồng", "chí"] else j
    held_by = office(c, comrades)
    if held_by and (c.capital[i] or c.capital[j] or c.loose or _of_body(c, *held_by)):
        held = _held(c, i, *held_by) or _offices(c, i, comrades, held_by[0])
        if held or comrades == j:
            return held
    if j > i:
        shared = _shared(c, j)
        if len(shared) == 1 and c.words[j + len(shared[0].prefix.split())] != ":" and shared[0].start > j:
            return [Piece(i, shared[0].end, group=True)]  # "các Sở Giáo dục và Đào tạo": one of each province
        if shared:
            return shared
        noun = unit(c, j)
        if noun and (c.words[noun] == ":" or is_number(c.words[noun])) and (end := territory(c, i)) > noun:
            return [Piece(i, end, group=True)]  # "các phường 1, 2, 3", "các xã: Tân Lập, Phú Thịnh"
        found = _group(c, i, j)
        several = body(c.strict, j) if not found and c.capital[j] else None  # "các Tòa án nhân dân khu vực"
        found = [Piece(i, several.end, group=True)] if several else found
        return [replace(piece, end=further_names(c, piece.end)) for piece in found]
    named = body(c, i)
    return [named] if named else _group(c, i, j)


def _headman(c: Cursor, i: int, j: int) -> list[Piece]:
    """headman = [ MANY ] HEADMAN [ unit ] tail: who speaks for a village or a cell, the first of a list or behind a
    mark of it: "Bí thư chi bộ bản, trưởng thôn, người có uy tín"."""
    may = j > i or c.capital[i] or c.loose or c.words[i - 1] in (",", ";", "và")
    end = c.w.headmen.end(c.t, j) if may else 0
    if not end:
        return []
    of = group_noun(c, end + (c.words[end].isdigit()))  # "Bí thư chi bộ bản", "Trưởng thôn 9 thôn"
    named = proper(c, end + (c.words[end] == "số"))
    if of and not c.capital[end] and not verb(c, end):
        end = of[0]
    elif named > end + 1 or c.capital[end] or is_number(c.words[end]):
        end = named
    end = tail(c, end)
    several = _group(c, end, many(c, end)) if many(c, end) > end else []
    return [Piece(i, several[0].end if several else end, group=j > i or bool(several), closed=True)]


def _offices(c: Cursor, i: int, j: int, end: int) -> list[Piece]:
    """Who holds an office of no body named: "các Bộ trưởng, Thủ trưởng cơ quan ngang Bộ", "Bí thư, Chủ tịch các xã".
    The office ends before token `end`."""
    listed = c.words[end] in (",", "và") and (office(c, end + 1) is not None or begins(c, end + 1))
    several = j > i and (not is_word(c.words[end]) or c.words[end] == "và" or stops(c, end))
    return [Piece(i, end, group=True, closed=True)] if c.capital[j] and (listed or several) else []


def _of_body(c: Cursor, i: int, row: AgencyWord) -> bool:
    """Does the body, or its field, stand right behind the office?"""
    return bool(entry(c, i)) or (row.body is not None and field(c, row.body, i) > 0)


def run(c: Cursor, i: int, *, partners: bool = False) -> list[Piece]:
    """run = entry { mark ( further | entry ) }: bodies parted by marks or "và", as long as a body follows.

    `partners`: behind "phối hợp với", where a name that the tables do not know whole goes on to the next body.
    """
    pieces = entry(c, i)
    while pieces:
        pieces[-1] = _to_sign(c, pieces[-1]) if partners else pieces[-1]
        pieces[-1] = replace(pieces[-1], end=to_clause(c, pieces[-1], last=partners))
        i = behind_aside(c, pieces[-1].end)
        if c.words[i] not in (",", ";", "và", "cùng", "/", "&", "-"):
            break
        i += 1 + (c.words[i] in (",", ";", "cùng") and c.words[i + 1] in ("và", "với"))
        more = (
            further(c, pieces[-1], i)
            or entry(c, i)
            or _other_unit(c, pieces[-1], i)
            or _again(c, pieces[-1], i)
            or unlisted(c, i, last=partners)
        )
        if not more or _labels(c, more[0]):
            break
        pieces += more
    return pieces


def _other_unit(c: Cursor, last: Piece, i: int) -> list[Piece]:
    """other = unit proper: behind units named together: "Các huyện Yên Bình, Lục Yên và | thành phố Yên Bái"."""
    end = unit(c, i) if last.group and unit(c, many(c, last.start)) else 0
    named = proper(c, end) if end else 0
    return [Piece(i, named, closed=True)] if named > end else []


def _again(c: Cursor, last: Piece, i: int) -> list[Piece]:
    """again = HEAD name: the noun of the body before it, typed small: "Khoa Cấp cứu, khoa Hồi sức tích cực"."""
    if c.capital[i] or not c.capital[i + 1] or c.words[i] != c.words[last.start] or last.group:
        return []
    return [Piece(i, tail(c, name(c, i + 1, joins=False)))]


def _to_sign(c: Cursor, piece: Piece) -> Piece:
    """The piece up to a sure sign of its end."""
    return (
        replace(piece, end=to_sign(c, piece, listed=True) or piece.end) if not piece.prefix and not c.loose else piece
    )


def _labels(c: Cursor, piece: Piece) -> bool:
    """ "cơ quan phối hợp: ...": a noun and its role before a colon label the list behind them."""
    end = piece.end if piece.group and many(c, piece.start) == piece.start else 0
    while step := verb(c, end) if end else 0:
        end = step
    return end > piece.end and c.words[end] == ":"


def further(c: Cursor, last: Piece, i: int) -> list[Piece]:
    """further = field: alone behind a department: "Sở Tài chính, Kế hoạch và Đầu tư"."""
    if _unit_code(c, last.end - 1) and _unit_code(c, i):
        return [Piece(i, i + 1, closed=True)]  # "Phòng PC06, PC07"
    end = field(c, last.head, i) if last.head else 0
    if not end or (c.w.units.at(c.t, end) and c.w.heads.at(c.t, i)):
        return []
    return [Piece(i, end, last.prefix or last.head, head=last.head)]


def _unit_code(c: Cursor, i: int) -> bool:
    """Capitals and a number: "PC06", "V01"."""
    return c.t.is_code(i) and c.words[i][-1:].isdigit()


def _held(c: Cursor, i: int, j: int, row: AgencyWord) -> list[Piece]:
    """held = [ MANY ] OFFICE ( entry | field tail | name tail ): "Giám đốc Sở Nội vụ", "Thủ trưởng các sở, ban, ngành".

    The office ends before token j. It stands before each body of a list under one head.
    """
    if below := entry(c, j):
        held_by = c.t.span(i, j) + " "
        first = below[0]
        if first.prefix:
            return [Piece(p.start, p.end, held_by + p.prefix, p.group) for p in below]
        return [Piece(i, first.end, "", first.group, first.head, first.closed), *below[1:]]
    if row.body and (end := field(c, row.body, j)):
        return [Piece(i, tail(c, end), closed=True)]
    if c.words[j] == "sở" and c.capital[j] and c.words[j + 1] in (",", ";", "và"):
        return [Piece(i, j + 1, group=True)]  # "Giám đốc Sở, Thủ trưởng các cơ quan": of every department
    if row.body or c.loose:
        end = tail(c, name(c, j, joins=c.loose))
        return [Piece(i, end)] if row.body or end > j else []
    return []


def _shared(c: Cursor, j: int) -> list[Piece]:
    """shared = HEAD [ ":" ] field tail { mark field tail }: "các Sở: Tài chính, Xây dựng"; "các trường THPT: A, B"."""
    found = c.w.heads.at(c.t, j)
    if not found or found[1].word.startswith("Ủy ban nh"):
        return []
    end, row = found
    at = end + (c.words[end] == ":")
    fields = c.w.fields.get(row.word)
    if at == end and not (fields and c.capital[at] and fields.at(c.t, at)):
        return []
    if at > end and _opens_clause(c, at):
        return []
    printed = c.t.span(j, end)
    prefix = printed if not c.capital[j] or " " in printed else row.word
    pieces: list[Piece] = []
    while at < len(c.t):
        stop = field(c, row.word, at)
        if not stop:
            stop = _words(c, at)
            if stop == at or (pieces and begins(c, at)):
                break
        pieces.append(Piece(at, tail(c, stop), prefix, head=row.word))
        at = pieces[-1].end
        if c.words[at] not in SEPARATORS:
            break
        at += 1
    return pieces


def _opens_clause(c: Cursor, i: int) -> bool:
    """A time with the capital of a sentence: "Các trường: Trước ngày 30/6, rà soát ...". A verb tells nothing, for
    offices are named by their work ("Các phòng: Tổ chức cán bộ, Quản lý đô thị"); of a proper name every syllable has
    a capital ("Các trường: Trần Phú")."""
    timed = c.words[i] in _TIMES and (is_number(c.words[i + 1]) or c.words[i + 1] in _QUARTERS)
    return timed or (c.words[i] in _BEFORE_TIMES and not c.capital[i + 1])


def _words(c: Cursor, i: int) -> int:
    """Words and numbers up to a mark or a verb; may be empty."""
    j = i
    while j < len(c.t) and j - i < LONGEST:
        if c.words[j] in SEPARATORS or not (is_word(c.words[j]) or c.words[j] == "-") or stops(c, j):
            break
        j += 1
    return j


def _group(c: Cursor, i: int, j: int) -> list[Piece]:
    """group = [ MANY ] noun { mark noun }, noun = GROUP modifiers tail; its noun stands at token j.

    "các sở, ban, ngành, địa phương"; "cơ quan, đơn vị liên quan". One noun without "các" must name a group by itself.
    """
    found = group_noun(c, j)
    if not found:
        return []
    noun, row = found
    count = 1
    end = _charge(c, noun, row) or tail(c, modifiers(c, compound(c, noun) or noun, known=_of_state(c, j)))
    bare = end == noun
    while c.words[end] in (",", "và", "-", "/", "&") and (more := group_noun(c, end + 1)):
        if j == i and not c.capital[end + 1] and _whole(c, i, end):
            break
        if c.capital[end + 1] and begins(c, end + 1) and not (j > i and bare and _bare(c, more[0])):
            break
        end = tail(c, modifiers(c, more[0], known=_of_state(c, end + 1)))
        bare = bare and end == more[0]
        count += 1
    alone = row.alone or (row.modified and end > noun)
    return [Piece(i, end, group=True)] if j > i or alone or count > 1 or c.loose else []


def _charge(c: Cursor, i: int, row: AgencyWord) -> int:
    """The end of "bộ phận" with what it is in charge of, up to the verb of the duty: "bộ phận quản lý nợ thuế đôn đốc
    ..."; 0 if it stands alone."""
    step = c.w.compounds.end(c.t, i) if row.word == _SECTION else 0
    end = tail(c, modifiers(c, step, open_end=True)) if step and not stops(c, step) else 0
    return end if end > step and (stops(c, end) or not is_word(c.words[end])) else 0


def _whole(c: Cursor, i: int, end: int) -> bool:
    """Without "các" to hold a list together, a noun with a proper name or an owner stands for itself:
    "lực lượng Công an, chính quyền địa phương"."""
    return any(c.capital[i + 1 : end]) or "của" in c.words[i:end]


def _bare(c: Cursor, i: int) -> bool:
    """The noun that ends before token `i` has no name behind it: "Các Phòng, Khoa, Trung tâm rà soát"."""
    return c.words[i] in (",", ";", ".", ":", "", "và", "/") or stops(c, i)


def _of_state(c: Cursor, i: int) -> bool:
    """A unit ("xã") or "sở" takes no unknown word into its name."""
    return unit(c, i) > 0 or c.words[i] == "sở"
