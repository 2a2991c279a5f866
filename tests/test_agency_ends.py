"""Where the name of a body ends, told by what stands behind it: each way of telling, from where it begins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from vnplans.extract.agencies import ends, grammar
from vnplans.extract.agencies.cursor import Cursor, cursor, field, proper_name, second
from vnplans.extract.agencies.grammar import Piece

End = Callable[[Cursor, int], int]


def group(read: Callable[[Cursor, Piece], int]) -> End:
    """Of a name of several that ends where the words begin."""
    return lambda c, i: read(c, Piece(i, i, group=True))


def named(read: Callable[[Cursor, Piece], int]) -> End:
    """Of the body that the words begin with, as far as the grammar reads it."""
    return lambda c, i: read(c, grammar.body(c, i) or Piece(i, i))


def last(read: Callable[[Cursor, int], list[Piece]]) -> End:
    return lambda c, i: max((piece.end for piece in read(c, i)), default=i)


def _to_sign(c: Cursor, piece: Piece, *, listed: bool = False) -> int:
    return ends.to_sign(c, piece, listed=listed) or piece.end


COLON: End = ends.to_colon
CLAUSE, LAST_CLAUSE = (group(partial(ends.to_clause, last=last)) for last in (False, True))
ASIDE: End = ends.behind_aside
UNLISTED, LAST_UNLISTED = (last(partial(ends.unlisted, last=at_end)) for at_end in (False, True))
DUTY, SIGN, LISTED = named(ends.to_duty), named(_to_sign), named(partial(_to_sign, listed=True))
UNKNOWN = last(ends.unknown_name)
TAKEN: list[tuple[End, str, str]] = [
    (COLON, "cung cấp cây giống", ": giao cây đúng hạn"),
    (COLON, "trong khu công nghiệp", ": lắp cổng chắn"),
    (COLON, ", ngư dân", ": neo tàu"),
    (COLON, "", "thực hiện các nội dung sau: lập sổ"),
    (COLON, "", "gồm: Sở Y tế"),
    (COLON, "", "rà soát hồ sơ: xong trong tháng"),
    (COLON, "", "; Sở Y tế: rà soát"),
    (COLON, "", "cung cấp cây giống; Sở Y tế: rà soát"),
    (COLON, "", "cung cấp cây giống"),
    (CLAUSE, "có rừng", ", Hạt Kiểm lâm"),
    (CLAUSE, "có rừng", " và Hạt Kiểm lâm"),
    (CLAUSE, "", "có rừng."),
    (CLAUSE, "", "bị ảnh hưởng kê khai thiệt hại"),
    (CLAUSE, "", "của tỉnh, Hạt Kiểm lâm"),
    (LAST_CLAUSE, "có rừng", "."),
    (LAST_CLAUSE, "có rừng", ""),
    (LAST_CLAUSE, "bị ảnh hưởng", " kê khai thiệt hại"),
    (LAST_CLAUSE, "", "có rừng: trồng dặm"),
    (LAST_CLAUSE, "", "có trách nhiệm trồng dặm"),
    (ASIDE, "(sau đây gọi tắt là CAX)", ", Trạm Y tế"),
    (ASIDE, "(gọi tắt là Tổ 47)", " và Trạm Y tế"),
    (ASIDE, "", "(chủ trì), Trạm Y tế"),
    (ASIDE, "", "(gọi tắt là CAX) rà soát"),
    (ASIDE, "", "(gọi tắt là CAX, Trạm Y tế"),
    (UNLISTED, "Vườn thú Thủ Lệ", ", Công an phường"),
    (UNLISTED, "Nhà hát Chèo", " và Sở Văn hóa và Thể thao"),
    (UNLISTED, "", "Vườn thú Thủ Lệ, đường Bưởi"),
    (UNLISTED, "", "Vườn thú Thủ Lệ tổ chức đón khách"),
    (UNLISTED, "", "vườn thú Thủ Lệ, Công an phường"),
    (UNLISTED, "", "Nghị quyết số 18, Sở Y tế"),
    (LAST_UNLISTED, "Vườn thú Thủ Lệ", " tổ chức đón khách"),
    (LAST_UNLISTED, "", "Vườn tổ chức đón khách"),
    (DUTY, "Ban Quản lý Khu bảo tồn biển Hòn Cau", " tập huấn kỹ năng"),
    (DUTY, "Phòng Quản lý xây dựng", " rà soát hồ sơ"),
    (DUTY, "Ban Quản lý Khu bảo tồn biển Hòn Cau", ": Tập huấn kỹ năng"),
    (DUTY, "Ban Quản lý", " xây dựng kế hoạch kiểm tra"),
    (SIGN, "Trung tâm Kiểm soát thanh toán BHXH, BHYT điện tử", " chủ trì rà soát"),
    (SIGN, "Ban Bồi thường, hỗ trợ và tái định cư", " chủ trì rà soát"),
    (SIGN, "Sở Y tế", " chủ trì rà soát"),
    (LISTED, "Tổ phản ứng nhanh", ", Công an xã"),
    (LISTED, "Tổ phản ứng nhanh", ")"),
    (UNKNOWN, "Tổ phản ứng nhanh", " chủ trì dập lửa"),
    (UNKNOWN, "", "Tổ phản ứng nhanh dập lửa"),
    (UNKNOWN, "", "tổ phản ứng nhanh chủ trì dập lửa"),
    (DUTY, "Đội Quản lý", " lập biên bản"),
    (DUTY, "Đội Kiểm tra", " mở sổ theo dõi"),
    (DUTY, "Tổ Giám sát, điều hành và ứng phó", " tổ chức trực đêm"),
    (DUTY, "Sở Y tế", " rà soát hồ sơ"),
    (DUTY, "Ban Quản lý Chợ Đầm", " quét dọn lối đi"),
    (SIGN, "Tổ Thu gom rác thải nhựa ven biển", " chủ trì dọn bãi"),
    (SIGN, "Phòng Tiếp nhận", " (chủ trì) lập sổ"),
    (SIGN, "Văn phòng", " chủ trì lập sổ"),
    (LISTED, "Tổ Thu gom rác thải nhựa ven biển", " và Công an xã"),
    (LISTED, "Sở Y tế", ", Sở Nội vụ"),
    (UNLISTED, "Trại giống Ba Vì", "; UBND huyện"),
    (UNLISTED, "Quỹ Bò giống & Dê giống", ", UBND huyện"),
    (UNLISTED, "", "Trại giống số 5, UBND huyện"),
    (UNLISTED, "", "Rà soát hồ sơ, UBND huyện"),
    (LAST_UNLISTED, "Trại giống Ba Vì", " cấp phát con giống"),
    (LAST_CLAUSE, "nằm trong vùng ngập", ")"),
    (LAST_CLAUSE, "chưa có chợ", " lập phương án"),
    (CLAUSE, "nơi có cảng cá", ", Đồn Biên phòng"),
    (CLAUSE, "", "gần cảng để neo, Đồn Biên phòng"),
    (CLAUSE, "nơi tổ chức lễ hội", ", Công an xã"),
    (COLON, "cung cấp, lắp đặt thiết bị", ": giao hàng"),
    (COLON, "", "(cơ sở hai): giao hàng"),
]


@pytest.mark.parametrize("before", ["", "rồi ", "rồi thì "])
@pytest.mark.parametrize(("read", "taken", "rest"), TAKEN)
def test_where_a_name_ends(read: End, taken: str, rest: str, before: str) -> None:
    c, at = cursor(before + taken + rest, loose=False), len(before.split())
    end = read(c, at)
    assert (c.t.span(at, end) if end > at else "") == taken


@pytest.mark.parametrize(
    ("rest", "own"),
    [
        ("vận hành số 2", True),
        ("xây dựng", True),
        ("vận hành trạm bơm rà soát sổ", False),
        ("xây dựng kế hoạch", False),
        ("cùng dân", False),
        ("vận hành, bảo dưỡng", False),
        ("vận hành một hai ba bốn", True),
        ("vận hành một hai ba bốn năm", False),
    ],
)
def test_words_that_are_all_a_names_own(rest: str, own: bool) -> None:
    assert ends.goes_on_by_trade(rest) is own


@pytest.mark.parametrize(
    ("before", "taken"),
    [
        ("", "Ban Bồi thường, hỗ trợ và tái định cư"),
        ("rồi thì ", "Ban Bồi thường, hỗ trợ và tái định cư"),
        ("rồi thì cứ ", "Ban Bồi thường"),
    ],
)
def test_a_colon_ends_a_name_only_at_the_head_of_a_text(before: str, taken: str) -> None:
    c, at = cursor(f"{before}Ban Bồi thường, hỗ trợ và tái định cư: lập sổ", loose=False), len(before.split())
    assert c.t.span(at, SIGN(c, at)) == taken


@pytest.mark.parametrize("before", ["", "rồi ", "rồi thì "])
@pytest.mark.parametrize(
    ("words", "place", "is_second", "is_proper"),
    [
        ("Điện lực", 1, True, False),
        ("điện lực", 1, False, False),
        ("Kim Đồng đón", 2, False, True),
        ("Kim đồng đón", 2, False, False),
        ("Đội PC đón", 2, False, True),
        ("PC Đội đón", 2, True, False),
        ("PC đón", 1, False, False),
        ("Điện lực", 0, False, False),
    ],
)
def test_what_stands_before_a_small_syllable(
    words: str, place: int, is_second: bool, is_proper: bool, before: str
) -> None:
    c, at = cursor(before + words, loose=False), len(before.split())
    assert (second(c, at, at + place), proper_name(c, at, at + place)) == (is_second, is_proper)


@pytest.mark.parametrize("before", ["", "rồi ", "rồi thì "])
@pytest.mark.parametrize(
    ("of", "words", "taken"),
    [
        ("Phòng", "Nội vụ - LĐTBXH", "Nội vụ - LĐTBXH"),
        ("Phòng", "Nội vụ - rà soát", "Nội vụ"),
        ("Phòng", "nội vụ", ""),
        ("Sở", "Y tế, Nội vụ", "Y tế"),
        ("Ban chẳng có", "Y tế", ""),
    ],
)
def test_what_a_department_is_for(of: str, words: str, taken: str, before: str) -> None:
    c, at = cursor(before + words, loose=False), len(before.split())
    end = field(c, of, at)
    assert (c.t.span(at, end) if end else "") == taken
