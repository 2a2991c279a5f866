"""Every set phrase and every refusal reads its examples, and none of its negatives."""

from __future__ import annotations

import re

import pytest

from vnplans.extract.orders.refusals import orders_nothing, tells_situation
from vnplans.knowledge import alternatives, at_word_start, rows
from vnplans.knowledge.tables import Phrase, Refusal
from vnplans.phrases import expand, needed, phrase
from vnplans.text import fold

PRINTED = {
    "announced.association",
    "names.person",
    "announced.city",
    "sentences.short",
    "subject.behind",
    "subject.small",
    "subject.receives",
    "doers.small",
    "places.unit",
    "strangers.person",
    "units.person",
    "units.code",
    *(
        f"announced.{name}"
        for name in (
            "gap",
            "head_of_state",
            "place",
            "office",
            "person",
            "prefix",
            "mister",
            "unknown_body",
            "no_order",
            "coordinated",
            "second_office",
            "kept_head",
        )
    ),
}
"""Phrases that are read on the text as printed."""


@pytest.mark.parametrize("row", rows(Phrase), ids=lambda row: row.name)
def test_phrase(row: Phrase) -> None:
    pattern = phrase(row.name)
    find = pattern.match if row.at == "start" else pattern.search
    for text in row.examples:
        assert row.name in PRINTED or fold(text) == text
        assert find(text), text
    for text in row.negatives:
        assert not find(text), text


def test_names_are_told_once() -> None:
    names = [row.name for row in rows(Phrase)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", rows(Refusal), ids=lambda row: row.code)
def test_refusal(row: Refusal) -> None:
    for text in row.examples:
        if row.told:
            assert tells_situation(fold(text)), text
        else:
            found = orders_nothing(fold(text), led=False, opening=True)
            assert found is not None, text
            assert found[0] == row.code, text
    for text in row.negatives:
        if row.told:
            assert not tells_situation(fold(text)), text
        else:
            found = orders_nothing(fold(text), led=False, opening=True)
            assert found is None or found[0] != row.code, text


def test_a_paragraph_that_names_its_doer_is_a_duty() -> None:
    words = "thực hiện rà soát hộ nghèo trên địa bàn;"
    assert orders_nothing(words, led=False, opening=True) is not None
    assert orders_nothing(words, led=True, opening=True) is None


def test_a_ground_before_a_duty_is_no_basis_below_a_heading() -> None:
    duty = fold("Căn cứ mực nước, tổ chức trực đê;")
    assert orders_nothing(duty, led=False, opening=True) is not None
    assert orders_nothing(duty, led=False, opening=False) is None


@pytest.mark.parametrize(
    ("form", "words", "figure"),
    [
        (r"[^.;]{0,300}kính mời", "kính mời", False),
        (r".{0,700}\b(?:căn cứ|theo) quyết định (?:này )?thi hành\b.{0,12}$", " quyết định ", False),
        (r"[^.;:]{2,120}? {has}\b[^.;:]{0,90}?\d[\d.,]*\s*{units}(?!\w)", " ", True),
        (r"[^.;:]{2,90}\((?:để )?{report}\)[\s.;]*$", "(", False),
        (r"đối với cáca?", "đối với các", False),
        (r"đến hạn\d?", "đến hạn", False),
        (r"trước hạn|quá hạn", "", False),
    ],
)
def test_what_a_form_needs(form: str, words: str, figure: bool) -> None:
    assert needed(form) == (words, figure)


@pytest.mark.parametrize("row", rows(Refusal), ids=lambda row: row.code)
def test_what_it_needs_stands_in_all_that_a_form_fits(row: Refusal) -> None:
    for form in row.forms:
        pattern, (words, figure) = re.compile(expand(form, row.lists)), needed(form)
        for key in filter(pattern.match, map(fold, row.examples)):
            assert words in key
            assert not figure or any(map(str.isdigit, key))


@pytest.mark.parametrize("row", rows(Phrase), ids=lambda row: row.name)
def test_a_quick_search_finds_what_the_form_says(row: Phrase) -> None:
    plain = re.compile(expand(row.form, row.lists))
    for text in (*row.examples, *row.negatives, *(f"x{text}, {text}" for text in row.examples)):
        assert [m.span() for m in phrase(row.name).finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_words_begin_at_a_word() -> None:
    words = ["rà soát", "rà", "soát", "Rà"]
    plain, quick = re.compile(rf"\b{alternatives(words)}"), re.compile(at_word_start(words))
    for text in ("rà soát", "xrà soát", "(rà) Rà", "_rà", "rà\nsoát", "1soát, soát"):
        assert [m.span() for m in quick.finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("when.of_group", "trong tháng " + "10/2025, " * 40 + "các thôn"),
        ("when.of_group", "hoàn thành xong " * 40 + "sớm"),
        ("headers.all_above", "hoàn thành xong " * 40 + "sớm"),
        ("rows.noted_time", "trước " + "20/9, " * 40 + "các thôn"),
        ("rows.noted_time", "trước 20/9" + "1" * 40 + "?"),
        ("announced.passive", " vừa được ubnd tỉnh ban hành" + "vừa mới " * 40),
        ("announced.before_day", "chiều tối " * 40 + "?"),
        ("context.approves", "phê duyệt " + "điều chỉnh và bổ sung " * 40),
    ],
)
def test_a_phrase_gives_up_soon(name: str, words: str) -> None:
    """No digit and no word may be read in two ways: each more would double the time."""
    assert phrase(name).fullmatch(words) is None
