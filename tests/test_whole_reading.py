"""What is read of the texts that the tests hold stays as it was looked at: every value, where its words stand, every
note (tests/readings). Where a rule is meant to change it, `python tests/write_readings.py` writes it anew, and
`git diff` is what there is to look at. A text that is new or was changed is compared once it is written there."""

from __future__ import annotations

import pytest
import what_is_read
from whole_reading import FILES, Text, kept, texts

PARTS = 200
"""Of the lines, each a test."""


def _numbered(file: str) -> list[int]:
    return list(range(len(texts(file))))


def _compare(file: str, *some: Text) -> None:
    known = [text for text in some if text.key in kept(file)]
    assert {text.name: list(text.read()) for text in known} == {text.name: kept(file)[text.key] for text in known}


@pytest.mark.parametrize("part", range(PARTS))
def test_bodies_and_times_of_every_line(part: int) -> None:
    _compare("sentences", *(text for text in texts("sentences") if int(text.key, 16) % PARTS == part))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_line_as_an_order(part: int) -> None:
    _compare("orders", *(text for text in texts("orders") if int(text.key, 16) % PARTS == part))


@pytest.mark.parametrize("number", _numbered("drawn"))
def test_what_lots_put_together(number: int) -> None:
    _compare("drawn", texts("drawn")[number])


@pytest.mark.parametrize("number", _numbered("outlines"))
def test_an_act_as_a_tree(number: int) -> None:
    _compare("outlines", texts("outlines")[number])


@pytest.mark.parametrize("number", _numbered("tables"))
def test_a_table_in_all_it_says(number: int) -> None:
    _compare("tables", texts("tables")[number])


@pytest.mark.parametrize("number", _numbered("tasks"))
def test_tasks_in_all_they_say(number: int) -> None:
    _compare("tasks", texts("tasks")[number])


@pytest.mark.parametrize("number", _numbered("natures"))
def test_what_orders_nothing_in_all_it_says(number: int) -> None:
    _compare("natures", texts("natures")[number])


@pytest.mark.parametrize("number", _numbered("open"))
def test_a_document_in_all_it_says(number: int) -> None:
    _compare("open", texts("open")[number])


@pytest.mark.parametrize("file", FILES)
def test_most_is_compared(file: str) -> None:
    found = [text.key in kept(file) for text in texts(file)]
    assert sum(found) >= 0.8 * len(found), "python tests/write_readings.py"


def test_a_change_anywhere_shows() -> None:
    """Of a body, of its place, of a note."""
    (text,) = [text for text in texts("tasks") if text.name == "heading hands its agency down"]
    lines = list(text.read())
    assert (
        "lead_agencies/0 text Sở Y tế, name Sở Y tế tỉnh Nghệ An, level province, province Nghệ An @1:3-10 heading"
        in lines
    )
    assert what_is_read.value({"a": [], "b": "x", "c": [{"d": 1}]}) == "b x, c (d 1)"
