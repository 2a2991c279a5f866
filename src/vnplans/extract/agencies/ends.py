"""Where an open name ends, told by what stands behind it: the verb of its duty, a colon.

The grammar ends a name at the first word that it does not know, or that may be a verb ("Trung tâm Kiểm soát thanh toán
...", "Phòng Quản lý giá"). Here the name goes on as far as it must for its duty to begin.
"""

from __future__ import annotations

from vnplans.extract.agencies.cursor import Cursor, bracket, cursor, head, is_word, office, stops, unit, verb
from vnplans.extract.agencies.grammar import Piece, begins

__all__ = [
    "behind_aside",
    "goes_on_by_trade",
    "to_clause",
    "to_colon",
    "to_duty",
    "to_must",
    "to_sign",
    "unknown_name",
    "unlisted",
]

_RELATIVE = 12
"""Words of a clause that tells a group apart."""
_ANNOUNCING = ("sau", "gồm", "thể", "là", "dung")
"""Words before a colon behind which the work is listed: "thực hiện các nội dung sau: ..."."""
_MANNER = frozenset({"theo", "chặt", "đúng", "tốt", "kịp", "nghiêm", "để", "nhằm", "phải", "cần", "khi", "có"})
"""Words of a duty, not of a clause that tells a group apart."""
_FINITE = _MANNER | frozenset(
    {"được", "không", "là", "tại", "trên", "trong", "từ", "đến", "và", "cùng", "các", "mỗi", "này"}
)
"""Words that a sentence goes on with, and no name."""
_TIMED = frozenset(
    {"năm", "quý", "tháng", "ngày", "kỳ", "hằng", "hàng", "ngay", "trước", "sau", "vào", "với", "hoặc", "sớm"}
)
"""Words of a time, and what joins another part of the sentence: no part of a name that no table knows."""
_CLAUSES = frozenset({"có", "nơi", "bị", "đang", "chưa", "nằm", "giáp", "gần", "còn"})
"""What a clause opens with that tells the members of a group apart."""
_PASSIVE = ("bị", "được")
_PREPOSITIONS = ("về", "cho")
_MUST = (["phải"], ["có", "trách", "nhiệm"], ["chịu", "trách", "nhiệm"], ["có", "nhiệm", "vụ"])
"""What opens a duty of several, whatever they are called."""
_RUNNERS = (["đơn", "vị"], ["cơ", "quan"], ["tổ", "chức"], ["doanh", "nghiệp"])
"""Nouns of bodies that are told apart by what they run."""
_SHORT = frozenset({"lập", "trực", "cử", "gửi", "nộp", "soạn", "dựng", "mở", "mua", "đặt"})
"""Verbs of one syllable that end no other word."""
_NAME_WORDS = 10
"""Words behind a name that are its own if nothing but they stand before a sure sign of its duty."""
_LONG_NAME = 16
"""The same before a word that opens nothing but a duty."""
_OPEN_WORDS = 6
"""Words behind a name that may be its own though no table knows them."""


def to_colon(c: Cursor, i: int) -> int:
    """Before a colon a group is told apart by what it does or with what: "Các doanh nghiệp cung cấp cây giống: ..."."""
    start = c.w.relatives.end(c.t, i)
    if not start and not (c.words[i].isalpha() or c.words[i] == ","):
        return i
    for j in range(start or i, i + _RELATIVE):
        word = c.words[j]
        if word == ":":
            return j if c.words[j - 1] not in _ANNOUNCING else i
        if j > i and c.w.duties.at(c.t, j):
            return j  # "Thủ trưởng các đơn vị thuộc và trực thuộc có trách nhiệm: ..."
        told = bool(start) or word == "trong" or not stops(c, j)
        if not told or word in _MANNER or word in ("", ";", ".", "(") or c.w.orders.at(c.t, j):
            break
    return i


def to_clause(c: Cursor, piece: Piece, *, last: bool) -> int:
    """The end of a name of several with the clause that tells them apart, up to the next body of the list: "UBND các xã
    có rừng, Hạt Kiểm lâm". `last`: also up to a verb or an end, where the list may end ("các hộ dân bị ảnh hưởng kê
    khai"); the subject of a sentence is read on by those who know its duty."""
    i = piece.end
    if c.words[i] not in _CLAUSES or stops(c, i) or c.w.duties.at(c.t, i) or not _of_several(c, piece):
        return i
    for j in range(i + 1, i + _RELATIVE):
        word = c.words[j]
        if word in (",", ";", "và") and begins(c, j + 1):
            return j
        if not is_word(word) and word != "-":
            return j if last and word in ("", ".", ")", ";") else i
        if j > i + 1 and _opens_duty(c, j) and c.words[j - 1] not in _PASSIVE:
            return j if last else i
        if word in _MANNER and word != "có":
            break
    return i


def to_must(c: Cursor, piece: Piece) -> int:
    """The end of a group told apart by what it runs, up to words that open nothing but a duty: "Các đơn vị quản lý hồ
    phải báo cáo"."""
    i = piece.end
    wants = c.words[i - 2 : i] in _RUNNERS
    if not piece.group or not wants or not c.w.compounds.at(c.t, i) or c.w.duties.at(c.t, i):
        return i
    for j in range(i, i + _NAME_WORDS):
        if j > i and any(c.words[j : j + len(words)] == words for words in _MUST):
            return j
        if not is_word(c.words[j]) or c.words[j] in _FINITE or c.words[j] in _TIMED or begins(c, j):
            break
    return i


def _of_several(c: Cursor, piece: Piece) -> bool:
    return piece.group or any(c.words[j] == "cấp" or c.w.many.at(c.t, j) for j in range(piece.start, piece.end))


def behind_aside(c: Cursor, i: int) -> int:
    """Behind a bracket that says how a body of a list is called or what it is to a board, where the list goes on:
    "Công an xã (sau đây gọi tắt là CAX), Trạm Y tế"."""
    if c.words[i] != "(" or bracket(c, i):
        return i
    close = next((j for j in range(i + 1, min(i + _LONG_NAME, len(c.t))) if c.words[j] == ")"), 0)
    roles = any(c.words[j : j + 2] in (["chủ", "trì"], ["phối", "hợp"]) for j in range(i, close))
    return close + 1 if close and not roles and c.words[close + 1] in (",", ";", "và") else i


def unlisted(c: Cursor, i: int, *, last: bool) -> list[Piece]:
    """An entry of a list that no table knows: a capital and what follows up to the mark before another body: "Sở Y tế,
    Vườn thú Thủ Lệ, Công an phường". `last`: also up to the verb of the duty."""
    if not c.capital[i] or c.t.shouting or c.w.stops.at(c.t, i) or c.w.orders.at(c.t, i):
        return []
    for j in range(i + 1, i + _NAME_WORDS):
        word = c.words[j]
        if word in (",", ";", "và") and begins(c, j + 1):
            return [Piece(i, j, closed=True)]
        if verb(c, j) or c.w.adverbs.at(c.t, j):
            named = j > i + 1 and _opens_duty(c, j)
            return [Piece(i, j, closed=True)] if last and named else []
        if (word == "số" and c.words[j + 1].isdigit()) or not (is_word(word) or word in ("-", "&", "/")):
            return []  # "Nghị quyết số 18" is an act
    return []


def to_duty(c: Cursor, piece: Piece) -> int:
    """Where a name ends that lacks what it deals with: before the verb of its duty, or a colon: "Ban Quản lý Khu bảo
    tồn biển Hòn Cau tập huấn ...", "Phòng Quản lý xây dựng rà soát ...". A verb right behind the name is part of it
    only if it is a trade ("xây dựng", "vận hành") and no work is drawn up by it ("xây dựng kế hoạch kiểm tra")."""
    i = piece.end
    if piece.prefix:
        return i
    if end := to_sign(c, piece):
        return end
    if piece.closed or not _wants_object(c, piece):
        return i
    j = c.w.trades.end(c.t, i)
    if j and (c.w.drafts.at(c.t, j) or c.capital[j] or c.t.is_code(i - 1)):
        return i
    j = j or i
    while j - i <= _NAME_WORDS:
        if j > i and (c.words[j] == ":" or _opens_duty(c, j)):
            return j
        if c.words[j] in (",", "và") and (step := c.w.verbs.end(c.t, j + 1)) and c.words[j + 1] not in _FINITE:
            j = step  # "Trung tâm Nghiên cứu, ứng dụng và chuyển giao công nghệ tổ chức ..."
            continue
        if not (c.words[j].isalnum() and (c.capital[j] or not verb(c, j))) or c.words[j] in _FINITE:
            break
        if c.capital[j] and begins(c, j) and not head(c, j):
            break
        j += 1
    return i


def unknown_name(c: Cursor, i: int) -> list[Piece]:
    """A body of which the grammar knows the head alone, up to a sure sign of its duty: "Tổ phản ứng nhanh chủ trì"."""
    found = head(c, i) if c.capital[i] and not c.t.shouting else None
    if not found:
        return []
    end = to_sign(c, Piece(i, found[0]), bare=True)
    return [Piece(i, end, closed=True)] if end else []


def to_sign(c: Cursor, piece: Piece, *, bare: bool = False, listed: bool = False) -> int:
    """The token of a sure sign that the name is over, if all up to there may be its own; 0 for none near by.

    Signs are a word that opens a duty and stands in no name, the colon of a heading, a bracket that closes, a mark
    before another body: "Trung tâm Kiểm soát thanh toán BHXH, BHYT điện tử chủ trì ...", "Ban Bồi thường, hỗ trợ và
    tái định cư: ...". A verb right behind the name is part of it only if it lacks an object so far (`bare`: all of its
    name), and a body alone does what follows ("chủ trì"; people "có trách nhiệm" too).
    """
    i = j = piece.end
    if c.w.duties.at(c.t, i) or office(c, piece.start) or unit(c, i - 1) == i:
        return 0
    does = verb(c, i) > 0 and c.words[i] not in _PREPOSITIONS
    if does and not bare and not _may_go_on(c, piece):
        return 0
    while j - i <= _LONG_NAME:
        word = c.words[j]
        if _lists(c, j) and not does and not piece.closed if listed else _signs(c, piece, j, does=does):
            return j if j > i and is_word(c.words[j - 1]) and c.words[j - 1] != "và" else 0
        if step := c.w.parts.end(c.t, j) or (c.words[j - 1] in (",", "và") and c.w.inner.end(c.t, j)):
            j = step
            continue
        if word in (",", "và"):
            if piece.closed or not _names_work(c, piece, j + 1):
                return 0
        elif not (is_word(word) or word == "-") or word in _FINITE or word in _TIMED or c.w.adverbs.at(c.t, j):
            return 0
        if c.w.posts.at(c.t, j) or begins(c, j):
            return 0
        j += 1
    return 0


def _signs(c: Cursor, piece: Piece, i: int, *, does: bool) -> bool:
    """A sure sign at token i; behind a verb that may be the duty itself (`does`) only a word that bodies alone do."""
    if c.words[i] == ":":
        return not does and piece.start <= 2 and c.words[i - 1] not in _ANNOUNCING
    found = c.w.duties.at(c.t, i)
    if found and not c.capital[i]:
        return found[1].first or not does
    return _lists(c, i) and not does and not piece.closed


def _lists(c: Cursor, i: int) -> bool:
    """A bracket that closes, a mark before another body."""
    return c.words[i] == ")" or (c.words[i] in (",", ";", "và") and begins(c, i + 1))


def _may_go_on(c: Cursor, piece: Piece) -> bool:
    """May a verb right behind the name be part of it: the name lacks an object, or the verb is a trade?"""
    end = c.w.verbs.end(c.t, piece.end)
    if piece.closed or (end and c.w.drafts.at(c.t, end)):
        return False
    return _wants_object(c, piece) or c.w.trades.at(c.t, piece.end) is not None


def _names_work(c: Cursor, piece: Piece, i: int) -> bool:
    """Behind a mark within a name: a field, a code ("BHXH, BHYT điện tử"), a verb if the name ends with one ("Giám sát,
    điều hành ...")."""
    alone = head(c, piece.start)
    if alone and alone[0] == piece.end:
        return False  # "Tỉnh ủy, thành ủy"
    if c.w.parts.at(c.t, i) or c.w.inner.at(c.t, i) or (c.t.is_code(i) and not c.words[i][-1:].isdigit()):
        return True
    return (c.words[i - 1] == "và" or _wants_object(c, piece)) and bool(c.w.common.at(c.t, i) or verb(c, i))


def _wants_object(c: Cursor, piece: Piece) -> bool:
    """A name that ends with a verb: "Ban Quản lý", or with that and one word: "Ban Quản lý Khu"; typed small throughout
    with a verb: "Tổ kiểm tra"."""
    ends = (piece.end, piece.end - 1)
    starts = range(piece.start + 1, piece.end - 1)
    small = not any(c.capital[piece.start + 1 : piece.end])
    return any((c.capital[j] or small) and any(end in ends for end, _ in c.w.verbs.all_at(c.t, j)) for j in starts)


def goes_on_by_trade(rest: str) -> bool:
    """Are all the words behind a name its own: a trade and what it deals with, no work ("vận hành số 2" behind "Đội
    Quản lý")? For places where a name stands alone: headings, cells, brackets."""
    c = cursor(rest, loose=False)
    at = c.w.trades.end(c.t, 0)
    if not at or len(c.t) > _OPEN_WORDS or c.w.drafts.at(c.t, at):
        return False
    return all(c.words[j].isalnum() and not _opens_duty(c, j) for j in range(at, len(c.t)))


def _opens_duty(c: Cursor, i: int) -> bool:
    """A verb or adverb of two syllables; of one only where it is no half of another word."""
    adverb = c.w.adverbs.end(c.t, i)
    end = max(c.w.verbs.end(c.t, i), adverb if c.w.verbs.at(c.t, adverb) else 0)
    sure = c.words[i] in _SHORT or c.capital[i - 1] or c.words[i - 1].isdigit()
    return not c.capital[i] and (end > i + 1 or (end == i + 1 and sure))
