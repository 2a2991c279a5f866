"""The fuzzers themselves: a few of their inputs in every run of the tests; hours of them: benchmarks/fuzz.py."""

from __future__ import annotations

import random
import time

import pytest
from fuzzing import laws, phrases, runs
from fuzzing.damage import CHANGES, changed, wrapped
from fuzzing.seeds import Seed, seeds

SEEDS = seeds()
SMALL = [seed for seed in SEEDS if len(seed.data) < 60_000 and ".doc." not in f"{seed.name}."]


@pytest.mark.parametrize("seed", SMALL, ids=[seed.name for seed in SMALL])
def test_sound_and_damaged_files_break_no_law(seed: Seed) -> None:
    why, documents = laws.read_by_law(seed.data)
    assert why is None
    assert laws.broken_twice(documents, seed.data) is None
    for number in range(3):
        made = changed(seed.data, seed.suffix, random.Random(f"test/{seed.name}/{number}"))
        assert laws.read_by_law(made)[0] is None, number


def test_records_of_many_files_are_written_in_every_format() -> None:
    small = [seed for seed in SMALL if seed.suffix in CHANGES][::4]
    records = [record for seed in small for document in laws.read_by_law(seed.data)[1] for record in document.records]
    assert len(records) > 5
    assert laws.unwritable(records) is None


@pytest.mark.parametrize("grammar", phrases.GRAMMARS)
def test_phrases_break_no_law(grammar: str) -> None:
    for number in range(150):
        text = phrases.phrase(random.Random(f"test/{number}"))
        assert phrases.GRAMMARS[grammar](text) is None, text


def test_one_seed_makes_one_input() -> None:
    one, other = (runs.made(1, 12)[2] for _ in range(2))
    assert one == other
    assert phrases.phrase(random.Random("1/1")) == phrases.phrase(random.Random("1/1"))


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_a_file_in_a_wrap_is_found(suffix: str) -> None:
    seed = next(
        seed
        for seed in SEEDS
        if seed.suffix == suffix and seed.name.startswith("small" if suffix == ".docx" else "act")
    )
    for number in range(8):
        data, outer = wrapped(seed.data, seed.suffix, random.Random(number))
        why, documents = laws.read_by_law(data)
        assert why is None
        assert documents, outer


def test_what_breaks_a_law_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr(laws, "read_each", broken)
    assert "KeyError" in (laws.broken_law(b"x") or "")
    monkeypatch.setattr(phrases, "GRAMMARS", {"broken": broken})
    assert [(name, "KeyError" in why) for name, why in phrases.broken_grammar("x")] == [("broken", True)]


def test_what_takes_too_long_is_ended() -> None:
    def spin() -> None:
        while True:
            time.process_time()

    with pytest.raises(laws.TooSlow), laws.ended_after(0.05):
        spin()


def test_finds_of_one_kind_are_told_once() -> None:
    why = 'Traceback\n  File "/x/src/vnplans/text.py", line 7, in clean\n    x\nKeyError: 1'
    assert runs.Find(1, "a.txt", why, b"").kind == 'KeyError: 1 text.py", line 7, in clean'
