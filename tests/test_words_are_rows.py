"""Words that a clerk knows stand in rows of data/*.toml: no pattern outside the grammars holds more than five."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "vnplans"
GRAMMARS = ("extract/time/", "extract/agencies/", "extract/outline/", "landmarks.py", "calendar.py", "phrases.py")
"""Where a pattern is the grammar itself."""
MOST = 5
# What is syntax in a pattern: names of groups, escapes, classes, counts
_SYNTAX = re.compile(r"\(\?P[<=]\w+[>)]?|\\.|\[[^\]]*\]|\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]{2,}")


def patterns(path: Path) -> Iterator[tuple[int, set[str]]]:
    """The line of each call of re.compile, and the words of its pattern."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if node.func.attr not in ("compile", "match", "search", "fullmatch", "sub", "split", "finditer", "findall"):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        yield node.lineno, {word for text in literals(node.args[0]) for word in _WORD.findall(_SYNTAX.sub(" ", text))}


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
