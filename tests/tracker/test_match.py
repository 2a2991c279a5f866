"""Which task of a corrected act is which: the table of edits, and laws."""

from __future__ import annotations

import itertools
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnplans.tracker import Work, match_works
from vnplans.tracker.assign import assign

TABLE = tomllib.loads((Path(__file__).parent / "edits.toml").read_text(encoding="utf-8"))
CASES = TABLE["case"]


def work(told: str, number: int) -> Work:
    """ "~A|Sở Nội vụ;Sở Y tế|2024-06-30": `~` for a row that is gone."""
    words, *more = told.lstrip("~").split("|")
    leads = tuple(more[0].split(";")) if more and more[0] else ()
    deadline = more[1] if len(more) > 1 else ""
    content = TABLE["words"].get(words, words)
    return Work(content, f"II.{number}", leads, deadline, gone=told.startswith("~"))


def works(told: list[str]) -> list[Work]:
    return [work(text, number) for number, text in enumerate(told, 1)]


def numbers(table: dict[str, int]) -> dict[int, int]:
    return {int(key): value for key, value in table.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_edits(case: dict[str, Any]) -> None:
    found = match_works(works(case["old"]), works(case["new"]))
    assert {m.old: m.new for m in found.pairs if m.sure} == numbers(case["pairs"])
    assert {m.old: m.new for m in found.pairs if not m.sure} == numbers(case.get("unsure", {}))
    assert found.parts == numbers(case.get("parts", {}))
    assert found.absorbed == numbers(case.get("absorbed", {}))


SYLLABLES = ["rà", "soát", "kiểm", "tra", "báo", "cáo", "hồ", "sơ", "mùa", "mưa", "tập", "huấn"]
WORKS = st.lists(
    st.builds(
        Work,
        content=st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=10).map(" ".join),
        where=st.sampled_from(["I.1", "I.2", "II.1"]),
        leads=st.sampled_from([(), ("Sở Y tế",), ("Sở Nội vụ",)]),
        deadline=st.sampled_from(["", "2024-06-30"]),
        gone=st.booleans(),
    ),
    max_size=8,
)


@given(WORKS, WORKS)
def test_every_task_stands_in_one_place(old: list[Work], new: list[Work]) -> None:
    found = match_works(old, new)
    assert sorted([m.old for m in found.pairs] + found.dropped) == list(range(len(old)))
    assert sorted([m.new for m in found.pairs] + found.added) == list(range(len(new)))
    assert set(found.parts) <= set(found.added)
    assert set(found.absorbed) <= set(found.dropped)
    assert not set(found.absorbed.values()) & set(found.dropped)


@given(WORKS)
def test_an_act_is_surely_itself(old: list[Work]) -> None:
    living = [Work(w.content, w.where, w.leads, w.deadline) for w in old]
    found = match_works(living, living)
    assert [(m.old, m.new, m.sure) for m in found.pairs] == [(n, n, True) for n in range(len(old))]


@given(WORKS, st.randoms(use_true_random=False))
def test_words_of_another_lead_are_never_surely_taken(old: list[Work], rng: random.Random) -> None:
    """Of several tasks of the same words that are led by others, none gets a row that is not its lead's."""
    leads = [f"Sở {name}" for name in "ABCDEF"]
    mine = [Work("Báo cáo kết quả thực hiện", f"I.{n}", (lead,)) for n, lead in enumerate(leads[:4])]
    theirs = [Work("Báo cáo kết quả thực hiện", f"I.{n}", (lead,)) for n, lead in enumerate(rng.sample(leads, 4))]
    for match in match_works(mine, theirs).pairs:
        if match.sure:
            assert mine[match.old].leads == theirs[match.new].leads


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(0, 3)), st.integers(1, 20).map(float), max_size=12))
def test_the_assignment_is_the_best_one(scores: dict[tuple[int, int], float]) -> None:
    """Against every possibility, where no pair is clear beyond question."""
    scores = {pair: score / 200 for pair, score in scores.items()}
    best = 0.0
    rows = sorted({i for i, _ in scores})
    for columns in set(itertools.permutations([*range(4), *[-1] * 4], len(rows))):
        best = max(best, sum(scores.get(pair, 0.0) for pair in zip(rows, columns, strict=True)))
    found = assign(scores)
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    assert sum(scores[pair] for pair in found) >= best - 1e-9
