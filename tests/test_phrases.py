"""Every set phrase and every refusal reads its examples, and none of its negatives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from vnplans.extract.orders.refusals import orders_nothing, tells_situation
from vnplans.knowledge import table
from vnplans.phrases import phrase
from vnplans.text import fold

PHRASES = table("phrases")
REFUSALS = table("refusals")
PRINTED = {
    "sentences.short",
    "subject.behind",
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
        )
    ),
}
"""Phrases that are read on the text as printed."""


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row["name"])
def test_phrase(row: Mapping[str, Any]) -> None:
    pattern = phrase(row["name"])
    find = pattern.match if row.get("at") == "start" else pattern.search
    for text in row["examples"]:
        assert row["name"] in PRINTED or fold(text) == text
        assert find(text), text
    for text in row["negatives"]:
        assert not find(text), text


def test_names_are_told_once() -> None:
    names = [row["name"] for row in PHRASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row["code"])
def test_refusal(row: Mapping[str, Any]) -> None:
    for text in row["examples"]:
        if row.get("told"):
            assert tells_situation(fold(text)), text
        else:
            found = orders_nothing(fold(text), led=False)
            assert found is not None, text
            assert found[0] == row["code"], text
    for text in row["negatives"]:
        if row.get("told"):
            assert not tells_situation(fold(text)), text
        else:
            found = orders_nothing(fold(text), led=False)
            assert found is None or found[0] != row["code"], text


def test_a_paragraph_that_names_its_doer_is_a_duty() -> None:
    words = "thực hiện rà soát hộ nghèo trên địa bàn;"
    assert orders_nothing(words, led=False) is not None
    assert orders_nothing(words, led=True) is None
