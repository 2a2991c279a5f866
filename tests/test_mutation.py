"""How benchmarks/mutants.py puts a fault into a function and finds the tests that run it; Cosmic Ray is not needed."""

from __future__ import annotations

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


def test_what_cannot_matter_is_left_out() -> None:
    source = (
        "from functools import cache\n__all__ = ['a']\n@cache\ndef a(b: int | None) -> int | str:\n    return b or 1\n"
    )
    lines = [source.splitlines()[line - 1][column:end] for (line, column), (_, end) in places._idle(source)]
    assert sorted(lines) == ["__all__ = ['a']", "cache", "int | None", "int | str"]


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
