"""The name of one body, and what belongs to it: a grammar of plain functions over a cursor.

    body      = ( KNOWN | HEAD field | HEAD territory | HEAD name ) tail
    name      = { joint | known words | word } [ nested body ]
    tail      = { bracket | territory | related | ground | owner | within }
    owner     = ( "thuộc" | "của" ) ( territory | body | GROUP modifiers )

Each function takes the cursor and a token, and gives the token behind its phrase: 0 if the phrase does not stand there;
the token itself where it says that it may be empty. Words in capitals are those of the tables; they, territories and
brackets are looked up by cursor.py.

A name in running text goes over known words only (data/agency_name_words.toml, the fields of departments, places). An
unknown word of lower case ends it, unless it is one or two syllables before an end that needs no guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vnplans.extract.agencies.cursor import (
    Cursor,
    barred,
    bracket,
    closed,
    field,
    glued,
    ground,
    group_noun,
    head,
    inner,
    is_number,
    is_word,
    known,
    many,
    office,
    proper,
    proper_name,
    second,
    stops,
    territory,
    unit,
    verb,
)
from vnplans.extract.agencies.lexicon import lexicon
from vnplans.knowledge import rows
from vnplans.knowledge.bodies import AgencyHead, AgencyWord

__all__ = [
    "LONGEST",
    "SEPARATORS",
    "Piece",
    "begins",
    "body",
    "compound",
    "modifiers",
    "name",
    "tail",
]

SEPARATORS = frozenset({",", ";", "và", "&", "/", "hoặc", "cùng", "+"})
LONGEST = 24
"""Words that a name may have; past that the grammar has lost its way."""
_SURE = 4
"""Words of a field that is known in small letters too: "các sở giáo dục và đào tạo"."""
_SHORT_RUN = 2
"""Syllables of a word that no table knows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens start to end (exclusive) that name a body; `prefix`: the shared head of "các Sở: Tài chính, Xây dựng"."""

    start: int
    end: int
    prefix: str = ""
    group: bool = False
    head: str = ""
    """The head whose fields may follow alone: "Sở Tài chính, Kế hoạch và Đầu tư"."""
    closed: bool = False
    """The name is whole: a known body, a field, a territory."""


# Bodies ---------------------------------------------------------------------------------------------------------------


def begins(c: Cursor, i: int) -> bool:
    """Does a body begin at token i, in running text? MANY ( GROUP | unit | HEAD | OFFICE ) or OFFICE or body."""
    if c.words[i] not in c.w.openers:
        return False
    after = many(c, i)
    if after > i:
        return bool(group_noun(c, after) or unit(c, after) or head(c, after) or c.w.offices.at(c.t, after))
    return office(c, i) is not None or body(c.strict, i) is not None


def body(c: Cursor, i: int) -> Piece | None:
    """body = ( KNOWN | HEAD field | HEAD territory | HEAD name ) tail; a HEAD alone where its word is one by itself."""
    if c.words[i] not in c.w.names:
        return None
    found = head(c, i)
    by_name = known(c, i)
    stop = field(c, found[1].word, found[0]) if found else 0
    if by_name >= stop and by_name > (found[0] if found else 0):
        return Piece(i, tail(c, by_name), closed=True)
    if not found:
        return None
    end, row = found
    if stop:
        return Piece(i, tail(c, stop), head=row.word, closed=True)
    if row.before == "capital" and (c.t.shouting or not c.capital[end]):
        return None
    if row.before == "number":
        stop = proper(c, end + (c.words[end] == "số" and is_number(c.words[end + 1])))
        return Piece(i, tail(c, stop), closed=True) if stop > end and not c.t.shouting else None
    if c.words[end] == "các" and (stop := _committees(c, end + 1)):
        return Piece(i, tail(c, stop), closed=True)
    if stop := territory(c, end):
        return Piece(i, tail(c, stop), closed=True)
    if row.before and not c.capital[end] and not closed(c, end):
        return None  # "Thống kê chất lượng nguồn nước": a verb
    joins = row.word not in c.w.fields or c.loose or row.word == "Phòng"
    stop = name(c, end, joins=joins, row=row)
    if stop == end and not c.loose and not _stands_alone(c, end, row):
        return None
    last = tail(c, stop)
    return Piece(i, last, closed=last > stop)


def _stands_alone(c: Cursor, end: int, row: AgencyHead) -> bool:
    """A head without a name, ended before token `end`: "Văn phòng tham mưu", but not "Phòng hơn chữa bệnh"."""
    ended = closed(c, end) or not is_word(c.words[end])
    if ended or row.named or row.word == "Bộ":
        return ended and not row.named
    return stops(c, end) or c.capital[end] or tail(c, end) > end


# Open names -----------------------------------------------------------------------------------------------------------


def name(c: Cursor, i: int, *, joins: bool, row: AgencyHead | None = None) -> int:
    """name = { joint | known_words | word } [ nested ]; may be empty. Ends at a mark, a verb, a unit, an office.

    `joins`: a mark or "và" before a further capital may be inside it; `row`: the head before it.
    """
    j = i
    while j < len(c.t) and j - i < LONGEST:
        step = _joint(c, i, j, joins=joins, row=row) or _known_words(c, i, j)
        if not step:
            if _name_ends(c, i, j, row):
                break
            if c.capital[j] and (last := _nested(c, j)):
                return last
            step = _word(c, i, j, row)
        if not step:
            break
        j = step
    return j


def _joint(c: Cursor, i: int, j: int, *, joins: bool, row: AgencyHead | None) -> int:
    """joint = ("-" | "&" | ".") before a Capital | "/" word | ("," | "và") before a further part of the name
    | "về" part before a sure end."""
    word = c.words[j]
    if j == i:
        return _field_behind_dash(c, j)
    if word in ("-", "&", ".") and c.capital[j + 1] and not begins(c, j + 1):
        return j + 1
    if word == "-" and (step := part(c, j + 1)) and (_ended(c, step) if not c.loose else not is_word(c.words[step])):
        return step  # "Phòng Tổ chức đảng - đảng viên"
    if word == "/" and glued(c, j) and not begins(c, j + 1):
        return j + 2  # "da cam/dioxin"
    if word in (",", "và") and joins:
        listed = _listed(c, j)
        if listed or _goes_on(c, i, j + 1):
            return listed or j + 1  # "Trung tâm Xúc tiến đầu tư, thương mại và du lịch"
    if word == "và" and row and row.rest == "lower" and _plain(c, j + 1):
        return j + 1  # "Ban Quản lý công trình dân dụng và công nghiệp"
    if word == "và" and row and row.rest == "field" and j > i + 1 and (step := _field_alone(c, j + 1)):
        return step  # "Cục An toàn bức xạ và hạt nhân"
    if word == "về" and row and row.rest == "lower" and (step := part(c, j + 1)) and _ended(c, step):
        return step  # "Tổ công tác liên ngành về dữ liệu"
    return 0


def _field_behind_dash(c: Cursor, i: int) -> int:
    """A second field right behind the head, ended without a guess: "Ban Tổ chức - Kiểm tra", "Văn phòng - Thống kê"."""
    if c.words[i] != "-" or not c.capital[i + 1] or c.t.is_code(i + 1):
        return 0
    end = c.w.common.end(c.t, i + 1)
    second_field = end > i + 2 and (not is_word(c.words[end]) or c.words[end] == "và" or stops(c, end))
    return end if second_field else 0


def _known_words(c: Cursor, i: int, j: int) -> int:
    """known_words = INNER | "các" ( GROUP | PART | Capital ) | compound | part."""
    word = c.words[j]
    if step := inner(c, j):
        return step
    if word in SEPARATORS or not is_word(word):
        return 0
    if word == "các" and not c.loose and (committees := _committees(c, j + 1)):
        return committees
    if word == "các" and not c.loose and not territory(c, j):
        if several := _groups(c, j + 1):
            return several  # "Ban Thường vụ các huyện ủy, thị ủy"
        if j > i:
            return part(c, j + 1)  # "Ban Chỉ đạo cổ phần hóa các doanh nghiệp"
        noun = group_noun(c, j + 1)  # "Liên hiệp các Hội Khoa học và Kỹ thuật"
        return j + 1 if c.capital[j + 1] else noun[0] if noun else 0
    return (j == i and compound(c, j)) or part(c, j, first=j == i)


def _groups(c: Cursor, i: int) -> int:
    """groups = GROUP { mark GROUP }, two at least, to which a board belongs: "Ban Vì sự tiến bộ phụ nữ các sở, ban"."""
    first = group_noun(c, i)
    end, count = (first[0], 1) if first else (0, 0)
    while end and c.words[end] in (",", "và") and (more := group_noun(c, end + 1)):
        end, count = more[0], count + 1
    return end if count > 1 and (unit(c, end) or _ended(c, end)) else 0


def _committees(c: Cursor, i: int) -> int:
    """committees = GROUP { mark GROUP } of the Party or the youth, one behind the other or drawn together: "Ban Tổ chức
    các huyện ủy, thị ủy", "Ban Thường vụ các huyện, thành đoàn"."""
    end, stop = i, 0
    while (noun := group_noun(c, end)) and c.words[noun[0] - 1] in ("ủy", "đoàn"):
        stop = noun[0]
        if c.words[stop] not in (",", "và"):
            break
        end = stop + 1
    return modifiers(c, stop, known=True) if stop else 0


def _name_ends(c: Cursor, i: int, j: int, row: AgencyHead | None) -> bool:
    """A mark, a unit, a verb or an office at token j ends the name that goes from i."""
    word = c.words[j]
    if word in SEPARATORS or not is_word(word) or (word == "các" and territory(c, j)):
        return True
    of_unit = not c.capital[j] and unit(c, j) > 0
    if j > i and c.capital[j - 1] and c.w.verbs.end(c.t, j - 1) > j and not of_unit:
        return False  # "Trung tâm Thông tin và Thống kê": the second syllable of a word
    if of_unit or (stops(c, j) and not (row and row.named and j == i)):
        return not _lacks_a_word(c, i, j, row)
    return j > i and c.capital[j] and office(c, j) is not None


def _word(c: Cursor, i: int, j: int, row: AgencyHead | None) -> int:
    """word = Capital | code | the second syllable of a word with a capital | unknown; in a list of bodies any word."""
    if c.loose or c.capital[j] or not c.words[j].isalpha() or second(c, i, j) or _lacks_a_word(c, i, j, row):
        return j + 1
    return _unknown(c, j, most=1 if proper_name(c, i, j) else _SHORT_RUN, first=j == i)


def _nested(c: Cursor, i: int) -> int:
    """nested = HEAD field [ territory ] | HEAD of a committee [ territory ] | the body of a board.

    A body that ends the name: "Văn phòng Ủy ban nhân dân tỉnh".
    """
    found = head(c, i)
    if not found:
        return 0
    end, row = found
    if stop := field(c, row.word, end):
        return territory(c, stop) or stop
    if end - i < 2 or row.inside is None:
        return 0
    if row.inside == "unit":
        return territory(c, end) or end
    piece = body(c, i)
    return piece.end if piece else i


def _goes_on(c: Cursor, start: int, i: int) -> bool:
    """Is the capital word behind a mark a further part of the name ("Đầu tư, Thương mại và Du lịch")?"""
    if not c.capital[i] or not any(c.capital[start : i - 1]):
        return False
    if c.words[i + 1] == "." and len(c.words[i]) == 1:
        return False  # "Phòng Đào tạo, P. Kế hoạch"
    if c.t.is_code(i) and not (c.t.is_code(i - 2) and c.words[i - 1] == "và"):
        return False
    return not begins(c, i) and not group_noun(c, i)


def _plain(c: Cursor, i: int) -> bool:
    """A lower-case word that begins no body, group or verb."""
    if not c.words[i].isalpha() or c.capital[i] or verb(c, i):
        return False
    return not (group_noun(c, i) or unit(c, i) or c.w.many.at(c.t, i) or c.w.offices.at(c.t, i))


def _field_alone(c: Cursor, i: int) -> int:
    """A field in small letters up to a sure end, no people: "hạt nhân", "tự động hóa"; not "người lao động"."""
    if c.w.posts.at(c.t, i) or c.w.people.at(c.t, i) or head(c, i):
        return 0
    end = inner(c, i)
    return end if end and _ended(c, end) else 0


def _lacks_a_word(c: Cursor, i: int, j: int, row: AgencyHead | None) -> bool:
    """One syllable is no name: "Trung tâm Xúc đầu tư" lacks a word, its verb is part of the name."""
    word = c.words[i]
    if row is None or row.rest != "field" or j != i + 1 or not c.capital[i] or len(word) < 2:
        return False
    return not c.t.is_code(i) and word not in c.w.wholes and not part(c, i)


# Words inside names and behind group nouns ----------------------------------------------------------------------------


def part(c: Cursor, i: int, *, first: bool = False) -> int:
    """part = PART [ "hóa" ] | "số" number: "bệnh tật", "Công nghệ thông tin", "số 3".

    None where a verb of that length stands, unless it is a noun there. `first`: the word right behind the head.
    """
    if c.words[i] == "số" and is_number(c.words[i + 1]):
        return i + 2
    end = c.w.parts.end(c.t, i)
    stop = verb(c, i)
    if not end or stop > end or (stop == end and not _noun_here(c, end, first=first)):
        return 0
    return end + (c.words[end] == "hóa")  # "cổ phần hóa"


def _noun_here(c: Cursor, end: int, *, first: bool) -> bool:
    """The word is a verb elsewhere ("đào tạo"); here a verb, a tail or a body follows: "cơ sở đào tạo tổ chức"."""
    if not is_word(c.words[end]):
        return first
    if (stops(c, end) and not _idle(c, end)) or c.capital[end]:
        return True
    return tail(c, end) > end and (first or not c.w.many.at(c.t, end))  # "Hội Nông dân kiểm tra các xã": a verb


def _idle(c: Cursor, i: int) -> bool:
    """An adverb at token i with no verb behind it: the word before it is the verb, "kiểm tra định kỳ máy in"."""
    end = c.w.adverbs.end(c.t, i)
    return end > 0 and not c.w.verbs.at(c.t, end) and c.words[end] not in ("có", "phải", "được")


def compound(c: Cursor, i: int) -> int:
    """compound = COMPOUND: a verb that is part of the noun: "đơn vị tư vấn", but not "các đơn vị quản lý, sử dụng"."""
    for end, row in c.w.compounds.all_at(c.t, i):
        if row.noun:
            return end
        if barred(c.t, end, row.unless):
            continue  # "các chi hội tham mưu ban hành"
        after = c.words[end]
        if after in (",", "và") and stops(c, end + 1) and not begins(c, end + 1):
            continue
        if not is_word(after) or after == "và" or (stops(c, end) and not _idle(c, end)):
            return end
        if tail(c, end) > end and not c.w.many.at(c.t, end):
            return end
    return 0


def _unknown(c: Cursor, i: int, *, most: int = _SHORT_RUN, first: bool = False) -> int:
    """A short word of lower case that no table knows, where a sure end follows: "Các hội quán tổ chức".

    `first`: right behind the head, where a known part may follow too: "Ban Đại diện cha mẹ học sinh".
    """
    j = i
    while j - i < most and _is_unknown(c, j):
        j += 1
    if j == i:
        return 0
    if not first and (c.capital[j] or is_number(c.words[j])):
        return j if _named_after(c, j) else 0
    return j if _sure_end(c, i, j) or (first and (part(c, j) or inner(c, j))) else 0


def _is_unknown(c: Cursor, i: int) -> bool:
    return c.words[i].isalpha() and c.words[i] != "có" and not c.capital[i] and not stops(c, i) and not part(c, i)


def _sure_end(c: Cursor, i: int, j: int) -> bool:
    """Does the unknown word from i end before token j without a guess?"""
    word = c.words[j]
    if word in ("", ".", ":", ";", ")"):
        return True
    if word in (",", "và"):
        return not (stops(c, j + 1) or c.w.many.at(c.t, j + 1)) or begins(c, j + 1)
    if not is_word(word) or c.w.many.at(c.t, j) or word.isdigit():
        return False
    stop = verb(c, j)
    if not stop:
        return tail(c, j) > j
    if _idle(c, j):
        return False
    return j - i > 1 or stop - j > 1 or not c.w.verbs.at(c.t, j)


def _named_after(c: Cursor, i: int) -> bool:
    """The number or the place that ends a name, a verb or a mark behind it: "Đội Bảo trì đường ray 5 kiểm tra",
    "Ban Thi công hầm Cù Mông: ..."."""
    end = proper(c, i)
    if end == i or (c.capital[i] and (end < i + 2 or begins(c, i) or office(c, i))):
        return False
    return not is_word(c.words[end]) or (stops(c, end) and not c.capital[end])


def modifiers(c: Cursor, i: int, *, open_end: bool = False, known: bool = False) -> int:
    """modifiers = { known_modifier | body | unknown } behind a group noun; may be empty: "cơ quan chuyên môn".

    `open_end`: unknown words are passed over too, up to a verb or a mark. `known`: no unknown word is.
    """
    j = i
    while j < len(c.t) and j - i < LONGEST:
        step = _known_modifier(c, i, j)
        if not step:
            if _ends_modifiers(c, j):
                break
            step = _modifier(c, j, open_end=open_end)
            if known and not c.capital[j] and not c.loose:
                break
        if not step:
            break
        j = step
    return j


def _known_modifier(c: Cursor, i: int, j: int) -> int:
    """known_modifier = field | "- xã hội" | "-" code | INNER | "được" VERB | part | MANY part | listed."""
    word = c.words[j]
    if step := _any_field(c, j):
        return step  # "cơ quan Lao động - Thương binh và Xã hội"
    if word == "-":
        if c.words[j + 1 : j + 3] == ["xã", "hội"]:
            return j + 3
        if glued(c, j) and c.t.is_code(j + 1):
            return j + 2  # "trung tâm GDNN-GDTX"
        other = begins(c, j + 1) or group_noun(c, j + 1) or c.w.stops.end(c.t, j + 1)
        named = any(c.capital[i:j]) and c.capital[j + 1] and not other
        return j + 1 if named else 0  # "công chức Tư pháp - Hộ tịch"
    if step := inner(c, j):
        return step
    if word == "về" and (step := c.w.common.end(c.t, j + 1)) and _ended(c, step):
        return step  # "cơ quan quản lý nhà nước về đất đai"
    if word == "được" and stops(c, j + 1) and c.words[j + 1] not in ("giao", "phân"):
        return verb(c, j + 1)  # "đơn vị được kiểm tra"
    if step := part(c, j, first=j == i):
        noun = head(c, j) if c.capital[j] else None
        return max(step, noun[0] if noun else 0)  # "cơ quan thường trực Hội đồng": no word is cut
    if j > i:
        return _listed(c, j)
    after = many(c, j)
    return part(c, after) if after > j else 0  # "chủ đầu tư các dự án"


def _any_field(c: Cursor, i: int) -> int:
    """What some department is for, the longest; in small letters only a name of several words is sure."""
    if c.capital[i]:
        return max((field(c, of, i) for of in c.w.fields), default=0)
    end = max((fields.end(c.t, i) for fields in c.w.fields.values()), default=0)
    return end if end - i >= _SURE else 0


def _ended(c: Cursor, i: int) -> bool:
    """Does a mark, an end, a verb or a tail stand at token i?"""
    return not is_word(c.words[i]) or stops(c, i) or tail(c, i) > i


def _ends_modifiers(c: Cursor, i: int) -> bool:
    """A mark, a verb, or a tail."""
    word = c.words[i]
    if word in SEPARATORS or word == "thuộc" or not is_word(word) or stops(c, i):
        return True
    return bool(word in _tail_openers() and (territory(c, i) or related(c, i) or ground(c, i) or owner(c, i)))


def _modifier(c: Cursor, i: int, *, open_end: bool) -> int:
    """The word at token i if it goes on the name of the group."""
    if c.capital[i] and (named := body(c, i)) and named.end > i + 1:
        return named.end  # "Cơ quan Ủy ban Kiểm tra Trung ương"
    if c.capital[i] and (whole := c.w.common.end(c.t, i)):
        return whole  # "Cơ quan Thanh tra": no word is cut behind its first syllable
    if c.loose or open_end or c.capital[i] or not c.words[i].isalpha():
        return i + 1
    return _unknown(c, i)


def _listed(c: Cursor, i: int) -> int:
    """listed = ("," | "và") part: a further part of the noun behind a mark: "cơ sở sản xuất, kinh doanh"."""
    small = not c.capital[i + 1] or c.t.is_code(i + 1)
    if c.words[i] not in (",", "và") or not small or group_noun(c, i + 1) or begins(c, i + 1):
        return 0
    return part(c, i + 1)


_COMMITTEE = ["ban", "chỉ", "đạo"]
_PLACE = 7
"""Words of a committee's name and place before its matter."""


# What belongs to the body before it -----------------------------------------------------------------------------------


@cache
def _tail_openers() -> frozenset[str]:
    """Tokens that a tail begins with: at any other there is none."""
    w = lexicon()
    own = {
        "(",
        "cấp",
        "trực",
        "từ",
        "trong",
        "vùng",
        "ven",
        "miền",
        "phía",
        "khu",
        "chi",
        "đóng",
        "trên",
        "tại",
        "thuộc",
        "của",
        "về",
    }
    own |= {row.word.split()[0] for row in rows(AgencyWord) if row.village}
    return w.many.firsts | w.units.firsts | w.members.firsts | w.places.firsts | own


def tail(c: Cursor, i: int) -> int:
    """tail = { bracket | territory | related | ground | owner | within }; may be empty."""
    while c.words[i] in _tail_openers():
        end = (c.words[i] == "các" and _committees(c, i + 1)) or bracket(c, i) or territory(c, i)
        end = end or related(c, i) or ground(c, i) or owner(c, i) or within(c, i) or matter(c, i)
        if not end:
            break
        i = end
    return i


def matter(c: Cursor, i: int) -> int:
    """matter = "về" part behind the place of a steering committee: "Ban Chỉ đạo tỉnh về chuyển đổi số"."""
    if c.words[i] != "về" or not any(c.words[j : j + 3] == _COMMITTEE for j in range(max(0, i - _PLACE), i)):
        return 0
    end = part(c, i + 1) or c.w.common.end(c.t, i + 1)
    return end if end and _ended(c, end) else 0


def related(c: Cursor, i: int) -> int:
    """related = MEMBER | PROVINCE | "trực thuộc" at an end | ("vùng" | "ven") part | ("miền" | "phía") Capital
    | ("khu vực" | "vùng") proper | "chi nhánh" territory.

    "và các tổ chức thành viên", "liên quan", "Việt Nam"; "miền Trung", "khu vực III", "chi nhánh tỉnh".
    """
    words = c.words
    if member := c.w.members.at(c.t, i):
        return 0 if words[member[0]] in member[1].unless else member[0]
    if end := _village(c, i):
        return end
    if words[i] in ("vùng", "ven") and (end := part(c, i)):
        return end
    if words[i] == "vùng" and (end := proper(c, i + 1)) > i + 1:
        return end
    if words[i] in ("miền", "phía") and c.capital[i + 1]:
        return i + 2
    if words[i] == "từ" and (end := _from_to(c, i + 1)):
        return end
    match words[i : i + 2]:
        case ["trực", "thuộc"] if closed(c, i + 2):
            return i + 2
        case ["khu", "vực"] if (end := proper(c, i + 2)) > i + 2:
            return end
        case ["chi", "nhánh"] if (end := territory(c, i + 2) or proper(c, i + 2)) > i + 2:
            return end
    return c.w.places.end(c.t, i) if c.capital[i] else 0


def _village(c: Cursor, i: int) -> int:
    """village = VILLAGE ( [ "số" ] number | proper ): "Ban Công tác Mặt trận khu phố 4", "Chi hội Phụ nữ thôn Đoài"."""
    found = c.w.groups.at(c.t, i)
    if not found or not found[1].village or barred(c.t, found[0], found[1].unless):
        return 0
    at = found[0] + (c.words[found[0]] == "số")
    end = proper(c, at)
    return end if end > at else 0


def _from_to(c: Cursor, i: int) -> int:
    """from_to = places "đến" [ unit ] places: "các tỉnh từ Quảng Ninh đến Quảng Ngãi"."""
    to = proper(c, i)
    if to == i or c.words[to] != "đến":
        return 0
    at = unit(c, to + 1) or to + 1
    end = proper(c, at)
    return end if end > at else 0


def owner(c: Cursor, i: int) -> int:
    """owner = [ "trực" ] ("thuộc" | "của") ( territory | body | GROUP modifiers | "Việt Nam" | "trung ương" ).

    "thuộc UBND tỉnh", "của Sở", "trực thuộc Sở", "thuộc tỉnh"; also "trực tiếp của" and "thuộc, trực thuộc".
    """
    words = c.words
    at = i + (words[i] == "trực")
    if words[i : i + 3] == ["trực", "tiếp", "của"]:
        at = i + 2
    if words[at : at + 4] == ["thuộc", ",", "trực", "thuộc"]:
        at += 3
    if words[at] not in ("thuộc", "của"):
        return 0
    at += 1
    if end := territory(c, at):
        return end
    if (named := body(c, at)) and named.end > at:
        return named.end
    if c.capital[at] and words[at] in c.w.wholes and (closed(c, at + 1) or stops(c, at + 1)):
        return at + 1  # "các phòng thuộc Sở, các trường", "các đơn vị thuộc Bộ rà soát"
    if noun := group_noun(c, at):
        end = modifiers(c, noun[0])
        return end if noun[1].alone or end > noun[0] else 0
    if words[at : at + 2] in (["việt", "nam"], ["trung", "ương"]):
        return at + 2
    return at + 1 if words[at] == "tw" or (words[at] == "tư" and c.t.is_code(at)) else 0


def within(c: Cursor, i: int) -> int:
    """within = "trong" ( body | GROUP ) before a verb, a mark or an end: "các phòng trong Trung tâm"."""
    if c.words[i] != "trong":
        return 0
    named = body(c, i + 1) if c.capital[i + 1] else None
    noun = group_noun(c, i + 1)
    end = named.end if named else modifiers(c, noun[0], known=True) if noun else 0
    return end if end and (not is_word(c.words[end]) or c.words[end] == "và" or stops(c, end)) else 0
