"""The tests that may find a mutant: which there are, which pass, and which of them run a function."""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

__all__ = ["MODULES", "Case", "Survey", "caches", "cases", "functions", "key", "properties", "survey", "turn"]

MODULES = (
    *("test_deadlines", "test_dates", "test_agencies", "test_agency_grammar", "test_agency_ends", "test_targets"),
    *("test_numbers", "test_citations", "test_edges", "test_edges_tables", "test_periods"),
    *("test_outline", "test_where", "test_outline_scan", "test_strangers", "test_tasks", "test_tasks_tables"),
    *("test_head_cases", "test_voice", "test_parts", "test_attached", "test_announced_cases"),
    *("test_knowledge", "test_phrases"),
    *("test_natures", "test_paper_heads", "test_templates", "test_properties", "test_regex", "test_tables"),
    *(
        "test_mended_names",
        "test_facts",
        "test_line",
        "test_generated_truth",
        "test_open_documents",
        "test_whole_reading",
    ),
)
"""Those that share what they read (test_samples) are left out."""
SLOW = ("test_no_gate_hides_a_match", "test_points_are_found_where_they_may_begin")
"""Laws over all texts that take longer than all cases together."""
LONG = 2.0
"""Seconds of the processor beyond which a test is left out: it reads a scan, or calls LibreOffice."""
STRICT, EARLIER = ("test_whole_reading.", "test_generated_truth."), 6
"""Tests that compare all that is read, and find more than others of their length: they are shown so many times
earlier."""

Key = tuple[str, int, str]
Lines = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    function: Any
    arguments: dict[str, Any]

    def run(self) -> None:
        self.function(**self.arguments)


@dataclass(slots=True)
class Survey:
    """The tests that pass, the quickest first; by file, function and line those that run it; the functions that run
    when modules are loaded, and those that tables are made by, which all tests share."""

    passing: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    of_file: dict[str, set[str]] = field(default_factory=dict)
    of_function: dict[Key, set[str]] = field(default_factory=dict)
    of_line: dict[tuple[str, int], set[str]] = field(default_factory=dict)
    early: set[Key] = field(default_factory=set)
    kept: set[Key] = field(default_factory=set)

    def reaching(self, where: Key, lines: Iterable[int]) -> list[str]:
        """The tests that run one of some lines of a function; all that run it where these lines are never told."""
        reached = set[str]().union(*(self.of_line.get((where[0], line), ()) for line in lines))
        reached = reached or self.of_function.get(where, set())
        return [name for name in self.passing if name in reached]

    def nearest(self, file: str) -> list[str]:
        """All tests, those that run anything of a file first."""
        near = self.of_file.get(file, set())
        return sorted(self.passing, key=lambda name: name not in near)


def key(code: CodeType) -> Key:
    """What a function is known by, in this process and in another."""
    return code.co_filename, code.co_firstlineno, code.co_name


def cases(modules: Sequence[str] = MODULES) -> Iterator[Case]:
    """The tests of modules with their parameters, as pytest would call them; without fixtures and hypothesis."""
    for module in modules:
        yield from _cases(importlib.import_module(module))


def _cases(module: ModuleType) -> Iterator[Case]:
    for name, function in vars(module).items():
        if not name.startswith("test_") or not inspect.isfunction(function):
            continue
        if name in SLOW or hasattr(function, "hypothesis") or function.__module__ != module.__name__:
            continue
        marks = [mark for mark in getattr(function, "pytestmark", ()) if mark.name == "parametrize"]
        choices = [[_arguments(mark.args[0], values) for values in mark.args[1]] for mark in marks]
        for number, chosen in enumerate(itertools.product(*choices)):
            arguments = {key: value for part in chosen for key, value in part.items()}
            if arguments.keys() == inspect.signature(function).parameters.keys():
                yield Case(f"{module.__name__}.{name}[{number}]", function, arguments)


def _arguments(names: str | tuple[str, ...], values: Any) -> dict[str, Any]:
    keys = [key.strip() for key in names.split(",")] if isinstance(names, str) else list(names)
    values = getattr(values, "values", values) if type(values).__name__ == "ParameterSet" else values
    if len(keys) == 1 and type(values).__name__ != "tuple":
        return {keys[0]: values}
    return dict(zip(keys, values if len(keys) > 1 else [values], strict=True))


# What runs what ------------------------------------------------------------------------------------------------------


class _Watch:
    """Notes the functions of some files that are called, whether within one whose results are kept, and which of the
    lines looked for they run."""

    def __init__(self, files: Lines, keeping: frozenset[CodeType]) -> None:
        self.files, self.keeping = files, keeping
        self.seen: set[CodeType] = set()
        self.kept: set[CodeType] = set()
        self.lines: set[tuple[str, int]] = set()
        self._depth = 0
        self._open: dict[CodeType, set[int]] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        within = code in self.keeping
        self._depth += within
        if code.co_filename in self.files:
            if code not in self.seen:
                self.seen.add(code)
                self._open[code] = {line for *_, line in code.co_lines() if line in self.files[code.co_filename]}
            if self._depth:
                self.kept.add(code)
        if within:
            return self._ended
        return self._line if self._open.get(code) else None

    def _line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line" and frame.f_lineno in (lines := self._open[frame.f_code]):
            self.lines.add((frame.f_code.co_filename, frame.f_lineno))
            lines.discard(frame.f_lineno)
        return self._line

    def _ended(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "return":
            self._depth -= 1
        return self._ended


def _is_table(cache: Any) -> bool:
    """Is it made once, of nothing but data?"""
    return not inspect.signature(cache).parameters


def caches() -> list[Any]:
    """Every lru_cache of the house and its tests, but those of the tables of data, which no mutant touches."""
    kept = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
    rooms = ("vnplans.extract", "vnplans.calendar", "vnplans.landmarks", "test_", "truth", "text_act")
    return [found for found in kept if str(getattr(found, "__module__", "")).startswith(rooms)]


def properties() -> list[tuple[dict[str, Any], str, CodeType]]:
    """What living objects of the house keep of their cached properties: where, under which name, and its code."""
    found = []
    for one in gc.get_objects():
        if str(getattr(type(one), "__module__", "")).startswith("vnplans.") and hasattr(one, "__dict__"):
            for name in vars(one):
                made = getattr(type(one), name, None)
                if isinstance(made, functools.cached_property):
                    found.append((vars(one), name, made.func.__code__))
    return found


def functions() -> dict[Key, list[FunctionType]]:
    """The living functions of the house by what they are known by."""
    found: dict[Key, list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and "vnplans" in one.__code__.co_filename:
            found.setdefault(key(one.__code__), []).append(one)
    return found


def survey(files: Lines) -> Survey:
    """Loads the tests, runs each once to see that it passes and how long it takes, and again to see which of the lines
    of files it runs."""
    found, watch = Survey(), _Watch(dict.fromkeys(files, frozenset()), frozenset())
    sys.settrace(watch)
    every = list(cases())
    sys.settrace(None)
    found.early = {key(code) for code in watch.seen}
    good = [case for case in every if _passes(case, found)]
    kept = caches()
    tables = frozenset(cache.__wrapped__.__code__ for cache in kept if _is_table(cache))
    for cache in kept:
        cache.cache_clear()
    lasting = properties()
    for held, name, code in lasting:
        held.pop(name, None)
        tables |= {code}
    for case in good:
        for cache in kept:
            if cache.__wrapped__.__code__ not in tables:
                cache.cache_clear()
        watch = _Watch(files, tables)
        sys.settrace(watch)
        try:
            case.run()
        finally:
            sys.settrace(None)
        for code in watch.seen:
            found.of_file.setdefault(code.co_filename, set()).add(case.name)
            found.of_function.setdefault(key(code), set()).add(case.name)
        for line in watch.lines:
            found.of_line.setdefault(line, set()).add(case.name)
        found.kept |= {key(code) for code in watch.kept}
    found.passing.sort(key=lambda name: turn(name, found.seconds[name]))
    return found


def turn(name: str, seconds: float) -> float:
    """When a test is shown to a mutant: the less, the earlier."""
    return seconds / (EARLIER if name.startswith(STRICT) else 1)


def _passes(case: Case, found: Survey) -> bool:
    start = _spent()
    try:
        case.run()
    except BaseException:
        return False
    if (spent := _spent() - start) > LONG:
        return False
    found.passing.append(case.name)
    found.seconds[case.name] = spent
    return True


def _spent() -> float:
    """Seconds of the processor so far, those of programs that were called with them; a busy machine adds none."""
    times = os.times()
    return sum(times[:4])
