#!/usr/bin/env python3
"""Mutation testing of the grammars: how many small faults put into them do the case tests find?

    python benchmarks/mutants.py --count 500 --seed 1              a sample over all rooms below
    python benchmarks/mutants.py time agencies --count 50 --show   two rooms, with the mutants that no test found

Cosmic Ray makes the mutants (another operator, comparison, number, keyword ...); each lives in a process of its own,
nothing is written to a file. What cannot matter is left out: type annotations, decorators (caches, slots), `__all__`.
The tests are those that pass without a mutant, one after the other until one fails: the tables of cases and the laws,
without those that hypothesis draws. Exit code 1 if fewer than --least of the mutants are found.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import itertools
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parents[1]
ROOMS = {
    "time": ("extract/time/*.py", "calendar.py"),
    "agencies": ("extract/agencies/*.py",),
    "outline": ("extract/outline/*.py",),
    "orders": ("extract/orders/*.py",),
    "duties": ("extract/duties/*.py",),
    "tables": ("extract/tables/*.py",),
    "numbers": ("extract/numbers.py", "extract/fields/citations.py", "extract/fields/targets.py"),
}
TESTS = {
    "time": ("test_deadlines", "test_dates"),
    "agencies": ("test_agencies",),
    "outline": ("test_outline", "test_where", "test_outline_scan"),
    "numbers": ("test_targets", "test_dates"),
    "tables": ("test_tasks_tables",),
}
EVERY = ("test_tasks", "test_tasks_tables", "test_targets", "test_agencies", "test_deadlines", "test_head_cases")
"""Behind a room's own tests, those of the rooms that are built on it."""
SLOW = ("test_no_gate_hides_a_match", "test_points_are_found_where_they_may_begin")
"""Laws over all texts that take longer than all cases together."""
SECONDS = 60
"""Of the processor, for one mutant: a loop without an end is found by it."""


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

    def __str__(self) -> str:
        where = self.path.relative_to(HERE / "src" / "vnplans")
        return f"{where}:{self.line} {self.operator.removeprefix('core/')} #{self.occurrence}"


def mutants(room: str) -> Iterator[Mutant]:
    """Every mutant of a room, in the order of its files."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415

    for pattern in ROOMS[room]:
        for path in sorted((HERE / "src" / "vnplans").glob(pattern)):
            tree, idle = get_ast_from_path(path), _idle(path.read_text("utf-8"))
            for name in operator_names():
                operator = get_operator(name)
                if operator.arguments() or "RemoveDecorator" in name or name == "core/NoOp":
                    continue
                places = (place for node in ast_nodes(tree) for place in operator().mutation_positions(node))
                for occurrence, ((line, column), _) in enumerate(places):
                    if not any(start <= (line, column) < end for start, end in idle):
                        yield Mutant(room, path, name, occurrence, line)


Place = tuple[int, int]


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


# One mutant in a process of its own ----------------------------------------------------------------------------------


class Mutated(importlib.abc.SourceLoader, importlib.abc.MetaPathFinder):
    """Gives one module another source."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_filename(self, fullname: str) -> str:
        return str(self.path)

    def get_data(self, path: str) -> bytes:
        return self.source.encode()


def found(mutant: Mutant, known: frozenset[str]) -> str:
    """The test that finds a mutant, "import" or "time" where it goes no further; "" for none."""
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator  # noqa: PLC0415

    source = mutate_code(mutant.path.read_text("utf-8"), get_operator(mutant.operator)(), mutant.occurrence)
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        sys.meta_path.insert(0, Mutated(mutant.module, mutant.path, source or ""))
        _silent()
        os.write(write, next(iter(failing(_tests(mutant.room), known)), "").encode()[:500])
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return said if os.waitstatus_to_exitcode(status) == 0 else "time"


def passing(rooms: Sequence[str]) -> frozenset[str]:
    """The names of the tests of the rooms that pass without a mutant."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        _silent()
        modules = list(dict.fromkeys(name for room in rooms for name in _tests(room)))
        everything = {name for module in modules for name, _, _ in _cases(importlib.import_module(module))}
        failed = set(failing(modules, frozenset(everything)))
        with os.fdopen(write, "w", encoding="utf-8") as pipe:
            pipe.write("\n".join(sorted(everything - failed)))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        names = pipe.read()
    os.waitpid(child, 0)
    return frozenset(names.split("\n"))


def _silent() -> None:
    null = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(null, stream)


def _tests(room: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*TESTS.get(room, ()), *EVERY)))


def failing(modules: Sequence[str], known: frozenset[str]) -> Iterator[str]:
    """The tests of these modules that fail, of those that are known to pass."""
    for name in modules:
        try:
            module = importlib.import_module(name)
        except Exception:
            yield "import"
            return
        for case, function, arguments in _cases(module):
            if case in known:
                try:
                    function(**arguments)
                except BaseException as error:
                    if type(error).__name__ != "Skipped":
                        yield case


def _cases(module: ModuleType) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """The tests of a module with their parameters, as pytest would call them; without fixtures and hypothesis."""
    for name, function in vars(module).items():
        if not name.startswith("test_") or not inspect.isfunction(function):
            continue
        if name in SLOW or hasattr(function, "hypothesis"):
            continue
        marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "parametrize"]
        choices = [[_arguments(mark.args[0], values) for values in mark.args[1]] for mark in marks]
        for number, chosen in enumerate(itertools.product(*choices)):
            arguments = {key: value for part in chosen for key, value in part.items()}
            if arguments.keys() == inspect.signature(function).parameters.keys():
                yield f"{module.__name__}.{name}[{number}]", function, arguments


def _arguments(names: str | tuple[str, ...], values: Any) -> dict[str, Any]:
    keys = [key.strip() for key in names.split(",")] if isinstance(names, str) else list(names)
    values = getattr(values, "values", values) if type(values).__name__ == "ParameterSet" else values
    if len(keys) == 1 and type(values).__name__ != "tuple":
        return {keys[0]: values}
    return dict(zip(keys, values if len(keys) > 1 else [values], strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="name the mutants that no test found")
    parser.add_argument("--least", type=float, default=0.8)
    chosen = parser.parse_args()
    sys.path[:0] = [str(HERE / "src"), str(HERE / "tests"), str(HERE / "tests" / "readers"), str(HERE / "benchmarks")]
    rooms = chosen.rooms or list(ROOMS)
    every = [mutant for room in rooms for mutant in mutants(room)]
    sample = random.Random(chosen.seed).sample(every, min(chosen.count, len(every)))
    for name in ("pytest", "hypothesis", "pydantic", "lxml.etree", "dateutil.rrule", "rapidfuzz", "vnplans.models"):
        importlib.import_module(name)
    known = passing(rooms)
    print(f"{len(every)} mutants, {len(sample)} drawn, {len(known)} tests", flush=True)
    killed, seen, start = Counter[str](), Counter[str](), time.monotonic()
    for mutant in sample:
        by = found(mutant, known)
        seen[mutant.room] += 1
        killed[mutant.room] += bool(by)
        if chosen.show and not by:
            print(f"alive: {mutant}", flush=True)
        if seen.total() % 50 == 0:
            print(f"{killed.total()} of {seen.total()}", file=sys.stderr, flush=True)
    for room in rooms:
        if seen[room]:
            print(f"{room}: {killed[room]} of {seen[room]} found ({killed[room] / seen[room]:.0%})")
    share = killed.total() / max(seen.total(), 1)
    print(f"all: {killed.total()} of {seen.total()} ({share:.1%}) in {(time.monotonic() - start) / 60:.0f} minutes")
    return 0 if share >= chosen.least else 1


if __name__ == "__main__":
    sys.exit(main())
