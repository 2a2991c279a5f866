"""How benchmarks/mutants.py puts a fault into a function and finds the tests that run it; Cosmic Ray is not needed."""

from __future__ import annotations

import difflib
import tomllib
from functools import partial
from pathlib import Path

import mutants
import pytest
from mutation import cases, places, trial

SOURCE = """
LIMIT = 3
class Room:
    size: int = 2
    def doors(self):
        return [door for door in range(self.size) if door < LIMIT]
def one(n):
    return n + 1
"""


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("n + 1", "n - 1", "one"),
        ("door < LIMIT", "door > LIMIT", "doors"),
        ("LIMIT = 3", "LIMIT = 4", "<module>"),
        ("size: int = 2", "size: int = 3", "Room"),
        ("def one(n):", "def one(n=1):", "<module>"),
        ("n + 1", "(n + 1)", None),
    ],
)
def test_the_function_that_a_fault_changes(old: str, new: str, changed: str | None) -> None:
    before, after = (compile(text, "a.py", "exec") for text in (SOURCE, SOURCE.replace(old, new)))
    assert [one.co_name for one, _ in places._differing(before, after)] == ([changed] if changed else [])


STATEMENTS = """
def one(n):
    if (n and
            n > 1):
        return max(
            n,
            2)
    try:
        n += 1
    except ValueError:
        while True:
            n = 2
"""


@pytest.mark.parametrize(
    ("line", "first", "last"), [(3, 3, 4), (4, 3, 4), (5, 5, 7), (6, 5, 7), (9, 9, 9), (10, 8, 12), (11, 11, 11)]
)
def test_the_lines_that_run_before_a_fault_is_felt(line: int, first: int, last: int) -> None:
    assert places.spans(STATEMENTS, line) == range(first, last + 1)


def _steps(n: int) -> int:
    if n > 2:
        return max(
            n,
            1,
        )
    return sum(m for m in range(n))


def test_the_tests_that_run_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    first = _steps.__code__.co_firstlineno
    every = [cases.Case(str(n), _steps, {"n": n}) for n in range(5)]
    monkeypatch.setattr(cases, "cases", lambda: iter(every))
    known = cases.survey({__file__: frozenset(range(first, first + 7))})
    where = cases.key(_steps.__code__)
    assert sorted(known.reaching(where, range(first + 2, first + 6))) == ["3", "4"]
    assert sorted(known.reaching(where, [first + 6])) == ["0", "1", "2"]
    assert sorted(known.reaching(where, [first + 1])) == sorted(known.reaching(where, [9999])) == list("01234")
    assert sorted(known.passing) == list("01234")


def test_the_quickest_test_is_shown_first_one_that_compares_all_earlier() -> None:
    assert cases.turn("test_tasks.test_tasks[1]", 0.1) < cases.turn("test_tasks.test_tasks[2]", 0.2)
    assert cases.turn("test_whole_reading.test_a_table[1]", 0.5) < cases.turn("test_tasks.test_tasks[1]", 0.1)


def test_a_journal_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "j").write_text("a.py:1 X #0\ttest_a[1]\na.py:2 X #1\t\n", "utf-8")
    assert mutants.read(tmp_path / "j") == {"a.py:1 X #0": "test_a[1]", "a.py:2 X #1": ""}
    tally, asked = mutants.Tally(show=False, journal=tmp_path / "j"), list[int]()

    def find(line: int) -> str:
        asked.append(line)
        return "t"

    for line in (1, 3):
        path = places.HERE / "src" / "vnplans" / "a.py"
        tally.add(places.Mutant("time", path, "core/X", line - 1, line), partial(find, line))
    assert asked == [3]
    assert mutants.read(tmp_path / "j")["a.py:3 X #2"] == "t"


def test_what_cannot_matter_is_left_out() -> None:
    source = (
        "from functools import cache\n__all__ = ['a']\n@cache\ndef a(b: int | None) -> int | str:\n    return b or 1\n"
    )
    lines = [source.splitlines()[line - 1][column:end] for (line, column), (_, end) in places._idle(source)]
    assert sorted(lines) == ["__all__ = ['a']", "cache", "int | None", "int | str"]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("zip(a, b, strict=True)", "zip(a, b, strict=False)", True),
        ("sorted(a, reverse=True)", "sorted(a, reverse=False)", False),
    ],
)
def test_a_check_that_holds_always_is_no_fault(old: str, new: str, same: bool) -> None:
    assert (places._unchecked(f"c = {old}") == places._unchecked(f"c = {new}")) is same


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("def f(a, *, b=1, c): ...", "def f(a, /, b=1, c=2): ...", False),
        ("def f(a, *, b=1): ...", "def f(a, /, b=1): ...", True),
        ("def f(a, *, b): ...", "def f(a, /, b): ...", True),
        ("c = a * b", "c = a / b", False),
    ],
)
def test_how_arguments_may_be_given_is_no_fault(old: str, new: str, same: bool) -> None:
    assert (places._unnamed(old) == places._unnamed(new)) is same


def test_a_mutant_that_was_judged_has_its_reason_and_its_line() -> None:
    rows = tomllib.loads(places.EQUIVALENT.read_text("utf-8"))["row"]
    for row in rows:
        assert row["why"]
        source = (places.HERE / "src" / "vnplans" / row["file"]).read_text("utf-8")
        lines = [line.strip() for line in source.splitlines()]
        assert row["line"] not in lines
        assert difflib.get_close_matches(row["line"], lines, cutoff=0.75), f"no line like {row['line']}"


def test_what_is_never_below_stands_in_its_file() -> None:
    for row in tomllib.loads(places.EQUIVALENT.read_text("utf-8"))["never_below"]:
        assert row["why"]
        source = (places.HERE / "src" / "vnplans" / row["file"]).read_text("utf-8")
        assert [above for above in row["above"] if above not in source] == []


@pytest.mark.parametrize(
    ("line", "same"),
    [("if a  != b and c > d:", True), ("if a is not b and c > d:", False), ("if a > b and c != d:", False)],
)
def test_one_sign_is_another(line: str, same: bool) -> None:
    assert places._swapped("if a > b and c > d:", "a > b", "!=", line) is same


@pytest.mark.parametrize("told", ["if a > b + 1:", "if aa > b:", "if a > bb:", "if a > b(c):", "if x.a > b:"])
def test_a_sign_between_other_words_is_not_judged(told: str) -> None:
    assert not places._swapped(told, "a > b", "!=", told.replace(">", "!="))


def test_tests_are_found_with_their_parameters() -> None:
    found = list(cases.cases(("test_voice",)))
    assert len(found) > 10
    for case in found:
        case.run()


def test_a_process_of_its_own() -> None:
    def dies() -> None:
        raise SystemExit(3)

    assert trial.in_child(lambda: {"a": 1}) == {"a": 1}
    assert trial.in_child(dies) == "time"
