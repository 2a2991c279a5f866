"""One mutant in a process of its own: nothing is written to a file, and nothing of it stays."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import pickle
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable
from math import inf
from pathlib import Path
from typing import Any

from mutation.cases import Case, Survey, caches, cases, functions, key, properties
from mutation.places import Change, Mutant

__all__ = ["Warm", "found_cold", "in_child"]

SECONDS = 3.0
"""Of the processor, for one test beyond five times what it takes without a mutant: a loop without an end is found."""
LOADING = 180
"""Of the processor, for what a mutant of what is loaded may take beyond three times what all tests take."""


class Mutated(importlib.abc.SourceLoader, importlib.abc.MetaPathFinder):  # type: ignore[misc]  # of typeshed's bases
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


def in_child(work: Callable[[], Any]) -> Any:
    """What the work gives in a process of its own, silent; "time" where that is ended by a signal."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        null = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(null, stream)
        code = 1
        try:
            with os.fdopen(write, "wb") as pipe:
                pickle.dump(work(), pipe)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return pickle.loads(said) if os.waitstatus_to_exitcode(status) == 0 else "time"


def found_cold(mutant: Mutant, known: Survey, most: float = inf) -> str:
    """The test that finds a mutant of what runs when modules are loaded; "" for none. All are tried, the near first."""

    def work() -> str:
        limit = int(LOADING + 3 * sum(known.seconds.values()))
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        sys.meta_path.insert(0, Mutated(mutant.module, mutant.path, mutant.source))
        try:
            every = list(cases())
        except Exception:
            return "import"
        now = {case.name: case for case in every}
        return _first_failing((now[name] for name in known.nearest(str(mutant.path)) if name in now), known, most)

    return str(in_child(work))


class Warm:
    """The house and its tests, loaded once; a mutant is the code of one function exchanged."""

    def __init__(self, known: Survey, most: float = inf) -> None:
        self.known, self.most = known, most
        self.cases = {case.name: case for case in cases() if case.name in known.seconds}
        for case in self.cases.values():
            case.run()
        self.functions, self.caches, self.properties = functions(), caches(), properties()

    def found(self, change: Change) -> str:
        """The test that finds the change, of those that run its lines; "" for none."""
        assert change.old is not None
        assert change.new is not None
        where, new = key(change.old), change.new
        kept = where in self.known.kept
        names = self.known.nearest(where[0]) if kept else self.known.reaching(where, change.lines)
        if not names:
            return ""

        def work() -> str:
            for function in self.functions.get(where, ()):
                function.__code__ = new
            for cache in self.caches:
                cache.cache_clear()
            for held, name, _ in self.properties:
                held.pop(name, None)
            return _first_failing((self.cases[name] for name in names), self.known, self.most)

        return str(in_child(work))


def _first_failing(every: Iterable[Case], known: Survey, most: float) -> str:
    """The test that fails; "" where none of them does, or of those that were run within so many seconds."""
    start = time.process_time()
    for case in every:
        if time.process_time() - start > most:
            break
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS + 5 * known.seconds[case.name])
        try:
            case.run()
        except BaseException as error:
            if type(error).__name__ != "Skipped":
                return case.name
    return ""
