"""What orders nothing is told from directives that look like it: rows of tests/cases/natures.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import text_act

from vnplans.models import Directive
from vnplans.pipeline import parse_bytes, parse_pages, source_of

FILE = Path(__file__).parent / "cases" / "natures.toml"
CASES: list[dict[str, Any]] = tomllib.loads(FILE.read_text("utf-8"))["case"]
PLAIN = [case for case in CASES if "|\n" not in case["text"] and case.get("plain", True)]
"""Cases that a file without any look can hold: no tables."""


def ids(cases: list[dict[str, Any]]) -> list[str]:
    return [case["name"] for case in cases]


def judged(case: dict[str, Any], records: list[Directive]) -> None:
    said = [note for note in records[0].notes if note.code == "not_a_directive"]
    tasks = sum(len(record.tasks) for record in records)
    if not case["nature"]:
        assert not said, said[0].message
        assert case.get("fewest", 0) <= tasks <= case.get("most", tasks)
        assert not case.get("unsure") or any(note.code == "nature_unsure" for note in records[0].notes)
        return
    assert said
    assert tasks == 0


def typed(case: dict[str, Any]) -> list[Directive]:
    pages = text_act.paper(case["text"])
    return parse_pages(pages, source_of(pages, case["name"].encode(), "a.docx"))


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_with_its_look(case: dict[str, Any]) -> None:
    judged(case, typed(case))


@pytest.mark.parametrize("case", PLAIN, ids=ids(PLAIN))
def test_as_plain_text(case: dict[str, Any]) -> None:
    judged(case, parse_bytes(text_act.plain(case["text"]).encode(), name="a.txt"))


def test_the_note_says_what_it_is_and_the_header_stays() -> None:
    case = next(case for case in CASES if case["name"] == "a notice of admission with number and recipients")
    (record,) = typed(case)
    assert record.number is not None
    assert record.number.text == "45/TB-CĐKT"
    (note,) = [note for note in record.notes if note.code == "not_a_directive"]
    assert note.severity == "review"
    assert "tuyển sinh" in note.message
