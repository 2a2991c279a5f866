"""Is a page's text layer believed when it should be, and only then?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplans.readers.layer import judge
from vnplans.syllables import is_syllable

GOOD = """Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về cải cách hành chính năm 2026, Sở Nội vụ đề nghị các sở, ban,
ngành và Ủy ban nhân dân các xã, phường rà soát, báo cáo kết quả trước ngày 15/6/2026 để tổng hợp. Trong quá trình thực
hiện, nếu có khó khăn, vướng mắc, đề nghị các cơ quan, đơn vị phản ánh kịp thời về Sở Nội vụ để được hướng dẫn."""
GARBAGE = """uY BAN NHAN nAN TiNH HoA AN ceNG HoA xA uQI cuu NGnia vIET NAM DQc lfp - Ty do - H4nh phric s6: 57/KI-I-SNV
Thuc hi6n K6 ho4ch cria iry ban nh6n d6n tinh v0 cii c6ch hdnh chinh nim 2026, 56 NQi vg d0 nghi c6c s6, ban, ngdnh vd
fly ban nh6n d6n c6c x5, phudng rd so6t, b6o c6o k0t qud tru6c ngiry 15/6/2026 d0 t6ng hqp. Trong qu6 trinh thgc hi0n"""
MISNAMED = """Thāc hißn K¿ ho¿ch cāa Āy ban nhân dân tßnh và cải cách hành chính năm 2026, Sß Nßi vþ đß nghß các sß,
ban, ngành và Āy ban nhân dân các xã, phưßng rà soát, báo cáo k¿t quả trước ngày 15/6/2026 để tổng hợp."""
HIGHLAND = """Trưởng các buôn Čư Mgar, Krông Ñô, Čuôr Đăng, Ea Tŭl, Ƀuôn Ma rà soát danh sách hộ nghèo, báo cáo Ủy ban
nhân dân xã trước ngày 15 tháng 6 năm 2026; cán bộ văn hóa ghi âm lời kể khan của nghệ nhân Y Djŭ Kbuôr, H'Bĭk Niê."""
ABROAD = """Đoàn công tác làm việc với Công ty Müller & Söhne, Tập đoàn Škoda, Đại học Gdańsk, thành phố Malmö và tỉnh
Västra Götaland về hợp tác đào tạo nghề; Sở Ngoại vụ báo cáo Ủy ban nhân dân tỉnh trước ngày 10/7/2026."""
ENGLISH = """The committee shall report to the board of directors before the end of each quarter on the progress of the
projects, the funds that were spent and the risks that were found, and shall propose measures for the next quarter."""


@pytest.mark.parametrize("word", ["nghị", "quyết", "gì", "giữa", "quốc", "Ủy", "ỦY", "Đắk", "khuỷu", "nghiêng", "thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hdnh", "ngdy", "thuc-", "thọc5", "bàc", "phat", "nQi", "tĩch", "UBND", "shall"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "pictured", "state"),
    [
        (GOOD, 0.0, "believable"),
        (GOOD, 1.0, "believable"),
        (GOOD.upper(), 0.0, "believable"),
        (GARBAGE, 1.0, "garbage"),
        (ENGLISH, 0.0, "believable"),
        (MISNAMED, 0.0, "misnamed"),
        (HIGHLAND, 0.0, "believable"),
        (ABROAD, 0.0, "believable"),
        ("", 0.0, "missing"),
        ("12", 1.0, "missing"),
        ("Ký bởi: Sở Nội vụ Thời gian ký: 09/03/2026 08:15:30 +07:00", 1.0, "only_signature"),
        ("SAO Y; Văn phòng Ủy ban nhân dân tỉnh; 12/03/2026 08:15:30", 1.0, "only_signature"),
        ("(cid:12)(cid:7)(cid:88) " * 30 + GOOD[:40], 0.0, "garbage"),
        (" ".join(GOOD.replace(" ", "")), 0.0, "garbage"),
        ("PHỤ LỤC I\nDANH SÁCH CÁC ĐƠN VỊ\nTHCS Nguyễn Thị Định\nTHPT Lê Quý Đôn", 0.0, "believable"),
    ],
)
def test_verdicts(text: str, pictured: float, state: str) -> None:
    assert judge(text, pictured).state == state


@given(st.permutations(GOOD.split()), st.integers(1, 4), st.floats(0, 1))
def test_order_and_blanks_of_good_text_do_not_matter(words: list[str], blanks: int, pictured: float) -> None:
    assert judge((" " * blanks).join(words), pictured).believable


@given(st.permutations(GARBAGE.split()), st.floats(0.5, 1))
def test_garbage_is_garbage_in_any_order(words: list[str], pictured: float) -> None:
    assert judge("\n".join(words), pictured).state == "garbage"


@given(st.permutations(MISNAMED.split()))
def test_wrong_codes_are_seen_in_any_order(words: list[str]) -> None:
    assert judge("\n".join(words)).state == "misnamed"


@given(st.text(), st.floats(0, 1))
def test_any_text_has_a_verdict_with_shares(text: str, pictured: float) -> None:
    verdict = judge(text, pictured)
    assert verdict.reason
    assert 0 <= verdict.syllables <= 1 and 0 <= verdict.marked <= 1


@given(st.integers(0, 60))
def test_more_good_words_never_turn_good_text_into_garbage(count: int) -> None:
    words = GOOD.split()
    assert judge(" ".join(words[:count])).state != "garbage"
