"""Laws that hold for any text and any tasks."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from vnplans import export
from vnplans.diff import compare
from vnplans.diff.words import marked
from vnplans.export.csv import safe
from vnplans.export.rows import shorten
from vnplans.models import Task
from vnplans.text import clean

from .records import plan, task

SLOW = settings(max_examples=30)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=400).map(clean).filter(bool)
SYLLABLES = ["rà", "soát", "kiểm", "tra", "báo", "cáo", "hồ", "sơ", "mùa", "mưa"]
WORDS = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=12)


@st.composite
def task_lists(draw: st.DrawFn) -> list[Task]:
    contents = draw(st.lists(WORDS.map(" ".join), max_size=8))
    return [task(f"I.{i}", content) for i, content in enumerate(contents)]


@given(st.text(max_size=600), st.integers(2, 300))
def test_a_short_text_is_short_and_begins_the_same(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(TEXTS)
def test_safe_text_begins_no_formula_and_keeps_its_words(text: str) -> None:
    assert safe(text) in (text, f"'{text}")
    assert not safe(text).startswith(("=", "+", "-", "@"))


@SLOW
@given(TEXTS)
def test_any_text_comes_back_from_csv_and_ics(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table, calendar = Path(folder, "x.csv"), Path(folder, "x.ics")
        export.write([plan(tasks=[task("1", text)])], "csv", table)
        export.write([plan(tasks=[task("1", text)])], "ics", calendar)
        with table.open(encoding="utf-8-sig", newline="") as stream:
            assert [row["Nội dung nhiệm vụ"] for row in csv.DictReader(stream)] == [safe(text)]
        (todo,) = Calendar.from_ical(calendar.read_bytes()).walk("VTODO")
        assert str(todo["DESCRIPTION"]).startswith(f"Nội dung: {text}\n")


@given(WORDS, WORDS)
def test_marked_holds_both_texts(old: list[str], new: list[str]) -> None:
    shown = marked(" ".join(old), " ".join(new))
    parts = shown.replace("[-", " < ").replace("-]", " > ").replace("{+", " ( ").replace("+}", " ) ").split()
    sides: dict[str, list[str]] = {"old": [], "new": []}
    inside = ""
    for part in parts:
        if part in "<>()":
            inside = part if part in "<(" else ""
            continue
        if inside != "(":
            sides["old"].append(part)
        if inside != "<":
            sides["new"].append(part)
    assert sides == {"old": old, "new": new}


@given(task_lists())
def test_an_act_is_the_same_as_itself(tasks: list[Task]) -> None:
    assert compare(plan(tasks=tasks), plan(tasks=tasks)).same


@given(task_lists(), task_lists())
def test_every_task_is_told_just_once(old: list[Task], new: list[Task]) -> None:
    found = compare(plan(tasks=old), plan(tasks=new))
    paired = len(found.changed) + found.unchanged
    assert paired + len(found.dropped) == len(old)
    assert paired + len(found.added) == len(new)
