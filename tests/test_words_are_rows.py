"""Words that a clerk knows stand in rows of data/*.toml: no pattern outside the grammars holds more than five."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "vnplans"
GRAMMARS = ("extract/time/", "extract/agencies/", "extract/outline/", "landmarks/", "calendar.py", "phrases.py")
"""Where a pattern is the grammar itself."""
MOST = 5
# What is syntax in a pattern: names of groups, escapes, classes, counts
_SYNTAX = re.compile(r"\(\?P[<=]\w+[>)]?|\\.|\[[^\]]*\]|\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OF_RE = ("compile", "match", "search", "fullmatch", "sub", "split", "finditer", "findall")


def patterns(path: Path) -> Iterator[tuple[int, set[str]]]:
    """The line of each call of `regex` or of a function of re, and the words of its pattern."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and _takes_pattern(node.func):
            told = literals(node.args[0])
            yield node.lineno, {word for text in told for word in _WORD.findall(_SYNTAX.sub(" ", text))}


def _takes_pattern(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "regex"
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)):
        return False
    return function.value.id == "re" and function.attr in _OF_RE


def literals(node: ast.AST) -> Iterator[str]:
    """The strings that a pattern is written with, but for the names of rows that a call asks for."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif not isinstance(node, ast.Call):
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


MODULES = [p for p in sorted(PACKAGE.rglob("*.py")) if not p.relative_to(PACKAGE).as_posix().startswith(GRAMMARS)]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_no_pattern_is_a_list_of_words(path: Path) -> None:
    long = [f"{path.name}:{line}: {len(words)} words" for line, words in patterns(path) if len(words) > MOST]
    assert not long
