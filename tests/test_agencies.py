"""Bodies: rows of tests/cases/agencies.toml, and laws that hold for any text."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnplans.extract.agencies.cursor import cursor
from vnplans.extract.agencies.lists import coordinating, find_agencies, leading_agencies
from vnplans.extract.agencies.names import Mention, open_name, split_agencies
from vnplans.extract.agencies.tokens import tokens
from vnplans.knowledge import rows
from vnplans.knowledge.bodies import AgencyNameWords
from vnplans.text import clean

FILE = Path(__file__).parent / "cases" / "agencies.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
LISTS = [c for c in CASES if c["as"] != "name"]
NAMES = [c for c in CASES if c["as"] == "name"]
READERS = {"list": split_agencies, "subject": leading_agencies, "partners": coordinating}


@pytest.mark.parametrize("case", LISTS, ids=[f"{c['as']}: {c['text'][:60]}" for c in LISTS])
def test_names_as_printed(case: dict[str, Any]) -> None:
    assert [m.text for m in READERS[case["as"]](case["text"])] == case["names"]


@pytest.mark.parametrize("case", NAMES, ids=[c["text"] for c in NAMES])
def test_full_name(case: dict[str, Any]) -> None:
    agency = open_name(case["text"], case.get("province"), on=case.get("on"))
    assert agency.text == case["text"]
    got = (agency.name, agency.level, agency.province, agency.successor, agency.group)
    assert got == (case["name"], case.get("level"), case.get("of"), case.get("successor"), case.get("group", False))


# Laws over the rows: what a list says of its names does not hang on where it stands, nor on what stands beside it.

PLAIN = [c for c in LISTS if c["as"] == "list" and c["names"] and c["text"].startswith(c["names"][0])]


def listed(text: str) -> list[str]:
    return [mention.text for mention in split_agencies(text)]


@pytest.mark.parametrize("other", ["Tỉnh đoàn", "Sở Ngoại vụ", "Ban Quản lý các khu công nghiệp"])
@pytest.mark.parametrize("case", PLAIN, ids=[c["text"][:60] for c in PLAIN])
def test_a_list_between_others(case: dict[str, Any], other: str) -> None:
    """One, two or six words further on, and with more behind it."""
    assert listed(f"{other}; {case['text']}") == [other, *case["names"]]
    assert listed(f"{case['text'].rstrip(' .;')}; {other}") == [*case["names"], other]


@pytest.mark.parametrize("step", [1, 7, 20])
def test_two_lists_are_one(step: int) -> None:
    for number, one in enumerate(PLAIN):
        other = PLAIN[(number + step) % len(PLAIN)]
        assert listed(f"{one['text'].rstrip(' .;')}; {other['text']}") == [*one["names"], *other["names"]]


@pytest.mark.parametrize("case", [c for c in NAMES if not c.get("group")], ids=lambda c: c["text"])
def test_a_name_among_names(case: dict[str, Any]) -> None:
    assert listed(f"Tỉnh đoàn; {case['text']}; Sở Ngoại vụ") == ["Tỉnh đoàn", case["text"], "Sở Ngoại vụ"]


@pytest.mark.parametrize("case", [c for c in NAMES if not c.get("group")], ids=lambda c: c["text"])
def test_a_name_means_the_same_in_a_list(case: dict[str, Any]) -> None:
    province, on = case.get("province"), case.get("on")
    found = split_agencies(f"Tỉnh đoàn; {case['text']}; Sở Ngoại vụ", province=province, on=on)
    assert found[1].agency == open_name(case["text"], province, on=on)


IN_SENTENCES = [
    c for c in NAMES if not c.get("group") and c["text"] not in ("PHÒNG GD&ĐT YÊN LẬP", "Sở Nội vụ tỉnh khác")
]
"""Without a name from a letterhead, and one of words that no name goes on with in a sentence."""


@pytest.mark.parametrize("case", IN_SENTENCES, ids=lambda c: c["text"])
def test_a_name_in_sentences(case: dict[str, Any]) -> None:
    name = case["text"]
    assert [m.text for m in leading_agencies(f"{name} chủ trì rà soát hồ sơ")] == [name]
    assert [m.text for m in leading_agencies(f"{name} và Sở Ngoại vụ: rà soát hồ sơ.")] == [name, "Sở Ngoại vụ"]
    assert [m.text for m in find_agencies(f"Báo cáo kết quả về {name} trước ngày 10/6.")] == [name]
    partners = coordinating(f"Chủ trì, phối hợp với {name} và Sở Ngoại vụ rà soát hồ sơ.")
    assert [m.text for m in partners] == [name, "Sở Ngoại vụ"]


def test_a_full_name_reads_as_itself() -> None:
    for case in NAMES:
        assert open_name(case["name"], case.get("province"), on=case.get("on")).name == case["name"]


def test_offsets_are_those_of_the_words() -> None:
    text = "Giao các Sở: Tài chính, Xây dựng; Công an tỉnh phối hợp với UBND các xã"
    mentions = leading_agencies(text)
    assert [text[m.start : m.end] for m in mentions] == ["Tài chính", "Xây dựng", "Công an tỉnh"]
    partner = coordinating(text)[0]
    assert text[partner.start : partner.end] == partner.text == "UBND các xã"


def test_the_documents_own_province_and_host_are_put_in() -> None:
    (mention,) = split_agencies("Văn phòng Sở", province="Hà Nam", host="Sở Y tế tỉnh Hà Nam")
    assert (mention.agency.parent, mention.text) == ("Sở Y tế tỉnh Hà Nam", "Văn phòng Sở")
    (mention,) = split_agencies("UBND tỉnh", province="Hà Nam")
    assert (mention.agency.name, mention.agency.text) == ("Ủy ban nhân dân tỉnh Hà Nam", "UBND tỉnh")


def test_the_day_of_issue_says_which_of_two_bodies_is_meant() -> None:
    before, after = dt.date(2006, 5, 4), dt.date(2024, 5, 4)
    readers: list[tuple[Callable[..., tuple[Mention, ...]], str]] = [
        (split_agencies, "Sở VHTT"),
        (leading_agencies, "Giao Sở VHTT tổ chức"),
        (coordinating, "phối hợp với Sở VHTT tổ chức"),
        (find_agencies, "Báo cáo về Sở VHTT"),
    ]
    for reader, text in readers:
        for on, name in (
            (before, "Sở Văn hóa - Thông tin"),
            (after, "Sở Văn hóa và Thể thao"),
            (None, "Sở Văn hóa và Thể thao"),
        ):
            (mention,) = reader(text, on=on)
            assert (mention.text, mention.agency.name) == ("Sở VHTT", name)


def test_a_text_cut_in_the_middle_of_a_name_is_read_to_its_end() -> None:
    for text in ("Các tổ chức chính trị - xã", "Các đơn vị thuộc Việt", "UBND cấp cơ", "UBND cấp", "Các cơ quan thuộc"):
        for reader in (split_agencies, leading_agencies, find_agencies):
            for mention in reader(text):
                assert mention.end <= len(text)


def test_a_text_is_tokenised_once_for_all_who_read_it() -> None:
    text = "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính"
    assert tokens(text) is tokens(text)
    assert cursor(text, loose=True).t is cursor(text, loose=False).t
    assert find_agencies(text) == find_agencies(text)


@pytest.mark.parametrize("row", rows(AgencyNameWords), ids=lambda row: row.of)
def test_words_of_names_belong_to_the_name_before_an_unknown_verb(row: AgencyNameWords) -> None:
    for example in row.examples:
        if row.capitals:
            assert any(word in open_name(example).name.casefold() for word in row.words)
            assert open_name(example).name.split(" ")[-1].islower()
            continue
        found = leading_agencies(f"{example[:1].upper()}{example[1:]} blăm blóm các thứ")
        assert [m.text.casefold() for m in found] == [example.casefold()]


def test_mentions_anywhere() -> None:
    text = "Báo cáo kết quả về Sở Nội vụ để trình Chủ tịch UBND tỉnh xem xét"
    assert [m.text for m in find_agencies(text)] == ["Sở Nội vụ", "Chủ tịch UBND tỉnh"]


_VOCABULARY = """
Sở Nội vụ Tài chính , ; và các sở ban ngành UBND huyện xã : ( ) Công an tỉnh phối hợp với Giao Ban hành Quản lý dự án
Giám đốc thuộc liên quan & / - đơn vị Trung tâm Y tế 2 Bộ Phòng chống chính trị - xã hội Việt Nam cấp cơ sở trung ương
"""
_WORDS = st.sampled_from(_VOCABULARY.split())


@given(st.lists(_WORDS, max_size=16))
def test_any_words_give_mentions_in_order_within_the_text(words: list[str]) -> None:
    text = clean(" ".join(words))
    for reader in (split_agencies, leading_agencies, find_agencies):
        mentions = reader(text)
        assert all(0 <= m.start < m.end <= len(text) for m in mentions)
        assert all(a.end <= b.start for a, b in pairwise(mentions))
        assert all(m.text.endswith(text[m.start : m.end]) for m in mentions)
    for mention in coordinating(text):
        assert mention.agency.name
