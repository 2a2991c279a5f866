"""The mutants of a room, without those that cannot matter."""

from __future__ import annotations

import ast
import re
import tomllib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

__all__ = ["EQUIVALENT", "HERE", "ROOMS", "Change", "Mutant", "changed", "mutants", "spans"]

HERE = Path(__file__).resolve().parents[2]
ROOMS = {
    "time": ("extract/time/*.py", "calendar.py"),
    "agencies": ("extract/agencies/*.py",),
    "outline": ("extract/outline/*.py",),
    "orders": ("extract/orders/*.py",),
    "duties": ("extract/duties/*.py",),
    "tables": ("extract/tables/*.py",),
    "numbers": ("extract/numbers.py", "extract/fields/citations.py", "extract/fields/targets.py"),
}
SAME = ("/NoOp", "_Eq_Is", "_NotEq_IsNot", "_Is_Eq", "_IsNot_NotEq")
"""Operators that change nothing: what is compared here, signs, small numbers and None, is one object wherever it is."""
EQUIVALENT = Path(__file__).with_name("equivalent.toml")
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mutant:
    room: str
    path: Path
    operator: str
    occurrence: int
    line: int

    @property
    def module(self) -> str:
        return ".".join(("vnplans", *self.path.relative_to(HERE / "src" / "vnplans").with_suffix("").parts))

    @property
    def source(self) -> str:
        """The module's source with the fault in it."""
        from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
        from cosmic_ray.plugins import get_operator  # noqa: PLC0415

        return mutate_code(self.path.read_text("utf-8"), get_operator(self.operator)(), self.occurrence) or ""

    @property
    def is_equivalent(self) -> bool:
        """Was it judged to be one that no test can tell from the code?"""
        file, line = self.path.relative_to(HERE / "src" / "vnplans").as_posix(), self.source.splitlines()[self.line - 1]
        if (file, line.strip()) in _judged():
            return True
        other = next((sign for name, sign in _OTHER.items() if self.operator.endswith(name)), None)
        if other is None:
            return False
        told = self.path.read_text("utf-8").splitlines()[self.line - 1]
        return any(_swapped(told, above, other, line) for of, above in _never_below() if of == file)

    def __str__(self) -> str:
        where = self.path.relative_to(HERE / "src" / "vnplans")
        return f"{where}:{self.line} {self.operator.removeprefix('core/')} #{self.occurrence}"


@cache
def _judged() -> frozenset[tuple[str, str]]:
    return frozenset((row["file"], row["line"]) for row in tomllib.loads(EQUIVALENT.read_text("utf-8"))["row"])


_OTHER = {"_Gt_NotEq": "!=", "_Gt_IsNot": "is not"}
"""What says the same as ">" of a whole number that is never below the other; small ones are one object."""


@cache
def _never_below() -> tuple[tuple[str, str], ...]:
    found = tomllib.loads(EQUIVALENT.read_text("utf-8"))["never_below"]
    return tuple((row["file"], above) for row in found for above in row["above"])


def _swapped(told: str, above: str, other: str, line: str) -> bool:
    """Is the line what it was, but for the sign of one such comparison?"""
    whole = rf"(?<![\w.]){re.escape(above)}(?![\w.(\[]| [-+*/])"
    sides = above.replace(" > ", f" {other} ")
    made = (told[: found.start()] + sides + told[found.end() :] for found in re.finditer(whole, told))
    return any(one.split() == line.split() for one in made)


def mutants(room: str) -> Iterator[Mutant]:
    """Every mutant of a room, in the order of its files."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415

    for pattern in ROOMS[room]:
        for path in sorted((HERE / "src" / "vnplans").glob(pattern)):
            tree, idle = get_ast_from_path(path), _idle(path.read_text("utf-8"))
            for name in operator_names():
                operator = get_operator(name)
                if operator.arguments() or "RemoveDecorator" in name or name.endswith(SAME):
                    continue
                places = (place for node in ast_nodes(tree) for place in operator().mutation_positions(node))
                for occurrence, ((line, column), _) in enumerate(places):
                    if not any(start <= (line, column) < end for start, end in idle):
                        yield Mutant(room, path, name, occurrence, line)


def _idle(source: str) -> list[tuple[Place, Place]]:
    """Where a change changes nothing that runs: annotations, decorators, `__all__`, imports for types."""
    found: list[ast.AST] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found += node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns:
            found.append(node.returns)
        if isinstance(node, ast.arg) and node.annotation:
            found.append(node.annotation)
        if isinstance(node, ast.AnnAssign):
            found.append(node.annotation)
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            found.append(node)
    lines = source.splitlines()

    def place(line: int, bytes_before: int) -> Place:
        return line, len(lines[line - 1].encode()[:bytes_before].decode())

    return [
        (place(n.lineno, n.col_offset), place(n.end_lineno, n.end_col_offset))
        for n in found
        if isinstance(n, ast.expr | ast.stmt) and n.end_lineno is not None and n.end_col_offset is not None
    ]


# What of the compiled module a mutant changes -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """The function of a module whose code a mutant changes, and the lines that run before the change can be felt; no
    function where it changes what runs when the module is loaded."""

    old: CodeType | None
    new: CodeType | None
    lines: range = range(0)


def changed(mutant: Mutant) -> Change | None:
    """What a mutant changes; None where the compiled module is the same, or none ("*" of named arguments as "+"), and
    where it only leaves out a check that holds always (`zip(..., strict=True)`) or lets arguments be given otherwise
    ("*" of named arguments as "/"): every call gives them by name, which mypy holds."""
    for ending, plain in ((("ReplaceTrueWithFalse",), _unchecked), (("_Mul_Div",), _unnamed)):
        if mutant.operator.endswith(ending) and plain(mutant.path.read_text("utf-8")) == plain(mutant.source):
            return None
    old = _compiled(mutant.path)
    try:
        with warnings.catch_warnings(action="ignore"):  # "is" with a literal
            new = compile(mutant.source, str(mutant.path), "exec", dont_inherit=True)
    except SyntaxError:
        return None
    pairs = list(_differing(old, new))
    if not pairs:
        return None
    ((one, other),) = pairs if len(pairs) == 1 else [(old, new)]
    function = one is not old and one.co_flags & 0x2  # CO_NEWLOCALS: a function, no class
    lines = spans(mutant.path.read_text("utf-8"), mutant.line)
    return Change(one, other, lines) if function else Change(None, None)


def _unchecked(source: str) -> str:
    """The module without the word of `zip` that its parts are of one length."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.keywords = [word for word in node.keywords if word.arg != "strict"]
    return ast.dump(tree)


def _unnamed(source: str) -> str:
    """The module with the arguments of each function in one row, however they may be given."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.arguments):
            node.args = [*node.posonlyargs, *node.args, *node.kwonlyargs]
            node.defaults = [*node.defaults, *(word for word in node.kw_defaults if word)]
            node.posonlyargs, node.kwonlyargs, node.kw_defaults = [], [], []
    return ast.dump(tree)


def spans(source: str, line: int) -> range:
    """The lines of the statement that holds a line: of one that holds others (if, for, with) those before them."""
    held = range(line, line + 1)
    for node in ast.walk(ast.parse(source)):  # outer ones before inner ones
        if not isinstance(node, ast.stmt) or not node.lineno <= line <= (node.end_lineno or node.lineno):
            continue
        inner = [child.lineno for child in ast.walk(node) if isinstance(child, ast.stmt) and child is not node]
        ends = min(inner, default=(node.end_lineno or node.lineno) + 1)
        within = line < ends or line == node.lineno
        held = range(node.lineno, max(ends, node.lineno + 1) if within else (node.end_lineno or node.lineno) + 1)
    return held


@cache
def _compiled(path: Path) -> CodeType:
    return compile(path.read_text("utf-8"), str(path), "exec", dont_inherit=True)


def _differing(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The outermost functions that differ, or what holds them where it differs itself."""
    pairs = [(a, b) for a, b in zip(_inner(old), _inner(new), strict=False) if a != b]
    holds_functions = not old.co_flags & 0x2
    if len(_inner(old)) != len(_inner(new)) or _own(old) != _own(new) or (pairs and not holds_functions):
        yield old, new
        return
    for one, other in pairs:
        yield from _differing(one, other)


def _inner(code: CodeType) -> list[CodeType]:
    return [const for const in code.co_consts if isinstance(const, CodeType)]


def _own(code: CodeType) -> tuple[object, ...]:
    consts = tuple((type(c), c) for c in code.co_consts if not isinstance(c, CodeType))
    return code.co_code, consts, code.co_names, code.co_varnames, code.co_freevars
